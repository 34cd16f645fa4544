/**
 * Goal: the control-flow patterns of workflow literature hold in the engine. Method: each has a small definition and
 * scenarios beside this file; they are rehearsed on the core with the invariants asserted after every command.
 */
import { describe, expect, test } from 'vitest';
import { violations } from '../../engine/invariants.ts';
import { loadProgram } from '../../engine/program.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { mismatches } from '../../rehearsal/expect.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { calendar, compileFolder, jsonCases } from '../support.ts';

const compiled = compileFolder(import.meta.dirname);
const cases = jsonCases<{ id: string; definition: string }>(import.meta.dirname);

describe('control-flow patterns', () => {
  test.each(cases)('$entry.id', ({ entry }) => {
    const parsed = parseScenario(entry);
    if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
    const bundle = compiled.bundles.get(entry.definition);
    if (bundle === undefined) throw new Error(`${entry.definition} did not compile`);
    const program = loadProgram(bundle);
    const broken: string[] = [];
    const rehearsed = rehearse(program, calendar, parsed.ok, (state) => broken.push(...violations(program, state)));
    if (rehearsed.kind !== 'ran') throw new Error(JSON.stringify(rehearsed));
    expect(broken).toEqual([]);
    expect(mismatches(rehearsed.result, parsed.ok.expect ?? {})).toEqual([]);
  });

  test('every definition has a scenario', () => {
    const covered = new Set(cases.map(({ entry }) => entry.definition));
    expect([...compiled.bundles.keys()].filter((id) => !covered.has(id))).toEqual([]);
  });

  test('control: a wrong expectation is found', () => {
    const result = { outcome: 'finished', open: [], events: [], deadlines: {}, data: {} };
    expect(mismatches(result, { outcome: 'cancelled', events: [{ type: 'ended' }] })).toHaveLength(2);
  });
});
