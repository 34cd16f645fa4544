/**
 * Examples of decisions: an input, what is expected of the answer (the first contract), and by which articles. Every
 * difference in words; none: it is as expected.
 */
import type { Decided } from '../rules/decision/decide.ts';
import { isRecord, type Json, type JsonObject } from '../rules/json.ts';
import type { Citation } from '../rules/label.ts';
import { subsetMismatches } from './expect.ts';

export interface Example {
  readonly decision: string;
  readonly input: JsonObject;
  /** A subset of the outputs, or `invalid`: fields that are refused. */
  readonly expect: JsonObject;
  /** All that the result cites, in the order of the trace, written as in definitions: `9`, `行政许可法/32`. */
  readonly cites?: readonly string[];
}

/** What is not as the example says, with the key of the example that says so. */
export interface Difference {
  readonly key: string;
  readonly message: string;
}

const KEYS = ['id', 'decision', 'input', 'expect', 'cites'];

export function parseExample(json: JsonObject & { decision: string }): { ok: Example } | { faults: Difference[] } {
  const { decision, input = {}, expect = {}, cites } = json;
  const faults = Object.keys(json)
    .filter((key) => !KEYS.includes(key))
    .map((key) => ({ key, message: `"${key}" is not known, an example has ${KEYS.join(', ')}` }));
  if (!isRecord(input)) faults.push({ key: 'input', message: 'input: expected an object' });
  if (!isRecord(expect)) faults.push({ key: 'expect', message: 'expect: expected an object' });
  if (!isCites(cites)) faults.push({ key: 'cites', message: 'cites: expected a list of articles, such as ["9"]' });
  if (faults.length > 0 || !isRecord(input) || !isRecord(expect) || !isCites(cites)) return { faults };
  return { ok: { decision, input, expect, ...(cites !== undefined && { cites }) } };
}

function isCites(json: Json | undefined): json is string[] | undefined {
  return json === undefined || (Array.isArray(json) && json.every((item) => typeof item === 'string'));
}

/** `number` is that of the document of the decision: its own articles are written without it. */
export function differences({ expect, cites }: Example, decided: Decided, number: string): Difference[] {
  const { invalid } = expect;
  if (Array.isArray(invalid)) return notRefused(invalid, decided).map((message) => ({ key: 'expect', message }));
  if (!decided.ok)
    return decided.faults.map(({ field, message }) => ({ key: 'input', message: `${field}: ${message}` }));
  const { outputs, citations } = decided.result;
  const found = subsetMismatches('outputs', outputs, expect).map((message) => ({ key: 'expect', message }));
  const cited = citations.map((citation) => written(citation, number));
  if (cites === undefined || JSON.stringify(cites) === JSON.stringify(cited)) return found;
  return [...found, { key: 'cites', message: `the result cites ${listed(cited)}, not ${listed(cites)}` }];
}

function listed(cites: readonly string[]): string {
  return cites.length === 0 ? 'nothing' : cites.join(', ');
}

function written({ document, article }: Citation, number: string): string {
  if (article === '') return document;
  return document === number ? article : `${document}/${article}`;
}

/** The name of a list stands for what is below it too. */
function notRefused(fields: readonly Json[], decided: Decided): string[] {
  const faults = decided.ok ? [] : decided.faults.map(({ field }) => field);
  return fields.flatMap((field) =>
    faults.some((fault) => fault === field || fault.startsWith(`${field}[`) || fault.startsWith(`${field}.`))
      ? []
      : [`"${field}" was not refused`],
  );
}
