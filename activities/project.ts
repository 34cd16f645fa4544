/**
 * Local activity: shows the facts to readers and, by its result, records them in the history. It always comes back:
 * that the database is down is an answer (`visible: false`), because the facts must be recorded all the same.
 */
import type { Recorded } from '../workflows/contract.ts';
import type { Projected, ProjectionBatch, ReadModel } from './ports.ts';
import type { ProjectRequest } from './shapes.ts';

/** Shorter than the activity's own limit of 2 s, so that a slow database is an answer too. */
const LIMIT_MS = 1_500;

export function createProject(readModel: ReadModel, log: (line: string, error: unknown) => void) {
  return async function project({ steps, batch }: ProjectRequest): Promise<Recorded> {
    try {
      const facts = [...batch.facts, ...steps.flatMap((step) => step.facts)];
      return { steps, ...visibility(await withinLimit(readModel, { ...batch, facts })) };
    } catch (error) {
      log(`facts of case ${batch.caseId} up to ${batch.state.seq} are not visible yet`, error);
      return { steps, visible: false };
    }
  };
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
