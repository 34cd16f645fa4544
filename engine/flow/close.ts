/** Closes steps without completion: their tokens go, with the instances and scopes below them. */
import { occasion, resumeAfter } from '../deadlines/occasions.ts';
import type { StepId, Token } from '../model.ts';
import { emit, NO_ROOTS, type Run, tokenById } from '../run.ts';

export function closeSteps(run: Run, steps: readonly StepId[]): void {
  for (const step of steps) {
    const tokens = run.state.tokens.filter((token) => token.step === step && token.parent === undefined);
    for (const token of tokens) closeToken(run, token);
    if (tokens.length > 0) occasion(run, { kind: 'closed', step }, NO_ROOTS);
  }
}

/** Closes one token and all below it, innermost last, so that a reader sees what was closed and then with what. */
export function closeToken(run: Run, token: Token): void {
  if (tokenById(run.state, token.id) === undefined) return;
  emit(run, {
    type: 'step-closed',
    token: token.id,
    step: token.step,
    ...(token.item === undefined ? {} : { item: token.item.key }),
  });
  closeBelow(run, token.id);
  resumeAfter(run, token.step);
}

/** Closes everything inside a scope or a multi-instance step. */
export function closeBelow(run: Run, id: number): void {
  for (const child of run.state.tokens.filter((token) => token.scope === id || token.parent === id)) {
    closeToken(run, child);
  }
}
