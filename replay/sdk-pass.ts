/**
 * The first pass of an audit: Temporal's own replay. It runs the workflow's code against the history and finds commands
 * that don't fit; the code itself compares every recorded hash with its own (workflows/shell.ts).
 */
import type { PayloadCodec } from '@temporalio/common';
import { Worker, type WorkflowBundleOption } from '@temporalio/worker';
import { CONVERTERS } from '../codec/data-converter.ts';
import { payloadConverter } from '../codec/payload-converter.ts';
import type { Difference } from './fold.ts';
import type { History } from './history.ts';

export interface SdkPass {
  caseId: string;
  histories: readonly History[];
  codec: PayloadCodec;
  workflowBundle: WorkflowBundleOption;
}

/** The first difference, or null. */
export async function replayOnSdk({ caseId, histories, codec, workflowBundle }: SdkPass): Promise<Difference | null> {
  const said: string[] = [];
  const options = {
    workflowBundle,
    dataConverter: { payloadCodecs: [listening(codec, said)], ...CONVERTERS },
  };
  const named = histories.filter(hasRun).map((history) => ({ workflowId: caseId, history: history as never }));
  let number = 0;
  for await (const { error } of Worker.runReplayHistories(options, named)) {
    number += 1;
    if (error === undefined) continue;
    const message = said.at(-1) ?? error.message;
    return { check: 'replay', number: null, message: `Run ${number} does not replay: ${message}` };
  }
  return null;
}

/** A run that has just begun has nothing to replay, and the SDK would wait for it for ever. */
function hasRun({ events }: History): boolean {
  return (events ?? []).some((event) => event.workflowTaskCompletedEventAttributes != null);
}

/** Nothing is sent at a replay; what the code would say when it fails is kept readable. */
function listening(codec: PayloadCodec, said: string[]): PayloadCodec {
  return {
    decode: (payloads, context) => codec.decode(payloads, context),
    encode(payloads) {
      for (const payload of payloads) {
        const value = payloadConverter.fromPayload<{ message?: unknown; stack_trace?: unknown } | null>(payload);
        if (typeof value?.message === 'string' && 'stack_trace' in value) said.push(value.message);
      }
      return Promise.resolve(payloads);
    },
  };
}
