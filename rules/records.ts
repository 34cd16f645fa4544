/** Copies of records. */
import type { JsonObject } from './json.ts';

/** The data with what is set, and then without what is cleared. */
export function merged(data: JsonObject, set: JsonObject, clear: readonly string[]): JsonObject {
  const result = { ...data, ...set };
  for (const name of clear) delete result[name];
  return result;
}
