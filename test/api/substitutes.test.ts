/**
 * Goal: an officer on leave names a colleague who then acts in their offices, in their name and not as somebody else; a
 * leaver's tasks go over whole; the audit log says who did what for whom.
 * Method: the app with ports in memory; 20 November 2026.
 */
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ask, start, started, taskFor, world } from './fixtures/app.ts';

const DAYS = { from: '2026-11-20', until: '2026-11-30' };
const name = (body: object, person = 'window1') => ask(person, 'POST', '/api/me/substitutes', { ...DAYS, ...body });
const entry = (id: string, ...groups: string[]) => ({
  ...{ id, name: id, subject: id, disabled: false, demo: false },
  memberships: groups.map((group) => ({ group, unit: '' })),
});

test('a colleague of the same group is named, seen by who named them, and withdrawn', async () => {
  const named = await name({ substitute: 'window2' });
  expect(named.body.candidates.map(({ id }: { id: string }) => id)).toEqual(['both1', 'window2']);
  expect(named.body.items).toMatchObject([{ substitute: { id: 'window2' }, ...DAYS, namedBy: { id: 'window1' } }]);
  const [{ id }] = named.body.items;
  expect((await ask('window2', 'DELETE', `/api/me/substitutes/${id}`)).status).toBe(404);
  expect((await ask('window1', 'DELETE', `/api/me/substitutes/${id}`)).body.items).toEqual([]);
});

test.each([
  ['nobody of the group', { substitute: 'director1' }, '/substitute'],
  ['oneself', { substitute: 'window1' }, '/substitute'],
  ['a time that ends before it begins', { substitute: 'window2', until: '2026-11-19' }, '/until'],
  ['more than a year', { substitute: 'window2', until: '2028-01-01' }, '/until'],
])('%s is refused', async (_, body, pointer) => {
  expect((await name(body)).body).toMatchObject({ status: 422, errors: [{ pointer }] });
});

test('while it runs the substitute acts in the offices of the absent, in their name', async () => {
  await started();
  const check = await taskFor('window1');
  await ask('window1', 'POST', `/api/tasks/${check.body.id}/complete`, { data: { complete: true } }, match(check));
  const director = await taskFor('director1');
  await ask('director1', 'POST', `/api/tasks/${director.body.id}/claim`);
  expect((await ask('both1', 'GET', `/api/tasks/${director.body.id}`)).body.may).toEqual([]);
  await name({ substitute: 'both1' }, 'director1');
  const seen = await ask('both1', 'GET', `/api/tasks/${director.body.id}`);
  expect(seen.body.may).toContain('complete');
  const done = await ask(
    'both1',
    'POST',
    `/api/tasks/${seen.body.id}/complete`,
    { data: { reason: '齐' } },
    match(seen),
  );
  expect(done.status, JSON.stringify(done.body)).toBe(200);
  expect(world.commands.at(-1)?.command).toMatchObject({ by: { person: 'both1', standsInFor: 'director1' } });
  expect(world.audit.at(-1)).toMatchObject({ person: 'both1', actingAs: 'permits/director for director1' });
});

test("what is the absent's own stays theirs: Banli's roles, and what is over or yet to come", async () => {
  world.people.push(entry('administrator1'), entry('window1', 'permits/window'));
  const path = '/api/persons/administrator1/substitutes';
  expect((await ask('administrator1', 'POST', path, { ...DAYS, substitute: 'window1' })).status).toBe(422);
  await name({ substitute: 'both1', from: '2026-11-21' }, 'director1');
  expect((await ask('both1', 'GET', '/api/me')).body.standsInFor).toEqual([]);
});

test('an administrator names one for somebody else; nobody else does', async () => {
  world.people.push(entry('window1', 'permits/window'));
  const path = '/api/persons/window1/substitutes';
  const body = { ...DAYS, substitute: 'window2' };
  expect((await ask('operator1', 'POST', path, body)).status).toBe(403);
  expect((await ask('administrator1', 'POST', path, body)).body.items).toHaveLength(1);
  expect((await ask('window2', 'GET', '/api/me')).body.standsInFor).toEqual([{ id: 'window1', name: '演示-window1' }]);
  expect(world.audit.map(({ object }) => object)).toContain(
    'person:window1 substitute window2 from 2026-11-20 until 2026-11-30',
  );
  expect((await ask('applicant1', 'GET', '/api/me/substitutes')).status).toBe(403);
});

test("a leaver's tasks go to the colleague; what can not go is told; again it is nothing", async () => {
  await started();
  const task = await taskFor('window1');
  await ask('window1', 'POST', `/api/tasks/${task.body.id}/claim`);
  world.people.push(entry('window1', 'permits/window'), entry('window2', 'permits/window'), entry('director1'));
  const hand = (to: string) => ask('administrator1', 'POST', '/api/persons/window1/hand-over', { to, withdraw: false });
  expect((await ask('operator1', 'POST', '/api/persons/window1/hand-over', { to: 'window2' })).status).toBe(403);
  const foreseen = (to: string) => ask('administrator1', 'GET', `/api/persons/window1/hand-over${to}`);
  expect((await ask('operator1', 'GET', '/api/persons/window1/hand-over')).status).toBe(403);
  expect((await foreseen('?to=nobody')).status).toBe(422);
  expect((await hand('nobody')).body).toMatchObject({ errors: [{ pointer: '/to' }] });
  const inHand = { caseNumber: '演示许可〔2026〕00001', step: { zh: 'check步' }, part: 'task' };
  const stays = { ...inHand, reason: { zh: '接手人不在该任务的岗位或单位' } };
  expect((await foreseen('')).body).toMatchObject({ items: [{ ...inHand, reason: null }], memberships: 1 });
  expect((await foreseen('?to=director1')).body.items).toMatchObject([stays]);
  expect((await hand('director1')).body).toMatchObject({ moved: [], kept: [stays] });
  expect((await foreseen('?to=window2')).body.items).toMatchObject([{ ...inHand, reason: null }]);
  expect((await hand('window2')).body).toMatchObject({ moved: [inHand], kept: [], withdrawn: 0 });
  expect((await hand('window2')).body).toEqual({ moved: [], kept: [], withdrawn: 0 });
  expect((await taskFor('window2')).body.claimedBy.id).toBe('window2');
  expect(world.commands.at(-1)?.command).toMatchObject({
    type: 'transfer',
    to: 'window2',
    by: { person: 'administrator1', standsInFor: 'window1' },
  });
  const path = `/api/cases/${task.body.caseId}/timeline`;
  const [latest] = (await ask('window2', 'GET', path)).body.items;
  expect(latest).toMatchObject({
    type: 'task-transferred',
    by: { id: 'administrator1' },
    standsInFor: { id: 'window1' },
  });
  expect((await ask('applicant1', 'GET', path)).body.items[0]).not.toHaveProperty('standsInFor');
});

test('the cases of a leaver are read some at a time, and answered in the order of their tasks', async () => {
  for (let i = 0; i < 20; i++) await start(`k${i}`);
  const tasks: { id: string; caseNumber: string }[] = (await ask('window1', 'GET', '/api/tasks?limit=100')).body.items;
  expect(tasks).toHaveLength(20);
  for (const { id } of tasks) await ask('window1', 'POST', `/api/tasks/${id}/claim`);
  world.people.push(entry('window1', 'permits/window'), entry('window2', 'permits/window'));
  const { cases } = world.ports;
  const { view } = cases;
  let atOnce = 0;
  let most = 0;
  let turn = 0;
  cases.view = async (caseId) => {
    most = Math.max(most, ++atOnce);
    await setTimeout(turn++ % 3 === 0 ? 20 : 1);
    atOnce--;
    return view(caseId);
  };
  const path = '/api/persons/window1/hand-over';
  const numbers = (items: { caseNumber: string }[]) => items.map(({ caseNumber }) => caseNumber);
  const foreseen = await ask('administrator1', 'GET', `${path}?to=window2`);
  expect(numbers(foreseen.body.items)).toEqual(numbers(tasks));
  const handed = await ask('administrator1', 'POST', path, { to: 'window2', withdraw: false });
  expect(numbers(handed.body.moved)).toEqual(numbers(tasks));
  expect(handed.body.kept).toEqual([]);
  expect(most).toBe(8);
});

test('an opinion and a signature that a leaver owes go along; what is out for signature waits and is told', async () => {
  for (const id of ['window1', 'window2', 'both1']) world.people.push(entry(id, 'permits/window'));
  world.people.push(entry('director1', 'permits/director'));
  const hand = (to: string) => ask('administrator1', 'POST', '/api/persons/window1/hand-over', { to, withdraw: false });
  const foreseen = (to: string) => ask('administrator1', 'GET', `/api/persons/window1/hand-over?to=${to}`);
  const act = async (person: string, name: string, body: object) => {
    const task = await taskFor(person);
    const done = await ask(person, 'POST', `/api/tasks/${task.body.id}/${name}`, body, match(task));
    expect(done.status, JSON.stringify(done.body)).toBe(200);
  };

  // Delegated to the leaver: the owner keeps the task.
  await started();
  await act('window2', 'delegate', { to: 'window1', note: '请核对' });
  const opinion = { part: 'opinion', step: { zh: 'check步' }, reason: null };
  expect((await foreseen('both1')).body.items).toMatchObject([opinion]);
  expect((await foreseen('director1')).body.items).toMatchObject([
    { ...opinion, reason: { zh: '接手人不在该任务的岗位或单位' } },
  ]);
  expect((await hand('both1')).body).toMatchObject({ moved: [opinion], kept: [] });
  expect((await taskFor('window2')).body).toMatchObject({
    claimedBy: { id: 'window2' },
    delegation: { to: { id: 'both1' }, note: '请核对' },
  });
  await act('both1', 'return-delegation', { opinion: '无误' });

  // Out for signature, and claimed by the leaver: the signature goes, the task waits for the result.
  await act('window2', 'transfer', { to: 'window1' });
  await act('window1', 'signing', { mode: 'all', signers: ['window1', 'director1'] });
  const signature = { part: 'signature', reason: null };
  const waits = { part: 'task', reason: { zh: '该任务正在签署，请等待结果或先撤回签署。' } };
  expect((await foreseen('window2')).body.items).toMatchObject([signature, waits]);
  expect((await hand('window2')).body).toMatchObject({ moved: [signature], kept: [waits] });
  expect((await hand('window2')).body).toMatchObject({ moved: [], kept: [waits] });
  const { signers } = (await taskFor('window2')).body.signing;
  expect(signers.map(({ person }: { person: { id: string } }) => person.id)).toEqual(['director1', 'window2']);
  expect(world.commands.at(-1)?.command).toMatchObject({
    type: 'pass-signature',
    signer: 'window1',
    to: 'window2',
    by: { person: 'administrator1', standsInFor: 'window1' },
  });
});

function match(answer: { headers: Record<string, unknown> }) {
  return { 'if-match': answer.headers.etag };
}
