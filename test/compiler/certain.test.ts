/**
 * Goal: a warning of what may be absent is told where it can be, and nowhere else. Method: small procedures and
 * decisions, each once as it is safe and once with the way that makes it unsafe.
 */
import { describe, expect, test } from 'vitest';
import type { DefinitionFile } from '../../compiler/compile.ts';
import { decideRule } from '../../rules/decision/decide.ts';
import { calendar } from '../support.ts';
import { compileText } from './tree.ts';

const HEAD = `procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: applicant
outcomes: { done: 办结 | Done }
input:
  kind: { label: 类别 | Kind, enum: { a: 甲 | A, b: 乙 | B, c: 丙 | C } }
`;

const RULE = {
  path: 'demo/rule.banli.yaml',
  text: `decision: demo.rule
version: 1
title: 判 | Rule
cite: "1"
inputs:
  kind: { label: 类别 | Kind, enum: { a: 甲 | A, b: 乙 | B } }
  size: { label: 大小 | Size, type: integer }
outputs: { big: { label: 大 | Big, type: boolean } }
rules: [{ set: { big: '=input.kind = "a" and input.size > 1' }, rule: r, cite: "1" }]
`,
};

function warnings(body: string, ...others: DefinitionFile[]): string[] {
  const { findings } = compileText(HEAD + body, ...others);
  expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const about = ['may-be-null', 'uncertain-input', 'input-type'];
  return findings.filter(({ check }) => about.includes(check)).map(({ check }) => check);
}

const SIZE = 'form: { size: { label: 大小 | Size, type: integer } }';
const END = '[{ end: done }]';
const USE = '{ set: { twice: =data.size * 2 } }';

describe('what is there when a message counts', () => {
  const body = (accepts: string, more = '') => `start: a
steps:
  a: { label: 甲 | A, task: window, ${SIZE}, then: b }
  b: { label: 乙 | B, task: window, then: ${END} }
  c: { label: 丙 | C, task: window, then: [${USE}, { end: done }] }
messages:
  m: { label: 消息 | M, from: =data.who, ${accepts}do: [${USE}, { close: b, goto: c }] }
  n: { label: 消息 | N, from: window, form: { who: { label: 谁 | Who, type: text } }, ${more}do: [{ set: { seen: true } }] }
`;

  test('is what is there at each of the steps while which it counts, and so at the steps that it leads to', () => {
    expect(warnings(body('accepts: { while: b }, '))).toEqual([]);
    expect(warnings(body('accepts: { while: [b, c] }, '))).toEqual([]);
    expect(warnings(body('accepts: { while: [a, b] }, '))).toEqual(['may-be-null', 'may-be-null']);
    expect(warnings(body(''))).toEqual(['may-be-null', 'may-be-null']);
  });

  test('is gone where null may withdraw it', () => {
    const size = 'size?: { label: 大小 | Size, type: integer }';
    const withdrawn = body('accepts: { while: b }, ').replace('form: { who:', `form: { ${size}, who:`);
    expect(warnings(withdrawn)).toEqual(['may-be-null', 'may-be-null']);
    const unmerged = withdrawn.replace(/(messages:[\s\S]*n: \{ )/, '$1merges: false, ').replace('=data.who', 'window');
    expect(warnings(unmerged.replace(', who: {', ', whoever: {'))).toEqual([]);
  });
});

test('what is there when a deadline starts is there when it is overdue, and at the steps that it leads to', () => {
  const body = (starts: string) => `start: a
steps:
  a: { label: 甲 | A, task: window, ${SIZE}, then: b }
  b: { label: 乙 | B, task: window, then: ${END} }
  c: { label: 丙 | C, task: window, then: [${USE}, { end: done }] }
deadlines:
  d: { label: 期限 | Term, basis: working, days: 5, starts: ${starts}, met: completed b, overdue: [${USE}, { close: b, goto: c }] }
`;
  expect(warnings(body('opened b'))).toEqual([]);
  expect(warnings(body('completed a'))).toEqual([]);
  expect(warnings(body('case'))).toEqual(['may-be-null', 'may-be-null']);
  expect(warnings(body('[opened b, opened a]'))).toEqual(['may-be-null', 'may-be-null']);
});

describe('codes', () => {
  const body = (first: string, when = '') => `start: a
steps:
  a: { label: 甲 | A, task: window, form: { size: { label: 大小 | Size, type: integer${when} } }, then: [${first}, { goto: r }] }
  r: { label: 判 | R, rule: rule, then: ${END} }
`;

  test('that ended the way before are not there behind', () => {
    expect(warnings(body('{ when: data.kind = "c", end: done }'), RULE)).toEqual([]);
    expect(warnings(body('{ when: \'not(data.kind in ("a", "b"))\', end: done }'), RULE)).toEqual([]);
    expect(warnings(body('{ when: data.kind = "c" or form.size > 3, end: done }'), RULE)).toEqual([]);
    expect(warnings(body('{ when: data.kind = "b", end: done }'), RULE)).toEqual(['input-type']);
    expect(warnings(body('{ when: data.kind = "c" and form.size > 3, end: done }'), RULE)).toEqual(['input-type']);
    expect(warnings(body('{ when: data.kind = "c", set: { x: 1 } }'), RULE)).toEqual(['input-type']);
  });

  test('decide whether a field that exists for some of them was asked', () => {
    const not = ', when: data.kind != "c"';
    expect(warnings(body('{ when: data.kind = "c", end: done }', not), RULE)).toEqual([]);
    expect(warnings(body('{ when: data.kind = "b", end: done }', not), RULE).sort()).toEqual([
      'input-type',
      'uncertain-input',
    ]);
  });

  test('may change where something else writes them', () => {
    const later = `${body('{ when: data.kind = "c", end: done }')}messages:
  m: { label: 消息 | M, from: window, form: { kind: { label: 类别 | Kind, enum: { c: 丙 | C } } } }
`;
    expect(warnings(later, RULE)).toEqual(['input-type']);
  });
});

describe('booleans that may be absent', () => {
  const body = (when: string) => `start: a
steps:
  a: { label: 甲 | A, task: window, then: [{ when: '${when}', set: { flag: true }, goto: a }, { end: done }] }
`;

  test('do not hold, alone and within and, or, not, without a warning', () => {
    for (const when of ['data.flag', 'not(data.flag)', 'data.kind = "a" and (data.flag or not(data.flag))']) {
      expect(warnings(body(when))).toEqual([]);
    }
    expect(warnings(body('(if data.flag then 1 else 2) = 1'))).toEqual(['may-be-null']);
  });

  const decision = (rules: string): DefinitionFile => ({
    path: 'demo/rule.banli.yaml',
    text: `decision: demo.rule
version: 1
title: 判 | Rule
cite: "1"
inputs: { flag?: { label: 是 | Flag, type: boolean } }
outputs: { list: { label: 单 | List, type: list, of: text }, sure: { label: 定 | Sure, type: boolean } }
rules:
${rules}
`,
  });

  const outputs = (rules: string, input = {}) => {
    const { decisions, findings } = compileText(
      `${HEAD}start: a\nsteps:\n  a: { label: 甲 | A, task: window, then: ${END} }\n`,
      decision(rules),
    );
    const found = decisions.get('demo.rule');
    if (found === undefined) throw new Error(JSON.stringify(findings));
    const decided = decideRule(found, input, calendar);
    const told = findings.filter(({ check }) => check === 'may-be-null').length;
    return { told, ...(decided.ok ? decided.result.outputs : { faults: decided.faults }) };
  };

  test('do not hold in decisions either', () => {
    const rules = `  - collect: list
    when: not(input.flag)
    rules: [{ rule: a, when: input.flag or true, add: x, cite: "1" }]
  - first: [{ rule: b, when: input.flag, set: { sure: true }, cite: "1" }, { rule: c, set: { sure: false }, cite: "1" }]`;
    expect(outputs(rules)).toEqual({ told: 0, list: ['x'], sure: false });
    expect(outputs(rules, { flag: true })).toEqual({ told: 0, list: [], sure: true });
  });

  test('what is collected is an empty list from the start', () => {
    const rules = `  - { set: { sure: =count(output.list) = 0 }, rule: a, cite: "1" }
  - { collect: list, when: input.flag, rules: [{ rule: b, add: x, cite: "1" }] }
  - { collect: list, rules: [{ rule: c, add: y, cite: "1" }] }`;
    expect(outputs(rules)).toEqual({ told: 0, list: ['y'], sure: true });
    expect(outputs(rules, { flag: true })).toEqual({ told: 0, list: ['x', 'y'], sure: true });
    expect(outputs(rules.replace(/ {2}- \{ collect: list, rules.*/, ''))).toEqual({ told: 0, list: [], sure: true });
  });
});
