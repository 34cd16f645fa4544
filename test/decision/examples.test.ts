/**
 * Goal: every decision gives what its examples say, by the articles that they name. Method: each
 * `definitions/<slug>/examples/*.json` is run; `expect` is a subset of the outputs, or names all fields that are refused.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DecisionLibrary } from '../../cli/decision-library.ts';
import { SHIPPED_DEFINITIONS, slugsOf } from '../../cli/definition-files.ts';
import { Report } from '../../compiler/finding.ts';
import { readSource } from '../../compiler/source/read.ts';
import { differences, type Example } from '../../rehearsal/example.ts';

const library = new DecisionLibrary(SHIPPED_DEFINITIONS);

const files = slugsOf(SHIPPED_DEFINITIONS).flatMap((slug) => {
  const folder = join(SHIPPED_DEFINITIONS, slug, 'examples');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => [slug, name] as const);
});

/** The name of the list may stand for what is below it. */
function names(field: string, expected: string): boolean {
  return field === expected || field.startsWith(`${expected}[`) || field.startsWith(`${expected}.`);
}

function numberOf(slug: string): string {
  const file = join(SHIPPED_DEFINITIONS, slug, 'document.banli.yaml');
  return readSource(file, readFileSync(file, 'utf8'), new Report())?.need('number')?.text() ?? '';
}

describe.each(files)('%s/%s', (slug, name) => {
  const examples = JSON.parse(readFileSync(join(SHIPPED_DEFINITIONS, slug, 'examples', name), 'utf8')) as Example[];
  const number = numberOf(slug);

  it.each(examples.map((example, i) => [i + 1, example] as const))('example %i', (_number, example) => {
    const decision = library.find(example.decision);
    if ('missing' in decision) throw new Error(decision.missing.join('\n'));
    const decided = library.decide(decision, example.input);
    expect(differences(example, decided, number)).toEqual([]);
    const { invalid } = example.expect;
    if (decided.ok || invalid === undefined) return;
    const others = decided.faults.filter(
      ({ field }) => !(invalid as string[]).some((expected) => names(field, expected)),
    );
    expect(others).toEqual([]);
  });
});

it('there are examples', () => {
  expect(files.length).toBeGreaterThan(0);
});
