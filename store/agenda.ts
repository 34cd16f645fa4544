/**
 * What is due for a person's groups: counted by day, by group and procedure, and listed page by page. Counting and
 * listing go along the index of a group's dates; no list is ever read whole.
 */
import { type RawBuilder, sql } from 'kysely';
import { type Calendar, isKnown, workingDay } from '../rules/calendar/calendar.ts';
import { addDays, endOfWeek, type PlainDate } from '../rules/calendar/date.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import { NO_DUE_DATE } from './deadline-facts.ts';
import type { Gazette } from './gazettes.ts';
import type { AgendaRow } from './tables.ts';
import type { Membership } from './worklist.ts';

// ── whose ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The rows of one group that a person is concerned by. */
export interface Desk {
  /** `<slug>/<group>`; `<slug>/`: what is nobody's turn. */
  grp: string;
  /** Null: of every unit. */
  units: string[] | null;
  /** Whether the unit is that of the case, and not that of the task. */
  byCase: boolean;
}

/**
 * By memberships of offices: the groups' own, and of the same documents what parties owe and what is nobody's turn, in
 * the member's units. The city's members are concerned by every unit.
 */
export function desksOf(memberships: readonly Membership[], gazettes: readonly Gazette[]): Desk[] {
  return gazettes.flatMap((gazette) => {
    const parties = gazette.groups.filter(({ party }) => party === true).map(({ id }) => `${gazette.id}/${id}`);
    const own = memberships.filter(({ group }) => group.startsWith(`${gazette.id}/`) && !parties.includes(group));
    if (own.length === 0) return [];
    const desks = [...new Set(own.map(({ group }) => group))].map((grp) => {
      const anyUnit = gazette.groups.find(({ id }) => `${gazette.id}/${id}` === grp)?.anyUnit === true;
      const units = unitsOf(own.filter(({ group }) => group === grp));
      return { grp, units: units === null || !anyUnit ? units : ['', ...units], byCase: false };
    });
    const units = unitsOf(own);
    const shared = [...parties, `${gazette.id}/`].map((grp) => ({
      grp,
      // A case of the city concerns every unit.
      units: units === null ? null : ['', ...units],
      byCase: true,
    }));
    return [...desks, ...shared];
  });
}

function unitsOf(memberships: readonly Membership[]): string[] | null {
  const units = [...new Set(memberships.map(({ unit }) => unit))];
  return units.includes('') ? null : units;
}

/** Of `read.agenda a` and `m`, a row for each desk. */
const AT_DESK = sql<boolean>`a.grp = m.grp
  AND (m.units IS NULL OR (CASE WHEN m."byCase" THEN a.case_unit ELSE a.unit END) = ANY (m.units))`;

function deskRows(desks: readonly Desk[]): RawBuilder<unknown> {
  return sql`json_to_recordset(${JSON.stringify(desks)}::json) AS m(grp text, units text[], "byCase" boolean)`;
}

// ── what is at risk ─────────────────────────────────────────────────────────────────────────────────────────────

/**
 * `overdue`: its last day is over. `near`: so few days of its own basis are left as its last reminder gives, or three.
 * `unclaimed`: overdue or due within seven days, and nobody has claimed a task under it. `suspended`: it stands still.
 * `unknown`: its date waits for the holidays of a year.
 */
export const RISKS = ['overdue', 'near', 'unclaimed', 'suspended', 'unknown'] as const;
export type Risk = (typeof RISKS)[number];

/** A day with what is near by then. */
export interface Today {
  today: PlainDate;
  /** The last day on which an unclaimed one is at risk. */
  soon: PlainDate;
  /** By n: the n-th working day after today, or the earliest that it can be. */
  workingDays: PlainDate[];
}

const SOON_DAYS = 7;
/** A year's working days: no last reminder comes earlier. */
const LONGEST_WARNING = 260;

export function todayOf(today: PlainDate, calendar: Calendar): Today {
  const workingDays = Array.from({ length: LONGEST_WARNING + 1 }, (_, n) => {
    const day = workingDay(today, n, calendar);
    if (isKnown(day)) return day;
    return 'beyond' in day ? day.earliest : addDays(today, n);
  });
  return { today, soon: addDays(today, SOON_DAYS), workingDays };
}

function isAtRisk(risk: Risk, { today, soon, workingDays }: Today): RawBuilder<boolean> {
  switch (risk) {
    case 'overdue':
      return sql<boolean>`(a.state = 'overdue' OR a.due < ${today}::date)`;
    case 'near':
      return sql<boolean>`(a.state = 'running' AND a.due >= ${today}::date AND a.due <= CASE a.basis
        WHEN 'working' THEN (${workingDays}::date[])[least(a.warn_days, ${LONGEST_WARNING}) + 1]
        ELSE ${today}::date + a.warn_days END)`;
    case 'unclaimed':
      return sql<boolean>`(a.unclaimed > 0 AND a.due <= ${soon}::date)`;
    case 'suspended':
      return sql<boolean>`(a.state = 'suspended')`;
    case 'unknown':
      return sql<boolean>`(a.unknown_year IS NOT NULL)`;
  }
}

/** `any`: one of them. */
export type RiskFilter = Risk | 'any';

function passesRisk(risk: RiskFilter | undefined, today: Today): RawBuilder<boolean> {
  if (risk === undefined) return sql<boolean>`true`;
  if (risk !== 'any') return isAtRisk(risk, today);
  return sql<boolean>`(${sql.join(
    RISKS.map((one) => isAtRisk(one, today)),
    sql` OR `,
  )})`;
}

const countsAtRisk = (today: Today) =>
  sql.join(RISKS.map((risk) => sql`count(*) FILTER (WHERE ${isAtRisk(risk, today)}) AS ${sql.ref(risk)}`));

export type RiskCounts = Record<Risk, number>;

// ── how many ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface AgendaFilter {
  desks: readonly Desk[];
  today: Today;
  procedure?: string;
  risk?: RiskFilter;
}

export type DayCounts = { day: PlainDate; due: number } & RiskCounts;

/** Days of the span, both ends included, on which anything ends. */
export async function agendaDays(
  store: Store,
  filter: AgendaFilter,
  span: { from: PlainDate; to: PlainDate },
): Promise<DayCounts[]> {
  const { rows } = await sql<DayCounts>`
    SELECT a.due_sort AS day, count(*) AS due, ${countsAtRisk(filter.today)}
    FROM ${deskRows(filter.desks)} JOIN read.agenda a ON ${AT_DESK}
    WHERE a.due_sort BETWEEN ${span.from}::date AND ${span.to}::date AND ${passing(filter)}
    GROUP BY a.due_sort ORDER BY a.due_sort`.execute(store.db);
  return rows;
}

export type GroupCounts = { grp: string; procedure: string; open: number } & RiskCounts;

export async function agendaCounts(store: Store, filter: AgendaFilter): Promise<GroupCounts[]> {
  const { rows } = await sql<GroupCounts>`
    SELECT a.grp, a.procedure, count(*) AS open, ${countsAtRisk(filter.today)}
    FROM ${deskRows(filter.desks)} JOIN read.agenda a ON ${AT_DESK}
    WHERE ${passing(filter)}
    GROUP BY a.grp, a.procedure ORDER BY a.grp, a.procedure`.execute(store.db);
  return rows;
}

function passing({ procedure, risk, today }: AgendaFilter): RawBuilder<boolean> {
  const ofProcedure = procedure === undefined ? sql`true` : sql`a.procedure = ${procedure}`;
  return sql<boolean>`${ofProcedure} AND ${passesRisk(risk, today)}`;
}

// ── which ───────────────────────────────────────────────────────────────────────────────────────────────────────

export type AgendaItem = AgendaRow & { number: string; subject: string; definition: string; risks: Risk[] };

type FoundItem = Omit<AgendaItem, 'risks'> & Record<`risk_${Risk}`, boolean | null>;

/** `without-date`: what is suspended, or waits for a year's holidays. */
export type AgendaSpan = { from: PlainDate; to: PlainDate } | 'without-date';

/** In the order in which they end. @throws RangeError for the limit, BadCursor for the cursor */
export async function agendaPage(
  store: Store,
  query: AgendaFilter & { span: AgendaSpan; limit: number; cursor?: string },
): Promise<Page<AgendaItem>> {
  const limit = checkedLimit(query.limit);
  const { from, to } = query.span === 'without-date' ? { from: NO_DUE_DATE, to: NO_DUE_DATE } : query.span;
  const [due = from, caseId = FIRST_ID, deadline = '', grp = '', unit = ''] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['date', 'uuid', 'string', 'string', 'string']);
  const inOrder = sql`ORDER BY a.due_sort, a.case_id, a.deadline, a.grp, a.unit LIMIT ${limit + 1}`;
  const { rows } = await sql<FoundItem>`
    SELECT a.*, c.number, c.subject, c.definition, ${sql.join(
      RISKS.map((risk) => sql`${isAtRisk(risk, query.today)} AS ${sql.ref(`risk_${risk}`)}`),
    )}
    FROM (
      SELECT a.* FROM ${deskRows(query.desks)} CROSS JOIN LATERAL (
        SELECT a.* FROM read.agenda a
        WHERE ${AT_DESK} AND a.due_sort BETWEEN ${from}::date AND ${to}::date AND ${passing(query)}
          AND (a.due_sort, a.case_id, a.deadline, a.grp, a.unit)
            > (${due}::date, ${caseId}::uuid, ${deadline}, ${grp}, ${unit})
        ${inOrder}) AS a
      ${inOrder}) AS a
    JOIN read.cases c ON c.id = a.case_id
    ORDER BY a.due_sort, a.case_id, a.deadline, a.grp, a.unit`.execute(store.db);
  return pageOf(rows, limit, itemOf, (row) => [row.due_sort, row.case_id, row.deadline, row.grp, row.unit]);
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

function itemOf({
  risk_overdue,
  risk_near,
  risk_unclaimed,
  risk_suspended,
  risk_unknown,
  ...row
}: FoundItem): AgendaItem {
  const is: Record<Risk, boolean | null> = {
    overdue: risk_overdue,
    near: risk_near,
    unclaimed: risk_unclaimed,
    suspended: risk_suspended,
    unknown: risk_unknown,
  };
  return { ...row, risks: RISKS.filter((risk) => is[risk] === true) };
}

// ── for calendars ───────────────────────────────────────────────────────────────────────────────────────────────

/** A running of a deadline as an entry of a calendar. */
export interface CalendarEntry {
  caseId: string;
  number: string;
  procedure: string;
  definition: string;
  deadline: string;
  run: number;
  /** What a calendar that knows the entry already needs, to see that it is newer. */
  version: number;
  changedAt: number;
  due: PlainDate;
  basis: string;
  /** Met or cancelled, within the last days. */
  isOver: boolean;
}

const MOST_ENTRIES = 2_000;

/** What is due first, each deadline once, and what ended at `endedSince` or later. */
export async function calendarEntries(
  store: Store,
  desks: readonly Desk[],
  endedSince: number,
): Promise<CalendarEntry[]> {
  const columns = sql`c.number, c.procedure, c.definition, r.case_id AS "caseId", r.deadline, r.run, r.version,
    r.changed_at AS "changedAt", r.due`;
  const [open, over] = await Promise.all([
    sql<CalendarEntry>`
      SELECT ${columns}, a.basis, false AS "isOver" FROM (
        SELECT DISTINCT a.due_sort, a.case_id, a.deadline, a.run, a.basis
        FROM ${deskRows(desks)} JOIN read.agenda a ON ${AT_DESK} WHERE a.due IS NOT NULL
        ORDER BY a.due_sort, a.case_id, a.deadline LIMIT ${MOST_ENTRIES}) AS a
      JOIN read.deadline_runs r ON r.case_id = a.case_id AND r.deadline = a.deadline AND r.run = a.run
      JOIN read.cases c ON c.id = a.case_id ORDER BY a.due_sort, a.case_id, a.deadline`.execute(store.db),
    sql<CalendarEntry>`
      SELECT ${columns}, '' AS basis, true AS "isOver"
      FROM read.deadline_runs r JOIN read.cases c ON c.id = r.case_id
      WHERE r.ended_at >= ${endedSince}::bigint AND r.due IS NOT NULL AND EXISTS (
        SELECT FROM read.tasks t JOIN ${deskRows(desks)} ON t.grp = m.grp
          AND (m.units IS NULL OR (CASE WHEN m."byCase" THEN c.unit ELSE t.unit END) = ANY (m.units))
        WHERE t.case_id = r.case_id AND t.step = ANY (r.steps))
      ORDER BY r.ended_at DESC, r.case_id, r.deadline, r.run LIMIT ${MOST_ENTRIES}`.execute(store.db),
  ]);
  return [...open.rows, ...over.rows];
}

// ── for a digest ────────────────────────────────────────────────────────────────────────────────────────────────

export interface DigestCounts {
  overdue: number;
  /** Due on that day; due later in its week. */
  today: number;
  week: number;
  /** Begun at `since` or later. */
  fresh: number;
}

export async function digestCounts(
  store: Store,
  desks: readonly Desk[],
  today: PlainDate,
  since: number,
): Promise<DigestCounts> {
  const { rows } = await sql<DigestCounts>`
    SELECT count(*) FILTER (WHERE a.state = 'overdue' OR a.due < ${today}::date) AS overdue,
      count(*) FILTER (WHERE a.due = ${today}::date) AS today,
      count(*) FILTER (WHERE a.due > ${today}::date AND a.due <= ${endOfWeek(today)}::date) AS week,
      count(*) FILTER (WHERE r.started_at >= ${since}::bigint) AS fresh
    FROM ${deskRows(desks)} JOIN read.agenda a ON ${AT_DESK}
    JOIN read.deadline_runs r ON r.case_id = a.case_id AND r.deadline = a.deadline AND r.run = a.run`.execute(store.db);
  return rows[0] ?? { overdue: 0, today: 0, week: 0, fresh: 0 };
}
