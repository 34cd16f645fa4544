import type { RuleAnswer } from './evaluate-rules.ts';
import type { Command } from './model.ts';

/** The case's own command with which a rule comes back. */
export function ruleReturn(call: number, answer: RuleAnswer): Command {
  return answer.ok
    ? { type: 'rule-returned', call, results: answer.results }
    : { type: 'rule-failed', call, reason: answer.reason };
}
