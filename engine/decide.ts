/**
 * decide(program, calendar, state, command, now): what a command leads to.
 *
 * E1. The clock runs first: what is due up to `now` happens, at its legal instant, before the command is looked at.
 * E2. A refusal changes nothing; checks are made in the order not-open, not-authorised, invalid.
 * E3. Facts are numbered without a gap and never lie before the last one.
 * E4. The given state is never written to: a dry run is a call whose result is thrown away.
 */
import type { Calendar } from '../rules/calendar/calendar.ts';
import { EvaluationFault } from '../rules/expression/fault.ts';
import { runClock } from './clock.ts';
import { settle } from './flow/settle.ts';
import type { CaseState, Command, Fact, Refusal } from './model.ts';
import type { Program } from './program.ts';
import { refusal } from './refusal.ts';
import { newRun, type Run } from './run.ts';
import { changeCalendar } from './transitions/change-calendar.ts';
import { claimTask, releaseTask, transferTask } from './transitions/claim-task.ts';
import { completeTask } from './transitions/complete-task.ts';
import { delegateTask, passDelegation, recallDelegation, returnDelegation } from './transitions/delegate-task.ts';
import { deliverMessage } from './transitions/deliver-message.ts';
import { resolveIncident, retryIncident } from './transitions/incidents.ts';
import { retrieveTask, sendBack } from './transitions/return-task.ts';
import { serveDocument } from './transitions/serve-document.ts';
import { effectDone, effectFailed } from './transitions/settle-effect.ts';
import { ruleFailed, ruleReturned } from './transitions/settle-rule.ts';
import {
  addSigners,
  openSigning,
  passSignature,
  removeSigner,
  signTask,
  withdrawSigning,
} from './transitions/sign-task.ts';
import { startCase } from './transitions/start-case.ts';
import { copyCase, urgeTask } from './transitions/tell-others.ts';

export type Decided = { ok: true; facts: Fact[]; state: CaseState } | { ok: false; refusal: Refusal };

export function decide(program: Program, calendar: Calendar, state: CaseState, command: Command, now: number): Decided {
  const run = newRun(program, calendar, state, now);
  const refused = SETTLING.has(command.type) ? settling(run, command) : acting(run, command, now);
  return refused === undefined ? { ok: true, facts: run.facts, state: run.state } : { ok: false, refusal: refused };
}

/**
 * Of commands those that the case would take now, whatever they bring along: what is open and theirs. For offering them,
 * many at once; nothing is done.
 */
export function offered<C extends Command>(
  program: Program,
  calendar: Calendar,
  state: CaseState,
  commands: readonly C[],
  now: number,
): C[] {
  const run = newRun(program, calendar, state, now);
  if (state.status === 'open') runClock(run, now);
  return commands.filter((command) => {
    const refused = execute(newRun(program, calendar, run.state, now), command);
    return refused === undefined || refused.reason === 'invalid' || refused.reason === 'busy';
  });
}

/** What the shell reports is no act of a person: it belongs to the instant of its cause, so the clock does not run first. */
const SETTLING: ReadonlySet<Command['type']> = new Set([
  'rule-returned',
  'rule-failed',
  'effect-done',
  'effect-failed',
]);

function settling(run: Run, command: Command): Refusal | undefined {
  if (command.type === 'rule-returned' || command.type === 'rule-failed') {
    const call = run.state.calls.find((candidate) => candidate.call === command.call);
    if (call !== undefined) run.at = Math.max(call.at, run.state.now);
  }
  return execute(run, command);
}

function acting(run: Run, command: Command, now: number): Refusal | undefined {
  const through = run.state.status === 'new' || runClock(run, now);
  if (command.type === 'advance') return undefined;
  if (!through) return refusal('busy', 'rule-out');
  run.moves = 0;
  const refused = execute(run, command);
  // What the command made due at this very instant happens too.
  if (refused === undefined) runClock(run, now);
  return refused;
}

/** A definition's fault refuses the command that met it; nothing has changed. */
function execute(run: Run, command: Command): Refusal | undefined {
  const state = run.state;
  try {
    const refused = transition(run, command);
    if (refused === undefined) settle(run);
    return refused;
  } catch (error) {
    if (!(error instanceof EvaluationFault) && !(error instanceof RangeError)) throw error;
    if (command.type !== 'rule-returned') return refusal('invalid', 'evaluation', [evaluationFault(error.message)]);
    run.facts.length = 0;
    run.state = state;
    run.deferred = [];
    return ruleFailed(run, { type: 'rule-failed', call: command.call, reason: error.message });
  }
}

function evaluationFault(message: string) {
  return {
    field: '',
    code: 'evaluation',
    message: `the definition cannot be evaluated on these data: ${message}`,
    messageZh: `流程定义无法在这些数据上求值:${message}`,
  };
}

function transition(run: Run, command: Command): Refusal | undefined {
  switch (command.type) {
    case 'start':
      return startCase(run, command);
    case 'complete':
      return completeTask(run, command);
    case 'claim':
      return claimTask(run, command);
    case 'release':
      return releaseTask(run, command);
    case 'transfer':
      return transferTask(run, command);
    case 'send-back':
      return sendBack(run, command);
    case 'retrieve':
      return retrieveTask(run, command);
    case 'delegate':
      return delegateTask(run, command);
    case 'return-delegation':
      return returnDelegation(run, command);
    case 'recall-delegation':
      return recallDelegation(run, command);
    case 'pass-delegation':
      return passDelegation(run, command);
    case 'open-signing':
      return openSigning(run, command);
    case 'add-signers':
      return addSigners(run, command);
    case 'remove-signer':
      return removeSigner(run, command);
    case 'pass-signature':
      return passSignature(run, command);
    case 'withdraw-signing':
      return withdrawSigning(run, command);
    case 'sign':
      return signTask(run, command);
    case 'urge':
      return urgeTask(run, command);
    case 'copy':
      return copyCase(run, command);
    case 'message':
      return deliverMessage(run, command);
    case 'serve':
      return serveDocument(run, command);
    case 'advance':
      return undefined;
    case 'rule-returned':
      return ruleReturned(run, command);
    case 'rule-failed':
      return ruleFailed(run, command);
    case 'effect-done':
      return effectDone(run, command);
    case 'effect-failed':
      return effectFailed(run, command);
    case 'retry-incident':
      return retryIncident(run, command);
    case 'resolve-incident':
      return resolveIncident(run, command);
    case 'use-calendar':
      return changeCalendar(run, command);
    default:
      return unknownCommand(command);
  }
}

function unknownCommand(command: never): never {
  throw new Error(`decide() knows no command like ${JSON.stringify(command)}`);
}
