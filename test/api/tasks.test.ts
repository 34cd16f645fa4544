/**
 * Goal: tasks and messages are done by whom they are for, once, and not from stale pages.
 * Method: the app with all ports in memory and the real engine, by injected requests; each answer is held to the
 * OpenAPI document.
 */
import { describe, expect, test } from 'vitest';
import { ask, complete, start, started, taskFor, world } from './fixtures/app.ts';

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
      may: ['claim', 'transfer', 'complete', 'delegate', 'open-signing'],
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

  test('a repeat whose first answer was lost gets it from the case, and another act does not', async () => {
    await started();
    const task = await taskFor('window1');
    const headers = { 'if-match': task.headers.etag, 'idempotency-key': 'c1' };
    const first = await complete('window1', task, { complete: true }, headers);
    // The process ended before it could note the answer.
    await world.ports.idempotency.release('window1', 'c1');
    expect(await complete('window1', task, { complete: true }, headers)).toMatchObject({
      status: 200,
      body: first.body,
    });
    const other = await complete('window1', task, { complete: true }, { ...headers, 'idempotency-key': 'c2' });
    expect(other).toMatchObject({ status: 409, body: { reason: 'step-not-open' } });
    expect((await complete('window2', task, { complete: true }, headers)).status).toBe(409);
    expect(world.commands).toHaveLength(1);
  });

  describe('when a task of the worker was lost after readers saw its work', () => {
    const lost = { status: 503, body: { type: '/problems/outcome-unknown' } };
    type View = NonNullable<Awaited<ReturnType<typeof world.ports.cases.view>>>;
    const seenAt = (view: View, by: number, tasks: View['tasks']): View => ({
      ...view,
      case: { ...view.case, seq: view.case.seq + by },
      tasks,
    });

    test.each<[string, (view: View) => View | null]>([
      ['closed', (view) => seenAt(view, 1, [])],
      ['not there yet', (view) => seenAt(view, -1, [])],
      ['of no case that they know', () => null],
    ])('what was seen %s for a while is not refused to who repeats it', async (_how, asSeen) => {
      await started();
      const task = await taskFor('window1');
      const headers = { 'if-match': task.headers.etag, 'idempotency-key': 'c1' };
      const { cases, desk } = world.ports;
      const { view } = cases;
      const { task: openTask } = desk;
      desk.task = async () => null;
      cases.view = async (id) => {
        const found = await view(id);
        return found === null ? null : asSeen(found);
      };
      expect(await complete('window1', task, { complete: true }, headers)).toMatchObject(lost);
      // It comes while the request waits.
      const waiting = complete('window1', task, { complete: true }, headers);
      setTimeout(() => {
        desk.task = openTask;
        cases.view = view;
      }, 200);
      expect(await waiting).toMatchObject({ status: 200 });
      expect(world.commands).toHaveLength(1);
    });

    test('what readers see as it is, is refused: a foreign task, one that never was', async () => {
      await started();
      const task = await taskFor('window1');
      const send = (person: string, id: string) => {
        const headers = { 'if-match': task.headers.etag, 'idempotency-key': `${person}-${id}` };
        return complete(person, { ...task, body: { ...task.body, id } }, { complete: true }, headers);
      };
      const [caseId] = String(task.body.id).split('.');
      expect((await send('window1', `${caseId}.99`)).status).toBe(404);
      expect((await send('window1', '00000000-0000-7000-8000-999999999999.3')).status).toBe(404);
      expect((await send('leader1', task.body.id)).status).toBe(404);
      expect(world.commands).toHaveLength(0);
    });
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
    expect(task.body).toMatchObject({
      step: { id: 'decide' },
      may: ['claim', 'transfer', 'send-back', 'delegate', 'open-signing'],
    });
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
