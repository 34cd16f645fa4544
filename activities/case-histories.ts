/**
 * The whole history of a case over all its runs: from the archive where a run is closed and archived, else the server;
 * or how far it has come, from its end.
 */
import {
  type Client,
  isGrpcServiceError,
  type WorkflowExecutionDescription,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { type History, headAt, readRun } from '../replay/history.ts';
import type { CaseHistories, WholeHistory } from '../store/rebuild.ts';
import type { CaseHead, CaseHeads } from '../store/reconcile.ts';
import { caseOfWorkflow, idAfterEnd } from '../workflows/contract.ts';
import type { Archive } from './ports.ts';

export interface CaseHistoriesParts {
  client: Client;
  archive: Pick<Archive, 'read'>;
  /** With the content store: it fills in definitions. */
  codec: PayloadCodec;
}

/** Code of gRPC. */
const NOT_FOUND = 5;
/** The last record of a case that is doing something lies among its last events. */
const LAST_EVENTS = 20;

export function createCaseHistories(parts: CaseHistoriesParts): CaseHistories & CaseHeads {
  return {
    head: (caseId, seenRun) => headOf(parts, caseId, seenRun),
    async whole(caseId) {
      const runs = await runsOf(parts, caseId);
      return runs.length === 0 ? null : wholeOf(caseId, runs, parts.codec);
    },
  };
}

/** Of the latest run that the server has. @param seenRun no later run than this is known to be closed */
async function headOf(parts: CaseHistoriesParts, caseId: string, seenRun: number): Promise<CaseHead | null> {
  const upToEnd = await headOfWorkflow(parts, caseId, caseId);
  if (upToEnd?.isClosed === false) return upToEnd.head;
  let head = upToEnd?.head ?? null;
  // After the end: the run that was seen, if it is one of them, and those that follow it.
  for (let number = seenRun; ; number++) {
    const later = await headOfWorkflow(parts, caseId, idAfterEnd(caseId, number));
    if (later === null && number > seenRun) return head;
    head = later?.head ?? head;
  }
}

/** Null if the server doesn't know it (any more). */
async function headOfWorkflow(
  { client, codec }: CaseHistoriesParts,
  caseId: string,
  workflowId: string,
): Promise<{ head: CaseHead; isClosed: boolean } | null> {
  const { workflowService, options } = client;
  let isClosed: boolean | undefined;
  let nextPageToken: Uint8Array = new Uint8Array();
  try {
    do {
      const page = await workflowService.getWorkflowExecutionHistoryReverse({
        namespace: options.namespace,
        execution: { workflowId },
        maximumPageSize: LAST_EVENTS,
        nextPageToken,
      });
      for (const event of page.history?.events ?? []) {
        isClosed ??= event.workflowExecutionCompletedEventAttributes != null;
        const head = await headAt(event, caseId, codec);
        if (head !== null) return { head, isClosed };
      }
      nextPageToken = page.nextPageToken;
    } while (nextPageToken.length > 0);
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return null;
    throw error;
  }
  throw new Error(`the history of case ${caseId} has no beginning`);
}

export interface Run {
  runId: string;
  history: History;
}

/** All runs of a case, oldest first, with those after its end. */
export async function runsOf({ client, archive }: Pick<CaseHistoriesParts, 'client' | 'archive'>, caseId: string) {
  const archived = (await archive.read(caseId)).map(({ runId, history }) => ({ runId, history: historyOf(history) }));
  const runs = await runsUpToEnd(client, caseId, archived);
  while (isClosed(runs.at(-1))) {
    const workflowId = idAfterEnd(caseId, runs.length + 1);
    const next = archived.find((run) => workflowOf(run) === workflowId) ?? (await runOfWorkflow(client, workflowId));
    if (next === null) break;
    runs.push(next);
  }
  // Whoever reads them must see that there is one whose predecessor is gone.
  return [...runs, ...archived.filter((run) => isAfterEnd(run) && !runs.includes(run))];
}

/**
 * The server's latest run names the one that it follows, and so on. A case at work may have gone on since it was asked
 * for the latest: its history names the next.
 */
async function runsUpToEnd(client: Client, caseId: string, archived: readonly Run[]): Promise<Run[]> {
  const latest = await latestRun(client, caseId);
  if (latest === null) return archived.filter((run) => !isAfterEnd(run));
  const run = async (runId: string): Promise<Run> =>
    archived.find((kept) => kept.runId === runId) ?? (await fetchRun(client, caseId, runId));
  const runs: Run[] = [];
  for (let runId = latest; runId !== ''; runId = startOf(runs[0])?.continuedExecutionRunId ?? '') {
    runs.unshift(await run(runId));
  }
  for (let runId = runAfter(runs.at(-1)); runId !== ''; runId = runAfter(runs.at(-1))) runs.push(await run(runId));
  return runs;
}

async function runOfWorkflow(client: Client, workflowId: string): Promise<Run | null> {
  const runId = await latestRun(client, workflowId);
  return runId === null ? null : fetchRun(client, workflowId, runId);
}

async function fetchRun(client: Client, workflowId: string, runId: string): Promise<Run> {
  return { runId, history: await client.workflow.getHandle(workflowId, runId).fetchHistory() };
}

function startOf(run: Run | undefined) {
  return run?.history.events?.[0]?.workflowExecutionStartedEventAttributes;
}

/** Empty: it goes on, or is the last. */
function runAfter(run: Run | undefined): string {
  return run?.history.events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId ?? '';
}

function workflowOf(run: Run): string {
  return startOf(run)?.workflowId ?? '';
}

function isAfterEnd(run: Run): boolean {
  return caseOfWorkflow(workflowOf(run)) !== workflowOf(run);
}

function isClosed(run: Run | undefined): boolean {
  return run?.history.events?.at(-1)?.workflowExecutionCompletedEventAttributes != null;
}

function historyOf(bytes: Uint8Array): History {
  return historyFromJSON(JSON.parse(new TextDecoder().decode(bytes)));
}

async function latestRun(client: Client, workflowId: string): Promise<string | null> {
  return (await describe(client, workflowId))?.runId ?? null;
}

/** Null if the server doesn't know the workflow (any more). */
export async function describe(client: Client, workflowId: string): Promise<WorkflowExecutionDescription | null> {
  try {
    return await client.workflow.getHandle(workflowId).describe();
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return null;
    throw error;
  }
}

async function wholeOf(caseId: string, runs: readonly Run[], codec: PayloadCodec): Promise<WholeHistory> {
  const records = await Promise.all(runs.map(({ history }) => readRun(history, caseId, codec)));
  const [first] = records;
  const latest = runs.at(-1);
  const content = first?.bundle.content;
  if (first === undefined || latest === undefined || content === undefined) {
    throw new Error(`the definition ${first?.bundle.hash} of case ${caseId} is not in the content store`);
  }
  return {
    caseId,
    number: first.input.number,
    procedure: content.procedure.id,
    definition: first.bundle.hash,
    calendar: first.calendar.hash,
    runId: latest.runId,
    runNumber: runs.length,
    historyLength: latest.history.events?.length ?? 0,
    facts: records
      .flatMap(({ steps }) => steps)
      .flatMap(({ facts, machineAt }) => facts.map((one) => ({ ...one, machineAt }))),
    ...(first.input.parent === undefined ? {} : { parent: first.input.parent }),
  };
}
