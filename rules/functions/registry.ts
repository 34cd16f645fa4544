/**
 * The algorithms that a decision can call with `function: <name>`, because no expression could say them. Each is pure
 * and bounded, takes its arguments by name and gives outputs by name.
 */
import type { JsonObject } from '../json.ts';
import { drawFunction, poolHashFunction } from './draw.ts';
import { refillFunction } from './refill.ts';

export const FUNCTIONS: Readonly<Record<string, (args: JsonObject) => JsonObject>> = {
  draw: drawFunction,
  'pool-hash': poolHashFunction,
  refill: refillFunction,
};
