/**
 * Goal: every act of office practice on the real server, each once: read by whom it concerns, and the case replays.
 * Method: a small procedure by HTTP, its demo persons, and the auditor's check of the whole case.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, type Ask, type RunningApi, runApi } from './fixtures/api.ts';

let api: RunningApi;
const persons = new Map<string, Ask>();

beforeAll(async () => {
  api = await runApi();
  const operator = await api.as('demo-banli-operator-1');
  const files = [
    { path: 'demo/document.banli.yaml', text: readFileSync('test/definitions/document.banli.yaml', 'utf8') },
    { path: 'demo/acts.banli.yaml', text: readFileSync('test/definitions/acts.banli.yaml', 'utf8') },
  ];
  const deployed = await operator('POST', '/api/definitions', { files });
  expect(deployed.body.findings ?? deployed.status).toBe(200);
  const ids = ['applicant-1', 'window-1', 'window-2', 'reviewer-1', 'reviewer-2', 'director-1'];
  for (const id of ids) persons.set(id, await api.as(`demo-demo-${id}`));
  persons.set('auditor-1', await api.as('demo-banli-auditor-1'));
});
afterAll(() => api?.stop());

const as = (person: string): Ask => persons.get(person) as Ask;
const id = (person: string) => `demo-demo-${person}`;

let task = '';

async function read(person: string): Promise<Answer> {
  return as(person)('GET', `/api/tasks/${task}`);
}

/** Does it on the version as the person reads it now. */
async function act(person: string, method: string, name: string, body?: object): Promise<void> {
  const etag = (await read(person)).headers.get('etag') ?? '*';
  const done = await as(person)(method, `/api/tasks/${task}/${name}`, body, { 'if-match': etag });
  expect(done.status, `${name}: ${JSON.stringify(done.body)}`).toBe(200);
  expect(done.body.visible).toBe(true);
}

async function openTask(caseId: string): Promise<string> {
  const shown = await as('auditor-1')('GET', `/api/cases/${caseId}`);
  return shown.body.tasks[0].id;
}

async function replayOf(caseId: string) {
  const begun = await as('auditor-1')('POST', `/api/cases/${caseId}/replay`);
  expect(begun.status, JSON.stringify(begun.body)).toBe(202);
  for (;;) {
    const { body } = await as('auditor-1')('GET', begun.headers.get('location') ?? '');
    if (body.state !== 'waiting' && body.state !== 'running') return body;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

test('a case through every act, which then replays', async () => {
  const started = await as('applicant-1')(
    'POST',
    '/api/cases',
    { procedure: 'demo.acts', input: { name: '甲' } },
    { 'idempotency-key': `acts-${Date.now()}` },
  );
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  const caseId = started.body.id;
  const due = async () => (await as('window-1')('GET', `/api/cases/${caseId}`)).body.deadlines;
  task = await openTask(caseId);
  const before = await due();

  await act('window-1', 'POST', 'delegate', { to: id('window-2'), note: '请核对' });
  await act('window-2', 'POST', 'return-delegation', { opinion: '无误' });
  await act('window-1', 'POST', 'delegate', { to: id('window-2') });
  await act('window-1', 'POST', 'recall-delegation', {});
  await act('window-1', 'POST', 'complete', { data: { remark: 'x' } });
  const checked = task;
  const retrieved = await as('window-1')('POST', `/api/tasks/${checked}/retrieve`, {});
  expect(retrieved.status, JSON.stringify(retrieved.body)).toBe(200);
  task = await openTask(caseId);
  await act('window-1', 'POST', 'complete', { data: { remark: 'y' } });

  task = await openTask(caseId);
  await act('reviewer-1', 'POST', 'send-back', { to: 'check', reason: '缺页' });
  const inbox = await as('window-1')('GET', '/api/inbox');
  expect(inbox.body.items).toMatchObject([
    { kind: 'sent-back', note: '缺页', by: { id: id('reviewer-1') }, group: null },
  ]);
  task = await openTask(caseId);
  expect((await read('window-2')).body.sentBack).toMatchObject({ reason: '缺页' });
  const urged = await as('applicant-1')('POST', `/api/tasks/${task}/urge`, { note: '急' });
  expect(urged.status, JSON.stringify(urged.body)).toBe(200);
  await act('window-1', 'POST', 'complete', { data: { remark: 'z' } });

  task = await openTask(caseId);
  await act('reviewer-1', 'POST', 'signing', { mode: 'vote', signers: [id('director-1'), id('window-2')] });
  await act('reviewer-1', 'POST', 'signing/signers', { add: [id('window-1')] });
  await act('reviewer-1', 'DELETE', `signing/signers/${id('window-2')}`);
  await act('director-1', 'POST', 'sign', { agree: true, opinion: '同意' });
  expect((await read('reviewer-1')).body.signing.result).toBeNull();
  await act('reviewer-1', 'DELETE', 'signing');
  await act('reviewer-1', 'POST', 'signing', { mode: 'any', signers: [id('director-1')] });
  await act('director-1', 'POST', 'sign', { agree: true });
  expect((await read('reviewer-1')).body.signing.result).toBe('agreed');

  const copied = await as('window-1')('POST', `/api/cases/${caseId}/copies`, {
    persons: [id('director-1')],
    groups: ['director'],
    note: '知悉',
  });
  expect(copied.status, JSON.stringify(copied.body)).toBe(200);
  const toDirector = await as('director-1')('GET', '/api/inbox');
  // To themselves and to their group: they are told once.
  expect(toDirector.body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['copy']);
  expect(await due()).toEqual(before);

  await act('reviewer-1', 'POST', 'complete', { data: { fit: true } });
  const history = await as('auditor-1')('GET', `/api/cases/${caseId}/history`);
  const types = new Set(history.body.items.map(({ fact }: { fact: { type: string } }) => fact.type));
  for (const type of [
    'task-sent-back',
    'task-retrieved',
    'task-delegated',
    'delegation-returned',
    'delegation-recalled',
    'signing-opened',
    'signer-added',
    'signer-removed',
    'signed',
    'signing-closed',
    'copied',
    'urged',
  ])
    expect(types, type).toContain(type);
  const replay = await replayOf(caseId);
  expect(replay).toMatchObject({ state: 'done', items: [{ case: { id: caseId }, differences: [] }] });
  expect(replay.items[0].facts).toBeGreaterThanOrEqual(history.body.items.length);
});
