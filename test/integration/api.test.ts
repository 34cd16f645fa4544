/**
 * Goal: the API does what it says over a real server, database and worker: a case goes from its start to its end by HTTP,
 * each person sees and does only what is theirs, repeats do nothing twice, and what is away heals.
 * Method: deploy the platform permit, act as demo persons with fetch.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { closeStore, openStore, type Store } from '../../store/database.ts';
import { type Answer, type Ask, filesOf, type RunningApi, runApi } from './fixtures/api.ts';

const PROCEDURE = 'ride-hailing.platform-permit';
let api: RunningApi;
let operator: Ask;
let applicant: Ask;
let stranger: Ask;
let window: Ask;
let reviewer: Ask;
let director: Ask;
let auditor: Ask;

const input = {
  companyName: '演示出行科技有限公司',
  creditCode: '91350100M000100Y43',
  firstTime: true,
  registeredInLinfen: true,
  branch: false,
  ePayment: true,
  foreignInvested: false,
  submitted: ['m1-application-form', 'm2-identity-credit', 'm4-business-licence'],
};

beforeAll(async () => {
  api = await runApi();
  operator = await api.as('demo-banli-operator-1');
  const deployed = await operator('POST', '/api/definitions', { files: filesOf('definitions/ride-hailing') });
  expect(deployed.body.findings ?? deployed.status).toBe(200);
  [applicant, stranger, window, reviewer, director, auditor] = (await Promise.all(
    [
      'ride-hailing-applicant-1',
      'ride-hailing-applicant-2',
      'ride-hailing-approval-window-1',
      'ride-hailing-approval-reviewer-1',
      'ride-hailing-approval-director-1',
      'banli-auditor-1',
    ].map((id) => api.as(`demo-${id}`)),
  )) as [Ask, Ask, Ask, Ask, Ask, Ask];
});

afterAll(() => api?.stop());

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const store = openStore(inject('databaseUrl'));
  await work(store).finally(() => closeStore(store));
}

let keys = 0;
const key = () => ({ 'idempotency-key': `test-${Date.now()}-${keys++}` });

async function startCase(): Promise<Answer> {
  const started = await applicant('POST', '/api/cases', { procedure: PROCEDURE, input }, key());
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  return started;
}

/** The open task of a step, as a person of its group finds it in the worklist. */
async function taskOf(ask: Ask, caseId: string, step: string): Promise<Answer> {
  const list = await ask('GET', '/api/tasks?limit=100');
  const found = list.body.items.find(
    (task: { caseId: string; step: { id: string } }) => task.caseId === caseId && task.step.id === step,
  );
  expect(found, `${step} is not in ${JSON.stringify(list.body)}`).toBeDefined();
  return ask('GET', `/api/tasks/${found.id}`);
}

async function complete(ask: Ask, caseId: string, step: string, data: object): Promise<Answer> {
  const task = await taskOf(ask, caseId, step);
  const etag = task.headers.get('etag') ?? '';
  return ask('POST', `/api/tasks/${task.body.id}/complete`, { data }, { 'if-match': etag, ...key() });
}

test('a case goes from its start to its end by HTTP, each step visible at once', async () => {
  const started = await startCase();
  const { id } = started.body;
  expect(started.headers.get('location')).toBe(`/api/cases/${id}`);
  expect(started.body).toMatchObject({
    number: expect.stringMatching(/^网约车经营许可〔\d{4}〕\d{5}$/),
    visible: true,
  });
  const shown = await applicant('GET', `/api/cases/${id}`);
  expect(shown.body).toMatchObject({ status: 'open', subject: input.companyName, open: [{ id: 'check-materials' }] });
  expect(shown.body.deadlines[0]).toMatchObject({ id: 'acceptance', state: 'running', daysLeft: 5 });

  const checked = await complete(window, id, 'check-materials', { result: 'complete' });
  expect(checked.body).toMatchObject({ visible: true, status: 'open' });
  const recognised = await window(
    'POST',
    `/api/cases/${id}/messages`,
    { message: 'recognition-result', data: { recognised: true } },
    key(),
  );
  expect(recognised.body, JSON.stringify(recognised.body)).toMatchObject({ visible: true });
  const review = await taskOf(reviewer, id, 'review');
  const data = sampleFor(review.body.form);
  const etag = review.headers.get('etag') ?? '';
  const reviewed = await reviewer('POST', `/api/tasks/${review.body.id}/complete`, { data }, { 'if-match': etag });
  expect(reviewed.body, JSON.stringify(reviewed.body)).toMatchObject({ visible: true });
  const decided = await complete(director, id, 'decide', { decision: 'refuse', reason: '演示：条件不符' });
  expect(decided.body).toMatchObject({ status: 'ended', outcome: 'refused', visible: true });

  const after = await applicant('GET', `/api/cases/${id}`);
  expect(after.body).toMatchObject({
    status: 'ended',
    outcome: { id: 'refused', label: { zh: '不予' } },
    open: [],
    tasks: [],
  });
  const decisions = await applicant('GET', `/api/cases/${id}/decisions`);
  const [materials] = decisions.body.items[0].results;
  expect(materials.citations).toContainEqual({ document: '临政规发〔2023〕3号', article: '8(1)' });
  expect(materials.trace.length).toBeGreaterThan(0);
});

/** Values that fit a form: the least that its JSON Schema takes. */
function sampleFor(form: { required: string[]; properties: Record<string, Sample> }): Record<string, unknown> {
  return Object.fromEntries(form.required.map((name) => [name, sampleOf(form.properties[name] ?? {})]));
}

interface Sample {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  format?: string;
  items?: Sample;
  minItems?: number;
  anyOf?: Sample[];
}

function sampleOf(schema: Sample): unknown {
  if (schema.anyOf !== undefined) return sampleOf(schema.anyOf[0] ?? {});
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'boolean') return true;
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (schema.type === 'array') return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}));
  return schema.format === 'date' ? '2026-01-05' : '演示';
}

test('a foreign case is not there, and the attempt is in the audit log', async () => {
  const { id } = (await startCase()).body;
  expect((await stranger('GET', `/api/cases/${id}`)).status).toBe(404);
  expect((await stranger('GET', `/api/cases?number=${encodeURIComponent('网约车')}`)).body.items).toEqual([]);
  const audit = await auditor('GET', `/api/audit?case=${id}`);
  expect(audit.body.items).toContainEqual(
    expect.objectContaining({
      action: expect.objectContaining({ id: 'case.read' }),
      outcome: 'refused',
      person: expect.objectContaining({ name: '演示-申请人-乙' }),
    }),
  );
});

test('cases are found by number and by name', async () => {
  const { id, number } = (await startCase()).body;
  const byNumber = await window('GET', `/api/cases?number=${encodeURIComponent(number)}`);
  expect(byNumber.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
  const page = await window('GET', `/api/cases?applicant=${encodeURIComponent('演示出行')}&limit=1`);
  expect(page.body.items).toHaveLength(1);
  const next = /<([^>]+)>; rel="next"/.exec(page.headers.get('link') ?? '')?.[1] ?? '';
  const second = await window('GET', next);
  expect(second.body.items[0].id).not.toBe(page.body.items[0].id);
});

test('the same start twice at once is one case', async () => {
  const headers = key();
  const send = () => applicant('POST', '/api/cases', { procedure: PROCEDURE, input }, headers);
  const answers = await Promise.all([send(), send(), send()]);
  const made = answers.filter(({ status }) => status === 201);
  expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
  expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
  const later = await send();
  expect([later.status, later.body.id]).toEqual([201, made[0]?.body.id]);
});

test('two officers complete the same task: one does, the other is told', async () => {
  const { id } = (await startCase()).body;
  const other = await api.as('demo-ride-hailing-approval-window-2');
  const task = await taskOf(window, id, 'check-materials');
  const send = (ask: Ask) =>
    ask(
      'POST',
      `/api/tasks/${task.body.id}/complete`,
      { data: { result: 'complete' } },
      { 'if-match': task.headers.get('etag') ?? '' },
    );
  const answers = await Promise.all([send(window), send(other)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('who claims a task has it; what is wrong in a form is told by field in Chinese', async () => {
  const { id } = (await startCase()).body;
  const task = await taskOf(window, id, 'check-materials');
  expect((await window('POST', `/api/tasks/${task.body.id}/claim`)).body).toMatchObject({ visible: true });
  const other = await api.as('demo-ride-hailing-approval-window-2');
  const stale = await other(
    'POST',
    `/api/tasks/${task.body.id}/complete`,
    { data: {} },
    { 'if-match': task.headers.get('etag') ?? '' },
  );
  expect(stale.body.type).toBe('/problems/version-mismatch');
  const seen = await other('GET', `/api/tasks/${task.body.id}`);
  const refused = await other(
    'POST',
    `/api/tasks/${task.body.id}/complete`,
    { data: { result: 'complete' } },
    { 'if-match': seen.headers.get('etag') ?? '' },
  );
  expect(refused.body).toMatchObject({ status: 403, reason: 'claimed-by-other' });
  const wrong = await complete(window, id, 'check-materials', { result: 'incomplete' });
  expect(wrong.body).toMatchObject({ status: 422, errors: [{ pointer: '/data/missing' }] });
});

test('pages that are open are told of a change, and only those whom it concerns', async () => {
  const listen = async (person: string) => {
    const token = (await api.ask('POST', '/api/demo/tokens', { person })).body.token;
    const stop = new AbortController();
    const headers = { authorization: `Bearer ${token}`, accept: 'text/event-stream' };
    const response = await fetch(`${api.url}/api/events`, { headers, signal: stop.signal });
    const heard = { text: '' };
    const reading = (async () => {
      for await (const chunk of response.body ?? []) heard.text += Buffer.from(chunk as Uint8Array).toString();
    })().catch(() => undefined);
    const end = () => {
      stop.abort();
      return reading;
    };
    return { heard, end };
  };
  const [officer, foreign] = await Promise.all([
    listen('demo-ride-hailing-approval-window-1'),
    listen('demo-ride-hailing-applicant-2'),
  ]);
  await expect.poll(() => officer.heard.text && foreign.heard.text).toMatch(/event: ready/);
  const { id } = (await startCase()).body;
  await expect.poll(() => officer.heard.text).toContain(id);
  expect(foreign.heard.text).not.toContain(id);
  await Promise.all([officer.end(), foreign.end()]);
});

test('a year of holidays is shown first, then applied to the open cases', async () => {
  const { id } = (await startCase()).body;
  const known = await operator('GET', '/api/calendars?year=2026');
  const [year] = known.body.years;
  // As if another day off were announced for the days of the open period.
  const due = (await window('GET', `/api/cases/${id}`)).body.deadlines[0].due;
  const amended = { ...year, off: [...year.off, due], source: '演示：增加一日' };
  const shown = await operator('POST', '/api/calendars', { year: amended, dryRun: true, limit: 1000 });
  const mine = shown.body.moved.find((moved: { caseId: string }) => moved.caseId === id);
  expect(mine.deadlines[0]).toMatchObject({ id: 'acceptance', before: due });
  expect((await window('GET', `/api/cases/${id}`)).body.deadlines[0].due).toBe(due);
  const applied = await operator('POST', '/api/calendars', { year: amended, dryRun: false, limit: 1000 });
  expect(applied.body, JSON.stringify(applied.body)).toMatchObject({ applied: true, failed: [] });
  expect((await window('GET', `/api/cases/${id}`)).body.deadlines[0].due).toBe(mine.deadlines[0].after);
  const back = await operator('POST', '/api/calendars', { year, dryRun: false, limit: 1000 });
  expect(back.body).toMatchObject({ hash: known.body.hash, failed: [] });
  expect((await window('GET', `/api/cases/${id}`)).body.deadlines[0].due).toBe(due);
});

test('without a worker the answer is 503, send again; with one the same key is done once', async () => {
  const { id } = (await startCase()).body;
  const task = await taskOf(window, id, 'check-materials');
  await api.stopWorker();
  const headers = { 'if-match': task.headers.get('etag') ?? '', ...key() };
  const send = () => window('POST', `/api/tasks/${task.body.id}/complete`, { data: { result: 'complete' } }, headers);
  const unknown = await send();
  expect(unknown.body).toMatchObject({ status: 503, type: '/problems/outcome-unknown' });
  expect(unknown.headers.get('retry-after')).toBe('5');
  await api.startWorker();
  await expect.poll(async () => (await send()).status).toBe(200);
  const { body } = await window('GET', `/api/cases/${id}`);
  expect(body.timeline.filter(({ type }: { type: string }) => type === 'task-completed')).toHaveLength(1);
});

test('a task that readers lost with one of the worker is not refused to who saw it: send again, until they see it again', async () => {
  const { id } = (await startCase()).body;
  const task = await taskOf(window, id, 'check-materials');
  const headers = { 'if-match': task.headers.get('etag') ?? '', ...key() };
  const sendTo = (to: string, under = headers) =>
    window('POST', `/api/tasks/${to}/complete`, { data: { result: 'complete' } }, under);
  const send = () => sendTo(task.body.id);
  // As when they saw what the worker did in a task that was lost, and were taken back to the one before.
  await withStore(({ db }) =>
    db.transaction().execute(async (tx) => {
      await sql`DELETE FROM read.tasks WHERE case_id = ${id}`.execute(tx);
      await sql`DELETE FROM read.facts WHERE case_id = ${id} AND seq > 1`.execute(tx);
      await sql`UPDATE read.cases SET seq = 1, hash = (SELECT hash FROM read.facts WHERE case_id = ${id}), dirty = true
        WHERE id = ${id}`.execute(tx);
    }),
  );
  expect((await send()).body).toMatchObject({ status: 503, type: '/problems/outcome-unknown' });
  await api.stopWorker();

  // Or the case has not begun yet: the task may come, of another case it can't.
  const [, token] = task.body.id.split('.');
  const begun = await applicant('POST', '/api/cases', { procedure: PROCEDURE, input }, key());
  const early = await sendTo(`${begun.body.id}.${token}`, { ...headers, ...key() });
  expect(early.body).toMatchObject({ status: 503, type: '/problems/outcome-unknown' });
  expect((await sendTo(`${randomUUID()}.${token}`, { ...headers, ...key() })).status).toBe(404);

  await api.startWorker();
  await expect.poll(async () => (await send()).status).toBe(200);
  expect((await sendTo(task.body.id, { ...headers, ...key() })).status).toBe(409);
  const { body } = await window('GET', `/api/cases/${id}`);
  expect(body.timeline.filter(({ type }: { type: string }) => type === 'task-completed')).toHaveLength(1);
});

test('it is ready, alive and measured', async () => {
  expect((await api.ask('GET', '/readyz')).body).toEqual({
    ready: true,
    database: { ok: true },
    temporal: { ok: true },
    worker: { ok: true },
  });
  expect((await api.ask('GET', '/healthz')).status).toBe(200);
  expect((await api.ask('GET', '/metrics')).body).toContain(
    'banli_api_request_seconds_count{route="/api/cases",method="POST",status="201"}',
  );
});
