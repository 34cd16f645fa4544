/**
 * Goal: a database that goes away is an error of the work that meets it, never the end of the process.
 * Method: the server ends a connection while a transaction holds it and waits between two statements.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { closeStore, openStore, type Store } from '../../store/database.ts';

let store: Store;

beforeAll(() => {
  store = openStore(inject('databaseUrl'));
});

afterAll(async () => {
  await closeStore(store);
});

test('a connection that breaks between two statements of a transaction fails the next one, and nothing else', async () => {
  const broken = store.db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`SELECT pg_backend_pid() AS pid`.execute(tx);
    await sql`SELECT pg_terminate_backend(${rows[0]?.pid})`.execute(store.db);
    await sleep(100);
    await sql`SELECT 1`.execute(tx);
  });
  await expect(broken).rejects.toThrow();
  expect((await sql<{ one: number }>`SELECT 1 AS one`.execute(store.db)).rows).toEqual([{ one: 1 }]);
});
