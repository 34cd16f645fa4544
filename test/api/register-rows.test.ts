/**
 * Goal: an officer writes by hand what the register leaves to their group and unit, for the version that they read and
 * once; everything that is wrong is told at its field and changes nothing; a row can be added by who may import.
 * Method: the app with ports in memory, answers held to the OpenAPI document; who may what, also on the pure functions.
 */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { callerOf } from '../../api/policy/standing.ts';
import { editings } from '../../api/registers/editing.ts';
import { app, ask, world } from './fixtures/app.ts';
import { gazette } from './fixtures/world.ts';

const PATH = '/api/registers/permits/records';
const ROW = `${PATH}/rows/${encodeURIComponent('甲/1')}`;
const VALUES = { company: '甲公司', status: 'valid', area: 3, since: '2026-03-01' };

beforeEach(() => void world.rows.set('甲/1', VALUES));

const read = (person: string) => ask(person, 'GET', ROW);
let keys = 0;
const edit = (person: string, values: object, { reason = '现场核查', version = '"1"', key = '', more = {} } = {}) => {
  keys++;
  const headers = { 'if-match': version, 'idempotency-key': key === '' ? `edit${keys}` : key };
  return ask(person, 'PATCH', ROW, { values, reason, ...more }, headers);
};
const faultsOf = ({ body }: { body: { errors: { pointer: string; code: string }[] } }) =>
  body.errors.map(({ pointer, code }) => [pointer, code]);

describe('a row', () => {
  test('is read with its version, and with what the caller may write, as which office', async () => {
    const { headers, body } = await read('window1');
    expect(headers.etag).toBe('"1"');
    expect(body).toMatchObject({ key: '甲/1', values: VALUES, version: 1, texts: { status: { zh: '有效' } } });
    expect(body.fields[0]).toEqual({ name: 'company', label: { zh: '企业', en: 'Company' } });
    const [offer] = body.edits;
    expect(offer).toMatchObject({ as: { id: 'window' }, initial: { area: 3, since: '2026-03-01' } });
    expect(Object.keys(offer.form.properties)).toEqual(['area', 'since', 'cars']);
    expect(offer.form.required).toEqual([]);
    expect(world.audit.at(-1)).toMatchObject({ person: 'window1', action: 'register.read', outcome: 'done' });
  });

  test('is offered for each office of the caller, and to an auditor for none', async () => {
    const offers = (await read('both1')).body.edits;
    expect(offers.map(({ as }: { as: { id: string } }) => as.id)).toEqual(['window', 'director']);
    expect((await read('auditor1')).body.edits).toEqual([]);
    expect((await read('applicant1')).status).toBe(403);
    expect((await ask('window1', 'GET', `${PATH}/rows/nothing`)).status).toBe(404);
  });
});

describe('an edit', () => {
  test('writes by hand, clears with null, leaves the rest; the history says who, as which group and why', async () => {
    const answer = await edit('window1', { since: null, cars: [{ plate: '晋L1' }] }, { reason: ' 更正 ' });
    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { key: '甲/1', version: 2 } });
    expect(world.rows.get('甲/1')).toEqual({ ...VALUES, since: null, cars: [{ plate: '晋L1' }] });
    expect(world.edits[0]).toMatchObject({
      by: { person: 'window1', group: 'window', reason: '更正' },
      at: world.ports.now(),
      version: 1,
    });
    const { items } = (await ask('auditor1', 'GET', `${ROW}/history`)).body;
    expect(items[0].origin).toEqual({
      kind: 'edit',
      by: { id: 'window1', name: expect.any(String) },
      as: { id: 'permits/window', label: { zh: '窗口', en: 'Window' } },
      standsInFor: null,
      reason: '更正',
    });
    const done = world.audit.filter(({ action }) => action === 'register.edit');
    expect(done).toMatchObject([
      { person: 'window1', object: 'register:permits/records write:2', actingAs: 'permits/window', outcome: 'done' },
    ]);
  });

  test('as an office that is named, or as the first that may write all of it', async () => {
    expect((await edit('both1', { status: 'ended', area: 4 })).status).toBe(200);
    expect((await edit('both1', { area: 5 }, { version: '"2"', more: { as: 'director' } })).status).toBe(200);
    expect(world.edits.map(({ by }) => by.group)).toEqual(['director', 'director']);
    const mixed = await edit('both1', { status: 'valid', since: '2026-03-02' }, { version: '"3"' });
    expect([mixed.status, ...faultsOf(mixed)]).toEqual([403, ['/values/status', 'other-group']]);
  });

  test('of what another group writes is forbidden, and of what cases write a fault; both change nothing', async () => {
    const foreign = await edit('window1', { status: 'ended' });
    expect(foreign).toMatchObject({ status: 403, body: { reason: 'other-group' } });
    expect(faultsOf(foreign)).toEqual([['/values/status', 'other-group']]);
    expect(faultsOf(await edit('window1', { company: '乙公司' }))).toEqual([['/values/company', 'not-by-hand']]);
    for (const person of ['applicant1', 'auditor1', 'operator1', 'administrator1']) {
      expect((await edit(person, { area: 1 })).status, person).toBe(403);
    }
    expect(world.rows.get('甲/1')).toEqual(VALUES);
    expect(world.audit.at(-1)).toMatchObject({ action: 'register.edit', outcome: 'refused', reason: 'forbidden' });
  });

  test('tells everything that is wrong at once, each at its field', async () => {
    const answer = await edit(
      'window1',
      { area: -3, since: '2026-02-30', cars: [{ plate: '' }], none: 1 },
      { reason: ' ' },
    );
    expect(answer.status).toBe(422);
    expect(faultsOf(answer)).toEqual([
      ['/values/area', 'range'],
      ['/values/since', 'type'],
      ['/values/cars/0/plate', 'blank'],
      ['/values/none', 'unknown'],
      ['/reason', 'required'],
    ]);
    expect(faultsOf(await edit('window1', {}))).toEqual([['/values', 'no-change']]);
    expect(world.edits).toEqual([]);
  });

  test('of an older version is refused and told who was quicker', async () => {
    await edit('window2', { area: 7 });
    const answer = await edit('window1', { area: 8 });
    expect(answer).toMatchObject({ status: 412, body: { type: '/problems/version-mismatch' } });
    expect(answer.body.detail).toMatch(/^此行已由.+于\d{4}年\d+月\d+日 \d\d:\d\d改动。$/);
    expect(world.rows.get('甲/1')).toMatchObject({ area: 7 });
    expect((await edit('window1', { area: 8 }, { version: 'W/"2"' })).status).toBe(412);
  });

  test('needs a version and a key, and is done once under the key', async () => {
    const body = { values: { area: 5 }, reason: '更正' };
    expect((await ask('window1', 'PATCH', ROW, body, { 'idempotency-key': 'k' })).status).toBe(428);
    expect((await ask('window1', 'PATCH', ROW, body, { 'if-match': '"1"' })).body.type).toBe(
      '/problems/missing-idempotency-key',
    );
    const first = await edit('window1', { area: 5 }, { key: 'same' });
    const again = await edit('window1', { area: 5 }, { key: 'same' });
    expect([again.status, again.body, again.headers.etag]).toEqual([200, first.body, '"2"']);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect((await edit('window1', { area: 6 }, { key: 'same' })).body.type).toBe('/problems/key-reused');
    expect(world.edits).toHaveLength(1);
  });

  test('of a row that is not there is not found', async () => {
    const headers = { 'if-match': '"1"', 'idempotency-key': 'k' };
    const answer = await ask(
      'window1',
      'PATCH',
      `${PATH}/rows/nothing`,
      { values: { area: 1 }, reason: '更正' },
      headers,
    );
    expect(answer.status).toBe(404);
  });
});

describe('a new row', () => {
  const add = (person: string, body: object, key = 'k1') =>
    ask(person, 'POST', `${PATH}/rows`, { reason: '补录', ...body }, { 'idempotency-key': key });

  test('is added by who may import, with any field, once', async () => {
    const { body } = await ask('window1', 'GET', `${PATH}/new-row`);
    expect(body).toMatchObject({ key: 'number', edits: [{ as: { id: 'window' }, initial: {} }] });
    expect(Object.keys(body.edits[0].form.properties)).toContain('company');
    const answer = await add('window1', { key: ' 乙/2 ', values: { company: '乙公司', status: 'ended' } });
    expect(answer).toMatchObject({ status: 201, body: { key: '乙/2', version: 2 } });
    expect(answer.headers.location).toBe(`${PATH}/rows/${encodeURIComponent('乙/2')}`);
    expect(world.rows.get('乙/2')).toEqual({ company: '乙公司', status: 'ended' });
    expect((await add('window1', { key: ' 乙/2 ', values: { company: '乙公司', status: 'ended' } })).body).toEqual(
      answer.body,
    );
    expect(faultsOf(await add('window1', { key: '乙/2', values: {} }, 'k2'))).toEqual([['/key', 'taken']]);
    expect(world.edits).toHaveLength(1);
  });

  test('with a fault is refused, and by others than offices forbidden', async () => {
    const answer = await add('window1', { key: ' ', values: { status: 'lost' }, reason: '' });
    expect(faultsOf(answer)).toEqual([
      ['/key', 'required'],
      ['/values/status', 'enum'],
      ['/reason', 'required'],
    ]);
    expect((await add('auditor1', { key: 'x', values: {} })).status).toBe(403);
    expect((await ask('auditor1', 'GET', `${PATH}/new-row`)).status).toBe(403);
  });
});

test('a file is written by who has handed it in, and read by who may read the row', async () => {
  const bytes = Buffer.from('照片');
  const hash = createHash('sha256').update(bytes).digest('hex');
  const photo = { hash, name: '照片.jpg', size: bytes.length };
  const row = '/api/registers/permits/photos/rows/p';
  world.rows.set('p', {});
  const write = (key: string) =>
    ask(
      'window1',
      'PATCH',
      row,
      { values: { photo }, reason: '补照片' },
      { 'if-match': '"1"', 'idempotency-key': key },
    );
  const file = (person: string, at = row) =>
    app.inject({ method: 'GET', url: `${at}/files/${hash}`, headers: { authorization: `Bearer ${person}` } });
  expect(faultsOf(await write('w1'))).toEqual([['/values/photo', 'not-handed-in']]);
  const headers = { authorization: 'Bearer window1', 'content-type': 'image/jpeg' };
  await app.inject({ method: 'POST', url: '/api/files', headers, payload: bytes });
  expect((await file('window2')).statusCode).toBe(404);
  expect((await write('w2')).status).toBe(200);
  expect((await file('window2')).rawPayload).toEqual(bytes);
  expect((await file('auditor1')).headers['content-type']).toBe('image/jpeg');
  expect((await file('applicant1')).statusCode).toBe(403);
  expect((await file('window2', ROW)).statusCode).toBe(404);
});

describe('rows of units', () => {
  const register = {
    fields: gazette.registers[1]?.fields ?? [],
    byHand: [{ field: 'area', by: ['window'] }],
    unit: 'company',
  };
  const offers = (unit: string, values: { company?: string }, groups = gazette.groups) => {
    const of = { ...gazette, groups };
    const person = { id: 'a', name: 'a', disabled: false };
    return editings(callerOf(person, [{ group: 'permits/window', unit }], [of]), of, register, values).length;
  };

  test('are for members of the unit and of the city; without a unit for the city, or for any where the group is', () => {
    expect(offers('yaodu', { company: 'yaodu' })).toBe(1);
    expect(offers('huozhou', { company: 'yaodu' })).toBe(0);
    expect(offers('', { company: 'yaodu' })).toBe(1);
    expect(offers('yaodu', {})).toBe(0);
    expect(offers('', {})).toBe(1);
    const shared = gazette.groups.map((group) => ({ ...group, anyUnit: true as const }));
    expect(offers('yaodu', {}, shared)).toBe(1);
    expect(offers('huozhou', { company: 'yaodu' }, shared)).toBe(0);
  });
});
