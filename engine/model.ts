/**
 * The words of the engine: what a procedure is once compiled. Plain JSON, canonical by RFC 8785, named by its
 * SHA-256; everything that has an order is an array. Expressions are trees that `rules/expression` evaluates.
 *
 * Vocabulary: a *step* is a node of the flow (BPMN activity, event or gateway); a *token* says where a case stands;
 * a *script* is what follows an event: clauses tried in order, each with effects and at most one exit.
 * BPMN names: task = user task, auto = business rule / script / send / service task, wait = event-based gateway or
 * intermediate catch event, join = converging gateway, subprocess = embedded subprocess.
 */
import type { Decision } from '../rules/decision/model.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { EnumValue, Form } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import type { Citation, Label } from '../rules/label.ts';

export type StepId = string;
export type DeadlineId = string;

export interface Procedure {
  format: 1;
  /** `<slug>.<name>` */
  id: string;
  version: number;
  title: Label;
  citations: Citation[];
  /** Groups who may start a case; empty: anyone. */
  startedBy: string[];
  /** Unit of the case as a whole, e.g. a county (worklists, schedules). */
  unit?: Expr;
  input: Form;
  /**
   * An input (text) that no other case of these procedures has, no open one or (`ended`) none at all, nor any row of the
   * register as its key. Told at the start by hand; a rehearsal knows no other cases.
   */
  once?: { input: string; procedures: string[]; register?: string; ended?: true };
  steps: Step[];
  /** Run when the case starts, after the `started` fact. */
  start: Script;
  deadlines: Deadline[];
  messages: Message[];
  outcomes: EnumValue[];
  /** Effects of every end, before the effects which the end's own clause writes after it. */
  onEnd: Effect[];
  groups: GroupDefinition[];
  documents: DocumentKind[];
  registers: EnumValue[];
  templates: EnumValue[];
  /** Figures of the document, read as `tables.<name>`. */
  tables: JsonObject;
  /** Ids of the decisions that the procedure may call; bundled beside it (see `Bundle`). */
  decisions: string[];
  schedules: Schedule[];
  /** Labels of case data that no form brings (outputs, computed values). */
  dataLabels: Record<string, Label>;
  /** Units of those that are amounts: `fen` is shown as money. */
  dataUnits?: Record<string, string>;
  /** Which other cases a case is shown with. For readers: the engine does not look at it. */
  members?: Member[];
  /** 事项编码, kept as given. */
  catalogCode?: string;
  /** Prefix of the case number, e.g. 网约车许可 in 网约车许可〔2026〕00001. */
  numberPrefix: string;
}

/**
 * Cases of a procedure whose data have these values, or without `match` all that were started between the start and the
 * end of the case; and those that it started itself.
 */
export interface Member {
  procedure: string;
  match?: Assignment[];
}

export interface GroupDefinition extends EnumValue {
  /** Unit of its tasks that name none of their own. Left out also where the case data have not what it reads. */
  unit?: Expr;
  /** Membership is per case: the applicant, an enterprise. */
  party?: true;
}

/** What it issues. Its label is the title of the letter; the rest is there for those that the procedure issues. */
export interface DocumentKind extends EnumValue {
  /** Absent: the letter tells the case data. */
  text?: LetterParagraph[];
  /** Issuing body (text); absent: the group that acted last. */
  from?: Expr;
  /** Addressee (text); absent: who started the case. */
  to?: Expr;
  /** Text or a list of texts or files. */
  annexes?: Expr;
  /** The rules that decided are told with their articles; always where there is no `text`. */
  reasons?: true;
  /** The letter tells of reconsideration and court action. */
  review?: true;
}

export interface LetterParagraph {
  /** `item`: one of a list; where it holds nothing but a list, one for each of its values. */
  kind: 'text' | 'heading' | 'item';
  when?: Expr;
  parts: (string | LetterValue)[];
}

/** A value in the text of a letter. A list is written value by value. */
export interface LetterValue {
  value: Expr;
  /** As it stands in the definition, for faults. */
  source: string;
  as: 'text' | 'date' | 'instant' | 'yes-no';
  /** Chinese names of codes. */
  labels?: Record<string, string>;
}

/** What a case is pinned to: one procedure with every decision that it may call. Its hash is the definition's name. */
export interface Bundle {
  procedure: Procedure;
  decisions: Decision[];
}

// ── Flow ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Clauses run in order; one whose `when` fails is skipped; the first that exits ends the script. */
export type Script = Clause[];

export interface Clause {
  when?: Expr;
  effects: Effect[];
  exit?: Exit;
}

export type Exit =
  /** One token to each target whose condition holds (several: parallel or inclusive split). */
  | { kind: 'goto'; targets: { step: StepId; when?: Expr }[] }
  /** Ends the case (terminate end event). `outcome` is text. */
  | { kind: 'end'; outcome: Expr }
  /** The token ends; the scope ends when none is left. */
  | { kind: 'done' }
  /** BPMN error end event: ends the scope, caught by the nearest enclosing subprocess. */
  | { kind: 'error'; code: string };

export type Step = TaskStep | AutoStep | WaitStep | JoinStep | SubprocessStep;

interface StepBase {
  id: StepId;
  label: Label;
  citations: Citation[];
  /** The subprocess that it lies in; absent: the procedure itself. */
  scope?: StepId;
  /** Opens at max(reached, this instant); null: at once. Until then its token is `pending` and not in `open`. */
  opensAt?: Expr;
  /** Run when a token arrives, before the step opens: resets, links. */
  onEnter: Effect[];
  /** What undoes the step once it was completed (BPMN compensation handler). */
  compensation: Effect[];
}

export interface TaskStep extends StepBase {
  kind: 'task';
  /** Text: a group's id. Sees `item` in a multi-instance step. */
  group: Expr;
  unit?: Expr;
  form: Form;
  /** What stands in the form at first, beside what the case data have; reads registers (`of`), decides nothing. */
  initial?: { values: Assignment[]; of: string[] };
  /** Steps whose last performer may not do this one (separation of duties). */
  notSameAs: StepId[];
  /** Where it can be sent back to; absent: to the tasks that lead here without touching law (see flow/ways-back.ts). */
  sendBack?: StepId[];
  each?: Each;
  /** Run at the completion of each item of a multi-instance step. */
  onItem: Effect[];
  then: Script;
}

export interface AutoStep extends StepBase {
  kind: 'auto';
  /** What kind of automatic step it is for a reader of the diagram. */
  shape: 'rule' | 'system' | 'document' | 'notification' | 'register' | 'service' | 'gateway';
  then: Script;
}

export interface WaitStep extends StepBase {
  kind: 'wait';
  /** False: a wait that is no step of its own; not shown in `open`. */
  listed: boolean;
  branches: WaitBranch[];
  notices: NoticesBefore[];
}

/** A message (with its own form in `messages`) or an instant; the first that comes takes the token. */
export type WaitBranch =
  | { kind: 'message'; message: string; when?: Expr; then: Script }
  /** `at`: an instant or a date (00:00). Past or null-free: fires at once; null: never. */
  | { kind: 'timer'; at: Expr; then: Script };

/** Notices at 09:00, n calendar days before a date; those already past when the wait opens are skipped. */
export interface NoticesBefore {
  before: Expr;
  days: number[];
  to: Expr;
  template: string;
}

export interface JoinStep extends StepBase {
  kind: 'join';
  /** `all`: waits for every token of its scope that can still reach it. A number: passes at that many, once until drained. */
  mode: 'all' | number;
  then: Script;
}

export interface SubprocessStep extends StepBase {
  kind: 'subprocess';
  start: Script;
  each?: Each;
  catches: Catch[];
  then: Script;
}

export interface Catch {
  kind: 'error' | 'escalation';
  code: string;
  /** An error always interrupts; an escalation may. */
  interrupting: boolean;
  then: Script;
}

/** Multi-instance: one instance an item of the list. */
export interface Each {
  /** A list of scalars or of records. */
  items: Expr;
  /** The field of a record item that is its key; scalars are their own. */
  key?: string;
  /** The field of a record item by which people know it; absent: its key. */
  label?: string;
  /** What people read instead of codes among the keys, or among the values of `label`. */
  labels?: Readonly<Record<string, Label>>;
  sequential: boolean;
  /** Completion condition, judged after each item; those still open are closed. */
  until?: Expr;
}

// ── Effects ─────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Assignment {
  name: string;
  value: Expr;
}

export type Effect = { when?: Expr } & EffectKind;

export type EffectKind =
  | { kind: 'set'; values: Assignment[] }
  /** Drops case data by name. */
  | { kind: 'clear'; names: string[] }
  /** Merges the message's data, in a message that merges only on acceptance. */
  | { kind: 'merge' }
  | DecideEffect
  | { kind: 'document'; document: Expr }
  /** `to`: a group's id or a list of them, one notice each in order. */
  | { kind: 'notify'; to: Expr; template: Expr }
  /** Only in a deadline's `overdue` script. */
  | { kind: 'escalate'; to: Expr }
  /** `adds`: what each of these lists gains, unless it is there. */
  | { kind: 'register'; register: string; key: Expr; values: Assignment[]; adds?: Assignment[] }
  /** Starts an independent case, or with `link` one whose end is sent back as message `link`. */
  | { kind: 'start'; procedure: string; input: Assignment[]; link?: string }
  /** A task for a group to start a case whose inputs nobody has. */
  | { kind: 'offer'; procedure: string; to: Expr; input: Assignment[] }
  /** A message to the open cases of a procedure whose data match the keys. */
  | { kind: 'send'; procedure: string; message: string; match: Assignment[]; data: Assignment[] }
  | { kind: 'deadline'; action: 'start' | 'suspend' | 'resume' | 'meet' | 'cancel'; deadline: DeadlineId }
  /** Adds days in the deadline's own basis, while it runs or is suspended, at most `times` a start. */
  | { kind: 'extend'; deadline: DeadlineId; days: Expr; times: number }
  /** Closes open or pending steps without completion. */
  | { kind: 'close'; steps: StepId[] }
  /** Opens a side step unless it is open already. */
  | { kind: 'open'; step: StepId }
  /** BPMN escalation: told to the nearest catching subprocess. */
  | { kind: 'raise'; code: string }
  /** Runs the compensation of completed steps, latest first; no list: of all. */
  | { kind: 'compensate'; steps?: StepId[] }
  /** Repeats effects for each element of a list, bound to the local `as`. No `decide` of its own inside. */
  | { kind: 'for'; items: Expr; as: string; effects: Effect[] };

/**
 * A rule. Evaluated by the shell (a thin activity); its result is the fact `decided`.
 * With `each` the decision is applied to every element. `into`: the outputs are gathered there, in order, which brings
 * no `decided`. `key` instead: every element brings its `decided`, its outputs lie under the step's id by key, and
 * `effects` follow before the next one; `as` then has the outputs of all, each with its `key`.
 */
export interface DecideEffect {
  kind: 'decide';
  decision: string;
  /** Every input that is given, by name (the compiler fills in the case data of the same name). */
  with: Assignment[];
  /** Outputs stored under another name. An output not named here is stored under its own. */
  rename: { output: string; name: string }[];
  /** Kept as a local of the script instead of in the case data. */
  as?: string;
  each?: { items: Expr; as: string } & ({ into: string } | { key: Expr; effects: Effect[] });
}

// ── Deadlines ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface Deadline {
  id: DeadlineId;
  label: Label;
  citations: Citation[];
  /** The first whose condition holds at the start; none holds: the deadline does not start. */
  lengths: DeadlineLength[];
  starts: Trigger[];
  /** The day from which it counts (that day itself is not counted); absent: the day of the trigger. */
  from?: Expr;
  /** Suspended while one of these steps is open. */
  suspendedWhile: StepId[];
  suspends: Trigger[];
  resumes: Trigger[];
  met: Trigger[];
  cancels: Trigger[];
  /** Reminders: days before `due`, in the deadline's own basis. */
  remind: number[];
  /** Groups (text or list); absent: the groups that have the open steps it covers. */
  remindTo?: Expr;
  covers: StepId[];
  /** After the `overdue` fact. */
  overdue: Script;
}

export type DeadlineLength =
  | { when?: Expr; basis: 'working' | 'calendar'; days: Expr }
  /** A fixed date; null: not started. Does not roll. */
  | { when?: Expr; basis: 'fixed'; date: Expr }
  | { when?: Expr; basis: 'none' };

export interface Trigger {
  on: Occasion;
  when?: Expr;
}

export type Occasion =
  | { kind: 'case-started' }
  /** A token arrives (an automatic step before its effects). */
  | { kind: 'reached' | 'opened' | 'completed' | 'closed'; step: StepId; which?: 'first' | 'again' }
  | { kind: 'issued' | 'served'; document: string }
  | { kind: 'decided'; decision: string }
  | { kind: 'message'; message: string }
  | { kind: 'overdue'; deadline: DeadlineId };

// ── Messages and schedules ──────────────────────────────────────────────────────────────────────────────────────

export interface Message {
  id: string;
  label: Label;
  citations: Citation[];
  /** Groups it may come from (the API demands it); `system`: sent by Banli itself. */
  from: Expr[];
  form: Form;
  /** All must hold, or the message is recorded and changes nothing. */
  accepts: Window[];
  /** False: the data are merged only by a `merge` effect. */
  merges: boolean;
  /** Which act of office practice it is, for readers: what it does to the clocks stands in the definition. */
  action?: MessageAction;
  do: Script;
}

/** 补正、延期、中止、恢复、撤回 */
export const MESSAGE_ACTIONS = ['correct', 'extend', 'suspend', 'resume', 'withdraw'] as const;
export type MessageAction = (typeof MESSAGE_ACTIONS)[number];

export type Window =
  | { kind: 'while'; steps: StepId[] }
  | { kind: 'until-opened' | 'until-done'; steps: StepId[] }
  | { kind: 'when'; when: Expr };

export interface Schedule {
  id: string;
  label: Label;
  citations: Citation[];
  every: 'once' | 'year' | 'half-year' | 'quarter' | 'month' | 'week' | 'day';
  /** Day within the period: the n-th day, or the n-th working day; months count from the period's first. */
  month?: number;
  day?: number;
  workingDay?: number;
  weekday?: number;
  date?: string;
  /** HH:mm, Asia/Shanghai. */
  at: string;
  from?: string;
  until?: string;
  /** Units to start a case for; absent: one case. Sees `period`. */
  each?: { items: Expr; as: string };
  unit?: Expr;
  /** Sees `period` {year, quarter, month, start, end} and the local of `each`. */
  input: Assignment[];
  /** Instead of starting the case, a group is asked to: what it has to enter first nobody else knows. */
  offer?: Expr;
  /** Instead of starting a case, the row of a register is written. */
  writes?: { register: string; key: Expr; values: Assignment[] };
  /** Who comes into the list after the day is not owed that period any more. */
  latecomers?: false;
  /** Procedures whose open cases it counts, by `cases("id")`. */
  cases?: string[];
}

// ── Commands ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Who acts: a verified person in one of their groups. Left out in a rehearsal: the group is a person of its own. */
export interface Actor {
  group: string;
  unit?: string;
  person?: string;
  /** The party on whose behalf an officer enters something. */
  onBehalfOf?: string;
  /** The officer on leave in whose name `person`, who acts as themselves, does it. */
  standsInFor?: string;
}

export type Command =
  | { type: 'start'; by?: Actor; input: JsonObject }
  | { type: 'complete'; step: StepId; item?: string; by: Actor; data: JsonObject }
  | { type: 'claim' | 'release'; step: StepId; item?: string; by: Actor }
  | { type: 'transfer'; step: StepId; item?: string; token?: number; by: Actor; to: string }
  | TaskCommand
  | { type: 'copy'; by: Actor; persons: string[]; groups: string[]; note?: string }
  | { type: 'message'; message: string; by?: Actor; data: JsonObject }
  | ServeDocument
  /** Lets time pass: everything due up to now happens. */
  | { type: 'advance' }
  | { type: 'rule-returned'; call: number; results: RuleResult[] }
  | { type: 'rule-failed'; call: number; reason: string }
  | { type: 'effect-done'; of: number; result: JsonObject }
  | { type: 'effect-failed'; of: number; reason: string }
  /** Operator: try an incident's cause again, or take it as settled with a reason. */
  | { type: 'retry-incident'; incident: number; by: Actor }
  | { type: 'resolve-incident'; incident: number; by: Actor; reason: string }
  /** Operator: counts on with another calendar; open deadlines are reckoned anew. */
  | { type: 'use-calendar'; calendar: string; by: Actor };

/** The open task that a command is about. `token` tells tasks of one step apart that are alike. */
interface OnTask {
  step: StepId;
  item?: string;
  token?: number;
  by: Actor;
}

/** What offices do with a task beside completing it. Persons are ids; the API has checked who they are. */
export type TaskCommand = OnTask &
  (
    | { type: 'send-back'; to: StepId; reason: string }
    /** `step`: the one that was completed; its task opens again for who completed it. */
    | { type: 'retrieve' }
    | { type: 'delegate'; to: string; note?: string }
    | { type: 'return-delegation'; opinion: string }
    | { type: 'recall-delegation' }
    /** Who is to give an opinion leaves that to another; its owner keeps the task. */
    | { type: 'pass-delegation'; to: string }
    /** `share`: of a vote, the percentage of all signers that the agreeing must be more than; left out: 50. */
    | { type: 'open-signing'; mode: SigningMode; signers: string[]; share?: number; note?: string }
    | { type: 'add-signers'; add: string[] }
    | { type: 'remove-signer'; signer: string }
    /** Who is asked to sign and has not answered leaves that to another. */
    | { type: 'pass-signature'; signer: string; to: string }
    | { type: 'withdraw-signing' }
    | { type: 'sign'; agree: boolean; opinion?: string }
    | { type: 'urge'; note?: string }
  );

/** 会签（全体同意）、或签（一人即可）、票签（按票数） */
export const SIGNING_MODES = ['all', 'any', 'vote'] as const;
export type SigningMode = (typeof SIGNING_MODES)[number];

/** 直接、邮寄、电子、公告、留置送达 */
export const SERVICE_METHODS = ['direct', 'mail', 'electronic', 'announcement', 'lien'] as const;
export type ServiceMethod = (typeof SERVICE_METHODS)[number];

/** Service of an issued document, told by an office. */
export interface ServeDocument {
  type: 'serve';
  document: string;
  /** Number of the fact that issued it; left out: the latest issue. */
  of?: number;
  method: ServiceMethod;
  /** Local date. */
  servedOn: string;
  receivedBy?: string;
  note?: string;
  by?: Actor;
}

export interface RuleResult {
  outputs: JsonObject;
  trace: { rule: string; because: JsonObject; citation: Citation | null }[];
  citations: Citation[];
}

export interface RefusalFault {
  field: string;
  code: string;
  message: string;
  messageZh: string;
}

export interface Refusal {
  reason: 'not-open' | 'not-authorised' | 'invalid' | 'busy';
  /** More exact than the reason, for the API's error codes: e.g. `claimed-by-other`, `same-person`, `case-ended`. */
  detail: string;
  step?: StepId;
  item?: string;
  message?: string;
  faults: RefusalFault[];
}

// ── Facts ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** `seq` counts from 1 without a gap; `at` is the legal instant (epoch ms). */
export type Fact = { seq: number; at: number } & FactBody;

export type FactBody =
  // The case
  | { type: 'started'; by?: Actor; input: JsonObject }
  | { type: 'ended'; outcome: string }
  | { type: 'data-set'; set: JsonObject; clear?: string[] }
  | { type: 'calendar-changed'; calendar: string; by: Actor }
  // Steps
  | { type: 'step-reached'; token: number; step: StepId; scope: number }
  /** The token leaves. `completes`: an automatic step or join is done by it. `compensable`: it can be undone later. */
  | { type: 'step-passed'; token: number; step: StepId; completes?: true; compensable?: true }
  | { type: 'step-pending'; token: number; step: StepId; scope: number; opensAt: number | null }
  | { type: 'step-closed'; token: number; step: StepId; item?: string }
  | { type: 'instances-opened'; token: number; step: StepId; scope: number; items: Item[] }
  | { type: 'instances-completed'; token: number; step: StepId }
  | { type: 'scope-opened'; token: number; step: StepId; scope: number; parent?: number; item?: Item }
  | { type: 'scope-completed'; token: number; step: StepId }
  | { type: 'join-reached'; token: number; step: StepId; scope: number }
  /** `drains`: later arrivals of the same round are absorbed. */
  | { type: 'join-passed'; tokens: number[]; token: number; step: StepId; scope: number; drains?: number }
  | { type: 'join-absorbed' | 'join-drained'; token: number; step: StepId }
  | TaskOpened
  | { type: 'task-claimed' | 'task-released'; token: number; step: StepId; item?: string; person: string; by: Actor }
  | { type: 'task-transferred'; token: number; step: StepId; item?: string; to: string; by: Actor }
  | { type: 'task-completed'; token: number; step: StepId; item?: string; by: Actor; data: JsonObject; clear: string[] }
  | (ActOnTask & TaskAct)
  | { type: 'copied'; persons: string[]; groups: string[]; note?: string; by: Actor }
  | WaitOpened
  | { type: 'timer-fired'; token: number; step: StepId; branch: number }
  /** `token`: the wait that it completes. `merged`: whether its data went into the case data. */
  | { type: 'message-received'; message: string; by?: Actor; data: JsonObject; merged: boolean; clear: string[] }
  | { type: 'wait-completed'; token: number; step: StepId; message: string }
  | { type: 'error-raised' | 'escalation-raised'; code: string; scope: number; caught: boolean }
  | { type: 'compensated'; step: StepId }
  // Rules
  | { type: 'rule-called'; call: number; frame: Frame; evaluations: { decision: string; inputs: JsonObject }[] }
  /** Printed as `decided` unless `gathered`. */
  | {
      type: 'decided';
      call: number;
      decision: string;
      outputs: JsonObject;
      stored: JsonObject;
      /** A rule run for one item of a multi-instance step: `stored` lies under the step's id, by key. */
      item?: { step: StepId; key: string };
      gathered?: true;
      results: RuleResult[];
    }
  // Deadlines
  | DeadlineStarted
  | { type: 'deadline-suspended'; deadline: DeadlineId }
  | { type: 'deadline-resumed'; deadline: DeadlineId; due: Due | null }
  | { type: 'deadline-extended'; deadline: DeadlineId; days: number; due: Due | null }
  | { type: 'deadline-reckoned'; deadline: DeadlineId; due: Due }
  /** With another calendar: the instants of a step that waits. */
  | {
      type: 'step-reckoned';
      token: number;
      step: StepId;
      opensAt?: number | null;
      timers?: { branch: number; at: number | null }[];
    }
  | { type: 'deadline-met' | 'deadline-cancelled' | 'overdue'; deadline: DeadlineId }
  | { type: 'reminder'; deadline: DeadlineId; daysBefore: number; to: string[] }
  | { type: 'escalated'; deadline: DeadlineId; to: string }
  // Effects: legal facts that something is owed; carrying it out is told by effect-done
  /** `notice`: one of the notices before a date that a wait had. */
  | { type: 'notified'; to: string; template: string; notice?: { token: number; index: number } }
  | { type: 'document-issued'; document: string }
  /** `of`: the fact that issued it. Not printed. */
  | (Omit<ServeDocument, 'type' | 'of'> & { type: 'document-served'; of: number })
  | { type: 'registered'; register: string; key: string; values: JsonObject; adds?: JsonObject }
  | { type: 'case-started'; definition: string; input: JsonObject; link?: string }
  | { type: 'start-offered'; definition: string; to: string; input: JsonObject }
  | { type: 'message-sent'; definition: string; message: string; match: JsonObject; data: JsonObject }
  | { type: 'effect-done'; of: number; result: JsonObject }
  | { type: 'effect-failed'; of: number; reason: string }
  | IncidentRaised
  | { type: 'incident-resolved'; incident: number; how: 'retried' | 'resolved'; by?: Actor; reason?: string };

interface ActOnTask {
  token: number;
  step: StepId;
  item?: string;
  by: Actor;
}

/** Acts of office practice on a task. None is printed, and none moves a clock. */
export type TaskAct =
  /** The task closes and that of `to` opens; `performer` completed it last. */
  | { type: 'task-sent-back'; to: StepId; reason: string; performer?: string }
  /** Who completed `to` takes it back before anybody has looked at what it led to. */
  | { type: 'task-retrieved'; to: StepId }
  | { type: 'task-delegated'; to: string; note?: string }
  | { type: 'delegation-returned'; opinion: string }
  | { type: 'delegation-recalled' }
  | { type: 'signing-opened'; mode: SigningMode; signers: string[]; share?: number; note?: string }
  | { type: 'signer-added' | 'signer-removed'; signer: string }
  | { type: 'signed'; signer: string; agree: boolean; opinion?: string }
  | { type: 'signing-closed'; result: SigningResult }
  /** `to`: who has the task in hand; absent: nobody but its group. */
  | { type: 'urged'; group: string; to?: string; note?: string };

export type SigningResult = 'agreed' | 'disagreed' | 'withdrawn';

export type IncidentKind = 'rule-failed' | 'effect-failed' | 'too-many-moves' | 'no-route' | 'evaluation';

/** What went wrong and where to go on: an owed effect (`of`), a rule (`call`), or a script (`frame`). */
export interface IncidentRaised {
  type: 'incident-raised';
  incident: number;
  kind: IncidentKind;
  reason: string;
  of?: number;
  call?: number;
  step?: StepId;
  frame?: Frame;
}

export interface Item {
  key: string;
  value: Json;
}

export interface TaskOpened {
  type: 'task-opened';
  token: number;
  step: StepId;
  scope: number;
  /** The multi-instance token that it belongs to. */
  parent?: number;
  item?: Item;
  group: string;
  unit?: string;
  reopened?: Reopened;
}

/** Why a task that was completed is open again. */
export interface Reopened {
  from: StepId;
  by: Actor;
  /** Of what was sent back; absent: it was retrieved. */
  reason?: string;
  /** Who completed it last. */
  performer?: string;
}

export interface WaitOpened {
  type: 'wait-opened';
  token: number;
  step: StepId;
  scope: number;
  timers: { branch: number; at: number | null }[];
  notices: { notice: number; days: number; at: number }[];
}

/** A due date, or none yet: `earliest` is the first day it can be, the calendar of `year` being unknown. */
export type Due = { date: string } | { unknownYear: number; earliest: string };

export interface DeadlineStarted {
  type: 'deadline-started';
  deadline: DeadlineId;
  basis: 'working' | 'calendar' | 'fixed';
  /** The day that is not counted; of a fixed date the day of the start. */
  from: string;
  /** Length in days of the basis; 0 for a fixed date. */
  days: number;
  /** The fixed date; of a counted period null. */
  date: string | null;
  due: Due;
}

// ── State ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface CaseState {
  stateVersion: 1;
  id: string;
  /** 办件编号; in a rehearsal the scenario's id. */
  number: string;
  /** Hash of the bundle, hash of the calendar. */
  definition: string;
  calendar: string;
  status: 'new' | 'open' | 'ended';
  outcome: string | null;
  startedAt: number;
  startedBy: Actor | null;
  endedAt: number | null;
  /** Number of the last fact. */
  seq: number;
  /** The latest legal instant; time never runs back. */
  now: number;
  data: JsonObject;
  tokens: Token[];
  nextToken: number;
  steps: Record<StepId, StepMemory>;
  deadlines: Record<DeadlineId, DeadlineState>;
  documents: Record<string, IssuedDocument>;
  messages: Record<string, { times: number; lastAt: number }>;
  calls: RuleCall[];
  nextCall: number;
  owed: Owed[];
  incidents: Incident[];
  nextIncident: number;
  /** Steps completed and not compensated, in order, where the step has a compensation. */
  completedForCompensation: StepId[];
}

/** The latest issue of a document. */
export interface IssuedDocument {
  issuedAt: number;
  times: number;
  /** Number of the fact that issued it. */
  seq: number;
  number: string | null;
  /** Absent until its service is told. */
  served?: { on: string; method: ServiceMethod };
}

export interface Token {
  id: number;
  step: StepId;
  /** Token of the enclosing subprocess instance; 0: the case itself. */
  scope: number;
  state: 'pending' | 'open' | 'joining' | 'draining' | 'running' | 'instances' | 'scope';
  since: number;
  parent?: number;
  item?: Item;
  group?: string;
  unit?: string;
  claimedBy?: string;
  reopened?: Reopened;
  delegation?: Delegation;
  /** The latest. */
  signing?: Signing;
  urged?: { at: number; by: { person: string; on: string }[] };
  opensAt?: number | null;
  timers?: { branch: number; at: number | null }[];
  notices?: { notice: number; days: number; at: number }[];
  /** Sequential multi-instance: the items still to come. */
  queue?: Item[];
}

/** While it is out (`returned` absent), nobody completes the task. */
export interface Delegation {
  to: string;
  at: number;
  note?: string;
  returned?: { at: number; opinion: string };
}

export interface Signing {
  mode: SigningMode;
  signers: Signer[];
  share?: number;
  note?: string;
  openedAt: number;
  closed?: { at: number; result: SigningResult };
}

export interface Signer {
  person: string;
  /** Absent: not yet. */
  signed?: { at: number; agree: boolean; opinion?: string };
}

export interface StepMemory {
  /** Tokens that arrived; openings; completions (of a multi-instance step: as a whole). */
  reached: number;
  opened: number;
  completed: number;
  firstReachedAt: number | null;
  firstOpenedAt: number | null;
  openedAt: number | null;
  firstCompletedAt: number | null;
  completedAt: number | null;
  completedBy: Actor | null;
  closed: number;
  /** Keys of the last pass of a multi-instance step, in order. */
  items?: string[];
}

export interface DeadlineState {
  state: 'running' | 'suspended' | 'met' | 'overdue' | 'cancelled';
  basis: 'working' | 'calendar' | 'fixed';
  from: string;
  days: number;
  /** The fixed date itself, extensions included; of a counted period null. */
  date: string | null;
  /** Local dates of suspension and resumption. */
  suspensions: { from: string; to: string | null }[];
  due: Due | null;
  /** When `due` was fixed: earlier reminders are not sent. */
  fixedAt: number;
  /** Reminders sent for the present `due`: days before. */
  reminded: number[];
  extensions: number;
  starts: number;
  startedAt: number;
}

/** A rule that is out: where to go on when its result is back. */
export interface RuleCall {
  call: number;
  frame: Frame;
  evaluations: { decision: string; inputs: JsonObject }[];
  at: number;
  failed: boolean;
}

/** A script that waits for a rule. `script` names it: `step:<id>`, `item:<id>`, `wait:<id>:<branch>`, `message:<id>`, `deadline:<id>`, `start`, … */
export interface Frame {
  script: string;
  clause: number;
  effect: number;
  token: number | null;
  scope: number;
  locals: JsonObject;
}

/** A legal fact that is still to be carried out. `of` is the fact's number: the key that makes it safe to repeat. */
export interface Owed {
  of: number;
  kind: 'document' | 'register' | 'start' | 'offer' | 'send';
  at: number;
  failed: boolean;
  content: JsonObject;
}

export interface Incident {
  incident: number;
  kind: IncidentKind;
  reason: string;
  at: number;
  of?: number;
  call?: number;
  step?: StepId;
  frame?: Frame;
}
