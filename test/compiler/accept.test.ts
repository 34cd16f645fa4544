/**
 * Goal: a warning that its author explains is not told, one that nobody explained is, and no error is hidden. Method:
 * definitions with one warning, with and without an explanation.
 */
import { describe, expect, test } from 'vitest';
import { shippedDefinitions } from '../support.ts';
import { compileText } from './tree.ts';

const PROCEDURE = `procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: applicant
outcomes: { done: 办结 | Done }
input: { days?: { label: 天数 | Days, type: integer } }
start: a
steps:
  a: { label: 甲 | A, task: window, then: [{ set: { twice: =data.days * 2 }, goto: b }] }
  b: { label: 乙 | B, task: window, then: [{ set: { thrice: =data.days * 3 }, end: done }] }
`;

const ABOUT = ['may-be-null', 'unused-accept', 'unknown-check'];

function told(accept: string) {
  const { findings, accepted } = compileText(PROCEDURE + accept);
  return {
    told: findings
      .filter(({ check }) => ABOUT.includes(check))
      .map(({ check, severity, line }) => ({ check, severity, line })),
    accepted: accepted.map(({ check, line, reason }) => ({ check, line, reason })),
  };
}

const NULL_AT_A = { check: 'may-be-null', severity: 'warning', line: 9 };
const NULL_AT_B = { check: 'may-be-null', severity: 'warning', line: 10 };

describe('a warning', () => {
  test('is told unless it is explained', () => {
    expect(told('')).toEqual({ told: [NULL_AT_A, NULL_AT_B], accepted: [] });
  });

  test('is explained at one thing, or in the whole file', () => {
    expect(told('accept: [{ check: may-be-null, at: a, reason: 已填 }]\n')).toEqual({
      told: [NULL_AT_B],
      accepted: [{ check: 'may-be-null', line: 9, reason: '已填' }],
    });
    expect(told('accept: [{ check: may-be-null, reason: 已填 }]\n')).toMatchObject({
      told: [],
      accepted: [{ line: 9 }, { line: 10 }],
    });
  });
});

describe('an explanation', () => {
  test('of nothing is a warning', () => {
    expect(told('accept: [{ check: gap, reason: 无 }]\n').told).toContainEqual({
      ...NULL_AT_A,
      check: 'unused-accept',
      line: 11,
    });
    expect(told('accept: [{ check: may-be-null, at: days, reason: 无 }]\n').told).toHaveLength(3);
  });

  test('names a check that there is', () => {
    expect(told('accept: [{ check: may-be-nul, reason: 无 }]\n').told).toContainEqual({
      check: 'unknown-check',
      severity: 'error',
      line: 11,
    });
  });

  test('does not hide an error', () => {
    const { findings } = compileText(
      `${PROCEDURE.replace('task: window, then: [{ set: { thrice', 'task: nobody, then: [{ set: { thrice')}accept: [{ check: unknown-group, reason: 无 }]\n`,
    );
    const found = findings.map(({ check, severity, message }) => `${severity} ${check}: ${message}`);
    expect(found).toContainEqual(expect.stringContaining('error unknown-group'));
    expect(found).toContain('warning unused-accept: unknown-group is an error in this file');
  });
});

test('fields of a register that officers write are not missed', () => {
  const document = (byHand: string) => `document: demo
number: 试政发〔2024〕1号
title: 试用 | Trial
groups: { applicant: 申请人 | Applicant, window: 窗口 | Window }
registers:
  permits:
    label: 许可 | Permits
    key: number
${byHand}    fields: { status: { label: 状态 | Status, type: text }, note: { label: 备注 | Note, type: text } }
`;
  const body = PROCEDURE.replace(
    'set: { twice: =data.days * 2 }',
    'register: { in: permits, key: x, set: { status: y } }',
  );
  const of = (byHand: string) =>
    compileText(body, { path: 'demo/document.banli.yaml', text: document(byHand) }).findings.filter(({ check }) =>
      ['unwritten-register-field', 'unknown-register-field'].includes(check),
    );
  expect(of('')).toMatchObject([{ check: 'unwritten-register-field', message: expect.stringContaining('"note"') }]);
  expect(of('    byHand: note\n')).toEqual([]);
  expect(of('    byHand: { window: note }\n')).toEqual([]);
  expect(of('    byHand: [note, notes]\n')).toMatchObject([{ check: 'unknown-register-field' }]);
});

test('that an early message is lost can be meant, at the wait or at the message', () => {
  const body = (wait: string, message: string) => `procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: applicant
outcomes: { done: 办结 | Done }
start: a
steps:
  a: { label: 甲 | A, task: window, then: w }
  w: { label: 等 | W, message: m${wait}, then: [{ end: done }] }
messages:
  m: { label: 消息 | M, from: applicant${message} }
`;
  const checks = (wait: string, message: string) =>
    compileText(body(wait, message)).findings.flatMap(({ check, severity }) =>
      check === 'early-message' || severity === 'error' ? [check] : [],
    );
  expect(checks('', '')).toEqual(['early-message']);
  expect(checks(', early: lost', '')).toEqual([]);
  expect(checks('', ', early: lost')).toEqual([]);
  expect(checks('', ', early: kept')).toContain('type');
});

test('the definitions that ship have no finding that is not explained', () => {
  expect(shippedDefinitions().findings).toEqual([]);
});
