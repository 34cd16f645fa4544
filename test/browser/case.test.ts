/**
 * Goal: an outfall from its survey to its close-out, and on the page of each case its officers see where it stands, how it
 * came there, what is due and why, what was issued, written and said. Method: the whole installation and Chromium; what
 * is no matter of this page is handed in over the API.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ask } from '../integration/fixtures/api.ts';
import { completeAt, startCase } from './colleagues.ts';
import { choice, type Desk, shortcomings } from './desk.ts';
import { type Office, openOffice } from './office.ts';

const OUTFALL = '汾河/FH-01';
const APPLICATION = {
  applicant: '示例焦化公司',
  county: 'xiangfen',
  materials: ['申请书', '论证报告'],
  eiaApprover: 'city',
  kind: 'industrial-outfall',
  operation: 'new',
  protectedArea: 'none',
  zoneMeetsTarget: true,
  effluentClassIII: false,
};
let office: Office;

beforeAll(async () => {
  office = await openOffice('definitions/outfalls');
});
afterAll(() => office?.close());

const as = (group: string): Promise<Ask> => office.as(`demo-outfalls-${group}-1`);

async function start(group: string, procedure: string, input: object): Promise<string> {
  return (await startCase(await as(group), procedure, input)).id;
}

/** Completes the open task of a step, as a person of the group. */
async function completeAs(group: string, caseId: string, step: string, data: object): Promise<void> {
  await completeAt(await as(group), step, data, caseId);
}

async function openCase({ page }: Desk, id: string): Promise<void> {
  await page.goto(`${office.api.url}/cases/${id}`);
  await page.getByRole('img', { name: /^流程图：/ }).waitFor();
}

const marked = ({ page }: Desk, mark: string) =>
  page
    .locator(`.djs-element.mark-${mark}`)
    .evaluateAll((found) => found.map((element) => element.getAttribute('data-element-id')).sort());

test('from the survey to the close-out', async () => {
  const survey = await start('city-eco-bureau', 'outfalls.river-survey', {
    river: '汾河',
    section: 'national',
    stateSurveyed: false,
  });
  await completeAs('city-eco-bureau', survey, 'field-survey', { outfalls: ['FH-01'], methods: ['uav'] });
  await completeAs('city-eco-bureau', survey, 'trace', { kind: 'industrial-outfall', dischargers: 0 });
  await completeAs('city-eco-bureau', survey, 'publish-list', { listNumber: '1号' });
  const city = await office.deskOf('市生态环境局');
  await openCase(city, survey);
  await city.page.getByText('已办结：已完成排查溯源').first().waitFor();
  await city.page.getByRole('link', { name: `查看台账：${OUTFALL}` }).waitFor();
  await expect.poll(() => marked(city, 'open')).toEqual([]);

  const id = await start('county-eco-branch', 'outfalls.rectification', {
    outfallId: OUTFALL,
    county: 'xiangfen',
    section: 'national',
    subject: '无主',
    enterprise: false,
    kind: 'municipal-wwtp',
    protectedArea: 'drinking-water-protection',
    surplus: false,
  });
  const county = await office.deskOf('县(市、区)生态环境分局');
  await openCase(county, id);
  await theCountyConfirms(county);
  await theWayIsShown(county, id);
  await theClocksAreShown(county);
  await aCommentIsForTheOffice(county);
  expect(await shortcomings(county)).toEqual([]);

  await completeAs('county-government', id, 'ban', { doneOn: '2024-01-20', evidence: '封堵照片' });
  await completeAs('county-eco-branch', id, 'check', { passed: true, retained: false });
  await openCase(city, id);
  await city.page.getByText('与乡镇核对过').waitFor();
  await city.page.getByRole('link', { name: '销号', exact: true }).click();
  await choice(city.page, '同意销号', '是').check();
  await city.page.getByRole('button', { name: '提交办理结果' }).click();
  await city.page.getByText('“销号”已办理。').waitFor();
  await openCase(city, id);
  await city.page.getByText('已办结：已取缔').first().waitFor();
  await expect
    .poll(() => marked(city, 'passed'))
    .toEqual(expect.arrayContaining(['end_banned', 'step_ban', 'step_close-out']));
  await city.page.getByText('销号通知').first().waitFor();
  expect(await shortcomings(city)).toEqual([]);
  await office.closeDesks();
});

async function theCountyConfirms({ page }: Desk): Promise<void> {
  await page.getByRole('link', { name: '核定整治类别', exact: true }).click();
  await page.getByRole('radio', { name: '依法取缔', exact: true }).check();
  await page.getByRole('button', { name: '提交办理结果' }).click();
  await page.getByText('“核定整治类别”已办理。').waitFor();
}

async function theWayIsShown(desk: Desk, id: string): Promise<void> {
  await openCase(desk, id);
  await desk.page.locator('.djs-element.mark-open').first().waitFor();
  await expect.poll(() => marked(desk, 'open')).toEqual(['step_ban']);
  await expect
    .poll(() => marked(desk, 'passed'))
    .toEqual([
      'choice_step_confirm-class',
      'flow_choice_step_confirm-class__step_ban',
      'flow_start__step_classify',
      'flow_step_classify__step_confirm-class',
      'flow_step_confirm-class__choice_step_confirm-class',
      'start',
      'step_classify',
      'step_confirm-class',
    ]);
  await desk.page.getByText('文字版：各环节').click();
  const step = desk.page.locator('.diagram-steps li').filter({ hasText: '核定整治类别' });
  await expect.poll(() => step.textContent()).toContain('已办');
  await step.getByRole('button').click();
  await desk.page.locator('.visits').getByRole('row').filter({ hasText: '核定整治类别' }).waitFor();
}

async function theClocksAreShown({ page }: Desk): Promise<void> {
  const bars = page.getByRole('img', { name: /项期限的日历图/ });
  await bars.waitFor();
  await expect.poll(() => bars.locator('.bars-row').count()).toBe(2);
  await expect.poll(() => bars.locator('.stretch-fixed').count()).toBe(1);
  await page.getByRole('button', { name: '逐日计算：核定类别期限' }).click();
  await page.getByRole('region', { name: '核定类别期限' }).getByText('第10日').waitFor();
}

async function aCommentIsForTheOffice({ page }: Desk): Promise<void> {
  await page.getByLabel('备注内容').fill('与乡镇核对过');
  await page.getByRole('button', { name: '写入备注' }).click();
  await page.locator('.comment', { hasText: '与乡镇核对过' }).waitFor();
  await expect.poll(() => page.getByLabel('备注内容').inputValue()).toBe('');
}

test('a document is served; its party sees the case by groups, without notes or registers', async () => {
  const id = await start('applicant', 'outfalls.setup-approval', APPLICATION);
  await completeAs('city-eco-window', id, 'check-materials', { complete: true });
  const window = await office.deskOf('市生态环境局受理窗口');
  await openCase(window, id);
  const { page } = window;
  await page.getByRole('button', { name: /^登记送达：/ }).click();
  await page.getByRole('button', { name: '登记送达', exact: true }).click();
  await page.getByText('请填写').first().waitFor();
  await page.getByLabel('送达方式').click();
  await page.locator('.ant-select-item').filter({ hasText: '直接送达' }).click();
  await page.getByLabel('签收人').fill('张三');
  const day = page.getByLabel('送达日期');
  const today = await day.inputValue();
  for (const none of ['2026-02-30', '2099-01-01']) {
    await day.fill(none);
    await page.getByRole('button', { name: '登记送达', exact: true }).click();
    await page.getByText('没有这一天，或不能选这一天').waitFor();
    expect(await shortcomings(window)).toEqual([]);
    await day.fill(today);
    await day.press('Tab');
    await page.getByText('没有这一天，或不能选这一天').waitFor({ state: 'detached' });
  }
  await page.getByRole('button', { name: '登记送达', exact: true }).click();
  await page.getByText('签收人：张三').waitFor();
  await page.getByText('文书', { exact: true }).first().click();
  await page.locator('.timeline li').filter({ hasText: '送达：' }).waitFor();
  expect(await shortcomings(window)).toEqual([]);

  const party = await office.deskOf('排污口设置申请单位');
  await openCase(party, id);
  await party.page.getByRole('heading', { name: '现在由谁办理' }).waitFor();
  await party.page.getByText('签收人：张三').waitFor();
  for (const heading of ['内部备注', '登记入册']) {
    await expect.poll(() => party.page.getByRole('heading', { name: heading }).count()).toBe(0);
  }
  expect(await shortcomings(party)).toEqual([]);
});
