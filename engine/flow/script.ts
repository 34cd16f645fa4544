/**
 * Scripts: clauses in order, effects in the order in which they are written, at most one exit. A rule stops the
 * script: its frame is kept with the call, and the script goes on from there when the result is back.
 */
import type { Expr } from '../../rules/expression/tree.ts';
import { occasionStarts } from '../deadlines/occasions.ts';
import type { Clause, Deadline, Effect, Frame, Occasion } from '../model.ts';
import { holds, NO_ROOTS, type Run, type Scope } from '../run.ts';
import { callRule, perform } from './effects.ts';
import { outcomeOf } from './end.ts';
import { leave } from './leave.ts';

/** Where a script is: by what name, and at which clause and effect. */
export interface Position {
  script: string;
  clause: number;
  effect: number;
}

/**
 * Runs a script of a token (or, with token null, of the case). `completed` is the occasion whose deadlines start once
 * the effects are through.
 */
export function runScript(run: Run, name: string, scope: Scope, completed?: Occasion): void {
  continueScript(run, { script: name, clause: 0, effect: 0 }, scope, completed);
}

export function continueScript(run: Run, from: Position, scope: Scope, completed?: Occasion): void {
  const script = run.program.scripts.get(from.script) ?? [];
  for (let index = from.clause; index < script.length; index++) {
    const clause = script[index] as Clause;
    const resumed = index === from.clause && from.effect > 0;
    if (!resumed && !holds(run, scope.roots, clause.when)) continue;
    const position = { script: from.script, clause: index, effect: resumed ? from.effect : 0 };
    const how = runClause(run, clause, position, scope, completed);
    if (how !== 'next' || run.state.status !== 'open') return;
  }
  if (completed !== undefined) occasionStarts(run, completed, scope.roots);
  leave(run, from.script, scope, undefined);
}

function runClause(
  run: Run,
  clause: Clause,
  from: Position,
  scope: Scope,
  completed: Occasion | undefined,
): 'next' | 'stopped' | 'left' {
  if (clause.exit?.kind === 'end' && from.effect === 0) runOnEnd(run, clause.exit.outcome, scope);
  for (let index = from.effect; index < clause.effects.length; index++) {
    const effect = clause.effects[index] as Effect;
    if (!holds(run, scope.roots, effect.when)) continue;
    if (effect.kind !== 'decide') {
      perform(run, effect, scope);
      continue;
    }
    if (completed !== undefined) occasionStarts(run, completed, scope.roots);
    callRule(run, effect, frameOf(from, index + 1, scope), scope);
    return 'stopped';
  }
  if (clause.exit === undefined) return 'next';
  if (completed !== undefined) occasionStarts(run, completed, scope.roots);
  leave(run, from.script, scope, clause.exit);
  return 'left';
}

/** Effects of every end see the outcome before it is a fact. */
function runOnEnd(run: Run, outcome: Expr, scope: Scope): void {
  const { onEnd } = run.program.procedure;
  if (onEnd.length === 0) return;
  run.ending = outcomeOf(run, outcome, scope);
  for (const effect of onEnd) if (holds(run, scope.roots, effect.when)) perform(run, effect, scope);
}

function frameOf({ script, clause }: Position, effect: number, { token, scope, roots }: Scope): Frame {
  return { script, clause, effect, token, scope, locals: roots };
}

export function scopeOf(frame: Frame): Scope {
  const of = frame.script.startsWith('deadline:') ? { deadline: frame.script.slice('deadline:'.length) } : {};
  return { token: frame.token, scope: frame.scope, roots: frame.locals, ...of };
}

/** The effect just behind which a frame waits. */
export function effectBefore(run: Run, frame: Frame): Effect | undefined {
  return run.program.scripts.get(frame.script)?.[frame.clause]?.effects[frame.effect - 1];
}

/**
 * What follows `overdue`. When the date had passed at the very start of the deadline, escalations come at once and
 * what moves the case follows the last fact of the cause.
 */
export function runOverdue(run: Run, deadline: Deadline, atStart: boolean): void {
  const name = `deadline:${deadline.id}`;
  const scope: Scope = { token: null, scope: 0, roots: NO_ROOTS, deadline: deadline.id };
  const script = deadline.overdue;
  const first = atStart ? script.findIndex(moves) : -1;
  if (first < 0) return runScript(run, name, scope);
  for (const clause of script.slice(0, first)) {
    if (!holds(run, NO_ROOTS, clause.when)) continue;
    for (const effect of clause.effects) if (holds(run, NO_ROOTS, effect.when)) perform(run, effect, scope);
  }
  run.deferred.push(() => continueScript(run, { script: name, clause: first, effect: 0 }, scope));
}

/** Effects that move the case, and rules, which stop a script until they are answered. */
const MOVING: ReadonlySet<Effect['kind']> = new Set(['close', 'open', 'decide']);

function moves(clause: Clause): boolean {
  return clause.exit !== undefined || clause.effects.some(({ kind }) => MOVING.has(kind));
}

/** Scripts that no token runs. */
export const OF_CASE: Scope = { token: null, scope: 0, roots: NO_ROOTS };
