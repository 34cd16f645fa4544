/**
 * What the durable shell needs from the world: narrow interfaces, implemented in store/ and put together in worker.ts.
 *
 * Errors have two meanings and no third. A port that throws `NeverWill` says that trying again can't help: the effect
 * becomes an incident. Whatever else it throws means "not now": the shell tries again, for as long as it takes.
 * Everything that carries out an effect may be called more than once with the same `key` and must act once: it keeps
 * the key in a unique column and gives the first answer again.
 */
import type { CaseState, Fact } from '../engine/model.ts';
import type { JsonObject } from '../rules/json.ts';

/** Trying again can't help; `message` tells an operator what is wrong and what to do. */
export class NeverWill extends Error {
  override readonly name = 'NeverWill';
}

// ── Content by hash ─────────────────────────────────────────────────────────────────────────────────────────────

/** Bundles and calendars by content. */
export interface ContentStore {
  /** Canonical JSON (RFC 8785) whose SHA-256, in lower-case hex, is `hash`; null if it isn't there. */
  get(hash: string): Promise<string | null>;
}

// ── Projection ──────────────────────────────────────────────────────────────────────────────────────────────────

export interface ProjectedFact {
  fact: Fact;
  /** Chain hash h(n) of the fact's number n, lower-case hex. */
  hash: string;
}

/** Facts of one case, in order and without a gap, with the state after the last of them. */
export interface ProjectionBatch {
  caseId: string;
  /** Run of the workflow. `runNumber` counts from 1 and grows with each continue-as-new. */
  runId: string;
  runNumber: number;
  /** Length of the run's history at the task that makes this projection; with `runNumber` it orders projections. */
  historyLength: number;
  /** Procedure's id, e.g. `ride-hailing.licence`. */
  procedure: string;
  /** h(n−1) of the first fact; of an empty batch the chain hash at `state.seq`. */
  previous: string;
  /** May be empty: then only the state is refreshed. */
  facts: ProjectedFact[];
  /** After the last fact: tasks, deadlines, data, incidents are read from it. `state.seq` is the last fact's number. */
  state: CaseState;
  /** SHA-256 of the canonical state, hex. */
  stateHash: string;
  /** When the machine wrote it, epoch ms (the facts carry legal instants). */
  machineAt: number;
  /** The case that started this one with a link, which is told its end. */
  parent?: { caseId: string; message: string };
}

export type Projected =
  /** Written; readers see it. */
  | { kind: 'stored' }
  /** A later (runNumber, historyLength) is there already: nothing was written. */
  | { kind: 'stale' }
  /** The read model ends at number `has` < first − 1 (or at another hash there): nothing was written. Send from has + 1. */
  | { kind: 'gap'; has: number };

export interface ReadModel {
  /**
   * In one transaction, under a lock on the case: compares (runNumber, historyLength) with the stored pair and writes
   * nothing if it is older; removes rows from the first number that has another hash; writes the facts and the state.
   * Repeating it changes nothing. Called with a limit of about 1.5 s.
   */
  project(batch: ProjectionBatch, signal?: AbortSignal): Promise<Projected>;
}

// ── Effects ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** An effect that is owed. `content` is that of the legal fact (see FactBody in engine/model.ts). */
export interface EffectRequest {
  /** `<case id>/<number of the fact>`: once under this key. */
  key: string;
  caseId: string;
  /** 办件编号. */
  caseNumber: string;
  /** The case's procedure and the hash of its bundle and calendar. */
  procedure: string;
  definition: string;
  calendar: string;
  /** Number of the legal fact. */
  of: number;
  /** Legal instant of the fact, epoch ms. */
  at: number;
  content: JsonObject;
}

/** `document-issued`: {document, data}. */
export interface Documents {
  /** Gives the document its number, gapless by template and year of `at`, and stores it. */
  issue(request: EffectRequest): Promise<{ number: string }>;
}

/** `registered`: {register, key, values}: merges into the row of the key and keeps the row's history. */
export interface Registers {
  write(request: EffectRequest): Promise<void>;
}

/** `start-offered`: {definition, to, input}: a task for a group to start another case. */
export interface Offers {
  offer(request: EffectRequest): Promise<{ offer: string }>;
}

/** `case-started`: {definition, input, link?}. */
export interface CaseStarts {
  /**
   * Decides the start with the engine, mints case id and number under the key (once), and starts the workflow with
   * USE_EXISTING. With `link`, the new case's `parent` is {caseId: request.caseId, message: link}.
   * @throws NeverWill if the procedure isn't deployed or refuses the input.
   */
  start(request: EffectRequest): Promise<{ caseId: string; number: string }>;
}

/** `message-sent`: {definition, message, match, data}. */
export interface CaseSearch {
  /** Ids of the open cases of a procedure whose data have every value of `match`, in the order of their numbers. */
  openCases(procedure: string, match: JsonObject): Promise<string[]>;
}

/** Speaks to running cases; made from the Temporal client (workflows/case-client.ts). */
export interface CaseMessages {
  /**
   * Delivers a message of the system once under `id`. A case that has ended or refuses it is no error: the answer says so.
   */
  deliver(caseId: string, id: string, message: string, data: JsonObject): Promise<Delivery>;
  /** The same for the end of a case, told to the one that waits for it: of `data` what the message's form has. */
  tellEnd(caseId: string, id: string, message: string, data: JsonObject): Promise<Delivery>;
}

export interface Delivery {
  accepted: boolean;
  /** Why not, e.g. `not-open`. */
  reason?: string;
}

// ── Archive ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** One closed run, as it stood on the server; payloads are still encrypted. */
export interface ClosedRun {
  caseId: string;
  runId: string;
  /** Temporal's word for how it ended, e.g. COMPLETED, CONTINUED_AS_NEW, TERMINATED. */
  status: string;
  startedAt: number;
  closedAt: number;
  events: number;
  /** Canonical proto3 JSON of temporal.api.history.v1.History, UTF-8. */
  history: Uint8Array;
  /** SHA-256 of `history`, hex. */
  sha256: string;
}

export interface Archive {
  /** Those of `runs` that aren't archived yet. */
  missing<R extends { runId: string }>(runs: R[]): Promise<R[]>;
  /** Stores it by content; repeating it changes nothing. */
  store(run: ClosedRun): Promise<void>;
  /** All archived runs of a case, in the order of their start. */
  read(caseId: string): Promise<ClosedRun[]>;
}
