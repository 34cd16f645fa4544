/** The read model from nothing: every case from its whole history, as it stands in Temporal or in the archive. */
import { sql } from 'kysely';
import type { ProjectedFact, ReadModel } from '../activities/ports.ts';
import { chain, GENESIS, stateHash } from '../engine/chain.ts';
import { evolve } from '../engine/evolve.ts';
import type { CaseState } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import type { Queries, Store } from './database.ts';
import type { DatedBatch } from './projection-statement.ts';
import { emptyReadModel } from './registers.ts';

/** All facts of one case, from the first. */
export interface WholeHistory {
  caseId: string;
  number: string;
  procedure: string;
  /** Hashes of bundle and calendar at the start. */
  definition: string;
  calendar: string;
  /** The latest run, and its length as far as it was read. */
  runId: string;
  runNumber: number;
  historyLength: number;
  /** With the time at which the machine wrote each, epoch ms. */
  facts: (ProjectedFact & { machineAt: number })[];
  parent?: { caseId: string; message: string };
}

export interface CaseHistories {
  /** Null if no history of the case is left: neither on the server nor in the archive. */
  whole(caseId: string): Promise<WholeHistory | null>;
}

/** A history whose chain of hashes is broken: it was altered, or is not that of one case. */
class BrokenHistory extends Error {
  override readonly name = 'BrokenHistory';
}

/**
 * The whole history as one projection, its chain of hashes checked.
 * @throws BrokenHistory
 */
export function batchOf(history: WholeHistory): DatedBatch {
  const { caseId, number, definition, calendar, procedure, runId, runNumber, historyLength, parent } = history;
  let state = newCase({ id: caseId, number, definition, calendar });
  let previous = GENESIS;
  for (const link of history.facts) {
    checkLink(caseId, state, previous, link);
    state = evolve(state, link.fact);
    previous = link.hash;
  }
  const machineTimes = history.facts.map(({ machineAt }) => machineAt);
  const machineAt = machineTimes.at(-1);
  if (machineAt === undefined) throw new BrokenHistory(`case ${caseId} has a history without a fact`);
  return {
    ...{ caseId, runId, runNumber, historyLength, procedure, state, machineAt, machineTimes },
    previous: GENESIS,
    facts: history.facts,
    stateHash: stateHash(state),
    ...(parent === undefined ? {} : { parent }),
  };
}

function checkLink(caseId: string, state: CaseState, previous: string, { fact, hash }: ProjectedFact): void {
  if (fact.seq !== state.seq + 1) {
    throw new BrokenHistory(`case ${caseId}: fact ${fact.seq} follows fact ${state.seq}`);
  }
  if (chain(previous, fact) !== hash) {
    throw new BrokenHistory(`case ${caseId}: fact ${fact.seq} does not have the hash that its history gives it`);
  }
}

export interface Rebuilt {
  cases: number;
  facts: number;
  /** Cases that are not in the read model now. */
  failed: { caseId: string; reason: string }[];
}

export interface RebuildOptions {
  /** Told after every hundred cases. */
  progress?: (done: number, of: number) => void;
}

const AT_ONCE = 4;
const PROGRESS_EVERY = 100;

/**
 * Drops the schema `read` and fills it again. Workers may go on meanwhile: what they project of a case that is not
 * there yet is refused as a gap and comes with its history; what is newer than a history that was read stays.
 */
export async function rebuild(
  store: Store,
  model: ReadModel,
  histories: CaseHistories,
  options: RebuildOptions = {},
): Promise<Rebuilt> {
  await store.db.transaction().execute((tx) => emptyReadModel(tx, store.vault));
  const ids = await startedCases(store.db);
  const result: Rebuilt = { cases: 0, facts: 0, failed: [] };
  const waiting = ids.values();
  const work = async (): Promise<void> => {
    for (const caseId of waiting) {
      await rebuildCase(caseId, model, histories, result);
      const done = result.cases + result.failed.length;
      if (done % PROGRESS_EVERY === 0) options.progress?.(done, ids.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await sql`ANALYZE read.tasks, read.cases, read.facts`.execute(store.db);
  return result;
}

async function startedCases(db: Queries): Promise<string[]> {
  const rows = await db.selectFrom('app.cases').select('id').where('started', '=', true).orderBy('id').execute();
  return rows.map(({ id }) => id);
}

async function rebuildCase(caseId: string, model: ReadModel, histories: CaseHistories, result: Rebuilt): Promise<void> {
  try {
    const history = await histories.whole(caseId);
    if (history === null) throw new Error('neither the server nor the archive has a history of it');
    await model.project(batchOf(history));
    result.cases++;
    result.facts += history.facts.length;
  } catch (error) {
    result.failed.push({ caseId, reason: error instanceof Error ? error.message : String(error) });
  }
}
