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
import { withText } from './search.ts';
import type { TaskRow } from './tables.ts';

/** A candidate: `<slug>/<group>` and a unit, '' being the city. */
export interface Membership {
  group: string;
  unit: string;
}

export type WorklistView =
  /** One of the persons has claimed it, or it is delegated to them, or they are asked to sign it. */
  | { kind: 'mine'; persons: readonly string[] }
  /** The person has claimed it, delegated further or not, or is to give an opinion on it, or to sign it. */
  | { kind: 'held'; person: string }
  /** Of the memberships' groups, sent back to one of the persons or to the whole group. */
  | { kind: 'sent-back'; persons: readonly string[]; memberships: readonly Membership[] }
  /** Of the memberships' groups. */
  | { kind: 'groups'; memberships: readonly Membership[] }
  /** Of the cases to which the person is a party, in the group that they are there. */
  | { kind: 'party'; person: string };

/** What is left out of a view. */
export interface TaskFilter {
  procedure?: string;
  /** `<slug>/<group>` */
  group?: string;
  unit?: string;
  /** True: somebody has it; false: nobody. */
  claimed?: boolean;
  /** Due on that day or later, `YYYY-MM-DD`; what has no date is not. */
  dueFrom?: string;
  /** Due on that day or earlier: for what is overdue yesterday, for the next n days today + n. */
  dueBy?: string;
  /** Parts of the number, the party or other short texts of the case. */
  text?: string;
}

export interface WorklistQuery extends TaskFilter {
  view: WorklistView;
  limit: number;
  cursor?: string;
}

export interface TaskItem {
  caseId: string;
  caseNumber: string;
  subject: string;
  procedure: string;
  /** Hash of the definition that the case is pinned to. */
  definition: string;
  /** Names the task among the case's. */
  token: number;
  step: string;
  item: string | null;
  itemName: string | null;
  group: string;
  unit: string;
  claimedBy: string | null;
  delegatedTo: string | null;
  /** Epoch ms. */
  sentBackAt: number | null;
  urgedAt: number | null;
  /** In the views `mine` and `held`: one of the persons is asked to sign it. */
  toSign: boolean;
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

type Found = TaskRow & { number: string; subject: string; definition: string; to_sign: boolean };

/** @throws RangeError for the limit, BadCursor for the cursor */
export async function worklist(store: Store, query: WorklistQuery): Promise<Page<TaskItem>> {
  const limit = checkedLimit(query.limit);
  const span = spanOf(query, limit + 1);
  const found = candidates(query.view, await filterOf(store, query), span);
  // The page is cut before the join: else the cases of all groups' candidates are looked up.
  const result = await sql<Found>`
    SELECT t.*, c.number, c.subject, c.definition, ${isToSign(query.view)} AS to_sign
    FROM (
      SELECT * FROM (${found}) AS all_groups
      ORDER BY due_sort, case_id, token LIMIT ${limit + 1}
    ) AS t
    JOIN read.cases c ON c.id = t.case_id
    ORDER BY t.due_sort, t.case_id, t.token`.execute(store.db);
  return pageOf(result.rows, limit, taskItem, (row) => [row.due_sort, row.case_id, row.token]);
}

/** The first so many tasks after a place (date, case, token) and up to a day. */
interface Span {
  after: Place;
  until: string;
  limit: number;
}

function spanOf(
  { cursor, dueFrom = '0001-01-01', dueBy = NO_DUE_DATE }: TaskFilter & { cursor?: string },
  limit: number,
): Span {
  const first: Place = [dueFrom, '00000000-0000-0000-0000-000000000000', 0];
  return {
    after: cursor === undefined ? first : decodeCursor(cursor, ['date', 'uuid', 'number']),
    until: dueBy,
    limit,
  };
}

/**
 * The open tasks `t` of a view that are wanted.
 * @param span of each of the lists that a view is made of
 */
function candidates(view: WorklistView, wanted: RawBuilder<boolean>, span: Span): RawBuilder<TaskRow> {
  const { after, until, limit } = span;
  const place = sql`${after[0]}::date, ${after[1]}::uuid, ${after[2]}::integer`;
  const open = sql`t.state = 'open' AND (t.due_sort, t.case_id, t.token) > (${place}) AND ${wanted}`;
  const cut = sql`ORDER BY t.due_sort, t.case_id, t.token LIMIT ${limit}`;
  switch (view.kind) {
    case 'mine': {
      const persons = sql`${[...view.persons]}::text[]`;
      // While a task is delegated, it lies with the other one. What has to be signed may be one's own besides.
      return sql`
        SELECT one.* FROM unnest(${persons}) AS m(person) CROSS JOIN LATERAL (
          (SELECT t.* FROM read.tasks t WHERE t.claimed_by = m.person AND t.delegated_to IS NULL AND ${open} ${cut})
          UNION ALL
          (SELECT t.* FROM read.tasks t WHERE t.delegated_to = m.person AND ${open} ${cut})
        ) AS one
        UNION ALL
        (SELECT t.* FROM read.tasks t
          WHERE ${askedToSign(persons)}
            AND coalesce(t.delegated_to, t.claimed_by, '') <> ALL (${persons}) AND ${open} ${cut})`;
    }
    case 'held': {
      const { person } = view;
      return sql`
        (SELECT t.* FROM read.tasks t WHERE t.claimed_by = ${person} AND ${open} ${cut})
        UNION
        (SELECT t.* FROM read.tasks t WHERE t.delegated_to = ${person} AND ${open} ${cut})
        UNION
        (SELECT t.* FROM read.tasks t WHERE ${askedToSign(sql`${[person]}::text[]`)} AND ${open} ${cut})`;
    }
    case 'sent-back': {
      const { groups, units } = columnsOf(view.memberships);
      const persons = sql`${[...view.persons]}::text[]`;
      return sql`
        SELECT one.* FROM unnest(${groups}::text[], ${units}::text[]) AS m(grp, unit)
        CROSS JOIN LATERAL (
          SELECT t.* FROM read.tasks t
          WHERE t.grp = m.grp AND t.unit = m.unit AND t.sent_back_at IS NOT NULL
            AND (coalesce(t.claimed_by, t.sent_back_to) = ANY (${persons}) OR coalesce(t.claimed_by, t.sent_back_to) IS NULL) AND ${open} ${cut}
        ) AS one`;
    }
    case 'groups': {
      const { groups, units } = columnsOf(view.memberships);
      // One span of the index: two equalities would tell the planner of so few tasks that it fetches all that are left
      // of the list and sorts them.
      return sql`
        SELECT one.* FROM unnest(${groups}::text[], ${units}::text[]) AS m(grp, unit)
        CROSS JOIN LATERAL (
          SELECT t.* FROM read.tasks t
          WHERE (t.grp, t.unit, t.due_sort, t.case_id, t.token) > (m.grp, m.unit, ${place})
            AND (t.grp, t.unit, t.due_sort) <= (m.grp, m.unit, ${until}::date) AND t.state = 'open' AND ${wanted}
          ORDER BY t.grp, t.unit, t.due_sort, t.case_id, t.token LIMIT ${limit}
        ) AS one`;
    }
    case 'party':
      return sql`
        SELECT t.* FROM read.parties p JOIN read.tasks t ON t.case_id = p.case_id AND t.grp = p.grp
        WHERE p.person = ${view.person} AND ${open} ${cut}`;
  }
}

/** Whether one of the persons is asked to sign the task `t` and has not answered. */
function askedToSign(persons: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`(t.case_id, t.token) IN (
    SELECT s.case_id, s.token FROM read.signers s WHERE s.person = ANY (${persons}) AND s.state = 'asked')`;
}

function isToSign(view: WorklistView): RawBuilder<boolean> {
  if (view.kind !== 'mine' && view.kind !== 'held') return sql<boolean>`false`;
  return askedToSign(sql`${view.kind === 'mine' ? [...view.persons] : [view.person]}::text[]`);
}

/** Of `read.tasks t`. */
async function filterOf(store: Store, filter: TaskFilter): Promise<RawBuilder<boolean>> {
  const { procedure, group, unit, claimed, dueFrom, dueBy, text } = filter;
  const conditions = [
    procedure !== undefined && sql`t.procedure = ${procedure}`,
    group !== undefined && sql`t.grp = ${group}`,
    unit !== undefined && sql`t.unit = ${unit}`,
    claimed === true && sql`t.claimed_by IS NOT NULL`,
    claimed === false && sql`t.claimed_by IS NULL`,
    dueFrom !== undefined && sql`t.due_sort >= ${dueFrom}::date AND t.due_sort < ${NO_DUE_DATE}::date`,
    dueBy !== undefined && sql`t.due_sort <= ${dueBy}::date`,
    text !== undefined && (await withText(store, text, sql`t.case_id`)),
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? sql<boolean>`true` : sql<boolean>`${sql.join(conditions, sql` AND `)}`;
}

/** How many tasks a view has under a filter, up to `max`: counting 20,000 costs more than a page. */
export async function countTasks(store: Store, view: WorklistView, filter: TaskFilter, max: number): Promise<number> {
  const inner = candidates(view, await filterOf(store, filter), spanOf(filter, max));
  const result = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (SELECT FROM (${inner}) AS t LIMIT ${max}) AS counted`.execute(store.db);
  return result.rows[0]?.n ?? 0;
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
    definition: row.definition,
    token: row.token,
    step: row.step,
    item: row.item,
    itemName: row.item_name,
    group: row.grp,
    unit: row.unit,
    claimedBy: row.claimed_by,
    delegatedTo: row.delegated_to,
    sentBackAt: row.sent_back_at,
    urgedAt: row.urged_at,
    toSign: row.to_sign,
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
    SELECT t.*, c.number, c.subject, c.definition, false AS to_sign FROM read.tasks t JOIN read.cases c ON c.id = t.case_id
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

/** What a unit is called by a task in it. */
export interface UnitTask extends Pick<TaskItem, 'definition' | 'step' | 'item' | 'unit'> {
  name: string | null;
}

/** Of each membership with open tasks the first of them. */
export async function firstTasks(store: Store, memberships: readonly Membership[]): Promise<UnitTask[]> {
  const { groups, units } = columnsOf(memberships);
  const result = await sql<UnitTask>`
    SELECT c.definition, t.step, t.item, t.unit, t.item_name AS name
    FROM unnest(${groups}::text[], ${units}::text[]) AS m(grp, unit)
    CROSS JOIN LATERAL (
      SELECT * FROM read.tasks t WHERE t.grp = m.grp AND t.unit = m.unit AND t.state = 'open'
      ORDER BY t.due_sort, t.case_id, t.token LIMIT 1
    ) AS t
    JOIN read.cases c ON c.id = t.case_id
    ORDER BY t.unit, t.grp`.execute(store.db);
  return result.rows;
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
