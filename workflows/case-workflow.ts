/**
 * A case as a durable workflow: one generic type; a procedure is data. The engine decides, this shell keeps it alive:
 * it takes commands as updates, records every fact in the history, has rules evaluated and effects carried out, holds
 * one timer for the next legal instant, and goes on in a new run before the history grows long.
 *
 * S1. Only ApplicationFailure leaves the update's handler: another error would block the case for ever.
 * S2. What comes waits for its turn: the main loop takes in one thing at a time, and settles what follows of it, rules
 *     and record, before the next. So how tasks are cut, which a replay does differently, decides nothing
 *     (docs/decisions/0008-one-thing-at-a-time.md). A command is judged when it comes, and again in its turn.
 * S3. Everything that is owed is derived from the state: replay, crash and a new run neither lose nor double it.
 * S4. A new run begins only from the main loop, when every fact is recorded and no effect is on its way.
 */
import {
  ActivityFailure,
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  upsertMemo,
  workflowInfo,
} from '@temporalio/workflow';
import type { ProjectionBatch } from '../activities/ports.ts';
import type { EffectOrder, EffectOutcome, EndNotice, LocalActivities, RemoteActivities } from '../activities/shapes.ts';
import { nextWake } from '../engine/agenda.ts';
import { stateHash } from '../engine/chain.ts';
import type { Bundle, Command, Owed, RuleCall } from '../engine/model.ts';
import { openCalls, owed } from '../engine/owed.ts';
import { ruleReturn } from '../engine/rule-return.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import { broughtOneThing } from './activation.ts';
import {
  ANSWER_QUERY,
  type CaseInput,
  type CaseResult,
  type CaseView,
  COMMAND_UPDATE,
  type CommandAnswer,
  type CommandEnvelope,
  FACTS_QUERY,
  type FactsView,
  RENEW_SIGNAL,
  type Ref,
  refTo,
  type SignedCommand,
  STATE_QUERY,
  type Unreadable,
} from './contract.ts';
import {
  advance,
  answer,
  answerGiven,
  chainAt,
  confirmRecorded,
  factsAfter,
  judge,
  keepsTasksApart,
  openShell,
  performOwn,
  type Refused,
  resume,
  rulesFollowTheRecord,
  type Shell,
} from './shell.ts';

/** A run ends after this many commands or events; the server's own limits are 2,000 updates and 51,200 events. */
const COMMANDS_MAX = 200;
const EVENTS_MAX = 1_500;
/** Past this a new run is begun even while readers don't see everything or effects are on their way. */
const EVENTS_HARD_MAX = 10_000;
const EFFECTS_AT_ONCE = 10;
const MINUTE_MS = 60_000;
const BACKOFF_MINUTES = [1, 2, 4, 8, 16, 30];

const local = proxyLocalActivities<Pick<LocalActivities, 'project'>>({
  startToCloseTimeout: '2 s',
  scheduleToCloseTimeout: '5 s',
  retry: { initialInterval: '200 ms', maximumAttempts: 3 },
});
/** Pure, but a draw or an allocation over thousands of entries takes its time. */
const rules = proxyLocalActivities<Pick<LocalActivities, 'evaluateRules'>>({
  startToCloseTimeout: '30 s',
  retry: { initialInterval: '200 ms', maximumAttempts: 3 },
});
const remote = proxyActivities<RemoteActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '2 minutes' },
});

const commandUpdate = defineUpdate<CommandAnswer, [SignedCommand | Unreadable, Ref | null]>(COMMAND_UPDATE);
const stateQuery = defineQuery<CaseView>(STATE_QUERY);
const factsQuery = defineQuery<FactsView, [number]>(FACTS_QUERY);
const answerQuery = defineQuery<CommandAnswer | null, [string, string]>(ANSWER_QUERY);
const renewSignal = defineSignal(RENEW_SIGNAL);

export async function caseWorkflow(
  input: CaseInput | Unreadable,
  bundle: Ref<Bundle>,
  calendar: Ref,
  start: SignedCommand | Unreadable | null,
): Promise<CaseResult> {
  if (!('caseId' in input)) throw new Error('The input can not be read: is its data key missing from the key file?');
  const shell = openShell(input, bundle, calendar, Date.now());
  if (input.resumed === undefined) begin(shell, start);
  else if (start !== null) beginAfterEnd(shell, start);
  const running = new RunningCase(shell, start);
  // A case ends by its procedure alone: a request of the server's operators to cancel it is not heard.
  return CancellationScope.nonCancellable(() => running.untilEnd());
}

/** The API has decided the start before; a start refused here ends the workflow as failed. */
function begin(shell: Shell, start: SignedCommand | Unreadable | null): void {
  const signed = start ?? { unreadable: true as const };
  const at = Date.now();
  const refusal = judge(shell, signed, null, at);
  if (refusal !== null) throw failureOf(refusal);
  if ('signed' in signed) performedOrThrow(answer(shell, signed.signed, null, at, BY_START));
}

const BY_START = { kind: 'start' } as const;

/**
 * A letter is served in a run of its own. The API has decided it before; if it is refused here, the run ends as it began:
 * one that failed would be no link of the chain.
 */
function beginAfterEnd(shell: Shell, start: SignedCommand | Unreadable): void {
  const at = Date.now();
  if (judge(shell, start, null, at) === null && 'signed' in start) answer(shell, start.signed, null, at, BY_START);
}

/** A command that was accepted, and who waits for its answer. */
interface Handed {
  signed: CommandEnvelope;
  calendar: Ref | null;
  answered(answer: CommandAnswer): void;
  refused(failure: ApplicationFailure): void;
}

interface Returned {
  effects: readonly Owed[];
  /** An effect may be without one; it is ordered again. */
  outcomes: readonly EffectOutcome[];
}

/** What one task brought. */
interface Brought {
  /** Length of the history at the task. */
  task: number;
  returned: Returned[];
  /** The instant up to which time is to pass, epoch ms; null: none. */
  due: number | null;
  handed: Handed[];
}

class RunningCase {
  private readonly waiting: Brought[] = [];
  /** There may be something to do although nothing came. */
  private nudged = false;
  private timer: { wake: number; scope: CancellationScope } | undefined;
  /** Number of the last fact after the clock was run. */
  private stuckAt = -1;
  private readonly onTheirWay = new Set<number>();
  private backoff: { step: number; scope: CancellationScope } | undefined;
  private renewing = false;
  private parentTold: boolean;
  private readonly shell: Shell;

  constructor(shell: Shell, start: SignedCommand | Unreadable | null) {
    this.shell = shell;
    // A run after the end: the one that brought it has told it.
    this.parentTold = start !== null && shell.input.resumed !== undefined;
    setHandler(commandUpdate, (signed, calendar) => this.onCommand(signed, calendar), {
      validator: (signed, calendar) => {
        const refusal = judge(shell, signed, calendar, Date.now());
        if (refusal !== null) throw failureOf(refusal);
      },
    });
    setHandler(stateQuery, () => viewOf(shell, this.waiting.length === 0));
    setHandler(factsQuery, (after) => ({ from: shell.firstSeq, facts: factsAfter(shell, after) }));
    setHandler(answerQuery, (id, content) => answerGiven(shell, id, content));
    setHandler(renewSignal, () => {
      this.renewing = true;
      this.nudged = true;
    });
  }

  async untilEnd(): Promise<CaseResult> {
    for (;;) {
      await this.settle();
      this.carryOutEffects();
      this.armTimer();
      // The answers that were given go out before the run may end.
      await condition(() => allHandlersFinished() || this.waiting.length > 0);
      if (this.waiting.length === 0) {
        if (this.isOver()) {
          const { parent } = this.shell.input;
          if (parent === undefined || this.parentTold) return this.result();
          await this.tellParent(parent);
        } else if (this.mustRenew()) await this.continueAsNew();
        await condition(() => this.nudged || this.waiting.length > 0);
      }
      this.nudged = false;
      await this.takeInNext();
    }
  }

  // ---- what comes ----

  private onCommand(signed: SignedCommand | Unreadable, calendar: Ref | null): Promise<CommandAnswer> {
    // Only at a replay without the key; failing the task leaves the case as it is until the key is back.
    if (!('signed' in signed)) throw new Error('A command in the history can not be read: its data key is missing.');
    return new Promise((answered, refused) => {
      this.broughtNow().handed.push({ signed: signed.signed, calendar, answered, refused });
    });
  }

  private broughtNow(): Brought {
    const task = workflowInfo().historyLength;
    const last = this.waiting.at(-1);
    if (last?.task === task) return last;
    const brought: Brought = { task, returned: [], due: null, handed: [] };
    this.waiting.push(brought);
    return brought;
  }

  /**
   * Of what the oldest task brought: outcomes first, because they take no time; then by the instant, the clock before
   * commands of the same. Never in the order in which promises went on, which is another at a replay that joins two
   * tasks. Commands of one task are taken in and recorded together, as they were accepted: of two that are the same the
   * first one counts.
   */
  private async takeInNext(): Promise<void> {
    if (!broughtOneThing()) await everythingIsHere();
    const [brought] = this.waiting;
    if (brought === undefined) return;
    const { returned, due, handed } = brought;
    const [first] = returned;
    if (first !== undefined) {
      this.putOff({ ...brought, returned: returned.slice(1) });
      return this.takeIn(first);
    }
    if (due !== null && handed.every(({ signed }) => (signed.at ?? due) >= due)) {
      this.putOff({ ...brought, due: null });
      return this.advance(due);
    }
    this.putOff({ ...brought, handed: [] });
    for (const one of handed) {
      this.performHanded(one);
      await this.settleRules();
    }
  }

  /** What is left of the oldest task, for the next turn. */
  private putOff(rest: Brought): void {
    const isEmpty = rest.returned.length === 0 && rest.due === null && rest.handed.length === 0;
    this.waiting.splice(0, 1, ...(isEmpty ? [] : [rest]));
  }

  private performHanded({ signed, calendar, answered, refused }: Handed): void {
    try {
      answered(performedOrThrow(answer(this.shell, signed, calendar, Date.now())));
    } catch (error) {
      const isRefusal = error instanceof ApplicationFailure;
      refused(
        isRefusal ? error : ApplicationFailure.nonRetryable(`The engine failed: ${(error as Error).message}`, 'fault'),
      );
    }
  }

  // ---- what follows ----

  private mustRecord(): boolean {
    const { pending, visibleSeq, state } = this.shell;
    return pending.length > 0 || visibleSeq < state.seq;
  }

  private async settle(): Promise<void> {
    await this.settleRules();
    if (this.mustRecord()) await this.record();
  }

  /** Until none is out. Small rules are evaluated with the record; what that leaves has an activity of its own. */
  private async settleRules(): Promise<void> {
    const { state, input } = this.shell;
    if (openCalls(state).length === 0) return;
    if (rulesFollowTheRecord(input)) await this.record();
    await this.evaluateRules();
  }

  private perform(command: Command): void {
    performOwn(this.shell, command, Date.now());
  }

  // ---- time ----

  private advance(wake: number): void {
    advance(this.shell, wake, Date.now());
    this.stuckAt = this.shell.state.seq;
  }

  /** One timer, for the soonest instant; armed again only if that changes. */
  private armTimer(): void {
    const { program, calendar, state, offsetMs } = this.shell;
    if (this.waiting.some(({ due }) => due !== null)) return;
    const wake = state.status === 'open' ? nextWake(program, calendar, state) : null;
    if (wake === (this.timer?.wake ?? null)) return;
    this.timer?.scope.cancel();
    this.timer = undefined;
    if (wake === null) return;
    const ms = wake - offsetMs - Date.now();
    if (ms <= 0 && state.seq !== this.stuckAt) {
      // Already due: a rule held the clock. If running it brings nothing, the engine is at fault: no busy loop then.
      this.broughtNow().due = wake;
      return;
    }
    this.timer = { wake, scope: this.after(ms > 0 ? ms : MINUTE_MS, () => this.onTimer(wake)) };
  }

  private onTimer(wake: number): void {
    this.timer = undefined;
    this.broughtNow().due = wake;
    // Or else the task could end with nothing in it, and a replay would join it with the next, where a command of an
    // earlier instant may have come.
    if (keepsTasksApart(this.shell.input)) upsertMemo({ clock: wake });
  }

  private after(ms: number, then: () => void): CancellationScope {
    const scope = new CancellationScope();
    const waiting = scope.run(() => sleep(ms)).then(then);
    waiting.catch((error) => {
      if (!isCancellation(error)) throw error;
    });
    return scope;
  }

  // ---- rules ----

  /** Until none is out; a rule's result may call the next. */
  private async evaluateRules(): Promise<void> {
    for (let [call] = openCalls(this.shell.state); call !== undefined; [call] = openCalls(this.shell.state)) {
      this.perform(await this.evaluate(call));
    }
  }

  private async evaluate({ call, evaluations }: RuleCall): Promise<Command> {
    const { definition, calendar } = this.shell.state;
    try {
      return ruleReturn(call, await rules.evaluateRules({ definition, calendar, call, evaluations }));
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      return { type: 'rule-failed', call, reason: reasonOf(error) };
    }
  }

  // ---- recording and readers ----

  /**
   * Records what is pending and what small rules lead to that are out, and shows it to readers; what they don't see is
   * tried again after 1 to 30 minutes.
   */
  private async record(): Promise<void> {
    const { shell } = this;
    const given = shell.pending.length;
    let { seq } = shell.state;
    try {
      const recorded = await local.project({ steps: shell.pending, batch: batchOf(shell) });
      for (const { by } of recorded.steps.slice(given)) if (by.kind === 'case') this.perform(by.command);
      ({ seq } = shell.state);
      confirmRecorded(shell, shell.pending, recorded.steps);
      if (recorded.visible) shell.visibleSeq = seq;
      else if (recorded.has !== undefined) shell.visibleSeq = Math.min(recorded.has, seq - 1);
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
    }
    const isDone = shell.pending.length === 0 && shell.visibleSeq >= seq;
    if (isDone) this.endBackoff();
    else if (this.backoff === undefined) this.startBackoff(0);
  }

  private endBackoff(): void {
    this.backoff?.scope.cancel();
    this.backoff = undefined;
  }

  private startBackoff(step: number): void {
    const minutes = BACKOFF_MINUTES[Math.min(step, BACKOFF_MINUTES.length - 1)] ?? 30;
    const scope = this.after(minutes * MINUTE_MS, () => {
      this.startBackoff(step + 1);
      this.nudged = true;
    });
    this.backoff = { step, scope };
  }

  // ---- effects ----

  /** All that is owed now goes out together: one activity, one task and one record where there would be many. */
  private carryOutEffects(): void {
    const waiting = owed(this.shell.state).filter(({ of }) => !this.onTheirWay.has(of));
    const next = waiting.slice(0, EFFECTS_AT_ONCE - this.onTheirWay.size);
    if (next.length > 0) void this.carryOut(next);
  }

  private async carryOut(effects: readonly Owed[]): Promise<void> {
    for (const { of } of effects) this.onTheirWay.add(of);
    const outcomes = await remote.carryOut(effects.map((effect) => orderOf(this.shell, effect))).catch((error) => {
      const failed = reasonOf(error);
      return effects.map(({ of }): EffectOutcome => ({ of, failed }));
    });
    this.broughtNow().returned.push({ effects, outcomes });
  }

  private takeIn({ effects, outcomes }: Returned): void {
    for (const { of } of effects) this.onTheirWay.delete(of);
    for (const outcome of outcomes) this.perform(commandOf(outcome));
  }

  // ---- the end of the run ----

  /** An ended case stays alive while something it owes isn't done, readers don't see its end, or an incident is open. */
  private isOver(): boolean {
    const { state } = this.shell;
    const isSettled = state.owed.length === 0 && state.incidents.length === 0 && this.onTheirWay.size === 0;
    return state.status === 'ended' && isSettled && !this.mustRecord();
  }

  /** Meanwhile commands may come: the case is over only when they are done, too. */
  private async tellParent(parent: NonNullable<CaseInput['parent']>): Promise<void> {
    await remote.tellParent(endNotice(this.shell, parent));
    this.parentTold = true;
    this.nudged = true;
  }

  private result(): CaseResult {
    this.endBackoff();
    this.timer?.scope.cancel();
    return { outcome: this.shell.state.outcome, seq: this.shell.state.seq, chain: this.shell.chain };
  }

  private mustRenew(): boolean {
    const { commands, pending, visibleSeq, state, input } = this.shell;
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    const isHard = historyLength >= EVENTS_HARD_MAX;
    if (pending.length > 0 || openCalls(state).length > 0) return false;
    if ((this.onTheirWay.size > 0 || visibleSeq < state.seq) && !isHard) return false;
    const commandsMax = input.forceContinueAsNewEvery ?? COMMANDS_MAX;
    return this.renewing || commands >= commandsMax || historyLength >= EVENTS_MAX || continueAsNewSuggested;
  }

  private async continueAsNew(): Promise<never> {
    const { definition, calendar } = this.shell.state;
    return continueAsNew<typeof caseWorkflow>(
      resume(this.shell, ENGINE_VERSION, Date.now()),
      refTo('bundle', definition),
      refTo('calendar', calendar),
      null,
    );
  }
}

/**
 * Resolves when every promise of this activation has gone as far as it can: conditions are looked at again only then.
 * What a task brought is there all at once from here on.
 */
function everythingIsHere(): Promise<void> {
  let looks = 0;
  return condition(() => looks++ > 0);
}

// ---- shapes ----

function failureOf({ type, message, refusal }: Refused): ApplicationFailure {
  return ApplicationFailure.nonRetryable(message, type, ...(refusal === null ? [] : [refusal]));
}

function performedOrThrow(given: CommandAnswer | Refused): CommandAnswer {
  if ('type' in given) throw failureOf(given);
  return given;
}

function reasonOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}

function viewOf({ state, chain, runNumber, visibleSeq, input, offsetMs, pending }: Shell, isQuiet: boolean): CaseView {
  const { engineVersion, parent = null } = input;
  const isSettled = isQuiet && pending.length === 0 && openCalls(state).length === 0;
  return { state, chain, runNumber, visibleSeq, engineVersion, parent, isSettled, clock: Date.now() + offsetMs };
}

/** Every fact that readers may lack, as far as this run has it, less those of the pending steps, which go with it. */
function batchOf(shell: Shell): ProjectionBatch {
  const { state, program, runNumber, input, pending } = shell;
  const { runId, historyLength } = workflowInfo();
  const lacking = factsAfter(shell, shell.visibleSeq);
  const facts = lacking.slice(0, lacking.length - pending.reduce((sum, step) => sum + step.facts.length, 0));
  return {
    caseId: state.id,
    runId,
    runNumber,
    historyLength,
    procedure: program.procedure.id,
    previous: chainAt(shell, state.seq - lacking.length),
    facts,
    state,
    stateHash: pending.at(-1)?.stateHash ?? stateHash(state),
    machineAt: Date.now(),
    ...(input.parent === undefined ? {} : { parent: input.parent }),
  };
}

function orderOf({ state, program }: Shell, { of, kind, at, content }: Owed): EffectOrder {
  const request = {
    key: `${state.id}/${of}`,
    caseId: state.id,
    caseNumber: state.number,
    procedure: program.procedure.id,
    definition: state.definition,
    calendar: state.calendar,
    of,
    at,
    content,
  };
  return { kind, request };
}

function commandOf(outcome: EffectOutcome): Command {
  const { of } = outcome;
  return 'failed' in outcome
    ? { type: 'effect-failed', of, reason: outcome.failed }
    : { type: 'effect-done', of, result: outcome.result };
}

function endNotice({ state }: Shell, parent: { caseId: string; message: string }): EndNotice {
  return { key: `${state.id}/end`, parent, caseId: state.id, outcome: state.outcome, data: state.data };
}
