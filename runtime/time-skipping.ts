import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';
import { RuntimeFault } from './errors.ts';

const polling = proto.temporal.api.enums.v1.FastForwardPollingResult;
const workflowStatus = proto.temporal.api.enums.v1.WorkflowExecutionStatus;

/** One skip for each timer that fires; a procedure of years with daily reminders has some thousands. */
const largestSkips = 100_000;

/** A fast-forward under way. */
export interface FastForward {
  readonly workflowId: string;
  readonly id: string;
}

/**
 * `reached`: the workflow's clock stands at the target and everything due before it has happened.
 * `ended`: the workflow ended before.
 */
export type FastForwardOutcome = 'reached' | 'ended';

/**
 * Lets the clock of one workflow run ahead by `durationMs` milliseconds of its own time, without
 * waiting. The clock jumps from timer to timer while the workflow waits, and stands still during
 * activities. It is always bounded: without a bound an idle case would run through its deadlines
 * while a person's task is open. An experimental feature of the server, on in the namespace of
 * rehearsals only; nothing outside this module knows its messages.
 * @throws ServiceError UNIMPLEMENTED in a namespace without time skipping.
 */
export async function startTimeSkipping(client: Client, workflowId: string, durationMs: number): Promise<FastForward> {
  if (!Number.isInteger(durationMs) || durationMs <= 0) {
    throw new RangeError(`A fast-forward takes a positive whole number of milliseconds, not ${durationMs}`);
  }
  const id = randomUUID();
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        fastForwardConfig: { id, duration: msToTs(durationMs) },
        maxSessionSkipCount: largestSkips,
      },
    },
    updateMask: { paths: ['time_skipping_config'] },
  });
  return { workflowId, id };
}

/**
 * Waits until a fast-forward is over.
 * @throws RuntimeFault if the server gave it up for another reason than the workflow's end.
 */
export async function awaitTimeSkipping(client: Client, { workflowId, id }: FastForward): Promise<FastForwardOutcome> {
  for (;;) {
    const response = await client.workflowService.pollWorkflowExecutionTimeSkipping({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
      fastForwardId: id,
    });
    switch (response.fastForwardPollingResult) {
      case polling.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED:
        return 'reached';
      case polling.FAST_FORWARD_POLLING_RESULT_POLL_TIMEOUT:
        break;
      default:
        if (await hasEnded(client, workflowId)) return 'ended';
        throw new RuntimeFault(`The clock of ${workflowId} could not be advanced: ${response.failedReason}`);
    }
  }
}

/** Advances the clock of one workflow by `durationMs` milliseconds of its own time and waits for it. */
export async function fastForward(client: Client, workflowId: string, durationMs: number): Promise<FastForwardOutcome> {
  return awaitTimeSkipping(client, await startTimeSkipping(client, workflowId, durationMs));
}

async function hasEnded(client: Client, workflowId: string): Promise<boolean> {
  const { status } = await client.workflow.getHandle(workflowId).describe();
  return status.code !== workflowStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
}
