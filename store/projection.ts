/**
 * Writes facts to the read model. Temporal is the truth; what stands here may be ahead of it (a task that wrote and was
 * then lost) or behind. So:
 *
 * P1. One writer a case at a time (an advisory lock).
 * P2. A writer older than the stored (run number, history length) writes nothing, unless it names the stored pair as
 *     that of a task which was lost: its history may have been the longer one.
 * P3. Where a number has another hash, or the truth ends earlier, what stands from there on is removed and every row
 *     that is derived from facts is derived again.
 * P4. Writing the same again changes nothing; fact by fact or at once gives the same rows.
 */
import { sql, type Transaction } from 'kysely';
import type { ContentStore, Projected, ProjectedFact, ProjectionBatch, ReadModel } from '../activities/ports.ts';
import type { Bundle, Fact } from '../engine/model.ts';
import type { Store } from './database.ts';
import { DESK_CHANNEL, type DeskNotice } from './desk.ts';
import { type Outline, outlineOf, slugOf } from './outline.ts';
import { runPrepared } from './prepared.ts';
import { projectFacts, type Rows } from './project-facts.ts';
import { firstOf, headIfNext, headInAnyCase, statement, type Written } from './projection-statement.ts';
import type { Tables } from './tables.ts';

type Tx = Transaction<Tables>;

/** `insteadOf`: what a lost task wrote, by its pair; if another pair stands there by now, it is left alone. */
export interface ReplacingBatch extends ProjectionBatch {
  insteadOf?: { runNumber: number; historyLength: number };
}

/**
 * @param store opened with a statement timeout of 2 s: an officer waits for the answer
 * @param content where the bundles are
 */
export function createReadModel(store: Store, content: ContentStore): ReadModel {
  const outlines = new Map<string, Promise<Outline>>();
  const announce = createAnnouncer(store);
  return {
    async project(batch, signal) {
      const outline = await outlineFor(batch.state.definition, content, outlines);
      const done =
        (await projectNext(store, batch, outline)) ??
        (await store.db.transaction().execute((tx) => projectIn(tx, batch, outline, signal)));
      if (done.written !== null) announce(noticeOf(batch, done.written));
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
  written: (Written & { rows: Rows }) | null;
}

/**
 * The usual case in one statement and one round trip: the batch follows what stands there. Null if it doesn't; then
 * nothing was written, and `projectIn` finds out why.
 */
async function projectNext(store: Store, batch: ProjectionBatch, outline: Outline): Promise<Done | null> {
  const rows = projectFacts(factsOf(batch.facts), batch.state, outline);
  const [written] = (await runPrepared(store, statement(batch, rows, headIfNext(batch, rows)))).rows;
  return written === undefined ? null : { projected: { kind: 'stored' }, written: { ...written, rows } };
}

async function projectIn(tx: Tx, batch: ProjectionBatch, outline: Outline, signal?: AbortSignal): Promise<Done> {
  const first = firstOf(batch);
  const stored = await lockAndLoad(tx, batch.caseId, first - 1);
  signal?.throwIfAborted();
  if (isStale(batch, stored)) return { projected: { kind: 'stale' }, written: null };
  if (stored.seq < first - 1) return { projected: { kind: 'gap', has: stored.seq }, written: null };
  if (first > 1 && stored.hashes.get(first - 1) !== batch.previous) {
    // It parted from the truth somewhere before: only the whole history tells where.
    return { projected: { kind: 'gap', has: 0 }, written: null };
  }
  const parted = partsFrom(batch, stored);
  const written = parted === null ? await append(tx, batch, outline) : await replaceFrom(tx, batch, outline, parted);
  return { projected: { kind: 'stored' }, written };
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

function isStale(batch: ReplacingBatch, stored: Stored): boolean {
  const { runNumber, historyLength } = batch.insteadOf ?? {};
  if (runNumber === stored.runNumber && historyLength === stored.historyLength) return false;
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

async function append(tx: Tx, batch: ProjectionBatch, outline: Outline): Promise<Done['written']> {
  return write(tx, batch, projectFacts(factsOf(batch.facts), batch.state, outline));
}

function factsOf(facts: readonly ProjectedFact[]): Fact[] {
  return facts.map(({ fact }) => fact);
}

/** Removes from a number on and derives every row again, from the facts kept and the new ones. */
async function replaceFrom(tx: Tx, batch: ProjectionBatch, outline: Outline, seq: number): Promise<Done['written']> {
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
  return write(tx, batch, projectFacts([...earlier, ...factsOf(batch.facts)], batch.state, outline));
}

async function clearDerived(tx: Tx, caseId: string): Promise<void> {
  await sql`
    WITH gone AS (SELECT ${caseId}::uuid AS id),
      tasks AS (DELETE FROM read.tasks USING gone WHERE case_id = gone.id),
      deadlines AS (DELETE FROM read.deadlines USING gone WHERE case_id = gone.id),
      agenda AS (DELETE FROM read.agenda USING gone WHERE case_id = gone.id),
      runs AS (DELETE FROM read.deadline_runs USING gone WHERE case_id = gone.id),
      inbox AS (DELETE FROM read.inbox USING gone WHERE case_id = gone.id),
      documents AS (DELETE FROM read.documents USING gone WHERE case_id = gone.id),
      incidents AS (DELETE FROM read.incidents USING gone WHERE case_id = gone.id),
      signers AS (DELETE FROM read.signers USING gone WHERE case_id = gone.id),
      copies AS (DELETE FROM read.copies USING gone WHERE case_id = gone.id),
      links AS (DELETE FROM read.links USING gone WHERE case_id = gone.id),
      acted AS (DELETE FROM read.acted USING gone WHERE case_id = gone.id)
    DELETE FROM read.parties USING gone WHERE case_id = gone.id`.execute(tx);
}

async function write(tx: Tx, batch: ProjectionBatch, rows: Rows): Promise<Done['written']> {
  const { rows: answer } = await statement(batch, rows, headInAnyCase(batch, rows)).execute(tx);
  return { closed: answer.flatMap(({ closed }) => closed), rows };
}

// ── telling the desks ───────────────────────────────────────────────────────────────────────────────────────────

/** Groups and persons: PostgreSQL's limit is 8,000 bytes. */
const TOLD = 50;

/** Notices that are told together: a short while after the first, and while more come only so often. */
const ANNOUNCE_AFTER_MS = 20;
const ANNOUNCE_EVERY_MS = 200;

/**
 * After the commit, and nobody waits for it: NOTIFY inside a transaction makes all commits wait for each other. A
 * notice that is lost costs a desk nothing but its next look.
 */
function createAnnouncer(store: Store): (notice: DeskNotice) => void {
  let waiting: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  const tellAfter = (ms: number): void => {
    timer = setTimeout(tell, ms).unref();
  };
  const tell = (): void => {
    timer = undefined;
    if (waiting.length === 0) return;
    const told = sql<object>`SELECT pg_notify(${DESK_CHANNEL}, notice) FROM unnest(${waiting}::text[]) AS notice`;
    runPrepared(store, told).catch(() => undefined);
    waiting = [];
    tellAfter(ANNOUNCE_EVERY_MS);
  };
  return (notice) => {
    waiting.push(JSON.stringify(notice));
    if (timer === undefined) tellAfter(ANNOUNCE_AFTER_MS);
  };
}

/** A task that is over now lay on the desks of its group, which need not have done it: it was taken back, or timed out. */
function noticeOf(batch: ProjectionBatch, { rows, closed }: NonNullable<Done['written']>): DeskNotice {
  // A party's group is everybody: who it is in this case hears of it by name.
  const parties = new Set(rows.parties.map(({ grp }) => grp));
  const acting = batch.facts.flatMap(({ fact }) =>
    'by' in fact && fact.by !== undefined ? [`${slugOf(batch.procedure)}/${fact.by.group}`] : [],
  );
  const before = [...closed, ...acting].filter((grp) => !parties.has(grp));
  const open = [...rows.tasks.map((task) => task.grp), ...rows.inbox.map((notice) => notice.grp)];
  const groups = [...new Set([...open, ...before])];
  const persons = [...new Set([...rows.inbox.flatMap(({ person }) => person ?? []), ...signersNamed(batch)])];
  const told = { caseId: batch.caseId, seq: batch.state.seq };
  return groups.length + persons.length > TOLD ? { ...told, groups: null, persons: [] } : { ...told, groups, persons };
}

/** Who is asked to sign, and who is not any more. */
function signersNamed({ facts }: ProjectionBatch): string[] {
  return facts.flatMap(({ fact }) => ('signer' in fact ? [fact.signer] : []));
}
