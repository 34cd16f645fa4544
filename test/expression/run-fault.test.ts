/**
 * Goal: what cannot be known at deployment stops the evaluation with a named fault and the place of it, never
 * with a wrong value or another exception.
 * Method: one line an expression, with the fault's code and the text of the node that failed; limits at the
 * limit and one past it.
 */
import { describe, expect, test } from 'vitest';
import { compileFeel } from '../../compiler/feel/compile.ts';
import { compileExpr } from '../../rules/expression/evaluate.ts';
import { EvaluationFault } from '../../rules/expression/fault.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { BOOLEAN, DATE, INTEGER, type Type } from '../../rules/expression/type.ts';
import { ITERATIONS_MAX, LIST_MAX } from '../../rules/expression/value.ts';
import { CONTEXT, compiled, ENV } from './fixture.ts';

function faultOf(tree: Expr): EvaluationFault {
  try {
    compileExpr(tree)(ENV);
  } catch (error) {
    if (error instanceof EvaluationFault) return error;
    throw error;
  }
  throw new Error('it gave a value');
}

const FAULTS: readonly (readonly [source: string, code: string, node: string])[] = [
  ['data.due > today()', 'null-operand', 'today() < data.due'],
  ['data.limit + 1', 'null-operand', 'data.limit + 1'],
  ['data.vip and true', 'null-condition', 'data.vip'],
  ['true and data.vip', 'null-condition', 'data.vip'],
  ['not(data.vip)', 'null-condition', 'data.vip'],
  ['if data.vip then 1 else 2', 'null-condition', 'data.vip'],
  ['data.tasks[data.vip]', 'null-condition', 'data.vip'],
  ['some t in data.tasks satisfies data.vip', 'null-condition', 'data.vip'],
  ['data.due + days(1)', 'null-operand', '(data.due + days(1))'],
  ['string join(data.tasks.note)', 'null-operand', 'string join(data.tasks.note, "")'],
  ['max(for t in data.tasks return t.note)', 'null-operand', ''],
  ['max([data.limit])', 'null-operand', 'max([data.limit])'],
  ['1 / (data.count - 3)', 'division-by-zero', '1 / (data.count - 3)'],
  ['modulo(1, data.count - 3)', 'division-by-zero', ''],
  ['0 ** -1', 'division-by-zero', ''],
  ['2 ** 1000', 'limit', ''],
  ['2 ** data.rate', 'wrong-type', ''],
  ['9007199254740991 + 1', 'out-of-range', ''],
  ['10 ** 100 * 10 ** 100 * 10 ** 100 * 10 ** 100', 'out-of-range', ''],
  ['data.date + years(9000)', 'out-of-range', ''],
  ['date(data.count, 2, 30 + 0 * data.count)', 'out-of-range', ''],
  ['date(data.item)', 'bad-text', 'date(data.item)'],
  ['date and time(data.item)', 'bad-text', ''],
  ['date and time(data.date, "24:00")', 'bad-text', ''],
  ['number(data.item)', 'bad-text', 'number(data.item)'],
  ['data.date + hours(5)', 'wrong-type', ''],
  ['data.extra.text + 1', 'wrong-type', ''],
  ['data.extra.n = "7"', 'wrong-type', 'data.extra.n = "7"'],
  ['data.extra.text > 3', 'wrong-type', ''],
  ['data.extra.n.x', 'wrong-type', 'data.extra.n.x'],
  ['data.extra and true', 'null-condition', 'data.extra'],
  ['count(data.extra.n)', 'wrong-type', ''],
  ['working day(date("2023-12-29"), 1)', 'unknown-year', 'working day("2023-12-29", 1)'],
  ['working days between(date("2022-12-29"), data.date)', 'unknown-year', ''],
  ['remove([1], 2)', 'out-of-range', ''],
  ['pad(-1, 3)', 'wrong-type', ''],
  ['pad("a", 5000)', 'limit', ''],
];

describe('faults of an evaluation', () => {
  test.each(FAULTS)('%s', (source, code, node) => {
    const fault = faultOf(compiled(source).tree);
    expect(fault.code).toBe(code);
    if (node !== '') expect(fault.source).toBe(node);
  });

  test('the failing node has a place in the source', () => {
    const source = 'data.count > 2 and data.limit + 1 > 2';
    const { tree, spans } = compiled(source);
    const { node } = faultOf(tree);
    const [from, to] = (node && spans.get(node)) ?? [0, 0];
    expect(source.slice(from, to)).toBe('data.limit + 1');
  });

  test('the unknown year and the earliest date come with the fault', () => {
    expect(faultOf(compiled('working day(date("2023-12-29"), 1)').tree).unknown).toStrictEqual({
      beyond: 2024,
      earliest: '2024-01-01',
    });
  });

  test('nothing to the right is evaluated once a condition is decided', () => {
    expect(compileExpr(compiled('false and 1 / 0 > 1 or true or data.vip').tree)(ENV)).toBe(true);
  });
});

const NEEDS: readonly (readonly [source: string, expected: Type, code: string])[] = [
  ['data.vip', BOOLEAN, 'null-condition'],
  ['data.extra', BOOLEAN, 'wrong-type'],
  ['data.due', DATE, 'null-operand'],
  ['data.extra.text', DATE, 'wrong-type'],
  ['data.extra.text', INTEGER, 'wrong-type'],
];

describe('what could not be proved at deployment is checked', () => {
  test.each(NEEDS)('%s', (source, expected, code) => {
    expect(faultOf(compiled(source, expected).tree).code).toBe(code);
  });

  test('and passes when it fits', () => {
    const result = compileFeel('data.extra.n', CONTEXT, INTEGER);
    expect(result.ok && compileExpr(result.tree)(ENV)).toBe(7);
  });
});

describe('limits', () => {
  test('a list as long as the limit, and one past it', () => {
    expect(compileExpr(compiled(`count(for i in 1..${LIST_MAX} return i)`).tree)(ENV)).toBe(LIST_MAX);
    const fault = faultOf(compiled(`count(for i in 1..${LIST_MAX + 1} return i)`).tree);
    expect([fault.code, fault.message]).toStrictEqual(['limit', expect.stringContaining(`${LIST_MAX}`)]);
    expect(faultOf(compiled(`for i in 1..2, j in 1..${LIST_MAX} return i`).tree).code).toBe('limit');
    expect(faultOf(compiled(`append(for i in 1..${LIST_MAX} return i, 1)`).tree).code).toBe('limit');
  });

  test('as many passes as the limit, and one past it', () => {
    const inner = 1000;
    const outer = ITERATIONS_MAX / inner;
    const passes = (a: number, b: number) => compiled(`some i in 1..${a}, j in 1..${b} satisfies i + j < 0`).tree;
    // The outer loop's own passes count too.
    expect(compileExpr(passes(outer - 1, inner))(ENV)).toBe(false);
    const fault = faultOf(passes(outer, inner));
    expect([fault.code, fault.message]).toStrictEqual(['limit', expect.stringContaining(`${ITERATIONS_MAX}`)]);
  });

  test('a text that grows past the limit', () => {
    expect(faultOf(compiled('string length(string join(for i in 1..90000 return "123456789012"))').tree).code).toBe(
      'limit',
    );
  });
});

test('the same tree object is compiled once', () => {
  const { tree } = compiled('data.count + 1');
  expect(compileExpr(tree)).toBe(compileExpr(tree));
});
