/**
 * Goal: the search for soundness agrees with what the engine does. Method: small nets whose verdict is known (deadlock,
 * hang, loop, dead step, windows, clocks, scopes, joins by number), and counter-examples that are read back.
 */
import { describe, expect, test } from 'vitest';
import { everyRun } from '../../compiler/soundness/choices.ts';
import { makeNet } from '../../compiler/soundness/net.ts';
import { judge, type Verdict } from '../../compiler/soundness/verdict.ts';
import { compileText } from './tree.ts';

function verdictOf(start: string, steps: string, rest = '', limit?: number): Verdict {
  const text = `procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: anyone
start: ${start}
steps:
${steps}
${rest}
outcomes: { good: 准予 | Good, bad: 不予 | Bad }
`;
  const compiled = compileText(text);
  const reading = compiled.findings.filter(
    ({ check }) => check.startsWith('unknown') || check === 'type' || check.startsWith('yaml'),
  );
  expect(reading).toEqual([]);
  const { procedure, typeOfData } = compiled.compiled[0] ?? {};
  if (procedure === undefined || typeOfData === undefined) throw new Error('nothing compiled');
  return judge(makeNet(procedure, typeOfData), limit);
}

const task = (id: string, then: string, more = '') =>
  `  ${id}: { label: ${id} | ${id}, task: window, ${more}then: ${then} }\n`;
const kinds = (verdict: Verdict) => verdict.stuck.map(({ kind }) => kind).sort();
const RESULT = 'form: { result: { label: 结果 | Result, enum: { yes: 是 | Yes, no: 否 | No } } }, ';

describe('free choice', () => {
  test('runs through every combination of answers once', () => {
    expect(everyRun((choose) => [choose(2), choose(3)])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 0],
      [1, 1],
      [1, 2],
    ]);
  });

  test('a run that asks less under one answer has fewer combinations', () => {
    expect(everyRun((choose) => (choose(2) === 0 ? 'short' : choose(2)))).toEqual(['short', 0, 1]);
  });
});

describe('sequence and choice', () => {
  test('a task that ends is sound, with its outcome', () => {
    const verdict = verdictOf('a', task('a', '[{ end: good }]'));
    expect(verdict).toMatchObject({ complete: true, stuck: [], deadSteps: [], notes: [] });
    expect([...verdict.outcomes]).toEqual(['good']);
  });

  test('conditions that cover all codes leave no case without an exit', () => {
    const then = '[{ when: form.result = "yes", end: good }, { when: form.result = "no", end: bad }]';
    expect(verdictOf('a', task('a', then, RESULT)).notes).toEqual([]);
  });

  test('a condition and its opposite cover everything, whatever they ask', () => {
    const input = 'input: { size: { label: 面积 | Size, type: integer } }';
    const then = '[{ when: data.size >= 60, end: good }, { when: data.size < 60, end: bad }]';
    expect(verdictOf('a', task('a', then), input).notes).toEqual([]);
  });

  test('a code without a clause is a case without an exit', () => {
    const verdict = verdictOf('a', task('a', '[{ when: form.result = "yes", end: good }]', RESULT));
    expect(verdict.notes[0]).toMatchObject({ note: { check: 'no-exit', step: 'a', inexact: false } });
    expect(kinds(verdict)).toEqual(['hangs']);
  });

  test('what the checks of a form refuse is no case', () => {
    const check = 'checks: [{ fault: result, when: form.result = "no", message: 不行 | No }], ';
    expect(verdictOf('a', task('a', '[{ when: form.result = "yes", end: good }]', RESULT + check)).notes).toEqual([]);
  });

  test('what was set in a clause before is known', () => {
    const then = '[{ set: { done: true } }, { when: data.done, end: good }]';
    expect(verdictOf('a', task('a', then)).notes).toEqual([]);
  });

  test('data that a message may have brought before may be there or not', () => {
    const rest = 'messages: { m: { label: 消息 | M, from: window, form: { on: { label: 日 | D, type: date } } } }';
    const steps = task('a', '[{ when: data.on != null, goto: b }, { goto: c }]');
    const verdict = verdictOf('a', steps + task('b', '[{ end: good }]') + task('c', '[{ end: bad }]'), rest);
    expect(verdict.deadSteps).toEqual([]);
  });

  test('a message is compared under its own name', () => {
    const rest =
      'messages: { m: { label: 消息 | M, from: window, form: { answer: { label: 答 | A, enum: { yes: 是 | Y, no: 否 | N } } } } }';
    const wait =
      '  w: { label: w | w, message: m, then: [{ when: message.answer = "yes", end: good }, { goto: b }] }\n';
    expect(verdictOf('w', wait + task('b', '[{ end: bad }]'), rest).deadSteps).toEqual([]);
  });
});

describe('joins', () => {
  const both = (join: string) => `  j: { label: j | j, join: ${join}, then: [{ end: good }] }\n`;

  test('all waits for both branches and passes once', () => {
    expect(kinds(verdictOf('[{ goto: [a, b] }]', task('a', 'j') + task('b', 'j') + both('all')))).toEqual([]);
  });

  test('three of two is a deadlock, with the way to it', () => {
    const verdict = verdictOf('[{ goto: [a, b] }]', task('a', 'j') + task('b', 'j') + both('3'));
    expect(verdict.stuck).toMatchObject([
      { kind: 'join', steps: ['j', 'j'], way: ['start', 'complete a', 'complete b'] },
    ]);
  });

  test('two joins that wait for each other are a deadlock', () => {
    const j = '  j: { label: j | j, join: all, then: k }\n  k: { label: k | k, join: all, then: j }\n';
    expect(kinds(verdictOf('[{ goto: [a, b] }]', task('a', 'j') + task('b', 'k') + j))).toContain('join');
  });

  test('one of two passes at the first and swallows the second', () => {
    const next = task('z', '[{ end: good }]');
    const join = '  j: { label: j | j, join: 1, then: z }\n';
    expect(verdictOf('[{ goto: [a, b] }]', task('a', 'j') + task('b', 'j') + join + next)).toMatchObject({ stuck: [] });
  });
});

describe('loops, messages, clocks', () => {
  test('a loop without exit has no option to complete', () => {
    expect(kinds(verdictOf('a', task('a', 'b') + task('b', 'a')))).toEqual(['loop']);
  });

  test('a withdrawal does not make a loop complete: the case would hang on a message that nobody owes', () => {
    const rest = 'messages: { stop: { label: 撤回 | Stop, from: window, do: [{ end: bad }] } }';
    expect(kinds(verdictOf('a', task('a', 'b') + task('b', 'a'), rest))).toEqual(['message-only']);
  });

  test('a deadline that ends the case makes it complete', () => {
    const rest =
      'deadlines: { d: { label: 期限 | D, basis: working, days: 5, starts: case, met: message never, overdue: [{ end: bad }] } }\nmessages: { never: { label: 消息 | M, from: window } }';
    expect(kinds(verdictOf('a', task('a', 'b') + task('b', 'a'), rest))).toEqual([]);
  });

  test('a deadline that is met moves nothing: its step is never closed by it', () => {
    const deadline = (met: string) =>
      `deadlines: { d: { label: 期限 | D, basis: working, days: 5, starts: case, met: ${met}, overdue: [{ close: [b], end: bad }] } }`;
    const steps = task('a', 'b') + task('b', '[{ end: good }]');
    expect(verdictOf('a', steps, deadline('completed a')).closedBy).toEqual(new Set());
    expect(verdictOf('a', steps, deadline('completed b')).closedBy).toEqual(new Set(['d b']));
  });

  test('a window that is shut when its step opens leaves it dead', () => {
    const rest = (window: string) =>
      `messages: { m: { label: 消息 | M, from: window, accepts: { ${window} }, do: [{ close: [a], goto: c }] } }`;
    const steps = task('a', '[{ end: good }]') + task('c', '[{ end: bad }]');
    expect(verdictOf('a', steps, rest('untilOpened: a')).deadSteps).toEqual(['c']);
    expect(verdictOf('a', steps, rest('untilDone: a')).deadSteps).toEqual([]);
  });

  test('a message that opens a step again and again piles up tokens', () => {
    const rest = 'messages: { m: { label: 消息 | M, from: window, do: [{ goto: a }] } }';
    expect(verdictOf('a', task('a', '[{ end: good }]'), rest).notes[0]?.note).toMatchObject({
      check: 'piles-up',
      step: 'a',
    });
  });
});

describe('an end while another branch is open', () => {
  const steps = (checks: string) =>
    task('a', '[{ end: good }]', checks) + task('b', '[{ done: true }]') + task('c', '[{ goto: [a, b] }]');
  const improper = (checks: string) =>
    verdictOf('c', steps(checks)).notes.filter(({ note }) => note.check === 'improper-completion').length;
  const check = (when: string) => `checks: [{ fault: x, when: '${when}', message: 尚未完成 | Not yet }], `;

  test('is noted, unless a check of the form waits for the other', () => {
    expect(improper('')).toBe(1);
    expect(improper(check('step("b").open'))).toBe(0);
    expect(improper(check('step("c").open'))).toBe(1);
    expect(improper(check('step("b").open and today() > date("2024-01-01")'))).toBe(1);
  });
});

describe('scopes', () => {
  const scope = (inner: string, after = '') => `  s:
    label: s | s
    subprocess: { start: i, steps: { i: { label: i | i, task: window, then: ${inner} } }${after} }
    then: [{ end: good }]
`;

  test('a subprocess is done when its last token is', () => {
    expect(verdictOf('s', scope('[{ done: true }]'))).toMatchObject({ stuck: [], deadSteps: [] });
  });

  test('an error that is caught leads on from the subprocess', () => {
    const verdict = verdictOf('s', scope('[{ error: x }]', ', catch: [{ error: x, then: [{ end: bad }] }]'));
    expect([...verdict.outcomes]).toEqual(['bad']);
  });

  test('an end inside ends the whole case', () => {
    expect([...verdictOf('s', scope('[{ end: bad }]')).outcomes]).toEqual(['bad']);
  });

  test('no, one and several instances are looked at', () => {
    const verdict = verdictOf('a', task('a', '[{ end: good }]', 'each: [x, y, z], '));
    expect(verdict).toMatchObject({ complete: true, stuck: [] });
    expect(verdict.states).toBeGreaterThan(3);
  });
});

test('past the limit nothing is proven', () => {
  const steps = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => task(id, 'j')).join('');
  const join = '  j: { label: j | j, join: all, then: [{ end: good }] }\n';
  const start = '[{ goto: [a, b, c, d, e, f] }]';
  expect(verdictOf(start, steps + join, '', 20).complete).toBe(false);
  expect(verdictOf(start, steps + join).complete).toBe(true);
});
