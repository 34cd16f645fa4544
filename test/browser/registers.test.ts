/**
 * Goal: an officer finds a row of a register, sees how it came about, and saves what was found.
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
  await page.getByText('2025年3月1日(星期六)').waitFor();
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
