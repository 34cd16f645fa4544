/** What a scenario expects against what came out: every difference in words; none: it is as expected. */
import { localDate, parseInstant } from '../rules/calendar/date.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import type { Expectation } from './scenario.ts';

export function mismatches(result: JsonObject, expected: Expectation): string[] {
  const found: string[] = [];
  if (expected.invalid !== undefined) return invalidMismatches(result, expected.invalid);
  if (result.invalid !== undefined) return [`the input was refused: ${JSON.stringify(result.invalid)}`];
  if ('outcome' in expected && result.outcome !== expected.outcome) {
    found.push(`outcome is ${result.outcome}, not ${expected.outcome}`);
  }
  if (expected.open !== undefined) {
    const open = JSON.stringify([...(result.open as string[])].sort());
    if (open !== JSON.stringify([...expected.open].sort()))
      found.push(`open is ${open}, not ${JSON.stringify(expected.open)}`);
  }
  const events = result.events as JsonObject[];
  found.push(...missingEvents(events, expected.events ?? []));
  for (const never of expected.never ?? []) {
    const event = events.find((candidate) => matches(candidate, never));
    if (event !== undefined) found.push(`${JSON.stringify(event)} must not occur`);
  }
  found.push(...subsetMismatches('deadlines', result.deadlines as Json, (expected.deadlines ?? {}) as Json));
  found.push(...subsetMismatches('data', result.data as Json, (expected.data ?? {}) as Json));
  return found;
}

/** Every listed event, in that order; others may lie between. */
function missingEvents(events: readonly JsonObject[], expected: readonly JsonObject[]): string[] {
  let from = 0;
  for (const wanted of expected) {
    const index = events.findIndex((event, i) => i >= from && matches(event, wanted));
    if (index < 0) return [`no ${JSON.stringify(wanted)} after event ${from} of ${events.length}`];
    from = index + 1;
  }
  return [];
}

/** `on` is the local date of the event; every other field is a subset. */
function matches(event: JsonObject, wanted: JsonObject): boolean {
  return Object.entries(wanted).every(([name, value]) =>
    name === 'on' ? dateOfEvent(event) === value : subsetMismatches(name, event[name] ?? null, value).length === 0,
  );
}

function dateOfEvent(event: JsonObject): string | undefined {
  const at = parseInstant(String(event.at));
  return at === undefined ? undefined : localDate(at);
}

/** Objects are compared by the fields that are expected, lists and scalars whole. */
export function subsetMismatches(path: string, actual: Json | undefined, wanted: Json): string[] {
  if (isObject(wanted)) {
    if (!isObject(actual)) return [`${path} is ${JSON.stringify(actual)}, not an object`];
    return Object.entries(wanted).flatMap(([name, value]) => subsetMismatches(`${path}.${name}`, actual[name], value));
  }
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) {
      return [`${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`];
    }
    return wanted.flatMap((value, i) => subsetMismatches(`${path}[${i}]`, actual[i], value));
  }
  return actual === wanted ? [] : [`${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`];
}

function isObject(found: Json | undefined): found is JsonObject {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}

function invalidMismatches(result: JsonObject, fields: readonly string[]): string[] {
  if (!Array.isArray(result.invalid)) return ['the input was not refused'];
  const told = (result.invalid as JsonObject[]).map((fault) => String(fault.field));
  return fields
    .filter(
      (field) => !told.some((name) => name === field || name.startsWith(`${field}[`) || name.startsWith(`${field}.`)),
    )
    .map((field) => `no fault on ${field}; faults on ${told.join(', ')}`);
}
