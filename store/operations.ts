/** What an operator looks at: incidents, and which definitions and calendars open cases are pinned to. */
import { sql } from 'kysely';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';

export interface IncidentItem {
  caseId: string;
  caseNumber: string;
  procedure: string;
  incident: number;
  kind: string;
  reason: string;
  step: string | null;
  raisedAt: number;
  resolvedAt: number | null;
}

/** Latest first. @throws RangeError for the limit, BadCursor for the cursor */
export async function listIncidents(
  store: Store,
  query: { open: boolean; limit: number; cursor?: string },
): Promise<Page<IncidentItem>> {
  const limit = checkedLimit(query.limit);
  let select = store.db
    .selectFrom('read.incidents as i')
    .innerJoin('read.cases as c', 'c.id', 'i.case_id')
    .select(['i.case_id', 'c.number', 'c.procedure', 'i.incident', 'i.kind', 'i.reason', 'i.step'])
    .select(['i.raised_at', 'i.resolved_at'])
    .where('i.resolved_at', query.open ? 'is' : 'is not', null);
  if (query.cursor !== undefined) {
    const [at, caseId, incident] = decodeCursor(query.cursor, ['number', 'uuid', 'number']);
    select = select.where(
      sql<boolean>`(i.raised_at, i.case_id, i.incident) < (${at}::bigint, ${caseId}::uuid, ${incident}::integer)`,
    );
  }
  const rows = await select
    .orderBy('i.raised_at', 'desc')
    .orderBy('i.case_id', 'desc')
    .orderBy('i.incident', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => ({
      caseId: row.case_id,
      caseNumber: row.number,
      procedure: row.procedure,
      incident: row.incident,
      kind: row.kind,
      reason: row.reason,
      step: row.step,
      raisedAt: row.raised_at,
      resolvedAt: row.resolved_at,
    }),
    (row) => [row.raised_at, row.case_id, row.incident],
  );
}

export async function openCasesByDefinition(
  store: Store,
): Promise<{ procedure: string; definition: string; cases: number }[]> {
  return store.db
    .selectFrom('read.cases')
    .select(({ fn }) => ['procedure', 'definition', fn.countAll<number>().as('cases')])
    .where('status', '=', 'open')
    .groupBy(['procedure', 'definition'])
    .orderBy('procedure')
    .orderBy('definition')
    .execute();
}

/** Ids of open cases that count with another calendar than this, in order, after an id ('' for the first). */
export async function openCasesWithOtherCalendar(
  store: Store,
  calendar: string,
  after: string,
  limit: number,
): Promise<string[]> {
  let select = store.db
    .selectFrom('read.cases')
    .select('id')
    .where('status', '=', 'open')
    .where('calendar', '<>', calendar);
  if (after !== '') select = select.where('id', '>', after);
  const rows = await select.orderBy('id').limit(limit).execute();
  return rows.map(({ id }) => id);
}

/** Deadlines that wait for the holidays of a year, by year. */
export async function deadlinesWithoutYear(store: Store): Promise<{ year: number; deadlines: number }[]> {
  const rows = await store.db
    .selectFrom('read.deadlines')
    .select(({ fn }) => ['unknown_year', fn.countAll<number>().as('deadlines')])
    .where('unknown_year', 'is not', null)
    .where('state', '=', 'running')
    .groupBy('unknown_year')
    .orderBy('unknown_year')
    .execute();
  return rows.map(({ unknown_year, deadlines }) => ({ year: unknown_year ?? 0, deadlines }));
}
