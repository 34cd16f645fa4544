/** A token arrives at a step: the step opens, waits for its instant, or, if automatic, runs. */
import { addDays, instantAt, isRealDate, localDate, parseInstant, startOfDay } from '../../rules/calendar/date.ts';
import { REMINDER_TIME } from '../../rules/calendar/reminder.ts';
import { EvaluationFault } from '../../rules/expression/fault.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { JsonObject } from '../../rules/json.ts';
import { occasion, suspendFor } from '../deadlines/occasions.ts';
import { LIMITS } from '../limits.ts';
import type { AutoStep, Item, JoinStep, Reopened, Step, StepId, SubprocessStep, TaskStep, WaitStep } from '../model.ts';
import { emit, holds, itemOf, NO_ROOTS, type Run, type Scope, text, tokenById, value } from '../run.ts';
import { perform } from './effects.ts';
import { openInstances } from './instances.ts';
import { runScript } from './script.ts';

/** Where the script of an automatic step leaves the token's next step, to be entered when the script has returned. */
export interface ChainedScope extends Scope {
  next?: StepId[];
}

/** A loop, not a recursion: a chain of automatic steps is as long as the limit of moves, not as the machine's stack. */
export function enter(run: Run, id: StepId, scope: number): void {
  const next: StepId[] = [];
  enterOne(run, id, scope, next);
  for (let step = next.pop(); step !== undefined && run.state.status === 'open'; step = next.pop()) {
    enterOne(run, step, scope, next);
  }
}

function enterOne(run: Run, id: StepId, scope: number, next: StepId[]): void {
  const step = stepOf(run, id);
  run.moves += 1;
  if (run.moves > LIMITS.movesPerCommand) return stopLoop(run, step, scope);
  occasion(run, { kind: 'reached', step: id }, scopeRoots(run, scope));
  const opensAt = step.opensAt === undefined ? undefined : instantOf(run, scopeRoots(run, scope), step.opensAt);
  if (opensAt !== undefined && (opensAt === null || opensAt > run.at)) {
    emit(run, { type: 'step-pending', token: run.state.nextToken, step: id, scope, opensAt });
    return;
  }
  open(run, step, scope, undefined, next);
}

/** Opens a step that was waiting for its instant. */
export function openPending(run: Run, token: number): void {
  const pending = tokenById(run.state, token);
  if (pending === undefined) return;
  const next: StepId[] = [];
  open(run, stepOf(run, pending.step), pending.scope, token, next);
  for (const step of next) if (run.state.status === 'open') enter(run, step, pending.scope);
}

/** `pending`: the token that has been waiting; undefined: a new one. */
function open(run: Run, step: Step, scope: number, pending: number | undefined, next: StepId[]): void {
  const token = pending ?? run.state.nextToken;
  prepare(run, step, scope, pending ?? null);
  switch (step.kind) {
    case 'task':
      return step.each === undefined ? openTask(run, step, scope, token) : openInstances(run, step, scope, token);
    case 'wait':
      return openWait(run, step, scope, token);
    case 'auto':
      return runAuto(run, step, scope, token, next);
    case 'join':
      return arrive(run, step, scope, token);
    case 'subprocess':
      return step.each === undefined ? openScope(run, step, scope, token) : openInstances(run, step, scope, token);
  }
}

/** What happens just before a step opens. */
function prepare(run: Run, step: Step, scope: number, token: number | null): void {
  const roots = scopeRoots(run, scope);
  if (step.kind !== 'join') suspendFor(run, step.id);
  for (const effect of step.onEnter) if (holds(run, roots, effect.when)) perform(run, effect, { token, scope, roots });
  if (step.kind !== 'auto' && step.kind !== 'join') occasion(run, { kind: 'opened', step: step.id }, roots);
}

/**
 * Opens a task once more that was done and is to be done again. It is a single one that waits for no instant (see
 * ways-back.ts). @returns its token
 */
export function reopen(run: Run, id: StepId, scope: number, reopened: Reopened): number {
  const step = stepOf(run, id) as TaskStep;
  occasion(run, { kind: 'reached', step: id }, scopeRoots(run, scope));
  prepare(run, step, scope, null);
  const token = run.state.nextToken;
  openTask(run, step, scope, token, reopened);
  return token;
}

function openTask(run: Run, step: TaskStep, scope: number, token: number, reopened?: Reopened): void {
  const item = scopeItem(run, scope);
  const of = item === undefined ? {} : { item };
  emit(run, {
    type: 'task-opened',
    token,
    step: step.id,
    scope,
    ...of,
    ...candidates(run, step, scopeRoots(run, scope)),
    ...(reopened === undefined ? {} : { reopened }),
  });
}

/** Group and unit that may do the task. A group that the data do not name is nobody's: the worklist shows it so. */
export function candidates(run: Run, step: TaskStep, roots: JsonObject): { group: string; unit?: string } {
  const group = text(run, roots, step.group) ?? '';
  const unitOf = step.unit ?? run.program.procedure.groups.find(({ id }) => id === group)?.unit;
  const unit = unitOf === undefined ? undefined : text(run, roots, unitOf);
  return unit === undefined ? { group } : { group, unit };
}

function openWait(run: Run, step: WaitStep, scope: number, token: number): void {
  const roots = scopeRoots(run, scope);
  const timers = step.branches.flatMap((branch, index) =>
    branch.kind === 'timer' ? [{ branch: index, at: instantOf(run, roots, branch.at) }] : [],
  );
  const notices = step.notices.flatMap((notice, index) =>
    notice.days.flatMap((days) => {
      const before = instantOf(run, roots, notice.before);
      const at = before === null ? null : noticeInstant(before, days);
      return at === null || at <= run.at ? [] : [{ notice: index, days, at }];
    }),
  );
  emit(run, { type: 'wait-opened', token, step: step.id, scope, timers, notices });
}

function noticeInstant(before: number, days: number): number {
  return instantAt(addDays(localDate(before), -days), REMINDER_TIME);
}

function runAuto(run: Run, step: AutoStep, scope: number, token: number, next: StepId[]): void {
  emit(run, { type: 'step-reached', token, step: step.id, scope });
  const chained: ChainedScope = { token, scope, roots: scopeRoots(run, scope), next };
  runScript(run, `step:${step.id}`, chained);
}

function arrive(run: Run, step: JoinStep, scope: number, token: number): void {
  emit(run, { type: 'join-reached', token, step: step.id, scope });
}

function openScope(run: Run, step: SubprocessStep, scope: number, token: number): void {
  emit(run, { type: 'scope-opened', token, step: step.id, scope });
  startScope(run, step.id, token);
}

export function startScope(run: Run, step: StepId, token: number): void {
  runScript(run, `scope:${step}`, { token: null, scope: token, roots: scopeRoots(run, token) });
}

function scopeItem(run: Run, scope: number): Item | undefined {
  const around = scope === 0 ? undefined : tokenById(run.state, scope);
  return around === undefined ? undefined : itemOf(run.state, around);
}

/** The item of the multi-instance subprocess around, if there is one. */
export function scopeRoots(run: Run, scope: number): JsonObject {
  const item = scopeItem(run, scope);
  return item === undefined ? NO_ROOTS : { item: item.value };
}

/**
 * An instant, or 00:00 of a date. Null: it never comes by itself, or lies behind working days of a year whose holidays
 * are not published; then it is reckoned anew with the next calendar.
 */
export function instantOf(run: Run, roots: JsonObject, expr: Expr): number | null {
  try {
    const found = value(run, roots, expr);
    if (typeof found !== 'string') return null;
    return isRealDate(found) ? startOfDay(found) : (parseInstant(found) ?? null);
  } catch (error) {
    if (error instanceof EvaluationFault && error.code === 'unknown-year') return null;
    throw error;
  }
}

export function stepOf(run: Run, id: StepId): Step {
  const step = run.program.steps.get(id);
  if (step === undefined) throw new Error(`no step ${id}; the compiler lets none through`);
  return step;
}

/** A loop of automatic steps without an end: the token stays where it is until an operator looks. */
function stopLoop(run: Run, step: Step, scope: number): void {
  const token = run.state.nextToken;
  emit(run, { type: 'step-reached', token, step: step.id, scope });
  emit(run, {
    type: 'incident-raised',
    incident: run.state.nextIncident,
    kind: 'too-many-moves',
    reason: `more than ${LIMITS.movesPerCommand} steps were entered at once: automatic steps that lead back to each other without a wait`,
    step: step.id,
    frame: { script: `step:${step.id}`, clause: 0, effect: 0, token, scope, locals: scopeRoots(run, scope) },
  });
}
