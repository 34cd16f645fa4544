/**
 * Goal: by the receipt of a case its party sees that case alone, without an account, and acts in it as the party; a
 * guess learns nothing; nobody else's token opens it, and its token opens nothing else.
 * Method: the app with all ports in memory; the answers held to the OpenAPI document.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { holderOf } from '../../store/receipts.ts';
import { app, ask, complete, start, started, taskFor, world } from './fixtures/app.ts';
import { bundle } from './fixtures/world.ts';

interface Receipt {
  code: string;
  secret: string;
}

let addresses = 0;

/** From an address of its own: one that tries too often is told to wait, whatever it tries. */
async function open({ code, secret }: Receipt, remoteAddress = `10.0.${++addresses >> 8}.${addresses & 255}`) {
  const payload = { code, secret };
  const response = await app.inject({ method: 'POST', url: '/api/receipts/sessions', payload, remoteAddress });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

const session = async (receipt: Receipt): Promise<string> => (await open(receipt)).body.token;

let id: string;
let receipt: Receipt;

beforeEach(async () => {
  const answer = await start();
  id = answer.body.id;
  receipt = answer.body.receipt;
});

describe('a receipt', () => {
  test('is told to the party that starts a case, and for the party for whom an officer does', async () => {
    expect(receipt.code).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    expect(receipt.secret).toMatch(/^[2-9A-Z]{5}-[2-9A-Z]{5}-[2-9A-Z]{5}$/);
    const body = { procedure: 'permits.permit', input: { company: '乙公司', area: 1 } };
    expect((await start('k2', body, 'window1')).body.receipt).toMatchObject({ code: expect.any(String) });
    const asWindow = { ...body, as: 'window' };
    expect((await start('k3', asWindow, 'window1')).body.receipt).toBeNull();
    const onBehalf = { ...asWindow, onBehalfOf: '丙公司' };
    expect((await start('k4', onBehalf, 'window1')).body.receipt).toMatchObject({ code: expect.any(String) });
  });

  test('is told again to who did not get the answer to the start, until there is a new secret', async () => {
    expect((await start()).body.receipt).toEqual(receipt);
    await ask('window2', 'POST', `/api/cases/${id}/receipt`);
    expect((await start()).body.receipt).toBeNull();
  });

  test('gets a new secret from an officer of the case, and the old one stops, with what it had opened', async () => {
    const token = await session(receipt);
    const again = await ask('window2', 'POST', `/api/cases/${id}/receipt`);
    expect([again.status, again.body.code]).toEqual([201, receipt.code]);
    expect(again.body.secret).not.toBe(receipt.secret);
    expect((await ask(token, 'GET', '/api/receipt')).status).toBe(401);
    expect((await open(receipt)).status).toBe(403);
    expect((await open(again.body)).status).toBe(200);
    expect(world.audit).toContainEqual(
      expect.objectContaining({ person: 'window2', action: 'receipt.issue', caseId: id, outcome: 'done' }),
    );
  });

  test('is not issued to who may not see the case, nor where the office has started it for itself', async () => {
    expect((await ask('applicant2', 'POST', `/api/cases/${id}/receipt`)).status).toBe(404);
    expect((await ask('operator1', 'POST', `/api/cases/${id}/receipt`)).status).toBe(403);
    const own = { procedure: 'permits.permit', input: { company: '乙公司', area: 1 }, as: 'window' };
    const other = (await start('k2', own, 'window1')).body.id;
    const refused = await ask('window1', 'POST', `/api/cases/${other}/receipt`);
    expect([refused.status, refused.body.reason]).toEqual([403, 'no-party']);
    expect((await ask('window1', 'GET', `/api/cases/${other}`)).body.may).not.toContain('receipt.issue');
    expect((await ask('window1', 'GET', `/api/cases/${id}`)).body.may).toContain('receipt.issue');
  });
});

describe('opening', () => {
  test('takes code and secret as people type them', async () => {
    const typed = { code: receipt.code.toLowerCase().replace('-', ' '), secret: receipt.secret.replaceAll('-', '') };
    expect((await open(typed)).status).toBe(200);
  });

  test('answers a wrong secret and an unknown code alike, and after five of them is locked for both', async () => {
    const unknown = '22222-22222';
    for (const code of [receipt.code, unknown]) {
      const wrong = [];
      for (let i = 0; i < 6; i++) wrong.push(await open({ code, secret: 'AAAAA-AAAAA-AAAAA' }));
      expect(wrong.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 429]);
      const { instance, ...body } = wrong[0]?.body ?? {};
      expect(body).toMatchObject({ type: '/problems/receipt-wrong', title: '回执码或查询密码不正确' });
      expect(body).not.toHaveProperty('errors');
      expect(Number(wrong[5]?.headers['retry-after'])).toBeGreaterThan(60);
    }
    expect((await open(receipt)).status).toBe(429);
    const tried = world.audit.filter(({ action }) => action === 'receipt.open');
    expect(tried.map(({ outcome, caseId }) => [outcome, caseId]).slice(0, 2)).toEqual(Array(2).fill(['refused', id]));
    expect(JSON.stringify(world.audit)).not.toContain('AAAAA');
  });

  test('lets one address try thirty times a minute', async () => {
    const statuses = [];
    for (let i = 0; i < 31; i++) statuses.push((await open({ code: 'no code', secret: 'x' }, '10.9.9.9')).status);
    expect(statuses).toEqual([...Array(30).fill(422), 429]);
    expect((await open(receipt)).status).toBe(200);
  });

  test('tells a mistyped code at once, without counting it', async () => {
    const sign = receipt.code.startsWith('2') ? '3' : '2';
    for (let i = 0; i < 7; i++) {
      const typo = await open({ ...receipt, code: sign + receipt.code.slice(1) });
      expect([typo.status, typo.body.errors[0].pointer]).toEqual([422, '/code']);
    }
    expect((await open(receipt)).status).toBe(200);
  });
});

describe('whoever holds the receipt', () => {
  test('sees where the case stands, and no person, no data of it, no remark of the office', async () => {
    const token = await session(receipt);
    const task = await taskFor('window1');
    await complete('window1', task, { complete: true });
    const { status, body, headers } = await ask(token, 'GET', '/api/receipt');
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body).toMatchObject({
      number: '演示许可〔2026〕00001',
      status: 'open',
      waitsFor: 'office',
      tasks: [],
      deadlines: [{ label: { zh: '决定期限' }, daysLeft: 20 }],
      messages: [{ id: 'withdraw' }],
    });
    for (const hidden of ['甲公司', 'window1', 'applicant1', id, 'check', 'history']) {
      expect(JSON.stringify(body), hidden).not.toContain(hidden);
    }
    expect(world.audit.at(-1)).toMatchObject({ person: holderOf(id), action: 'receipt.read', caseId: id });
  });

  test('reads why each day of a deadline counts', async () => {
    const token = await session(receipt);
    const explained = await ask(token, 'GET', '/api/receipt/deadlines/decision/explain');
    expect(explained.body.days[0]).toMatchObject({ date: '2026-11-20', why: 'start' });
    for (const other of ['nothing', '__proto__']) {
      expect((await ask(token, 'GET', `/api/receipt/deadlines/${other}/explain`)).status).toBe(404);
    }
  });

  test('withdraws as the party, once for a key', async () => {
    const token = await session(receipt);
    const send = () =>
      ask(token, 'POST', '/api/receipt/messages', { message: 'withdraw', data: {} }, { 'idempotency-key': 'w' });
    expect((await send()).body).toMatchObject({ status: 'ended', outcome: 'withdrawn' });
    expect((await send()).body).toMatchObject({ status: 'ended', outcome: 'withdrawn' });
    expect(world.commands.map(({ command }) => command)).toEqual([
      expect.objectContaining({ type: 'message', by: { group: 'applicant', person: holderOf(id) } }),
    ]);
    expect((await ask(token, 'GET', '/api/receipt')).body).toMatchObject({
      status: 'ended',
      waitsFor: null,
      outcome: { zh: '撤回' },
      messages: [],
    });
  });

  test('sends a file with a message only if it was handed in by the same receipt', async () => {
    const token = await session(receipt);
    const bytes = Buffer.from('%PDF');
    const other = (await start('k2', { procedure: 'permits.permit', input: { company: '乙', area: 1 } }, 'applicant2'))
      .body;
    const handIn = async (bearer: string) =>
      app.inject({
        method: 'POST',
        url: '/api/receipt/files',
        headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/pdf' },
        payload: bytes,
      });
    const { hash } = (await handIn(await session(other.receipt))).json();
    const data = { letter: { hash, name: '来函.pdf', size: bytes.length } };
    const send = (key: string) =>
      ask(token, 'POST', '/api/receipt/messages', { message: 'withdraw', data }, { 'idempotency-key': key });
    expect(await send('a')).toMatchObject({ status: 422, body: { errors: [{ code: 'not-handed-in' }] } });
    expect((await handIn(token)).statusCode).toBe(201);
    expect((await send('b')).status).toBe(200);
  });

  test('may send nothing that is not the party, and do no task of the office', async () => {
    const token = await session(receipt);
    const headers = { 'idempotency-key': 'x', 'if-match': '*' };
    const nothing = await ask(token, 'POST', '/api/receipt/messages', { message: 'nothing' }, headers);
    expect(nothing.status).toBe(404);
    const token1 = (await world.ports.cases.view(id))?.tasks[0]?.token;
    const task = await ask(token, 'POST', `/api/receipt/tasks/${token1}/complete`, { data: {} }, headers);
    expect(task.status).toBe(404);
    expect(world.commands).toEqual([]);
  });

  test('has a token for nothing else, and nobody else has one for this', async () => {
    const token = await session(receipt);
    for (const path of ['/api/tasks', '/api/cases', `/api/cases/${id}`, '/api/me', '/api/inbox', '/api/registers']) {
      expect([path, (await ask(token, 'GET', path)).status]).toEqual([path, 401]);
    }
    for (const person of ['applicant1', 'window1', 'auditor1', 'operator1', null]) {
      expect([person, (await ask(person, 'GET', '/api/receipt')).status]).toEqual([person, 401]);
    }
    expect((await ask(token, 'GET', '/api/receipt/documents/1')).status).toBe(404);
  });
});

describe('a task of the party', () => {
  const [check] = bundle.procedure.steps;
  const group = { op: 'const' as const, value: 'applicant' };

  test('is filled in by receipt under its version, and not when another has claimed it', async () => {
    if (check?.kind !== 'task') throw new Error('the first step is a task');
    const before = check.group;
    check.group = group;
    try {
      const answer = await start(
        'k9',
        { procedure: 'permits.permit', input: { company: '丁公司', area: 3 } },
        'applicant2',
      );
      const token = await session(answer.body.receipt);
      const { body } = await ask(token, 'GET', '/api/receipt');
      const [task] = body.tasks;
      expect(body.waitsFor).toBe('party');
      expect(task).toMatchObject({ label: { zh: 'check步' }, isTaken: false, citations: [{ article: '3' }] });
      const fill = (key: string, etag: string, data: object) =>
        ask(
          token,
          'POST',
          `/api/receipt/tasks/${task.task}/complete`,
          { data },
          {
            'idempotency-key': key,
            'if-match': etag,
          },
        );
      expect((await fill('1', '"99"', { complete: true })).status).toBe(412);
      expect((await fill('2', `"${task.version}"`, {})).body.errors[0].pointer).toBe('/data/complete');
      expect((await fill('3', `"${task.version}"`, { complete: true })).status).toBe(200);
      // The same again, though its task is over: it was done.
      expect((await fill('3', `"${task.version}"`, { complete: true })).status).toBe(200);
      expect((await fill('4', `"${task.version}"`, { complete: true })).status).toBe(409);
      expect((await ask(token, 'GET', '/api/receipt')).body.waitsFor).toBe('office');
    } finally {
      check.group = before;
    }
  });
});

test('a case of nobody is not opened by its id', async () => {
  expect((await open({ code: await started(), secret: 'x' })).status).toBe(422);
});
