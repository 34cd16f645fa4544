/**
 * Goal: a hospital's claims of a year and the blood centre's records are compared line by line; both sides see what
 * differs and what was answered of it, and the settlement closes when all that differs has its answer, the hospital has
 * confirmed, and just the total is paid.
 * Method: the shipped document; its yearly schedule owes the case now; each office at its desk in Chromium.
 */
import { readFileSync } from 'node:fs';
import { Client, Connection, ScheduleOverlapPolicy } from '@temporalio/client';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createVault } from '../../codec/vault.ts';
import { localDate } from '../../rules/calendar/date.ts';
import { readKeys } from '../../runtime/keys.ts';
import { closeStore, openStore } from '../../store/database.ts';
import { recordTick } from '../../store/duties.ts';
import { longDate } from '../../web/src/dates.ts';
import { TICK_SCHEDULE } from '../../workflows/tick-schedule.ts';
import { choice, complete, type Desk, faultAt, openTask, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

const HOSPITAL = '第一医院';
const TODAY = localDate(Date.now());
const YEAR = Number(TODAY.slice(0, 4));
const USED = `${YEAR}-08-01`;
const USED_BEFORE = `${YEAR - 1}-12-31`;

/** One line of each kind: agreed, of another amount, twice, unknown to the centre, of another year. */
const CLAIMS = [
  ['W1', USED, '660'],
  ['W2', USED, '440'],
  ['W2', USED, '440'],
  ['W3', USED, '50'],
  ['W4', USED_BEFORE, '88'],
];
/** The first of them nobody claimed. */
const RECORDS = [
  ['W9', '5'],
  ['W1', '660'],
  ['W2', '400'],
  ['W4', '88'],
];
const ACCEPTED: Record<string, string> = { W2: '400', W3: '0', W4: '0', W9: '5' };
const TOTAL = '1065';

let office: Office;
let hospital: Desk;
let finance: Desk;
let address: string;

beforeAll(async () => {
  office = await openOffice('definitions/blood-fee');
  await oweTheSettlement();
  hospital = await office.deskOf('医院财务科');
  finance = await office.deskOf('血站财务科');
});
afterAll(() => office?.close());

/** As the schedule claims it each January for every hospital; the worker starts what is claimed. */
async function oweTheSettlement(): Promise<void> {
  const store = openStore(inject('databaseUrl'), { vault: createVault(readKeys(inject('keysFile')).dataKeys) });
  const duty = { procedure: 'blood-fee.annual-settlement', schedule: 'yearly', period: String(YEAR + 1), unit: '' };
  const key = `${duty.procedure}/${duty.schedule}/${duty.period}/${HOSPITAL}`;
  await recordTick(store, [{ ...duty, key, at: Date.now(), input: { hospital: HOSPITAL, year: YEAR } }], []);
  await closeStore(store);
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  const client = new Client({ connection, namespace: inject('namespace') });
  await client.schedule.getHandle(TICK_SCHEDULE).trigger(ScheduleOverlapPolicy.BUFFER_ONE);
  await connection.close();
}

async function fillLines({ page }: Desk, fields: string[], lines: string[][]): Promise<void> {
  for (const [i, line] of lines.entries()) {
    await page.getByRole('button', { name: '添加一项' }).click();
    for (const [j, value] of line.entries()) {
      await page
        .getByLabel(fields[j] as string, { exact: true })
        .nth(i)
        .fill(value);
    }
  }
}

/** The cells of each line that is shown. */
async function linesShown({ page }: Desk, title = '明细'): Promise<string[][]> {
  const rows = await page.getByRole('table', { name: title, exact: true }).getByRole('row').all();
  const cells = await Promise.all(rows.map((row) => row.getByRole('cell').allTextContents()));
  return cells.filter((row) => row.length > 0);
}

test('the hospital hands in what it claims, line by line; until both lists are there nothing is compared', async () => {
  const { page } = hospital;
  await openTask(hospital, '报送结算材料', HOSPITAL);
  await fillLines(hospital, ['减免编号', '用血日期', '金额'], CLAIMS);
  await choice(page, '材料已交接', '是').check();
  expect(await shortcomings(hospital)).toEqual([]);
  await complete(hospital);
  await page.getByText('“报送结算材料”已办理。').waitFor();
  await page.getByRole('link', { name: '逐笔核对' }).click();
  await page.getByText('两份清单尚未核对。').waitFor();
  await page.getByText('等待血站报销专岗办理“导出减免记录”').waitFor();
  expect(await shortcomings(hospital)).toEqual([]);
  address = page.url();
});

test('the centre exports its records, and every line that differs stands there with both sides', async () => {
  const clerk = await office.deskOf('血站报销专岗');
  await openTask(clerk, '导出减免记录', HOSPITAL);
  await fillLines(clerk, ['减免编号', '金额'], RECORDS);
  expect(await shortcomings(clerk)).toEqual([]);
  await complete(clerk);
  await clerk.page.getByText('“导出减免记录”已办理。').waitFor();

  // The hospital's page, open all the while.
  const { page } = hospital;
  await page.getByText('尚有4个编号的差异未核定，核定完毕方可办结。').waitFor();
  await page.getByText('等待血站财务科办理“差异核定”').waitFor();
  const claimed = (number: string, day: string, yuan: string) =>
    `减免编号 ${number}，用血日期 ${longDate(day, 'zh')}，金额 ${yuan}.00元`;
  const recorded = (number: string, yuan: string) => `减免编号 ${number}，金额 ${yuan}.00元`;
  await page.getByRole('row', { name: /W9/ }).waitFor();
  await expect
    .poll(() => linesShown(hospital))
    .toEqual([
      ['1', 'W2', '金额不符', '40.00元', claimed('W2', USED, '440'), recorded('W2', '400'), '未核定'],
      ['2', 'W2', '重复', '440.00元', claimed('W2', USED, '440'), recorded('W2', '400'), '未核定'],
      ['3', 'W3', '血站无记录', '50.00元', claimed('W3', USED, '50'), '无', '未核定'],
      ['4', 'W4', '非本年度', '88.00元', claimed('W4', USED_BEFORE, '88'), recorded('W4', '88'), '未核定'],
      ['5', 'W9', '医院未申报', '-5.00元', '无', recorded('W9', '5'), '未核定'],
    ]);
  expect(await shortcomings(hospital)).toEqual([]);

  await page.getByRole('button', { name: '重复', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('第1至1笔，共1笔').waitFor();
  const kinds = async () => (await linesShown(hospital)).map(([, number, kind]) => [number, kind]);
  await expect.poll(kinds).toEqual([['W2', '重复']]);
  await page.getByRole('button', { name: '一致', exact: true }).click();
  await page.getByRole('row', { name: /W1/ }).waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  expect(readFileSync(await (await saving).path(), 'utf8')).toBe(
    `\uFEFF编号,核对结果,差额,医院清单：减免编号,医院清单：用血日期,医院清单：金额,血站记录：减免编号,血站记录：金额,核定\r\nW1,一致,0.00元,W1,${USED},660.00元,W1,660.00元,\r\n`,
  );
});

test('the centre answers number by number; when the last has its answer, both sides read that it balances', async () => {
  const { page } = finance;
  await page.goto(address);
  await page.getByRole('link', { name: '差异核定' }).click();
  const item = page.getByText(/^办理对象：/);
  for (const _ of Object.keys(ACCEPTED)) {
    const shown = (await item.textContent()) ?? '';
    const number = shown.slice('办理对象：'.length);
    await page.getByLabel('认可金额').fill(ACCEPTED[number] as string);
    await page.getByLabel('说明').fill(`已核对${number}`);
    await complete(finance);
    await page.getByText(shown, { exact: true }).waitFor({ state: 'detached' });
  }
  await page.goto(address);
  for (const desk of [hospital, finance]) {
    await desk.page.getByText('已核对平衡：全部一致，或差异均已核定。').waitFor();
    await desk.page.getByRole('button', { name: '全部差异' }).click();
    await desk.page.getByRole('row', { name: /W9.*差异核定：认可金额 5.00元，说明 已核对W9/ }).waitFor();
    expect((await linesShown(desk)).map(([, number, , , , , answer]) => [number, answer])).toEqual(
      ['W2', 'W2', 'W3', 'W4', 'W9'].map((number) => [
        number,
        `差异核定：认可金额 ${ACCEPTED[number]}.00元，说明 已核对${number}`,
      ]),
    );
    expect(await shortcomings(desk)).toEqual([]);
  }
});

test('it closes when the hospital has confirmed, the payment is approved, and just the total is paid', async () => {
  const { page } = hospital;
  await page.getByRole('link', { name: '医院确认' }).click();
  await page.getByText('减免编号 W2，核对结果 金额不符，差额 40元').waitFor();
  await choice(page, '确认无误', '是').check();
  expect(await shortcomings(hospital)).toEqual([]);
  await complete(hospital);
  await page.getByText('“医院确认”已办理。').waitFor();

  const head = await office.deskOf('血站负责人');
  await openTask(head, '审批', HOSPITAL);
  await choice(head.page, '同意拨付', '是').check();
  await complete(head);
  await head.page.getByText('“审批”已办理。').waitFor();

  await openTask(finance, '结算拨付', HOSPITAL);
  await finance.page.getByLabel('拨付金额').fill('1060');
  await finance.page.getByLabel('拨付日期').fill(TODAY);
  await complete(finance);
  await expect.poll(() => faultAt(finance.page, '拨付金额')).toContain('与结算总额不符');
  await finance.page.getByLabel('拨付金额').fill(TOTAL);
  await complete(finance);
  await finance.page.getByText('“结算拨付”已办理。').waitFor();
  await finance.page.getByText('已办结：已结算').waitFor();
  await finance.page.getByRole('link', { name: `查看台账：${HOSPITAL}-${YEAR}` }).waitFor();
  expect(await shortcomings(finance)).toEqual([]);
});

test('an auditor reads it in English, without a next step', async () => {
  const auditor = await office.deskOf('审计员');
  const { page } = auditor;
  await page.goto(address);
  await page.getByText('English').click();
  await page.getByRole('heading', { name: `Yearly settlement ${HOSPITAL}`, level: 1 }).waitFor();
  await page.getByText('It balances: everything agrees, or all that differs has its answer.').waitFor();
  await page.getByRole('row', { name: /W9/ }).waitFor();
  expect(
    (await linesShown(auditor, 'Lines')).map(([, number, kind, difference]) => [number, kind, difference]),
  ).toEqual([
    ['W2', 'Amount differs', '40.00 yuan'],
    ['W2', 'Duplicate', '440.00 yuan'],
    ['W3', 'Not with the centre', '50.00 yuan'],
    ['W4', 'Wrong year', '88.00 yuan'],
    ['W9', 'Not claimed', '-5.00 yuan'],
  ]);
  await page.getByRole('row', { name: /Differences resolved：Accepted 5.00 yuan, Note 已核对W9/ }).waitFor();
  await expect.poll(() => page.getByText('Next：').count()).toBe(0);
  expect(await shortcomings(auditor)).toEqual([]);
});
