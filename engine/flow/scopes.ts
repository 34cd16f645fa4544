/** Errors, escalations and compensation: what leaves the normal flow of a scope. */
import type { StepId, SubprocessStep, Token } from '../model.ts';
import { emit, holds, NO_ROOTS, type Run, rootsOf, type Scope, tokenById } from '../run.ts';
import { closeBelow } from './close.ts';
import { perform } from './effects.ts';
import { stepOf } from './enter.ts';
import { runScript } from './script.ts';

interface Catcher {
  token: Token;
  index: number;
  interrupting: boolean;
}

/** The nearest enclosing subprocess that catches the code. */
function catcherOf(run: Run, kind: 'error' | 'escalation', code: string, scope: number): Catcher | undefined {
  const token = scope === 0 ? undefined : tokenById(run.state, scope);
  if (token === undefined) return undefined;
  const step = stepOf(run, token.step) as SubprocessStep;
  const index = step.catches.findIndex((caught) => caught.kind === kind && caught.code === code);
  const found = step.catches[index];
  if (found === undefined) return catcherOf(run, kind, code, token.scope);
  return { token, index, interrupting: kind === 'error' || found.interrupting };
}

/** BPMN error end event: ends the scope. The compiler lets no error go uncaught. */
export function throwError(run: Run, code: string, scope: number): void {
  const catcher = catcherOf(run, 'error', code, scope);
  emit(run, { type: 'error-raised', code, scope, caught: catcher !== undefined });
  if (catcher !== undefined) runCatch(run, catcher);
}

/** BPMN escalation: goes on beside the scope unless it interrupts. Uncaught it is only told. */
export function raise(run: Run, code: string, { scope }: Scope): void {
  const catcher = catcherOf(run, 'escalation', code, scope);
  emit(run, { type: 'escalation-raised', code, scope, caught: catcher !== undefined });
  if (catcher !== undefined) runCatch(run, catcher);
}

function runCatch(run: Run, { token, index, interrupting }: Catcher): void {
  const roots = rootsOf(run.state, token);
  const script = `catch:${token.step}:${index}`;
  if (!interrupting) return runScript(run, script, { token: null, scope: token.scope, roots });
  closeBelow(run, token.id);
  emit(run, { type: 'scope-completed', token: token.id, step: token.step });
  runScript(run, script, { token: token.id, scope: token.scope, roots });
}

/** Runs what undoes completed steps, the latest first; each completion is undone once. */
export function compensate(run: Run, steps: readonly StepId[] | undefined): void {
  const done = run.state.completedForCompensation.filter((id) => steps === undefined || steps.includes(id));
  for (const id of done.toReversed()) {
    const step = stepOf(run, id);
    emit(run, { type: 'compensated', step: id });
    for (const effect of step.compensation) {
      if (holds(run, NO_ROOTS, effect.when)) perform(run, effect, { token: null, scope: 0, roots: NO_ROOTS });
    }
  }
}
