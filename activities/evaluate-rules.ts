/** Local activity: evaluates the rules of one call. Pure but for reading the bundle by its hash. */
import { evaluateRules, type RuleAnswer } from '../engine/evaluate-rules.ts';
import type { RuleRequest } from '../workflows/contract.ts';
import type { Programs } from './programs.ts';

/** @throws Error if bundle or calendar can't be had now; the shell tries again. */
export function createEvaluateRules(programs: Programs) {
  return async function answer(request: RuleRequest): Promise<RuleAnswer> {
    const { program, calendar } = await programs.of(request);
    return evaluateRules(request.evaluations, program.decisions, calendar);
  };
}
