/** The end of a case: everything open closes, clocks that run are cancelled without a fact of their own. */
import type { Expr } from '../../rules/expression/tree.ts';
import { emit, type Run, type Scope, text } from '../run.ts';

export function endCase(run: Run, outcome: Expr, scope: Scope): void {
  emit(run, { type: 'ended', outcome: outcomeOf(run, outcome, scope) });
}

export function outcomeOf(run: Run, outcome: Expr, scope: Scope): string {
  const found = text(run, scope.roots, outcome);
  if (found === undefined) throw new Error('an outcome is text; the compiler lets nothing else through');
  return found;
}
