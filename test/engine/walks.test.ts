/**
 * Goal: whatever people and time do, a case stays sound. Method: random walks through every shipped procedure; after
 * every command the invariants, and what a refusal, a fact and a state must always be: a case ends once, in a declared
 * outcome, or somebody or the clock can move it; no deadline stops without a fact that says so.
 */
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { nextWake } from '../../engine/agenda.ts';
import { evolve } from '../../engine/evolve.ts';
import { violations } from '../../engine/invariants.ts';
import type { CaseState, Token } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import type { Program } from '../../engine/program.ts';
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
  found.push(...stuck(program, step.after).map((fault) => where + fault));
  found.push(...silentlyGone(step).map((fault) => where + fault));
  const ends = step.facts.filter(({ type }) => type === 'ended').length;
  if (ends !== (step.before.status !== 'ended' && step.after.status === 'ended' ? 1 : 0))
    found.push(`${where}${ends} ends`);
  for (const [id, d] of Object.entries(step.before.deadlines)) {
    const after = step.after.deadlines[id];
    if (after === undefined) found.push(`${where}deadline ${id} is gone`);
    if (d.state === 'overdue' && after?.state !== 'overdue' && after?.starts === d.starts)
      found.push(`${where}overdue ${id} was forgotten`);
  }
  return found;
}

/** An open case without a rule out in which neither somebody nor the clock has anything to do. */
function stuck(program: Program, state: CaseState): string[] {
  if (state.status !== 'open' || state.calls.length > 0 || state.incidents.length > 0) return [];
  const groups = new Set(program.procedure.groups.map(({ id }) => id));
  const strangers = state.tokens.filter(({ group }) => group !== undefined && !groups.has(group));
  const moves =
    state.tokens.some((token) => token.state === 'open' && (token.group !== undefined || waits(program, token))) ||
    nextWake(program, calendar, state) !== null ||
    waitsForHolidays(state);
  return [
    ...strangers.map(({ step, group }) => `${step} is open for ${group}, a group that does not exist`),
    ...(moves ? [] : ['the case is open, and neither somebody nor the clock can move it']),
  ];
}

/** A year whose holidays are not published yet: the calendar that has them moves the case. */
function waitsForHolidays(state: CaseState): boolean {
  return (
    state.tokens.some((token) => token.state === 'pending') ||
    Object.values(state.deadlines).some(({ due }) => due !== null && 'unknownYear' in due)
  );
}

function waits(program: Program, token: Token): boolean {
  const step = program.steps.get(token.step);
  return (
    step?.kind === 'wait' &&
    step.branches.some(
      (branch, i) =>
        branch.kind === 'message' || token.timers?.some((timer) => timer.branch === i && timer.at !== null),
    )
  );
}

const CLOCK_FACTS = new Set([
  'deadline-started',
  'deadline-suspended',
  'deadline-resumed',
  'deadline-met',
  'deadline-cancelled',
  'overdue',
]);

/** Deadlines that no longer run, or run again, and no fact says why. */
function silentlyGone({ before, after, facts }: Step): string[] {
  const told = new Set(
    facts.flatMap((fact) => (CLOCK_FACTS.has(fact.type) && 'deadline' in fact ? [fact.deadline] : [])),
  );
  const isOver = facts.some(({ type }) => type === 'ended');
  return Object.entries(before.deadlines)
    .filter(([id, { state }]) => after.deadlines[id]?.state !== state && !told.has(id) && !isOver)
    .map(([id, { state }]) => `deadline ${id} was ${state}, is ${after.deadlines[id]?.state}, and no fact says so`);
}

describe('controls: what the walks look for is found', () => {
  const program = programOf(shippedDefinitions(), ids[0] as string);
  const open = { ...newCase({ id: '', number: '', definition: '', calendar: '' }), status: 'open' as const };

  test('a case that nobody can move', () => expect(stuck(program, open)).toHaveLength(1));

  test('a task of a group that does not exist', () => {
    const step = program.procedure.steps.find(({ kind }) => kind === 'task')?.id as string;
    const token: Token = { id: 1, step, scope: 0, state: 'open', since: 0, group: 'nobody' };
    expect(stuck(program, { ...open, tokens: [token] })).toEqual([expect.stringContaining('does not exist')]);
  });

  test('a deadline that is met and no fact says so', () => {
    const [running, met] = ['running', 'met'].map((state) => ({ ...open, deadlines: { x: { state } } }) as never);
    const step = { before: running, after: met, facts: [] } as unknown as Step;
    expect(silentlyGone(step)).toHaveLength(1);
  });
});

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
        // A refusal has no facts: what was stored before it must still be what there is.
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
