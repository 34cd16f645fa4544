/**
 * Goal: an applicant with a phone, the receipt and no account sees where the case stands, corrects what is missing and
 * saves the notice; a guess opens nothing, and nothing but the own case is shown.
 * Method: the built pages in Chromium at the size of a phone, over the real servers; the office acts over the API.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ask } from '../integration/fixtures/api.ts';
import { completeAt } from './colleagues.ts';
import { applyForPermit, COMPANY, type Desk, fillApplication, openDesk, PHONE, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;
let window: Ask;

beforeAll(async () => {
  office = await openOffice();
  window = await office.as('demo-ride-hailing-approval-window-1');
});
afterAll(() => office?.close());

interface Receipt {
  code: string;
  secret: string;
}

/** The company applies at a desk; the receipt as it is shown there. */
async function apply(): Promise<Receipt & { number: string }> {
  const desk = await office.deskOf('申请人');
  await applyForPermit(desk);
  await fillApplication(desk);
  await desk.page.getByRole('button', { name: '提交申请' }).click();
  const receipt = desk.page.getByRole('region', { name: '回执' });
  await receipt.getByRole('button', { name: '打印回执' }).waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  const [number = '', code = '', secret = '', address] = await receipt.locator('dd').allTextContents();
  expect(address).toBe(`${office.api.url}/receipt`);
  await desk.context.close();
  return { number, code, secret };
}

async function look({ page }: Desk, { code, secret }: Receipt): Promise<void> {
  await page.getByLabel('回执码').fill(code);
  await page.getByLabel('查询密码').fill(secret);
  await page.getByRole('button', { name: '查询', exact: true }).click();
}

test('a correction is asked for and handed in by receipt, on a phone', async () => {
  const receipt = await apply();
  await completeAt(window, 'check-materials', { result: 'incomplete', missing: ['营业执照副本'] });

  const phone = await openDesk(office.browser, `${office.api.url}/receipt`, PHONE);
  const { page } = phone;
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  await page.getByRole('heading', { name: '办件进度查询', level: 1 }).waitFor();
  expect(await shortcomings(phone)).toEqual([]);

  await look(phone, { ...receipt, code: `${receipt.code.slice(0, -1)}${receipt.code.endsWith('2') ? '3' : '2'}` });
  await page.getByText('回执码有误，请核对后重新输入。').waitFor();
  await look(phone, { ...receipt, secret: 'AAAAA-AAAAA-AAAAA' });
  await page.getByText('回执码或查询密码不正确', { exact: true }).waitFor();
  expect(await shortcomings(phone)).toEqual([]);

  await look(phone, { code: receipt.code.toLowerCase(), secret: receipt.secret.replaceAll('-', '') });
  const todo = page.getByRole('region', { name: '需要您办理：补正材料' });
  await todo.getByText('营业执照副本').waitFor();
  await page
    .getByRole('region', { name: '期限' })
    .getByText(/剩3\d天/)
    .waitFor();
  await page.getByText(receipt.number).first().waitFor();
  expect(await shortcomings(phone)).toEqual([]);
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  const shown = (await page.locator('body').textContent()) ?? '';
  for (const hidden of ['演示-', COMPANY, '审批窗口', '待办', '台账']) expect(shown, hidden).not.toContain(hidden);

  await page.getByRole('button', { name: '逐日计算：补正期限' }).click();
  await page.getByText('起算日，不计入').waitFor();
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载补正通知书 PDF' }).click();
  expect(
    readFileSync(await (await saving).path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');

  // Typed, and still there after a reload.
  await todo.getByLabel('补交的材料').fill('营业执照副本');
  await page.reload();
  await expect.poll(() => todo.getByLabel('补交的材料').inputValue()).toBe('营业执照副本');
  await todo.getByRole('button', { name: '提交' }).click();
  await page.getByText('“补正材料”已提交。').waitFor();
  await page.getByText('正在由办理机关办理，您暂时无需操作。').waitFor();
  expect(await shortcomings(phone)).toEqual([]);

  await page.getByRole('switch', { name: '大字' }).click();
  await page.getByText('English').click();
  await page.getByText('With the office.').waitFor();
  // English words of two places that meet look like an id.
  expect((await shortcomings(phone)).filter((text) => !text.startsWith('shows '))).toEqual([]);
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Leave' }).click();
  await page.getByRole('heading', { name: 'Where my case stands' }).waitFor();
  expect(addresses.filter((url) => url.includes(receipt.code) || url.includes(receipt.secret))).toEqual([]);
  await phone.context.close();

  const { body } = await window('GET', `/api/cases?number=${encodeURIComponent(receipt.number)}`);
  const { timeline } = (await window('GET', `/api/cases/${body.items[0].id}`)).body;
  expect(timeline).toContainEqual(
    expect.objectContaining({ type: 'task-completed', by: expect.objectContaining({ name: '当事人（凭回执）' }) }),
  );
});
