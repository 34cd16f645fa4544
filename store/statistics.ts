/**
 * Figures of a period: how many cases, how long they took, how many deadlines were kept; by procedure, group and month.
 * Each figure has its cases (`figureCases`), by the same conditions. No sums are kept: PostgreSQL counts when asked.
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
/** An id, if it comes to sorting: as the bytes are, for comparing as a Chinese dictionary does takes longer than all the rest. */
const named = (id: RawBuilder<unknown>) => sql`${id} COLLATE "C"`;
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

/** Of `read.deadline_runs r`. */
const IS_LATE = sql<boolean>`r.overdue_at IS NOT NULL`;

/** Of tasks and runnings, which have the procedure of their case: they are joined to it only for its unit. */
function isOfCounted(rows: 't' | 'r', { sight, procedure }: FigureQuery): RawBuilder<boolean> {
  const ofProcedure = procedure === undefined ? sql`true` : sql`${sql.ref(`${rows}.procedure`)} = ${procedure}`;
  const seen = sight.all
    ? sql`true`
    : sql`${sql.ref(`${rows}.case_id`)} IN (SELECT c.id FROM read.cases c WHERE ${inSight(sight)})`;
  return sql<boolean>`${ofProcedure} AND ${seen}`;
}

/** That the group, if one is asked for, had a task under the running. */
const isUnderGroup = ({ group }: FigureQuery) => (group === undefined ? sql`true` : sql`${group} = ANY (r.grps)`);
const isTaskOfGroup = ({ group }: FigureQuery) => (group === undefined ? sql`true` : sql`t.grp = ${group}`);

// ── durations ───────────────────────────────────────────────────────────────────────────────────────────────────

/** One row `w`: `before[i]`, how many working days lie before day `first` + i − 1. */
function workingDayTable({ firstDay, workingBefore }: Calendar): RawBuilder<unknown> {
  return sql`w AS MATERIALIZED (SELECT ${firstDay}::integer AS first, ${[...workingBefore]}::integer[] AS before)`;
}

const calendarDays = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) => sql`(${dayOf(to)} - ${dayOf(from)})`;
const workingDays = (from: RawBuilder<unknown>, to: RawBuilder<unknown>) =>
  sql`(w.before[${dayOf(to)} + 2 - w.first] - w.before[${dayOf(from)} + 2 - w.first])`;

/** So many took so long; working days null: a year's holidays are not known. */
interface Taken {
  calendar_days: number;
  working_days: number | null;
  cases: number;
}

/** Counted by their length first, for sorting them all takes longer than the rest. */
function durationsOf(taken: readonly Taken[] = []): Durations {
  return {
    calendarDays: quantilesOf(taken.map(({ calendar_days: days, cases }) => ({ days, cases }))),
    workingDays: quantilesOf(
      taken.flatMap(({ working_days: days, cases }) => (days === null ? [] : [{ days, cases }])),
    ),
  };
}

function quantilesOf(taken: readonly { days: number; cases: number }[]): Quantiles | null {
  if (taken.length === 0) return null;
  const shortest = taken.toSorted((a, b) => a.days - b.days);
  const all = casesIn(taken);
  const within = (share: number): number => {
    let left = Math.ceil(share * all);
    return shortest.find(({ cases }) => {
      left -= cases;
      return left <= 0;
    })?.days as number;
  };
  return { median: within(0.5), p90: within(0.9) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const casesIn = (counted: readonly { cases: number }[] = []): number => sum(counted.map(({ cases }) => cases));

// ── the figures ─────────────────────────────────────────────────────────────────────────────────────────────────

export async function figures(store: Store, query: FigureQuery): Promise<Figures> {
  const [started, ended, open, before, runsByMonth, runs, groups, handled] = await Promise.all([
    startedCases(store, query),
    endedCases(store, query),
    openCases(store, query),
    openAt(store, query, query.from),
    deadlineRuns<OfMonth>(store, query, sql`e.month`),
    deadlineRuns<OfDeadline>(store, query, sql`e.procedure, e.deadline, e.grps`),
    groupTasks(store, query),
    handledTasks(store, query),
  ]);
  const casesBy = <K>(keyOf: (counted: ByKey) => K) => {
    const [begun, done] = [groupedBy(started, keyOf), groupedBy(ended, keyOf)];
    return (key: K) => ({
      started: casesIn(begun.get(key)),
      ended: casesIn(done.get(key)),
      ...durationsOf(done.get(key)),
    });
  };
  const [total, ofMonth] = [casesBy(({ procedure }) => procedure !== null), casesBy(({ month }) => month)];
  const [ofProcedure, openOf] = [casesBy(({ procedure }) => procedure), groupedBy(open, ({ procedure }) => procedure)];
  const runsOfProcedure = groupedBy(runs, ({ procedure }) => procedure);
  const handledBy = groupedBy(handled, ({ grp }) => grp);
  let openNow = before;
  return {
    total: { ...total(true), ...runsOf(runs), open: casesIn(open) },
    months: monthsOf(query).map((month, i) => {
      const cases = ofMonth(i + 1);
      openNow += cases.started - cases.ended;
      return { month, ...cases, ...runsOf(runsByMonth.filter((run) => run.month === i + 1)), open: openNow };
    }),
    procedures: proceduresOf([...started, ...ended, ...open, ...runs]).map((procedure) => ({
      procedure,
      ...ofProcedure(procedure),
      ...runsOf(runsOfProcedure.get(procedure)),
      open: casesIn(openOf.get(procedure)),
    })),
    groups: groups.map(({ grp, ...counted }) => ({
      group: grp,
      ...counted,
      completed: casesIn(handledBy.get(grp)),
      ...durationsOf(handledBy.get(grp)),
      ...runsOf(runs.filter(({ grps }) => grps.includes(grp))),
    })),
    deadlines: deadlinesOf(runs),
  };
}

function groupedBy<R, K>(rows: readonly R[], keyOf: (row: R) => K): Map<K, R[]> {
  const groups = new Map<K, R[]>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}

function monthsOf({ from, to }: Period): string[] {
  const months: string[] = [];
  for (let day = localDate(from); day <= localDate(to - 1); day = addMonths(`${day.slice(0, 7)}-01`, 1)) {
    months.push(day.slice(0, 7));
  }
  return months;
}

function proceduresOf(rows: readonly { procedure: string | null }[]): string[] {
  return [...new Set(rows.flatMap(({ procedure }) => procedure ?? []))].sort();
}

/** Procedure and month of the period, from 1; of grouping sets one of them: all are counted by each. */
interface ByKey {
  procedure: string | null;
  month: number | null;
}

type Counted = ByKey & { cases: number };

async function startedCases(store: Store, query: FigureQuery): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    SELECT e.procedure, e.month, count(*) AS cases
    FROM (SELECT ${named(sql`c.procedure`)} AS procedure, ${monthOf(sql`c.started_at`, query)} AS month
      FROM read.cases c WHERE ${within(sql`c.started_at`, query)} AND ${isCounted(query)}) AS e
    GROUP BY e.procedure, e.month`.execute(store.db);
  return rows;
}

async function endedCases(store: Store, query: FigureQuery): Promise<(ByKey & Taken)[]> {
  const [from, to] = [sql`c.started_at`, sql`c.ended_at`];
  const { rows } = await sql<ByKey & Taken>`
    WITH ${workingDayTable(query.calendar)}, e AS MATERIALIZED (
      SELECT ${named(sql`c.procedure`)} AS procedure, ${monthOf(to, query)} AS month, ${calendarDays(from, to)} AS calendar_days,
        ${workingDays(from, to)} AS working_days
      FROM read.cases c CROSS JOIN w WHERE ${within(to, query)} AND ${isCounted(query)})
    SELECT e.procedure, e.month, e.calendar_days, e.working_days, count(*) AS cases FROM e
    GROUP BY GROUPING SETS ((e.procedure, e.calendar_days, e.working_days), (e.month, e.calendar_days, e.working_days))`.execute(
    store.db,
  );
  return rows;
}

/** Now. */
async function openCases(store: Store, query: FigureQuery): Promise<{ procedure: string; cases: number }[]> {
  const { rows } = await sql<{ procedure: string; cases: number }>`
    SELECT c.procedure, count(*) AS cases FROM read.cases c
    WHERE c.status = 'open' AND ${isCounted(query)} GROUP BY c.procedure`.execute(store.db);
  return rows;
}

async function openAt(store: Store, query: FigureQuery, instant: number): Promise<number> {
  const { rows } = await sql<{ cases: number }>`
    SELECT count(*) AS cases FROM read.cases c
    WHERE c.started_at < ${instant}::bigint AND (c.ended_at IS NULL OR c.ended_at >= ${instant}::bigint)
      AND ${isCounted(query)}`.execute(store.db);
  return rows[0]?.cases ?? 0;
}

interface FoundRuns {
  in_time: number;
  late: number;
  still_late: number;
}
/** Of the period, from 1. */
interface OfMonth {
  month: number;
}
/** And of the groups that had a task under it. */
interface OfDeadline {
  procedure: string;
  deadline: string;
  grps: string[];
}

function runsOf(runs: readonly FoundRuns[] = []): DeadlineFigures {
  return {
    inTime: sum(runs.map(({ in_time }) => in_time)),
    late: sum(runs.map(({ late }) => late)),
    stillLate: sum(runs.map(({ still_late }) => still_late)),
  };
}

function deadlinesOf(runs: readonly (FoundRuns & OfDeadline)[]): Figures['deadlines'] {
  const byName = groupedBy(runs, ({ procedure, deadline }) => `${procedure} ${deadline}`);
  return [...byName.keys()].sort().map((name) => {
    const [procedure = '', deadline = ''] = name.split(' ');
    return { procedure, deadline, ...runsOf(byName.get(name)) };
  });
}

/**
 * With a group: the runnings under which it had a task.
 * @param key what they are counted by
 */
async function deadlineRuns<K>(store: Store, query: FigureQuery, key: RawBuilder<unknown>): Promise<(FoundRuns & K)[]> {
  const { rows } = await sql<FoundRuns & K>`
    SELECT ${key}, count(*) FILTER (WHERE NOT e.late) AS in_time, count(*) FILTER (WHERE e.late) AS late,
      count(*) FILTER (WHERE e.late AND e.open) AS still_late
    FROM (SELECT r.procedure, r.deadline, r.grps, ${monthOf(sql`r.judged_at`, query)} AS month, ${IS_LATE} AS late,
        r.ended_at IS NULL AS open
      FROM read.deadline_runs r
      WHERE ${within(sql`r.judged_at`, query)} AND ${isOfCounted('r', query)} AND ${isUnderGroup(query)}) AS e
    GROUP BY ${key}`.execute(store.db);
  return rows;
}

/** Groups that had something to do in the period or have now. */
async function groupTasks(store: Store, query: FigureQuery): Promise<{ grp: string; opened: number; open: number }[]> {
  const [opened, done] = [within(sql`t.opened_at`, query), isDone(query)];
  const { rows } = await sql<{ grp: string; opened: number; open: number }>`
    SELECT t.grp, count(*) FILTER (WHERE ${opened}) AS opened, count(*) FILTER (WHERE t.state = 'open') AS open
    FROM read.tasks t
    WHERE (${opened} OR ${done} OR t.state = 'open') AND ${isTaskOfGroup(query)} AND ${isOfCounted('t', query)}
    GROUP BY t.grp ORDER BY ${named(sql`t.grp`)}`.execute(store.db);
  return rows;
}

const isDone = (query: FigureQuery) => sql`(t.state = 'completed' AND ${within(sql`t.closed_at`, query)})`;

/** Tasks completed in the period. */
async function handledTasks(store: Store, query: FigureQuery): Promise<(Taken & { grp: string })[]> {
  const [from, to] = [sql`t.opened_at`, sql`t.closed_at`];
  const { rows } = await sql<Taken & { grp: string }>`
    WITH ${workingDayTable(query.calendar)}
    SELECT ${named(sql`t.grp`)} AS grp, ${calendarDays(from, to)} AS calendar_days, ${workingDays(from, to)} AS working_days, count(*) AS cases
    FROM read.tasks t CROSS JOIN w
    WHERE ${isDone(query)} AND ${isTaskOfGroup(query)} AND ${isOfCounted('t', query)}
    GROUP BY 1, 2, 3`.execute(store.db);
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
      return sql<boolean>`EXISTS (SELECT FROM read.tasks t WHERE t.case_id = c.id AND ${isDone(query)}
        AND ${isTaskOfGroup(query)})`;
    }
    case 'kept':
    case 'late': {
      const ofDeadline = query.deadline === undefined ? sql`true` : sql`r.deadline = ${query.deadline}`;
      // IS TRUE keeps it from being joined to the cases, where the planner looks through all verdicts of the time again
      // for each case: they are found once, by the instant of the verdict, and looked up by hash.
      return sql<boolean>`(c.id IN (SELECT r.case_id FROM read.deadline_runs r WHERE ${ofDeadline}
        AND ${within(sql`r.judged_at`, query)} AND (${IS_LATE}) = ${query.figure === 'late'}::boolean AND ${isUnderGroup(query)})) IS TRUE`;
    }
  }
}
