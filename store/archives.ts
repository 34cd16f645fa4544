/**
 * Histories of closed runs, kept by content for as long as the law asks. A run that ends is put in the queue; an
 * archiver takes it from there. Temporal forgets a closed run after its retention, so the alarm rings well before.
 */
import { sql } from 'kysely';
import type { Archive, ClosedRun } from '../activities/ports.ts';
import { sha256 } from './content.ts';
import type { Store } from './database.ts';

export function createArchive(store: Store): Archive {
  return {
    missing: (runs) => missingRuns(store, runs),
    store: (run) => storeRun(store, run),
    read: (caseId) => readRuns(store, caseId),
  };
}

async function missingRuns<R extends { runId: string }>(store: Store, runs: R[]): Promise<R[]> {
  if (runs.length === 0) return [];
  const ids = runs.map((run) => run.runId);
  const rows = await store.db.selectFrom('app.archives').select('run_id').where('run_id', 'in', ids).execute();
  const there = new Set(rows.map((row) => row.run_id));
  return runs.filter((run) => !there.has(run.runId));
}

async function storeRun(store: Store, run: ClosedRun): Promise<void> {
  const found = sha256(run.history);
  if (found !== run.sha256) {
    throw new Error(`run ${run.runId} of case ${run.caseId}: its history has the hash ${found}, not ${run.sha256}`);
  }
  await store.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('app.archives')
      .values({
        run_id: run.runId,
        case_id: run.caseId,
        status: run.status,
        events: run.events,
        hash: run.sha256,
        bytes: Buffer.from(run.history),
        started_at: run.startedAt,
        closed_at: run.closedAt,
      })
      .onConflict((conflict) => conflict.column('run_id').doNothing())
      .execute();
    await tx.deleteFrom('app.archive_queue').where('run_id', '=', run.runId).execute();
  });
}

/** @throws Error if the bytes of a run were altered in the database */
async function readRuns(store: Store, caseId: string): Promise<ClosedRun[]> {
  const runs = await archivedRuns(store, caseId);
  for (const run of runs) {
    if (isAltered(run)) throw new Error(`archive of run ${run.runId} has been altered`);
  }
  return runs;
}

export function isAltered({ history, sha256: kept }: ClosedRun): boolean {
  return sha256(history) !== kept;
}

/** As they stand in the database, altered or not. */
export async function archivedRuns(store: Store, caseId: string): Promise<ClosedRun[]> {
  const rows = await store.db
    .selectFrom('app.archives')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('started_at')
    .orderBy('run_id')
    .execute();
  return rows.map((row) => ({
    caseId: row.case_id,
    runId: row.run_id,
    status: row.status,
    startedAt: row.started_at,
    closedAt: row.closed_at,
    events: row.events,
    history: row.bytes,
    sha256: row.hash,
  }));
}

// ── queue ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface QueuedRun {
  workflowId: string;
  runId: string;
  closedAt: number;
}

/** A run has ended and is to be archived. Repeating it, also after it was archived, changes nothing. */
export async function queueForArchive(store: Store, run: QueuedRun): Promise<void> {
  await sql`
    INSERT INTO app.archive_queue (run_id, workflow_id, closed_at)
    SELECT ${run.runId}, ${run.workflowId}, ${run.closedAt}
    WHERE NOT EXISTS (SELECT FROM app.archives WHERE run_id = ${run.runId})
    ON CONFLICT (run_id) DO NOTHING`.execute(store.db);
}

const FIRST_RETRY_S = 60;
const LAST_RETRY_S = 6 * 3600;

/**
 * Takes up to `limit` runs that are due, each for one archiver: it is due again after a minute, twice as long after
 * each further attempt, at most 6 hours, until `Archive.store` takes it off the queue.
 */
export async function takeFromArchiveQueue(store: Store, limit: number): Promise<QueuedRun[]> {
  const result = await sql<{ workflow_id: string; run_id: string; closed_at: number }>`
    UPDATE app.archive_queue AS q SET
      attempts = q.attempts + 1,
      next_attempt_at = now() + least(${FIRST_RETRY_S} * 2 ^ least(q.attempts, 20), ${LAST_RETRY_S}) * interval '1 second'
    FROM (
      SELECT run_id FROM app.archive_queue WHERE next_attempt_at <= now()
      ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
    ) AS due
    WHERE q.run_id = due.run_id
    RETURNING q.workflow_id, q.run_id, q.closed_at`.execute(store.db);
  return result.rows.map((row) => ({ workflowId: row.workflow_id, runId: row.run_id, closedAt: row.closed_at }));
}

export async function noteArchiveFault(store: Store, runId: string, reason: string): Promise<void> {
  await store.db.updateTable('app.archive_queue').set({ last_error: reason }).where('run_id', '=', runId).execute();
}

export interface ArchiveAlarm {
  /** Runs closed before the given instant and still without an archive. */
  late: number;
  /** The oldest of them; null if there is none. */
  oldestClosedAt: number | null;
  /** What went wrong with up to ten of them, oldest first. */
  faults: { workflowId: string; runId: string; closedAt: number; reason: string | null }[];
}

/** @param closedBefore epoch ms, e.g. now less 7 days of a retention of 30 */
export async function archiveAlarm(store: Store, closedBefore: number): Promise<ArchiveAlarm> {
  const late = store.db.selectFrom('app.archive_queue').where('closed_at', '<', closedBefore);
  const sum = await late
    .select(({ fn }) => [fn.countAll<number>().as('late'), fn.min('closed_at').as('oldest')])
    .executeTakeFirstOrThrow();
  const first = await late.selectAll().orderBy('closed_at').limit(10).execute();
  return {
    late: sum.late,
    oldestClosedAt: sum.oldest,
    faults: first.map((row) => ({
      workflowId: row.workflow_id,
      runId: row.run_id,
      closedAt: row.closed_at,
      reason: row.last_error,
    })),
  };
}
