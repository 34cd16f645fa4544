/**
 * Goal: an auditor finds a case, sees its life fact by fact with clocks and the trace of a decision, and the check of an
 * untouched case pass; where somebody has changed the database or a file of evidence, the number is named, also when a
 * month is checked. The log tells who read what, by person, action and day. Officers find no audit.
 * Method: the built pages in Chromium over the real servers; the database is changed behind them, the evidence that the
 * page gives is changed and signed anew, and checked by the command line.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { addDays, localDate } from '../../rules/calendar/date.ts';
import { readKeys } from '../../runtime/keys.ts';
import { closeStore, openStore, type Store } from '../../store/database.ts';
import { forger } from '../histories/tamper.ts';
import { completeAt, startCase } from './colleagues.ts';
import { type Desk, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

const COMPANY = '晋审出行科技有限公司';
const input = {
  companyName: COMPANY,
  creditCode: '91350100M000100Y43',
  firstTime: false,
  registeredInLinfen: false,
  branch: false,
  ePayment: true,
  foreignInvested: false,
  submitted: [
    'm1-application-form',
    'm2-identity-credit',
    'm3-recognition',
    'm4-business-licence',
    'm5-local-office',
    'm8-systems',
  ],
};

let office: Office;
let store: Store;
let caseId: string;
let number: string;
/** The fact that somebody changes in the database. */
let changed: number;
let auditor: Desk;
const WINDOW = '演示-行政审批窗口-甲';

beforeAll(async () => {
  office = await openOffice();
  store = openStore(inject('databaseUrl'));
  const applicant = await office.as('demo-ride-hailing-applicant-1');
  const started = await startCase(applicant, 'ride-hailing.platform-permit', input);
  caseId = started.id;
  number = started.number;
  const window = await office.as('demo-ride-hailing-approval-window-1');
  await completeAt(window, 'check-materials', { result: 'complete' }, caseId);
  auditor = await office.deskOf('审计员');
});

afterAll(async () => {
  if (store !== undefined) await closeStore(store);
  await office?.close();
});

test('a case is found, its life gone through by keyboard, and its check passes', async () => {
  const { page } = auditor;
  await page.getByRole('link', { name: '审计', exact: true }).click();
  await page.getByLabel('办件编号').fill(number);
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('link', { name: number }).waitFor();
  expect(await shortcomings(auditor)).toEqual([]);
  await page.getByRole('link', { name: number }).click();
  await page.getByRole('heading', { name: `${number} ${COMPANY}` }).waitFor();

  await page.getByRole('slider', { name: '事实编号' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('region', { name: '第2号事实之后', exact: true }).waitFor();
  const decided = page.getByRole('button', { name: /规则判定/ }).first();
  await decided.focus();
  await page.keyboard.press('Enter');
  const trace = page.getByRole('region', { name: '判定过程' });
  await trace.getByText('首次从事网约车经营').first().waitFor();
  await trace.getByText('临政规发〔2023〕3号').first().waitFor();
  await page.getByRole('button', { name: '最后一号' }).click();
  await page
    .getByRole('region', { name: '期限' })
    .getByText(/已计0天，共\d+天/)
    .first()
    .waitFor();
  await page.getByRole('region', { name: '当时适用的规定' }).getByText('网约车经营许可，第').waitFor();
  expect(await shortcomings(auditor)).toEqual([]);

  await page.getByRole('button', { name: '运行核验' }).click();
  await page.getByText('核验通过').waitFor();
  await page.getByRole('row', { name: /流程引擎重放 相符/ }).waitFor();
  expect(await shortcomings(auditor)).toEqual([]);
});

test('a fact that somebody changed in the database is named and shown', async () => {
  const { page } = auditor;
  const { rows } = await store.pool.query(
    `UPDATE read.facts SET body = replace(body::text, '"complete"', '"incomplete"')::json
     WHERE case_id = $1 AND type = 'task-completed' RETURNING seq`,
    [caseId],
  );
  changed = rows[0].seq;
  await page.getByRole('button', { name: '重新核验' }).click();
  await page.getByText(`最先在第${changed}号事实处不符。`).waitFor();
  await page.getByRole('row', { name: `工作人员看到的事实` }).getByText('不符', { exact: true }).waitFor();
  await page.getByRole('row', { name: /每号校验值 相符/ }).waitFor();
  await page.getByRole('button', { name: `查看第${changed}号` }).click();
  await page.getByText('显示给工作人员的内容被改动过').waitFor();
  expect(await shortcomings(auditor)).toEqual([]);
});

test('evidence is saved; a fact changed in it by somebody with all keys is named by the command line', async () => {
  const { page } = auditor;
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出证据包' }).click();
  const keys = readKeys(inject('keysFile'));
  const forged = await forger(readFileSync(await (await saving).path()), keys).resigned((parts) => {
    const facts = parts.facts.map((line) => (line.fact.seq === 3 ? { ...line, fact: { ...line.fact, at: 1 } } : line));
    return { ...parts, facts };
  });
  const folder = mkdtempSync(join(tmpdir(), 'banli-evidence-'));
  const file = join(folder, 'case.zip');
  writeFileSync(file, forged);
  const replay = promisify(execFile)(
    process.execPath,
    ['scripts/banli.mjs', 'replay', file, '--keys', inject('keysFile'), '--json'],
    { env: { ...process.env, BANLI_HOME: inject('home') } },
  );
  const { stdout, code } = (await replay.catch((error: { stdout: string; code: number }) => error)) as never;
  expect(code).toBe(1);
  expect(JSON.parse(stdout).fold).toMatchObject({ check: 'chain', number: 3 });
  rmSync(folder, { recursive: true });
});

test('what the auditor read stands in the log; an officer finds no audit', async () => {
  const { page } = auditor;
  const log = page.getByRole('region', { name: '谁看过、办过' });
  await log
    .getByRole('row', { name: /演示-审计员-甲.*逐步查看办件/ })
    .first()
    .waitFor();
  const asAuditor = await office.as('demo-banli-auditor-1');
  const exported = await asAuditor('GET', `/api/audit?case=${caseId}&action=case.export`);
  expect(exported.body.items).toMatchObject([{ person: { name: '演示-审计员-甲' }, outcome: 'done' }]);
  const officer = await office.deskOf('行政审批窗口');
  await expect.poll(() => officer.page.getByRole('link', { name: '审计', exact: true }).count()).toBe(0);
  await officer.page.goto(`${office.api.url}/audit/cases/${caseId}`);
  await officer.page.getByRole('heading', { name: '没有这个页面' }).waitFor();
});

test('from the page of a case an auditor comes to its audit; an officer has no such link', async () => {
  const { page } = auditor;
  await page.getByRole('link', { name: '打开办件' }).click();
  await page.getByRole('link', { name: '审计此件' }).waitFor();
  expect(await shortcomings(auditor)).toEqual([]);
  await page.getByRole('link', { name: '审计此件' }).click();
  await page.getByRole('heading', { name: `${number} ${COMPANY}` }).waitFor();
  const officer = await office.deskOf('行政审批窗口');
  await officer.page.goto(`${office.api.url}/cases/${caseId}`);
  await officer.page.getByRole('heading', { name: '内部备注' }).waitFor();
  await expect.poll(() => officer.page.getByRole('link', { name: '审计此件' }).count()).toBe(0);
});

test('a month is checked case by case, and the case that was changed is named', async () => {
  const { page } = auditor;
  const applicant = await office.as('demo-ride-hailing-applicant-1');
  for (const _ of [1, 2]) await startCase(applicant, 'ride-hailing.platform-permit', input);
  await page.getByRole('link', { name: '审计', exact: true }).click();
  await page.getByRole('link', { name: '按月核验' }).click();
  await choose('事项', '网约车经营许可');
  const month = localDate(Date.now()).slice(0, 7);
  await page.getByLabel('立案月份').click();
  await page.getByTitle(month, { exact: true }).click();
  expect(await shortcomings(auditor)).toEqual([]);
  await page.getByRole('button', { name: '开始核验' }).click();
  await page.getByText(/^正在核验，已完成\d件，共3件……$/).waitFor();
  await page.getByText('2件通过，1件不通过。').waitFor();
  const results = page.getByRole('table', { name: '核验结果' });
  await expect.poll(() => results.getByRole('columnheader').allTextContents()).toEqual(['办件', '结果', '位置']);
  await expect.poll(() => results.getByRole('cell', { name: '相符', exact: true }).count()).toBe(2);
  await results
    .getByRole('row', { name: `${number} ${COMPANY}` })
    .filter({ hasText: '工作人员看到的事实：不符' })
    .getByText(`第${changed}号事实`, { exact: true })
    .waitFor();
  expect(await shortcomings(auditor)).toEqual([]);
  await results.getByRole('link', { name: number }).click();
  await page.getByRole('region', { name: `第${changed}号事实之后`, exact: true }).waitFor();

  await page.goBack();
  await choose('事项', '网约车经营许可');
  await page.getByLabel('立案月份').click();
  await page.getByTitle(month.replace(/-\d\d$/, month.endsWith('-01') ? '-02' : '-01'), { exact: true }).click();
  await page.getByRole('button', { name: '开始核验' }).click();
  await page.getByText('该月没有立案的办件。').waitFor();
});

test('a check that the server has lost is told as such, and is run again', async () => {
  const { page } = auditor;
  // The server is asked for one that it does not know, as after a restart.
  await page.route('**/api/replays/*', (route) => {
    const url = route
      .request()
      .url()
      .replace(/[^/]+$/, 'ffffffff-ffff-7fff-8fff-ffffffffffff');
    return route.continue({ url });
  });
  await page.getByRole('button', { name: '开始核验' }).click();
  await page
    .getByRole('alert')
    .getByText(/系统重新启动后/)
    .waitFor();
  await page.unroute('**/api/replays/*');
  await page.getByRole('button', { name: '开始核验' }).click();
  await page.getByText('该月没有立案的办件。').waitFor();
});

/** Of a list in which one can search. */
async function choose(list: string, value: string): Promise<void> {
  const { page } = auditor;
  await page.getByRole('combobox', { name: list, exact: true }).fill(value);
  await page.locator('.ant-select-item-option').getByText(value, { exact: true }).click();
}

test('the log tells by person, action and day who read or tried what, also as a table', async () => {
  const { page } = auditor;
  const officer = await office.as('demo-ride-hailing-approval-window-1');
  expect((await officer('GET', '/api/audit')).status).toBe(403);
  await page.getByRole('link', { name: '审计', exact: true }).click();
  await page.getByRole('link', { name: '访问记录' }).click();
  const log = page.getByRole('table', { name: '访问记录，从近到远排列' });
  await log.getByRole('row', { name: /演示-审计员-甲.*核验办件.*3件/ }).waitFor();
  expect(await shortcomings(auditor)).toEqual([]);

  await choose('人员', WINDOW);
  await log.getByRole('link', { name: '演示-审计员-甲' }).first().waitFor({ state: 'detached' });
  await choose('操作', '查看访问记录');
  await log.getByRole('row', { name: new RegExp(`${WINDOW}.*查看访问记录.*被拒绝`) }).waitFor();
  await expect.poll(() => log.getByRole('row').count()).toBe(2);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出CSV' }).click();
  const lines = readFileSync(await (await saving).path(), 'utf8').split('\r\n');
  expect(lines[0]).toBe('\uFEFF时间,人员,身份,代为办理,操作,办件编号,对象,结果,原因');
  expect(lines.slice(1)).toEqual([expect.stringMatching(`,${WINDOW},.*,查看访问记录,.*,被拒绝,`), '']);

  const today = localDate(Date.now());
  const from = page.getByLabel('从', { exact: true });
  await from.fill(addDays(today, 1));
  await from.press('Enter');
  await page.getByText('没有符合条件的记录。').waitFor();
  await from.fill(today);
  await from.press('Enter');
  await log.waitFor();

  // Somebody else, who is not among those that were searched for.
  await page.goBack();
  await log.getByRole('link', { name: '演示-审计员-甲' }).first().click();
  await log.getByRole('link', { name: WINDOW }).first().waitFor({ state: 'detached' });
  await page.locator('.filters').getByText('演示-审计员-甲', { exact: true }).waitFor();
  expect(await shortcomings(auditor)).toEqual([]);
});
