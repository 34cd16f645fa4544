/**
 * Campaigns: cases with others around them. How many of these stand where, and which they are, is asked of the read
 * model each time; nothing is kept, and no case waits for it. Who may see what is decided by the caller.
 *
 * A case is overdue, or due soon, by the first date of its open tasks.
 */
import { type RawBuilder, sql } from 'kysely';
import type { JsonObject } from '../rules/json.ts';
import { inSight, type Sight } from './case-view.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import { NO_DUE_DATE } from './project-facts.ts';
import type { CaseRow } from './tables.ts';

/** Cases of a procedure that are around a campaign, beside those that it started itself. */
export interface CampaignMembers {
  procedure: string;
  /** `while-open`: started between its start and its end; `data`: with these values; `none`: no others (yet). */
  by: { kind: 'while-open' } | { kind: 'data'; match: JsonObject } | { kind: 'none' };
}

export interface Campaign {
  caseId: string;
  /** Epoch ms, both included. */
  startedAt: number;
  /** Null: open. */
  endedAt: number | null;
  members: readonly CampaignMembers[];
}

/** Calendar dates `YYYY-MM-DD`: what is before `today` is overdue, what is up to `soon` is due soon. */
export interface Days {
  today: string;
  soon: string;
}

export interface MemberProgress {
  procedure: string;
  open: number;
  ended: number;
  overdue: number;
  soon: number;
  /** Open cases without an open task: they wait for a message, a date or another case. */
  waiting: number;
  /** Open cases by the steps that they are at; one with several tasks is counted at each. */
  steps: { step: string; open: number; overdue: number }[];
  outcomes: { outcome: string; cases: number }[];
  units: { unit: string; open: number; ended: number; overdue: number; soon: number }[];
}

// ── which cases ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Ids of the cases that a case started, by procedure. */
async function startedBy(store: Store, caseId: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ id: string; procedure: string }>`
    SELECT c.id, c.procedure FROM read.cases c WHERE c.id IN (
      SELECT id FROM read.cases WHERE parent_case = ${caseId}::uuid
      UNION ALL
      SELECT (body -> 'result' ->> 'caseId')::uuid FROM read.facts
      WHERE case_id = ${caseId}::uuid AND type = 'effect-done' AND body -> 'result' ->> 'caseId' IS NOT NULL)`.execute(
    store.db,
  );
  const started = new Map<string, string[]>();
  for (const { id, procedure } of rows) started.set(procedure, [...(started.get(procedure) ?? []), id]);
  return started;
}

/** Of `read.cases c`. */
function isMember(
  campaign: Campaign,
  { procedure, by }: CampaignMembers,
  started: readonly string[],
): RawBuilder<boolean> {
  const isOther = sql<boolean>`c.procedure = ${procedure} AND c.id <> ${campaign.caseId}::uuid`;
  const until = campaign.endedAt ?? Number.MAX_SAFE_INTEGER;
  const own = sql`SELECT unnest(${started}::uuid[])`;
  switch (by.kind) {
    case 'none':
      return sql<boolean>`${isOther} AND c.id IN (${own})`;
    case 'while-open': {
      const range = sql`BETWEEN ${campaign.startedAt}::bigint AND ${until}::bigint`;
      if (started.length === 0) return sql<boolean>`${isOther} AND c.started_at ${range}`;
      return sql<boolean>`${isOther} AND c.id IN (
        ${own} UNION ALL SELECT w.id FROM read.cases w WHERE w.procedure = ${procedure} AND w.started_at ${range})`;
    }
    case 'data': {
      // Two parts, for the two indexes.
      const match = sql`k.procedure = ${procedure} AND k.keys @> ${JSON.stringify(by.match)}::jsonb`;
      return sql<boolean>`${isOther} AND c.id IN (
        ${own} UNION ALL SELECT k.case_id FROM read.case_keys k WHERE k.open AND ${match}
        UNION ALL SELECT k.case_id FROM read.case_keys k WHERE NOT k.open AND ${match})`;
    }
  }
}

// ── how many ────────────────────────────────────────────────────────────────────────────────────────────────────

interface Group {
  unit: string;
  status: 'open' | 'ended';
  outcome: string | null;
  cases: number;
  overdue: number;
  soon: number;
  waiting: number;
}

/** In the order of the campaign's members. */
export async function campaignProgress(
  store: Store,
  campaign: Campaign,
  sight: Sight,
  days: Days,
): Promise<MemberProgress[]> {
  const started = await startedBy(store, campaign.caseId);
  return Promise.all(
    campaign.members.map(async (members) => {
      const which = isMember(campaign, members, started.get(members.procedure) ?? []);
      return progressOf(store, members.procedure, sql`${which} AND ${inSight(sight)}`, days);
    }),
  );
}

async function progressOf(
  store: Store,
  procedure: string,
  which: RawBuilder<unknown>,
  { today, soon }: Days,
): Promise<MemberProgress> {
  const { rows } = await sql<{ groups: Group[]; steps: MemberProgress['steps'] }>`
    WITH m AS MATERIALIZED (SELECT c.id, c.unit, c.status, c.outcome FROM read.cases c WHERE ${which}),
    work AS MATERIALIZED (
      SELECT t.case_id AS id, t.step, min(t.due_sort) AS due FROM read.tasks t
      WHERE t.procedure = ${procedure} AND t.state = 'open' AND t.case_id IN (SELECT id FROM m WHERE status = 'open')
      GROUP BY t.case_id, t.step),
    first AS (SELECT id, min(due) AS due FROM work GROUP BY id),
    groups AS (
      SELECT m.unit, m.status, m.outcome, count(*) AS cases,
        count(*) FILTER (WHERE f.due < ${today}::date) AS overdue,
        count(*) FILTER (WHERE f.due BETWEEN ${today}::date AND ${soon}::date) AS soon,
        count(*) FILTER (WHERE m.status = 'open' AND f.due IS NULL) AS waiting
      FROM m LEFT JOIN first f ON f.id = m.id GROUP BY m.unit, m.status, m.outcome),
    steps AS (
      SELECT step, count(*) AS open, count(*) FILTER (WHERE due < ${today}::date) AS overdue
      FROM work GROUP BY step ORDER BY step)
    SELECT (SELECT coalesce(json_agg(groups), '[]') FROM groups) AS groups,
      (SELECT coalesce(json_agg(steps), '[]') FROM steps) AS steps`.execute(store.db);
  return { procedure, ...summed(rows[0]?.groups ?? []), steps: rows[0]?.steps ?? [] };
}

function summed(groups: readonly Group[]): Omit<MemberProgress, 'procedure' | 'steps'> {
  const all = { open: 0, ended: 0, overdue: 0, soon: 0, waiting: 0 };
  const outcomes = new Map<string, number>();
  const units = new Map<string, MemberProgress['units'][number]>();
  for (const { unit, status, outcome, cases, overdue, soon, waiting } of groups) {
    const ofUnit = units.get(unit) ?? { unit, open: 0, ended: 0, overdue: 0, soon: 0 };
    for (const sums of [all, ofUnit]) {
      sums[status] += cases;
      sums.overdue += overdue;
      sums.soon += soon;
    }
    all.waiting += waiting;
    units.set(unit, ofUnit);
    if (outcome !== null) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + cases);
  }
  return {
    ...all,
    outcomes: sorted([...outcomes], ([outcome]) => outcome).map(([outcome, cases]) => ({ outcome, cases })),
    units: sorted([...units.values()], ({ unit }) => unit),
  };
}

function sorted<T>(items: T[], key: (item: T) => string): T[] {
  return items.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

// ── which of them ───────────────────────────────────────────────────────────────────────────────────────────────

/** A case with the steps of its open tasks, and the first date of these. */
export interface CaseAtWork {
  case: CaseRow;
  steps: string[];
  due: string | null;
}

export interface MemberFilter {
  status?: 'open' | 'ended';
  /** At this step. */
  step?: string;
  /** Open and without a task. */
  waiting?: boolean;
  outcome?: string;
  unit?: string;
  due?: 'overdue' | 'soon';
}

interface PageQuery {
  limit: number;
  cursor?: string;
}

/** Latest start first. @throws RangeError for the limit, BadCursor for the cursor */
export async function campaignMembers(
  store: Store,
  campaign: Campaign,
  members: CampaignMembers,
  query: MemberFilter & PageQuery & { sight: Sight; days: Days },
): Promise<Page<CaseAtWork>> {
  const started = await startedBy(store, campaign.caseId);
  const which = isMember(campaign, members, started.get(members.procedure) ?? []);
  return pageAtWork(store, sql<boolean>`${which} AND ${inSight(query.sight)} AND ${passing(query, query.days)}`, query);
}

/** Cases of these procedures. Latest start first. @throws RangeError for the limit, BadCursor for the cursor */
export function listCampaigns(
  store: Store,
  query: PageQuery & { procedures: readonly string[]; sight: Sight; status?: 'open' | 'ended' },
): Promise<Page<CaseAtWork>> {
  const of = sql<boolean>`c.procedure = ANY (${query.procedures}::text[])`;
  const status = query.status === undefined ? sql`true` : sql`c.status = ${query.status}`;
  return pageAtWork(store, sql<boolean>`${of} AND ${status} AND ${inSight(query.sight)}`, query);
}

function passing({ status, step, waiting, outcome, unit, due }: MemberFilter, days: Days): RawBuilder<unknown> {
  const task = (condition: RawBuilder<unknown>) =>
    sql`EXISTS (SELECT FROM read.tasks t WHERE t.case_id = c.id AND t.state = 'open' AND ${condition})`;
  const first = sql`(SELECT min(t.due_sort) FROM read.tasks t WHERE t.case_id = c.id AND t.state = 'open')`;
  const conditions = [
    ...(status === undefined ? [] : [sql`c.status = ${status}`]),
    ...(outcome === undefined ? [] : [sql`c.outcome = ${outcome}`]),
    ...(unit === undefined ? [] : [sql`c.unit = ${unit}`]),
    ...(step === undefined ? [] : [task(sql`t.step = ${step}`)]),
    ...(waiting === true ? [sql`c.status = 'open' AND NOT ${task(sql`true`)}`] : []),
    ...(due === 'overdue' ? [task(sql`t.due_sort < ${days.today}::date`)] : []),
    ...(due === 'soon' ? [sql`${first} BETWEEN ${days.today}::date AND ${days.soon}::date`] : []),
  ];
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` AND `);
}

type FoundCase = CaseRow & { at_steps: string[]; first_due: string | null };

async function pageAtWork(store: Store, which: RawBuilder<boolean>, query: PageQuery): Promise<Page<CaseAtWork>> {
  const limit = checkedLimit(query.limit);
  const [startedAt = Number.MAX_SAFE_INTEGER, id = LAST_ID] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['number', 'string']);
  const { rows } = await sql<FoundCase>`
    SELECT c.*, w.at_steps, w.first_due FROM (
      SELECT c.* FROM read.cases c WHERE ${which} AND (c.started_at, c.id) < (${startedAt}::bigint, ${id}::uuid)
      ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit + 1}) c
    CROSS JOIN LATERAL (
      SELECT coalesce(array_agg(DISTINCT t.step), '{}') AS at_steps, min(t.due_sort) AS first_due
      FROM read.tasks t WHERE t.case_id = c.id AND t.state = 'open') w
    ORDER BY c.started_at DESC, c.id DESC`.execute(store.db);
  return pageOf(rows, limit, atWork, (row) => [row.started_at, row.id]);
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function atWork({ at_steps, first_due, ...row }: FoundCase): CaseAtWork {
  return { case: row, steps: at_steps, due: first_due === NO_DUE_DATE ? null : first_due };
}
