/**
 * Reads what a run's history says about the case: its input, the signed commands, the recorded steps, its end. Payloads
 * are opened with the codec; nothing of Temporal is left in what comes out.
 */
import type { Payload, PayloadCodec } from '@temporalio/common';
import type proto from '@temporalio/proto';
import { payloadConverter } from '../codec/payload-converter.ts';
import { GENESIS } from '../engine/chain.ts';
import type { Bundle } from '../engine/model.ts';
import type {
  CaseInput,
  CaseResult,
  Recorded,
  RecordedStep,
  Ref,
  SignedCommand,
  Unreadable,
} from '../workflows/contract.ts';

export type History = proto.temporal.api.history.v1.IHistory;
type Event = proto.temporal.api.history.v1.IHistoryEvent;

export interface RunRecord {
  input: CaseInput;
  bundle: Ref<Bundle>;
  calendar: Ref;
  /** The command with which the run begins; null where it goes on from another. */
  start: SignedCommand | null;
  /** Accepted commands by their id, with the calendar that came along; a repeat is left out. */
  updates: Map<string, { signed: SignedCommand; calendar: Ref | null }>;
  steps: RecordedStep[];
  end: RunEnd;
}

export type RunEnd =
  | { kind: 'open' }
  | { kind: 'completed'; result: CaseResult }
  | { kind: 'continued'; input: CaseInput }
  /** Failed, terminated, timed out, cancelled. */
  | { kind: 'broken'; how: string };

/** A payload that the keys at hand don't open, or that was changed. */
export class UnreadableHistory extends Error {
  override readonly name = 'UnreadableHistory';
  /** Of the fact after the last that could be read; null where none was read. */
  readonly number: number | null;

  constructor(message: string, number: number | null) {
    super(message);
    this.number = number;
  }
}

/** Marker of the SDK's core for a local activity. */
const LOCAL_ACTIVITY = 'core_local_activity';

/** @throws UnreadableHistory naming the event. */
export async function readRun(history: History, caseId: string, codec: PayloadCodec): Promise<RunRecord> {
  const reader = new Reader(caseId, codec);
  const events = history.events ?? [];
  const [input, bundle, calendar, start] = await reader.started(events[0]);
  const record: RunRecord = { input, bundle, calendar, start, updates: new Map(), steps: [], end: { kind: 'open' } };
  for (const event of events) await reader.add(record, event);
  return record;
}

/** Number and chain hash of a case's last fact, as far as an event says so; null: it doesn't. */
export async function headAt(
  event: Event,
  caseId: string,
  codec: PayloadCodec,
): Promise<{ seq: number; chain: string } | null> {
  const reader = new Reader(caseId, codec);
  if (event.workflowExecutionStartedEventAttributes) {
    const [{ resumed }] = await reader.started(event);
    return { seq: resumed?.state.seq ?? 0, chain: resumed?.chain ?? GENESIS };
  }
  const last = (await reader.steps(event)).at(-1)?.facts.at(-1);
  return last === undefined ? null : { seq: last.fact.seq, chain: last.hash };
}

class Reader {
  private readonly caseId: string;
  private readonly codec: PayloadCodec;
  /** Number of the fact that comes next. */
  private next: number | null = null;

  constructor(caseId: string, codec: PayloadCodec) {
    this.caseId = caseId;
    this.codec = codec;
  }

  async started(event: Event | undefined): Promise<[CaseInput, Ref<Bundle>, Ref, SignedCommand | null]> {
    const payloads = event?.workflowExecutionStartedEventAttributes?.input?.payloads;
    if (!event || !payloads || payloads.length !== 4) {
      throw new UnreadableHistory(`The first event of a run of ${this.caseId} is not the start of a case.`, null);
    }
    const opened = (await this.open(event, payloads)) as [CaseInput, Ref<Bundle>, Ref, SignedCommand | null];
    this.next = (opened[0].resumed?.state.seq ?? 0) + 1;
    return opened;
  }

  async add(record: RunRecord, event: Event): Promise<void> {
    const update = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args?.payloads;
    if (update) {
      const [signed, calendar] = (await this.open(event, update)) as [SignedCommand, Ref | null];
      const { id } = signed.signed;
      if (!record.updates.has(id)) record.updates.set(id, { signed, calendar });
    }
    record.steps.push(...(await this.steps(event)));
    record.end = (await this.end(event)) ?? record.end;
  }

  async steps(event: Event): Promise<RecordedStep[]> {
    const marker = event.markerRecordedEventAttributes;
    if (marker?.markerName !== LOCAL_ACTIVITY || activityOf(marker) !== 'project') return [];
    const results = (await this.open(event, marker.details?.result?.payloads ?? [])) as Recorded[];
    const steps = results.flatMap((result) => result.steps);
    const last = steps.at(-1)?.facts.at(-1);
    if (last !== undefined) this.next = last.fact.seq + 1;
    return steps;
  }

  private async end(event: Event): Promise<RunEnd | null> {
    const completed = event.workflowExecutionCompletedEventAttributes;
    if (completed) {
      const [result] = await this.open(event, completed.result?.payloads ?? []);
      return { kind: 'completed', result: result as CaseResult };
    }
    const continued = event.workflowExecutionContinuedAsNewEventAttributes;
    if (continued) {
      const [input] = await this.open(event, continued.input?.payloads ?? []);
      return { kind: 'continued', input: input as CaseInput };
    }
    if (event.workflowExecutionFailedEventAttributes) return { kind: 'broken', how: 'failed' };
    if (event.workflowExecutionTerminatedEventAttributes) return { kind: 'broken', how: 'terminated' };
    if (event.workflowExecutionTimedOutEventAttributes) return { kind: 'broken', how: 'timed out' };
    return event.workflowExecutionCanceledEventAttributes ? { kind: 'broken', how: 'cancelled' } : null;
  }

  private async open(event: Event, payloads: Payload[]): Promise<unknown[]> {
    const context = { type: 'workflow', namespace: '', workflowId: this.caseId } as const;
    const plain = await this.codec.decode(payloads, context);
    return plain.map((payload) => {
      const value: unknown = payloadConverter.fromPayload(payload);
      if (isUnreadable(value)) {
        throw new UnreadableHistory(`Event ${event.eventId} of a run of ${this.caseId} can't be read.`, this.next);
      }
      return value;
    });
  }
}

function isUnreadable(value: unknown): value is Unreadable {
  return typeof value === 'object' && value !== null && 'unreadable' in value && !('$ref' in value);
}

function activityOf(marker: proto.temporal.api.history.v1.IMarkerRecordedEventAttributes): string {
  const data = marker.details?.data?.payloads?.[0]?.data;
  if (!data) return '';
  const { activity_type, activityType } = JSON.parse(new TextDecoder().decode(data)) as Record<string, string>;
  return activity_type ?? activityType ?? '';
}
