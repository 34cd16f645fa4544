/**
 * Compares what readers see of recent cases with what their workflows know, and projects again where they differ: after
 * every start of server or worker, and regularly, because a task that times out leaves the same traces as a crash.
 */
import { sql } from 'kysely';
import type { ProjectedFact, ReadModel } from '../activities/ports.ts';
import { GENESIS, stateHash } from '../engine/chain.ts';
import type { CaseState } from '../engine/model.ts';
import type { Store } from './database.ts';
import { batchOf, type CaseHistories } from './rebuild.ts';

/** What a workflow says of itself. */
export interface CaseHead {
  state: CaseState;
  /** Chain hash at `state.seq`. */
  chain: string;
  runNumber: number;
  parent: { caseId: string; message: string } | null;
}

export interface RunningCases {
  /** Null if the server doesn't know the case (any more). */
  state(caseId: string): Promise<CaseHead | null>;
  /** Facts of the present run after number `after`. */
  facts(caseId: string, after: number): Promise<{ facts: ProjectedFact[] }>;
}

export interface Reconciled {
  compared: number;
  repaired: string[];
  /** Neither right nor repaired; marked dirty. */
  failed: { caseId: string; reason: string }[];
}

interface Seen {
  caseId: string;
  procedure: string;
  seq: number;
  hash: string | null;
  runNumber: number;
  historyLength: number;
}

/** @param since cases written after this instant (epoch ms), those marked dirty, and started ones never written */
export async function reconcile(
  store: Store,
  model: ReadModel,
  running: RunningCases,
  histories: CaseHistories,
  since: number,
): Promise<Reconciled> {
  const result: Reconciled = { compared: 0, repaired: [], failed: [] };
  for (const seen of await casesToCompare(store, since)) {
    result.compared++;
    try {
      if (await repairIfOther(model, running, histories, seen)) result.repaired.push(seen.caseId);
    } catch (error) {
      await markDirty(store, seen.caseId);
      result.failed.push({ caseId: seen.caseId, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return result;
}

async function casesToCompare(store: Store, since: number): Promise<Seen[]> {
  const result = await sql<Seen>`
    SELECT a.id AS "caseId", a.procedure, coalesce(c.seq, 0) AS seq, c.hash,
      coalesce(c.run_number, 0) AS "runNumber", coalesce(c.history_length, 0) AS "historyLength"
    FROM app.cases a LEFT JOIN read.cases c ON c.id = a.id
    WHERE c.projected_at >= to_timestamp(${since / 1000}::float8) OR c.dirty OR (c.id IS NULL AND a.started)
    ORDER BY a.id`.execute(store.db);
  return result.rows;
}

/** True if something was written. */
async function repairIfOther(
  model: ReadModel,
  running: RunningCases,
  histories: CaseHistories,
  seen: Seen,
): Promise<boolean> {
  const head = await running.state(seen.caseId);
  if (head === null) return repairWhole(model, histories, seen);
  if (head.state.seq === seen.seq && head.chain === seen.hash) return false;
  const { facts } = await running.facts(seen.caseId, 0);
  // The pair as it was before the workflow was asked: whatever was written since is newer than the answer, and stays.
  const pair = head.runNumber === seen.runNumber ? seen.historyLength : 0;
  const first = facts[0]?.fact.seq;
  if (first !== 1) return repairWhole(model, histories, seen);
  const upTo = facts.filter(({ fact }) => fact.seq <= head.state.seq);
  const { kind } = await model.project({
    ...{ caseId: seen.caseId, runId: '', runNumber: head.runNumber, historyLength: pair, procedure: seen.procedure },
    ...{ previous: GENESIS, facts: upTo, state: head.state, machineAt: Date.now() },
    stateHash: stateHash(head.state),
    ...(head.parent === null ? {} : { parent: head.parent }),
  });
  return kind === 'stored';
}

async function repairWhole(model: ReadModel, histories: CaseHistories, seen: Seen): Promise<boolean> {
  const history = await histories.whole(seen.caseId);
  if (history === null) throw new Error('neither the server nor the archive has a history of it');
  const batch = batchOf(history);
  if (batch.state.seq === seen.seq && batch.facts.at(-1)?.hash === seen.hash) return false;
  return (await model.project(batch)).kind === 'stored';
}

/** Readers may see less, or other, than what is true. */
export async function markDirty(store: Store, caseId: string): Promise<void> {
  await store.db.updateTable('read.cases').set({ dirty: true }).where('id', '=', caseId).execute();
}
