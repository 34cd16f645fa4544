/**
 * The worklist: open tasks in the order in which they are due, those without a date last. Each list is read along an
 * index in its order, so that page 200 costs what page 1 costs; several groups are merged from one such read each.
 */
import { type RawBuilder, sql } from 'kysely';
import { type Instant, localDate } from '../rules/calendar/date.ts';
import type { JsonObject } from '../rules/json.ts';
import { checkedLimit, decodeCursor, type Page, type Place, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import { NO_DUE_DATE } from './project-facts.ts';
import type { TaskRow } from './tables.ts';

/** A candidate: `<slug>/<group>` and a unit, '' being the city. */
export interface Membership {
  group: string;
  unit: string;
}

export type WorklistView =
  /** Claimed by the person. */
  | { kind: 'mine'; person: string }
  /** Of the memberships' groups; `claimed` false: those that nobody has. */
  | { kind: 'groups'; memberships: readonly Membership[]; claimed?: boolean }
  /** Of the cases to which the person is a party, in the group that they are there. */
  | { kind: 'party'; person: string };

export interface WorklistQuery {
  view: WorklistView;
  procedure?: string;
  /** Due on that day or earlier, `YYYY-MM-DD`: for what is overdue yesterday, for the next n days today + n. */
  dueBy?: string;
  limit: number;
  cursor?: string;
}

export interface TaskItem {
  caseId: string;
  caseNumber: string;
  subject: string;
  procedure: string;
  /** Names the task among the case's. */
  token: number;
  step: string;
  item: string | null;
  group: string;
  unit: string;
  claimedBy: string | null;
  /** Epoch ms. */
  openedAt: number;
  /** The deadline that ends first of those that cover the step; null: none does. */
  deadline: string | null;
  /** Null: no date (yet); then `dueEarliest` is the earliest one it can have, if a year's holidays are not known. */
  due: string | null;
  dueBasis: string | null;
  dueEarliest: string | null;
  /** Number of the last fact about the task: its ETag. */
  version: number;
}

type Found = TaskRow & { number: string; subject: string };

/** @throws RangeError for the limit, BadCursor for the cursor */
export async function worklist(store: Store, query: WorklistQuery): Promise<Page<TaskItem>> {
  const limit = checkedLimit(query.limit);
  const after = query.cursor === undefined ? START : decodeCursor(query.cursor, ['date', 'uuid', 'number']);
  // The page is cut before the join: else the cases of all groups' candidates are looked up.
  const result = await sql<Found>`
    SELECT t.*, c.number, c.subject
    FROM (
      SELECT * FROM (${candidates(query, after, limit + 1)}) AS all_groups
      ORDER BY due_sort, case_id, token LIMIT ${limit + 1}
    ) AS t
    JOIN read.cases c ON c.id = t.case_id
    ORDER BY t.due_sort, t.case_id, t.token`.execute(store.db);
  return pageOf(result.rows, limit, taskItem, (row) => [row.due_sort, row.case_id, row.token]);
}

const START: Place = ['0001-01-01', '00000000-0000-0000-0000-000000000000', 0];

/** At least the first `rows` tasks of the list after a place. */
function candidates(query: WorklistQuery, after: Place, rows: number): RawBuilder<TaskRow> {
  const { view } = query;
  const wanted = sql`t.state = 'open' AND ${filters(query, after)}`;
  const inOrder = sql`ORDER BY t.due_sort, t.case_id, t.token LIMIT ${rows}`;
  switch (view.kind) {
    case 'mine':
      return sql`SELECT t.* FROM read.tasks t WHERE t.claimed_by = ${view.person} AND ${wanted} ${inOrder}`;
    case 'groups': {
      const { groups, units } = columnsOf(view.memberships);
      const claimed = view.claimed === false ? sql`t.claimed_by IS NULL` : sql`true`;
      return sql`
        SELECT one.* FROM unnest(${groups}::text[], ${units}::text[]) AS m(grp, unit)
        CROSS JOIN LATERAL (
          SELECT t.* FROM read.tasks t
          WHERE t.grp = m.grp AND t.unit = m.unit AND ${claimed} AND ${wanted} ${inOrder}
        ) AS one`;
    }
    case 'party':
      return sql`
        SELECT t.* FROM read.parties p JOIN read.tasks t ON t.case_id = p.case_id AND t.grp = p.grp
        WHERE p.person = ${view.person} AND ${wanted} ${inOrder}`;
  }
}

function filters({ procedure, dueBy }: WorklistQuery, [due, caseId, token]: Place): RawBuilder<boolean> {
  const ofProcedure = procedure === undefined ? sql`true` : sql`t.procedure = ${procedure}`;
  const dueInTime = dueBy === undefined ? sql`true` : sql`t.due_sort <= ${dueBy}::date`;
  return sql`(t.due_sort, t.case_id, t.token) > (${due}::date, ${caseId}::uuid, ${token}::integer)
    AND ${dueInTime} AND ${ofProcedure}`;
}

/** Without doubles: a task is listed once. */
function columnsOf(memberships: readonly Membership[]): { groups: string[]; units: string[] } {
  const distinct = [...new Map(memberships.map((m) => [`${m.group}\n${m.unit}`, m])).values()];
  return { groups: distinct.map((m) => m.group), units: distinct.map((m) => m.unit) };
}

function taskItem(row: Found): TaskItem {
  return {
    caseId: row.case_id,
    caseNumber: row.number,
    subject: row.subject,
    procedure: row.procedure,
    token: row.token,
    step: row.step,
    item: row.item,
    group: row.grp,
    unit: row.unit,
    claimedBy: row.claimed_by,
    openedAt: row.opened_at,
    deadline: row.deadline,
    due: row.due,
    dueBasis: row.due_basis,
    dueEarliest: row.due_earliest,
    version: row.version,
  };
}

/** One open task; null if it isn't open (any more). */
export async function openTask(store: Store, caseId: string, token: number): Promise<TaskItem | null> {
  const result = await sql<Found>`
    SELECT t.*, c.number, c.subject FROM read.tasks t JOIN read.cases c ON c.id = t.case_id
    WHERE t.case_id = ${caseId} AND t.token = ${token} AND t.state = 'open'`.execute(store.db);
  const row = result.rows[0];
  return row === undefined ? null : taskItem(row);
}

/** In which units groups (`<slug>/<group>`) have open tasks. A skip scan: one index probe a unit. */
export async function unitsWithTasks(store: Store, groups: readonly string[]): Promise<Membership[]> {
  const result = await sql<Membership>`
    WITH RECURSIVE wanted AS (SELECT DISTINCT grp FROM unnest(${[...groups]}::text[]) AS g(grp)),
    found AS (
      SELECT w.grp, (SELECT min(t.unit) FROM read.tasks t WHERE t.grp = w.grp AND t.state = 'open') AS unit FROM wanted w
      UNION ALL
      SELECT f.grp, (SELECT min(t.unit) FROM read.tasks t WHERE t.grp = f.grp AND t.state = 'open' AND t.unit > f.unit)
      FROM found f WHERE f.unit IS NOT NULL
    )
    SELECT grp AS "group", unit FROM found WHERE unit IS NOT NULL ORDER BY grp, unit`.execute(store.db);
  return result.rows;
}

/** How many tasks lie on the desk, up to `max` each: counting 20,000 costs more than a page. */
export async function worklistCounts(
  store: Store,
  view: WorklistView,
  today: string,
  max = 1_000,
): Promise<{ all: number; overdue: number; withoutDate: number }> {
  const count = async (condition: RawBuilder<boolean>): Promise<number> => {
    const inner = candidatesCounted(view, condition, max);
    const result = await sql<{ n: number }>`SELECT count(*) AS n FROM (${inner} LIMIT ${max}) AS t`.execute(store.db);
    return result.rows[0]?.n ?? 0;
  };
  const [all, overdue, withoutDate] = await Promise.all([
    count(sql`true`),
    count(sql`t.due_sort < ${today}::date`),
    count(sql`t.due_sort = ${NO_DUE_DATE}::date`),
  ]);
  return { all, overdue, withoutDate };
}

function candidatesCounted(view: WorklistView, condition: RawBuilder<boolean>, max: number): RawBuilder<unknown> {
  switch (view.kind) {
    case 'mine':
      return sql`SELECT 1 FROM read.tasks t WHERE t.claimed_by = ${view.person} AND t.state = 'open' AND ${condition}`;
    case 'groups': {
      const { groups, units } = columnsOf(view.memberships);
      const claimed = view.claimed === false ? sql`t.claimed_by IS NULL` : sql`true`;
      return sql`
        SELECT 1 FROM unnest(${groups}::text[], ${units}::text[]) AS m(grp, unit)
        CROSS JOIN LATERAL (
          SELECT 1 FROM read.tasks t
          WHERE t.grp = m.grp AND t.unit = m.unit AND t.state = 'open' AND ${claimed} AND ${condition} LIMIT ${max}
        ) AS one`;
    }
    case 'party':
      return sql`
        SELECT 1 FROM read.parties p JOIN read.tasks t ON t.case_id = p.case_id AND t.grp = p.grp
        WHERE p.person = ${view.person} AND t.state = 'open' AND ${condition}`;
  }
}

/** Open cases of a procedure, oldest first, as schedules see them; overdue: one of their open tasks is. */
export async function openCases(store: Store, procedure: string, now: Instant): Promise<JsonObject[]> {
  const today = localDate(now);
  const rows = await store.db
    .selectFrom('read.cases')
    .select(['number', 'unit', 'started_at'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('read.tasks')
          .whereRef('case_id', '=', 'read.cases.id')
          .where('state', '=', 'open')
          .where('due_sort', '<', today),
      ).as('overdue'),
    )
    .where('procedure', '=', procedure)
    .where('status', '=', 'open')
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  return rows.map(({ number, unit, started_at, overdue }) => ({
    ...{ number, unit, startedOn: localDate(started_at) },
    overdue: overdue === true,
  }));
}
