/**
 * Whether readers see a case as it is. Asked of the server and of the history: a case that works is not to be asked
 * itself (docs/decisions/0008-one-thing-at-a-time.md).
 */
import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { CaseHeads } from '../store/reconcile.ts';
import { untilKnown } from '../workflows/case-client.ts';

/** The last fact that readers see, and the run that it is of; 0: none. */
export interface Seen {
  seq: number;
  hash: string;
  runNumber: number;
}

/**
 * False while the case has something before it, be it a second time after a crash, and while readers see less of it or
 * other. True for a case that the server doesn't know (any more).
 * @throws CaseUnreachable
 */
export type IsAsSeen = (caseId: string, seen: Seen) => Promise<boolean>;

/** @param unknownMs how long to try again what doesn't answer */
export function createIsAsSeen(client: Client, heads: CaseHeads, unknownMs: number): IsAsSeen {
  const reached = <T>(work: () => Promise<T>) =>
    untilKnown(unknownMs, () => client.withDeadline(Date.now() + unknownMs, work));
  return async (caseId, { seq, hash, runNumber }) => {
    if (await reached(() => isAtWork(client, caseId))) return false;
    const head = await reached(() => heads.head(caseId, runNumber));
    return head === null || (head.seq === seq && head.chain === hash);
  };
}

async function isAtWork(client: Client, caseId: string): Promise<boolean> {
  try {
    const { raw } = await client.workflow.getHandle(caseId).describe();
    return raw.pendingWorkflowTask != null;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
