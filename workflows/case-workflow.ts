/**
 * A case as a durable workflow: one generic type; a procedure is data. The engine decides, this shell keeps it alive:
 * it takes commands as updates, records every fact in the history, has rules evaluated and effects carried out, holds
 * one timer for the next legal instant, and goes on in a new run before the history grows long.
 *
 * S1. Only ApplicationFailure leaves the update's handler: another error would block the case for ever.
 * S2. Validator and handler are synchronous, so that nothing happens between judging and performing.
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
  workflowInfo,
} from '@temporalio/workflow';
import type { ProjectionBatch } from '../activities/ports.ts';
import type { EffectOrder, EffectOutcome, EndNotice, LocalActivities, RemoteActivities } from '../activities/shapes.ts';
import { nextWake } from '../engine/agenda.ts';
import { stateHash } from '../engine/chain.ts';
import type { Bundle, Command, Owed, RuleCall } from '../engine/model.ts';
import { openCalls, owed } from '../engine/owed.ts';
import { ENGINE_VERSION } from '../engine/version.ts';
import {
  ANSWER_QUERY,
  type CaseInput,
  type CaseResult,
  type CaseView,
  COMMAND_UPDATE,
  type CommandAnswer,
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
  openShell,
  performOwn,
  type Refused,
  resume,
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
  const running = new RunningCase(shell);
  // A case ends by its procedure alone: a request of the server's operators to cancel it is not heard.
  return CancellationScope.nonCancellable(() => running.untilEnd());
}

/** The API has decided the start before; a start refused here ends the workflow as failed. */
function begin(shell: Shell, start: SignedCommand | Unreadable | null): void {
  const signed = start ?? { unreadable: true as const };
  const at = Date.now();
  const refusal = judge(shell, signed, null, at);
  if (refusal !== null) throw failureOf(refusal);
  if ('signed' in signed) performedOrThrow(answer(shell, signed.signed, null, at));
}

class RunningCase {
  /** Grows with whatever may give the main loop something to do. */
  private revision = 0;
  /** The instant up to which time is to pass now, epoch ms; null: none. */
  private due: number | null = null;
  private timer: { wake: number; scope: CancellationScope } | undefined;
  /** Number of the last fact after the clock was run. */
  private stuckAt = -1;
  private readonly onTheirWay = new Set<number>();
  private backoff: { step: number; scope: CancellationScope } | undefined;
  private renewing = false;
  private parentTold = false;
  private readonly shell: Shell;

  constructor(shell: Shell) {
    this.shell = shell;
    setHandler(commandUpdate, (signed, calendar) => this.onCommand(signed, calendar), {
      validator: (signed, calendar) => {
        const refusal = judge(shell, signed, calendar, Date.now());
        if (refusal !== null) throw failureOf(refusal);
      },
    });
    setHandler(stateQuery, () => viewOf(shell, this.due === null));
    setHandler(factsQuery, (after) => ({ from: shell.firstSeq, facts: factsAfter(shell, after) }));
    setHandler(answerQuery, (id, content) => answerGiven(shell, id, content));
    setHandler(renewSignal, () => {
      this.renewing = true;
      this.revision += 1;
    });
  }

  private onCommand(signed: SignedCommand | Unreadable, calendar: Ref | null): CommandAnswer {
    // Only at a replay without the key; failing the task leaves the case as it is until the key is back.
    if (!('signed' in signed)) throw new Error('A command in the history can not be read: its data key is missing.');
    try {
      const given = performedOrThrow(answer(this.shell, signed.signed, calendar, Date.now()));
      this.revision += 1;
      return given;
    } catch (error) {
      if (error instanceof ApplicationFailure) throw error;
      throw ApplicationFailure.nonRetryable(`The engine failed: ${(error as Error).message}`, 'fault');
    }
  }

  async untilEnd(): Promise<CaseResult> {
    for (;;) {
      const seen = this.revision;
      if (this.due !== null) this.advance(this.due);
      await this.evaluateRules();
      if (this.shell.pending.length > 0 || this.shell.visibleSeq < this.shell.state.seq) await this.record();
      this.carryOutEffects();
      this.armTimer();
      if (await this.isOver()) return this.result();
      if (this.revision === seen && this.mustRenew()) await this.continueAsNew();
      await condition(() => this.revision !== seen || this.due !== null);
    }
  }

  private perform(command: Command): void {
    performOwn(this.shell, command, Date.now());
    this.revision += 1;
  }

  // ---- time ----

  private advance(wake: number): void {
    this.due = null;
    advance(this.shell, wake, Date.now());
    this.revision += 1;
    this.stuckAt = this.shell.state.seq;
  }

  /** One timer, for the soonest instant; armed again only if that changes. */
  private armTimer(): void {
    const { program, calendar, state, offsetMs } = this.shell;
    const wake = state.status === 'open' ? nextWake(program, calendar, state) : null;
    if (wake === (this.timer?.wake ?? null)) return;
    this.timer?.scope.cancel();
    this.timer = undefined;
    if (wake === null) return;
    const ms = wake - offsetMs - Date.now();
    if (ms <= 0 && state.seq !== this.stuckAt) {
      // Already due: a rule held the clock. If running it brings nothing, the engine is at fault: no busy loop then.
      this.due = wake;
      return;
    }
    this.timer = { wake, scope: this.after(ms > 0 ? ms : MINUTE_MS, () => this.onTimer(wake)) };
  }

  private onTimer(wake: number): void {
    this.timer = undefined;
    this.due = wake;
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
      const result = await rules.evaluateRules({ definition, calendar, call, evaluations });
      return result.ok
        ? { type: 'rule-returned', call, results: result.results }
        : { type: 'rule-failed', call, reason: result.reason };
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
      return { type: 'rule-failed', call, reason: reasonOf(error) };
    }
  }

  // ---- recording and readers ----

  /** Records what is pending and shows it to readers; what they don't see is tried again after 1 to 30 minutes. */
  private async record(): Promise<void> {
    const { shell } = this;
    const steps = shell.pending;
    const seq = shell.state.seq;
    try {
      const recorded = await local.project({ steps, batch: batchOf(shell) });
      confirmRecorded(shell, steps, recorded.steps);
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
      this.revision += 1;
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
    for (const { of } of effects) this.onTheirWay.delete(of);
    for (const outcome of outcomes) this.perform(commandOf(outcome));
  }

  // ---- the end of the run ----

  /** An ended case stays alive while something it owes isn't done, readers don't see its end, or an incident is open. */
  private async isOver(): Promise<boolean> {
    const { state, pending, visibleSeq, input } = this.shell;
    const isSettled = state.owed.length === 0 && state.incidents.length === 0 && this.onTheirWay.size === 0;
    if (state.status !== 'ended' || !isSettled || pending.length > 0 || visibleSeq < state.seq) return false;
    if (input.parent !== undefined && !this.parentTold) {
      await remote.tellParent(endNotice(this.shell, input.parent));
      this.parentTold = true;
    }
    return true;
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
    if (pending.length > 0 || !allHandlersFinished() || openCalls(state).length > 0) return false;
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
