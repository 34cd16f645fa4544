/**
 * Goal: each person starts and sees only the cases that are theirs, and repeats start nothing twice.
 * Method: the app with all ports in memory and the real engine, by injected requests; each answer is held to the
 * OpenAPI document.
 */
import { describe, expect, test } from 'vitest';
import { buildApi } from '../../api/app.ts';
import { app, ask, complete, input, start, started, taskFor, world } from './fixtures/app.ts';

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
      data: [
        { name: 'company', value: '甲公司' },
        { name: 'area', value: 30 },
      ],
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

  test('a value that another case has is a fault of its field', async () => {
    const commands = { ...world.ports.commands, mint: async () => ({ kind: 'taken' as const, input: 'company' }) };
    const other = await buildApi({ ...world.ports, commands });
    const response = await other.inject({
      method: 'POST',
      url: '/api/cases',
      payload: { procedure: 'permits.permit', input },
      headers: { authorization: 'Bearer applicant1', 'idempotency-key': 'k1' },
    });
    expect([response.statusCode, response.json()]).toMatchObject([
      422,
      { reason: 'taken', errors: [{ pointer: '/input/company' }] },
    ]);
    await other.close();
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

  test('an offer is taken once, by whom it is for', async () => {
    const offer = { caseId: '00000000-0000-7000-8000-0000000000ff', seq: 7, caseNumber: 'x', at: 0, input: {} };
    world.offers = [{ ...offer, definition: 'permits.permit', group: 'permits/window' }];
    const body = { procedure: 'permits.permit', input, as: 'window', offer: `${offer.caseId}.7` };
    expect((await ask('window1', 'GET', '/api/offers')).body.items).toMatchObject([
      { id: body.offer, procedure: { label: { zh: '演示许可' } } },
    ]);
    expect((await start('o', body, 'director1')).status).toBe(404);
    expect((await start('o', { ...body, procedure: 'permits.other' }, 'window1')).status).toBe(404);
    const taken = await start('o', body, 'window1');
    expect(taken.status).toBe(201);
    expect((await start('o', body, 'window1')).body.id).toBe(taken.body.id);
    expect((await start('o', body, 'window2')).status).toBe(404);
    expect(world.minted).toBe(1);
  });

  test('a declined offer is gone', async () => {
    const offer = { caseId: '00000000-0000-7000-8000-0000000000ff', seq: 7, caseNumber: 'x', at: 0, input: {} };
    world.offers = [{ ...offer, definition: 'permits.permit', group: 'permits/window' }];
    const decline = (person: string) => ask(person, 'POST', `/api/offers/${offer.caseId}.7/decline`);
    expect([
      (await decline('applicant1')).status,
      (await decline('window1')).status,
      (await decline('window1')).status,
    ]).toEqual([404, 204, 404]);
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

  test('the party sees where it stands and what it handed in, officers all data, operators neither data nor history', async () => {
    const id = await started();
    const data = async (person: string) => (await ask(person, 'GET', `/api/cases/${id}`)).body.data;
    await complete('window1', await taskFor('window1'), { complete: true });
    const names = async (person: string) => (await data(person)).map(({ name }: { name: string }) => name);
    expect(await names('applicant1')).toEqual(['company', 'area']);
    expect(await names('auditor1')).toEqual(['company', 'area', 'complete']);
    expect(await data('operator1')).toBeNull();
    expect(await data('window1')).toMatchObject([
      { name: 'company', value: '甲公司', label: { zh: '企业' } },
      { name: 'area' },
      { name: 'complete', text: { zh: '是' } },
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
