/** A rule's result is back, or it has failed. */
import type { Json, JsonObject } from '../../rules/json.ts';
import { occasion } from '../deadlines/occasions.ts';
import { itemOfScope, perform } from '../flow/effects.ts';
import { continueScript, effectBefore, scopeOf } from '../flow/script.ts';
import type { Command, DecideEffect, Refusal, RuleCall } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, holds, type Run, type Scope, text, tokenById } from '../run.ts';

/** A result that nobody waits for any more (its step was closed, it came twice) changes nothing. */
export function ruleReturned(run: Run, command: Extract<Command, { type: 'rule-returned' }>): Refusal | undefined {
  const call = run.state.calls.find((candidate) => candidate.call === command.call);
  const effect = call === undefined ? undefined : effectBefore(run, call.frame);
  if (call === undefined || effect?.kind !== 'decide') return undefined;
  if (command.results.length !== call.evaluations.length) return refusal('invalid', 'results-missing');
  const scope = scopeOf(call.frame);
  // Deadlines that a completion starts were started before the rule went out.
  const after = settled(run, call, effect, command, scope);
  if (run.state.status === 'open') continueScript(run, call.frame, after);
  return undefined;
}

function settled(run: Run, call: RuleCall, effect: DecideEffect, command: Returned, scope: Scope): Scope {
  if (effect.each === undefined) return decidedOnce(run, call, effect, command, scope);
  if ('into' in effect.each) return gathered(run, call, effect, command, scope);
  return decidedByKey(run, call, effect, command, scope);
}

type Returned = Extract<Command, { type: 'rule-returned' }>;

function decidedOnce(run: Run, call: RuleCall, effect: DecideEffect, { results }: Returned, scope: Scope): Scope {
  const outputs = results[0]?.outputs ?? {};
  const stored = effect.as === undefined ? renamed(outputs, effect.rename) : {};
  const item = effect.as === undefined ? itemOfScope(run, scope) : undefined;
  emit(run, {
    type: 'decided',
    call: call.call,
    decision: effect.decision,
    outputs,
    stored,
    ...(item === undefined ? {} : { item }),
    results,
  });
  const roots = effect.as === undefined ? scope.roots : { ...scope.roots, [effect.as]: outputs };
  occasion(run, { kind: 'decided', decision: effect.decision }, { ...roots, output: outputs });
  return { ...scope, roots };
}

function gathered(run: Run, call: RuleCall, effect: DecideEffect, { results }: Returned, scope: Scope): Scope {
  const into = effect.each !== undefined && 'into' in effect.each ? effect.each.into : '';
  const list = results.map((result) => result.outputs);
  const stored = effect.as === undefined ? { [into]: list } : {};
  emit(run, {
    type: 'decided',
    call: call.call,
    decision: effect.decision,
    outputs: {},
    stored,
    gathered: true,
    results,
  });
  return effect.as === undefined ? scope : { ...scope, roots: { ...scope.roots, [effect.as]: list } };
}

/** Of an empty list: the rule is no longer out. */
const NOTHING = { outputs: {}, stored: {}, gathered: true as const, results: [] };

/** One `decided` an element, with what follows it; the outputs lie under the step's id, by key. */
function decidedByKey(run: Run, call: RuleCall, effect: DecideEffect, { results }: Returned, scope: Scope): Scope {
  const { each } = effect;
  if (each === undefined || 'into' in each) return scope;
  const { [each.as]: elements, ...locals } = scope.roots;
  const step = scope.token === null ? undefined : tokenById(run.state, scope.token)?.step;
  if (results.length === 0) emit(run, { type: 'decided', ...NOTHING, call: call.call, decision: effect.decision });
  const all: JsonObject[] = [];
  for (const [index, result] of results.entries()) {
    const { outputs } = result;
    const element = (elements as Json[])[index] ?? null;
    const key = text(run, { ...locals, [each.as]: element }, each.key) ?? '';
    emit(run, {
      type: 'decided',
      call: call.call,
      decision: effect.decision,
      outputs,
      stored: renamed(outputs, effect.rename),
      ...(step === undefined ? {} : { item: { step, key } }),
      results: [result],
    });
    const roots = { ...locals, [each.as]: element, output: outputs };
    occasion(run, { kind: 'decided', decision: effect.decision }, roots);
    const inner = { ...scope, roots };
    for (const following of each.effects) if (holds(run, roots, following.when)) perform(run, following, inner);
    all.push({ ...outputs, key });
  }
  return { ...scope, roots: effect.as === undefined ? locals : { ...locals, [effect.as]: all } };
}

function renamed(outputs: JsonObject, rename: DecideEffect['rename']): JsonObject {
  if (rename.length === 0) return outputs;
  const names = new Map(rename.map((entry) => [entry.output, entry.name]));
  return Object.fromEntries(Object.entries(outputs).map(([name, v]) => [names.get(name) ?? name, v]));
}

export function ruleFailed(run: Run, command: Extract<Command, { type: 'rule-failed' }>): Refusal | undefined {
  const call = run.state.calls.find((candidate) => candidate.call === command.call);
  if (call === undefined || call.failed) return undefined;
  const step = call.frame.script.startsWith('step:') ? { step: call.frame.script.slice('step:'.length) } : {};
  emit(run, {
    type: 'incident-raised',
    incident: run.state.nextIncident,
    kind: 'rule-failed',
    reason: command.reason,
    call: call.call,
    ...step,
  });
  return undefined;
}
