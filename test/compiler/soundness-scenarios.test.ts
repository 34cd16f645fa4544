/**
 * Goal: the search for soundness loses no state that the engine can be in. Method: every scenario beside a definition is
 * rehearsed; after each command the steps that have a token must be those of some marking that the search found.
 */
import { beforeAll, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { type Compiled, compileDefinitions } from '../../compiler/compile.ts';
import { explore } from '../../compiler/soundness/explore.ts';
import { marksOf } from '../../compiler/soundness/marking.ts';
import { makeNet } from '../../compiler/soundness/net.ts';
import type { CaseState } from '../../engine/model.ts';
import { loadProgram } from '../../engine/program.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { calendar, jsonCases } from '../support.ts';
import { filesUnder } from './tree.ts';

let compiled: Compiled;
const found = new Map<string, Set<string>>();
const cases = jsonCases<{ id: string; definition: string }>(SHIPPED_DEFINITIONS).filter(({ file }) =>
  /\/scenarios\//.test(file),
);

beforeAll(() => {
  compiled = compileDefinitions(
    filesUnder(SHIPPED_DEFINITIONS).filter(({ path }) => !/\/(scenarios|examples)\//.test(path)),
  );
  for (const { procedure, typeOfData } of compiled.compiled) {
    const { states } = explore(makeNet(procedure, typeOfData));
    const seen = states.map(({ marking }) =>
      keyOf(
        [...marksOf(marking.tokens)].map(({ step }) => step),
        marking.outcome,
      ),
    );
    found.set(procedure.id, new Set(seen));
  }
});

function keyOf(steps: readonly string[], outcome: string | null): string {
  return outcome === null ? [...new Set(steps)].sort().join() : 'ended';
}

function keyOfState({ tokens, status }: CaseState): string {
  return keyOf(
    tokens.map(({ step }) => step),
    status === 'ended' ? 'ended' : null,
  );
}

test('there are scenarios, and procedures with many states', () => {
  expect(cases.length).toBeGreaterThan(1);
  expect(Math.max(...[...found.values()].map((keys) => keys.size))).toBeGreaterThan(10);
});

test.each(cases)('$entry.id', ({ entry }) => {
  const bundle = compiled.bundles.get(entry.definition);
  if (bundle === undefined) throw new Error(`${entry.definition} does not compile`);
  const parsed = parseScenario(entry);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  const unknown: string[] = [];
  rehearse(loadProgram(bundle), calendar, parsed.ok, (state) => {
    const waitsForRule = state.calls.length > 0;
    const key = keyOfState(state);
    if (state.status !== 'new' && !waitsForRule && !found.get(entry.definition)?.has(key)) unknown.push(key);
  });
  expect(unknown).toEqual([]);
});
