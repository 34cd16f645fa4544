/** What the rules say to a call: pure, and the same wherever a case runs. */
import type { Calendar } from '../rules/calendar/calendar.ts';
import { decideRule } from '../rules/decision/decide.ts';
import type { Decision } from '../rules/decision/model.ts';
import type { RuleCall, RuleResult } from './model.ts';

export type RuleAnswer = { ok: true; results: RuleResult[] } | { ok: false; reason: string };

/** One result for each evaluation, in order; or why one of them can't be had. */
export function evaluateRules(
  evaluations: RuleCall['evaluations'],
  decisions: ReadonlyMap<string, Decision>,
  calendar: Calendar,
): RuleAnswer {
  const results: RuleResult[] = [];
  for (const { decision: id, inputs } of evaluations) {
    const decision = decisions.get(id);
    if (decision === undefined) return { ok: false, reason: `The decision ${id} is not in the case's definition.` };
    const decided = decideRule(decision, inputs, calendar, (other) => decisions.get(other));
    if (!decided.ok) {
      const faults = decided.faults.map(({ field, message }) => `${field}: ${message}`).join('; ');
      return { ok: false, reason: `The decision ${id} does not take these inputs: ${faults}` };
    }
    results.push(decided.result);
  }
  return { ok: true, results };
}
