/**
 * After a command has run: joins that nothing more can reach pass, scopes without a token complete, what was deferred
 * happens. Repeated until nothing moves.
 */

import { occasionAtOnce } from '../deadlines/occasions.ts';
import type { JoinStep, Token } from '../model.ts';
import { emit, type Run } from '../run.ts';
import { scopeRoots, stepOf } from './enter.ts';
import { runScript } from './script.ts';

export function settle(run: Run): void {
  let moved = true;
  while (moved && run.state.status === 'open') moved = passJoin(run) || completeScope(run) || runDeferred(run);
}

function runDeferred(run: Run): boolean {
  const next = run.deferred.shift();
  if (next === undefined) return false;
  next();
  return true;
}

// ── joins ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Passes, absorbs or drains at one join; false when none can move. */
function passJoin(run: Run): boolean {
  for (const token of run.state.tokens) {
    if (token.state === 'draining' && !reachable(run, token)) {
      emit(run, { type: 'join-drained', token: token.id, step: token.step });
      return true;
    }
    if (token.state === 'joining' && passAt(run, token)) return true;
  }
  return false;
}

function passAt(run: Run, token: Token): boolean {
  const step = stepOf(run, token.step) as JoinStep;
  const here = run.state.tokens.filter((other) => other.step === step.id && other.scope === token.scope);
  const waiting = here.filter((other) => other.state === 'joining');
  if (here.some((other) => other.state === 'draining')) {
    emit(run, { type: 'join-absorbed', token: token.id, step: step.id });
    return true;
  }
  if (step.mode === 'all') return reachable(run, token) ? false : pass(run, step, waiting, false);
  if (waiting.length < step.mode) return false;
  return pass(run, step, waiting.slice(0, step.mode), true);
}

function pass(run: Run, step: JoinStep, tokens: Token[], drains: boolean): boolean {
  const scope = (tokens[0] as Token).scope;
  const token = run.state.nextToken;
  emit(run, {
    type: 'join-passed',
    tokens: tokens.map((each) => each.id),
    token,
    step: step.id,
    scope,
    ...(drains ? { drains: token + 1 } : {}),
  });
  runScript(run, `step:${step.id}`, { token, scope, roots: scopeRoots(run, scope) });
  return true;
}

/** Whether some other token of the scope can still come to the join: it waits for tokens, never for edges. */
function reachable(run: Run, join: Token): boolean {
  const from = run.program.reaching.get(join.step);
  return run.state.tokens.some(
    (token) =>
      token.step !== join.step &&
      token.state !== 'draining' &&
      token.scope === join.scope &&
      token.parent === undefined &&
      from?.has(token.step),
  );
}

// ── scopes ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** A subprocess whose last token is gone is complete; so is one instance of a multi-instance subprocess. */
function completeScope(run: Run): boolean {
  const empty = run.state.tokens.find(
    (token) => token.state === 'scope' && !run.state.tokens.some((inner) => inner.scope === token.id),
  );
  if (empty === undefined || run.state.calls.some((call) => call.frame.scope === empty.id)) return false;
  emit(run, { type: 'scope-completed', token: empty.id, step: empty.step });
  const scope = { token: empty.id, scope: empty.scope, roots: scopeRoots(run, empty.scope) };
  if (empty.parent !== undefined) {
    runScript(run, `instance:${empty.step}`, scope);
    return true;
  }
  const on = { kind: 'completed', step: empty.step } as const;
  occasionAtOnce(run, on, scope.roots);
  runScript(run, `step:${empty.step}`, scope, on);
  return true;
}
