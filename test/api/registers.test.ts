/**
 * Goal: an office gets its whole register as a table, sees how a row came about, and hands in a table of its own: what is
 * wrong with it is told by line and column, and nothing of it goes in.
 * Method: the app with ports in memory, answers held to the OpenAPI document.
 */
import { parse } from 'csv-parse/sync';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { app, ask, world } from './fixtures/app.ts';

const PATH = '/api/registers/permits/records';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const VALUES = {
  company: '甲公司',
  status: 'valid',
  fee: 1250,
  area: -0.5,
  since: '2026-03-01',
  paid: true,
  kinds: ['valid', 'ended'],
  cars: [{ plate: '晋L12345' }],
};

async function exported(
  format: string,
  query = '',
  headers: object = {},
): Promise<{ type: string; bytes: Buffer; headers: Record<string, unknown> }> {
  const response = await app.inject({
    method: 'GET',
    url: `${PATH}?format=${format}${query}`,
    headers: { authorization: 'Bearer window1', ...headers },
  });
  expect(response.statusCode).toBe(200);
  return { type: String(response.headers['content-type']), bytes: response.rawPayload, headers: response.headers };
}

const rowsOf = (bytes: Buffer): string[][] => parse(bytes, { bom: true });

async function handIn(table: string | Buffer, { query = '', person = 'window1', key = 'k1', type = 'text/csv' } = {}) {
  const response = await app.inject({
    method: 'POST',
    url: `${PATH}/import${query}`,
    headers: {
      authorization: `Bearer ${person}`,
      'content-type': type,
      ...(key === '' ? {} : { 'idempotency-key': key }),
    },
    payload: table,
  });
  return { status: response.statusCode, body: response.json() };
}

const faultsOf = ({ body }: { body: { errors: { line: number; field: string; code: string }[] } }) =>
  body.errors.map(({ line, field, code }) => [line, field, code]);

describe('an export', () => {
  test('has all rows, in the columns of the document, codes and amounts as people read them', async () => {
    for (let i = 100; i < 350; i++) world.rows.set(String(i), { company: `企业${i}` });
    world.rows.set('a', VALUES);
    const { type, bytes, headers } = await exported('csv');
    expect([type, headers['content-disposition']]).toEqual([
      'text/csv; charset=utf-8',
      'attachment; filename="permits-records.csv"',
    ]);
    const [head, ...rows] = rowsOf(bytes);
    expect(head).toEqual(['number', '企业', '状态', '费用', '面积', '起始日', '已缴', '类别', '车辆']);
    expect(rows).toHaveLength(252);
    expect(rows.at(-1)).toEqual([
      'a',
      '甲公司',
      '有效',
      '12.50元',
      '-0.5',
      '2026-03-01',
      '是',
      '有效、失效',
      '[{"plate":"晋L12345"}]',
    ]);
  });

  test('as a spreadsheet has dates and amounts that can be reckoned with, and no formula', async () => {
    world.rows.set('a', VALUES);
    const { type, bytes } = await exported('xlsx', '', { 'accept-language': 'en' });
    expect(type).toBe(XLSX);
    expect(await readSheet(bytes)).toEqual([
      ['number', 'Company', 'Status', 'Fee', 'Area', 'Since', 'Paid', 'Kinds', 'Cars'],
      ['1', '=甲', ...Array(7).fill(null)],
      ['a', '甲公司', 'Valid', 12.5, -0.5, new Date('2026-03-01'), 'yes', 'Valid, Ended', '[{"plate":"晋L12345"}]'],
    ]);
  });

  test('has what the search finds', async () => {
    world.rows.set('a', VALUES);
    const { bytes } = await exported('csv', `&q=${encodeURIComponent('甲公司')}`);
    expect(rowsOf(bytes).map(([key]) => key)).toEqual(['number', 'a']);
  });

  test('of 100,000 rows is sent as it is read', async () => {
    let pages = 0;
    world.ports.registers.search = async () => {
      pages++;
      const items = Array.from({ length: 100 }, (_, i) => ({
        key: `${pages}-${i}`,
        values: { company: '企业'.repeat(50) },
        updatedAt: 0,
      }));
      return { items, next: pages < 1_000 ? String(pages) : null };
    };
    const response = await app.inject({
      method: 'GET',
      url: `${PATH}?format=csv`,
      headers: { authorization: 'Bearer window1' },
      payloadAsStream: true,
    });
    let lines = 0;
    let furthestAhead = 0;
    for await (const chunk of response.stream()) {
      lines += String(chunk).split('\n').length - 1;
      furthestAhead = Math.max(furthestAhead, pages * 100 - lines);
    }
    expect(lines).toBe(100_001);
    expect(furthestAhead).toBeLessThan(5_000);
  });

  test('is for who may read the register, and stands in the audit log', async () => {
    expect((await ask('applicant1', 'GET', `${PATH}?format=xlsx`)).status).toBe(403);
    await exported('csv');
    expect(world.audit.at(-1)).toMatchObject({
      action: 'register.read',
      object: 'register:permits/records',
      outcome: 'done',
    });
  });
});

describe('the history of a row', () => {
  const history = (person: string, key: string) =>
    ask(person, 'GET', `${PATH}/rows/${encodeURIComponent(key)}/history`);

  test('says when, who and which values, also for a key with a slash, and is audited', async () => {
    world.rows.set('甲/1', VALUES);
    expect((await history('auditor1', '甲/1')).body.items).toMatchObject([
      {
        origin: { kind: 'import', by: { id: 'window1' }, file: 'f', line: 2 },
        values: VALUES,
        texts: { status: { zh: '有效' } },
      },
    ]);
    expect(world.audit.at(-1)).toMatchObject({ person: 'auditor1', action: 'register.read', outcome: 'done' });
  });

  test('of a long key is found', async () => {
    const key = '某某县某某乡镇'.repeat(20);
    world.rows.set(key, VALUES);
    expect((await history('window1', key)).status).toBe(200);
  });

  test('is for who may read the register; of no row it is not found', async () => {
    expect((await history('applicant1', '1')).status).toBe(403);
    expect((await history('window1', 'nothing')).status).toBe(404);
  });
});

describe('an import', () => {
  test('of an export changes nothing in any row', async () => {
    world.rows.clear();
    world.rows.set('a', VALUES).set('-1', { company: '=1+1', area: 3 });
    for (const format of ['csv', 'xlsx']) {
      const { bytes, type } = await exported(format);
      const before = structuredClone(world.rows);
      expect((await handIn(bytes, { key: format, type })).body).toMatchObject({ rows: 2, added: 0 });
      expect(world.rows, format).toEqual(before);
    }
  });

  test('takes columns by id or label, codes by id or label, and leaves what an empty cell is about', async () => {
    world.rows.set('a', { company: '甲公司', area: 3 });
    const table =
      'Status,number,企业,费用,起始日,类别\r\n有效,a,,"1,200.5元",2026年3月1日,valid、失效\r\n\r\nended,b,乙公司,3,2026/3/2,\r\n';
    const answer = await handIn(table);
    expect(answer).toMatchObject({ status: 200, body: { dryRun: false, rows: 2, added: 1, earlier: null } });
    expect(world.rows.get('a')).toEqual({
      company: '甲公司',
      area: 3,
      status: 'valid',
      fee: 120050,
      since: '2026-03-01',
      kinds: ['valid', 'ended'],
    });
    expect(world.rows.get('b')).toEqual({ company: '乙公司', status: 'ended', fee: 300, since: '2026-03-02' });
    expect(world.imports).toEqual([{ file: answer.body.file, person: 'window1', at: world.ports.now() }]);
    expect(world.audit.at(-1)).toMatchObject({
      action: 'register.import',
      object: `register:permits/records file:${answer.body.file}`,
      outcome: 'done',
    });
  });

  test('reads what Excel saves in China, and spreadsheets with real dates', async () => {
    // GB 18030: 企业 is C6 F3 D2 B5, 甲 is BC D7
    const gbk = Buffer.concat([
      Buffer.from('number,'),
      Buffer.from('c6f3d2b5', 'hex'),
      Buffer.from('\r\n7,'),
      Buffer.from('bcd7', 'hex'),
    ]);
    expect((await handIn(gbk)).status).toBe(200);
    expect(world.rows.get('7')).toEqual({ company: '甲' });
    const sheet = await writeXlsxFile([
      [{ value: 'number' }, { value: 'since' }, { value: 'paid' }],
      [
        { value: 8 },
        { value: new Date('2026-03-01'), type: Date, format: 'yyyy-mm-dd' },
        { value: true, type: Boolean },
      ],
    ]).toBuffer();
    expect((await handIn(sheet, { key: 'k2', type: XLSX })).status).toBe(200);
    expect(world.rows.get('8')).toEqual({ since: '2026-03-01', paid: true });
  });

  test('tells all that is wrong, by line and column, and puts nothing in', async () => {
    const before = structuredClone(world.rows);
    const table = [
      'number,企业,状态,nothing,面积,起始日,费用,企业',
      'a,甲,在途,x,-3,2026-02-30,1.234,',
      ',乙,有效,,,,,',
      'b,"两',
      '行",有效,,,,,',
      'b,丙,,,,,,,多余',
    ].join('\n');
    const answer = await handIn(table);
    expect(answer).toMatchObject({ status: 422, body: { type: '/problems/import-invalid', faults: 9 } });
    expect(faultsOf(answer)).toEqual([
      [1, 'nothing', 'unknown-column'],
      [1, '企业', 'repeated'],
      [2, '状态', 'enum'],
      [2, '面积', 'range'],
      [2, '起始日', 'type'],
      [2, '费用', 'pattern'],
      [3, 'number', 'required'],
      [6, 'number', 'double-key'],
      [6, '', 'no-heading'],
    ]);
    expect(answer.body.errors[2]).toMatchObject({ pointer: '/2/状态', detail: '应为下列之一:有效、失效' });
    expect(world.rows).toEqual(before);
    expect(world.audit.at(-1)).toMatchObject({
      action: 'register.import',
      outcome: 'refused',
      reason: 'import-invalid',
    });
  });

  test.each([
    ['without a key column', '企业\n甲\n', 'no-key'],
    ['without a line', 'number\n', 'empty'],
    ['that is empty', '', 'empty'],
    ['with an open quote', 'number,企业\n1,"甲\n', 'unreadable'],
    ['with NUL', 'number,企业\n1,a\0\n', 'character'],
    ['that only seems to be a spreadsheet', 'PK\u0003\u0004nothing', 'unreadable'],
  ])('of a table %s is refused', async (_, table, code) => {
    const answer = await handIn(table);
    expect([answer.status, answer.body.errors[0].code]).toEqual([422, code]);
    expect(world.imports).toEqual([]);
  });

  test('of a number that Excel has cut is refused', async () => {
    const sheet = await writeXlsxFile([
      [{ value: 'number' }, { value: '企业' }],
      [{ value: 'a' }, { value: 1.4e17 }],
    ]).toBuffer();
    expect(faultsOf(await handIn(sheet, { type: XLSX }))).toEqual([[2, '企业', 'pattern']]);
  });

  test('that is only tried needs no key and changes nothing', async () => {
    const before = structuredClone(world.rows);
    const tried = await handIn('number,企业\nz,丁\n', { query: '?dryRun=true', key: '' });
    expect(tried).toMatchObject({ status: 200, body: { dryRun: true, rows: 1, added: 1 } });
    expect(world.rows).toEqual(before);
    expect((await handIn('number\n,\n', { query: '?dryRun=true', key: '' })).status).toBe(422);
  });

  test('is done once: under its key, and for a file at all', async () => {
    const table = 'number,企业\nz,丁\n';
    expect((await handIn(table, { key: '' })).body).toMatchObject({ type: '/problems/missing-idempotency-key' });
    const first = await handIn(table);
    expect(await handIn(table)).toEqual(first);
    expect((await handIn('number,企业\nz,戊\n')).body).toMatchObject({ type: '/problems/key-reused' });
    const again = await handIn(table, { key: 'other' });
    expect(again.body).toMatchObject({ added: 0, unchanged: 1, earlier: { by: { id: 'window1' } } });
    expect(world.imports).toHaveLength(1);
  });

  test('is for the offices of the document alone', async () => {
    for (const person of ['applicant1', 'applicant2', 'auditor1', 'operator1', 'administrator1']) {
      expect((await handIn('number\n1\n', { person })).status, person).toBe(403);
    }
    const rights = (importable: boolean) => [1, 2, 3].map(() => ({ readable: true, importable }));
    expect((await ask('window1', 'GET', '/api/registers')).body.items).toMatchObject(rights(true));
    expect((await ask('auditor1', 'GET', '/api/registers')).body.items).toMatchObject(rights(false));
  });

  test('of anything but a table is refused', async () => {
    expect((await handIn('{}', { type: 'application/json' })).body).toMatchObject({
      status: 415,
      detailEn: expect.stringContaining('text/csv'),
    });
  });
});
