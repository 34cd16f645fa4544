/**
 * Figures of a period: how many cases, how long they took, how many deadlines were kept; by procedure, group and month.
 * Each figure has its cases (`figureCases`), by the same conditions. Nothing is kept: PostgreSQL counts when asked.
 *
 * A day is a day of the office (+08:00). Working days are those of the calendar that is given, and the same for all:
 * days after the first up to and including the last. A median is the value of a case that there is, the lower of two.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Calendar } from '../rules/calendar/calendar.ts';
import { addMonths, localDate, startOfDay } from '../rules/calendar/date.ts';
import { inSight, type Sight } from './case-view.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';

/** Epoch ms; `from` included, `to` not. */
export interface Period {
  from: number;
  to: number;
}

export interface FigureQuery extends Period {
  sight: Sight;
  calendar: Calendar;
  procedure?: string;
  /** `<slug>/<group>`: cases in which it had a task. */
  group?: string;
}

/** Days from the start to the end; null: nothing ended. Working days are null where a year's holidays are not known. */
export interface Durations {
  calendarDays: Quantiles | null;
  workingDays: Quantiles | null;
}

export interface Quantiles {
  median: number;
  /** Nine of ten took no longer. */
  p90: number;
}

export interface CaseFigures extends Durations {
  started: number;
  ended: number;
}

/** Runnings of deadlines of which it was known in the period whether they were kept. */
export interface DeadlineFigures {
  inTime: number;
  late: number;
  /** Of the late ones, those that are not met yet. */
  stillLate: number;
}

export interface GroupFigures extends Durations, DeadlineFigures {
  group: string;
  /** Tasks opened and completed in the period; open now. Their time runs from their opening. */
  opened: number;
  completed: number;
  open: number;
}

export interface Figures {
  total: CaseFigures & DeadlineFigures & { open: number };
  /** All months `YYYY-MM` of the period; `open`: at the month's end. */
  months: (CaseFigures & DeadlineFigures & { month: string; open: number })[];
  procedures: (CaseFigures & DeadlineFigures & { procedure: string; open: number })[];
  groups: GroupFigures[];
  deadlines: (DeadlineFigures & { procedure: string; deadline: string })[];
}

// ── conditions ──────────────────────────────────────────────────────────────────────────────────────────────────

const OFFICE_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

const dayOf = (ms: RawBuilder<unknown>) => sql`((${ms} + ${OFFICE_MS}) / ${DAY_MS})::integer`;
/** Which of the period's months, from 1: looked up among their starts, for writing a date for each row takes longer than the rest. */
const monthOf = (ms: RawBuilder<unknown>, period: Period) =>
  sql`width_bucket(${ms}, ${monthsOf(period).map((month) => startOfDay(`${month}-01`))}::bigint[])`;
const within = (ms: RawBuilder<unknown>, { from, to }: Period) =>
  sql<boolean>`(${ms} >= ${from}::bigint AND ${ms} < ${to}::bigint)`;

/** Of `read.cases c`. */
function isCounted({ sight, procedure, group }: FigureQuery): RawBuilder<boolean> {
  const ofProcedure = procedure === undefined ? sql`true` : sql`c.procedure = ${procedure}`;
  const ofGroup =
    group === undefined
      ? sql`true`
      : sql`EXISTS (SELECT FROM read.tasks g WHERE g.case_id = c.id AND g.grp = ${group})`;
  return sql<boolean>`${inSight(sight)} AND ${ofProcedure} AND ${ofGroup}`;
}

/** When it was known whether a running was kept, of `read.deadline_runs r`. As its index has it. */
const VERDICT = sql`coalesce(r.overdue_at, CASE r.ended_as WHEN 'met' THEN r.ended_at END)`;
const IS_LATE = sql<boolean>`r.overdue_at IS NOT NULL`;

/** That a group had a task under the running. */
const isOfGroup = (group: RawBuilder<unknown>) =>
  sql<boolean>`EXISTS (SELECT FROM read.tasks g WHERE g.case_id = r.case_id AND g.grp = ${group} AND g.step = ANY (r.steps))`;

// ── durations ───────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * One row `w`: `before[i]`, how many working days lie before day `first` + i − 1. What is made with it is MATERIALIZED before
 * it is grouped: else each row that is sorted carries the days of twenty years along.
 */
function workingDayTable({ firstDay, workingBefore }: Calendar): RawBuilder<unknown> {
  return sql`w AS MATERIALIZED (SELECT ${firstDay}::integer AS first, ${[...workingBefore]}::integer[] AS before)`;
}

const calendarDays = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) => sql`(${dayOf(to)} - ${dayOf(from)})`;
const workingDays = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
  sql`(w.before[${dayOf(to)} + 2 - w.first] - w.before[${dayOf(from)} + 2 - w.first])`;

const DURATIONS = sql`
  percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY e.calendar_days) AS calendar_days,
  percentile_disc(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY e.working_days) AS working_days`;

interface FoundDurations {
  calendar_days: [number, number] | [null, null] | null;
  working_days: [number, number] | [null, null] | null;
}

function durationsOf(found: FoundDurations | undefined): Durations {
  const quantiles = (pair: FoundDurations['calendar_days']): Quantiles | null => {
    const [median = null, p90 = null] = pair ?? [];
    return median === null || p90 === null ? null : { median, p90 };
  };
  return {
    calendarDays: quantiles(found?.calendar_days ?? null),
    workingDays: quantiles(found?.working_days ?? null),
  };
}

// ── the figures ─────────────────────────────────────────────────────────────────────────────────────────────────

export async function figures(store: Store, query: FigureQuery): Promise<Figures> {
  const [started, ended, open, before, runs, groups] = await Promise.all([
    startedCases(store, query),
    endedCases(store, query),
    openCases(store, query),
    openAt(store, query, query.from),
    deadlineRuns(store, query),
    groupFigures(store, query),
  ]);
  const at = (key: Key) => ({
    started: started.get(key)?.cases ?? 0,
    ended: ended.get(key)?.cases ?? 0,
    ...durationsOf(ended.get(key)),
    ...runsOf(runs.get(key)),
  });
  const keys = [...new Set([...started.keys(), ...ended.keys(), ...runs.keys(), ...open.keys()])].sort();
  const named = (kind: string) => keys.filter((key) => key.startsWith(`${kind} `)).map((key) => key.split(' '));
  let openNow = before;
  return {
    total: { ...at('total'), open: open.get('total')?.cases ?? 0 },
    months: monthsOf(query).map((month) => {
      const row = at(`month ${month}`);
      openNow += row.started - row.ended;
      return { month, ...row, open: openNow };
    }),
    procedures: named('procedure').map(([, procedure = '']) => ({
      procedure,
      ...at(`procedure ${procedure}`),
      open: open.get(`procedure ${procedure}`)?.cases ?? 0,
    })),
    groups,
    deadlines: named('deadline').map(([key, procedure = '', deadline = '']) => ({
      procedure,
      deadline,
      ...runsOf(runs.get(`${key} ${procedure} ${deadline}`)),
    })),
  };
}

function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let day = localDate(from); day <= localDate(to - 1); day = addMonths(`${day.slice(0, 7)}-01`, 1)) {
    months.push(day.slice(0, 7));
  }
  return months;
}

/** `total`, `month 2026-01`, `procedure <id>`, `deadline <procedure> <id>`; ids have no spaces. */
type Key = string;

interface ByKey {
  procedure: string | null;
  /** Of the period, from 1. */
  month: number | null;
  deadline?: string | null;
}

function byKey<R extends ByKey>(rows: readonly R[], period: Period): Map<Key, R> {
  const months = monthsOf(period);
  return new Map(rows.map((row) => [keyOf(row, months), row]));
}

function keyOf({ procedure, month, deadline }: ByKey, months: readonly string[]): Key {
  if (month !== null) return `month ${months[month - 1]}`;
  if (procedure === null) return 'total';
  return deadline === null || deadline === undefined ? `procedure ${procedure}` : `deadline ${procedure} ${deadline}`;
}

type Counted = ByKey & { cases: number };

async function startedCases(store: Store, query: FigureQuery): Promise<Map<Key, Counted>> {
  const { rows } = await sql<Counted>`
    SELECT e.procedure, e.month, count(*) AS cases
    FROM (SELECT c.procedure, ${monthOf(sql`c.started_at`, query)} AS month FROM read.cases c
      WHERE ${within(sql`c.started_at`, query)} AND ${isCounted(query)}) AS e
    GROUP BY GROUPING SETS ((), (e.procedure), (e.month))`.execute(store.db);
  return byKey(rows, query);
}

async function endedCases(store: Store, query: FigureQuery): Promise<Map<Key, Counted & FoundDurations>> {
  const [from, to] = [sql`c.started_at`, sql`c.ended_at`];
  const { rows } = await sql<Counted & FoundDurations>`
    WITH ${workingDayTable(query.calendar)}, e AS MATERIALIZED (
      SELECT c.procedure, ${monthOf(to, query)} AS month, ${calendarDays(from, to)} AS calendar_days,
        ${workingDays(from, to)} AS working_days
      FROM read.cases c CROSS JOIN w WHERE ${within(to, query)} AND ${isCounted(query)})
    SELECT e.procedure, e.month, count(*) AS cases, ${DURATIONS}
    FROM e GROUP BY GROUPING SETS ((), (e.procedure), (e.month))`.execute(store.db);
  return byKey(rows, query);
}

/** Now. */
async function openCases(store: Store, query: FigureQuery): Promise<Map<Key, Counted>> {
  const { rows } = await sql<Counted>`
    SELECT c.procedure, NULL::integer AS month, count(*) AS cases FROM read.cases c
    WHERE c.status = 'open' AND ${isCounted(query)} GROUP BY GROUPING SETS ((), (c.procedure))`.execute(store.db);
  return byKey(rows, query);
}

async function openAt(store: Store, query: FigureQuery, instant: number): Promise<number> {
  const { rows } = await sql<{ cases: number }>`
    SELECT count(*) AS cases FROM read.cases c
    WHERE c.started_at < ${instant}::bigint AND (c.ended_at IS NULL OR c.ended_at >= ${instant}::bigint)
      AND ${isCounted(query)}`.execute(store.db);
  return rows[0]?.cases ?? 0;
}

type FoundRuns = ByKey & { in_time: number; late: number; still_late: number };

const RUN_COUNTS = sql`count(*) FILTER (WHERE NOT e.late) AS in_time, count(*) FILTER (WHERE e.late) AS late,
  count(*) FILTER (WHERE e.late AND e.open) AS still_late`;

function runsOf(found: Omit<FoundRuns, keyof ByKey> | undefined): DeadlineFigures {
  return { inTime: found?.in_time ?? 0, late: found?.late ?? 0, stillLate: found?.still_late ?? 0 };
}

/** With a group: the runnings under which it had a task. */
async function deadlineRuns(store: Store, query: FigureQuery): Promise<Map<Key, FoundRuns>> {
  const ofGroup = query.group === undefined ? sql`true` : isOfGroup(sql`${query.group}`);
  const { rows } = await sql<FoundRuns>`
    SELECT e.procedure, e.month, e.deadline, ${RUN_COUNTS}
    FROM (SELECT c.procedure, r.deadline, ${monthOf(VERDICT, query)} AS month, ${IS_LATE} AS late, r.ended_at IS NULL AS open
      FROM read.deadline_runs r JOIN read.cases c ON c.id = r.case_id
      WHERE ${within(VERDICT, query)} AND ${isCounted(query)} AND ${ofGroup}) AS e
    GROUP BY GROUPING SETS ((), (e.month), (e.procedure), (e.procedure, e.deadline))`.execute(store.db);
  return byKey(rows, query);
}

async function groupFigures(store: Store, query: FigureQuery): Promise<GroupFigures[]> {
  const [tasks, runs] = await Promise.all([groupTasks(store, query), groupRuns(store, query)]);
  const byGroup = new Map(runs.map((row) => [row.grp, row]));
  return tasks.map(({ grp, opened, completed, open, ...found }) => ({
    group: grp,
    ...{ opened, completed, open },
    ...durationsOf(found),
    ...runsOf(byGroup.get(grp)),
  }));
}

type FoundTasks = FoundDurations & { grp: string; opened: number; completed: number; open: number };

async function groupTasks(store: Store, query: FigureQuery): Promise<FoundTasks[]> {
  const [from, to] = [sql`t.opened_at`, sql`t.closed_at`];
  const isDone = sql`(t.state = 'completed' AND ${within(to, query)})`;
  const ofGroup = query.group === undefined ? sql`true` : sql`t.grp = ${query.group}`;
  const { rows } = await sql<FoundTasks>`
    WITH ${workingDayTable(query.calendar)}, e AS MATERIALIZED (
      SELECT t.grp, ${within(from, query)} AS opened, ${isDone} AS completed, t.state = 'open' AS open,
        CASE WHEN ${isDone} THEN ${calendarDays(from, to)} END AS calendar_days,
        CASE WHEN ${isDone} THEN ${workingDays(from, to)} END AS working_days
      FROM read.tasks t JOIN read.cases c ON c.id = t.case_id CROSS JOIN w
      WHERE (${within(from, query)} OR ${isDone} OR t.state = 'open') AND ${ofGroup} AND ${isCounted(query)})
    SELECT e.grp, count(*) FILTER (WHERE e.opened) AS opened, count(*) FILTER (WHERE e.completed) AS completed,
      count(*) FILTER (WHERE e.open) AS open, ${DURATIONS}
    FROM e GROUP BY e.grp ORDER BY e.grp`.execute(store.db);
  return rows;
}

async function groupRuns(
  store: Store,
  query: FigureQuery,
): Promise<(Omit<FoundRuns, keyof ByKey> & { grp: string })[]> {
  const ofGroup = query.group === undefined ? sql`true` : sql`t.grp = ${query.group}`;
  const { rows } = await sql<Omit<FoundRuns, keyof ByKey> & { grp: string }>`
    SELECT e.grp, ${RUN_COUNTS}
    FROM (SELECT DISTINCT t.grp, r.case_id, r.deadline, r.run, ${IS_LATE} AS late, r.ended_at IS NULL AS open
      FROM read.deadline_runs r JOIN read.cases c ON c.id = r.case_id
      JOIN read.tasks t ON t.case_id = r.case_id AND t.step = ANY (r.steps)
      WHERE ${within(VERDICT, query)} AND ${ofGroup} AND ${isCounted(query)}) AS e
    GROUP BY e.grp`.execute(store.db);
  return rows;
}

// ── the cases behind a figure ───────────────────────────────────────────────────────────────────────────────────

/** `handled`: in which the group completed a task; `kept`, `late`: with such a running of a deadline. */
export const FIGURES = ['started', 'ended', 'open', 'handled', 'kept', 'late'] as const;
export type Figure = (typeof FIGURES)[number];

export interface FigureCase {
  id: string;
  number: string;
  procedure: string;
  definition: string;
  unit: string;
  status: 'open' | 'ended';
  outcome: string | null;
  startedAt: number;
  endedAt: number | null;
  calendarDays: number | null;
  workingDays: number | null;
}

/** Latest start first. @throws RangeError for the limit, BadCursor for the cursor */
export async function figureCases(
  store: Store,
  query: FigureQuery & { figure: Figure; deadline?: string; limit: number; cursor?: string },
): Promise<Page<FigureCase>> {
  const limit = checkedLimit(query.limit);
  const [startedAt = Number.MAX_SAFE_INTEGER, id = LAST_ID] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['number', 'uuid']);
  const [from, to] = [sql`c.started_at`, sql`c.ended_at`];
  const { rows } = await sql<FigureCase>`
    WITH ${workingDayTable(query.calendar)}
    SELECT c.id, c.number, c.procedure, c.definition, c.unit, c.status, c.outcome, c.started_at AS "startedAt",
      c.ended_at AS "endedAt", ${calendarDays(from, to)} AS "calendarDays", ${workingDays(from, to)} AS "workingDays"
    FROM read.cases c CROSS JOIN w
    WHERE ${isBehind(query)} AND ${isCounted(query)} AND (c.started_at, c.id) < (${startedAt}::bigint, ${id}::uuid)
    ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit + 1}`.execute(store.db);
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.startedAt, row.id],
  );
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function isBehind(query: FigureQuery & { figure: Figure; deadline?: string }): RawBuilder<boolean> {
  switch (query.figure) {
    case 'started':
      return within(sql`c.started_at`, query);
    case 'ended':
      return sql<boolean>`(c.ended_at IS NOT NULL AND ${within(sql`c.ended_at`, query)})`;
    case 'open':
      return sql<boolean>`c.status = 'open'`;
    case 'handled': {
      const ofGroup = query.group === undefined ? sql`true` : sql`t.grp = ${query.group}`;
      return sql<boolean>`EXISTS (SELECT FROM read.tasks t WHERE t.case_id = c.id AND t.state = 'completed'
        AND ${ofGroup} AND ${within(sql`t.closed_at`, query)})`;
    }
    case 'kept':
    case 'late': {
      const ofGroup = query.group === undefined ? sql`true` : isOfGroup(sql`${query.group}`);
      const ofDeadline = query.deadline === undefined ? sql`true` : sql`r.deadline = ${query.deadline}`;
      // IS TRUE keeps it from being joined to the cases, where the planner looks through all verdicts of the time again
      // for each case: they are found once, by the instant of the verdict, and looked up by hash.
      return sql<boolean>`(c.id IN (SELECT r.case_id FROM read.deadline_runs r WHERE ${ofDeadline}
        AND ${within(VERDICT, query)} AND (${IS_LATE}) = ${query.figure === 'late'}::boolean AND ${ofGroup})) IS TRUE`;
    }
  }
}
