/**
 * How API, worker and commands speak to running cases. Not part of the workflow's bundle.
 *
 * A command is sent under an id of its own until its fate is known: the case gives a repeat its first answer, so
 * sending again is always safe.
 */
import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { Signer } from '../codec/signing.ts';
import type { Bundle, Command, Refusal } from '../engine/model.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import { contentHash } from './content-hash.ts';
import {
  ANSWER_QUERY,
  CASE_QUEUE,
  CASE_WORKFLOW,
  type CaseInput,
  type CaseView,
  COMMAND_UPDATE,
  type CommandAnswer,
  type CommandEnvelope,
  FACTS_QUERY,
  type FactsView,
  idAfterEnd,
  RENEW_SIGNAL,
  type Ref,
  type Resumed,
  refTo,
  type ShellRefusal,
  type SignedCommand,
  STATE_QUERY,
} from './contract.ts';
import { answerGiven, judge, openShell } from './shell.ts';

/** The case said no; nothing has changed. */
export class CaseRefusal extends Error {
  override readonly name = 'CaseRefusal';
  readonly type: Refusal['reason'] | ShellRefusal | 'fault';
  readonly refusal: Refusal | null;

  constructor(type: CaseRefusal['type'], message: string, refusal: Refusal | null) {
    super(message);
    this.type = type;
    this.refusal = refusal;
  }
}

/** Whether the command was performed isn't known: send it again under the same id. */
export class CaseUnreachable extends Error {
  override readonly name = 'CaseUnreachable';
}

export interface StartCase {
  caseId: string;
  number: string;
  procedure: string;
  /** Hashes of bundle and calendar, both in the content store. */
  definition: string;
  calendar: string;
  command: Command & { type: 'start' };
  parent?: { caseId: string; message: string };
  /** Legal instant of a start that a schedule owes, epoch ms; absent: now. */
  at?: number;
  rehearsal?: { start: number };
  forceContinueAsNewEvery?: number;
}

export interface SendCommand {
  caseId: string;
  /** Chosen by the sender; the same for every repeat. */
  id: string;
  command: Command;
  /** For `use-calendar`: the hash of the calendar. */
  calendar?: string;
  /** The legal instant, epoch ms; absent: now. */
  at?: number;
}

export interface CaseClient {
  /** Starts the workflow of a case; one that is there already is left as it is. @throws CaseUnreachable */
  start(request: StartCase): Promise<void>;
  /**
   * Performs a command. `busy` is tried again for some seconds, an unknown fate for half a minute.
   * @throws CaseRefusal | CaseUnreachable
   */
  command(request: SendCommand): Promise<CommandAnswer>;
  /**
   * The answer that a command was given before, under this id and with this content; it is not performed. Asked of the
   * case itself, which keeps its answers over runs and to its end. Null if it knows of none.
   * @throws CaseUnreachable
   */
  earlier(request: Pick<SendCommand, 'caseId' | 'id' | 'command'>): Promise<CommandAnswer | null>;
  /**
   * For rehearsals and tests: a case that works is not to be asked (docs/decisions/0008-one-thing-at-a-time.md).
   * @throws CaseRefusal `not-open` if the server doesn't know the case (any more).
   */
  state(caseId: string): Promise<CaseView>;
  facts(caseId: string, after: number): Promise<FactsView>;
  /** Asks a case to go on in a new run at the engine version of the worker. */
  renew(caseId: string): Promise<void>;
}

export interface CaseClientOptions {
  client: Client;
  sign: Signer;
  /** Default: the queue of cases. */
  taskQueue?: string;
  busyMs?: number;
  unknownMs?: number;
  /** Absent: after the end of a case no letter is served (rehearsals). */
  endedCase?: FindEndedCase;
  /** Id of a case's workflow; default: the case's own. */
  workflowIdOf?(caseId: string): string;
}

/** A case that has ended, as the histories of all its runs say. */
export interface EndedCase {
  /** What its last run would hand on to one more. */
  input: CaseInput & { resumed: Resumed };
  bundle: Ref<Bundle>;
  /** With which the case counts. */
  calendar: Ref;
}

/**
 * `at-work`: another letter is being served. Null: it has not ended, or nothing of it is left.
 * @throws Error if the histories do not hold.
 */
export type FindEndedCase = (caseId: string) => Promise<EndedCase | 'at-work' | null>;

const PAUSE_MS = 200;
const RPC_MS = 10_000;
const PROCEDURE = defineSearchAttributeKey('BanliProcedure', 'KEYWORD');
const VERSION = defineSearchAttributeKey('BanliEngineVersion', 'INT');

export function createCaseClient(options: CaseClientOptions): CaseClient {
  const { client, sign, busyMs = 5_000, unknownMs = 30_000, workflowIdOf = (caseId) => caseId } = options;
  const handleOf = (caseId: string) => client.workflow.getHandle(workflowIdOf(caseId));
  const limited = <T>(work: () => Promise<T>) => client.withDeadline(Date.now() + RPC_MS, work);

  async function update(request: SendCommand & { at: number }): Promise<CommandAnswer> {
    const { caseId, id, command, calendar, at } = request;
    const signed = sign({ caseId, id, command, at });
    const ref = calendar === undefined ? null : refTo('calendar', calendar);
    const handle = handleOf(caseId);
    const updateId = updateIdOf(signed.signed);
    return limited(() =>
      handle.executeUpdate<CommandAnswer, [unknown, Ref | null]>(COMMAND_UPDATE, { args: [signed, ref], updateId }),
    );
  }

  async function earlier({ caseId, id, command }: Pick<SendCommand, 'caseId' | 'id' | 'command'>) {
    try {
      return await query<CommandAnswer | null, [string, string]>(caseId, ANSWER_QUERY, id, contentHash(command));
    } catch (error) {
      if (error instanceof CaseRefusal) return null;
      throw error;
    }
  }

  /** A case that has ended takes nothing but the service of its letters, and still knows what it answered. */
  async function afterEnd(request: SendCommand & { at: number }, refusal: unknown): Promise<CommandAnswer> {
    if (!(refusal instanceof CaseRefusal) || refusal.refusal !== ended) throw refusal;
    const { endedCase } = options;
    if (request.command.type === 'serve' && endedCase !== undefined) {
      return untilKnown(unknownMs, () => serve(endedCase, request));
    }
    const answer = await earlier(request);
    if (answer === null) throw refusal;
    return answer;
  }

  /** In one more run, which is the only one that can follow the last: of two that are begun at once the server refuses one. */
  async function serve(endedCase: FindEndedCase, request: SendCommand & { at: number }): Promise<CommandAnswer> {
    const { caseId, id, command, at } = request;
    const before = inRehearsal(await closedCase(endedCase, caseId), at);
    const signed = sign({ caseId, id, command, at });
    const shell = openShell(before.input, before.bundle, before.calendar, Date.now());
    const refusal = judge(shell, { ...signed, verdict: 'valid' }, null, Date.now());
    if (refusal !== null) throw new CaseRefusal(refusal.type, refusal.message, refusal.refusal);
    const content = contentHash(command);
    const given = answerGiven(shell, id, content);
    if (given !== null) return given;

    const workflowId = idAfterEnd(workflowIdOf(caseId), before.input.resumed.runNumber);
    const isOurs = await limited(() => startAfterEnd(options, before, workflowId, signed));
    await limited(() => client.workflow.getHandle(workflowId).result());
    const after = await closedCase(endedCase, caseId);
    const answer = answerGiven(openShell(after.input, after.bundle, after.calendar, Date.now()), id, content);
    if (answer !== null) return answer;
    if (!isOurs) throw new CaseUnreachable('Another letter of the case was served at the same time.');
    throw new CaseRefusal('clock', 'The case has not taken it: is the clock of the sender ahead of the server?', null);
  }

  async function query<T, A extends unknown[]>(caseId: string, name: string, ...args: A): Promise<T> {
    return untilKnown(unknownMs, () => limited(() => handleOf(caseId).query<T, A>(name, ...args)));
  }

  return {
    start: (request) => untilKnown(unknownMs, () => limited(() => startWorkflow(options, request))),
    command(request) {
      // However often it has to be sent, it was handed in now.
      const handedIn = { ...request, at: request.at ?? Date.now() };
      return untilKnown(unknownMs, () => whileBusy(busyMs, () => update(handedIn))).catch((refusal) =>
        afterEnd(handedIn, refusal),
      );
    },
    earlier,
    state: (caseId) => query<CaseView, []>(caseId, STATE_QUERY),
    facts: (caseId, after) => query<FactsView, [number]>(caseId, FACTS_QUERY, after),
    renew: (caseId) => limited(() => handleOf(caseId).signal(RENEW_SIGNAL)),
  };
}

/**
 * The server's own id names what is sent byte for byte. Under one id for two contents it answers the second with the
 * first; of two instants it may give the worker one and write the other into the history, when it was restarted between.
 * The case knows a repeat by the command's id.
 */
function updateIdOf({ id, command, at }: CommandEnvelope): string {
  return `${id}:${contentHash(command).slice(0, 16)}:${at}`;
}

async function closedCase(endedCase: FindEndedCase, caseId: string): Promise<EndedCase> {
  const found = await endedCase(caseId);
  if (found === null) throw new CaseRefusal('not-open', 'The case has ended.', ended);
  if (found === 'at-work') throw new CaseUnreachable('Another letter of the case is being served.');
  return found;
}

/** The legal clock of a rehearsal stands where the script is. */
function inRehearsal(found: EndedCase, at: number): EndedCase {
  const { input } = found;
  if (input.rehearsal === undefined) return found;
  return { ...found, input: { ...input, resumed: { ...input.resumed, clock: at } } };
}

/** @returns false if another run, or a repeat of this, was the first. */
async function startAfterEnd(
  { client, taskQueue = CASE_QUEUE }: CaseClientOptions,
  { input, bundle, calendar }: EndedCase,
  workflowId: string,
  signed: SignedCommand,
): Promise<boolean> {
  try {
    await client.workflow.start(CASE_WORKFLOW, {
      workflowId,
      taskQueue,
      args: [input, refTo('bundle', bundle.hash), refTo('calendar', calendar.hash), signed],
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: attributesOf(bundle.content?.procedure.id ?? ''),
    });
    return true;
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false;
    throw error;
  }
}

function attributesOf(procedure: string): TypedSearchAttributes {
  return new TypedSearchAttributes([
    { key: PROCEDURE, value: procedure },
    { key: VERSION, value: ENGINE_VERSION },
  ]);
}

async function startWorkflow(options: CaseClientOptions, request: StartCase): Promise<void> {
  const { client, sign, taskQueue = CASE_QUEUE, workflowIdOf } = options;
  const { caseId, number, procedure, definition, calendar, command, ...rest } = request;
  const input: CaseInput = { caseId, number, engineVersion: ENGINE_VERSION, ...optional(rest) };
  const at = request.rehearsal?.start ?? request.at ?? Date.now();
  const start = sign({ caseId, id: 'start', command, at });
  try {
    await client.workflow.start(CASE_WORKFLOW, {
      workflowId: workflowIdOf?.(caseId) ?? caseId,
      taskQueue,
      args: [input, refTo('bundle', definition), refTo('calendar', calendar), start],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'REJECT_DUPLICATE',
      typedSearchAttributes: attributesOf(procedure),
    });
  } catch (error) {
    // It was started and has ended since: a repeat of the same start.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

function optional(rest: Pick<StartCase, 'parent' | 'rehearsal' | 'forceContinueAsNewEvery'>): Partial<CaseInput> {
  const { parent, rehearsal, forceContinueAsNewEvery } = rest;
  return {
    ...(parent === undefined ? {} : { parent }),
    ...(rehearsal === undefined ? {} : { rehearsal }),
    ...(forceContinueAsNewEvery === undefined ? {} : { forceContinueAsNewEvery }),
  };
}

// ---- trying again ----

/** A rule is out on the branch: it comes back within a moment. */
async function whileBusy<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const known = explained(error);
      if (!(known instanceof CaseRefusal) || known.type !== 'busy' || Date.now() + PAUSE_MS > until) throw known;
      await pause();
    }
  }
}

/** Does again what could not be reached, for so many ms. @throws CaseRefusal | CaseUnreachable */
export async function untilKnown<T>(limitMs: number, work: () => Promise<T>): Promise<T> {
  const until = Date.now() + limitMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const known = explained(error);
      if (!(known instanceof CaseUnreachable) || Date.now() + PAUSE_MS > until) throw known;
      await pause();
    }
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
}

// Codes of gRPC whose cause may heal (9: a new run has begun and not had its first task): https://grpc.io/docs/guides/status-codes/
const HEALING = new Set([1, 2, 4, 8, 9, 10, 13, 14]);

function explained(error: unknown): unknown {
  if (error instanceof CaseRefusal || error instanceof CaseUnreachable) return error;
  if (error instanceof WorkflowNotFoundError) return new CaseRefusal('not-open', 'The case has ended.', ended);
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { type, message, details } = error.cause;
    return new CaseRefusal(type as CaseRefusal['type'], message, (details?.[0] as Refusal | undefined) ?? null);
  }
  const isUnknown = error instanceof Error && error.name === 'WorkflowUpdateRPCTimeoutOrCancelledError';
  const grpc = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  const heals = isGrpcServiceError(grpc) && HEALING.has(grpc.code);
  if (!isUnknown && !heals) return error;
  return new CaseUnreachable(`The case can't be reached now: ${(error as Error).message}`, { cause: error });
}

const ended: Refusal = { reason: 'not-open', detail: 'case-ended', faults: [] };
