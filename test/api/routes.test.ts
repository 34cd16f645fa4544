/**
 * Goal: over HTTP each person sees and does only what is theirs, repeats do nothing twice, stale pages change nothing,
 * and every answer has the shape that the OpenAPI document promises.
 * Method: the app with all ports in memory and the real engine, by injected requests.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { buildApi } from '../../api/app.ts';
import type { App } from '../../api/context.ts';
import { type Ports, Unavailable } from '../../api/ports.ts';
import { CaseUnreachable } from '../../workflows/case-client.ts';
import { createWorld, type World } from './fixtures/world.ts';

let world: World;
let app: App;

beforeEach(async () => {
  world = createWorld();
  app = await buildApi(world.ports);
});
afterEach(() => app.close());

interface Answer {
  status: number;
  headers: Record<string, unknown>;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into at will
  body: any;
}

async function ask(
  person: string | null,
  method: 'GET' | 'POST',
  url: string,
  body?: object,
  headers: object = {},
): Promise<Answer> {
  const response = await app.inject({
    method,
    url,
    headers: { ...(person === null ? {} : { authorization: `Bearer ${person}` }), ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
  const isJson = String(response.headers['content-type']).includes('json');
  const answer = {
    status: response.statusCode,
    headers: response.headers,
    body: isJson ? response.json() : response.body,
  };
  if (isJson) expectFits(method, url, answer);
  return answer;
}

type Check = (body: unknown) => unknown[];
/** By method, path and status: the document is the same for all apps. */
const checks = new Map<string, Check>();

/** The answer against the schema that the document has for its route and status. */
function expectFits(method: string, url: string, { status, body }: Answer): void {
  const document = app.swagger() as unknown as Document;
  const path = Object.keys(document.paths).find((known) =>
    new RegExp(`^${known.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(url.split('?')[0] ?? ''),
  );
  if (path === undefined) return;
  const name = `${method} ${path} ${status}`;
  const check = checks.get(name) ?? checkOf(document, path, method, status);
  checks.set(name, check);
  expect(check(body), name).toEqual([]);
}

interface Document {
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: Record<string, { schema: object }> }> }>
  >;
  components: object;
}

function checkOf({ paths, components }: Document, path: string, method: string, status: number): Check {
  const responses = paths[path]?.[method.toLowerCase()]?.responses;
  const schema = (responses?.[status] ?? responses?.[`${String(status)[0]}XX`])?.content?.['application/json']?.schema;
  if (schema === undefined) return () => [];
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...schema, components });
  return (body) => (validate(body) ? [] : (validate.errors ?? []));
}

const input = { company: '甲公司', area: 30 };
const start = (key = 'k1', body: object = { procedure: 'permits.permit', input }, person = 'applicant1') =>
  ask(person, 'POST', '/api/cases', body, { 'idempotency-key': key });

/** A case, and its open task as `person` finds it. */
async function started(): Promise<string> {
  return (await start()).body.id;
}
async function taskFor(person: string): Promise<Answer> {
  const list = await ask(person, 'GET', '/api/tasks');
  return ask(person, 'GET', `/api/tasks/${list.body.items[0].id}`);
}
async function complete(
  person: string,
  task: Answer,
  data: object,
  headers: object = { 'if-match': task.headers.etag },
) {
  return ask(person, 'POST', `/api/tasks/${task.body.id}/complete`, { data }, headers);
}

describe('who asks', () => {
  test('without a token, or with one that is not valid, everything but open routes is 401', async () => {
    const anonymous = await ask(null, 'GET', '/api/tasks');
    expect(anonymous).toMatchObject({ status: 401, body: { type: '/problems/unauthenticated' } });
    expect(anonymous.headers['www-authenticate']).toBe('Bearer');
    expect((await ask('nobody', 'GET', '/api/cases')).status).toBe(401);
    expect((await ask(null, 'GET', '/healthz')).status).toBe(200);
  });

  test('the person is known before the body is looked at', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/api/cases',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.statusCode).toBe(401);
  });

  test('a disabled person has no valid token any more', async () => {
    const people = { ...world.ports.people, bySubject: async (id: string) => ({ id, name: id, disabled: true }) };
    const other = await buildApi({ ...world.ports, people });
    const response = await other.inject({ url: '/api/tasks', headers: { authorization: 'Bearer window1' } });
    expect(response.statusCode).toBe(401);
    await other.close();
  });

  test('under a name of another host the embedded profile answers nothing', async () => {
    const guarded = await buildApi(world.ports, { hosts: ['127.0.0.1', 'localhost'] });
    const at = (host: string) => guarded.inject({ url: '/api/demo/persons', headers: { host } });
    expect((await at('evil.example:8420')).json()).toMatchObject({ type: '/problems/demo-off' });
    expect((await at('localhost:8420')).statusCode).toBe(200);
    await guarded.close();
  });
});

describe('starting', () => {
  test('gives 201, the place and a number; the applicant sees the case', async () => {
    const answer = await start();
    expect(answer).toMatchObject({ status: 201, body: { number: '演示许可〔2026〕00001', visible: true } });
    expect(answer.headers.location).toBe(`/api/cases/${answer.body.id}`);
    const shown = await ask('applicant1', 'GET', `/api/cases/${answer.body.id}`);
    expect(shown.body).toMatchObject({
      open: [{ id: 'check', label: { zh: 'check步' } }],
      deadlines: [{ id: 'decision', due: '2026-12-18', daysLeft: 20, basis: 'working' }],
      messages: [{ id: 'withdraw', as: [{ id: 'applicant' }] }],
      data: null,
    });
  });

  test('needs a key; a repeat gets the first answer; other content under it is refused', async () => {
    const missing = await ask('applicant1', 'POST', '/api/cases', { procedure: 'permits.permit', input });
    expect(missing).toMatchObject({ status: 400, body: { type: '/problems/missing-idempotency-key' } });
    const first = await start('same');
    const again = await start('same');
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true']);
    const other = await start('same', { procedure: 'permits.permit', input: { ...input, area: 31 } });
    expect(other).toMatchObject({ status: 422, body: { type: '/problems/key-reused' } });
    expect(world.minted).toBe(1);
  });

  test('keys are a person’s own', async () => {
    const mine = await start('same');
    const theirs = await start('same', undefined, 'applicant2');
    expect(theirs.status).toBe(201);
    expect(theirs.body.id).not.toBe(mine.body.id);
  });

  test('while the first is running a repeat is told so', async () => {
    await world.ports.idempotency.begin('applicant1', 'k1', 'POST /api/cases', 'x');
    const keyed = { ...world.ports.idempotency, begin: async () => ({ kind: 'running' as const }) };
    const other = await buildApi({ ...world.ports, idempotency: keyed });
    const response = await other.inject({
      method: 'POST',
      url: '/api/cases',
      payload: { procedure: 'permits.permit', input },
      headers: { authorization: 'Bearer applicant1', 'idempotency-key': 'k1' },
    });
    expect([response.statusCode, response.json().type, response.headers['retry-after']]).toEqual([
      409,
      '/problems/in-progress',
      '1',
    ]);
    await other.close();
  });

  test('one that is refused names each field, takes no number and frees its key', async () => {
    const refused = await start('k1', { procedure: 'permits.permit', input: { area: 0, extra: 1 } });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/input/area',
      '/input/company',
      '/input/extra',
    ]);
    expect(world.minted).toBe(0);
    expect((await start('k1')).body.number).toBe('演示许可〔2026〕00001');
  });

  test('an office starts by membership alone', async () => {
    const body = { procedure: 'permits.permit', input, as: 'window' };
    expect((await start('a', body, 'window1')).status).toBe(201);
    expect((await start('b', body, 'director1')).body).toMatchObject({
      type: '/problems/forbidden',
      reason: 'group-may-not-start',
    });
  });

  test('what an officer enters for a party says so', async () => {
    const { id } = (
      await start('a', { procedure: 'permits.permit', input, as: 'applicant', onBehalfOf: '张三' }, 'window1')
    ).body;
    const shown = await ask('window1', 'GET', `/api/cases/${id}`);
    expect(shown.body).toMatchObject({ onBehalfOf: '张三', startedBy: { id: 'window1' } });
  });

  test('an unknown procedure is not found', async () => {
    expect((await start('k', { procedure: 'permits.none', input })).status).toBe(404);
  });
});

describe('seeing', () => {
  test('a foreign case, its history, decisions, deadlines and messages are not there', async () => {
    const id = await started();
    for (const path of ['', '/history', '/decisions', '/deadlines/decision/explain']) {
      expect([path, (await ask('applicant2', 'GET', `/api/cases/${id}${path}`)).status]).toEqual([path, 404]);
    }
    const message = await ask(
      'applicant2',
      'POST',
      `/api/cases/${id}/messages`,
      { message: 'withdraw' },
      { 'idempotency-key': 'm' },
    );
    expect(message.status).toBe(404);
    expect((await ask('applicant1', 'GET', '/api/cases/not-an-id')).status).toBe(404);
  });

  test('the party sees where it stands, officers the data, operators neither data nor history', async () => {
    const id = await started();
    const data = async (person: string) => (await ask(person, 'GET', `/api/cases/${id}`)).body.data;
    expect(await data('applicant1')).toBeNull();
    expect(await data('operator1')).toBeNull();
    expect(await data('window1')).toMatchObject([
      { name: 'company', value: '甲公司', label: { zh: '企业' } },
      { name: 'area' },
    ]);
    const history = async (person: string) => (await ask(person, 'GET', `/api/cases/${id}/history`)).status;
    expect(await Promise.all(['applicant1', 'operator1', 'window1', 'auditor1'].map(history))).toEqual([
      403, 403, 200, 200,
    ]);
  });

  test('the history is paged by number, each fact with its hash', async () => {
    const id = await started();
    const first = await ask('auditor1', 'GET', `/api/cases/${id}/history?limit=2`);
    expect(first.body.items.map(({ fact }: { fact: { seq: number } }) => fact.seq)).toEqual([1, 2]);
    expect(first.headers.link).toBe(`</api/cases/${id}/history?after=2&limit=2>; rel="next"`);
    const rest = await ask('auditor1', 'GET', `/api/cases/${id}/history?after=2`);
    expect(rest.body.items[0].fact.seq).toBe(3);
    expect(rest.body).toMatchObject({ next: null });
  });

  test('each day of a period is explained', async () => {
    const id = await started();
    const { body } = await ask('applicant1', 'GET', `/api/cases/${id}/deadlines/decision/explain`);
    expect(body).toMatchObject({
      id: 'decision',
      due: '2026-12-18',
      days: [
        { date: '2026-11-20', why: 'start' },
        { date: '2026-11-21', why: 'weekend' },
        {},
        { n: 1 },
        ...Array.from({ length: 25 }, () => ({})),
      ],
    });
    expect((await ask('applicant1', 'GET', `/api/cases/${id}/deadlines/none/explain`)).status).toBe(404);
  });

  test('reading and refused attempts stand in the audit log', async () => {
    const id = await started();
    await ask('window1', 'GET', `/api/cases/${id}`);
    await ask('applicant2', 'GET', `/api/cases/${id}`);
    await ask('director1', 'POST', `/api/cases/${id}/messages`, { message: 'withdraw' }, { 'idempotency-key': 'm' });
    const told = world.audit.map(({ person, action, outcome, reason, caseId }) => [
      person,
      action,
      outcome,
      reason,
      caseId,
    ]);
    expect(told).toEqual([
      ['applicant1', 'case.start', 'done', undefined, id],
      ['window1', 'case.read', 'done', undefined, id],
      ['applicant2', 'case.read', 'refused', 'not-found', id],
      ['director1', 'message.send', 'refused', 'other-group', id],
    ]);
  });
});

describe('tasks', () => {
  test('a task has its form, the law, what is known and a strong ETag of its own', async () => {
    await started();
    const task = await taskFor('window1');
    expect(task.headers.etag).toMatch(/^"\d+"$/);
    expect(task.body).toMatchObject({
      step: { id: 'check' },
      citations: [{ article: '3' }],
      form: { properties: { complete: { type: 'boolean', title: '齐全' } } },
      deadline: { id: 'decision' },
      daysLeft: 20,
      overdue: false,
      may: ['claim', 'transfer', 'complete'],
      candidates: [{ id: 'window2' }, { id: 'both1' }],
    });
  });

  test('only its group finds and opens it', async () => {
    const id = await started();
    const token = (await taskFor('window1')).body.id;
    expect((await ask('director1', 'GET', '/api/tasks')).body.items).toEqual([]);
    expect((await ask('director1', 'GET', `/api/tasks/${token}`)).body).toMatchObject({
      type: '/problems/forbidden',
      reason: 'other-group',
    });
    expect((await ask('applicant2', 'GET', `/api/tasks/${token}`)).status).toBe(404);
    expect((await ask('window1', 'GET', `/api/tasks/${id}.999`)).body.type).toBe('/problems/not-open');
    expect((await ask('window1', 'GET', '/api/tasks/nonsense')).status).toBe(404);
  });

  test('completing needs the version that was read, and happens once', async () => {
    await started();
    const task = await taskFor('window1');
    expect((await complete('window1', task, { complete: true }, {})).status).toBe(428);
    expect((await complete('window1', task, { complete: true }, { 'if-match': '"99"' })).status).toBe(412);
    expect(
      (await complete('window1', task, { complete: true }, { 'if-match': `W/${String(task.headers.etag)}` })).status,
    ).toBe(412);
    expect((await complete('window1', task, { complete: true })).body).toMatchObject({ status: 'open', visible: true });
    const late = await complete('window1', task, { complete: true });
    expect(late).toMatchObject({ status: 409, body: { reason: 'step-not-open' } });
  });

  test('a repeat under its key gets the first answer, though the task is gone', async () => {
    await started();
    const task = await taskFor('window1');
    const headers = { 'if-match': task.headers.etag, 'idempotency-key': 'c1' };
    const first = await complete('window1', task, { complete: true }, headers);
    expect(await complete('window1', task, { complete: true }, headers)).toMatchObject({
      status: 200,
      body: first.body,
    });
    expect((await complete('window1', task, { complete: false }, headers)).body.type).toBe('/problems/key-reused');
    expect(world.commands).toHaveLength(1);
  });

  test('a form with faults is refused field by field and changes nothing', async () => {
    await started();
    const task = await taskFor('window1');
    const refused = await complete('window1', task, { complete: 'yes' });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ pointer: '/data/complete' }] } });
    expect(refused.body.errors[0].detail).toMatch(/\p{Script=Han}/u);
    expect((await taskFor('window1')).headers.etag).toBe(task.headers.etag);
  });

  test('claimed, it is its holder’s: the other reads who has it and can do nothing', async () => {
    await started();
    const before = await taskFor('window1');
    expect((await ask('window1', 'POST', `/api/tasks/${before.body.id}/claim`)).status).toBe(200);
    const seen = await taskFor('window2');
    expect(seen.body).toMatchObject({ claimedBy: { id: 'window1', name: '演示-window1' }, may: [] });
    expect((await complete('window2', seen, { complete: true })).body).toMatchObject({
      status: 403,
      reason: 'claimed-by-other',
    });
    expect((await complete('window1', before, { complete: true })).status).toBe(412);
    expect((await ask('window1', 'GET', '/api/tasks?view=mine')).body.items).toHaveLength(1);
    expect((await ask('window1', 'GET', '/api/tasks?mine=true')).body.items).toHaveLength(1);
  });

  test('released or handed over inside the group, not outside it', async () => {
    await started();
    const { id } = (await taskFor('window1')).body;
    await ask('window1', 'POST', `/api/tasks/${id}/claim`);
    const etag = async () => ({ 'if-match': (await ask('window1', 'GET', `/api/tasks/${id}`)).headers.etag });
    expect(
      (await ask('window1', 'POST', `/api/tasks/${id}/transfer`, { to: 'director1' }, await etag())).body,
    ).toMatchObject({ status: 422, errors: [{ pointer: '/to' }] });
    expect((await ask('window1', 'POST', `/api/tasks/${id}/transfer`, { to: 'window2' })).status).toBe(428);
    expect((await ask('window1', 'POST', `/api/tasks/${id}/transfer`, { to: 'window2' }, await etag())).status).toBe(
      200,
    );
    expect((await taskFor('window1')).body.claimedBy.id).toBe('window2');
    const release = { 'if-match': (await ask('window2', 'GET', `/api/tasks/${id}`)).headers.etag };
    expect((await ask('window2', 'POST', `/api/tasks/${id}/release`, undefined, release)).status).toBe(200);
    expect((await taskFor('window1')).body.claimedBy).toBeNull();
  });

  test('separation of duties: who checked does not decide, and is not offered it', async () => {
    await started();
    await complete('both1', await taskFor('both1'), { complete: true });
    const task = await taskFor('both1');
    expect(task.body).toMatchObject({ step: { id: 'decide' }, may: ['claim', 'transfer'] });
    expect((await complete('both1', task, { reason: '好' })).body).toMatchObject({
      status: 403,
      reason: 'same-person',
    });
    const ended = await complete('director1', await taskFor('director1'), { reason: '好' });
    expect(ended.body).toMatchObject({ status: 'ended', outcome: 'granted' });
  });

  test('lists have pages of at most 100, with the next one in Link under the same filters', async () => {
    await start('a');
    await start('b');
    const page = await ask('window1', 'GET', '/api/tasks?limit=1&procedure=permits.permit');
    expect(page.body.items).toHaveLength(1);
    expect(page.headers.link).toBe('</api/tasks?limit=1&procedure=permits.permit&cursor=next-page>; rel="next"');
    const wrong = await ask('window1', 'GET', '/api/tasks?limit=101');
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '#/querystring/limit' }] } });
  });
});

describe('messages', () => {
  const send = (person: string, id: string, body: object, key = 'm1') =>
    ask(person, 'POST', `/api/cases/${id}/messages`, body, { 'idempotency-key': key });

  test('the party may send, an office that it is not from may not', async () => {
    const id = await started();
    expect((await send('window1', id, { message: 'withdraw' })).body).toMatchObject({
      status: 403,
      reason: 'other-group',
    });
    expect((await send('applicant1', id, { message: 'withdraw', data: { why: '不办了' } })).body).toMatchObject({
      status: 'ended',
      outcome: 'withdrawn',
    });
  });

  test('unknown ones and wrong data are invalid, an ended case is not open, a key is needed', async () => {
    const id = await started();
    expect((await send('applicant1', id, { message: 'nonsense' })).body).toMatchObject({
      status: 422,
      reason: 'unknown-message',
    });
    expect((await send('applicant1', id, { message: 'withdraw', data: { why: 5 } })).body).toMatchObject({
      status: 422,
      errors: [{ pointer: '/data/why' }],
    });
    expect((await ask('applicant1', 'POST', `/api/cases/${id}/messages`, { message: 'withdraw' })).status).toBe(400);
    await send('applicant1', id, { message: 'withdraw' }, 'm2');
    expect((await send('applicant1', id, { message: 'withdraw' }, 'm3')).body).toMatchObject({
      status: 409,
      reason: 'case-ended',
    });
    expect((await send('applicant1', id, { message: 'withdraw' }, 'm2')).status).toBe(200);
  });
});

describe('operation', () => {
  test('a deployment says what it means for running cases; only operators and authors may', async () => {
    const files = { files: [{ path: 'a.banli.yaml', text: '' }] };
    expect((await ask('window1', 'POST', '/api/definitions', files)).status).toBe(403);
    const { body } = await ask('operator1', 'POST', '/api/definitions', files);
    expect(body.deployed).toMatchObject([{ id: 'permits.permit', change: 'unchanged', openCases: 3 }]);
  });

  test('definitions with errors are refused with every finding', async () => {
    const finding = {
      file: 'a.yaml',
      line: 3,
      column: 5,
      check: 'unknown-key',
      severity: 'error' as const,
      message: 'm',
      remedy: 'r',
    };
    const compile: Ports['compile'] = async () => ({ findings: [finding], bundles: [], decisions: [], gazettes: [] });
    const other = await buildApi({ ...world.ports, compile });
    const response = await other.inject({
      method: 'POST',
      url: '/api/definitions',
      payload: { files: [{ path: 'a.yaml', text: '' }] },
      headers: { authorization: 'Bearer operator1' },
    });
    expect(response.json()).toMatchObject({ status: 422, type: '/problems/definitions-invalid', findings: [finding] });
    await other.close();
  });

  test('a definition is told with its forms, its flow and as whom the caller may start it', async () => {
    const { body } = await ask('window1', 'GET', '/api/definitions/permits.permit');
    expect(body).toMatchObject({
      mayStartAs: ['applicant', 'window'],
      start: ['check'],
      document: { number: '演示〔2026〕1号' },
    });
    expect(body.steps).toMatchObject([
      { id: 'check', group: 'window', next: ['decide'] },
      { id: 'decide', notSameAs: ['check'], next: [] },
    ]);
  });

  test('a year that does not fit is refused; one that does is shown before it is applied', async () => {
    await started();
    const off = ['2027-01-01'];
    const year = { format: 1, year: 2027, off, work: [], source: '演示通知' };
    expect((await ask('window1', 'POST', '/api/calendars', { year })).status).toBe(403);
    const wrong = await ask('operator1', 'POST', '/api/calendars', {
      year: { year: 2027, off: ['2027-02-30'], work: [], source: 'x' },
    });
    expect(wrong).toMatchObject({ status: 422, body: { type: '/problems/calendar-invalid' } });
    expect(wrong.body.errors.length).toBeGreaterThan(0);
    const gap = await ask('operator1', 'POST', '/api/calendars', {
      year: { year: 2028, off: [], work: [], source: '演示通知' },
    });
    expect(gap.body.type).toBe('/problems/calendar-invalid');
  });

  test('a register is for its offices; a cell that looks like a formula is exported as text', async () => {
    expect((await ask('applicant1', 'GET', '/api/registers/permits/permits')).status).toBe(403);
    expect((await ask('window1', 'GET', '/api/registers/permits/permits')).body).toMatchObject({
      items: [{ key: '1' }],
      fields: [{ name: 'company' }],
    });
    const csv = await ask('window1', 'GET', '/api/registers/permits/permits?format=csv');
    expect(csv.body).toBe("\uFEFFnumber,企业\r\n1,'=甲\r\n");
  });
});

describe('what is away', () => {
  async function answerOf(change: Partial<Ports>, method: 'GET' | 'POST', url: string): Promise<Answer> {
    const other = await buildApi({ ...world.ports, ...change });
    const headers = { authorization: 'Bearer applicant1', 'idempotency-key': 'k' };
    const payload = { procedure: 'permits.permit', input };
    const response = await other.inject({ method, url, headers, ...(method === 'POST' ? { payload } : {}) });
    await other.close();
    return { status: response.statusCode, headers: response.headers, body: response.json() };
  }

  test('the database or the server: 503, try again', async () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    const cases = { ...world.ports.cases, list: () => Promise.reject(refused) };
    expect(await answerOf({ cases }, 'GET', '/api/cases')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { type: '/problems/unavailable' },
    });
    const commands = { ...world.ports.commands, start: () => Promise.reject(new Unavailable('away')) };
    expect((await answerOf({ commands }, 'POST', '/api/cases')).body.type).toBe('/problems/unavailable');
  });

  test('a fate that is not known: send again with the same key', async () => {
    const commands = { ...world.ports.commands, start: () => Promise.reject(new CaseUnreachable('no answer')) };
    expect(await answerOf({ commands }, 'POST', '/api/cases')).toMatchObject({
      status: 503,
      headers: { 'retry-after': '5' },
      body: { type: '/problems/outcome-unknown' },
    });
    // The key is free for the repeat, and the case is the same.
    expect((await start('k')).body.number).toBe('演示许可〔2026〕00001');
    expect(world.minted).toBe(1);
  });

  test('readiness names the part', async () => {
    const health = { ...world.ports.health, worker: () => Promise.reject(new Error('no worker')) };
    expect(await answerOf({ health }, 'GET', '/readyz')).toMatchObject({
      status: 503,
      body: { ready: false, worker: { ok: false }, temporal: { ok: true } },
    });
  });

  test('a fault of ours says nothing of its inside', async () => {
    const cases = { ...world.ports.cases, list: () => Promise.reject(new Error('secret inside')) };
    const { status, body } = await answerOf({ cases }, 'GET', '/api/cases');
    expect([status, JSON.stringify(body).includes('secret')]).toEqual([500, false]);
  });
});

describe('the interface', () => {
  test('the OpenAPI document is 3.1, every operation is named once and every component is referred to by name', async () => {
    const { body } = await ask(null, 'GET', '/api/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const operations = Object.entries(body.paths as Record<string, Record<string, { operationId?: string }>>).flatMap(
      ([path, methods]) =>
        Object.entries(methods).map(([method, { operationId }]) => ({ name: `${method} ${path}`, operationId })),
    );
    expect(operations.filter(({ operationId }) => operationId === undefined)).toEqual([]);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(Object.keys(body.components.schemas)).toContain('CaseDetail');
    expect(JSON.stringify(body)).not.toContain('def-0');
  });

  test('every answer has the guards of a browser, and none lets other sites’ scripts in', async () => {
    const { headers } = await ask(null, 'GET', '/api/tasks');
    expect(headers['content-security-policy']).toContain("script-src 'self'");
    expect(headers['content-security-policy']).not.toMatch(/https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test('a trace that comes in goes out', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const { headers } = await ask('window1', 'GET', '/api/tasks', undefined, { traceparent });
    expect(headers.traceparent).toBe(traceparent);
    await started();
    await ask('applicant2', 'GET', `/api/cases/${[...world.cases.keys()][0]}`, undefined, { traceparent });
    expect(world.audit.at(-1)?.traceId).toBe('0af7651916cd43dd8448eb211c80319c');
  });

  test('what is no JSON, no known member or no known path is told as such', async () => {
    const headers = { authorization: 'Bearer applicant1', 'content-type': 'application/json', 'idempotency-key': 'k' };
    const broken = await app.inject({ method: 'POST', url: '/api/cases', payload: '{', headers });
    expect(broken.json()).toMatchObject({ status: 400, type: '/problems/bad-request' });
    expect((await start('k', { procedure: 'permits.permit', input, surplus: 1 })).status).toBe(400);
    expect((await ask('applicant1', 'GET', '/api/nothing')).body.type).toBe('/problems/not-found');
    const plain = await app.inject({
      method: 'POST',
      url: '/api/cases',
      payload: 'x',
      headers: { ...headers, 'content-type': 'text/plain' },
    });
    expect(plain.json().type).toBe('/problems/unsupported-media-type');
    const large = await app.inject({
      method: 'POST',
      url: '/api/cases',
      payload: JSON.stringify({ x: 'x'.repeat(1_100_000) }),
      headers,
    });
    expect(large.json().type).toBe('/problems/too-large');
  });

  test('a problem’s address tells what it means', async () => {
    expect((await ask(null, 'GET', '/problems/busy')).body.title).toBe('正在自动处理，请稍后');
    expect((await ask(null, 'GET', '/problems/none')).status).toBe(404);
  });

  test('tokens of demo persons are limited, and there are none with an OpenID provider', async () => {
    const limited = await buildApi(world.ports, { demoTokensPerMinute: 2 });
    const token = () => limited.inject({ method: 'POST', url: '/api/demo/tokens', payload: { person: 'x' } });
    expect([(await token()).statusCode, (await token()).statusCode, (await token()).json().type]).toEqual([
      404,
      404,
      '/problems/rate-limited',
    ]);
    await limited.close();
    const real = await buildApi({ ...world.ports, demo: null });
    expect((await real.inject({ url: '/api/demo/persons' })).json().type).toBe('/problems/demo-off');
    await real.close();
  });
});
