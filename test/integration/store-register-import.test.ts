/**
 * Goal: a file goes into a register whole or not at all, and once; what cases write meanwhile is neither lost nor
 * overwritten out of turn; every row keeps who handed it in; the read model made again has the rows.
 * Method: the functions of the store on a real PostgreSQL, with writers at the same time.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeStore, type Store } from '../../store/database.ts';
import { rebuild } from '../../store/rebuild.ts';
import { rowHistory } from '../../store/register-history.ts';
import { importIntoRegister, tryImport } from '../../store/register-import.ts';
import type { GivenRow } from '../../store/register-rows.ts';
import { mergeIntoRegister, searchRegister } from '../../store/registers.ts';
import { freshStore } from './store-database.ts';

let store: Store;
let files = 0;
let register = '';

beforeAll(async () => {
  store = await freshStore({ connections: 20 });
});
afterAll(() => closeStore(store));

const T = Date.parse('2026-03-02T09:00:00+08:00');
const fresh = () => {
  files++;
  register = `pets/r${files}`;
  return { file: String(files).padStart(64, '0'), person: 'wang', at: T };
};
const row = (line: number, key: string, values: GivenRow['values']): GivenRow => ({ line, key, values });
const rowsOf = async (text?: string) =>
  Object.fromEntries(
    (await searchRegister(store, register, { limit: 100, ...(text !== undefined && { text }) })).items.map(
      ({ key, values }) => [key, values],
    ),
  );
const historyOf = async (key: string) => (await rowHistory(store, register, key, { limit: 100 })).items;
const write = (key: string, values: GivenRow['values'], at: number, seq = 1) =>
  mergeIntoRegister(store, register, { key, values }, { caseId: v7(), seq, at });

test('rows are merged into what is there, each with the person, the file and its line in its history', async () => {
  const by = fresh();
  await write('a', { name: '甲', area: 1 }, T - 5);
  const rows = [row(2, 'a', { area: 2 }), row(3, 'b', { name: '乙' }), row(5, 'c', {})];
  expect(await tryImport(store, register, rows, by.file)).toEqual({
    added: 2,
    changed: 1,
    unchanged: 0,
    earlier: null,
  });
  expect(await rowsOf()).toEqual({ a: { name: '甲', area: 1 } });
  expect(await importIntoRegister(store, register, rows, by)).toEqual({
    added: 2,
    changed: 1,
    unchanged: 0,
    earlier: null,
  });
  expect(await rowsOf()).toEqual({ a: { name: '甲', area: 2 }, b: { name: '乙' }, c: {} });
  expect(await historyOf('a')).toEqual([
    { at: T, origin: { kind: 'import', person: 'wang', file: by.file, line: 2 }, values: { area: 2 }, adds: {} },
    { at: T - 5, origin: { kind: 'schedule' }, values: { name: '甲', area: 1 }, adds: {} },
  ]);
});

test('the same file again changes nothing, also when a case has written since, and ten at once are one', async () => {
  const by = fresh();
  const rows = [row(2, 'a', { name: '甲' })];
  const done = await Promise.all(Array.from({ length: 10 }, () => importIntoRegister(store, register, rows, by)));
  expect(done.filter(({ earlier }) => earlier === null)).toHaveLength(1);
  await write('a', { name: '乙' }, T + 5);
  const again = await importIntoRegister(store, register, rows, { ...by, person: 'li', at: T + 9 });
  expect(again).toEqual({ added: 0, changed: 0, unchanged: 1, earlier: { person: 'wang', at: T } });
  expect(await rowsOf()).toEqual({ a: { name: '乙' } });
  expect(await historyOf('a')).toHaveLength(2);
});

test('a file that breaks off leaves nothing behind, and can be handed in again', async () => {
  const by = fresh();
  const rows = Array.from({ length: 1_200 }, (_, i) => row(i + 2, `k${i}`, { name: `${i}` }));
  const broken = [...rows, row(1_202, 'bad', { name: 'a\0' })];
  await expect(importIntoRegister(store, register, broken, by)).rejects.toThrow();
  expect(await rowsOf()).toEqual({});
  const left = await sql<{ n: number }>`SELECT
    (SELECT count(*) FROM app.registers WHERE register = ${register}) +
    (SELECT count(*) FROM app.register_history WHERE register = ${register}) +
    (SELECT count(*) FROM app.register_imports WHERE register = ${register}) AS n`.execute(store.db);
  expect(left.rows[0]?.n).toBe(0);
  expect(await importIntoRegister(store, register, rows, by)).toMatchObject({ added: 1_200 });
});

test('what cases write at the same time is all there, and each row is as its history says', async () => {
  const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);
  const imports = [fresh(), fresh()];
  const writes = keys.flatMap((key, i) =>
    [1, 2, 3].map((n) => write(key, { [`case${n}`]: i, last: `case${n}` }, T + n)),
  );
  const merged = imports.map((by, n) =>
    importIntoRegister(
      store,
      register,
      keys.map((key, i) => row(i + 2, key, { [`file${n}`]: i, last: `file${n}` })),
      by,
    ),
  );
  await Promise.all([...writes, ...merged]);
  const rows = await rowsOf();
  for (const [i, key] of keys.entries()) {
    expect(rows[key]).toMatchObject({ case1: i, case2: i, case3: i, file0: i, file1: i });
    const history = await historyOf(key);
    expect(history).toHaveLength(5);
    const latest = Math.max(...history.map(({ at }) => at));
    const said = history.filter(({ at }) => at === latest).map(({ values }) => values.last);
    expect(said).toContain(rows[key]?.last);
  }
});

test('an older write of a case that comes late does not undo what the file says, also where it changed nothing', async () => {
  const by = fresh();
  await write('a', { status: 'valid' }, T - 9);
  expect(await importIntoRegister(store, register, [row(2, 'a', { status: 'valid' })], by)).toMatchObject({
    unchanged: 1,
  });
  await write('a', { status: 'ended', note: 'late' }, T - 5);
  expect(await rowsOf()).toEqual({ a: { status: 'valid', note: 'late' } });
});

test('a file comes after what stands there, whatever the clock says', async () => {
  const by = fresh();
  await write('a', { status: 'valid' }, T + 60_000);
  await importIntoRegister(store, register, [row(2, 'a', { status: 'ended' })], by);
  expect(await rowsOf()).toEqual({ a: { status: 'ended' } });
  expect((await historyOf('a'))[0]?.origin.kind).toBe('import');
});

test('the read model made again has the imported rows, and their history', async () => {
  const by = fresh();
  const rows = [row(2, '甲/1', { name: '甲' }), row(3, 'b', { list: [{ a: 1 }] })];
  await importIntoRegister(store, register, rows, by);
  const before = await rowsOf();
  const nothing = { whole: async () => null };
  await rebuild(store, { project: async () => undefined } as never, nothing);
  expect(await rowsOf()).toEqual(before);
  expect(await rowsOf('甲')).toEqual({ '甲/1': { name: '甲' } });
  expect(await historyOf('甲/1')).toHaveLength(1);
});

test('neither keys nor values of a file stand in the clear outside the read model', async () => {
  const by = fresh();
  const name = '演示导入有限公司';
  await importIntoRegister(store, register, [row(2, name, { name })], by);
  for (const table of ['registers', 'register_history', 'register_imports']) {
    const found = await sql<{ n: number; of: number }>`
      SELECT count(*) FILTER (WHERE t::text LIKE ${`%${name}%`} OR t::text LIKE ${`%${Buffer.from(name).toString('hex')}%`}) AS n,
        count(*) AS of FROM ${sql.table(`app.${table}`)} t`.execute(store.db);
    expect(found.rows[0]?.n, table).toBe(0);
    expect(found.rows[0]?.of, table).toBeGreaterThan(0);
  }
});

test('the pages of a long history follow one another', async () => {
  fresh();
  for (let i = 0; i < 5; i++) await write('a', { i }, T + Math.floor(i / 2));
  const seen: unknown[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await rowHistory(store, register, 'a', { limit: 2, ...(cursor !== '' && { cursor }) });
    seen.push(...page.items.map(({ values }) => values.i));
    cursor = page.next;
  }
  expect(seen).toEqual([4, 3, 2, 1, 0]);
});
