/**
 * Goal: a food-safety year goes through its officers, with its deadlines on their calendar, in their calendar programs
 * and in the figures of the leaders.
 * Method: the assessment of a year that is over, so that every step of it may be taken now; pages in Chromium over the
 * real servers; what other officers do comes over the API.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Ask } from '../integration/fixtures/api.ts';
import { completeAt, startCase } from './colleagues.ts';
import { shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

/** The last one whose counties may evaluate themselves by now: in the first days of January that of two years ago. */
const YEAR = new Date(Date.now() - 10 * 86_400_000).getUTCFullYear() - 1;
const COUNTIES = [
  { key: 'yaodu', name: '尧都区' },
  { key: 'hongtong', name: '洪洞县' },
];
const as = (group: string): Promise<Ask> => office.as(`demo-food-safety-${group}-1`);

let office: Office;

beforeAll(async () => {
  office = await openOffice('definitions/food-safety');
});

afterEach(() => office.closeDesks());

afterAll(() => office?.close());

/** Completes the next open task of the step, as soon as it is there. */
async function done(group: string, step: string, data: object): Promise<void> {
  await completeAt(await as(group), step, data);
}

test('a year of food safety, from its plan to the circular, on the calendar and in the figures', async () => {
  const ask = await as('food-office');
  const input = { year: YEAR, counties: COUNTIES, departments: [{ key: 'agri', name: '市农业农村局' }] };
  await startCase(ask, 'food-safety.annual-evaluation', input);

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
  await done('food-office', 'plan', { planNumber: '临食安办发〔2026〕1号' });

  // What is assessed through the year ends on its last day: on the calendar, as a bar, and by week.
  const views = page.getByRole('navigation', { name: '显示方式' });
  const row = page.getByRole('row').filter({ hasText: '日常考核期限' });
  await page.goto(`${office.api.url}/deadlines?at=${YEAR}-12-31`);
  await page.getByRole('link', { name: new RegExp(`^${YEAR}年12月31日.*1项到期.*1项逾期`) }).click();
  await row.waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  // On a narrow page it is moved by keyboard.
  const size = page.viewportSize();
  await page.setViewportSize({ width: 400, height: 800 });
  await page.getByRole('region', { name: /到期日历$/ }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate('document.activeElement.scrollLeft')).toBeGreaterThan(0);
  if (size !== null) await page.setViewportSize(size);
  await views.getByRole('link', { name: '周历' }).click();
  await page.getByRole('link', { name: new RegExp(`^${YEAR}年12月31日.*1项到期`) }).waitFor();
  await views.getByRole('link', { name: '甘特图' }).click();
  await page.getByRole('img', { name: /项期限从起算日到到期日/ }).waitFor();
  await row.waitFor();
  expect(await shortcomings(desk)).toEqual([]);

  // The same in a calendar program, until the address is revoked.
  await page.getByRole('button', { name: '生成订阅地址' }).click();
  const address = (await page.locator('code.address').textContent()) ?? '';
  const feed = await (await fetch(address)).text();
  expect(feed).toContain(`DTSTART;VALUE=DATE:${YEAR}1231`);
  expect(feed).toContain('SUMMARY:日常考核期限 ');
  await page.getByRole('button', { name: '停用：本人全部岗位' }).click();
  await page.getByText('尚无订阅地址。').waitFor();
  expect((await fetch(address)).status).toBe(404);

  await done('food-office', 'inspection', { findings: '已整改' });
  await done('food-office', 'status-evaluation', { statusSummary: '合格率98%' });
  for (const _ of COUNTIES) await done('food-office', 'daily-assessment', { dailyScore: 90 });
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
  const asLeader = await office.as('demo-banli-leader-1');
  const ended = async () => (await asLeader('GET', '/api/statistics')).body.total.ended;
  await expect.poll(ended).toBe(1);
  const leader = await office.deskOf('领导');
  const figures = leader.page;
  await figures.getByRole('link', { name: '统计', exact: true }).click();
  await figures.getByRole('link', { name: /^年度评议考核，办结：\s*1$/ }).waitFor();
  await figures.getByRole('img', { name: '各月按期与逾期的期限数' }).waitFor();
  expect(await shortcomings(leader)).toEqual([]);
  await figures.getByRole('link', { name: /^年度评议考核，有逾期的期限：/ }).click();
  const behind = figures.getByRole('table', { name: '办件列表，立案晚的在前' });
  await behind.getByRole('row').filter({ hasText: '已办结：已通报' }).waitFor();
  await expect.poll(() => behind.getByRole('link').count()).toBe(0);
  const [file] = await Promise.all([
    figures.waitForEvent('download'),
    figures.getByRole('button', { name: '按事项：导出CSV' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('按事项.csv');

  // The months are chosen by typing, too.
  const first = figures.getByLabel('起始月份');
  await first.fill('2024-1');
  await first.press('Tab');
  await figures.waitForURL(/[?&]from=2024-01&/);
  await expect.poll(() => first.inputValue()).toBe('2024年1月');
  expect(await shortcomings(leader)).toEqual([]);

  // The officer of the document comes from there to the case.
  await page.getByRole('link', { name: '统计', exact: true }).click();
  await page.getByRole('link', { name: /^年度评议考核，办结：\s*1$/ }).click();
  await page.getByRole('table', { name: '办件列表，立案晚的在前' }).getByRole('link').first().click();
  await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
});
