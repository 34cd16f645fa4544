/**
 * What a running case holds beside the engine's state, and every way in which a command reaches the engine. Pure:
 * time comes in as an argument, so that all of it is tested without Temporal.
 *
 * W1. Facts reach `state` only through `perform`, and each of them stands in exactly one step of `pending` until the
 *     history has recorded it.
 * W2. `chain` is the hash at `state.seq`; `log` holds the facts of this run, without a gap, from `firstSeq` on.
 * W3. A command id that was answered is never decided again: a repeat gets the first answer, other content under the
 *     same id is refused.
 */
import { GENESIS } from '../engine/chain.ts';
import { type Decided, decide } from '../engine/decide.ts';
import { LIMITS } from '../engine/limits.ts';
import type { Bundle, CaseState, Command, Refusal } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { openCalls } from '../engine/owed.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { refusal as refusalOf } from '../engine/refusal.ts';
import { type Calendar, type CalendarData, compileCalendar } from '../rules/calendar/calendar.ts';
import { contentHash } from './content-hash.ts';
import type {
  CaseInput,
  CommandAnswer,
  CommandEnvelope,
  FactsView,
  KeptAnswer,
  RecordedStep,
  Ref,
  Resumed,
  ShellRefusal,
  SignedCommand,
  Unreadable,
} from './contract.ts';
import { recordedStep } from './recorded-step.ts';
import { formTooLarge, stateTooLarge } from './size.ts';

export interface Shell {
  readonly input: CaseInput;
  readonly program: Program;
  calendar: Calendar;
  state: CaseState;
  chain: string;
  readonly runNumber: number;
  /** Legal time − workflow time, ms. */
  readonly offsetMs: number;
  readonly firstSeq: number;
  readonly log: FactsView['facts'];
  pending: readonly RecordedStep[];
  visibleSeq: number;
  readonly answers: Map<string, KeptAnswer>;
  /** Commands performed in this run. */
  commands: number;
  /** What was decided when the latest command was judged: mostly its turn comes right after. */
  judged: Judged | undefined;
}

/** Good for the same command at the same instant in the same state alone: deciding is pure. */
interface Judged {
  id: string;
  now: number;
  before: CaseState;
  decided: Decided;
}

export interface Refused {
  type: Refusal['reason'] | ShellRefusal;
  message: string;
  refusal: Refusal | null;
}

/** @throws Error if bundle or calendar can't be had: the task fails and is tried again until they are there. */
export function openShell(input: CaseInput, bundle: Ref<Bundle>, calendar: Ref, machineAt: number): Shell {
  const program = programOf(bundle);
  const before = input.resumed;
  const fresh = { id: input.caseId, number: input.number, definition: bundle.hash, calendar: calendar.hash };
  const state = before?.state ?? newCase(fresh);
  return {
    input,
    program,
    calendar: calendarOf(calendar),
    state,
    chain: before?.chain ?? GENESIS,
    runNumber: before?.runNumber ?? 1,
    offsetMs: input.rehearsal === undefined ? 0 : (before?.clock ?? input.rehearsal.start) - machineAt,
    firstSeq: state.seq + 1,
    log: [],
    pending: [],
    visibleSeq: before?.visibleSeq ?? 0,
    answers: new Map(before?.answers.map((kept) => [kept.id, kept])),
    commands: 0,
    judged: undefined,
  };
}

/**
 * Programs and calendars by their hash, for all cases of a worker: they are data that nobody changes, and what is
 * compiled of them (closures, tables) is made once. What a case does never depends on whether one is there.
 */
const PROGRAMS = new Map<string, Program>();
const CALENDARS = new Map<string, Calendar>();
const SHARED_MAX = 200;

/** The content has to be there all the same: a case that can't have it waits, whatever others have left here. */
function shared<C, T>(known: Map<string, T>, ref: Ref<C>, make: (content: C) => T): T {
  if (!('content' in ref))
    throw new Error(`The ${ref.$ref ?? 'content'} ${ref.hash ?? ''} is not in the content store.`);
  let found = known.get(ref.hash);
  if (found === undefined) {
    found = make(ref.content as C);
    if (known.size >= SHARED_MAX) known.clear();
    known.set(ref.hash, found);
  }
  return found;
}

function programOf(ref: Ref<Bundle>): Program {
  return shared(PROGRAMS, ref, loadProgram);
}

/** The version of a calendar whose content names none is its hash. */
export function calendarOf(ref: Ref): Calendar {
  return shared(CALENDARS, ref as Ref<Omit<CalendarData, 'version'>>, (content) =>
    compileCalendar({ version: ref.hash, ...content }),
  );
}

// ---- commands from outside ----

/**
 * Whether a command is accepted: null, or why not. Changes nothing; run before the command costs any history. In its
 * turn it is decided again.
 */
export function judge(
  shell: Shell,
  signed: SignedCommand | Unreadable,
  calendar: Ref | null,
  machineAt: number,
): Refused | null {
  if (!('signed' in signed)) return { type: 'unreadable', message: 'The command could not be read.', refusal: null };
  if (signed.verdict !== 'valid' || signed.signed.caseId !== shell.state.id) {
    return {
      type: 'not-signed',
      message: `The command is not signed for this case (${signed.verdict}).`,
      refusal: null,
    };
  }
  const { id, command } = signed.signed;
  const kept = shell.answers.get(id);
  if (kept !== undefined) return kept.content === contentHash(command) ? null : conflict(id);
  const tooLarge = formTooLarge(command);
  if (tooLarge !== null) return refused(tooLarge);
  const now = legalInstant(shell, signed.signed, machineAt);
  const elsewhere = clockFault(shell, now, machineAt);
  if (elsewhere !== null) return elsewhere;
  const decided = decideHere(shell, calendarFor(shell, command, calendar), command, now);
  shell.judged = { id, now, before: shell.state, decided };
  const refusal = decided.ok ? stateTooLarge(shell.state, decided.state) : decided.refusal;
  return refusal === null || isInMotion(shell, refusal) ? null : refused(refusal);
}

/** A rule is out, and will have returned when it is the command's turn. */
function isInMotion({ state }: Shell, refusal: Refusal): boolean {
  return refusal.reason === 'busy' && openCalls(state).length > 0;
}

/** Performs an accepted command, or gives the first answer to a repeat. @param by where the history has it */
export function answer(
  shell: Shell,
  signed: CommandEnvelope,
  calendar: Ref | null,
  machineAt: number,
  by: RecordedStep['by'] = { kind: 'update', id: signed.id },
): CommandAnswer | Refused {
  const { id, command } = signed;
  const kept = shell.answers.get(id);
  if (kept !== undefined) return kept.answer;
  const from = shell.state.seq + 1;
  shell.calendar = calendarFor(shell, command, calendar);
  const now = legalInstant(shell, signed, machineAt);
  const decided = judgedBefore(shell, id, now) ?? decideHere(shell, shell.calendar, command, now);
  const refusal = perform(shell, by, decided, now, machineAt);
  if (refusal !== null) return refused(refusal);
  const { seq, status, outcome } = shell.state;
  const given: CommandAnswer = { from, seq, chain: shell.chain, status, outcome };
  shell.answers.set(id, { id, content: contentHash(command), answer: given });
  for (const oldest of shell.answers.keys()) {
    if (shell.answers.size <= LIMITS.answersKept) break;
    shell.answers.delete(oldest);
  }
  return given;
}

function decideHere({ input, program, state }: Shell, calendar: Calendar, command: Command, now: number): Decided {
  if (command.type === 'serve' && state.status === 'ended' && !servesAfterEnd(input)) {
    return { ok: false, refusal: refusalOf('not-open', 'case-ended') };
  }
  return decide(program, calendar, state, command, now);
}

/** A replay judges nothing: then it is decided anew, to the same. */
function judgedBefore(shell: Shell, id: string, now: number): Decided | undefined {
  const { judged } = shell;
  shell.judged = undefined;
  return judged?.id === id && judged.now === now && judged.before === shell.state ? judged.decided : undefined;
}

/** What a command was answered under its id, as far as answers are kept; null also if its content was another. */
export function answerGiven(shell: Shell, id: string, content: string): CommandAnswer | null {
  const kept = shell.answers.get(id);
  return kept?.content === content ? kept.answer : null;
}

/**
 * The instant that a command carries: when the API had it, or of a schedule's start, which may lie behind after an
 * outage; in a rehearsal as the script says. Never the workflow's clock: at a replay a task that was prolonged by
 * heartbeats seems to have begun with the last of them.
 */
function legalInstant({ input, offsetMs }: Shell, { at, command }: CommandEnvelope, machineAt: number): number {
  if (at !== undefined && (carriesInstants(input) || input.rehearsal !== undefined)) return at;
  if (at !== undefined && command.type === 'start') return Math.min(at, machineAt);
  return machineAt + offsetMs;
}

/** Runs of version 1 went by the workflow's clock. */
function carriesInstants({ engineVersion }: CaseInput): boolean {
  return engineVersion >= 2;
}

/** Runs before version 3 left no mark where the timer fired. */
export function keepsTasksApart({ engineVersion }: CaseInput): boolean {
  return engineVersion >= 3;
}

/** Runs before version 5 had every rule evaluated before the record, in an activity of its own. */
export function rulesFollowTheRecord({ engineVersion }: CaseInput): boolean {
  return engineVersion >= 5;
}

/** Runs before version 4 took nothing after the end of the case. */
function servesAfterEnd({ engineVersion }: CaseInput): boolean {
  return engineVersion >= 4;
}

/** Clocks of machines that are kept by NTP differ by less. */
const CLOCK_TOLERANCE_MS = 60_000;

/** Null, or why a command can't be of that instant. */
function clockFault({ input, state, offsetMs }: Shell, now: number, machineAt: number): Refused | null {
  const refuse = (message: string): Refused => ({ type: 'clock', message, refusal: null });
  if (input.rehearsal !== undefined) {
    const isElsewhere = now < state.now || now > machineAt + offsetMs + 1_000;
    return isElsewhere ? refuse('The clock of the rehearsal is elsewhere.') : null;
  }
  return now > machineAt + CLOCK_TOLERANCE_MS ? refuse('The clock of the sender is ahead of the server.') : null;
}

function calendarFor(shell: Shell, command: Command, ref: Ref | null): Calendar {
  return command.type === 'use-calendar' && ref?.hash === command.calendar ? calendarOf(ref) : shell.calendar;
}

function conflict(id: string): Refused {
  const message = `Another command was already given under the id ${id}. Use a new id for a new command.`;
  return { type: 'conflict', message, refusal: null };
}

function refused(refusal: Refusal): Refused {
  return { type: refusal.reason, message: `${refusal.reason}: ${refusal.detail}`, refusal };
}

// ---- commands of the case itself ----

/** Lets time pass up to the instant that was waited for. */
export function advance(shell: Shell, wake: number, machineAt: number): void {
  const now = carriesInstants(shell.input) ? wake : machineAt + shell.offsetMs;
  performAt(shell, { type: 'advance' }, now, machineAt);
}

/**
 * A command of the shell. What the machine takes to compute or to carry out costs the case no time: results come back
 * at the legal instant at which the case stands.
 * @returns the refusal, e.g. of the result of a rule whose step was closed meanwhile; it needs no action.
 */
export function performOwn(shell: Shell, command: Command, machineAt: number): Refusal | null {
  return performAt(shell, command, shell.state.now, machineAt);
}

function performAt(shell: Shell, command: Command, now: number, machineAt: number): Refusal | null {
  const decided = decide(shell.program, shell.calendar, shell.state, command, now);
  return perform(shell, { kind: 'case', command }, decided, now, machineAt);
}

function perform(
  shell: Shell,
  by: RecordedStep['by'],
  decided: Decided,
  now: number,
  machineAt: number,
): Refusal | null {
  if (!decided.ok) return decided.refusal;
  shell.state = decided.state;
  shell.commands += 1;
  if (decided.facts.length === 0) return null;
  const step = recordedStep({ by, now, machineAt }, decided, shell.chain);
  shell.chain = step.facts.at(-1)?.hash ?? shell.chain;
  shell.log.push(...step.facts);
  // A new list: the one before may be on its way to be recorded.
  shell.pending = [...shell.pending, step];
  return null;
}

// ---- recording ----

/**
 * Takes the result of recording. The history's copy must be what this code computes: otherwise it was tampered with,
 * or the engine has changed its mind about the past, and going on would spread it.
 * @throws Error naming the first number that differs; the task fails and operators see a stuck case.
 */
export function confirmRecorded(shell: Shell, steps: readonly RecordedStep[], recorded: readonly RecordedStep[]): void {
  steps.forEach((step, index) => {
    const copy = recorded[index];
    const differs = step.facts.find(({ hash }, place) => copy?.facts[place]?.hash !== hash);
    if (differs !== undefined) throw new Error(`The history differs from the case at number ${differs.fact.seq}.`);
    if (copy?.stateHash === step.stateHash && copy.facts.length === step.facts.length) return;
    throw new Error(`The history differs from the case in the state after number ${step.facts.at(-1)?.fact.seq}.`);
  });
  if (recorded.length > steps.length)
    throw new Error(`The history has more than the case after number ${shell.state.seq}.`);
  shell.pending = shell.pending.slice(steps.length);
}

/** Facts of this run after a number. */
export function factsAfter(shell: Shell, after: number): FactsView['facts'] {
  return shell.log.slice(Math.max(0, after - shell.firstSeq + 1));
}

/** Chain hash before the first fact of this run, at it, …: of any number from `firstSeq − 1` to `state.seq`. */
export function chainAt(shell: Shell, seq: number): string {
  if (seq >= shell.firstSeq) return shell.log[seq - shell.firstSeq]?.hash ?? shell.chain;
  return shell.input.resumed?.chain ?? GENESIS;
}

// ---- going on in a new run ----

/** Input of the next run. */
export function resume(shell: Shell, engineVersion: number, machineAt: number): CaseInput {
  const resumed: Resumed = {
    state: shell.state,
    chain: shell.chain,
    runNumber: shell.runNumber + 1,
    answers: [...shell.answers.values()],
    visibleSeq: shell.visibleSeq,
    ...(shell.input.rehearsal === undefined ? {} : { clock: machineAt + shell.offsetMs }),
  };
  return { ...shell.input, engineVersion, resumed };
}
