/**
 * Goal: an officer's desk: its views and filters stand in the address, views are saved, cases are found by Chinese text,
 * many tasks are claimed and completed at once without losing one, everything goes by keys, and what arrives does not
 * move what is under the hand. Its first load is small.
 * Method: the built pages in Chromium, served by the API with worker, Temporal and PostgreSQL; axe on every page.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest';
import { localDate } from '../../rules/calendar/date.ts';
import { closeStore, openStore } from '../../store/database.ts';
import { deliverDigests } from '../../store/digests.ts';
import { startCase } from './colleagues.ts';
import { choice, type Desk, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

const DIST = join(import.meta.dirname, '..', '..', 'web', 'dist');
const FIRST_LOAD = 400 * 1024;
const GROUP = '行政审批窗口';
const ASIDE = '旁听约车有限公司';
const COMPANIES = ['东山约车有限公司', '西山约车有限公司', '南山约车有限公司', ASIDE];

let office: Office;

beforeAll(async () => {
  office = await openOffice();
  for (const company of COMPANIES) await apply(company);
});

afterEach(() => office.closeDesks());

afterAll(() => office?.close());

async function apply(companyName: string): Promise<void> {
  const applicant = await office.as('demo-ride-hailing-applicant-1');
  const input = {
    companyName,
    creditCode: '91350100M000100Y43',
    ...{ firstTime: false, registeredInLinfen: false, branch: false, ePayment: true, foreignInvested: false },
    submitted: [
      ...['m1-application-form', 'm2-identity-credit', 'm3-recognition', 'm4-business-licence'],
      ...['m5-local-office', 'm8-systems'],
    ],
  };
  await startCase(applicant, 'ride-hailing.platform-permit', input);
}

const rowOf = ({ page }: Desk, company: string) => page.getByRole('row').filter({ hasText: company });
const mark = (desk: Desk, company: string) => rowOf(desk, company).getByRole('checkbox');
const focused = ({ page }: Desk): Promise<string> =>
  page.evaluate('document.activeElement.closest("tr")?.textContent ?? document.activeElement.type ?? ""');

test('the first load of the desk is small', async () => {
  const { page } = await office.deskOf(GROUP);
  const loaded = new Set<string>(['/index.html']);
  page.on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith('/assets/')) loaded.add(pathname);
  });
  await page.reload();
  await page.getByRole('row').filter({ hasText: ASIDE }).waitFor();
  const bytes = [...loaded].map((file) => gzipSync(readFileSync(join(DIST, file))).length);
  expect(loaded.size).toBeGreaterThan(3);
  expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(FIRST_LOAD);
});

test('a token that has run out is renewed once, whatever was asked with it', async () => {
  const desk = await office.deskOf(GROUP);
  const { page } = desk;
  await page.evaluate(`sessionStorage.setItem('banli.session',
    JSON.stringify({ ...JSON.parse(sessionStorage.getItem('banli.session')), token: 'run.out.long-ago' }))`);
  let renewals = 0;
  let turnedAway = 0;
  page.on('response', (response) => {
    if (new URL(response.url()).pathname === '/api/demo/tokens') renewals++;
    if (response.status() === 401) turnedAway++;
  });
  await page.reload();
  await rowOf(desk, ASIDE).waitFor();
  expect(turnedAway).toBeGreaterThan(1);
  expect(renewals).toBe(1);
});

test('a filter stands in the address, is saved under a name, and opens the desk', async () => {
  const desk = await office.deskOf(GROUP);
  const { page } = desk;
  await rowOf(desk, ASIDE).waitFor();
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  await page.getByLabel('编号、申请人或名称').fill('南山');
  await page.getByRole('radio', { name: '待签收' }).check();
  expect(await shortcomings(desk)).toEqual([]);
  await page.getByLabel('编号、申请人或名称').press('Enter');
  await rowOf(desk, ASIDE).waitFor({ state: 'detached' });
  await rowOf(desk, '南山').waitFor();
  expect(new URL(page.url()).search).toBe(`?view=groups&claimed=no&q=${encodeURIComponent('南山')}`);

  await page.getByRole('button', { name: '保存当前筛选' }).click();
  await page.getByLabel('视图名称').fill('南山待签收');
  await page.getByRole('checkbox', { name: '打开待办时显示此视图' }).check();
  await page.getByRole('button', { name: '保存', exact: true }).click();
  const saved = page.getByRole('navigation', { name: '我的视图' }).getByRole('link', { name: '南山待签收（默认）' });
  await saved.waitFor();

  await page.getByRole('link', { name: '岗位待办' }).click();
  await rowOf(desk, ASIDE).waitFor();
  await page.goBack();
  await rowOf(desk, ASIDE).waitFor({ state: 'detached' });
  await page.getByRole('link', { name: '等待他人' }).click();
  await page.getByText('没有等待他人办理的办件。').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.getByRole('link', { name: '待办', exact: true }).click();
  await page.getByText('已筛选：待签收；“南山”').waitFor();
  await expect.poll(() => page.locator('[aria-label=我的视图] [aria-current]').textContent()).toContain('南山待签收');

  await page.getByRole('button', { name: '修改视图' }).click();
  await page.getByRole('button', { name: '删除视图' }).click();
  await saved.waitFor({ state: 'detached' });
});

test('a day is typed or picked, and shown as the page writes dates', async () => {
  const desk = await office.deskOf(GROUP);
  const { page } = desk;
  await rowOf(desk, ASIDE).waitFor();
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  const from = page.getByLabel('到期日自');
  await from.fill('2024-1-23');
  await from.press('Tab');
  await expect.poll(() => from.inputValue()).toBe('2024年1月23日');
  const to = page.getByLabel('到期日至');
  await to.fill('2099年12月1日');
  await page.getByText('一', { exact: true }).last().waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.getByTitle('2099-12-31', { exact: true }).click();
  await expect.poll(() => to.inputValue()).toBe('2099年12月31日');
  // What is no day is not taken.
  await from.fill('2024-13-23');
  await page.getByRole('heading', { level: 1 }).click();
  await expect.poll(() => from.inputValue()).toBe('2024年1月23日');
  await page.getByRole('form', { name: '筛选' }).getByRole('button', { name: '筛选' }).click();
  await page.waitForURL(/[?&]from=2024-01-23&to=2099-12-31/);
  await rowOf(desk, ASIDE).waitFor();
});

test('the digest of the day is one of the unread notices until it is read', async () => {
  const store = openStore(inject('databaseUrl'));
  expect(await deliverDigests(store, localDate(Date.now()), Date.now())).toBeGreaterThan(0);
  await closeStore(store);
  const desk = await office.deskOf(GROUP);
  const { page } = desk;
  const unread = page.getByRole('img', { name: '1条未读' });
  await unread.waitFor();
  await page.getByRole('link', { name: /^通知/ }).click();
  const digest = page.getByRole('region', { name: '每日提要' });
  await digest.getByText(/的数字；打开后为最新情况/).waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await digest.getByRole('button').click();
  await digest.waitFor({ state: 'detached' });
  await unread.waitFor({ state: 'detached' });
});

test('keys alone move, choose, claim, open and search', async () => {
  const desk = await office.deskOf(GROUP);
  const { page } = desk;
  const { keyboard } = page;
  await rowOf(desk, ASIDE).waitFor();
  await keyboard.press('j');
  await expect.poll(() => focused(desk)).toContain('东山');
  await keyboard.press('ArrowDown');
  await keyboard.press('k');
  await keyboard.press('j');
  await expect.poll(() => focused(desk)).toContain('西山');
  await keyboard.press('x');
  await page.getByRole('status').getByText('已选1件').or(page.getByText('已选1件')).first().waitFor();
  await keyboard.press('x');
  await keyboard.press('c');
  await rowOf(desk, '西山').getByText('演示-行政审批窗口-甲').waitFor();
  await page.getByText('已签收1件。').waitFor();
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: '材料审查', level: 1 }).waitFor();
  await page.goBack();
  await rowOf(desk, '西山').waitFor();

  await keyboard.press('?');
  const help = page.getByRole('dialog', { name: '快捷键' });
  await help.getByText('签收任务').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await keyboard.press('Escape');
  await help.waitFor({ state: 'detached' });

  await keyboard.press('/');
  // In the field a key is a letter.
  await keyboard.type('j东山');
  await expect.poll(() => focused(desk)).toBe('search');
  await page.getByRole('searchbox').fill('东山约车');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: '“东山约车”的查找结果' }).waitFor();
  await rowOf(desk, '东山').getByText('企业名称：').waitFor();
  await expect.poll(() => page.locator('mark').first().textContent()).toBe('东山约车');
  expect(await shortcomings(desk)).toEqual([]);
});

test('what arrives or goes does not move what is under the hand', async () => {
  const colleague = await office.as('demo-ride-hailing-approval-window-2');
  const { body } = await colleague('GET', `/api/tasks?q=${encodeURIComponent('东山')}`);
  const { id } = body.items[0];
  expect((await colleague('POST', `/api/tasks/${id}/claim`)).status).toBe(200);

  const desk = await office.deskOf(GROUP);
  const { page } = desk;
  await page.goto(`${office.api.url}/?view=groups&claimed=no`);
  await rowOf(desk, ASIDE).waitFor();
  await page.keyboard.press('j');
  await expect.poll(() => focused(desk)).toContain('南山');
  const etag = (await colleague('GET', `/api/tasks/${id}`)).headers.get('etag') ?? '';
  expect((await colleague('POST', `/api/tasks/${id}/release`, {}, { 'if-match': etag })).status).toBe(200);
  await page.getByText('有1件新任务').waitFor();
  await expect.poll(() => rowOf(desk, '东山').count()).toBe(0);
  await expect.poll(() => focused(desk)).toContain('南山');
  await page.getByRole('button', { name: '显示' }).click();
  await rowOf(desk, '东山').waitFor();
  await page.mouse.move(0, 0);
});

test('many tasks are claimed and completed at once; who was late keeps what is left, a lost line goes on', async () => {
  const desk = await office.deskOf(GROUP);
  const { page, context } = desk;
  await rowOf(desk, ASIDE).waitFor();
  for (const company of ['东山', '南山']) await mark(desk, company).check();
  await page.getByText('已选2件').waitFor();
  await page.getByRole('button', { name: '批量签收' }).click();
  await page.getByText('已签收2件。').waitFor();
  await rowOf(desk, '南山').getByText('演示-行政审批窗口-甲').waitFor();

  for (const company of COMPANIES) await mark(desk, company).check();
  await page.getByRole('button', { name: '批量办理' }).click();
  await page.getByText('填写一次，分别提交给所选的每一件任务').waitFor();
  await choice(page, '审查结果', '齐全').check();
  expect(await shortcomings(desk)).toEqual([]);

  // A colleague is quicker with one of them, and the line is lost.
  const colleague = await office.as('demo-ride-hailing-approval-window-2');
  const { body } = await colleague('GET', `/api/tasks?q=${encodeURIComponent('旁听')}`);
  expect((await colleague('POST', `/api/tasks/${body.items[0].id}/claim`)).status).toBe(200);
  await context.setOffline(true);
  await page.getByRole('button', { name: '提交4件' }).click();
  await page.getByText('暂未得到答复').waitFor();
  await context.setOffline(false);
  await page.getByText('已办理3件。').waitFor();
  await page.getByText('有1件未能办理，仍保留在所选任务中：').waitFor();
  await page.getByText('已选1件').waitFor();
  await expect.poll(() => mark(desk, ASIDE).isChecked()).toBe(true);
  expect(await shortcomings(desk)).toEqual([]);

  await page.getByRole('button', { name: '取消选择' }).click();
  await page.getByRole('link', { name: '今日已办' }).click();
  for (const company of ['东山', '西山', '南山']) await rowOf(desk, company).getByText('材料审查').waitFor();
  await expect.poll(() => rowOf(desk, ASIDE).count()).toBe(0);
  expect(await shortcomings(desk)).toEqual([]);
});
