/**
 * Goal: the acts of office practice by HTTP: who may, on which version, once; what each reader sees of them.
 * Method: the app with all ports in memory and the real engine; two windows, two directors, an applicant.
 */
import { describe, expect, test } from 'vitest';
import { type Answer, ask, complete, started, taskFor, world } from './fixtures/app.ts';

const act = (person: string, task: Answer, name: string, body: object = {}, headers: object = {}) =>
  ask(person, 'POST', `/api/tasks/${task.body.id}/${name}`, body, { 'if-match': task.headers.etag, ...headers });

/** The case with the director's task, and the window's that led to it. */
async function atDecision() {
  const id = await started();
  const checked = await taskFor('window1');
  await complete('window1', checked, { complete: true });
  return { id, checked, task: await taskFor('director1') };
}

const timeline = async (person: string, id: string): Promise<string[]> =>
  (await ask(person, 'GET', `/api/cases/${id}`)).body.timeline.map(({ type }: { type: string }) => type);

describe('sending back', () => {
  test('the page tells where to; the earlier task opens with reason and sender', async () => {
    const { id, task } = await atDecision();
    expect(task.body.sendBackTo).toEqual([
      { step: 'check', label: { zh: 'check步', en: 'check' }, performer: { id: 'window1', name: '演示-window1' } },
    ]);
    expect(task.body.may).toContain('send-back');
    expect(
      (await ask('director1', 'POST', `/api/tasks/${task.body.id}/send-back`, { to: 'check', reason: 'r' })).status,
    ).toBe(428);
    expect((await act('director1', task, 'send-back', { to: 'decide', reason: 'r' })).body.errors).toMatchObject([
      { pointer: '/data/to', code: 'no-way-back' },
    ]);
    expect((await act('window1', task, 'send-back', { to: 'check', reason: 'r' })).body).toMatchObject({
      reason: 'other-group',
    });
    expect((await act('director1', task, 'send-back', { to: 'check', reason: '缺少图纸' })).status).toBe(200);
    const again = await taskFor('window2');
    expect(again.body).toMatchObject({
      step: { id: 'check' },
      sentBack: { from: { id: 'decide' }, by: { id: 'director1' }, reason: '缺少图纸', performer: { id: 'window1' } },
      sendBackTo: [],
    });
    expect(again.body.may).not.toContain('send-back');
    expect(await timeline('director1', id)).toContain('task-sent-back');
    expect(await timeline('applicant1', id)).not.toContain('task-sent-back');
  });

  test('a repeat under its key gets the first answer', async () => {
    const { task } = await atDecision();
    const key = { 'idempotency-key': 'b1' };
    const first = await act('director1', task, 'send-back', { to: 'check', reason: 'r' }, key);
    expect((await act('director1', task, 'send-back', { to: 'check', reason: 'r' }, key)).body).toEqual(first.body);
    await world.ports.idempotency.release('director1', 'b1');
    expect((await act('director1', task, 'send-back', { to: 'check', reason: 'r' }, key)).body).toEqual(first.body);
    expect((await act('director1', task, 'send-back', { to: 'check', reason: 'r' })).status).toBe(409);
  });
});

describe('taking back', () => {
  test('the case names the tasks that can be taken back, to who completed them alone', async () => {
    const { id, checked, task } = await atDecision();
    const retrievable = async (person: string) => (await ask(person, 'GET', `/api/cases/${id}`)).body.retrievable;
    expect(await retrievable('window1')).toEqual([
      {
        id: checked.body.id,
        step: { id: 'check', label: { zh: 'check步', en: 'check' } },
        item: null,
        itemLabel: null,
      },
    ]);
    expect(await retrievable('window2')).toEqual([]);
    expect((await act('window2', checked, 'retrieve')).body).toMatchObject({
      status: 403,
      reason: 'not-the-performer',
    });
    expect((await act('applicant2', checked, 'retrieve')).status).toBe(404);
    await act('director1', task, 'claim');
    expect(await retrievable('window1')).toEqual([]);
    expect((await act('window1', checked, 'retrieve')).body).toMatchObject({ status: 409, reason: 'not-retrievable' });
    await act('director1', await taskFor('director1'), 'release');
    const key = { 'idempotency-key': 'r1' };
    const first = await act('window1', checked, 'retrieve', {}, key);
    expect(first.status).toBe(200);
    expect((await act('window1', checked, 'retrieve', {}, key)).body).toEqual(first.body);
    expect((await taskFor('window1')).body).toMatchObject({
      step: { id: 'check' },
      claimedBy: { id: 'window1' },
      sentBack: null,
    });
  });
});

describe('delegating', () => {
  test('the delegate answers, the owner completes', async () => {
    await started();
    const task = await taskFor('window1');
    expect((await act('window1', task, 'delegate', { to: 'director1' })).body.errors).toMatchObject([
      { pointer: '/to', code: 'not-in-group' },
    ]);
    expect((await act('window1', task, 'delegate', { to: 'window2', note: '请核对' })).status).toBe(200);
    const owner = await taskFor('window1');
    expect(owner.body).toMatchObject({
      claimedBy: { id: 'window1' },
      delegation: { to: { id: 'window2', name: '演示-window2' }, note: '请核对', returned: null },
      may: ['transfer', 'recall-delegation'],
    });
    expect((await complete('window1', owner, { complete: true })).body).toMatchObject({
      status: 409,
      reason: 'delegated',
    });
    const delegate = await taskFor('window2');
    expect(delegate.body.may).toEqual(['return-delegation']);
    expect((await act('window2', delegate, 'return-delegation', { opinion: '齐全' })).status).toBe(200);
    const back = await taskFor('window1');
    expect(back.body).toMatchObject({ delegation: { returned: { opinion: '齐全' } } });
    expect(back.body.may).toContain('complete');
    await act('window1', back, 'delegate', { to: 'window2' });
    expect((await act('window1', await taskFor('window1'), 'recall-delegation')).status).toBe(200);
    expect((await complete('window1', await taskFor('window1'), { complete: true })).status).toBe(200);
  });
});

describe('signing', () => {
  test('signers of other groups find the task, answer once, and the officer completes knowing it', async () => {
    const { id, task } = await atDecision();
    expect(task.body.colleagues).toMatchObject([{ group: { id: 'window' } }, { group: { id: 'director' } }]);
    const ofApplicants = await act('director1', task, 'signing', { mode: 'all', signers: ['applicant1'] });
    expect(ofApplicants.body.errors).toMatchObject([{ pointer: '/signers/0', code: 'not-a-colleague' }]);
    expect((await act('director1', task, 'signing', { mode: 'all', signers: ['window1'] })).status).toBe(200);
    const open = await taskFor('director1');
    expect(open.body).toMatchObject({
      signing: { mode: 'all', result: null, signers: [{ person: { id: 'window1' }, signed: null }] },
      may: ['add-signers', 'withdraw-signing'],
    });
    expect((await complete('director1', open, { reason: 'r' })).body).toMatchObject({ reason: 'signing-open' });
    expect((await act('director1', open, 'signing/signers', { add: ['window2'] })).status).toBe(200);
    expect((await taskFor('director1')).headers.etag).toBe(open.headers.etag);

    const url = `/api/tasks/${task.body.id}`;
    expect((await ask('window1', 'GET', url)).body).toMatchObject({ may: ['sign', 'urge'] });
    expect((await ask('both1', 'POST', `${url}/sign`, { agree: true })).status).toBe(403);
    expect((await ask('window1', 'POST', `${url}/sign`, { agree: true, opinion: '同意' })).status).toBe(200);
    expect((await ask('window1', 'POST', `${url}/sign`, { agree: true })).body).toMatchObject({
      reason: 'signed-already',
    });
    expect((await ask('director1', 'DELETE', `${url}/signing/signers/window2`)).status).toBe(200);
    const closed = await taskFor('director1');
    expect(closed.body).toMatchObject({ signing: { result: 'agreed', signers: [{ signed: { opinion: '同意' } }] } });
    expect((await complete('director1', open, { reason: 'r' })).status).toBe(412);
    expect((await complete('director1', closed, { reason: 'r' })).body).toMatchObject({ outcome: 'granted' });
    expect(await timeline('director1', id)).toContain('signed');
  });

  test('it is withdrawn by its officer', async () => {
    const { task } = await atDecision();
    await act('director1', task, 'signing', { mode: 'vote', signers: ['window1', 'window2'], share: 60 });
    const open = await taskFor('director1');
    const url = `/api/tasks/${task.body.id}/signing`;
    expect((await ask('director1', 'DELETE', url)).status).toBe(428);
    expect((await ask('director1', 'DELETE', url, undefined, { 'if-match': open.headers.etag })).status).toBe(200);
    expect((await taskFor('director1')).body.signing).toMatchObject({ share: 60, result: 'withdrawn' });
    expect((await ask('window1', 'POST', `/api/tasks/${task.body.id}/sign`, { agree: true })).body.reason).toBe(
      'no-signing',
    );
  });
});

describe('telling others', () => {
  test('an office copies the case to colleagues, who may read it', async () => {
    const id = await started();
    expect((await ask('applicant1', 'POST', `/api/cases/${id}/copies`, { persons: ['window2'] })).status).toBe(403);
    expect(
      (await ask('window1', 'POST', `/api/cases/${id}/copies`, { persons: ['applicant2'] })).body.errors,
    ).toMatchObject([{ pointer: '/persons/0', code: 'not-a-colleague' }]);
    expect((await ask('window1', 'POST', `/api/cases/${id}/copies`, {})).status).toBe(422);
    const colleagues = await ask('window1', 'GET', `/api/cases/${id}/colleagues`);
    expect(colleagues.body.items.map(({ group }: { group: { id: string } }) => group.id)).toEqual([
      'window',
      'director',
    ]);
    const body = { persons: ['director1'], groups: ['director'], note: '知悉' };
    expect((await ask('window1', 'POST', `/api/cases/${id}/copies`, body)).status).toBe(200);
    expect(await timeline('window1', id)).toContain('copied');
    expect(await timeline('applicant1', id)).not.toContain('copied');
  });

  test('a party urges the task once a day; its own group does not', async () => {
    const id = await started();
    const shown = await ask('applicant1', 'GET', `/api/cases/${id}`);
    expect(shown.body.tasks).toMatchObject([{ may: ['urge'] }]);
    const url = `/api/tasks/${shown.body.tasks[0].id}/urge`;
    const before = (await taskFor('window1')).headers.etag;
    expect((await ask('applicant2', 'POST', url, {})).status).toBe(404);
    expect((await ask('window1', 'POST', url, {})).status).toBe(403);
    expect((await ask('applicant1', 'POST', url, { note: '急' })).status).toBe(200);
    expect((await ask('applicant1', 'POST', url, { note: '急' })).body).toMatchObject({
      status: 409,
      reason: 'urged-today',
    });
    expect((await ask('applicant1', 'GET', `/api/cases/${id}`)).body.tasks).toMatchObject([{ may: [] }]);
    const task = await taskFor('window1');
    expect(task.headers.etag).toBe(before);
    expect(task.body.urgedAt).not.toBeNull();
    expect(await timeline('applicant1', id)).toContain('urged');
  });
});
