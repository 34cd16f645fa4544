/** Scenarios: one case with a script of dated events (the second contract). Parsed once, at the edge. */

import { LIMITS } from '../engine/limits.ts';
import type { Actor, Command, ServeDocument } from '../engine/model.ts';
import { localDate, parseInstant } from '../rules/calendar/date.ts';
import type { JsonObject } from '../rules/json.ts';

export interface Scenario {
  id: string;
  definition: string;
  /** Epoch milliseconds. */
  start: number;
  input: JsonObject;
  script: Entry[];
  expect: Expectation | undefined;
}

/** `command` undefined: time passes up to `at`. */
export interface Entry {
  at: number;
  command: Command | undefined;
}

export interface Expectation {
  outcome?: string | null;
  open?: string[];
  deadlines?: Record<string, { due?: string | null; state?: string }>;
  events?: JsonObject[];
  never?: JsonObject[];
  data?: JsonObject;
  invalid?: string[];
}

export type ParsedScenario = { ok: Scenario } | { faults: { field: string; message: string }[] };

/** A scenario without an id is called `rehearsal`. */
export function parseScenario(json: unknown): ParsedScenario {
  const faults: { field: string; message: string }[] = [];
  const fault = (field: string, message: string): undefined => {
    faults.push({ field, message });
    return undefined;
  };
  if (!isObject(json)) return { faults: [{ field: '', message: 'a scenario is a JSON object' }] };
  const definition =
    typeof json.definition === 'string' ? json.definition : fault('definition', 'expected a procedure id');
  const start = instant(json.start) ?? fault('start', 'expected an ISO 8601 instant with offset');
  const input =
    json.input === undefined ? {} : isObject(json.input) ? json.input : fault('input', 'expected an object');
  const rawScript = json.script ?? [];
  const script = Array.isArray(rawScript) ? entriesOf(rawScript, fault) : fault('script', 'expected a list');
  let last = start ?? 0;
  script?.forEach((entry, index) => {
    if (entry.at < last) fault(`script[${index}].at`, 'lies before what comes before it');
    last = Math.max(last, entry.at);
  });
  if (
    definition === undefined ||
    start === undefined ||
    input === undefined ||
    script === undefined ||
    faults.length > 0
  ) {
    return { faults };
  }
  const id = typeof json.id === 'string' && json.id !== '' ? json.id : 'rehearsal';
  return { ok: { id, definition, start, input, script, expect: json.expect as Expectation | undefined } };
}

function entriesOf(list: unknown[], fault: (field: string, message: string) => undefined): Entry[] | undefined {
  if (list.length > LIMITS.scriptEntries) return fault('script', `at most ${LIMITS.scriptEntries} entries`);
  return list.flatMap((entry, index) => {
    const parsed = entryOf(entry, (message) => fault(`script[${index}]`, message));
    return parsed === undefined ? [] : [parsed];
  });
}

function entryOf(entry: unknown, fault: (message: string) => undefined): Entry | undefined {
  if (!isObject(entry)) return fault('expected an object');
  const at = instant(entry.at);
  if (at === undefined) return fault('`at` must be an ISO 8601 instant with offset');
  const data = entry.data ?? {};
  if (!isObject(data)) return fault('`data` must be an object');
  if (typeof entry.complete === 'string') {
    if (typeof entry.by !== 'string') return fault('`by` must name the group that completes the step');
    const item = entry.item === undefined ? {} : { item: String(entry.item) };
    return { at, command: { type: 'complete', step: entry.complete, ...item, by: actor(entry.by, entry), data } };
  }
  if (typeof entry.message === 'string') {
    const by = typeof entry.by === 'string' ? { by: actor(entry.by, entry) } : {};
    return { at, command: { type: 'message', message: entry.message, ...by, data } };
  }
  if (typeof entry.serve === 'string') {
    const by = typeof entry.by === 'string' ? { by: actor(entry.by, entry) } : {};
    return { at, command: { ...serviceOf(data, at), type: 'serve', document: entry.serve, ...by } };
  }
  if (entry.wait === true) return { at, command: undefined };
  return fault('expected `complete`, `message`, `serve` or `wait: true`');
}

/** Without a day it is that of the entry. What is wrong with the data, the engine tells. */
function serviceOf(data: JsonObject, at: number): Pick<ServeDocument, 'method' | 'servedOn' | 'receivedBy' | 'note'> {
  const { method, servedOn = localDate(at), receivedBy, note } = data;
  return {
    method: method as ServeDocument['method'],
    servedOn: servedOn as string,
    ...(typeof receivedBy === 'string' && { receivedBy }),
    ...(typeof note === 'string' && { note }),
  };
}

/** Each group acts as a person of its own where none is named. */
function actor(group: string, entry: JsonObject): Actor {
  return { group, person: typeof entry.person === 'string' ? entry.person : `group:${group}` };
}

function instant(found: unknown): number | undefined {
  return typeof found === 'string' ? parseInstant(found) : undefined;
}

function isObject(found: unknown): found is JsonObject {
  return typeof found === 'object' && found !== null && !Array.isArray(found);
}
