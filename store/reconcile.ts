/**
 * Compares what readers see of recent cases with what their histories say, and projects again where they differ: after
 * every start of server or worker, and regularly, because a task that times out leaves the same traces as a crash.
 */
import { sql } from 'kysely';
import PQueue from 'p-queue';
import type { ReadModel } from '../activities/ports.ts';
import type { Store } from './database.ts';
import type { ReplacingBatch } from './projection.ts';
import { batchOf, type CaseHistories } from './rebuild.ts';

/** How far a history says that its case is. */
export interface CaseHead {
  /** Number of its last fact. */
  seq: number;
  /** Chain hash of that fact. */
  chain: string;
}

export interface CaseHeads {
  /**
   * Null if the server doesn't know the case (any more).
   * @param seenRun number of the run of which readers see the last fact; 0: none
   */
  head(caseId: string, seenRun: number): Promise<CaseHead | null>;
}

export interface Reconciled {
  compared: number;
  repaired: string[];
  /** Neither right nor repaired; marked dirty. */
  failed: { caseId: string; reason: string }[];
}

interface Seen extends CaseHead {
  caseId: string;
  dirty: boolean;
  /** The pair of the task that wrote what is seen. */
  runNumber: number;
  historyLength: number;
  /** That task has ended, one way or the other. */
  isTaskOver: boolean;
}

/** The server gives a task 10 seconds: what it wrote and is not in the history by then never will be. */
const TASK_OVER_S = 15;
/** Mostly waiting for the server. */
const AT_ONCE = 8;

/** @param since cases written after this instant (epoch ms), those marked dirty, and started ones never written */
export async function reconcile(
  store: Store,
  model: ReadModel,
  histories: CaseHistories & CaseHeads,
  since: number,
): Promise<Reconciled> {
  const result: Reconciled = { compared: 0, repaired: [], failed: [] };
  const compare = async (seen: Seen): Promise<void> => {
    result.compared++;
    try {
      const found = await repairIfOther(model, histories, seen);
      if (found === 'repaired') result.repaired.push(seen.caseId);
      if (seen.dirty !== (found === 'other')) await setDirty(store, seen.caseId, found === 'other');
    } catch (error) {
      await setDirty(store, seen.caseId, true);
      result.failed.push({ caseId: seen.caseId, reason: error instanceof Error ? error.message : String(error) });
    }
  };
  const queue = new PQueue({ concurrency: AT_ONCE });
  await queue.addAll((await casesToCompare(store, since)).map((seen) => () => compare(seen)));
  return result;
}

/** Marked ones and those written last come first: a pass that is broken off has done what is most likely needed. */
async function casesToCompare(store: Store, since: number): Promise<Seen[]> {
  const result = await sql<Seen>`
    SELECT a.id AS "caseId", coalesce(c.seq, 0) AS seq, coalesce(c.hash, '') AS chain, coalesce(c.dirty, false) AS dirty,
      coalesce(c.run_number, 0) AS "runNumber", coalesce(c.history_length, 0) AS "historyLength",
      coalesce(c.projected_at < now() - ${TASK_OVER_S} * interval '1 second', false) AS "isTaskOver"
    FROM app.cases a LEFT JOIN read.cases c ON c.id = a.id
    WHERE c.projected_at >= to_timestamp(${since / 1000}::float8) OR c.dirty OR (c.id IS NULL AND a.started)
    ORDER BY coalesce(c.dirty, false) DESC, c.projected_at DESC NULLS FIRST, a.id`.execute(store.db);
  return result.rows;
}

/**
 * The whole history is projected again, not what the workflow holds: it has the times at which the machine wrote, and
 * its length tells whether a worker has written something newer meanwhile.
 * @returns `other`: readers see other than the history, and the task that wrote it may still end well
 */
async function repairIfOther(
  model: ReadModel,
  histories: CaseHistories & CaseHeads,
  seen: Seen,
): Promise<'same' | 'repaired' | 'other'> {
  const head = await histories.head(seen.caseId, seen.runNumber);
  if (head?.seq === seen.seq && head.chain === seen.chain) return 'same';
  const history = await histories.whole(seen.caseId);
  if (history === null) throw new Error('neither the server nor the archive has a history of it');
  const last = history.facts.at(-1);
  if (last?.fact.seq === seen.seq && last.hash === seen.chain) return 'same';
  const { runNumber, historyLength } = seen;
  // A task may begin with events that the server writes only when it ends: if it was lost, its history was the longer.
  const instead = seen.isTaskOver ? { insteadOf: { runNumber, historyLength } } : {};
  const batch: ReplacingBatch = { ...batchOf(history), ...instead };
  return (await model.project(batch)).kind === 'stored' ? 'repaired' : 'other';
}

/** Readers may see less of a dirty case, or other, than what is true; it is compared first, and at every pass. */
async function setDirty(store: Store, caseId: string, dirty: boolean): Promise<void> {
  await store.db.updateTable('read.cases').set({ dirty }).where('id', '=', caseId).execute();
}
