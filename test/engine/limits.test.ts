/**
 * Goal: each limit of the engine and of rehearsals holds at its number and refuses one past it, with a message that says
 * what was found and what is taken. (The sizes of data and state are the shell's: test/workflows/shell.test.ts.)
 * Method: a procedure made for each, with the number one before, at and past the limit.
 */
import { describe, expect, test } from 'vitest';
import { decide } from '../../engine/decide.ts';
import { LIMITS } from '../../engine/limits.ts';
import type { Procedure, Step } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import { loadProgram } from '../../engine/program.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { Field } from '../../rules/form/model.ts';
import type { JsonObject } from '../../rules/json.ts';
import { calendar } from '../support.ts';
import { bundle, procedure } from '../workflows/fixture.ts';

const T0 = Date.parse('2026-03-02T09:00:00+08:00');
const label = { zh: '甲', en: 'a' };
const data = (name: string): Expr => ({ op: 'path', root: 'data', path: [name] });
const is = (value: number): Expr => ({ op: 'const', value });
const [review] = procedure.steps;

function started(steps: Step[], field: Field, input: JsonObject) {
  const [first] = steps;
  const made: Procedure = {
    ...procedure,
    steps,
    deadlines: [],
    decisions: [],
    input: { fields: [field], checks: [] },
    start: [{ effects: [], exit: { kind: 'goto', targets: [{ step: first?.id ?? '' }] } }],
  };
  const program = loadProgram({ ...bundle, procedure: made });
  const fresh = newCase({ id: 'c', number: 'n', definition: 'd', calendar: 'k' });
  return decide(program, calendar, fresh, { type: 'start', input }, T0);
}

describe('a step with an item for each of a list', () => {
  if (review?.kind !== 'task') throw new Error('the first step is a task');
  const step: Step = { ...review, each: { items: data('list'), sequential: false }, then: [] };
  const list: Field = { name: 'list', label, type: { kind: 'list', of: { kind: 'integer' } } };
  const withItems = (count: number) => started([step], list, { list: Array.from({ length: count }, (_, i) => i) });

  test('opens 1,000 of them', () => {
    const decided = withItems(LIMITS.itemsPerStep);
    expect(decided.ok && decided.facts.filter(({ type }) => type === 'task-opened')).toHaveLength(1_000);
  });

  test('refuses 1,001, saying so', () => {
    const decided = withItems(LIMITS.itemsPerStep + 1);
    expect(JSON.stringify(decided)).toMatch(/at most 1000 items, not 1001/);
    expect(decided.ok && decided.facts.some(({ type }) => type === 'task-opened')).toBe(false);
  });
});

describe('automatic steps that follow each other', () => {
  const again: Expr = { op: 'lt', by: 'number', left: is(0), right: data('left') };
  const loop: Step = {
    ...{ kind: 'auto', id: 'loop', label, citations: [], onEnter: [], compensation: [], shape: 'system' },
    then: [
      {
        when: again,
        effects: [{ kind: 'set', values: [{ name: 'left', value: { op: 'sub', left: data('left'), right: is(1) } }] }],
        exit: { kind: 'goto', targets: [{ step: 'loop' }] },
      },
      { effects: [], exit: { kind: 'end', outcome: { op: 'const', value: 'granted' } } },
    ],
  };
  const left: Field = { name: 'left', label, type: { kind: 'integer' } };
  const entered = (times: number) => started([loop], left, { left: times - 1 });

  test('are entered 1,000 times by one command', () => {
    const decided = entered(LIMITS.movesPerCommand);
    expect(decided.ok && [decided.state.status, decided.state.incidents]).toEqual(['ended', []]);
  });

  test('wait for an operator at the 1,001st', () => {
    const decided = entered(LIMITS.movesPerCommand + 1);
    expect(decided.ok && [decided.state.status, decided.state.incidents.map(({ kind }) => kind)]).toEqual([
      'open',
      ['too-many-moves'],
    ]);
    expect(JSON.stringify(decided)).toMatch(/more than 1000 steps were entered at once/);
  });
});

describe('a rehearsal', () => {
  const script = (length: number) => ({
    ...{ definition: 'demo.permit', start: '2026-03-02T09:00:00+08:00', input: {} },
    script: Array.from({ length }, () => ({
      at: '2026-03-03T09:00:00+08:00',
      complete: 'review',
      by: 'window',
      data: {},
    })),
  });

  test('takes 10,000 entries', () => {
    const parsed = parseScenario(script(LIMITS.scriptEntries));
    expect('ok' in parsed && parsed.ok.script).toHaveLength(10_000);
  });

  test('refuses 10,001, saying so', () => {
    expect(JSON.stringify(parseScenario(script(LIMITS.scriptEntries + 1)))).toMatch(/at most 10000 entries/);
  });
});
