/**
 * What crosses the border of the workflow `case`: its input, its update, queries, signal and result. Shared by the
 * workflow, the codec and the clients; plain types and names, nothing of Temporal.
 *
 * The workflow is called with four arguments: (input, bundle, calendar, start). Bundle and calendar travel as
 * references by content, which the codec fills in on the worker; `start` is the command with which the run begins,
 * signed as every command of a person is: of the first run the start, of one after the case's end a service; null where
 * a run goes on from the one before.
 */
import type { CaseState, Command, Fact } from '../engine/model.ts';
import type { JsonObject } from '../rules/json.ts';

export const CASE_WORKFLOW = 'caseWorkflow';
export const CASE_QUEUE = 'banli-cases';

/** Update (person or system acts). Arguments: SignedCommand, and for `use-calendar` the calendar's reference. */
export const COMMAND_UPDATE = 'command';
/** Query: CaseView. */
export const STATE_QUERY = 'state';
/** Query (after: number): FactsView. */
export const FACTS_QUERY = 'facts';
/** Query (id, content: string): the KeptAnswer's answer to that command, or null. */
export const ANSWER_QUERY = 'answer';
/** Signal: continue as new at the engine version of the worker, at the next quiet moment. */
export const RENEW_SIGNAL = 'renew';

// ── Ids of workflows ────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Of the run in which a letter is served after the end of the case. The case's other runs have its own id. By the number
 * of the run, so that the server itself lets one and no other follow the last.
 */
export function idAfterEnd(caseId: string, runNumber: number): string {
  return `${caseId}/${runNumber}`;
}

/** The case whose run a workflow is. */
export function caseOfWorkflow(workflowId: string): string {
  return workflowId.replace(/\/\d+$/, '');
}

// ── Content by hash ─────────────────────────────────────────────────────────────────────────────────────────────

/** Written as {$ref, hash}; read in the worker as {$ref, hash, content}, or with `unreadable` if it isn't there. */
export interface Ref<T = unknown> {
  $ref: 'bundle' | 'calendar';
  /** SHA-256 of the canonical JSON of `content`, lower-case hex. */
  hash: string;
  content?: T;
  unreadable?: true;
}

export function refTo($ref: Ref['$ref'], hash: string): Ref<never> {
  return { $ref, hash };
}

// ── Signed commands ─────────────────────────────────────────────────────────────────────────────────────────────

/** What is signed: a command for one case, under an id chosen by the sender. */
export interface CommandEnvelope {
  caseId: string;
  /** Of the completion, message, …: a repeat under the same id gets the first answer. */
  id: string;
  command: Command;
  /**
   * The legal instant, epoch ms: when the API had it; of a start as its schedule has it, in a rehearsal as the script.
   * Always there but in histories of version 1.
   */
  at?: number;
}

export type Verdict = 'valid' | 'unknown-key' | 'invalid';

export interface SignedCommand {
  signed: CommandEnvelope;
  /** Id of the Ed25519 key. */
  key: string;
  /** base64 */
  signature: string;
  /** Set by the codec when it reads, whatever was there before; nobody else writes it. */
  verdict?: Verdict;
}

/** What the codec gives for a payload that it can't open. */
export interface Unreadable {
  unreadable: true;
}

// ── Input and result ────────────────────────────────────────────────────────────────────────────────────────────

export interface CaseInput {
  caseId: string;
  number: string;
  engineVersion: number;
  /** The case that started this one and waits for its end, told by `message`. */
  parent?: { caseId: string; message: string };
  /** In a rehearsal the legal clock begins at `start` (epoch ms) and runs with the workflow's own. */
  rehearsal?: { start: number };
  /** Rehearsal and tests: continue as new after this many commands. */
  forceContinueAsNewEvery?: number;
  /** In the runs after the first, also in those after the end of the case: where the one before ended. */
  resumed?: Resumed;
}

export interface Resumed {
  state: CaseState;
  /** Chain hash at `state.seq`. */
  chain: string;
  /** Number of this run, from 2. */
  runNumber: number;
  answers: KeptAnswer[];
  /** Number of the last fact that readers are known to see. */
  visibleSeq: number;
  /** Rehearsal only: the legal clock at which the run before ended, epoch ms. */
  clock?: number;
}

/** The answer to a command, kept to answer a repeat. `content` is the SHA-256 of the canonical command. */
export interface KeptAnswer {
  id: string;
  content: string;
  answer: CommandAnswer;
}

/** `from` to `seq` are the numbers of the facts that it brought; `chain` is the hash at `seq`. */
export interface CommandAnswer {
  from: number;
  seq: number;
  chain: string;
  status: CaseState['status'];
  outcome: string | null;
}

export interface CaseResult {
  outcome: string | null;
  seq: number;
  chain: string;
}

// ── Refusals and queries ────────────────────────────────────────────────────────────────────────────────────────

/**
 * Types of the ApplicationFailure of a refused command, beside the engine's own reasons; details[0] is the Refusal.
 * `clock`: the command's instant lies ahead of the case's clock, or in a rehearsal behind it.
 */
export type ShellRefusal = 'unreadable' | 'not-signed' | 'conflict' | 'clock';

export interface CaseView {
  state: CaseState;
  chain: string;
  runNumber: number;
  /** Number of the last fact that readers are known to see. */
  visibleSeq: number;
  engineVersion: number;
  /** The legal clock at the case's last task, epoch ms. */
  clock: number;
  /** Nothing is about to happen by itself: every fact is recorded, no rule is out. */
  isSettled: boolean;
  parent: { caseId: string; message: string } | null;
}

/** Facts of the present run after number `after`; `from` is the first number that this run has. */
export interface FactsView {
  from: number;
  facts: { fact: Fact; hash: string }[];
}

// ── What a history records ──────────────────────────────────────────────────────────────────────────────────────

/**
 * One command and what it led to, recorded in the history as the result of the local activity `project`. Commands
 * of people are not copied: `by` names the update in the same history (or the start in its first event).
 */
export interface RecordedStep {
  by: { kind: 'start' } | { kind: 'update'; id: string } | { kind: 'case'; command: Command };
  /** Legal instant given to the engine, epoch ms. */
  now: number;
  /** The machine's own, epoch ms. */
  machineAt: number;
  facts: { fact: Fact; hash: string }[];
  /** SHA-256 of the canonical state after it, hex. */
  stateHash: string;
}

/** Result of the local activity `project`. */
export interface Recorded {
  /** What was given to record, then what the rules led to that were out after it. */
  steps: readonly RecordedStep[];
  /** Whether readers see the facts up to the last. */
  visible: boolean;
  /** The read model lacks facts before the first: send from the number after this. */
  has?: number;
}

/** Argument of `evaluateRules`. Hashes stand for bundle and calendar. */
export interface RuleRequest {
  definition: string;
  calendar: string;
  call: number;
  evaluations: { decision: string; inputs: JsonObject }[];
}
