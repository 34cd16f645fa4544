/**
 * Local activity: follows the rules that are out, shows the facts to readers and, by its result, records them in the
 * history. It always comes back: that the database is down is an answer (`visible: false`), because the facts must be
 * recorded all the same.
 */
import { nativeHash } from '../codec/native-hash.ts';
import { openCalls } from '../engine/owed.ts';
import type { Recorded } from '../workflows/contract.ts';
import { type Followed, followRules } from '../workflows/follow-rules.ts';
import type { Projected, ProjectionBatch, ReadModel } from './ports.ts';
import type { Programs } from './programs.ts';
import type { ProjectRequest } from './shapes.ts';

/** Shorter than the activity's own limit of 2 s, so that a slow database is an answer too. */
const LIMIT_MS = 1_500;

export interface ProjectParts {
  readModel: ReadModel;
  programs: Programs;
  log(line: string, error: unknown): void;
}

export function createProject({ readModel, programs, log }: ProjectParts) {
  return async function project(request: ProjectRequest): Promise<Recorded> {
    const { batch } = request;
    const followed = await follow(programs, request).catch((error): Followed => {
      log(`the rules of case ${batch.caseId} after ${batch.state.seq} are evaluated apart`, error);
      return { steps: [], state: batch.state };
    });
    const steps = [...request.steps, ...followed.steps];
    const { state } = followed;
    try {
      const facts = [...batch.facts, ...steps.flatMap((step) => step.facts)];
      const stateHash = followed.steps.at(-1)?.stateHash ?? batch.stateHash;
      return { steps, ...visibility(await withinLimit(readModel, { ...batch, facts, state, stateHash })) };
    } catch (error) {
      log(`facts of case ${batch.caseId} up to ${state.seq} are not visible yet`, error);
      return { steps, visible: false };
    }
  };
}

/** @throws Error if bundle or calendar can't be had now. */
async function follow(programs: Programs, { steps, batch }: ProjectRequest): Promise<Followed> {
  const { state, machineAt } = batch;
  if (openCalls(state).length === 0) return { steps: [], state };
  const { program, calendar } = await programs.of(state);
  const chain = (steps.at(-1) ?? batch).facts.at(-1)?.hash ?? batch.previous;
  return followRules(program, calendar, { state, chain, machineAt }, nativeHash);
}

async function withinLimit(readModel: ReadModel, batch: ProjectionBatch): Promise<Projected> {
  const limit = new AbortController();
  const late = new Promise<never>((_, reject) => {
    limit.signal.addEventListener('abort', () => reject(limit.signal.reason));
  });
  const timer = setTimeout(
    () => limit.abort(new Error(`the read model did not answer within ${LIMIT_MS} ms`)),
    LIMIT_MS,
  );
  try {
    return await Promise.race([readModel.project(batch, limit.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** A later projection than ours is there: then readers see ours too. */
function visibility(projected: Projected): Pick<Recorded, 'visible' | 'has'> {
  return projected.kind === 'gap' ? { visible: false, has: projected.has } : { visible: true };
}
