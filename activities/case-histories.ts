/**
 * The whole history of a case over all its runs: from the archive where a run is closed and archived, else the server;
 * or how far it has come, from its end.
 */
import { type Client, isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { PayloadCodec } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { type History, headAt, readRun } from '../replay/history.ts';
import type { CaseHistories, WholeHistory } from '../store/rebuild.ts';
import type { CaseHead, CaseHeads } from '../store/reconcile.ts';
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
    head: (caseId) => headOf(parts, caseId),
    async whole(caseId) {
      const runs = await runsOf(parts, caseId);
      return runs.length === 0 ? null : wholeOf(caseId, runs, parts.codec);
    },
  };
}

/** Of the latest run that the server has. */
async function headOf({ client, codec }: CaseHistoriesParts, caseId: string): Promise<CaseHead | null> {
  const { workflowService, options } = client;
  let nextPageToken: Uint8Array = new Uint8Array();
  try {
    do {
      const page = await workflowService.getWorkflowExecutionHistoryReverse({
        namespace: options.namespace,
        execution: { workflowId: caseId },
        maximumPageSize: LAST_EVENTS,
        nextPageToken,
      });
      for (const event of page.history?.events ?? []) {
        const head = await headAt(event, caseId, codec);
        if (head !== null) return head;
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

/** Oldest first. The server's latest run names the one that it follows, and so on. */
export async function runsOf({ client, archive }: CaseHistoriesParts, caseId: string): Promise<Run[]> {
  const archived = new Map(
    (await archive.read(caseId)).map(({ runId, history }) => [runId, historyOf(history)] as const),
  );
  const runs: Run[] = [];
  let runId = await latestRun(client, caseId);
  if (runId === null) return [...archived].map(([id, history]) => ({ runId: id, history }));
  while (runId !== '') {
    const history: History = archived.get(runId) ?? (await client.workflow.getHandle(caseId, runId).fetchHistory());
    runs.unshift({ runId, history });
    runId = history.events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? '';
  }
  return runs;
}

function historyOf(bytes: Uint8Array): History {
  return historyFromJSON(JSON.parse(new TextDecoder().decode(bytes)));
}

/** Null if the server has forgotten the case. */
async function latestRun(client: Client, caseId: string): Promise<string | null> {
  try {
    return (await client.workflow.getHandle(caseId).describe()).runId;
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
