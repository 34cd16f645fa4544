/**
 * Goal: a file is taken up to 20 MB, and given to who handed it in and to who may read the data of a case that holds it;
 * to nobody else.
 * Method: the app with ports in memory; raw bodies.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { BLOB_BYTES_MAX } from '../../store/blobs.ts';
import { app, ask, started, world } from './fixtures/app.ts';

const LETTER = Buffer.from('%PDF 来函');
const HASH = createHash('sha256').update(LETTER).digest('hex');

async function store(person: string | null, payload: Buffer = LETTER, type = 'application/pdf') {
  const headers = { 'content-type': type, ...(person === null ? {} : { authorization: `Bearer ${person}` }) };
  const response = await app.inject({ method: 'POST', url: '/api/files', headers, payload });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
}

async function read(person: string, query = '') {
  const headers = { authorization: `Bearer ${person}` };
  return app.inject({ method: 'GET', url: `/api/files/${HASH}${query}`, headers });
}

test('a file is stored by its content, and given back as an attachment', async () => {
  const stored = await store('applicant1');
  expect(stored.body).toEqual({ hash: HASH, size: LETTER.length, mediaType: 'application/pdf' });
  expect(stored).toMatchObject({ status: 201, headers: { location: `/api/files/${HASH}` } });
  const given = await read('applicant1');
  expect(given.rawPayload).toEqual(LETTER);
  expect(given.headers).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  });
});

test('JSON and kinds that no browser knows are bytes too', async () => {
  expect((await store('applicant1', Buffer.from('{"a":'), 'application/json')).status).toBe(201);
  expect((await store('applicant1', LETTER, 'weird/TYPE; x=1')).body.mediaType).toBe('weird/type');
});

test('20 MB are taken, one byte more and none at all are not', async () => {
  expect((await store('applicant1', Buffer.alloc(BLOB_BYTES_MAX))).status).toBe(201);
  expect(await store('applicant1', Buffer.alloc(BLOB_BYTES_MAX + 1))).toMatchObject({
    status: 413,
    body: { type: '/problems/too-large' },
  });
  expect((await store('applicant1', Buffer.alloc(0))).status).toBe(400);
  expect((await store(null)).status).toBe(401);
});

test('who did not hand it in gets it by a case that holds it, if they may read its data', async () => {
  const id = await started();
  await store('applicant1');
  for (const person of ['window1', 'auditor1', 'applicant2', 'operator1']) {
    expect((await read(person)).statusCode, person).toBe(404);
    expect((await read(person, `?case=${id}`)).statusCode, person).toBe(404);
  }
  const letter = { hash: HASH, name: '来函.pdf', size: LETTER.length };
  const message = { message: 'withdraw', data: { letter } };
  const sent = await ask('applicant1', 'POST', `/api/cases/${id}/messages`, message, { 'idempotency-key': 'm' });
  expect(sent.status, JSON.stringify(sent.body)).toBe(200);
  expect((await read('window1', `?case=${id}`)).rawPayload).toEqual(LETTER);
  expect((await read('auditor1', `?case=${id}`)).rawPayload).toEqual(LETTER);
  for (const person of ['applicant2', 'operator1']) {
    expect((await read(person, `?case=${id}`)).statusCode, person).toBe(404);
  }
  expect((await read('window1', '?case=nothing')).statusCode).toBe(404);
});

test('a form may name only a file that is there, of who names it', async () => {
  const id = await started();
  const letter = { hash: HASH, name: '来函.pdf', size: LETTER.length };
  const send = (key: string) =>
    ask(
      'applicant1',
      'POST',
      `/api/cases/${id}/messages`,
      { message: 'withdraw', data: { letter } },
      { 'idempotency-key': key },
    );
  const refused = { status: 422, body: { errors: [{ pointer: '/data/letter', code: 'not-handed-in' }] } };
  expect(await send('m1')).toMatchObject(refused);
  await store('window1');
  expect(await send('m2')).toMatchObject(refused);
  await store('applicant1');
  expect((await send('m3')).status).toBe(200);
});

test('who got it, and who tried, is in the audit log', async () => {
  await store('applicant1');
  await read('applicant1');
  await read('window1');
  expect(world.audit.map(({ person, action, object, outcome }) => [person, action, object, outcome])).toEqual([
    ['applicant1', 'file.store', `file:${HASH}`, 'done'],
    ['applicant1', 'file.read', `file:${HASH}`, 'done'],
    ['window1', 'file.read', `file:${HASH}`, 'refused'],
  ]);
});
