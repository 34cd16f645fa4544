/**
 * Goal: a food-safety year goes through its officers, with its deadlines on their calendar, in their calendar programs
 * and in the figures of the leaders.
 * Method: the assessment of a year that is over, so that every step of it may be taken now; pages in Chromium over the
 * real servers; what other officers do comes over the API.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Ask } from '../integration/fixtures/api.ts';
import { complete, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

const YEAR = new Date(Date.now() - 300 * 86_400_000).getUTCFullYear();
const COUNTIES = [
  { key: 'yaodu', name: '尧都区' },
  { key: 'hongtong', name: '洪洞县' },
];
const as = (group: string): Promise<Ask> => office.api.as(`demo-food-safety-${group}-1`);

let office: Office;

beforeAll(async () => {
  office = await openOffice('definitions/food-safety');
});

afterEach(() => office.closeDesks());

afterAll(() => office?.close());

/** Completes the next open task of the step, as soon as it is there. */
async function done(group: string, step: string, data: object): Promise<void> {
  const ask = await as(group);
  const find = async () => {
    const { body } = await ask('GET', '/api/tasks?limit=100');
    return body.items.find((task: { step: { id: string } }) => task.step.id === step)?.id as string | undefined;
  };
  await expect.poll(find, { timeout: 20_000, interval: 100 }).toBeDefined();
  const id = await find();
  const { headers } = await ask('GET', `/api/tasks/${id}`);
  const answer = await ask('POST', `/api/tasks/${id}/complete`, { data }, { 'if-match': headers.get('etag') ?? '' });
  expect(answer.body, step).toMatchObject({ visible: true });
}

test('a year of food safety, from its plan to the circular, on the calendar and in the figures', async () => {
  const ask = await as('food-office');
  const input = { year: YEAR, counties: COUNTIES, departments: [{ key: 'agri', name: '市农业农村局' }] };
  const start = { procedure: 'food-safety.annual-evaluation', input };
  expect(await ask('POST', '/api/cases', start, { 'idempotency-key': 'year' })).toMatchObject({ status: 201 });

  // The plan, late already: its day was in June of that year.
  const { page, ...rest } = await office.deskOf('市食安办');
  const desk = { page, ...rest };
  await page.getByRole('link', { name: '期限', exact: true }).click();
  await page.getByRole('heading', { name: '期限', level: 1 }).waitFor();
  await page
    .getByRole('link', { name: /已逾期：/ })
    .first()
    .click();
  await page.getByRole('row').filter({ hasText: '方案发布期限' }).waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.getByRole('link', { name: '待办', exact: true }).click();
  await page.getByRole('link', { name: '制定发布考核方案及细则' }).click();
  await page.getByLabel('方案文号').fill('临食安办发〔2026〕1号');
  await complete(desk);
  await page.getByText('“制定发布考核方案及细则”已办理。').waitFor();

  // The counties have ten working days from now for their own evaluation.
  await done('food-office', 'inspection', { findings: '已整改' });
  await done('food-office', 'status-evaluation', { statusSummary: '合格率98%' });
  for (const _ of COUNTIES) await done('food-office', 'daily-assessment', { dailyScore: 90 });
  const county = await as('county-government');
  const listed = await county('GET', '/api/deadlines');
  const due = listed.body.items.find(
    (item: { deadline: { id: string } }) => item.deadline.id === 'self-evaluation',
  ).due;
  const counties = await office.deskOf('县(市、区)人民政府');
  await counties.page.getByRole('link', { name: '期限', exact: true }).click();
  await counties.page.getByRole('navigation', { name: '显示方式' }).getByRole('link', { name: '周历' }).click();
  const [year, month, day] = due.split('-').map(Number);
  const onDay = counties.page.getByRole('link', { name: new RegExp(`^${year}年${month}月${day}日.*2项到期`) });
  while ((await onDay.count()) === 0) {
    const before = counties.page.url();
    await counties.page.getByRole('link', { name: '下一周' }).click();
    await expect.poll(() => counties.page.url()).not.toBe(before);
    await counties.page.getByRole('table', { name: /到期日历/ }).waitFor();
    await counties.page.waitForLoadState('networkidle');
  }
  await onDay.click();
  await counties.page.getByRole('row').filter({ hasText: '自评期限' }).first().waitFor();
  expect(await shortcomings(counties)).toEqual([]);
  await counties.page.getByRole('link', { name: '甘特图' }).click();
  await counties.page.getByRole('img', { name: /2项期限/ }).waitFor();
  expect(await shortcomings(counties)).toEqual([]);

  // The same in a calendar program, until the address is revoked.
  await counties.page.getByRole('button', { name: '生成订阅地址' }).click();
  const address = (await counties.page.locator('code.address').textContent()) ?? '';
  const feed = await (await fetch(address)).text();
  expect(feed).toContain(`DTSTART;VALUE=DATE:${due.replaceAll('-', '')}`);
  expect(feed).toContain('SUMMARY:自评期限 ');
  await counties.page.getByRole('button', { name: '停用：本人全部岗位' }).click();
  await counties.page.getByText('尚无订阅地址。').waitFor();
  expect((await fetch(address)).status).toBe(404);

  for (const _ of COUNTIES) await done('county-government', 'self-evaluation', { selfScore: 95, evidence: true });
  await done('member-departments', 'department-review', { opinion: '同意' });
  const result = {
    basicWork: 29,
    keyWork: 48,
    status: 18,
    immediate: 0,
    bonus: 0,
    deduction: 0,
    downgrades: [],
    vetoes: [],
  };
  await done('food-office', 'comprehensive', {
    results: COUNTIES.map(({ key }, i) => ({ county: key, ...result, basicWork: 29 - i })),
  });
  await done('food-committee', 'approve', { approved: true });
  await done('food-office', 'circulate', { circularNumber: '临食安委〔2026〕1号' });

  // In the figures: a leader sees how many and how late, and which, and may not open them.
  const leader = await office.deskOf('领导');
  const figures = leader.page;
  await figures.getByRole('link', { name: '统计', exact: true }).click();
  await expect
    .poll(async () => {
      await figures.reload();
      return figures.getByRole('link', { name: /^年度评议考核，办结：1$/ }).count();
    })
    .toBe(1);
  await figures.getByRole('img', { name: '各月按期与逾期的期限数' }).waitFor();
  expect(await shortcomings(leader)).toEqual([]);
  await figures.getByRole('link', { name: /^年度评议考核，有逾期的期限：/ }).click();
  const behind = figures.getByRole('table', { name: '办件列表，立案晚的在前' });
  await behind.getByRole('row').filter({ hasText: '已办结：已通报' }).waitFor();
  expect(await behind.getByRole('link').count()).toBe(0);
  const [file] = await Promise.all([
    figures.waitForEvent('download'),
    figures.getByRole('button', { name: '按事项：导出CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('按事项.csv');

  // The officer of the document comes from there to the case.
  await page.getByRole('link', { name: '统计', exact: true }).click();
  await page.getByRole('link', { name: /^年度评议考核，办结：1$/ }).click();
  await page.getByRole('table', { name: '办件列表，立案晚的在前' }).getByRole('link').first().click();
  await page.getByText('已办结：已通报').first().waitFor();
});
