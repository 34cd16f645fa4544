/** A fresh pair of schemas for each test file of the store, in the database that all share. */
import { sql } from 'kysely';
import { inject } from 'vitest';
import { createVault } from '../../codec/vault.ts';
import { readKeys } from '../../runtime/keys.ts';
import { putContent } from '../../store/content.ts';
import { openStore, type Store, type StoreOptions } from '../../store/database.ts';
import { migrate } from '../../store/migrate.ts';
import { BUNDLE_TEXT } from '../store/history.ts';

export const CALENDAR_TEXT = '{"id":"cn","version":"1","years":[]}';

/** Empty but for the bundle of the test procedure and a calendar. */
export async function freshStore(options: StoreOptions = {}): Promise<Store> {
  const store = openStore(inject('databaseUrl'), {
    vault: createVault(readKeys(inject('keysFile')).dataKeys),
    ...options,
  });
  await dropSchemas(store);
  await migrate(store);
  await putContent(store.db, 'bundle', BUNDLE_TEXT);
  await putContent(store.db, 'calendar', CALENDAR_TEXT);
  return store;
}

/** What an earlier file of tests left behind is gone. */
export async function dropSchemas(store: Store): Promise<void> {
  await sql`DROP SCHEMA IF EXISTS app CASCADE`.execute(store.db);
  await sql`DROP SCHEMA IF EXISTS read CASCADE`.execute(store.db);
}

/** Every row of the read model but what depends on when it was written, as JSON in a fixed order. */
export async function readModelOf(store: Store): Promise<Record<string, unknown[]>> {
  const tables = [
    ...[
      'facts',
      'tasks',
      'deadlines',
      'agenda',
      'deadline_runs',
      'inbox',
      'documents',
      'incidents',
      'parties',
      'links',
      'acted',
      'case_keys',
      'search',
    ],
  ];
  const dump: Record<string, unknown[]> = {};
  for (const table of tables) {
    const rows = await sql<{ row: unknown }>`SELECT row_to_json(t) AS row FROM ${sql.table(`read.${table}`)} t
      ORDER BY t::text`.execute(store.db);
    dump[table] = rows.rows.map(({ row }) => row);
  }
  const cases = await store.db.selectFrom('read.cases').selectAll().orderBy('id').execute();
  dump.cases = cases.map(({ projected_at: _at, run_number: _run, history_length: _length, ...row }) => row);
  return dump;
}
