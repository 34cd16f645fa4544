/** A decision that was tried: its outputs and which rule gave what, in words. Pure. */
import type { RuleResult } from '../../engine/model.ts';
import type { Decision, DecisionResult } from '../../rules/decision/model.ts';
import { decisionReasons } from './reasons.ts';
import { valueWords } from './words/value.ts';

export function triedDecision(decision: Decision, result: DecisionResult) {
  const { outputs, trace, citations } = result;
  return {
    outputs: decision.outputs.map(({ name, label, type }) => {
      const value = outputs[name] ?? null;
      return { name, label, text: value === null ? null : valueWords(type, value) };
    }),
    values: outputs,
    reasons: decisionReasons(decision, [{ outputs, trace, citations } as RuleResult]),
    citations,
  };
}
