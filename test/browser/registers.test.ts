/**
 * Goal: an officer finds a row of a register, sees how it came about, saves what was found, and writes rows by hand.
 * Method: the built pages in Chromium over the real servers.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

const REGISTER = '/api/registers/markets/stalls';
let office: Office;

beforeAll(async () => {
  office = await openOffice('test/integration/fixtures/registers');
});
afterAll(() => office?.close());

test('a row is found, its history read, and the rows that were found are saved', async () => {
  const { token } = (await office.api.ask('POST', '/api/demo/tokens', { person: 'demo-markets-stall-office-1' })).body;
  const imported = await fetch(`${office.api.url}${REGISTER}/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv', 'idempotency-key': 'k' },
    body: 'stallNo,摊主姓名,起租日,租金,状态\n东1/甲,演示甲公司,2025-03-01,80,已租\n东2,演示乙公司,2025-04-01,90,空置\n',
  });
  expect(imported.status).toBe(200);
  const desk = await office.deskOf('摊位管理岗');
  const { page } = desk;
  await page.getByRole('link', { name: '台账', exact: true }).click();
  await page.getByRole('link', { name: '摊位台账' }).click();
  await page.getByRole('cell', { name: '演示乙公司' }).waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.getByLabel('编号或内容').fill('甲公司');
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('cell', { name: '演示乙公司' }).waitFor({ state: 'detached' });
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出 CSV' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('markets-stalls.csv');
  expect(readFileSync(await saved.path(), 'utf8')).toMatch(/^\uFEFFstallNo,摊主姓名,.*\r\n东1\/甲,演示甲公司,.*\r\n$/);
  await page.getByRole('link', { name: '东1/甲' }).click();
  await page.getByText('演示-摊位管理岗-甲导入文件，第2行').waitFor();
  await page.getByRole('region', { name: '变更记录' }).getByText('2025年3月1日(星期六)').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.goBack();
  await expect.poll(() => page.getByLabel('编号或内容').inputValue()).toBe('甲公司');
});

test('a table is checked with its faults by line, then imported as a whole', async () => {
  const desk = await office.deskOf('摊位管理岗');
  const { page } = desk;
  const table = (text: string) => ({ name: '摊位.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.goto(`${office.api.url}/registers/markets/stalls`);
  await page.getByRole('button', { name: '导入表格' }).click();
  const dialog = page.getByRole('dialog', { name: '导入表格' });
  await dialog.getByLabel('表格文件').setInputFiles(table('stallNo,摊主姓名,租金\n西1,丙,八十\n西1,丁,90\n'));
  await dialog.getByText(/有\d+处需要修改，未导入任何一行/).waitFor();
  await dialog.getByRole('cell', { name: '租金' }).waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await dialog.getByLabel('表格文件').setInputFiles(table('stallNo,摊主姓名,租金\n西1,丙,80\n西2,丁,90\n'));
  await dialog.getByText('检查无误，尚未导入。').waitFor();
  await dialog.getByText('共2行：新增2行，改动0行，无变化0行。').waitFor();
  await dialog.getByRole('button', { name: '确认导入' }).click();
  await dialog.getByText('已导入。').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('cell', { name: '西2' }).waitFor();
});

test('a row is edited by hand; whoever was quicker is told, and what was typed is kept and written', async () => {
  const colleague = await office.as('demo-markets-stall-office-2');
  const added = await colleague('POST', `${REGISTER}/rows`, {
    key: '南1',
    values: { trader: '戊', fee: 9_000 },
    reason: '补录',
  });
  expect(added.status).toBe(201);
  const desk = await office.deskOf('摊位管理岗');
  const { page } = desk;
  await page.goto(`${office.api.url}/registers/markets/stalls/rows/${encodeURIComponent('南1')}`);
  await page.getByText('理由：补录').waitFor();
  await page.getByRole('button', { name: '编辑' }).focus();
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: '编辑：南1' });
  await form.getByLabel('租金').fill('95.5');
  expect(await shortcomings(desk)).toEqual([]);
  await form.getByRole('button', { name: '保存更改' }).click();
  await form.getByText('请填写变更理由。').waitFor();
  await form.getByLabel(/变更理由/).fill('合同更正');
  const path = `${REGISTER}/rows/${encodeURIComponent('南1')}`;
  const etag = (await colleague('GET', path)).headers.get('etag') ?? '';
  const quicker = { values: { rentedOn: '2025-06-01' }, reason: '合同补录' };
  expect((await colleague('PATCH', path, quicker, { 'if-match': etag, 'idempotency-key': 'quicker' })).status).toBe(
    200,
  );
  await form.getByRole('button', { name: '保存更改' }).click();
  await form.getByText(/^此行已由演示-摊位管理岗-乙于/).waitFor();
  await form.getByRole('region', { name: '他人刚才的变更' }).getByText('理由：合同补录').waitFor();
  expect(await form.getByLabel('租金').inputValue()).toBe('95.5');
  expect(await shortcomings(desk)).toEqual([]);
  await form.getByRole('button', { name: '保存更改' }).click();
  await page.getByText('已保存。').waitFor();
  await page.getByText('演示-摊位管理岗-甲（摊位管理岗）手工填写').waitFor();
  const { values } = (await colleague('GET', path)).body;
  expect(values).toEqual({ trader: '戊', fee: 9_550, rentedOn: '2025-06-01' });
  expect(await shortcomings(desk)).toEqual([]);
});

test('a row that no case writes is added; an auditor sees it, and is offered no change', async () => {
  const desk = await office.deskOf('摊位管理岗');
  const { page } = desk;
  await page.goto(`${office.api.url}/registers/markets/stalls`);
  await page.getByRole('button', { name: '新增一行' }).click();
  const form = page.getByRole('dialog', { name: '新增一行' });
  await form.getByLabel('编号').fill('北1/乙');
  await form.getByLabel('摊主姓名').fill('己');
  await form.getByLabel(/变更理由/).fill('新设摊位');
  expect(await shortcomings(desk)).toEqual([]);
  await form.getByRole('button', { name: '新增一行' }).click();
  await page.getByRole('heading', { name: '编号：北1/乙' }).waitFor();
  await page.getByText('理由：新设摊位').waitFor();
  const other = await office.deskOf('审计员');
  await other.page.goto(page.url());
  await other.page.getByText('理由：新设摊位').waitFor();
  expect(await other.page.getByRole('button', { name: '编辑' }).count()).toBe(0);
});
