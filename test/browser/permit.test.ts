/**
 * Goal: the pages carry a licence from its application to the delivered permit, each person at their own desk; they say
 * what is wrong where it is wrong, update by themselves, and have no serious barrier.
 * Method: the built pages in Chromium, served by the API with worker, Temporal and PostgreSQL; axe on every page.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  answerAll,
  applyForPermit,
  COMPANY,
  choice,
  complete,
  faultAt,
  fillApplication,
  openTask,
  shortcomings,
} from './desk.ts';
import { type Office, openOffice } from './office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice();
});

afterEach(() => office.closeDesks());

afterAll(() => office?.close());

test('a platform licence goes from the application to the delivered permit', async () => {
  const [applicant, window] = [await office.deskOf('申请人'), await office.deskOf('行政审批窗口')];
  expect(await shortcomings(window)).toEqual([]);

  await applyForPermit(applicant);
  await applicant.page.getByRole('button', { name: '提交申请' }).click();
  await expect.poll(() => faultAt(applicant.page, '企业名称')).not.toBe('');
  await expect.poll(() => applicant.page.evaluate('document.activeElement.id')).toBe('root_companyName');
  expect(await shortcomings(applicant)).toEqual([]);
  await fillApplication(applicant);
  await applicant.page.getByText('按现在填写的内容，提交后将：').waitFor();
  await applicant.page.getByText('转行政审批窗口办理“材料审查”').waitFor();
  await applicant.page.getByRole('button', { name: '提交申请' }).click();
  await applicant.page.getByText(/办件编号：网约车经营许可〔\d{4}〕\d{5}/).waitFor();
  await applicant.page.getByRole('region', { name: '回执' }).waitFor();
  expect(await shortcomings(applicant)).toEqual([]);
  await applicant.page.getByRole('link', { name: '查看办件' }).click();

  // The other person's list, open all the while.
  await window.page.getByRole('row').filter({ hasText: COMPANY }).waitFor();
  await openTask(window, '材料审查');
  await window.page.getByRole('button', { name: '签收' }).click();
  await window.page.getByText('已由演示-行政审批窗口-甲签收').waitFor();
  await window.page.getByText('《行政许可法》第32条').first().waitFor();
  await choice(window.page, '审查结果', '不齐').check();
  await complete(window);
  await expect.poll(() => faultAt(window.page, '缺少的材料')).not.toBe('');
  expect(await shortcomings(window)).toEqual([]);
  await choice(window.page, '审查结果', '齐全').check();
  await complete(window);
  await window.page.getByText('“材料审查”已办理。').waitFor();

  const reviewer = await office.deskOf('行政审批审查岗');
  await openTask(reviewer, '实质审查');
  await answerAll(reviewer, '是');
  expect(await shortcomings(reviewer)).toEqual([]);
  await complete(reviewer);
  await reviewer.page.getByText('“实质审查”已办理。').waitFor();

  const director = await office.deskOf('行政审批负责人');
  await openTask(director, '作出决定');
  await choice(director.page, '决定', '准予').check();
  await director.page.getByLabel('经营范围').fill('网络预约出租汽车客运');
  await director.page.getByLabel('经营区域').fill('临汾市区');
  await director.page.getByLabel('经营期限(年)').fill('9');
  await complete(director);
  await expect.poll(() => faultAt(director.page, '经营期限(年)')).toContain('8');
  await director.page.getByLabel('经营期限(年)').fill('4');
  await complete(director);
  await director.page.getByText('“作出决定”已办理。').waitFor();

  await openTask(window, '发证');
  await window.page.getByLabel('领取人').fill('张强');
  await complete(window);
  await window.page.getByText('“发证”已办理。').waitFor();

  await applicant.page.getByText('已办结：准予').waitFor();
  await applicant.page.getByText('网络预约出租汽车经营许可证', { exact: true }).waitFor();
  await applicant.page.getByRole('button', { name: '逐日计算：受理审查期限' }).click();
  await applicant.page.getByRole('cell', { name: '第1日' }).waitFor();
  expect(await shortcomings(applicant)).toEqual([]);

  // The permit reaches its holder when the case has ended.
  await window.page.goto(applicant.page.url());
  await window.page.getByRole('button', { name: '登记送达：网络预约出租汽车经营许可证' }).click();
  await window.page.getByLabel('送达方式').click();
  await window.page.locator('.ant-select-item').filter({ hasText: '直接送达' }).click();
  await window.page.getByLabel('签收人').fill('张强');
  await window.page.getByRole('button', { name: '登记送达', exact: true }).click();
  await window.page.getByText('签收人：张强').waitFor();
  await applicant.page.getByText('签收人：张强').waitFor();
  expect(await shortcomings(applicant)).toEqual([]);

  const supervision = await office.deskOf('交通运输管理机构');
  await supervision.page.getByRole('link', { name: '通知' }).click();
  await supervision.page.getByText('已发放经营许可证').first().waitFor();
  expect(await shortcomings(supervision)).toEqual([]);
  await supervision.page
    .getByRole('button', { name: /标为已读/ })
    .first()
    .click();
  await expect.poll(() => supervision.page.locator('.unread').count()).toBe(0);
});
