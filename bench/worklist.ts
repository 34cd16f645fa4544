/**
 * Pages of the worklist with 100,000 open tasks, for a person with 20,000 of them, and what else lies on a desk.
 *
 *   DATABASE_URL=postgres://… node bench/worklist.ts
 *
 * Uses a database of its own choice: it drops the schemas `app` and `read` of DATABASE_URL, so it refuses one that has
 * cases. Prints a table with the commit; times are whole calls, with the decoding of rows. Beside them stands how many
 * index entries and rows a call reads: a list that is sorted as a whole, or walked past what is not wanted, shows there
 * on the busiest machine.
 */
import { sql } from 'kysely';
import { closeStore, type Store } from '../store/database.ts';
import { countDone, countWaiting, doneTasks, waitingCases } from '../store/desk.ts';
import { recreateReadSchema } from '../store/read-schema.ts';
import { searchCases } from '../store/search.ts';
import { gramsOf, searchText } from '../store/search-text.ts';
import { countTasks, type Membership, type WorklistQuery, worklist } from '../store/worklist.ts';
import { openEmptyStore } from './empty-store.ts';
import { callTimes, type Figure, quantile, report } from './report.ts';

const OPEN_TASKS = 100_000;
const CLOSED_TASKS = 400_000;
/** Of the person, in ten groups of one unit; the others lie in 50 groups and 20 units. */
const MINE = 20_000;
const MY_GROUPS = 10;
const ROUNDS = 300;
const LIMIT = 50;

async function fill(store: Store): Promise<void> {
  await recreateReadSchema(store.db);
  await sql`
    INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, claimed_by, delegated_to, sent_back_at,
      opened_at, closed_at, completed_by, deadline, due, due_basis, due_sort, version)
    SELECT md5(i::text)::uuid, 1, 'review', 'bench.p' || (i % 7),
      CASE WHEN i < ${MINE} THEN 'bench/mine' || (i % ${MY_GROUPS}) ELSE 'bench/g' || (i % 50) END,
      CASE WHEN i < ${MINE} THEN 'u1' ELSE 'u' || (i / 50 % 20) END,
      CASE WHEN i < ${OPEN_TASKS} THEN 'open' ELSE 'completed' END,
      CASE WHEN i % 5 = 0 AND i < ${OPEN_TASKS} THEN 'person' || (i % 300) END,
      CASE WHEN i % 500 = 0 AND i < ${OPEN_TASKS} THEN 'person5' END,
      CASE WHEN i % 40 = 0 AND i < ${OPEN_TASKS} THEN 1700000000000 END,
      1700000000000 + i, CASE WHEN i >= ${OPEN_TASKS} THEN 1700000000000 + i END,
      CASE WHEN i >= ${OPEN_TASKS} THEN 'person' || (i % 30) END,
      'decision', d.due, 'working', coalesce(d.due, '9999-12-31'), 1
    FROM generate_series(0, ${OPEN_TASKS + CLOSED_TASKS - 1}) AS i,
      LATERAL (SELECT CASE WHEN i % 10 = 0 THEN NULL ELSE date '2026-01-01' + (hashint4(i) & 255) END AS due) AS d`.execute(
    store.db,
  );
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, started_at, seq, hash,
      state_hash, run_number, history_length)
    SELECT case_id, 'n' || opened_at, procedure, 'd', 'c', '某某公司', unit,
      CASE state WHEN 'open' THEN 'open' ELSE 'ended' END, opened_at, 9, 'h', 's', 1, 30
    FROM read.tasks`.execute(store.db);
  // Somebody has acted in each; one person in 20,000 that are open, all of others' groups or their own.
  await sql`
    INSERT INTO read.acted (case_id, person, open, due_sort)
    SELECT case_id, 'person' || (hashtext(case_id::text) & 31), state = 'open', due_sort FROM read.tasks`.execute(
    store.db,
  );
  await sql`
    INSERT INTO read.acted (case_id, person, open, due_sort)
    SELECT case_id, 'waiter', true, due_sort FROM read.tasks WHERE state = 'open' AND opened_at % 5 = 0`.execute(
    store.db,
  );
  await sql`
    INSERT INTO read.signers (case_id, token, person, state, due_sort)
    SELECT case_id, token, 'person5', 'asked', due_sort FROM read.tasks WHERE state = 'open' AND opened_at % 400 = 0`.execute(
    store.db,
  );
  await fillSearch(store);
  await sql`VACUUM ANALYZE read.tasks, read.cases, read.acted, read.signers, read.search`.execute(store.db);
}

/** Every case has 公司 in its name; one in 50,000 a word of its own. */
async function fillSearch(store: Store): Promise<void> {
  const texts = await sql<{ id: string; n: number }>`
    SELECT id, started_at - 1700000000000 AS n FROM read.cases`.execute(store.db);
  for (let from = 0; from < texts.rows.length; from += 10_000) {
    const rows = texts.rows.slice(from, from + 10_000).map(({ id, n }) => {
      const text = searchText([`办件〔2026〕${n}`, n % 50_000 === 7 ? '独角鲸公司' : `某${n % 97}某公司`]);
      return { case_id: id, text, grams: gramsOf(text), parts: [] };
    });
    await sql`
      INSERT INTO read.search
      SELECT * FROM json_populate_recordset(NULL::read.search, ${JSON.stringify(rows)}::json)`.execute(store.db);
  }
}

type Call = () => Promise<unknown>;

interface Measured {
  /** Milliseconds, sorted. */
  taken: number[];
  /** Entries of indexes and rows of tables, a call. */
  read: number;
}

async function times(store: Store, call: Call): Promise<Measured> {
  await callTimes(call, 0, 20);
  const before = await entriesRead(store);
  const taken = await callTimes(call, ROUNDS, 0);
  const read = ((await entriesRead(store)) - before) / ROUNDS;
  return { taken, read };
}

/** Of the only connection, which tells the server now what it would tell it within a second. */
async function entriesRead(store: Store): Promise<number> {
  await sql`SELECT pg_stat_force_next_flush()`.execute(store.db);
  const { rows } = await sql<{ n: number }>`
    SELECT ((SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = 'read')
      + (SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = 'read'))::bigint AS n`.execute(store.db);
  return rows[0]?.n ?? 0;
}

async function pageAt(store: Store, query: Omit<WorklistQuery, 'limit'>, page: number): Promise<WorklistQuery> {
  let cursor: string | undefined;
  for (let i = 1; i < page; i++) {
    const { next } = await worklist(store, { ...query, limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) });
    if (next === null) throw new Error(`the list has only ${i} pages`);
    cursor = next;
  }
  return { ...query, limit: LIMIT, ...(cursor === undefined ? {} : { cursor }) };
}

const figures: Figure[] = [];

function print(name: string, { taken, read }: Measured): void {
  figures.push({ name: `${name}, p99`, value: quantile(taken, 0.99), unit: 'ms', digits: 1 });
  figures.push({ name: `${name}, entries read`, value: read, unit: 'a call' });
  const at = (share: number) => (taken[Math.min(taken.length - 1, Math.floor(taken.length * share))] ?? 0).toFixed(1);
  console.log(
    `| ${name.padEnd(42)} | ${at(0.5).padStart(6)} | ${at(0.99).padStart(6)} | ${at(1).padStart(6)} | ${read.toFixed(0).padStart(8)} |`,
  );
}

async function run(store: Store): Promise<void> {
  const memberships: Membership[] = Array.from({ length: MY_GROUPS }, (_, i) => ({
    group: `bench/mine${i}`,
    unit: 'u1',
  }));
  const mine = { view: { kind: 'groups', memberships } } as const;
  const free = { ...mine, claimed: false } as const;
  for (const page of [1, 2, 200]) {
    const query = await pageAt(store, mine, page);
    print(`${MY_GROUPS} groups, 20,000 tasks, page ${page}`, await times(store, () => worklist(store, query)));
  }
  const unclaimed = await pageAt(store, free, 200);
  print('the same, claimed by nobody, page 200', await times(store, () => worklist(store, unclaimed)));
  const ofProcedure = await pageAt(store, { ...mine, procedure: 'bench.p3' }, 50);
  print('the same, one procedure, page 50', await times(store, () => worklist(store, ofProcedure)));
  const due = { ...mine, dueBy: '2026-03-01' };
  print('the same, due by a day', await times(store, () => worklist(store, { ...due, limit: LIMIT })));
  const taken = { ...mine, claimed: true } as const;
  print('the same, claimed by somebody', await times(store, () => worklist(store, { ...taken, limit: LIMIT })));
  const between = { ...mine, dueFrom: '2026-06-01', dueBy: '2026-06-10' } as const;
  print('the same, due between two days', await times(store, () => worklist(store, { ...between, limit: LIMIT })));
  for (const [name, text] of [
    ['a rare text', '独角鲸'],
    ['a text that all have', '公司'],
  ] as const) {
    print(`the same, with ${name}`, await times(store, () => worklist(store, { ...mine, text, limit: LIMIT })));
  }
  const own = { view: { kind: 'mine', persons: ['person5'] }, limit: LIMIT } as const;
  print('claimed, delegated, to be signed', await times(store, () => worklist(store, own)));
  const back = { view: { kind: 'sent-back', persons: ['person5'], memberships }, limit: LIMIT } as const;
  print('sent back', await times(store, () => worklist(store, back)));
  await runDesk(store, memberships);
}

async function runDesk(store: Store, memberships: readonly Membership[]): Promise<void> {
  const waiter = { person: 'waiter', memberships };
  const second = await waitingCases(store, { ...waiter, limit: LIMIT });
  const waiting = { ...waiter, limit: LIMIT, ...(second.next === null ? {} : { cursor: second.next }) };
  print('waiting for others, page 2 of 16,000', await times(store, () => waitingCases(store, waiting)));
  print('done, of 13,000', await times(store, () => doneTasks(store, { person: 'person5', limit: LIMIT })));
  const counts = () =>
    Promise.all([
      countTasks(store, { kind: 'groups', memberships }, {}, 1_000),
      countTasks(store, { kind: 'groups', memberships }, { dueBy: '2026-03-01' }, 1_000),
      countTasks(store, { kind: 'groups', memberships }, { dueFrom: '2026-03-01', dueBy: '2026-03-08' }, 1_000),
      countTasks(store, { kind: 'mine', persons: ['person5'] }, {}, 1_000),
      countTasks(store, { kind: 'sent-back', persons: ['person5'], memberships }, {}, 1_000),
      countWaiting(store, waiter, 1_000),
      countDone(store, { person: 'person5', since: 1_700_000_000_000 }, 1_000),
    ]);
  print('counts of all views, up to 1,000 each', await times(store, counts));
  const everything = { all: true, party: '', offices: [] };
  for (const [name, text] of [
    ['a rare text', '独角鲸'],
    ['a text that all have', '公司'],
  ] as const) {
    const query = { text, sight: everything, limit: LIMIT };
    print(`search over 500,000 cases, ${name}`, await times(store, () => searchCases(store, query)));
  }
}

// Filling takes longer than any request may; what one connection has read is known.
const store = await openEmptyStore({ statementTimeoutMs: 600_000, connections: 1 });
await fill(store);
const { rows } = await sql<{ server_version: string }>`SHOW server_version`.execute(store.db);
console.log(
  `| list, ${LIMIT} a page, ${ROUNDS} calls | p50 ms | p99 ms | max ms | entries read |\n|---|---:|---:|---:|---:|`,
);
await run(store);
report('worklist', figures, { postgres: rows[0]?.server_version, openTasks: OPEN_TASKS });
if (process.env.KEEP === undefined) await recreateReadSchema(store.db);
await closeStore(store);
