/**
 * Goal: a page deep in a long list reads no more of the database than the first one.
 * Method: a person with 10,000 open tasks in ten groups among 50,000 tasks; how many entries of indexes and rows of
 * tables a call reads is what PostgreSQL counts of its only connection.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeStore, type Store } from '../../store/database.ts';
import { type WorklistQuery, worklist } from '../../store/worklist.ts';
import { freshStore } from './store-database.ts';

const TASKS = 50_000;
const MINE = 10_000;
const GROUPS = 10;
const LIMIT = 50;
/** Of each group a page, the tasks of the page, and their cases. */
const OF_A_PAGE = (GROUPS + 2) * (LIMIT + 1);

let store: Store;

beforeAll(async () => {
  store = await freshStore({ connections: 1 });
  await sql`
    INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, claimed_by, opened_at, closed_at, due,
      due_sort, version)
    SELECT md5(i::text)::uuid, 1, 'review', 'bench.p',
      CASE WHEN i < ${MINE} THEN 'bench/mine' || (i % ${GROUPS}) ELSE 'bench/g' || (i % 50) END,
      CASE WHEN i < ${MINE} THEN 'u1' ELSE 'u' || (i / 50 % 20) END,
      CASE WHEN i % 2 = 0 OR i < ${MINE} THEN 'open' ELSE 'completed' END,
      CASE WHEN i / 10 % 3 = 0 THEN 'somebody' END, i, CASE WHEN i % 2 = 1 AND i >= ${MINE} THEN i END, d.due, d.due, 1
    FROM generate_series(0, ${TASKS - 1}) AS i,
      LATERAL (SELECT date '2026-01-01' + (hashint4(i) & 255) AS due) AS d`.execute(store.db);
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, started_at, seq, hash,
      state_hash, run_number, history_length)
    SELECT case_id, 'n' || opened_at, procedure, 'd', 'c', '', unit, 'open', opened_at, 9, 'h', 's', 1, 30
    FROM read.tasks`.execute(store.db);
  await sql`ANALYZE read.tasks, read.cases`.execute(store.db);
});

afterAll(() => closeStore(store));

const memberships = Array.from({ length: GROUPS }, (_, i) => ({ group: `bench/mine${i}`, unit: 'u1' }));
const mine: Omit<WorklistQuery, 'limit'> = { view: { kind: 'groups', memberships } };

/** Tells the server now what it would tell it within a second. */
async function entriesRead(): Promise<number> {
  await sql`SELECT pg_stat_force_next_flush()`.execute(store.db);
  const { rows } = await sql<{ n: number }>`
    SELECT ((SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'read')
      + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = 'read'))::bigint AS n`.execute(store.db);
  return rows[0]?.n ?? 0;
}

async function pageAt(query: Omit<WorklistQuery, 'limit'>, number: number) {
  let page = await worklist(store, { ...query, limit: LIMIT });
  let before = await entriesRead();
  for (let i = 1; i < number; i++) {
    if (page.next === null) throw new Error(`the list has only ${i} pages`);
    before = await entriesRead();
    page = await worklist(store, { ...query, limit: LIMIT, cursor: page.next });
  }
  return { page, read: (await entriesRead()) - before };
}

test.each([
  ['of all tasks', {}, 2],
  ['of all tasks', {}, 195],
  ['of those that nobody has', { claimed: false }, 120],
  ['of those due by a day', { dueBy: '2026-08-01' }, 2],
  ['of those due between two days', { dueFrom: '2026-05-01', dueBy: '2026-06-20' }, 30],
])('a page %s %o, number %i, reads what a page holds', async (_, filter, number) => {
  const { page, read } = await pageAt({ ...mine, ...filter }, number);
  expect(page.items).toHaveLength(LIMIT);
  expect(read).toBeGreaterThan(LIMIT);
  expect(read).toBeLessThan(2 * OF_A_PAGE);
});
