import type { CaseState, Owed, RuleCall } from './model.ts';

/** Legal facts still to be carried out, oldest first; those that failed wait in an incident. */
export function owed(state: CaseState): Owed[] {
  return state.owed.filter((effect) => !effect.failed);
}

const NONE: readonly RuleCall[] = [];

/** Rules that are out; those that failed wait in an incident. */
export function openCalls(state: CaseState): readonly RuleCall[] {
  return state.calls.length === 0 ? NONE : state.calls.filter((call) => !call.failed);
}
