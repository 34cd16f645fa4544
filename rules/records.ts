/**
 * Copies of records whose names stand in a definition. Loops: records of many shapes come here at every fact, and a spread
 * of such takes twice as long.
 */
import type { Json, JsonObject } from './json.ts';

function copied<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  const copy: Record<string, T> = {};
  for (const name in record) copy[name] = record[name] as T;
  return copy;
}

export function withEntry<T>(record: Readonly<Record<string, T>>, name: string, value: T): Record<string, T> {
  const copy = copied(record);
  copy[name] = value;
  return copy;
}

/** The data with what is set, and then without what is cleared. */
export function merged(data: JsonObject, set: JsonObject, clear: readonly string[]): JsonObject {
  const result = copied(data);
  for (const name in set) result[name] = set[name] as Json;
  for (const name of clear) delete result[name];
  return result;
}
