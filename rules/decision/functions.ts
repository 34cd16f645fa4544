/** Algorithms that rules name and no expression could say: pure functions of ours, each with its limits. */
import { FUNCTIONS } from '../functions/registry.ts';
import type { JsonObject } from '../json.ts';

/** Arguments and results by name. Throws EvaluationFault where its limits are passed. */
export type DecisionFunction = (args: JsonObject) => JsonObject;

const REGISTERED: ReadonlyMap<string, DecisionFunction> = new Map(Object.entries(FUNCTIONS));

export function functionNamed(name: string): DecisionFunction | undefined {
  return REGISTERED.get(name);
}

export function functionNames(): string[] {
  return [...REGISTERED.keys()];
}
