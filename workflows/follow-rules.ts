/**
 * What the rules lead to that are out when facts are recorded: they are evaluated there, in the same activity, and the
 * workflow, which gets the results back with the record, comes to the same by itself. Pure.
 */
import type { Hash } from '../engine/chain.ts';
import { decide } from '../engine/decide.ts';
import { evaluateRules } from '../engine/evaluate-rules.ts';
import type { CaseState, RuleCall } from '../engine/model.ts';
import { openCalls } from '../engine/owed.ts';
import type { Program } from '../engine/program.ts';
import { ruleReturn } from '../engine/rule-return.ts';
import type { Calendar } from '../rules/calendar/calendar.ts';
import type { RecordedStep } from './contract.ts';
import { recordedStep } from './recorded-step.ts';

/** Larger calls, as a draw is, have an activity of their own with time of its own: an officer waits for the record. */
const SMALL_EVALUATIONS = 20;
const SMALL_CHARACTERS = 32_000;

export interface Followed {
  steps: RecordedStep[];
  state: CaseState;
}

/** One step for each call, until none is out or one is large. @param chain hash at `state.seq` */
export function followRules(
  program: Program,
  calendar: Calendar,
  from: { state: CaseState; chain: string; machineAt: number },
  hash?: Hash,
): Followed {
  const { machineAt } = from;
  let { state, chain } = from;
  const steps: RecordedStep[] = [];
  for (let [call] = openCalls(state); call !== undefined && isSmall(call); [call] = openCalls(state)) {
    const command = ruleReturn(call.call, evaluateRules(call.evaluations, program.decisions, calendar));
    const decided = decide(program, calendar, state, command, state.now);
    if (!decided.ok || decided.facts.length === 0) break;
    const step = recordedStep({ by: { kind: 'case', command }, now: state.now, machineAt }, decided, chain, hash);
    steps.push(step);
    chain = step.facts.at(-1)?.hash ?? chain;
    state = decided.state;
  }
  return { steps, state };
}

function isSmall({ evaluations }: RuleCall): boolean {
  return evaluations.length <= SMALL_EVALUATIONS && JSON.stringify(evaluations).length <= SMALL_CHARACTERS;
}
