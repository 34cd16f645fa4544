/** A rule's result is back, or it has failed. */
import type { JsonObject } from '../../rules/json.ts';
import { occasion } from '../deadlines/occasions.ts';
import { itemOfScope } from '../flow/effects.ts';
import { continueScript, effectBefore, scopeOf } from '../flow/script.ts';
import type { Command, DecideEffect, Refusal, RuleCall } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run, type Scope } from '../run.ts';

/** A result that nobody waits for any more (its step was closed, it came twice) changes nothing. */
export function ruleReturned(run: Run, command: Extract<Command, { type: 'rule-returned' }>): Refusal | undefined {
  const call = run.state.calls.find((candidate) => candidate.call === command.call);
  const effect = call === undefined ? undefined : effectBefore(run, call.frame);
  if (call === undefined || effect?.kind !== 'decide') return undefined;
  if (command.results.length !== call.evaluations.length) return refusal('invalid', 'results-missing');
  const scope = scopeOf(call.frame);
  // Deadlines that a completion starts were started before the rule went out.
  const after =
    effect.each === undefined
      ? decidedOnce(run, call, effect, command, scope)
      : gathered(run, call, effect, command, scope);
  continueScript(run, call.frame, after);
  return undefined;
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
  const into = effect.each?.into ?? '';
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

function renamed(outputs: JsonObject, rename: DecideEffect['rename']): JsonObject {
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
