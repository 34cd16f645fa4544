/**
 * Whether readers see a case as it is. Asked of the server and of the history: a case that works is not to be asked
 * itself (docs/decisions/0008-one-thing-at-a-time.md).
 */
import type { Client } from '@temporalio/client';
import { describe } from '../activities/case-histories.ts';
import type { SeenHead } from '../store/case-view.ts';
import type { CaseHeads } from '../store/reconcile.ts';
import { untilKnown } from '../workflows/case-client.ts';

/**
 * False while the case has something before it, be it a second time after a crash, and while readers see less of it or
 * other. True for a case that the server doesn't know (any more).
 * @throws CaseUnreachable
 */
export type IsAsSeen = (caseId: string, seen: SeenHead) => Promise<boolean>;

/** @param unknownMs how long to try again what doesn't answer */
export function createIsAsSeen(client: Client, heads: CaseHeads, unknownMs: number): IsAsSeen {
  const reached = <T>(work: () => Promise<T>) =>
    untilKnown(unknownMs, () => client.withDeadline(Date.now() + unknownMs, work));
  return async (caseId, { seq, chain, runNumber }) => {
    if (await reached(() => isAtWork(client, caseId))) return false;
    const head = await reached(() => heads.head(caseId, runNumber));
    return head === null || (head.seq === seq && head.chain === chain);
  };
}

async function isAtWork(client: Client, caseId: string): Promise<boolean> {
  return (await describe(client, caseId))?.raw.pendingWorkflowTask != null;
}
