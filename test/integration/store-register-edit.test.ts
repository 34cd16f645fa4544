/**
 * Goal: a row is edited by hand for the version that was read and once; what cases and files write meanwhile is not
 * lost; the history says who, as which group, when and why; the read model made again has what was edited.
 * Method: the functions of the store on a real PostgreSQL, with writers at the same time.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeStore, type Store } from '../../store/database.ts';
import { rebuild } from '../../store/rebuild.ts';
import { editRow, type RowEdit } from '../../store/register-edit.ts';
import { rowHistory } from '../../store/register-history.ts';
import { importIntoRegister } from '../../store/register-import.ts';
import { mergeIntoRegister, registerRow, searchRegister } from '../../store/registers.ts';
import { freshStore } from './store-database.ts';

let store: Store;
let register = '';
let registers = 0;
let requests = 0;

beforeAll(async () => {
  store = await freshStore({ connections: 20 });
});
afterAll(() => closeStore(store));

const T = Date.parse('2026-03-02T09:00:00+08:00');
const BY = { person: 'wang', group: 'branch', reason: '现场核查' };
const freshRegister = () => {
  registers++;
  register = `pets/e${registers}`;
};
const edit = (of: Partial<RowEdit> & Pick<RowEdit, 'version'>) => {
  requests++;
  return editRow(store, register, { key: 'a', values: {}, by: BY, at: T, request: String(requests), ...of });
};
const write = (values: RowEdit['values'], at: number, seq = 1) =>
  mergeIntoRegister(store, register, { key: 'a', values }, { caseId: v7(), seq, at });
const row = () => registerRow(store, register, 'a');
const version = async () => (await row())?.version ?? 0;
const historyOf = async (key: string) => (await rowHistory(store, register, key, { limit: 100 })).items;

test('an edit is merged into what cases wrote, and its history says by whom, as which group, when and why', async () => {
  freshRegister();
  await write({ name: '甲', town: '旧镇', village: '一村' }, T - 5);
  const by = { ...BY, standsInFor: 'li' };
  const read = await version();
  const edited = await edit({ version: read, values: { town: '新镇', village: null }, by });
  expect(edited.kind).toBe('written');
  expect(await row()).toEqual({
    key: 'a',
    values: { name: '甲', town: '新镇', village: null },
    updatedAt: T,
    version: (edited as { version: number }).version,
  });
  expect(await version()).toBeGreaterThan(read);
  const [latest, first] = await historyOf('a');
  expect(latest).toEqual({
    at: T,
    origin: { kind: 'edit', ...by },
    values: { town: '新镇', village: null },
    adds: {},
  });
  expect(first?.origin.kind).toBe('schedule');
  const { items } = await searchRegister(store, register, { limit: 10, text: '新镇' });
  expect(items.map(({ key }) => key)).toEqual(['a']);
});

test('a row that was written since it was read is left as it is, whoever wrote it', async () => {
  freshRegister();
  await write({ town: '旧镇' }, T - 5);
  const read = await version();
  await write({ town: '案镇' }, T - 4);
  expect(await edit({ version: read, values: { town: '新镇' } })).toEqual({ kind: 'stale' });
  const again = await version();
  const file = { file: 'f'.repeat(64), person: 'li', at: T };
  await importIntoRegister(store, register, [{ line: 2, key: 'a', values: { town: '表镇' } }], file);
  expect(await edit({ version: again, values: { town: '新镇' } })).toEqual({ kind: 'stale' });
  expect((await row())?.values).toEqual({ town: '表镇' });
});

test('a new row is made once; one that is not there is missing', async () => {
  freshRegister();
  expect(await edit({ version: 1, values: { town: '甲' } })).toEqual({ kind: 'missing' });
  expect(await edit({ version: null, values: { town: '甲' } })).toMatchObject({ kind: 'written' });
  expect(await edit({ version: null, values: { town: '乙' } })).toEqual({ kind: 'taken' });
  expect((await row())?.values).toEqual({ town: '甲' });
});

test('the same request ten times at once is one write, also when the row has been written since', async () => {
  freshRegister();
  await write({ town: '旧镇' }, T - 5);
  const of = { version: await version(), values: { town: '新镇' }, request: 'the same' };
  const done = await Promise.all(Array.from({ length: 10 }, () => edit(of)));
  await write({ note: '后记' }, T + 5);
  expect(new Set([...done, await edit(of)].map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(await historyOf('a')).toHaveLength(3);
  expect(await edit({ ...of, by: { ...BY, person: 'li' } })).toEqual({ kind: 'stale' });
});

test('of ten officers who read the same version one writes', async () => {
  freshRegister();
  await write({ n: 0 }, T - 5);
  const read = await version();
  const done = await Promise.all(Array.from({ length: 10 }, (_, n) => edit({ version: read, values: { n } })));
  expect(done.map(({ kind }) => kind).sort()).toEqual([...Array(9).fill('stale'), 'written']);
  expect(await historyOf('a')).toHaveLength(2);
});

test('what cases write at the same time is all there, each row as its history says', async () => {
  freshRegister();
  await write({ n: 0 }, T - 9);
  const edits = async () => {
    for (let n = 0; n < 15; ) {
      const { kind } = await edit({ version: await version(), values: { [`hand${n}`]: n }, at: T + n });
      if (kind === 'written') n++;
    }
  };
  const writes = Array.from({ length: 40 }, (_, n) => write({ [`case${n}`]: n }, T + n));
  await Promise.all([edits(), ...writes]);
  const values = Object.keys((await row())?.values ?? {});
  expect(values.filter((name) => name.startsWith('hand'))).toHaveLength(15);
  expect(values.filter((name) => name.startsWith('case'))).toHaveLength(40);
  expect(await historyOf('a')).toHaveLength(56);
});

test('a new row made while a case makes the same one loses nothing', async () => {
  for (let i = 0; i < 10; i++) {
    freshRegister();
    const [, made] = await Promise.all([write({ byCase: i }, T - 5), edit({ version: null, values: { byHand: i } })]);
    const values = (await row())?.values;
    expect(values).toEqual(made.kind === 'written' ? { byCase: i, byHand: i } : { byCase: i });
  }
});

test('an older write of a case that comes late does not undo an edit', async () => {
  freshRegister();
  await write({ town: '旧镇' }, T - 9);
  await edit({ version: await version(), values: { town: '新镇' } });
  await write({ town: '迟镇', note: '迟到' }, T - 5);
  expect((await row())?.values).toEqual({ town: '新镇', note: '迟到' });
});

test('the read model made again has the edit, and its history', async () => {
  freshRegister();
  await write({ town: '旧镇' }, T - 9);
  await edit({ version: await version(), values: { town: '新镇' } });
  const before = await row();
  await rebuild(store, { project: async () => undefined } as never, { whole: async () => null });
  expect((await searchRegister(store, register, { limit: 10 })).items).toMatchObject([{ values: { town: '新镇' } }]);
  expect(await row()).toEqual(before);
  expect((await historyOf('a'))[0]?.origin).toEqual({ kind: 'edit', ...BY });
});

test('neither values nor the reason stand in the clear outside the read model', async () => {
  freshRegister();
  const secret = '演示手工理由';
  await edit({ version: null, values: { town: secret }, by: { ...BY, reason: secret } });
  const found = await sql<{ n: number; of: number }>`
    SELECT count(*) FILTER (WHERE t::text LIKE ${`%${secret}%`} OR t::text LIKE ${`%${Buffer.from(secret).toString('hex')}%`}) AS n,
      count(*) AS of FROM app.register_history t`.execute(store.db);
  expect(found.rows[0]?.n).toBe(0);
  expect(found.rows[0]?.of).toBeGreaterThan(0);
});
