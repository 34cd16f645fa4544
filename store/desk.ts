/**
 * A person's desk besides the open tasks: what they wait for, what they have done, and that a case has changed, which
 * their open pages listen to.
 */
import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import { withText } from './search.ts';
import type { CaseRow, TaskRow } from './tables.ts';
import type { Membership, TaskFilter } from './worklist.ts';

// ── waiting for others ──────────────────────────────────────────────────────────────────────────────────────────

export interface WaitingCase {
  case: CaseRow;
  /** Its open tasks, those due first before the others; none: it waits for a message or a date. */
  tasks: TaskRow[];
}

export interface WaitingQuery extends Pick<TaskFilter, 'procedure' | 'text'> {
  person: string;
  /** As which the person could act. */
  memberships: readonly Membership[];
}

/** Open cases in which the person has acted and can do nothing now, those due first before the others. */
export async function waitingCases(
  store: Store,
  query: WaitingQuery & { limit: number; cursor?: string },
): Promise<Page<WaitingCase>> {
  const limit = checkedLimit(query.limit);
  const [due = '0001-01-01', id = FIRST_ID] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['date', 'uuid']);
  const later = sql<boolean>`(a.due_sort, a.case_id) > (${due}::date, ${id}::uuid)`;
  const result = await sql<CaseRow & { due_sort: string }>`
    ${await waitingFor(store, query, sql`c.*, a.due_sort`, later)}
    ORDER BY a.due_sort, a.case_id LIMIT ${limit + 1}`.execute(store.db);
  const tasks = await openTasksOf(
    store,
    result.rows.slice(0, limit).map((row) => row.id),
  );
  return pageOf(
    result.rows,
    limit,
    ({ due_sort: _due, ...row }) => ({ case: row, tasks: tasks.filter((task) => task.case_id === row.id) }),
    (row) => [row.due_sort, row.id],
  );
}

/** Up to `max`. */
export async function countWaiting(store: Store, query: WaitingQuery, max: number): Promise<number> {
  const all = await waitingFor(store, query, sql`a.case_id`, sql<boolean>`true`);
  return count(store, all, max);
}

async function waitingFor(
  store: Store,
  { person, memberships, procedure, text }: WaitingQuery,
  columns: RawBuilder<unknown>,
  later: RawBuilder<boolean>,
): Promise<RawBuilder<unknown>> {
  const ofProcedure = procedure === undefined ? sql`true` : sql`c.procedure = ${procedure}`;
  const ofText = text === undefined ? sql`true` : await withText(store, text, sql`a.case_id`);
  return sql`
    SELECT ${columns} FROM read.acted a JOIN read.cases c ON c.id = a.case_id
    WHERE a.person = ${person} AND a.open AND ${later} AND ${ofProcedure} AND ${ofText}
      AND NOT EXISTS (
        SELECT FROM read.tasks t WHERE t.case_id = a.case_id AND t.state = 'open' AND ${canDo(person, memberships)})`;
}

/** Whether the person has the task `t`, or could take it. */
function canDo(person: string, memberships: readonly Membership[]): RawBuilder<boolean> {
  const [groups, units] = [memberships.map(({ group }) => group), memberships.map(({ unit }) => unit)];
  return sql<boolean>`(coalesce(t.delegated_to, t.claimed_by) = ${person} OR (t.claimed_by IS NULL AND (
    EXISTS (SELECT FROM unnest(${groups}::text[], ${units}::text[]) AS m(grp, unit)
      WHERE m.grp = t.grp AND m.unit IN ('', t.unit))
    OR EXISTS (SELECT FROM read.parties p WHERE p.case_id = t.case_id AND p.grp = t.grp AND p.person = ${person})))
    OR EXISTS (SELECT FROM read.signers s
      WHERE s.case_id = t.case_id AND s.token = t.token AND s.person = ${person} AND s.state = 'asked'))`;
}

async function openTasksOf(store: Store, cases: readonly string[]): Promise<TaskRow[]> {
  if (cases.length === 0) return [];
  return store.db
    .selectFrom('read.tasks')
    .selectAll()
    .where('case_id', 'in', cases)
    .where('state', '=', 'open')
    .orderBy('due_sort')
    .orderBy('case_id')
    .orderBy('token')
    .execute();
}

// ── done ────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface DoneTask {
  task: TaskRow;
  case: CaseRow;
}

export interface DoneQuery extends Pick<TaskFilter, 'procedure' | 'text'> {
  person: string;
  /** Not before this instant. */
  since?: number;
}

/** Tasks that the person has completed, the latest first. */
export async function doneTasks(
  store: Store,
  query: DoneQuery & { limit: number; cursor?: string },
): Promise<Page<DoneTask>> {
  const limit = checkedLimit(query.limit);
  const [at = Number.MAX_SAFE_INTEGER, id = LAST_ID, token = 0] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['number', 'uuid', 'number']);
  const earlier = sql<boolean>`(t.closed_at, t.case_id, t.token) < (${at}::bigint, ${id}::uuid, ${token}::integer)`;
  const result = await sql<{ task: TaskRow; found: CaseRow; at: number; token: number; id: string }>`
    SELECT row_to_json(t) AS task, row_to_json(c) AS found, t.closed_at AS at, t.token, c.id
    FROM (${await doneBy(store, query, sql`t.*`, earlier)}
      ORDER BY t.closed_at DESC, t.case_id DESC, t.token DESC LIMIT ${limit + 1}) AS t
    JOIN read.cases c ON c.id = t.case_id
    ORDER BY t.closed_at DESC, t.case_id DESC, t.token DESC`.execute(store.db);
  return pageOf(
    result.rows,
    limit,
    ({ task, found }) => ({ task, case: found }),
    (row) => [row.at, row.id, row.token],
  );
}

/** Up to `max`. */
export async function countDone(store: Store, query: DoneQuery, max: number): Promise<number> {
  return count(store, await doneBy(store, query, sql``, sql<boolean>`true`), max);
}

async function doneBy(
  store: Store,
  { person, since = 0, procedure, text }: DoneQuery,
  columns: RawBuilder<unknown>,
  earlier: RawBuilder<boolean>,
): Promise<RawBuilder<unknown>> {
  const ofProcedure = procedure === undefined ? sql`true` : sql`t.procedure = ${procedure}`;
  const ofText = text === undefined ? sql`true` : await withText(store, text, sql`t.case_id`);
  return sql`
    SELECT ${columns} FROM read.tasks t
    WHERE t.completed_by = ${person} AND t.state = 'completed' AND t.closed_at >= ${since}::bigint
      AND ${earlier} AND ${ofProcedure} AND ${ofText}`;
}

async function count(store: Store, rows: RawBuilder<unknown>, max: number): Promise<number> {
  const result = await sql<{ n: number }>`SELECT count(*) AS n FROM (${rows} LIMIT ${max}) AS found`.execute(store.db);
  return result.rows[0]?.n ?? 0;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

// ── changes ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Whether a person is a party of the case, has acted in it or is asked to sign in it. */
export async function hasPartIn(store: Store, caseId: string, person: string): Promise<boolean> {
  const result = await sql<{ has: boolean }>`
    SELECT EXISTS (SELECT FROM read.parties WHERE case_id = ${caseId} AND person = ${person})
      OR EXISTS (SELECT FROM read.acted WHERE case_id = ${caseId} AND person = ${person})
      OR EXISTS (SELECT FROM read.signers WHERE case_id = ${caseId} AND person = ${person}) AS has`.execute(store.db);
  return result.rows[0]?.has === true;
}

export const DESK_CHANNEL = 'banli_desk';

export interface DeskNotice {
  caseId: string;
  /** The case's number of facts now. */
  seq: number;
  /** `<slug>/<group>` with a task or notice in it; null: too many to name. */
  groups: string[] | null;
  /** Whom the change names, though they may have no part in the case (any more). */
  persons: string[];
}

/**
 * Calls `tell` for each change until the returned function is called. `lost` is called when the connection breaks: what
 * happened meanwhile is unknown, so listen again and let every page look for itself.
 */
export async function listenToDesk(
  store: Store,
  tell: (notice: DeskNotice) => void,
  lost: (reason: Error) => void,
): Promise<() => Promise<void>> {
  const client: pg.PoolClient = await store.pool.connect();
  client.on('notification', ({ channel, payload }) => {
    if (channel === DESK_CHANNEL && payload !== undefined) tell(JSON.parse(payload) as DeskNotice);
  });
  client.on('error', lost);
  await client.query(`LISTEN ${DESK_CHANNEL}`);
  // The connection is not given back to the pool: its next user would go on listening.
  return async () => client.release(true);
}
