/** A script has run through: the token goes where its exit says. */
import { occasion } from '../deadlines/occasions.ts';
import type { Exit } from '../model.ts';
import { emit, holds, type Run, type Scope, tokenById } from '../run.ts';
import { endCase } from './end.ts';
import { type ChainedScope, enter, stepOf } from './enter.ts';
import { afterInstance } from './instances.ts';
import { throwError } from './scopes.ts';

/** `exit` undefined: the script ran out, which ends its token like `done`. */
export function leave(run: Run, script: string, scope: ChainedScope, exit: Exit | undefined): void {
  if (run.state.status !== 'open') return;
  if (exit?.kind === 'end') return endCase(run, exit.outcome, scope);
  if (script.startsWith('item:')) return leaveItem(run, scope);
  const targets = exit?.kind === 'goto' ? exit.targets.filter((target) => holds(run, scope.roots, target.when)) : [];
  const parent = scope.token === null ? undefined : tokenById(run.state, scope.token)?.parent;
  if (scope.token !== null) pass(run, scope);
  if (run.state.status !== 'open') return;
  if (exit?.kind === 'error') return throwError(run, exit.code, scope.scope);
  if (parent !== undefined) return afterInstance(run, parent);
  // Nothing happens between the last target and the end of what entered this step: it is entered there.
  const last = scope.next === undefined ? undefined : targets.pop();
  for (const target of targets) if (run.state.status === 'open') enter(run, target.step, scope.scope);
  if (last !== undefined) scope.next?.push(last.step);
}

/** The token leaves its step. Automatic steps and joins are completed by that. */
function pass(run: Run, scope: Scope): void {
  const token = scope.token === null ? undefined : tokenById(run.state, scope.token);
  if (token === undefined) return;
  const step = stepOf(run, token.step);
  const completes = step.kind === 'auto' || step.kind === 'join';
  emit(run, {
    type: 'step-passed',
    token: token.id,
    step: step.id,
    ...(completes ? { completes } : {}),
    ...(step.compensation.length > 0 ? { compensable: true } : {}),
  });
  if (completes) occasion(run, { kind: 'completed', step: step.id }, scope.roots);
}

function leaveItem(run: Run, scope: Scope): void {
  const token = scope.token === null ? undefined : tokenById(run.state, scope.token);
  if (token?.parent === undefined) return;
  emit(run, { type: 'step-passed', token: token.id, step: token.step });
  afterInstance(run, token.parent);
}
