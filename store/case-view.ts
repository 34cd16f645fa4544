/** One case as the read model has it, and lists of cases. Who may see what is decided by the caller. */
import { type RawBuilder, sql } from 'kysely';
import type { Fact } from '../engine/model.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import type { CaseHead } from './reconcile.ts';
import { gramsOfQuery, normalised } from './search-text.ts';
import type { CaseRow, DeadlineRow, DocumentRow, InboxRow, IncidentRow, TaskRow } from './tables.ts';
import type { Membership } from './worklist.ts';

export interface TimelineEntry {
  fact: Fact;
  hash: string;
  /** When the machine wrote it, epoch ms; `fact.at` is the legal instant. */
  machineAt: number;
}

export interface CaseView {
  case: CaseRow;
  /** In the order of their opening. */
  tasks: TaskRow[];
  deadlines: DeadlineRow[];
  documents: DocumentRow[];
  incidents: IncidentRow[];
  parties: { grp: string; person: string }[];
  /** Who is asked to sign one of its open tasks. */
  signers: { token: number; person: string }[];
  /** To whom, person or group, it was sent for their notice. */
  copies: { person: string | null; grp: string | null }[];
}

/** Null if the read model doesn't know the case. */
export async function caseView(store: Store, caseId: string): Promise<CaseView | null> {
  const { db } = store;
  const found = await db.selectFrom('read.cases').selectAll().where('id', '=', caseId).executeTakeFirst();
  if (found === undefined) return null;
  const [tasks, deadlines, documents, incidents, parties, signers, copies] = await Promise.all([
    db.selectFrom('read.tasks').selectAll().where('case_id', '=', caseId).orderBy('token').execute(),
    db.selectFrom('read.deadlines').selectAll().where('case_id', '=', caseId).orderBy('started_at').execute(),
    db.selectFrom('read.documents').selectAll().where('case_id', '=', caseId).orderBy('seq').execute(),
    db.selectFrom('read.incidents').selectAll().where('case_id', '=', caseId).orderBy('incident').execute(),
    db.selectFrom('read.parties').select(['grp', 'person']).where('case_id', '=', caseId).execute(),
    db.selectFrom('read.signers').select(['token', 'person']).where('case_id', '=', caseId).execute(),
    db.selectFrom('read.copies').select(['person', 'grp']).where('case_id', '=', caseId).execute(),
  ]);
  return { case: found, tasks, deadlines, documents, incidents, parties, signers, copies };
}

/** The facts from a number on, in order: all that an auditor reads, and what the state is folded from. */
export async function timeline(store: Store, caseId: string, from = 1, limit = 10_000): Promise<TimelineEntry[]> {
  const rows = await store.db
    .selectFrom('read.facts')
    .select(['body', 'hash', 'machine_at'])
    .where('case_id', '=', caseId)
    .where('seq', '>=', from)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ fact: row.body as unknown as Fact, hash: row.hash, machineAt: row.machine_at }));
}

export async function caseByNumber(store: Store, number: string): Promise<CaseRow | null> {
  const row = await store.db.selectFrom('read.cases').selectAll().where('number', '=', number).executeTakeFirst();
  return row ?? null;
}

// ── lists ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Which cases a person may see. */
export interface Sight {
  /** Every case. */
  all: boolean;
  /** Those to which this person is a party. */
  party: string;
  /** Those of a document's procedures in a unit; '' is every unit, and a case of the city is every unit's. */
  offices: readonly { slug: string; unit: string }[];
}

export interface CaseQuery {
  sight: Sight;
  /** Part of the number. */
  number?: string;
  /** Part of the applicant's name or of another short text of the start. */
  applicant?: string;
  procedure?: string;
  status?: 'open' | 'ended';
  outcome?: string;
  /** Started from this instant on, and before that one; epoch ms. */
  startedFrom?: number;
  startedBefore?: number;
  limit: number;
  cursor?: string;
}

/** Latest start first. @throws RangeError for the limit, BadCursor for the cursor */
export async function listCases(store: Store, query: CaseQuery): Promise<Page<CaseRow>> {
  const limit = checkedLimit(query.limit);
  let select = store.db.selectFrom('read.cases as c').selectAll('c').where(inSight(query.sight));
  if (query.cursor !== undefined) {
    const [startedAt = 0, id = ''] = decodeCursor(query.cursor, ['number', 'uuid']);
    select = select.where(sql<boolean>`(c.started_at, c.id) < (${startedAt}::bigint, ${id}::uuid)`);
  }
  if (query.procedure !== undefined) select = select.where('c.procedure', '=', query.procedure);
  if (query.status !== undefined) select = select.where('c.status', '=', query.status);
  if (query.outcome !== undefined) select = select.where('c.outcome', '=', query.outcome);
  if (query.startedFrom !== undefined) select = select.where('c.started_at', '>=', query.startedFrom);
  if (query.startedBefore !== undefined) select = select.where('c.started_at', '<', query.startedBefore);
  for (const text of [query.number, query.applicant].map((part) => normalised(part ?? ''))) {
    if (text !== '') select = select.where('c.id', 'in', matching(store, text));
  }
  const rows = await select
    .orderBy('c.started_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.started_at, row.id],
  );
}

/** Of `read.cases c`. */
export function inSight({ all, party, offices }: Sight): RawBuilder<boolean> {
  if (all) return sql<boolean>`true`;
  const mine = sql<boolean>`c.id IN (SELECT case_id FROM read.parties WHERE person = ${party})`;
  // Without offices the condition is one that an index answers.
  if (offices.length === 0) return mine;
  const document = sql`split_part(c.procedure, '.', 1)`;
  const whole = offices.flatMap(({ slug, unit }) => (unit === '' ? [slug] : []));
  const places = offices.flatMap(({ slug, unit }) => [`${slug}/`, `${slug}/${unit}`]);
  return sql<boolean>`(${mine} OR ${document} = ANY (${whole}::text[])
    OR ${document} || '/' || c.unit = ANY (${[...new Set(places)]}::text[]))`;
}

function matching(store: Store, text: string) {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return store.db
    .selectFrom('read.search')
    .select('case_id')
    .where(sql<boolean>`grams @> ${gramsOfQuery(text)}::text[]`)
    .where('text', 'like', pattern);
}

/** The last fact that readers see, and the number of the run that it is of; 0 and empty if they see none. */
export interface SeenHead extends CaseHead {
  runNumber: number;
}

export async function seenHead(store: Store, caseId: string): Promise<SeenHead> {
  const head = await store.db
    .selectFrom('read.cases')
    .select(['seq', 'hash as chain', 'run_number as runNumber'])
    .where('id', '=', caseId)
    .executeTakeFirst();
  return head ?? { seq: 0, chain: '', runNumber: 0 };
}

// ── inbox ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface InboxItem {
  caseId: string;
  caseNumber: string;
  procedure: string;
  subject: string;
  seq: number;
  kind: InboxRow['kind'];
  /** Empty where it came to the person alone. */
  group: string;
  /** Of an act of a person: who, on which step, with what words. */
  by: string | null;
  step: string | null;
  note: string | null;
  template: string | null;
  deadline: string | null;
  daysBefore: number | null;
  at: number;
  seen: boolean;
}

interface FoundNotice {
  case_id: string;
  number: string;
  procedure: string;
  subject: string;
  seq: number;
  place: number;
  kind: InboxItem['kind'];
  grp: string;
  template: string | null;
  deadline: string | null;
  days_before: number | null;
  by_person: string | null;
  step: string | null;
  note: string | null;
  at: number;
  seen: boolean;
}

/**
 * Notices, reminders and escalations to a person, latest first: to their groups, in a case of their unit, or where the
 * group is of a unit of its own, of that one (who belongs to the city's sees all units', a case of the city concerns
 * every unit), to the party that they are, and to themselves. A copy is there once, however often they are among those
 * who got it.
 */
export async function inbox(
  store: Store,
  query: Reader & { limit: number; cursor?: string },
): Promise<Page<InboxItem>> {
  const limit = checkedLimit(query.limit);
  const [at = Number.MAX_SAFE_INTEGER, caseId = LAST_ID, seq = 0, place = 0] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['number', 'uuid', 'number', 'number']);
  const before = sql<boolean>`(i.at, i.case_id, i.seq, i.place) < (${at}::bigint, ${caseId}::uuid, ${seq}::integer, ${place}::integer)`;
  const result = await sql<FoundNotice>`
    ${noticesTo(query, before, limit + 1)}
    ORDER BY n.at DESC, n.case_id DESC, n.seq DESC, n.place DESC LIMIT ${limit + 1}`.execute(store.db);
  return pageOf(result.rows, limit, inboxItem, (row) => [row.at, row.case_id, row.seq, row.place]);
}

/** How many of the latest notices are counted: an office's whole past is looked through by nobody. */
const COUNTED_NOTICES = 500;

/** How many of a person's latest notices they have not marked as seen. */
export async function countUnread(store: Store, reader: Reader): Promise<number> {
  const result = await sql<{ n: number }>`
    SELECT count(*) AS n FROM (${noticesTo(reader, sql<boolean>`true`, COUNTED_NOTICES)}) AS latest
    WHERE NOT seen`.execute(store.db);
  return result.rows[0]?.n ?? 0;
}

export interface Reader {
  person: string;
  memberships: readonly Membership[];
}

/** Of each way by which notices `n` come to the person the latest of those `before`, up to `limit`. */
function noticesTo({ person, memberships: of }: Reader, before: RawBuilder<boolean>, limit: number) {
  const latest = sql`ORDER BY i.at DESC, i.case_id DESC, i.seq DESC, i.place DESC LIMIT ${limit}`;
  const memberships = sql`unnest(${of.map((m) => m.group)}::text[], ${of.map((m) => m.unit)}::text[])`;
  const concerns = (m: string, i: string) =>
    sql<boolean>`${sql.ref(`${i}.grp`)} = ${sql.ref(`${m}.grp`)} AND (${sql.ref(`${m}.unit`)} = ''
      OR COALESCE(c.units->>${sql.ref(`${i}.grp`)}, c.unit) IN ('', ${sql.ref(`${m}.unit`)}))`;
  const isFirstCopy = sql<boolean>`(i.kind <> 'copy' OR NOT EXISTS (
    SELECT FROM read.inbox o WHERE o.case_id = i.case_id AND o.seq = i.seq AND (o.person = ${person}
      OR (o.place < i.place AND EXISTS (SELECT FROM ${memberships} AS n(grp, unit) WHERE ${concerns('n', 'o')})))))`;
  return sql<FoundNotice>`
    SELECT DISTINCT n.*, s.person IS NOT NULL AS seen FROM (
      (SELECT one.* FROM ${memberships} AS m(grp, unit)
        CROSS JOIN LATERAL (
          SELECT i.*, c.number, c.procedure, c.subject FROM read.inbox i JOIN read.cases c ON c.id = i.case_id
          WHERE ${concerns('m', 'i')} AND ${isFirstCopy} AND ${before} ${latest}) AS one)
      UNION ALL
      (SELECT i.*, c.number, c.procedure, c.subject FROM read.parties p
        JOIN read.inbox i ON i.case_id = p.case_id AND i.grp = p.grp JOIN read.cases c ON c.id = i.case_id
        WHERE p.person = ${person} AND ${before} ${latest})
      UNION ALL
      (SELECT i.*, c.number, c.procedure, c.subject FROM read.inbox i JOIN read.cases c ON c.id = i.case_id
        WHERE i.person = ${person} AND ${before} ${latest})
    ) AS n
    LEFT JOIN app.inbox_seen s ON s.person = ${person} AND s.case_id = n.case_id AND s.seq = n.seq`;
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function inboxItem(row: FoundNotice): InboxItem {
  return {
    caseId: row.case_id,
    caseNumber: row.number,
    procedure: row.procedure,
    subject: row.subject,
    seq: row.seq,
    kind: row.kind,
    group: row.grp,
    by: row.by_person,
    step: row.step,
    note: row.note,
    template: row.template,
    deadline: row.deadline,
    daysBefore: row.days_before,
    at: row.at,
    seen: row.seen,
  };
}

export async function markSeen(store: Store, person: string, caseId: string, seq: number): Promise<void> {
  await store.db
    .insertInto('app.inbox_seen')
    .values({ person, case_id: caseId, seq })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
