/**
 * Goal: what goes wrong in an office costs nobody their typing, and is said in words with what to do: a lost connection,
 * a system that recovers, another person who was quicker, a year without published holidays.
 * Method: the built pages in Chromium over the real servers; the network is cut or answered for where the trouble is.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { applyForPermit, choice, complete, type Desk, fillApplication, openTask, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterEach(() => office.closeDesks());

afterAll(() => office?.close());

async function apply(company: string): Promise<Desk> {
  const applicant = await office.deskOf('申请人');
  await applyForPermit(applicant);
  await fillApplication(applicant, company);
  await applicant.page.getByRole('button', { name: '提交申请' }).click();
  await applicant.page.getByText(/办件编号：/).waitFor();
  return applicant;
}

test('what is typed outlives a reload; sent while the connection is lost, it is done once when it is back', async () => {
  const company = '断线出行有限公司';
  const applicant = await office.deskOf('申请人');
  const { page, context } = applicant;
  await applyForPermit(applicant);
  await fillApplication(applicant, company);
  await page.reload();
  await page.getByText('已恢复您上次填写、尚未提交的内容。').waitFor();
  await expect.poll(() => page.getByLabel('企业名称').inputValue()).toBe(company);
  await context.setOffline(true);
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText('连接已中断').waitFor();
  await page.getByText('暂未得到答复').waitFor();
  expect(await shortcomings(applicant)).toEqual([]);
  await context.setOffline(false);
  await page.getByText(/办件编号：/).waitFor();
  const asApplicant = await office.as('demo-ride-hailing-applicant-1');
  const { body } = await asApplicant('GET', `/api/cases?applicant=${encodeURIComponent(company)}`);
  expect(body.items).toHaveLength(1);
});

test('a system that recovers is said so, and asked again until it answers', async () => {
  const { page } = await office.deskOf('行政审批窗口');
  const away = {
    type: '/problems/unavailable',
    title: '服务暂时不可用',
    status: 503,
    detail: '后台服务暂时不可用。',
    detailEn: 'away',
    instance: '',
  };
  await page.route('**/api/cases?*', (route) =>
    route.fulfill({
      status: 503,
      headers: { 'retry-after': '1' },
      contentType: 'application/problem+json',
      json: away,
    }),
  );
  await page.getByRole('link', { name: '办件查询' }).click();
  await page.getByText('系统正在恢复，正在自动重试').waitFor();
  await page.unroute('**/api/cases?*');
  await page.getByRole('table').or(page.getByText('没有符合条件的办件。')).waitFor();
});

test('who comes too late is told so, and what they typed stays', async () => {
  const company = '迟到出行有限公司';
  await apply(company);
  const late = await office.deskOf('行政审批窗口', '乙');
  await openTask(late, '材料审查', company);
  await choice(late.page, '审查结果', '不齐').check();
  await late.page.getByLabel('缺少的材料').fill('营业执照');

  const quick = await office.as('demo-ride-hailing-approval-window-1');
  const id = decodeURIComponent(new URL(late.page.url()).pathname.replace('/tasks/', ''));
  expect((await quick('POST', `/api/tasks/${id}/claim`)).status).toBe(200);
  await late.page.getByText('该任务已由他人签收').waitFor();
  const { headers } = await quick('GET', `/api/tasks/${id}`);
  const released = await quick('POST', `/api/tasks/${id}/release`, {}, { 'if-match': headers.get('etag') ?? '' });
  expect(released.status, JSON.stringify(released.body)).toBe(200);
  await late.page.getByText('已恢复您上次填写、尚未提交的内容。').waitFor();
  await expect.poll(() => late.page.getByLabel('缺少的材料').inputValue()).toBe('营业执照');

  // The page hears nothing any more, as behind a broken proxy.
  await late.page.route('**/api/tasks/*', (route) =>
    route.request().method() === 'GET' ? route.abort() : route.continue(),
  );
  const again = await quick('GET', `/api/tasks/${id}`);
  const done = await quick(
    'POST',
    `/api/tasks/${id}/complete`,
    { data: { result: 'complete' } },
    { 'if-match': again.headers.get('etag') ?? '' },
  );
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  await complete(late);
  await late.page.getByText('当前不能办理').first().waitFor();
  await expect.poll(() => late.page.getByLabel('缺少的材料').inputValue()).toBe('营业执照');
});

test('a due date that nobody can know yet says which year is waited for', async () => {
  const company = '跨年出行有限公司';
  await apply(company);
  const window = await office.deskOf('行政审批窗口');
  await window.page.route('**/api/tasks?*', async (route) => {
    const response = await route.fetch();
    const body = await response.json();
    for (const task of body.items) Object.assign(task, { due: null, dueEarliest: '2027-01-06', daysLeft: null });
    await route.fulfill({ response, json: body });
  });
  await window.page.route('**/api/calendars?*', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), lastYear: 2026 } });
  });
  await window.page.reload();
  const row = window.page.getByRole('row').filter({ hasText: company });
  await row.getByText('等待2027年节假日安排公布').waitFor();
  await row.getByText('最早2027年1月6日(星期三)').waitFor();
  expect(await shortcomings(window)).toEqual([]);
});

test('the other pages have no serious barrier and show no id', async () => {
  const desk = await office.deskOf('行政审批窗口');
  for (const link of ['申请与立案', '办件查询', '通知']) {
    await desk.page.getByRole('link', { name: link }).click();
    await desk.page.getByRole('heading', { level: 1, name: link === '通知' ? '通知与提醒' : link }).waitFor();
    await desk.page.getByText('正在加载…').waitFor({ state: 'detached' });
    expect(await shortcomings(desk), link).toEqual([]);
  }
  await desk.page.getByRole('button', { name: '切换人员' }).click();
  await desk.page.getByRole('button', { name: '演示-运维员-甲' }).waitFor();
  // Groups of other documents may have no names yet: persons are told by those of the licence.
  await desk.page.getByRole('searchbox').fill('行政审批');
  expect(await shortcomings(desk)).toEqual([]);
});

test('the pages speak English to who chooses it', async () => {
  const { page } = await office.deskOf('行政审批窗口');
  await page.getByText('English', { exact: true }).click();
  await page.getByRole('heading', { name: 'Worklist', level: 1 }).waitFor();
  await expect.poll(() => page.locator('html').getAttribute('lang')).toBe('en');
  await page.getByRole('columnheader', { name: 'Due' }).or(page.getByText('No tasks.')).waitFor();
});
