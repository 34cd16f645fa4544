/** Copies of records whose names stand in a definition. */
import type { JsonObject } from './json.ts';

export function withEntry<T>(record: Readonly<Record<string, T>>, name: string, value: T): Record<string, T> {
  return { ...record, [name]: value };
}

/** The data with what is set, and then without what is cleared. */
export function merged(data: JsonObject, set: JsonObject, clear: readonly string[]): JsonObject {
  const result = { ...data, ...set };
  for (const name of clear) delete result[name];
  return result;
}
