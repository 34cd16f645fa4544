/**
 * Goal: a review that refuses enters why in one place: the codes of the rule, or the words of experts or departments.
 * Method: what shipped scenarios write into the register.
 */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { rehearse } from '../rehearsal/core.ts';
import { parseScenario } from '../rehearsal/scenario.ts';
import { calendar, compileFolder, jsonCases, programOf } from './support.ts';

const FOLDER = join(SHIPPED_DEFINITIONS, 'mineral-plan');
const program = programOf(compileFolder(FOLDER), 'mineral-plan.conformity-review');
const scenarios = jsonCases<{ id: string }>(join(FOLDER, 'scenarios'));

function groundsOf(name: string): unknown {
  const found = scenarios.find(({ entry }) => entry.id === `mineral-plan/conformity-review/${name}`);
  const parsed = parseScenario(found?.entry);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  const rehearsed = rehearse(program, calendar, parsed.ok);
  if (rehearsed.kind !== 'ran') throw new Error(rehearsed.kind);
  const written = rehearsed.facts.findLast(({ type }) => type === 'registered');
  return written?.type === 'registered' ? written.values.grounds : undefined;
}

test.each([
  ['not-conforming', ['avoidance-zone', 'scale-below-medium']],
  ['restricted-failed', ['煤质差']],
  ['objection', ['距河道过近', '涉及文物']],
  ['restricted-passed', []],
])('%s', (name, grounds) => {
  expect(groundsOf(name)).toEqual(grounds);
});
