/**
 * Goal: an officer reads in a browser how a procedure runs and why a rule decides; an author sees what an edit changes,
 * rehearses it and deploys it. Method: the built pages over the whole installation with the shipped ride-hailing document;
 * Chromium with the checks of axe; the downloaded scenario is played by the command line.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, fillApplication, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

const PERMIT = '网约车经营许可';
let office: Office;
let desk: Desk;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'banli-author-'));
  // One procedure of the document with what it needs: compiling is a proof, and takes its time.
  const keep =
    /(ride-hailing|document\.banli\.yaml|licence\.banli\.yaml|platform-permit\.banli\.yaml|filings\.banli\.yaml)$/;
  cpSync('definitions/ride-hailing', join(folder, 'ride-hailing'), {
    recursive: true,
    filter: (path) => keep.test(path) || /\/(decisions|letters)(\/|$)/.test(path),
  });
  office = await openOffice();
  desk = await office.deskOf('定义员');
});

afterAll(async () => {
  await office?.close();
  rmSync(folder, { recursive: true, force: true });
});

const menu = () => desk.page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: '事项库' });

test('a procedure is found and read in words', async () => {
  const { page } = desk;
  await menu().click();
  await page.getByRole('searchbox').or(page.getByLabel('按事项、文件、文号或法律查找')).first().fill('网约车经营');
  await page.getByRole('link', { name: PERMIT, exact: true }).waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.getByRole('link', { name: PERMIT, exact: true }).click();
  await page.getByRole('heading', { name: PERMIT, level: 1 }).waitFor();
  await page.getByRole('region', { name: '材料审查' }).getByText('行政审批窗口').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
  await page.getByRole('tab', { name: '期限' }).click();
  const deadline = page.getByRole('region', { name: '许可决定期限' });
  await deadline.getByText('20个工作日', { exact: true }).waitFor();
  await deadline.getByText('“线上服务能力认定”办理期间').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
});

test('a decision is a table with its articles, and is tried', async () => {
  const { page } = desk;
  await page.getByRole('tab', { name: '决策和数据' }).click();
  await page.getByRole('link', { name: '材料清单核对' }).click();
  const table = page.getByRole('table', { name: '第1组规则' });
  await table.getByRole('columnheader', { name: '首次从事网约车经营' }).waitFor();
  await expect.poll(() => table.getByRole('row').nth(1).textContent()).toContain('第8条');
  expect(await shortcomings(desk)).toEqual([]);
  const form = page.getByRole('region', { name: '试算' });
  await form.getByRole('button', { name: '试算' }).click();
  await form.getByRole('alert').waitFor();
  for (const field of ['首次从事网约车经营', '注册地在本市', '分支机构', '使用电子支付']) {
    await form.getByRole('radiogroup', { name: field, exact: true }).getByRole('radio', { name: '否' }).check();
  }
  await form.getByRole('checkbox', { name: '申请表', exact: true }).check();
  await form.getByRole('button', { name: '试算' }).click();
  await page.getByRole('region', { name: '结果' }).getByText('持认定结果').first().waitFor();
  expect(await shortcomings(desk)).toEqual([]);
});

test('articles name what carries them out', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: '条款对照' }).click();
  await page.getByRole('row').filter({ hasText: '期限：许可决定期限' }).first().waitFor();
  expect(await shortcomings(desk)).toEqual([]);
});

test('an edit is checked, rehearsed, deployed and compared', async () => {
  const { page } = desk;
  const licence = join(folder, 'ride-hailing', 'licence.banli.yaml');
  const text = readFileSync(licence, 'utf8');
  const shorter = text.replace('days: 20\n    starts: completed accepted', 'days: 15\n    starts: completed accepted');
  const choose = () => page.getByLabel('选择文件夹').setInputFiles(join(folder, 'ride-hailing'));

  await menu().click();
  await page.getByRole('link', { name: '检查和发布定义' }).click();
  writeFileSync(licence, shorter.replace('met: completed decide', 'met: completed decided'));
  await choose();
  await page.getByRole('button', { name: '检查' }).click();
  await page.getByRole('table', { name: '检查发现的问题' }).getByText('decided').first().waitFor();
  expect(await shortcomingsBesidesFindings()).toEqual([]);

  writeFileSync(licence, shorter);
  raiseVersion();
  await choose();
  await page.getByRole('button', { name: '检查' }).click();
  const changed = page.getByRole('table', { name: '发布后的变化' }).getByRole('row').filter({ hasText: PERMIT });
  await changed.getByText('新版本，第2版').waitFor();
  await changed.getByRole('button', { name: '演练这一版' }).click();
  await page.getByRole('button', { name: '开始演练' }).waitFor();
  expect(await shortcomingsBesidesFindings()).toEqual([]);
  await page.getByRole('button', { name: '发布' }).click();
  await page.getByText('已发布。').waitFor();
  expect(await shortcomingsBesidesFindings()).toEqual([]);

  await menu().click();
  await page.getByRole('link', { name: PERMIT, exact: true }).click();
  await page.getByRole('link', { name: /版本与差异/ }).click();
  const difference = page.getByRole('region', { name: '期限 许可决定期限' });
  await difference.getByText('20个工作日').waitFor();
  await difference.getByText('15个工作日').waitFor();
  expect(await shortcomings(desk)).toEqual([]);
});

/** Findings speak of an author's own files in the words of these; all else on the page shows no id. */
async function shortcomingsBesidesFindings(): Promise<string[]> {
  const told = (await desk.page.getByRole('table', { name: '检查发现的问题' }).allTextContents()).join('\n');
  return (await shortcomings(desk)).filter((one) => !one.startsWith('shows ') || !told.includes(one.slice(6)));
}

function raiseVersion(): void {
  const file = join(folder, 'ride-hailing', 'platform-permit.banli.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace('\nversion: 1\n', '\nversion: 2\n'));
}

test('a rehearsal until overdue; its scenario gives the same on the command line', async () => {
  const { page } = desk;
  await page.getByRole('link', { name: PERMIT, exact: true }).click();
  await page.getByRole('link', { name: '演练', exact: true }).click();
  await page.getByLabel('开始时间').fill('2024年1月23日 09:00');
  await page.getByLabel('开始时间').press('Tab');
  await fillApplication(desk);
  await page.getByRole('button', { name: '开始演练' }).click();
  await page.getByText('2024年1月30日').first().waitFor();
  expect(await shortcomings(desk)).toEqual([]);

  await page.getByRole('radio', { name: '齐全', exact: true }).check();
  await page.getByRole('button', { name: '办结本环节' }).click();
  await page.getByRole('button', { name: /实质审查/ }).waitFor();
  await page.getByLabel('推进到').fill('2024-02-20 09:00');
  await page.getByLabel('推进到').press('Tab');
  await expect.poll(() => page.getByLabel('推进到').inputValue()).toBe('2024年2月20日 09:00');
  await page.getByRole('button', { name: '推进', exact: true }).click();
  const events = page.getByRole('table', { name: '经过' });
  await events.getByText('逾期：许可决定期限').waitFor();
  await events.getByText('逾期上报：许可决定期限').waitFor();
  await page.getByText('受理通知书').first().click();
  expect(await shortcomings(desk)).toEqual([]);

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载脚本' }).click();
  const file = join(folder, 'scenario.json');
  await (await downloading).saveAs(file);
  const { expect: expected } = JSON.parse(readFileSync(file, 'utf8'));
  const { stdout } = await promisify(execFile)(process.execPath, [
    resolve('scripts/banli.mjs'),
    'rehearse',
    file,
    '--definitions',
    folder,
  ]);
  expect(JSON.parse(stdout).events).toEqual(expected.events);
});
