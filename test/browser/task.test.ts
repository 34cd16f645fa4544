/**
 * Goal: an officer does a day's work on the page of a task: reads what follows each choice, leaves a draft for another
 * browser, sends back, has others sign, asks for more time, refuses with a letter that the applicant saves; hands in a
 * file that the next one opens.
 * Method: the built pages in Chromium over the real servers.
 */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { filesOf } from '../integration/fixtures/api.ts';
import { completeAt, startCase, tasksAt } from './colleagues.ts';
import {
  act,
  answerAll,
  applyForPermit,
  choice,
  choose,
  complete,
  confirm,
  fillApplication,
  openTask,
  shortcomings,
} from './desk.ts';
import { type Office, openOffice } from './office.ts';

const COMPANY = '不予出行有限公司';
let office: Office;

beforeAll(async () => {
  office = await openOffice();
  const operator = await office.as('demo-banli-operator-1');
  const papers = await operator('POST', '/api/definitions', { files: filesOf('test/browser/definitions/papers') });
  if (papers.status !== 200) throw new Error(JSON.stringify(papers.body));
});
afterEach(() => office.closeDesks());
afterAll(() => office?.close());

test('a licence is refused after a draft, a way back, more time and two signatures; the letter is saved', async () => {
  const applicant = await office.deskOf('申请人');
  await applyForPermit(applicant);
  await fillApplication(applicant, COMPANY);
  await applicant.page.getByRole('button', { name: '提交申请' }).click();
  await applicant.page.getByText(/办件编号：/).waitFor();

  const window = await office.deskOf('行政审批窗口');
  await openTask(window, '材料审查', COMPANY);
  await window.page.getByText('由行政审批窗口办理“材料审查”').waitFor();
  await choice(window.page, '审查结果', '不齐').check();
  await window.page.getByLabel('缺少的材料').fill('营业执照');
  await window.page.getByText('转申请人办理“补正材料”').nth(1).waitFor();
  await window.page.getByText(/草稿已保存/).waitFor();
  expect(await shortcomings(window)).toEqual([]);
  const elsewhere = await office.deskOf('行政审批窗口');
  await openTask(elsewhere, '材料审查', COMPANY);
  await elsewhere.page.getByText('已恢复您上次填写、尚未提交的内容。').waitFor();
  await expect.poll(() => elsewhere.page.getByLabel('缺少的材料').inputValue()).toBe('营业执照');
  await choice(elsewhere.page, '审查结果', '齐全').check();
  await elsewhere.page.getByText(/^转行政审批审查岗办理“实质审查”$/).waitFor();
  await complete(elsewhere);
  await elsewhere.page.getByText('“材料审查”已办理。').waitFor();

  const reviewer = await office.deskOf('行政审批审查岗');
  await openTask(reviewer, '实质审查', COMPANY);
  await answerAll(reviewer, '是');
  await complete(reviewer);
  await reviewer.page.getByText('“实质审查”已办理。').waitFor();

  const director = await office.deskOf('行政审批负责人');
  await openTask(director, '作出决定', COMPANY);
  await director.page.getByText('符合条件：是').first().waitFor();
  await act(director, '退回');
  expect(await shortcomings(director)).toEqual([]);
  await choose(director, '退回环节', '实质审查');
  await director.page.getByRole('dialog').getByLabel('理由').fill('网络安全材料存疑');
  await director.page.getByRole('dialog').getByRole('button', { name: '退回', exact: true }).click();
  await director.page.getByRole('dialog').waitFor({ state: 'detached' });

  await openTask(reviewer, '实质审查', COMPANY);
  await reviewer.page.getByText('网络安全材料存疑').waitFor();
  await act(reviewer, '延期申请');
  await reviewer.page.getByLabel('延期理由').fill('需现场核查');
  await reviewer.page.getByText('转行政审批负责人办理“延期审批”').waitFor();
  await reviewer.page.getByRole('dialog').getByRole('button', { name: '提交', exact: true }).click();
  await reviewer.page.getByText('“延期申请”已完成。').waitFor();
  await openTask(director, '延期审批', COMPANY);
  await choice(director.page, '是否同意延期', '是').check();
  await complete(director);
  await director.page.getByText('“延期审批”已办理。').waitFor();

  await openTask(reviewer, '实质审查', COMPANY);
  await reviewer.page.getByText('已延长1次').waitFor();
  await answerAll(reviewer, '是');
  await choice(reviewer.page, '网络安全制度和措施', '否').check();
  await reviewer.page.getByText('不符合项：网络安全').waitFor();
  await complete(reviewer);
  await reviewer.page.getByText('“实质审查”已办理。').waitFor();

  await openTask(director, '作出决定', COMPANY);
  const caseAddress = await director.page.getByRole('link', { name: COMPANY }).first().getAttribute('href');
  await act(director, '发起签署');
  await choose(director, '签署人', '演示-行政审批审查岗-甲', '演示-行政审批审查岗-乙');
  await confirm(director, '发起签署');
  for (const which of ['甲', '乙'] as const) {
    const signer = which === '甲' ? reviewer : await office.deskOf('行政审批审查岗', which);
    await signer.page.goto(director.page.url());
    await act(signer, '签署');
    await signer.page.getByRole('dialog').getByRole('radio', { name: '同意', exact: true }).check();
    await confirm(signer, '签署');
  }
  await director.page.getByText('签署结果：同意').first().waitFor();
  await choice(director.page, '决定', '准予').check();
  await director.page.getByText('条件判定不通过,不能准予').last().waitFor();
  await choice(director.page, '决定', '不予').check();
  await director.page.getByLabel('理由').fill('网络安全条件不符合');
  await director.page.getByText('办结：不予').last().waitFor();
  expect(await shortcomings(director)).toEqual([]);
  await complete(director);
  await director.page.getByText('“作出决定”已办理。').waitFor();

  await applicant.page.goto(new URL(caseAddress ?? '', applicant.page.url()).href);
  const decision = applicant.page.getByRole('button', { name: '下载不予行政许可决定书 PDF' });
  await decision.waitFor();
  const saving = applicant.page.waitForEvent('download');
  await decision.click();
  const letter = await saving;
  expect(
    readFileSync(await letter.path())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
});

test('a file is handed in with the form, a failure keeps the form, and the next one saves it', async () => {
  const desk = await office.deskOf('收发室');
  const { page, context } = desk;
  await page.getByRole('link', { name: '申请与立案' }).click();
  await page.getByRole('link', { name: '来文登记' }).click();
  await page.getByLabel('来文标题').fill('关于摊位的来文');
  await page.getByLabel('成文日期').fill('2024/1/23');
  await page.getByLabel('收到时间').fill('2024年2月1日 09:30');
  await page.getByLabel('收到时间').press('Tab');
  await expect.poll(() => page.getByLabel('成文日期').inputValue()).toBe('2024年1月23日');
  // No day, and handed in at once: refused at its field, where what was typed stays.
  await page.getByLabel('成文日期').fill('2024-2-30');
  await page.getByLabel('成文日期').press('Enter');
  await page.getByRole('alert').first().waitFor();
  expect(await page.getByLabel('成文日期').inputValue()).toBe('2024-2-30');
  await expect.poll(() => page.evaluate('document.activeElement.id')).toBe('root_writtenOn');
  await page.getByLabel('成文日期').fill('2024/1/23');
  await page.getByLabel('成文日期').press('Tab');
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.getByText(/办件编号：/).waitFor();
  await page.getByRole('link', { name: '扫描归档' }).first().click();
  await page.getByText('2024年1月23日(星期二)').waitFor();
  await page.getByText('2024年2月1日(星期四) 09:30').waitFor();
  await page.getByLabel('页数').fill('900');
  await page.getByLabel('页数').blur();
  await page.getByText(/500/).first().waitFor();
  await page.getByLabel('页数').fill('3');
  const paper = { name: '来文.txt', mimeType: 'text/plain', buffer: Buffer.from('一份来文') };
  await context.setOffline(true);
  await page.getByLabel('扫描件').setInputFiles(paper);
  await page.getByText('“来文.txt”未能上传').waitFor();
  await context.setOffline(false);
  await page.getByRole('button', { name: '重试' }).click();
  await page.getByRole('button', { name: '下载“来文.txt”' }).waitFor();
  await expect.poll(() => page.getByLabel('页数').inputValue()).toBe('3');
  expect(await shortcomings(desk)).toEqual([]);
  await complete(desk);
  await page.getByText('“扫描归档”已办理。').waitFor();
  const other = await office.deskOf('收发室', '乙');
  await other.page
    .getByRole('row')
    .filter({ hasText: '来文登记' })
    .getByRole('link', { name: '核对归档' })
    .first()
    .click();
  const saving = other.page.waitForEvent('download');
  await other.page.getByRole('button', { name: '下载“来文.txt”' }).click();
  expect(readFileSync(await (await saving).path(), 'utf8')).toBe('一份来文');
});

test('an officer on leave names a colleague, who does their claimed task in their name', async () => {
  const absent = await office.deskOf('收发室');
  await absent.page.getByRole('link', { name: '核对归档' }).first().click();
  await absent.page.getByRole('button', { name: '签收' }).click();
  await absent.page.getByText('已由演示-收发室-甲签收').waitFor();
  const task = absent.page.url();
  await absent.page.getByRole('link', { name: '代办与移交' }).click();
  await absent.page.getByRole('combobox', { name: '代办人' }).click();
  await absent.page.getByTitle('演示-收发室-乙').click();
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  for (const field of ['起始日期', '截止日期']) {
    await absent.page.getByLabel(field).fill(today);
    await absent.page.getByLabel(field).press('Tab');
  }
  const until = absent.page.getByLabel('截止日期');
  await until.fill('2026-02-30');
  await absent.page.getByRole('button', { name: '指定代办人' }).click();
  await absent.page.getByText('没有这一天，或不能选这一天').waitFor();
  await until.fill(today);
  await absent.page.getByRole('button', { name: '指定代办人' }).click();
  await absent.page.getByRole('button', { name: '取消代办人演示-收发室-乙' }).waitFor();
  expect(await shortcomings(absent)).toEqual([]);
  const substitute = await office.deskOf('收发室', '乙');
  await substitute.page.goto(task);
  await substitute.page.getByText('代演示-收发室-甲办理').waitFor();
  await choice(substitute.page, '完整', '是').check();
  await complete(substitute);
  await substitute.page.getByText('“核对归档”已办理。').waitFor();
});

test('what a task is done for is called by its name on every page, in both languages', async () => {
  const registry = await office.as('demo-papers-registry-1');
  const copies = [{ code: 'D07', name: '市档案馆' }];
  const { id } = await startCase(registry, 'papers.circulation', { title: '关于传阅的来文', copies });
  await tasksAt(registry, 'read', 2);
  const desk = await office.deskOf('收发室');
  const { page } = desk;
  const clean = async () => expect(await shortcomings(desk)).toEqual([]);
  await page.getByRole('link', { name: '传阅（法规科）' }).waitFor();
  await clean();
  await page.getByRole('link', { name: '传阅（财务科）' }).click();
  await page.getByText('办理对象：财务科').waitFor();
  await clean();
  await page.getByLabel('意见').fill('无意见');
  await complete(desk);
  await page.getByText('“传阅”已办理。').waitFor();
  await page.getByRole('link', { name: '待办', exact: true }).click();
  await page.getByRole('link', { name: '今日已办' }).click();
  await page.getByRole('cell', { name: '传阅（财务科）' }).waitFor();
  await clean();

  await page.goto(`${office.api.url}/cases/${id}`);
  await page.getByRole('link', { name: '传阅（法规科）' }).waitFor();
  await page.getByText('办理：传阅（财务科）').waitFor();
  await page.getByText('财务科：意见 无意见').waitFor();
  await clean();
  await completeAt(registry, 'read', { remark: '无意见' }, id);
  await tasksAt(registry, 'hand-on', 1);
  await page.goto(`${office.api.url}/cases/${id}`);
  await page.getByText('English', { exact: true }).click();
  await page.getByText('Completed: Read (Law)').waitFor();
  await page.getByRole('link', { name: 'Hand on (市档案馆)' }).click();
  await page.getByText('For: 市档案馆').waitFor();
  await expect.poll(() => page.locator('main').textContent()).not.toMatch(/finance-desk|law-desk/);
});
