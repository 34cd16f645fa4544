/**
 * Goal: what stood in the clear in an older database is sealed by the migration and read as before; the readable copy of
 * registers is made again from the sealed rows.
 * Method: tables of the older version with rows in them, then the migration, then the functions that read them.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getBlob } from '../../store/blobs.ts';
import { sha256 } from '../../store/content.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { readDraft } from '../../store/drafts.ts';
import { dutiesToStart } from '../../store/duties.ts';
import { beginRequest } from '../../store/idempotency.ts';
import { migrate } from '../../store/migrate.ts';
import { APP_0001 } from '../../store/migrations/app-0001.ts';
import { sealApp } from '../../store/migrations/app-0003.ts';
import { listOffers } from '../../store/offers.ts';
import { emptyReadModel, mergeIntoRegister, registerHistory, searchRegister } from '../../store/registers.ts';
import { freshStore } from './store-database.ts';

const NAME = '演示旧库有限公司';
const FILE = Buffer.from(NAME);
const caseId = v7();
const json = JSON.stringify({ name: NAME });
let store: Store;

beforeAll(async () => {
  store = await freshStore();
  await sql.raw(`DROP SCHEMA app CASCADE; ${APP_0001}`).execute(store.db);
  const rows = [
    sql`INSERT INTO app.documents VALUES (${caseId}, 1, 'licence', '证〔2026〕00001', ${json}::jsonb, 1)`,
    sql`INSERT INTO app.registers VALUES ('a/b', ${NAME}, ${json}::jsonb, 5)`,
    sql`INSERT INTO app.register_history (register, key, case_id, seq, "values", at)
      VALUES ('a/b', ${NAME}, ${caseId}, 2, ${json}::jsonb, 5)`,
    sql`INSERT INTO app.offers VALUES (${caseId}, 3, 'a.x', 'a/g', '', ${json}::jsonb, 1)`,
    sql`INSERT INTO app.idempotency VALUES ('p', 'k', 'r', 'h', 200, ${json}::jsonb)`,
    sql`INSERT INTO app.idempotency VALUES ('p', 'running', 'r', 'h')`,
    sql`INSERT INTO app.drafts VALUES (${v7()}, 'p', 's', 1, ${json}::json)`,
    sql`INSERT INTO app.blobs VALUES (${sha256(FILE)}, ${FILE.length}, 'text/plain', ${FILE}, 'p')`,
    sql`INSERT INTO app.duty_keys VALUES (${`a.x/s/2026/${NAME}`}, 'a.x', 's', '2026', '', 1, ${json}::json)`,
  ];
  for (const row of rows) await row.execute(store.db);
  await sealApp(store.db, store.vault);
});
afterAll(() => closeStore(store));

test('each table gives what stood in it, and holds it no more', async () => {
  expect((await registerHistory(store, 'a/b', NAME)).map(({ values }) => values)).toEqual([{ name: NAME }]);
  const offers = await listOffers(store, { memberships: [{ group: 'a/g', unit: '' }], limit: 9 });
  expect(offers.items[0]?.input).toEqual({ name: NAME });
  const request = { person: 'p', key: 'k', route: 'r', bodyHash: 'h' };
  expect(await beginRequest(store, request)).toEqual({ kind: 'repeated', status: 200, response: { name: NAME } });
  expect(await beginRequest(store, { ...request, key: 'running' })).toEqual({ kind: 'running' });
  expect((await readDraft(store, 'p', 's'))?.content).toEqual({ name: NAME });
  expect((await getBlob(store, sha256(FILE)))?.bytes).toEqual(FILE);
  expect(await dutiesToStart(store, 9)).toMatchObject([{ key: `a.x/s/2026/${NAME}`, input: { name: NAME } }]);
  const tables = [
    'documents',
    'registers',
    'register_history',
    'offers',
    'idempotency',
    'drafts',
    'blobs',
    'duty_keys',
  ];
  for (const table of tables) {
    const found = await sql<{ n: number }>`SELECT count(*) AS n FROM ${sql.table(`app.${table}`)} t
      WHERE t::text LIKE ${`%${NAME}%`} OR t::text LIKE ${`%${FILE.toString('hex')}%`}`.execute(store.db);
    expect(found.rows[0]?.n, table).toBe(0);
  }
});

test('the readable registers are made again from the sealed ones, which are written on under the same key', async () => {
  await store.db.transaction().execute((tx) => emptyReadModel(tx, store.vault));
  const found = { key: NAME, values: { name: NAME }, updatedAt: 5 };
  expect((await searchRegister(store, 'a/b', { limit: 9 })).items).toEqual([found]);
  await mergeIntoRegister(store, 'a/b', { key: NAME, values: { more: 1 } }, { caseId, seq: 9, at: 7 });
  const merged = { key: NAME, values: { name: NAME, more: 1 }, updatedAt: 7 };
  expect((await searchRegister(store, 'a/b', { text: '旧库', limit: 9 })).items).toEqual([merged]);
  await store.db.transaction().execute((tx) => emptyReadModel(tx, store.vault));
  expect((await searchRegister(store, 'a/b', { limit: 9 })).items).toEqual([merged]);
});

test('a database opened anew is at the present version', async () => {
  const again = await freshStore();
  expect(await migrate(again)).toEqual({ readModelEmptied: false });
  await closeStore(again);
});
