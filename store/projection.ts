/**
 * Writes facts to the read model. Temporal is the truth; what stands here may be ahead of it (a task that wrote and was
 * then lost) or behind. So:
 *
 * P1. One writer a case at a time (an advisory lock).
 * P2. A writer older than the stored (run number, history length) writes nothing.
 * P3. Where a number has another hash, or the truth ends earlier, what stands from there on is removed and every row
 *     that is derived from facts is derived again.
 * P4. Writing the same again changes nothing; fact by fact or at once gives the same rows.
 */
import { sql, type Transaction } from 'kysely';
import type { ContentStore, Projected, ProjectedFact, ProjectionBatch, ReadModel } from '../activities/ports.ts';
import type { Bundle, Fact } from '../engine/model.ts';
import type { Store } from './database.ts';
import { DESK_CHANNEL, type DeskNotice } from './desk.ts';
import { type Outline, outlineOf } from './outline.ts';
import { projectFacts, type Rows } from './project-facts.ts';
import type { Tables } from './tables.ts';

type Tx = Transaction<Tables>;

/** Facts that were written at different times, as a whole history has them: one machine time for each. */
export interface DatedBatch extends ProjectionBatch {
  machineTimes?: readonly number[];
}

/**
 * @param store opened with a statement timeout of 2 s: an officer waits for the answer
 * @param content where the bundles are
 */
export function createReadModel(store: Store, content: ContentStore): ReadModel {
  const outlines = new Map<string, Promise<Outline>>();
  return {
    async project(batch, signal) {
      const outline = await outlineFor(batch.state.definition, content, outlines);
      const done = await store.db.transaction().execute((tx) => projectIn(tx, batch, outline, signal));
      if (done.rows !== null) await announce(store, batch, done.rows);
      return done.projected;
    },
  };
}

const OUTLINES_KEPT = 500;

async function outlineFor(hash: string, content: ContentStore, known: Map<string, Promise<Outline>>): Promise<Outline> {
  const found = known.get(hash);
  if (found !== undefined) return found;
  if (known.size >= OUTLINES_KEPT) known.clear();
  const outline = loadOutline(hash, content);
  known.set(hash, outline);
  outline.catch(() => known.delete(hash));
  return outline;
}

async function loadOutline(hash: string, content: ContentStore): Promise<Outline> {
  const text = await content.get(hash);
  if (text === null) throw new Error(`bundle ${hash} is not in the content store: deploy the definition again`);
  return outlineOf(JSON.parse(text) as Bundle);
}

interface Done {
  projected: Projected;
  /** What was written; null if nothing. */
  rows: Rows | null;
}

async function projectIn(tx: Tx, batch: ProjectionBatch, outline: Outline, signal?: AbortSignal): Promise<Done> {
  const first = batch.facts[0]?.fact.seq ?? batch.state.seq + 1;
  const stored = await lockAndLoad(tx, batch.caseId, first - 1);
  signal?.throwIfAborted();
  if (isStale(batch, stored)) return { projected: { kind: 'stale' }, rows: null };
  if (stored.seq < first - 1) return { projected: { kind: 'gap', has: stored.seq }, rows: null };
  if (first > 1 && stored.hashes.get(first - 1) !== batch.previous) {
    // It parted from the truth somewhere before: only the whole history tells where.
    return { projected: { kind: 'gap', has: 0 }, rows: null };
  }
  const parted = partsFrom(batch, stored);
  const rows = parted === null ? await append(tx, batch, outline) : await replaceFrom(tx, batch, outline, parted);
  return { projected: { kind: 'stored' }, rows };
}

// ── what is there ───────────────────────────────────────────────────────────────────────────────────────────────

interface Stored {
  seq: number;
  runNumber: number;
  historyLength: number;
  /** By number, from the one before the batch on. */
  hashes: ReadonlyMap<number, string>;
}

/** Two statements: the second one must see what the holder of the lock has written. */
async function lockAndLoad(tx: Tx, caseId: string, from: number): Promise<Stored> {
  await lockCase(tx, caseId);
  const result = await sql<{
    run_number: number | null;
    history_length: number | null;
    seq: number | null;
    hash: string;
  }>`
    SELECT c.run_number, c.history_length, f.seq, f.hash
    FROM (SELECT ${caseId}::uuid AS id) AS wanted
    LEFT JOIN read.cases c ON c.id = wanted.id
    LEFT JOIN read.facts f ON f.case_id = wanted.id
      AND f.seq >= least(${from}, (SELECT max(seq) FROM read.facts WHERE case_id = ${caseId}::uuid))`.execute(tx);
  const hashes = new Map(result.rows.flatMap(({ seq, hash }) => (seq === null ? [] : [[seq, hash] as const])));
  const pair = result.rows[0];
  return {
    seq: Math.max(0, ...hashes.keys()),
    runNumber: pair?.run_number ?? 0,
    historyLength: pair?.history_length ?? 0,
    hashes,
  };
}

async function lockCase(tx: Tx, caseId: string): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${caseId}, 0))`.execute(tx);
}

function isStale(batch: ProjectionBatch, stored: Stored): boolean {
  if (batch.runNumber !== stored.runNumber) return batch.runNumber < stored.runNumber;
  return batch.historyLength < stored.historyLength;
}

/** The first number that must go: another hash, or past the end of the truth; null if there is none. */
function partsFrom(batch: ProjectionBatch, stored: Stored): number | null {
  const other = batch.facts.find(({ fact, hash }) => fact.seq <= stored.seq && stored.hashes.get(fact.seq) !== hash);
  if (other !== undefined) return other.fact.seq;
  return stored.seq > batch.state.seq ? batch.state.seq + 1 : null;
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function append(tx: Tx, batch: ProjectionBatch, outline: Outline): Promise<Rows> {
  const rows = projectFacts(factsOf(batch.facts), batch.state, outline);
  await write(tx, batch, rows);
  return rows;
}

function factsOf(facts: readonly ProjectedFact[]): Fact[] {
  return facts.map(({ fact }) => fact);
}

/** Removes from a number on and derives every row again, from the facts kept and the new ones. */
async function replaceFrom(tx: Tx, batch: ProjectionBatch, outline: Outline, seq: number): Promise<Rows> {
  await sql`DELETE FROM read.facts WHERE case_id = ${batch.caseId} AND seq >= ${seq}`.execute(tx);
  const kept = await tx
    .selectFrom('read.facts')
    .select('body')
    .where('case_id', '=', batch.caseId)
    .where('seq', '<', batch.facts[0]?.fact.seq ?? seq)
    .orderBy('seq')
    .execute();
  await clearDerived(tx, batch.caseId);
  const earlier = kept.map(({ body }) => body as unknown as Fact);
  const rows = projectFacts([...earlier, ...factsOf(batch.facts)], batch.state, outline);
  await write(tx, batch, rows);
  return rows;
}

async function clearDerived(tx: Tx, caseId: string): Promise<void> {
  await sql`
    WITH gone AS (SELECT ${caseId}::uuid AS id),
      tasks AS (DELETE FROM read.tasks USING gone WHERE case_id = gone.id),
      deadlines AS (DELETE FROM read.deadlines USING gone WHERE case_id = gone.id),
      inbox AS (DELETE FROM read.inbox USING gone WHERE case_id = gone.id),
      documents AS (DELETE FROM read.documents USING gone WHERE case_id = gone.id),
      incidents AS (DELETE FROM read.incidents USING gone WHERE case_id = gone.id)
    DELETE FROM read.parties USING gone WHERE case_id = gone.id`.execute(tx);
}

/** One statement. Rows that a patch changes and rows that are inserted are never the same. */
async function write(tx: Tx, batch: ProjectionBatch, rows: Rows): Promise<void> {
  const id = batch.caseId;
  const told = [...rows.tasks, ...rows.patches].map((task) => task.token);
  await sql`
    WITH facts AS (
      INSERT INTO read.facts (case_id, seq, at, type, body, hash, machine_at)
      SELECT ${id}, f.seq, f.at, f.type, f.body::json, f.hash, f.machine_at
      FROM unnest(${column(batch, 'seq')}::integer[], ${column(batch, 'at')}::bigint[],
        ${column(batch, 'type')}::text[], ${batch.facts.map(({ fact }) => JSON.stringify(fact))}::text[],
        ${batch.facts.map(({ hash }) => hash)}::text[],
        ${machineTimes(batch)}::bigint[]) AS f(seq, at, type, body, hash, machine_at)
      ON CONFLICT DO NOTHING
    ), new_tasks AS (
      INSERT INTO read.tasks AS t
      SELECT * FROM json_populate_recordset(NULL::read.tasks, ${JSON.stringify(rows.tasks)}::json)
      ON CONFLICT (case_id, token) DO UPDATE SET
        state = excluded.state, claimed_by = excluded.claimed_by, closed_at = excluded.closed_at,
        completed_by = excluded.completed_by, deadline = excluded.deadline, due = excluded.due,
        due_basis = excluded.due_basis, due_earliest = excluded.due_earliest, due_sort = excluded.due_sort,
        version = CASE excluded.version WHEN 0 THEN t.version ELSE excluded.version END
      WHERE (excluded.version <> 0 AND excluded.version <> t.version)
        OR (t.deadline, t.due, t.due_earliest, t.claimed_by)
          IS DISTINCT FROM (excluded.deadline, excluded.due, excluded.due_earliest, excluded.claimed_by)
    ), old_tasks AS (
      UPDATE read.tasks AS t SET
        state = p.state, closed_at = p.closed_at, completed_by = p.completed_by, version = p.version,
        claimed_by = NULL, deadline = NULL, due = NULL, due_basis = NULL, due_earliest = NULL, due_sort = '9999-12-31'
      FROM json_to_recordset(${JSON.stringify(rows.patches)}::json)
        AS p(token integer, state text, closed_at bigint, completed_by text, version integer)
      WHERE t.case_id = ${id} AND t.token = p.token AND t.state = 'open'
    ), left_tasks AS (
      UPDATE read.tasks AS t SET
        state = 'closed', closed_at = ${batch.state.endedAt}, version = ${batch.state.seq},
        claimed_by = NULL, deadline = NULL, due = NULL, due_basis = NULL, due_earliest = NULL, due_sort = '9999-12-31'
      WHERE ${rows.case.status} = 'ended' AND t.case_id = ${id} AND t.state = 'open'
        AND t.token <> ALL (${told}::integer[])
    ), deadlines AS (
      INSERT INTO read.deadlines AS d
      SELECT * FROM json_populate_recordset(NULL::read.deadlines, ${JSON.stringify(rows.deadlines)}::json)
      ON CONFLICT (case_id, deadline) DO UPDATE SET
        state = excluded.state, basis = excluded.basis, counts_from = excluded.counts_from, days = excluded.days,
        due = excluded.due, due_earliest = excluded.due_earliest, unknown_year = excluded.unknown_year,
        suspensions = excluded.suspensions, extensions = excluded.extensions, started_at = excluded.started_at
      WHERE d IS DISTINCT FROM excluded
    ), inbox AS (
      INSERT INTO read.inbox
      SELECT * FROM json_populate_recordset(NULL::read.inbox, ${JSON.stringify(rows.inbox)}::json)
      ON CONFLICT DO NOTHING
    ), new_documents AS (
      INSERT INTO read.documents
      SELECT * FROM json_populate_recordset(NULL::read.documents, ${documentRows(rows)}::json)
      ON CONFLICT DO NOTHING
    ), numbered AS (
      UPDATE read.documents AS d SET number = n.number
      FROM json_to_recordset(${JSON.stringify(rows.documentNumbers)}::json) AS n(seq integer, number text)
      WHERE d.case_id = ${id} AND d.seq = n.seq
    ), new_incidents AS (
      INSERT INTO read.incidents
      SELECT * FROM json_populate_recordset(NULL::read.incidents, ${incidentRows(rows)}::json)
      ON CONFLICT DO NOTHING
    ), resolved AS (
      UPDATE read.incidents AS i SET resolved_at = r.resolved_at
      FROM json_to_recordset(${JSON.stringify(rows.resolved)}::json) AS r(incident integer, resolved_at bigint)
      WHERE i.case_id = ${id} AND i.incident = r.incident
    ), parties AS (
      INSERT INTO read.parties
      SELECT * FROM json_populate_recordset(NULL::read.parties, ${JSON.stringify(rows.parties)}::json)
      ON CONFLICT DO NOTHING
    ), keys AS (
      INSERT INTO read.case_keys AS k
      VALUES (${id}, ${rows.keys.procedure}, ${rows.keys.open}, ${JSON.stringify(rows.keys.keys)}::jsonb)
      ON CONFLICT (case_id) DO UPDATE SET open = excluded.open, keys = excluded.keys
      WHERE k.open <> excluded.open OR k.keys <> excluded.keys
    ), search AS (
      INSERT INTO read.search AS s VALUES (${id}, ${rows.search.text}, ${rows.search.grams}::text[])
      ON CONFLICT (case_id) DO UPDATE SET text = excluded.text, grams = excluded.grams
      WHERE s.text <> excluded.text
    )
    INSERT INTO read.cases
    SELECT * FROM json_populate_record(NULL::read.cases, ${caseRow(batch, rows)}::json)
    ON CONFLICT (id) DO UPDATE SET
      calendar = excluded.calendar, definition = excluded.definition, subject = excluded.subject, unit = excluded.unit,
      started_by = excluded.started_by, on_behalf_of = excluded.on_behalf_of, status = excluded.status,
      outcome = excluded.outcome, started_at = excluded.started_at, ended_at = excluded.ended_at,
      seq = excluded.seq, hash = excluded.hash, state_hash = excluded.state_hash,
      run_number = excluded.run_number, history_length = excluded.history_length,
      parent_case = excluded.parent_case, dirty = false, projected_at = now()`.execute(tx);
}

/** Facts go as columns: as one JSON document, PostgreSQL would refuse the characters that only type json can hold. */
function column(batch: ProjectionBatch, name: 'seq' | 'at' | 'type'): unknown[] {
  return batch.facts.map(({ fact }) => fact[name]);
}

function machineTimes(batch: DatedBatch): readonly number[] {
  return batch.machineTimes ?? batch.facts.map(() => batch.machineAt);
}

/** Documents that are issued and numbered in one batch. */
function documentRows(rows: Rows): string {
  const numbers = new Map(rows.documentNumbers.map(({ seq, number }) => [seq, number]));
  return JSON.stringify(rows.documents.map((row) => ({ ...row, number: numbers.get(row.seq) ?? null })));
}

/** Incidents that are raised and resolved in one batch. */
function incidentRows(rows: Rows): string {
  const resolved = new Map(rows.resolved.map(({ incident, resolved_at }) => [incident, resolved_at]));
  return JSON.stringify(rows.incidents.map((row) => ({ ...row, resolved_at: resolved.get(row.incident) ?? null })));
}

function caseRow(batch: ProjectionBatch, rows: Rows): string {
  return JSON.stringify({
    ...rows.case,
    hash: batch.facts.at(-1)?.hash ?? batch.previous,
    state_hash: batch.stateHash,
    run_number: batch.runNumber,
    history_length: batch.historyLength,
    parent_case: batch.parent?.caseId ?? null,
    dirty: false,
    projected_at: new Date(batch.machineAt).toISOString(),
  });
}

// ── telling the desks ───────────────────────────────────────────────────────────────────────────────────────────

/** PostgreSQL's limit is 8,000 bytes. */
const GROUPS_TOLD = 50;

/**
 * After the commit: NOTIFY inside a transaction makes all commits wait for each other. A notice that is lost costs a
 * desk nothing but its next look.
 */
async function announce(store: Store, batch: ProjectionBatch, rows: Rows): Promise<void> {
  const groups = [...new Set([...rows.tasks.map((task) => task.grp), ...rows.inbox.map((notice) => notice.grp)])];
  const notice: DeskNotice = {
    caseId: batch.caseId,
    seq: batch.state.seq,
    groups: groups.length > GROUPS_TOLD ? null : groups,
  };
  await sql`SELECT pg_notify(${DESK_CHANNEL}, ${JSON.stringify(notice)})`.execute(store.db).catch(() => undefined);
}
