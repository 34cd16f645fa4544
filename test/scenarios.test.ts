/**
 * Goal: every scenario that lies beside a definition comes out as it expects. Method: rehearsed on the core, with the
 * invariants after every command and a round trip of the state through JSON after every one.
 */
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { violations } from '../engine/invariants.ts';
import { rehearse } from '../rehearsal/core.ts';
import { mismatches } from '../rehearsal/expect.ts';
import { parseScenario } from '../rehearsal/scenario.ts';
import { calendar, jsonCases, programOf, shippedDefinitions } from './support.ts';

const cases = jsonCases<{ id: string; definition: string }>(SHIPPED_DEFINITIONS).filter(({ file }) =>
  /\/scenarios\//.test(file),
);

// Here and not in the first test: compiling all of them takes some seconds.
const compiled = shippedDefinitions();

describe('scenarios beside the definitions', () => {
  test.each(cases)('$entry.id', ({ entry }) => {
    const parsed = parseScenario(entry);
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
    const program = programOf(compiled, entry.definition);
    const broken: string[] = [];
    const rehearsed = rehearse(program, calendar, parsed.ok, (state) => {
      broken.push(...violations(program, state));
      if (JSON.stringify(JSON.parse(JSON.stringify(state))) !== JSON.stringify(state))
        broken.push('state is not plain JSON');
    });
    const result =
      rehearsed.kind === 'ran'
        ? rehearsed.result
        : rehearsed.kind === 'invalid'
          ? { invalid: rehearsed.faults }
          : { unknownYear: rehearsed.year };
    expect(broken).toEqual([]);
    expect(mismatches(result as never, parsed.ok.expect ?? {})).toEqual([]);
  });

  test('there are scenarios', () => expect(cases.length).toBeGreaterThan(1));
});
