/**
 * What holds after every command, in production too.
 *
 * C1. Tokens have distinct ids below `nextToken`; their steps exist.
 * C2. A token's scope and parent exist.
 * C3. An ended case has no token, no rule out, an outcome that the procedure declares, and no clock that runs.
 * C4. A running deadline has a due date or the year it waits for; a suspended one has none and an open suspension.
 * C5. Every rule out belongs to a token that is there, or to the case.
 * C6. An open task names its group; only tasks, waits, multi-instance steps and subprocesses are open.
 * C7. An open case has someone able to act, or time that will: a token, or an incident.
 * C8. What is owed has a fact of its own, each once.
 * C9. A task on which others work has a holder who completes it: what is delegated, what is out for signature.
 */
import type { CaseState, Token } from './model.ts';
import type { Program } from './program.ts';
import { isDelegated, isSigning } from './transitions/find-task.ts';

/** What does not hold, in words; empty: all is well. */
export function violations(program: Program, state: CaseState): string[] {
  const found: string[] = [];
  const require = (holds: boolean, what: string): void => {
    if (!holds) found.push(what);
  };
  const ids = new Set(state.tokens.map((token) => token.id));
  require(ids.size === state.tokens.length, 'C1: two tokens have one id');
  for (const token of state.tokens) checkToken(program, state, token, ids, require);
  if (state.status === 'ended') checkEnd(program, state, require);
  for (const [id, d] of Object.entries(state.deadlines)) {
    if (d.state === 'running') require(d.due !== null, `C4: ${id} runs without a due date`);
    if (d.state !== 'suspended') continue;
    require(d.due === null, `C4: ${id} is suspended and has a due date`);
    require(d.suspensions.at(-1)?.to === null, `C4: ${id} is suspended without an open suspension`);
  }
  for (const call of state.calls) {
    require(call.frame.token === null || ids.has(call.frame.token), `C5: rule ${call.call} belongs to no token`);
  }
  if (state.status === 'open') {
    require(state.tokens.length > 0 || state.calls.length > 0 || state.incidents.length > 0, 'C7: nobody can act');
  }
  const owed = new Set(state.owed.map((effect) => effect.of));
  require(owed.size === state.owed.length, 'C8: an effect is owed twice');
  for (const effect of state.owed) require(effect.of <= state.seq, `C8: ${effect.of} is owed before its fact`);
  return found;
}

type Require = (holds: boolean, what: string) => void;

function checkToken(
  program: Program,
  state: CaseState,
  token: Token,
  ids: ReadonlySet<number>,
  require: Require,
): void {
  require(token.id < state.nextToken, `C1: token ${token.id} is not below nextToken`);
  require(program.steps.has(token.step), `C1: token ${token.id} stands at ${token.step}, which does not exist`);
  require(token.scope === 0 || ids.has(token.scope), `C2: token ${token.id} lies in a scope that is gone`);
  require(token.parent === undefined || ids.has(token.parent), `C2: token ${token.id} belongs to a step that is gone`);
  const kind = program.steps.get(token.step)?.kind;
  if (token.state === 'open') {
    require(kind === 'task' || kind === 'wait', `C6: ${token.step} is open and is a ${kind}`);
    require(kind !== 'task' || token.group !== undefined, `C6: ${token.step} is open for nobody`);
    const hasHelpers = isDelegated(token) || isSigning(token);
    require(!hasHelpers || token.claimedBy !== undefined, `C9: others work on ${token.step}, which nobody holds`);
  }
}

function checkEnd(program: Program, state: CaseState, require: Require): void {
  require(state.tokens.length === 0 && state.calls.length === 0, 'C3: an ended case has something open');
  const declared = program.procedure.outcomes.some((outcome) => outcome.id === state.outcome);
  require(declared, `C3: outcome ${state.outcome} is not declared`);
  for (const [id, d] of Object.entries(state.deadlines)) {
    require(d.state !== 'running' && d.state !== 'suspended', `C3: ${id} runs on after the end`);
  }
}
