/**
 * Goal: a kindergarten season runs from registration to draw and refill: the pool is sealed, the seed made public, the
 * result checked in place and by anyone with nothing but the record, and a place that becomes free goes to the next.
 * Method: the definitions with their dates moved to today, so that every window is open now; notary and office at their
 * desks in Chromium, children registered over the API; the check program of docs/draw.md on the saved record.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, localDate } from '../../rules/calendar/date.ts';
import { type Ask, filesOf } from '../integration/fixtures/api.ts';
import { completeTask, type OpenTask, startCase, tasksAt } from './colleagues.ts';
import { complete, type Desk, shortcomings } from './desk.ts';
import { type Office, openOfficeOf } from './office.ts';

const SLUG = 'kindergarten-admission';
const CHILDREN = ['K09-001', 'K09-002', 'K09-003', 'K09-004', 'K09-005'];
const PLACES = 3;

const today = localDate(Date.now());
const day = (n: number) => addDays(today, n);
/** Days of 2023 and where they lie now; what follows another there still does. */
const MOVED: Record<string, string> = {
  '2023-08-15': day(-3),
  '2023-08-17': day(-2),
  '"2023-08-18T08:00:00+08:00"': `"${day(-1)}T08:00:00+08:00"`,
  '"2023-08-20T18:00:00+08:00"': `"${day(1)}T18:00:00+08:00"`,
  '2023-08-21': today,
  '2023-08-22': day(1),
  '2023-08-23': today,
  '2023-08-24': day(2),
  '2023-08-25': day(2),
  '2023-08-29': day(3),
  '2023-08-30': today,
  '2023-09-09': day(10),
};

function movedToNow(): { path: string; text: string }[] {
  const found = new RegExp(
    Object.keys(MOVED)
      .sort((a, b) => b.length - a.length)
      .join('|')
      .replaceAll('+', '\\+'),
    'g',
  );
  return filesOf(`definitions/${SLUG}`).map(({ path, text }) => ({
    path,
    text: path.endsWith('.banli.yaml') ? text.replace(found, (date) => MOVED[date] ?? date) : text,
  }));
}

let office: Office;
let guardian: Ask;
let enrolment: Ask;
let kindergarten: Ask;

beforeAll(async () => {
  office = await openOfficeOf(movedToNow());
  [guardian, enrolment, kindergarten] = (await Promise.all(
    ['guardian', 'enrolment-office', 'kindergarten'].map((group) => office.as(`demo-${SLUG}-${group}-1`)),
  )) as [Ask, Ask, Ask];
});
afterAll(() => office?.close());

async function start(ask: Ask, procedure: string, input: object): Promise<string> {
  return (await startCase(ask, `${SLUG}.${procedure}`, input)).id;
}

async function codeOf(ask: Ask, caseId: string): Promise<string> {
  const { body } = await ask('GET', `/api/cases/${caseId}`);
  return body.data.find((item: { name: string }) => item.name === 'code').value;
}

/** The step by which the draw goes on now; undefined: there is none. */
async function reached(round: string, step: string | undefined): Promise<void> {
  const next = async () => (await enrolment('GET', `/api/draws/${round}`)).body.tasks[0]?.label.zh;
  await expect.poll(next).toBe(step);
}

/** From the page of the draw to the task by which it goes on. */
async function goOn({ page }: Desk, step: string): Promise<void> {
  await page.getByRole('link', { name: step, exact: true }).click();
  await page.getByRole('heading', { name: step, level: 1 }).waitFor();
}

test('from the registration to the draw, checked by anyone, and to the refill', async () => {
  for (const [i, code] of CHILDREN.entries()) {
    await start(guardian, 'application', {
      ...{ code, childName: `演示幼儿${i}`, choices: ['yaodu-7'], policeStation: 'xijie', birthDate: '2020-01-15' },
      ...{ healthy: true, uploaded: ['guardian-hukou', 'child-hukou'], boundWith: [], specialGroup: 'none' },
    });
  }
  for (const task of await tasksAt(enrolment, 'verify-data', CHILDREN.length)) {
    await completeTask(enrolment, task, { result: 'pass' });
  }
  const round = await start(enrolment, 'draw-round', {
    ...{ roundNo: 'YD7-1', kindergarten: 'yaodu-7', plan: PLACES },
    units: CHILDREN.map((code) => ({ code, children: [code] })),
  });

  const notary = await office.deskOf('公证机构');
  const { page } = notary;
  const at = `${office.api.url}/draws/${round}`;
  await page.goto(at);
  const hash = (await page.locator('.hash').textContent()) ?? '';
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(await shortcomings(notary)).toEqual([]);
  await page.getByText('下一步：公证封存 公证机构').waitFor();
  await goOn(notary, '公证封存');
  await page.getByRole('textbox', { name: '封存的哈希值' }).fill(hash);
  await complete(notary);
  await reached(round, '公布随机种子');
  await page.goto(at);
  await goOn(notary, '公布随机种子');
  await page.getByRole('textbox', { name: '随机种子' }).fill('5-3-6-1');
  await page.getByRole('textbox', { name: '种子来源' }).fill('公证员与家长代表掷骰子');
  await complete(notary);
  await reached(round, '公布中签结果');

  const desk = await office.deskOf('市、区招生领导组办公室');
  await desk.page.goto(at);
  await desk.page.getByText('公证员与家长代表掷骰子').waitFor();
  await desk.page.getByText('摇号所用名单与封存一致').waitFor();
  await desk.page.getByRole('table', { name: '摇号顺序' }).getByRole('row').nth(CHILDREN.length).waitFor();
  await desk.page.getByRole('button', { name: '重新摇号并比对' }).click();
  await desk.page.getByText('核验一致').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  const saving = desk.page.waitForEvent('download');
  await desk.page.getByRole('button', { name: '下载公布文件' }).click();
  const record = readFileSync(await (await saving).path(), 'utf8');
  expect(checkedByAnyone(record)).toContain('the same again');
  expect(record).not.toContain('演示幼儿');

  await goOn(desk, '公布中签结果');
  await desk.page.getByRole('textbox', { name: '公布地点' }).fill('市教育局官网、园门口');
  await complete(desk);
  await reached(round, undefined);
  await desk.page.goto(at);
  await desk.page.getByText('摇号公证记录', { exact: true }).waitFor();

  // One of those drawn is cancelled at the recheck: the first of the waiting list gets the place.
  const { admitted, waiting } = JSON.parse(record).outputs as { admitted: string[]; waiting: string[] };
  expect([admitted.length, waiting.length]).toEqual([PLACES, CHILDREN.length - PLACES]);
  const rechecks = await tasksAt(kindergarten, 'recheck', PLACES);
  const [cancelled] = rechecks;
  if (cancelled === undefined) throw new Error('nobody was admitted');
  await completeTask(kindergarten, cancelled, { result: 'cancel', note: '信息不实' });
  const refilled = async () => {
    const { body } = await kindergarten('GET', '/api/tasks?limit=100');
    const open = body.items.filter(({ step, caseId }: OpenTask) => {
      return step.id === 'recheck' && !rechecks.some((known) => known.caseId === caseId);
    });
    return open.length === 0 ? null : codeOf(kindergarten, open[0].caseId);
  };
  await expect.poll(refilled).toBe(waiting[0]);
});

/** With the program that docs/draw.md prints, and nothing of ours. */
function checkedByAnyone(record: string): string {
  const program = /```js\n([\s\S]*?)```/.exec(readFileSync('docs/draw.md', 'utf8'))?.[1] ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'banli-draw-'));
  try {
    writeFileSync(join(folder, 'check.mjs'), program);
    writeFileSync(join(folder, 'record.json'), record);
    return execFileSync(process.execPath, ['check.mjs', 'record.json'], { cwd: folder, encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
