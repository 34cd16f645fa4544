/**
 * Goal: whatever people and time do, a case stays sound. Method: random walks through every shipped procedure; after
 * every command the invariants, and what a refusal, a fact and a state must always be.
 */
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { evolve } from '../../engine/evolve.ts';
import { violations } from '../../engine/invariants.ts';
import { newCase } from '../../engine/new-case.ts';
import type { JsonObject } from '../../rules/json.ts';
import { type Hints, type Step, walk } from '../random-walk.ts';
import { calendar, jsonCases, programOf, shippedDefinitions } from '../support.ts';

const WALKS = 60;
const scenarios = jsonCases<{ definition: string; input: JsonObject; script?: JsonObject[] }>(
  SHIPPED_DEFINITIONS,
).filter(({ file }) => file.includes('scenarios'));
const ids = [...shippedDefinitions().bundles.keys()].sort();

/** What fits, from the scenarios beside the definitions: patterns and codes are not found by chance. */
function hintsOf(id: string): Hints {
  const hints = new Map<string, JsonObject[]>();
  const add = (name: string, data: unknown): void => {
    hints.set(name, [...(hints.get(name) ?? []), (data ?? {}) as JsonObject]);
  };
  for (const { entry } of scenarios.filter(({ entry: { definition } }) => definition === id)) {
    add('', entry.input);
    for (const step of entry.script ?? []) add(String(step.complete ?? step.message ?? 'wait'), step.data);
  }
  return hints;
}

function faultsOf(step: Step, seed: number, program: ReturnType<typeof programOf>): string[] {
  const where = `seed ${seed}, ${JSON.stringify(step.command)}: `;
  const found = violations(program, step.after).map((fault) => where + fault);
  if (step.refusal !== undefined && step.after !== step.before) found.push(`${where}a refusal changed the state`);
  step.facts.forEach((fact, i) => {
    if (fact.seq !== step.before.seq + i + 1) found.push(`${where}fact ${fact.seq} leaves a gap`);
    if (fact.at < step.before.now) found.push(`${where}fact ${fact.seq} lies before the case`);
  });
  const folded = step.facts.reduce(evolve, step.before);
  if (JSON.stringify(folded) !== JSON.stringify(step.after)) found.push(`${where}the facts fold to another state`);
  for (const [id, d] of Object.entries(step.before.deadlines)) {
    const after = step.after.deadlines[id];
    if (after === undefined) found.push(`${where}deadline ${id} is gone`);
    if (d.state === 'overdue' && after?.state !== 'overdue' && after?.starts === d.starts)
      found.push(`${where}overdue ${id} was forgotten`);
  }
  return found;
}

describe.each(ids)('%s', (id) => {
  test('stays sound on random walks', () => {
    const program = programOf(shippedDefinitions(), id);
    const found: string[] = [];
    let ended = 0;
    for (let seed = 1; seed <= WALKS && found.length === 0; seed++) {
      const state = walk(
        program,
        calendar,
        seed,
        60,
        (step) => found.push(...faultsOf(step, seed, program)),
        hintsOf(id),
      );
      if (state.status === 'ended') ended += 1;
    }
    expect(found.slice(0, 5)).toEqual([]);
    expect(ended, 'no walk came to an end').toBeGreaterThan(0);
  });

  test('one seed is one walk, also when the state goes through JSON at every step', () => {
    const program = programOf(shippedDefinitions(), id);
    const trail: string[] = [];
    const facts: string[] = [];
    let stored = JSON.stringify(newCase({ id: 'walk', number: 'walk', definition: '', calendar: '' }));
    walk(
      program,
      calendar,
      7,
      40,
      (step) => {
        trail.push(JSON.stringify(step.facts));
        facts.push(...step.facts.map((fact) => JSON.stringify(fact)));
        stored = JSON.stringify(
          step.facts.reduce((state, fact) => evolve(state, JSON.parse(JSON.stringify(fact))), JSON.parse(stored)),
        );
        expect(stored).toBe(JSON.stringify(step.after));
      },
      hintsOf(id),
    );
    const again: string[] = [];
    walk(program, calendar, 7, 40, (step) => again.push(JSON.stringify(step.facts)), hintsOf(id));
    expect(again).toEqual(trail);
    expect(facts.length).toBeGreaterThan(0);
  });
});
