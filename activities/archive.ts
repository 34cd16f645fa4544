/**
 * Archives every closed run, also those closed by going on in a new one: the server forgets a run some weeks after its
 * close, while a case may live for years. The sweep looks for closed runs without an archive, puts them in the queue,
 * and works the queue off; a run that fails is tried again later.
 */
import { createHash } from 'node:crypto';
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { CASE_WORKFLOW, caseOfWorkflow } from '../workflows/contract.ts';
import type { Archive, ClosedRun } from './ports.ts';

export interface RunName {
  /** That of the case, or of its run after the end. */
  workflowId: string;
  runId: string;
  closedAt: number;
}

/** The queue in the database, by which several workers share the work. */
export interface ArchiveDesk extends Pick<Archive, 'missing' | 'store'> {
  queue(run: RunName): Promise<void>;
  /** Takes runs that are due, each for one archiver. */
  take(limit: number): Promise<RunName[]>;
  fault(runId: string, reason: string): Promise<void>;
}

const PAGE = 100;
const OVERLAP_MS = 10 * 60_000;

export interface Archiver {
  /** Archives what closed since the sweep before (the first time: all that the server still has). @returns how many. */
  sweep(): Promise<number>;
}

export function createArchiver(client: Client, desk: ArchiveDesk): Archiver {
  let closedSince = 0;
  return {
    async sweep() {
      const begun = Date.now();
      await queueClosed(client, desk, closedSince);
      const archived = await workOff(client, desk);
      // Visibility lags behind by some seconds.
      closedSince = begun - OVERLAP_MS;
      return archived;
    },
  };
}

async function queueClosed(client: Client, desk: ArchiveDesk, closedSince: number): Promise<void> {
  const since = new Date(closedSince).toISOString();
  const query = `WorkflowType = '${CASE_WORKFLOW}' AND ExecutionStatus != 'Running' AND CloseTime >= '${since}'`;
  let page: RunName[] = [];
  const flush = async () => {
    for (const run of await desk.missing(page)) await desk.queue(run);
    page = [];
  };
  for await (const found of client.workflow.list({ query, pageSize: PAGE })) {
    page.push(nameOf(found));
    if (page.length >= PAGE) await flush();
  }
  await flush();
}

function nameOf({ workflowId, runId, closeTime }: WorkflowExecutionInfo): RunName {
  return { workflowId, runId, closedAt: closeTime?.getTime() ?? Date.now() };
}

async function workOff(client: Client, desk: ArchiveDesk): Promise<number> {
  let archived = 0;
  for (;;) {
    const runs = await desk.take(PAGE);
    if (runs.length === 0) return archived;
    for (const run of runs) {
      try {
        await desk.store(await closedRun(client, run));
        archived += 1;
      } catch (error) {
        await desk.fault(run.runId, (error as Error).message);
      }
    }
  }
}

/** A run as it stands on the server. */
export async function closedRun(client: Client, { workflowId, runId }: Omit<RunName, 'closedAt'>): Promise<ClosedRun> {
  const handle = client.workflow.getHandle(workflowId, runId);
  const [description, history] = await Promise.all([handle.describe(), handle.fetchHistory()]);
  const bytes = new TextEncoder().encode(historyToJSON(history));
  return {
    caseId: caseOfWorkflow(workflowId),
    runId,
    status: description.status.name,
    startedAt: description.startTime.getTime(),
    closedAt: description.closeTime?.getTime() ?? 0,
    events: history.events?.length ?? 0,
    history: bytes,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
