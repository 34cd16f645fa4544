/**
 * Runs the clock: everything due up to an instant happens, in order, at its legal instant. It stops at a rule that is
 * out, so that nothing later overtakes what the rule will bring.
 */
import { EvaluationFault } from '../rules/expression/fault.ts';
import { type Due, nextDue } from './agenda.ts';
import { overdue } from './deadlines/change.ts';
import { occasionAtOnce, resumeAfter } from './deadlines/occasions.ts';
import { candidates, openPending, scopeRoots, stepOf } from './flow/enter.ts';
import { runScript } from './flow/script.ts';
import { settle } from './flow/settle.ts';
import type { Deadline, StepId, Token, WaitStep } from './model.ts';
import { openCalls } from './owed.ts';
import { emit, type Run, rootsOf, texts } from './run.ts';

/** True when everything due up to `to` has happened; false when a rule holds the clock. */
export function runClock(run: Run, to: number): boolean {
  for (;;) {
    if (openCalls(run.state).length > 0) return nextDueUpTo(run, to) === undefined;
    const due = nextDueUpTo(run, to);
    if (due === undefined) break;
    run.at = Math.max(due.at, run.state.now);
    run.moves = 0;
    guarded(run, due);
  }
  if (run.state.status === 'open') run.at = Math.max(to, run.state.now);
  return true;
}

function nextDueUpTo(run: Run, to: number): Due | undefined {
  const due = nextDue(run.program, run.calendar, run.state);
  return due === undefined || due.at > to ? undefined : due;
}

/**
 * A definition's fault must not stop the clock: what is due is taken back, told as an incident with the place to go on
 * from, and the clock goes on.
 */
function guarded(run: Run, due: Due): void {
  const state = run.state;
  const facts = run.facts.length;
  try {
    happen(run, due);
    settle(run);
  } catch (error) {
    if (!(error instanceof EvaluationFault) && !(error instanceof RangeError)) throw error;
    run.state = state;
    run.facts.length = facts;
    run.deferred = [];
    happenFailed(run, due, error.message);
  }
}

function happen(run: Run, due: Due): void {
  switch (due.kind) {
    case 'reminder': {
      const to = reminded(run, due.deadline);
      emit(run, { type: 'reminder', deadline: due.deadline.id, daysBefore: due.daysBefore, to });
      return;
    }
    case 'overdue':
      return overdue(run, due.deadline, false);
    case 'open':
      return openPending(run, due.token.id);
    case 'timer':
      return fire(run, due.token, due.branch);
    case 'notice':
      return notice(run, due.token, due.index);
  }
}

function fire(run: Run, token: Token, branch: number): void {
  emit(run, { type: 'timer-fired', token: token.id, step: token.step, branch });
  const on = { kind: 'completed', step: token.step } as const;
  resumeAfter(run, token.step);
  const roots = rootsOf(run.state, token);
  occasionAtOnce(run, on, roots);
  runScript(run, `wait:${token.step}:${branch}`, { token: token.id, scope: token.scope, roots }, on);
}

function notice(run: Run, token: Token, index: number): void {
  const which = token.notices?.[index];
  const definition = (stepOf(run, token.step) as WaitStep).notices[which?.notice ?? 0];
  if (definition === undefined) return;
  const roots = rootsOf(run.state, token);
  texts(run, roots, definition.to).forEach((to, i) => {
    // The first receiver's fact takes the notice off the list; the others only tell.
    const taken = i === 0 ? { notice: { token: token.id, index } } : {};
    emit(run, { type: 'notified', to, template: definition.template, ...taken });
  });
}

/** The group named, or the groups that have the open steps it covers, or the group of the step that meets it. */
function reminded(run: Run, deadline: Deadline): string[] {
  if (deadline.remindTo !== undefined) return texts(run, {}, deadline.remindTo);
  const open = run.state.tokens.filter((token) => token.group !== undefined && deadline.covers.includes(token.step));
  const groups =
    open.length > 0 ? open.map((token) => token.group as string) : deadline.covers.map((id) => groupOf(run, id));
  return [...new Set(groups.filter((group) => group !== ''))];
}

function groupOf(run: Run, id: StepId): string {
  const step = stepOf(run, id);
  // The group of one item is not known before the items are.
  if (step.kind !== 'task' || step.each !== undefined) return '';
  return candidates(run, step, scopeRoots(run, 0)).group;
}

/** The least that the law needs still happens: the date is overdue, the step counts as due; the rest is an incident. */
function happenFailed(run: Run, due: Due, reason: string): void {
  const incident = { type: 'incident-raised', incident: run.state.nextIncident, kind: 'evaluation', reason } as const;
  switch (due.kind) {
    case 'overdue': {
      const script = `deadline:${due.deadline.id}`;
      emit(run, { type: 'overdue', deadline: due.deadline.id });
      const frame = { script, clause: 0, effect: 0, token: null, scope: 0, locals: {} };
      return void emit(run, { ...incident, frame });
    }
    case 'reminder':
      emit(run, { type: 'reminder', deadline: due.deadline.id, daysBefore: due.daysBefore, to: [] });
      return void emit(run, incident);
    case 'open': {
      const { step, scope } = due.token;
      emit(run, { type: 'step-pending', token: due.token.id, step, scope, opensAt: null });
      return void emit(run, { ...incident, step });
    }
    case 'timer': {
      const { id, step, scope } = due.token;
      emit(run, { type: 'timer-fired', token: id, step, branch: due.branch });
      const frame = { script: `wait:${step}:${due.branch}`, clause: 0, effect: 0, token: id, scope, locals: {} };
      return void emit(run, { ...incident, step, frame });
    }
    case 'notice': {
      const { id, step } = due.token;
      emit(run, { type: 'notified', to: '', template: '', notice: { token: id, index: due.index } });
      return void emit(run, { ...incident, step });
    }
  }
}
