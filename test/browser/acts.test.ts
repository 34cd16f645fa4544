/**
 * Goal: what officers do with a task beside completing it, each act a story of those whom it concerns: taken back,
 * delegated, out for signature, urged and copied, written twice, handed over when somebody leaves.
 * Method: a small procedure of two tasks, the built pages in Chromium over the real servers; axe on every page.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCase } from './colleagues.ts';
import { act, choose, complete, confirm, type Desk, openChoice, openTask, shortcomings } from './desk.ts';
import { type Office, openOfficeOf } from './office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOfficeOf([
    { path: 'demo/document.banli.yaml', text: readFileSync('test/definitions/document.banli.yaml', 'utf8') },
    { path: 'demo/acts.banli.yaml', text: readFileSync('test/definitions/acts.banli.yaml', 'utf8') },
  ]);
});
afterAll(() => office?.close());

// ---- what is no matter of these pages goes over the API ----

async function start(name: string): Promise<string> {
  const { id } = await startCase(await office.as('demo-demo-applicant-1'), 'demo.acts', { name });
  return id;
}

/** Does something with the open task of a case. */
async function ask(person: string, caseId: string, method: string, act: string, body?: object): Promise<void> {
  const send = await office.as(`demo-demo-${person}`);
  const open = async () => (await send('GET', `/api/cases/${caseId}`)).body.tasks[0];
  await expect.poll(open).toBeDefined();
  const task = await open();
  const done = await send(method, `/api/tasks/${task.id}/${act}`, body, { 'if-match': `"${task.version}"` });
  expect(done.status, JSON.stringify(done.body)).toBe(200);
}

async function startAtReview(name: string): Promise<string> {
  const id = await start(name);
  await ask('window-1', id, 'POST', 'complete', { data: { remark: '齐全' } });
  return id;
}

// ---- at the desk ----

const desks = new Map<string, Desk>();

/** A person's tab, which stays open from story to story. */
async function deskOf(group: string, which: '甲' | '乙' = '甲'): Promise<Desk> {
  const desk = desks.get(group + which) ?? (await office.deskOf(group, which));
  desks.set(group + which, desk);
  return desk;
}

const rowOf = ({ page }: Desk, name: string) => page.getByRole('row').filter({ hasText: name });

/** Away from the list, which does not move under a hand. */
async function look({ page }: Desk, view: '岗位待办' | '我的任务'): Promise<void> {
  await page.getByRole('link', { name: '待办', exact: true }).click();
  await page.getByRole('navigation', { name: '待办范围' }).getByRole('link', { name: view }).click();
  await page.mouse.move(0, 0);
}

async function openCase({ page }: Desk, id: string, name: string): Promise<void> {
  await page.goto(`${office.api.url}/cases/${id}`);
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

const nothingToDo = ({ page }: Desk) => page.getByText('没有待办任务。');
const says = ({ page }: Desk, text: string) => page.getByText(text).first().waitFor();
const fill = ({ page }: Desk, field: string, text: string) =>
  page.getByRole('dialog').getByLabel(field, { exact: true }).fill(text);

test('what was completed is taken back until the next officer begins', async () => {
  const id = await start('拿回一店');
  await start('拿回二店');
  const window = await deskOf('窗口');
  const reviewer = await deskOf('审查岗');
  await nothingToDo(reviewer).waitFor();
  await openTask(window, '初审', '拿回一店');
  await window.page.getByLabel('初审意见').fill('材料齐全');
  await complete(window);
  await says(window, '“初审”已办理。');
  await says(window, '已打开下一件待办。');

  await reviewer.page.mouse.move(0, 0);
  await rowOf(reviewer, '拿回一店').waitFor();
  await openTask(reviewer, '审查', '拿回一店');
  expect(await shortcomings(window)).toEqual([]);
  await window.page.getByRole('button', { name: '拿回', exact: true }).click();
  await window.page.getByRole('heading', { name: '拿回一店', level: 1 }).waitFor();
  await says(window, '拿回：初审');
  await says(reviewer, '当前不能办理');
  expect(await shortcomings(reviewer)).toEqual([]);
  await look(reviewer, '岗位待办');
  await nothingToDo(reviewer).waitFor();

  // From the page of the case, when there is nothing on the way to the next task any more.
  await window.page.getByRole('link', { name: '初审', exact: true }).click();
  await says(window, '已由演示-窗口-甲签收');
  await expect.poll(() => window.page.getByLabel('初审意见').inputValue()).toBe('材料齐全');
  await complete(window);
  await says(window, '已打开下一件待办。');
  await rowOf(reviewer, '拿回一店').waitFor();
  await openCase(window, id, '拿回一店');
  expect(await shortcomings(window)).toEqual([]);
  await act(window, '拿回：初审');
  await confirm(window, '拿回');
  await nothingToDo(reviewer).waitFor();

  await window.page.getByRole('link', { name: '初审', exact: true }).click();
  await window.page.getByLabel('初审意见').fill('材料齐全，已核对');
  await complete(window);
  await says(window, '已打开下一件待办。');
  await window.page.getByRole('link', { name: '查看办件' }).click();
  await window.page.getByRole('button', { name: '拿回：初审' }).waitFor();
  await openTask(reviewer, '审查', '拿回一店');
  await says(reviewer, '材料齐全，已核对');
  await reviewer.page.getByRole('button', { name: '签收' }).click();
  await says(reviewer, '已由演示-审查岗-甲签收');
  await window.page.getByRole('button', { name: '拿回：初审' }).waitFor({ state: 'detached' });
});

test('a colleague gives an opinion, and who asked for it completes', async () => {
  await start('委派小店');
  const owner = await deskOf('窗口');
  await openTask(owner, '初审', '委派小店');
  await act(owner, '委派');
  await choose(owner, '办理人', '演示-窗口-乙');
  await fill(owner, '说明', '请核对地址');
  await confirm(owner, '委派');
  await says(owner, '已委派演示-窗口-乙，待其提出意见');
  await says(owner, '任务已委派，意见返回后再提交办理结果；也可以收回委派。');
  await expect.poll(() => owner.page.getByRole('button', { name: '提交办理结果' }).count()).toBe(0);
  expect(await shortcomings(owner)).toEqual([]);

  const colleague = await deskOf('窗口', '乙');
  await look(colleague, '我的任务');
  await rowOf(colleague, '委派小店').getByText('委派给演示-窗口-乙').waitFor();
  await rowOf(colleague, '委派小店').getByRole('link', { name: '初审' }).click();
  await says(colleague, '请核对地址');
  await says(colleague, '请您提出意见：按上方的“提交意见”，由委派人办结。');
  expect(await shortcomings(colleague)).toEqual([]);
  await act(colleague, '提交意见');
  await fill(colleague, '意见', '地址无误');
  await confirm(colleague, '提交意见');
  await look(colleague, '我的任务');
  await nothingToDo(colleague).waitFor();

  await says(owner, '演示-窗口-乙的意见');
  await says(owner, '地址无误');
  await owner.page.getByLabel('初审意见').fill('地址已核对');
  await complete(owner);
  await says(owner, '“初审”已办理。');
});

test('signers are asked, one is let go, the signing is withdrawn; then any one of them signs', async () => {
  await startAtReview('签署小店');
  const officer = await deskOf('审查岗');
  await openTask(officer, '审查', '签署小店');
  await act(officer, '发起签署');
  await openChoice(officer, '签署人');
  expect(await shortcomings(officer)).toEqual([]);
  await choose(officer, '签署人', '演示-负责人-甲', '演示-负责人-乙', '演示-窗口-乙');
  expect(await shortcomings(officer)).toEqual([]);
  await confirm(officer, '发起签署');
  await says(officer, '任务正在签署，签署结束后再提交办理结果；也可以撤回签署。');

  const [first, second, third] = [await deskOf('负责人'), await deskOf('负责人', '乙'), await deskOf('窗口', '乙')];
  for (const desk of [first, second, third]) {
    await look(desk, '我的任务');
    await rowOf(desk, '签署小店').getByText('请您签署').waitFor();
  }
  await rowOf(first, '签署小店').getByRole('link', { name: '审查' }).click();
  await says(first, '请您签署：按上方的“签署”表示是否同意，由承办人办结。');
  expect(await shortcomings(first)).toEqual([]);
  await act(first, '签署');
  await first.page.getByRole('dialog').getByRole('radio', { name: '同意', exact: true }).check();
  await fill(first, '意见', '符合要求');
  await confirm(first, '签署');
  await says(officer, '演示-负责人-甲：同意，符合要求');

  await act(officer, '减签');
  await choose(officer, '签署人', '演示-窗口-乙');
  await confirm(officer, '减签');
  await nothingToDo(third).waitFor();
  await officer.page.getByText('演示-窗口-乙：待签署').waitFor({ state: 'detached' });
  await act(officer, '撤回签署');
  await confirm(officer, '撤回签署');
  await says(officer, '会签（全体同意），已撤回');
  await says(officer, '演示-负责人-甲：同意，符合要求');
  await nothingToDo(second).waitFor();
  expect(await shortcomings(officer)).toEqual([]);

  await act(officer, '发起签署');
  await officer.page.getByRole('dialog').getByRole('radio', { name: '或签（一人即可）' }).check();
  await choose(officer, '签署人', '演示-负责人-甲', '演示-负责人-乙');
  await confirm(officer, '发起签署');
  await rowOf(second, '签署小店').getByRole('link', { name: '审查' }).click();
  await act(second, '签署');
  await second.page.getByRole('dialog').getByRole('radio', { name: '同意', exact: true }).check();
  await confirm(second, '签署');
  await says(officer, '或签（一人即可），签署结果：同意');
  await officer.page.getByRole('radio', { name: '是', exact: true }).check();
  await complete(officer);
  await says(officer, '“审查”已办理。');
  // The case has ended: there is nothing to take back.
  await officer.page.getByRole('link', { name: '查看办件' }).click();
  await says(officer, '已办结：准予备案');
  await expect.poll(() => officer.page.getByRole('button', { name: /^拿回/ }).count()).toBe(0);
});

test('a party urges, an officer sends a copy; both are read where notices come', async () => {
  const id = await startAtReview('催办小店');
  const reviewer = await deskOf('审查岗');
  const director = await deskOf('负责人');
  await look(reviewer, '岗位待办');
  await look(director, '岗位待办');
  const party = await deskOf('申请人');
  await openCase(party, id, '催办小店');
  await act(party, '催办：审查');
  await fill(party, '说明', '开业在即，请尽快');
  expect(await shortcomings(party)).toEqual([]);
  await confirm(party, '催办');
  // Once a day, and who only urges has no page of the task.
  await party.page.getByRole('button', { name: '催办：审查' }).waitFor({ state: 'detached' });
  await expect.poll(() => party.page.getByRole('link', { name: '审查', exact: true }).count()).toBe(0);

  await rowOf(reviewer, '催办小店')
    .getByText(/^催办：/)
    .waitFor();
  await reviewer.page.getByRole('img', { name: '1条未读' }).waitFor();
  await reviewer.page.getByRole('link', { name: /^通知/ }).click();
  const urging = reviewer.page.getByRole('listitem').filter({ hasText: '催办小店' });
  await urging.getByText('开业在即，请尽快').waitFor();
  await urging.getByText('演示-申请人-甲').waitFor();
  expect(await shortcomings(reviewer)).toEqual([]);
  await urging.getByRole('button', { name: '标为已读：审查' }).click();
  await reviewer.page.getByRole('img', { name: '1条未读' }).waitFor({ state: 'detached' });
  await openTask(reviewer, '审查', '催办小店');
  await reviewer.page.getByRole('alert').getByText(/催办$/).waitFor();

  const window = await deskOf('窗口');
  await openCase(window, id, '催办小店');
  await act(window, '抄送');
  await choose(window, '抄送对象', '演示-负责人-甲', '负责人全体');
  await fill(window, '说明', '请知悉');
  await confirm(window, '抄送');
  await director.page.getByRole('img', { name: '1条未读' }).waitFor();
  await director.page.getByRole('link', { name: /^通知/ }).click();
  const copy = director.page.getByRole('listitem').filter({ hasText: '催办小店' });
  await copy.getByText('请知悉').waitFor();
  // To themselves and to all of their group: told once; so is the colleague.
  await expect.poll(() => copy.count()).toBe(1);
  const colleague = await deskOf('负责人', '乙');
  await colleague.page.getByRole('img', { name: '1条未读' }).waitFor();
  await copy.getByText('演示-窗口-甲').waitFor();
  await copy.getByRole('button', { name: '标为已读：抄送' }).waitFor();
  expect(await shortcomings(director)).toEqual([]);
  await copy.getByRole('link', { name: '催办小店' }).click();
  await director.page.getByRole('heading', { name: '催办小店', level: 1 }).waitFor();
});

test('of two drafts of one form the officer chooses one', async () => {
  await start('草稿小店');
  const here = await deskOf('窗口');
  const there = await office.deskOf('窗口');
  for (const desk of [here, there]) {
    const read = desk.page.waitForResponse((answer) => answer.url().includes('/api/drafts/'));
    await openTask(desk, '初审', '草稿小店');
    await read;
  }
  const remark = ({ page }: Desk) => page.getByLabel('初审意见');
  const newer = ({ page }: Desk) => page.getByRole('alert').getByText('您在另一浏览器保存了较新的草稿');
  await remark(here).fill('第一稿');
  await here.page.getByText(/^草稿已保存/).waitFor();
  await remark(there).fill('第二稿');
  await newer(there).waitFor();
  await expect.poll(() => remark(there).inputValue()).toBe('第二稿');
  expect(await shortcomings(there)).toEqual([]);
  await there.page.getByRole('button', { name: '保留本页内容' }).click();
  await there.page.getByText(/^草稿已保存/).waitFor();
  await expect.poll(() => remark(there).inputValue()).toBe('第二稿');

  await remark(here).fill('第三稿');
  await newer(here).waitFor();
  await here.page.getByRole('button', { name: '采用较新的一份' }).click();
  await newer(here).waitFor({ state: 'detached' });
  await expect.poll(() => remark(here).inputValue()).toBe('第二稿');
  await complete(here);
  await says(here, '“初审”已办理。');
  await says(there, '您填写的内容仍保留在本标签页。');
  await expect.poll(() => remark(there).inputValue()).toBe('第二稿');
  const reviewer = await deskOf('审查岗');
  await openTask(reviewer, '审查', '草稿小店');
  await says(reviewer, '第二稿');
});

test('what a leaver has in hand goes to a colleague; what can not go is told with its reason, and goes later', async () => {
  const shops = ['移交一店', '移交二店', '移交三店'];
  const cases = await Promise.all(shops.map(start));
  for (const id of cases) await ask('window-1', id, 'POST', 'claim');
  const [signed = ''] = cases;
  const signers = ['demo-demo-director-1', 'demo-demo-window-1'];
  await ask('window-1', signed, 'POST', 'signing', { mode: 'any', signers });
  await ask('window-2', await start('移交四店'), 'POST', 'delegate', { to: 'demo-demo-window-1' });
  const leaver = await deskOf('窗口');
  await look(leaver, '我的任务');
  for (const shop of shops) await rowOf(leaver, shop).waitFor();
  const heir = await deskOf('窗口', '乙');
  await look(heir, '我的任务');

  const administrator = await deskOf('管理员');
  const { page } = administrator;
  const find = async (field: string, name: string) => {
    const box = page.getByRole('combobox', { name: field, exact: true });
    await box.click();
    await box.fill(name);
    await page.locator('.ant-select-item-option:visible').filter({ hasText: name }).click();
  };
  await page.getByRole('link', { name: '代办与移交' }).click();
  await find('人员', '演示-窗口-甲');
  await page.getByRole('heading', { name: '演示-窗口-甲的代办人' }).waitFor();
  const line = (table: string, shop: string, part: string) =>
    page
      .getByRole('table', { name: table, exact: true })
      .getByRole('row', { name: new RegExp(`^${shop} .* 初审 ${part}`) });
  const waits = '该任务正在签署，请等待结果或先撤回签署。';
  await line('手中的任务、委派和签署', '移交四店', '受委派提意见').waitFor();
  await find('接手人', '演示-窗口-乙');
  await line('手中的任务、委派和签署', '移交四店', '受委派提意见 可移交').waitFor();
  await line('手中的任务、委派和签署', '移交一店', '签署 可移交').waitFor();
  await line('手中的任务、委派和签署', '移交一店', `已签收的任务 ${waits}`).waitFor();
  expect(await shortcomings(administrator)).toEqual([]);
  await page.getByRole('button', { name: '移交', exact: true }).click();
  await says(administrator, '已移交4项。');
  await line('已移交', '移交二店', '已签收的任务').waitFor();
  await line('已移交', '移交四店', '受委派提意见').waitFor();
  await line('已移交', '移交一店', '签署').waitFor();
  await line('未移交', '移交一店', `已签收的任务 ${waits}`).waitFor();
  expect(await shortcomings(administrator)).toEqual([]);
  await rowOf(heir, '移交一店').getByText('请您签署').waitFor();
  for (const shop of ['移交二店', '移交三店']) {
    await rowOf(heir, shop).getByText('演示-窗口-乙').waitFor();
    await rowOf(leaver, shop).waitFor({ state: 'detached' });
  }

  await ask('director-1', signed, 'POST', 'sign', { agree: true });
  await page.getByRole('checkbox', { name: '同时取消其全部岗位' }).check();
  await page.getByRole('button', { name: '移交', exact: true }).click();
  await says(administrator, '已移交1项。已取消1个岗位。');
  await rowOf(heir, '移交一店').getByText('演示-窗口-乙').waitFor();
  expect(await shortcomings(heir)).toEqual([]);
  await nothingToDo(leaver).waitFor();
  await openTask(heir, '初审', '移交一店');
  await says(heir, '签署结果：同意');
  await heir.page.getByLabel('初审意见').fill('接手办理');
  await complete(heir);
  await says(heir, '“初审”已办理。');
  await openCase(heir, signed, '移交一店');
  await heir.page
    .getByRole('listitem')
    .filter({ hasText: '转办：初审' })
    .getByText('演示-管理员-甲 代演示-窗口-甲办理')
    .waitFor();
});
