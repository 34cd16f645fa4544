/**
 * Goal: every decision gives what its examples say. Method: each `definitions/<slug>/examples/*.json` is run; `expect`
 * is a subset of the outputs, or names the fields that are refused.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DecisionLibrary } from '../../cli/decision-library.ts';
import { SHIPPED_DEFINITIONS, slugsOf } from '../../cli/definition-files.ts';
import type { JsonObject } from '../../rules/json.ts';

interface Example {
  readonly decision: string;
  readonly input: JsonObject;
  readonly expect: JsonObject;
}

const library = new DecisionLibrary(SHIPPED_DEFINITIONS);

const files = slugsOf(SHIPPED_DEFINITIONS).flatMap((slug) => {
  const folder = join(SHIPPED_DEFINITIONS, slug, 'examples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [`${slug}/${name}`, join(folder, name)] as const);
});

/** The name of the list may stand for what is below it. */
function names(field: string, expected: string): boolean {
  return field === expected || field.startsWith(`${expected}[`) || field.startsWith(`${expected}.`);
}

describe.each(files)('%s', (_, path) => {
  const examples = JSON.parse(readFileSync(path, 'utf8')) as Example[];

  it.each(examples.map((example, i) => [i + 1, example] as const))('example %i', (_number, example) => {
    const decision = library.find(example.decision);
    if ('missing' in decision) throw new Error(decision.missing.join('\n'));
    const decided = library.decide(decision, example.input);
    const { invalid } = example.expect;
    if (invalid === undefined) {
      expect(decided).toMatchObject({ ok: true });
      if (decided.ok) expect(decided.result.outputs).toMatchObject(example.expect);
    } else {
      const fields = decided.ok ? [] : decided.faults.map(({ field }) => field);
      for (const expected of invalid as string[]) expect(fields.some((field) => names(field, expected))).toBe(true);
      expect(fields.filter((field) => !(invalid as string[]).some((expected) => names(field, expected)))).toEqual([]);
    }
  });
});

it('there are examples', () => {
  expect(files.length).toBeGreaterThan(0);
});
