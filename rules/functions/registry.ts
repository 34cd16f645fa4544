/**
 * The algorithms that a decision can call with `function: <name>`, because no expression could say them. Each is pure
 * and bounded, takes its arguments by name and gives outputs by name.
 */
import type { JsonObject } from '../json.ts';
import { allocateFunction } from './allocate.ts';
import { choiceDrawFunction, choicePoolHashFunction } from './choice-draw.ts';
import { drawFunction, poolHashFunction } from './draw.ts';
import { reconcileFunction } from './reconcile.ts';
import { refillFunction } from './refill.ts';

export const FUNCTIONS: Readonly<Record<string, (args: JsonObject) => JsonObject>> = {
  allocate: allocateFunction,
  'choice-draw': choiceDrawFunction,
  'choice-pool-hash': choicePoolHashFunction,
  draw: drawFunction,
  'pool-hash': poolHashFunction,
  reconcile: reconcileFunction,
  refill: refillFunction,
};

/** Those that draw from a sealed pool by a seed that is made public: the same pool and seed give the same result. */
export const DRAWS: ReadonlySet<string> = new Set(['choice-draw', 'draw']);
