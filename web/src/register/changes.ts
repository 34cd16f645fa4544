/** What a person changed of what stood in the form. Pure. */
import type { Values } from '../form/shape.ts';

/** Only what differs is sent, so that what somebody else wrote meanwhile into other fields stays; null clears. */
export function changesOf(before: Values, after: Values): Record<string, unknown> {
  const names = Object.keys({ ...before, ...after });
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
  return Object.fromEntries(changed.map((name) => [name, after[name] ?? null]));
}
