/**
 * Changes an evidence file as somebody could who has every key, the published test keys: payloads are opened, changed,
 * sealed again, and the manifest is signed anew. Only what the change cannot repair gives it away.
 */
import type { Payload, PayloadCodec } from '@temporalio/common';
import { historyFromJSON, historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { payloadConverter } from '../../codec/payload-converter.ts';
import { codecOf } from '../../replay/audit.ts';
import { type EvidenceParts, readEvidence, writeEvidence } from '../../replay/evidence.ts';
import type { History } from '../../replay/history.ts';
import type { Keys } from '../../runtime/keys.ts';
import type { RecordedStep } from '../../workflows/contract.ts';

type Change<T> = (value: T) => T;

export interface Forger {
  /** The parts of the file, changed and signed again. */
  resigned(change: Change<EvidenceParts>): Promise<Uint8Array>;
  /** The recorded steps of the last projection that has some, of a run. */
  steps(run: number, change: Change<RecordedStep[]>): Promise<Uint8Array>;
  /** The payloads of a run's events, each with the name of its place. */
  payloads(run: number, change: (place: string, value: unknown) => unknown): Promise<Uint8Array>;
  /** The events of a run. */
  events(run: number, change: Change<NonNullable<History['events']>>): Promise<Uint8Array>;
  /** Files of the zip as they stand, without signing again. */
  files(change: (files: Record<string, string>) => void): Uint8Array;
}

export function forger(file: Uint8Array, keys: Keys): Forger {
  const evidence = readEvidence(file, keys.commandKeys);
  const [key] = keys.commandKeys;
  if (key === undefined) throw new Error('no key');
  const { id: caseId } = evidence.manifest.case;
  const codec = codecOf(keys, new Map());

  const resigned = (change: Change<EvidenceParts>) => {
    const { case: named, definition, calendars, head, exportedAt } = evidence.manifest;
    const manifest = { case: named, definition, calendars, head, exportedAt };
    return writeEvidence(change({ ...structuredClone({ ...evidence, manifest }) }), key);
  };

  const withHistory = async (run: number, change: (history: History) => Promise<void> | void) => {
    const history: History = historyFromJSON(JSON.parse(evidence.runs[run]?.json ?? ''));
    await change(history);
    const json = historyToJSON(history as never);
    return resigned((parts) => {
      const runs = parts.runs.map((kept, index) => (index === run ? { ...kept, json } : kept));
      return { ...parts, runs };
    });
  };

  const payloads: Forger['payloads'] = (run, change) =>
    withHistory(run, async (history) => {
      for (const { place, payloads: list } of places(history)) {
        for (const [index, payload] of list.entries()) {
          list[index] = await rewritten(codec, caseId, payload, (value) => change(place, value));
        }
      }
    });

  return {
    resigned: (change) => Promise.resolve(resigned(change)),
    payloads,
    steps: async (run, change) => {
      let done = false;
      return payloads(run, (place, value) => {
        const recorded = value as { steps?: RecordedStep[] };
        if (done || place !== 'marker' || !recorded.steps?.length || recorded.steps[0]?.by.kind === 'start')
          return value;
        done = true;
        return { ...recorded, steps: change(structuredClone(recorded.steps)) };
      });
    },
    events: (run, change) =>
      withHistory(run, (history) => {
        history.events = change(history.events ?? []);
      }),
    files(change) {
      const files = Object.fromEntries(
        Object.entries(unzipSync(file)).map(([path, bytes]) => [path, strFromU8(bytes)]),
      );
      change(files);
      return zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])));
    },
  };
}

async function rewritten(
  codec: PayloadCodec,
  workflowId: string,
  payload: Payload,
  change: (value: unknown) => unknown,
) {
  const context = { type: 'workflow', namespace: '', workflowId } as const;
  const [plain] = await codec.decode([payload], context);
  const value: unknown = payloadConverter.fromPayload(plain ?? {});
  const changed = change(value);
  if (changed === value) return payload;
  const [sealed] = await codec.encode([payloadConverter.toPayload(changed)], context);
  return sealed ?? payload;
}

function places(history: History): { place: string; payloads: Payload[] }[] {
  return (history.events ?? []).flatMap((event) => {
    const lists: [string, Payload[] | null | undefined][] = [
      ['start', event.workflowExecutionStartedEventAttributes?.input?.payloads],
      ['update', event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args?.payloads],
      ['marker', event.markerRecordedEventAttributes?.details?.result?.payloads],
      ['result', event.workflowExecutionCompletedEventAttributes?.result?.payloads],
      ['continued', event.workflowExecutionContinuedAsNewEventAttributes?.input?.payloads],
    ];
    return lists.flatMap(([place, payloads]) => (payloads ? [{ place, payloads }] : []));
  });
}
