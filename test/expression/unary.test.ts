/**
 * Goal: a cell of a decision table says what it says in DMN.
 * Method: one line a cell, with inputs that pass and inputs that do not.
 */
import { describe, expect, test } from 'vitest';
import { compileUnary } from '../../compiler/feel/compile.ts';
import { compileExpr } from '../../rules/expression/evaluate.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { BOOLEAN, DATE, enumOf, INTEGER, listOf, optional, TEXT, type Type } from '../../rules/expression/type.ts';
import type { Json } from '../../rules/json.ts';
import { CONTEXT, ENV } from './fixture.ts';

function passes(cell: string, type: Type, input: Json): Json {
  const result = compileUnary(cell, type, CONTEXT);
  if (!result.ok) throw new Error(`${cell}: ${JSON.stringify(result.faults)}`);
  return compileExpr(result.tree)({ ...ENV, roots: { ...ENV.roots, '?': input } });
}

const CODES = enumOf('a', 'b', 'c');
const CELLS: readonly { cell: string; type: Type; yes: Json[]; no: Json[] }[] = [
  { cell: '-', type: optional(INTEGER), yes: [1, null], no: [] },
  { cell: '5', type: INTEGER, yes: [5], no: [4] },
  { cell: '"a","b"', type: CODES, yes: ['a', 'b'], no: ['c'] },
  { cell: 'not("a","b")', type: CODES, yes: ['c'], no: ['a', 'b'] },
  { cell: '[1..5]', type: INTEGER, yes: [1, 5], no: [0, 6] },
  { cell: '(0..10]', type: INTEGER, yes: [1, 10], no: [0, 11] },
  { cell: ']1..5[', type: INTEGER, yes: [2, 4], no: [1, 5] },
  { cell: '< 5', type: INTEGER, yes: [4], no: [5] },
  { cell: '>= 5', type: INTEGER, yes: [5], no: [4] },
  { cell: '1, < 0, [10..20]', type: INTEGER, yes: [1, -1, 15], no: [0, 9, 21] },
  { cell: 'not(< 5)', type: INTEGER, yes: [5], no: [4] },
  { cell: 'null', type: optional(INTEGER), yes: [null], no: [1] },
  { cell: 'not(null)', type: optional(INTEGER), yes: [1], no: [null] },
  { cell: 'null, "a"', type: optional(CODES), yes: [null, 'a'], no: ['b'] },
  { cell: '"a"', type: optional(CODES), yes: ['a'], no: [null, 'b'] },
  { cell: 'true', type: BOOLEAN, yes: [true], no: [false] },
  { cell: 'false', type: optional(BOOLEAN), yes: [false], no: [true, null] },
  { cell: '? > 3 and ? < data.count + 3', type: INTEGER, yes: [4, 5], no: [3, 6] },
  { cell: 'contains(?, "汾")', type: TEXT, yes: ['临汾'], no: ['太原'] },
  { cell: 'not(starts with(?, "x"))', type: TEXT, yes: ['a'], no: ['xa'] },
  { cell: 'date("2023-01-01")', type: DATE, yes: ['2023-01-01'], no: ['2023-01-02'] },
  { cell: '> today()', type: DATE, yes: ['2023-08-21'], no: ['2023-08-20'] },
  { cell: '[date("2023-01-01")..data.date]', type: DATE, yes: ['2023-08-20'], no: ['2023-08-21'] },
  { cell: 'data.codes', type: TEXT, yes: ['a', 'b'], no: ['c'] },
  { cell: 'data.count', type: INTEGER, yes: [3], no: [4] },
  { cell: '["a"]', type: listOf(TEXT), yes: [['a']], no: [['b'], []] },
  { cell: 'list contains(?, "a")', type: listOf(TEXT), yes: [['a', 'b']], no: [[]] },
];

describe('cells', () => {
  test.each(CELLS)('$cell', ({ cell, type, yes, no }) => {
    for (const input of yes) expect([input, passes(cell, type, input)]).toStrictEqual([input, true]);
    for (const input of no) expect([input, passes(cell, type, input)]).toStrictEqual([input, false]);
  });
});

const BAD: readonly { cell: string; type: Type; faults: string[] }[] = [
  { cell: '', type: INTEGER, faults: ['syntax'] },
  { cell: '"d"', type: CODES, faults: ['unknown-code'] },
  { cell: '"a", "d"', type: CODES, faults: ['unknown-code'] },
  { cell: '"5"', type: INTEGER, faults: ['type-mismatch'] },
  { cell: '< "5"', type: INTEGER, faults: ['type-mismatch'] },
  { cell: '["a".."b"]', type: INTEGER, faults: ['type-mismatch'] },
  { cell: '? + 1', type: INTEGER, faults: ['not-boolean'] },
  { cell: '＜ 5', type: INTEGER, faults: ['full-width'] },
  { cell: '> dat.count', type: INTEGER, faults: ['unknown-name'] },
  { cell: '> "2023-01-01"', type: DATE, faults: ['type-mismatch'] },
];

describe('faults of cells', () => {
  test.each(BAD)('$cell', ({ cell, type, faults }) => {
    const result = compileUnary(cell, type, CONTEXT);
    const codes = result.ok ? [] : result.faults.map(({ code }) => code);
    expect([...new Set(codes)]).toStrictEqual(faults);
  });
});

test('a comparison with an input that may be null is warned of', () => {
  const result = compileUnary('< 5', optional(INTEGER), CONTEXT);
  expect(result.ok && result.warnings.map(({ code }) => code)).toStrictEqual(['may-be-null']);
  const guarded = compileUnary('? != null and ? < 5', optional(INTEGER), CONTEXT);
  expect(guarded.ok && guarded.warnings).toStrictEqual([]);
});

test('the cell can be tied to the expression of its input', () => {
  const subject: Expr = { op: 'path', root: 'data', path: ['count'] };
  const result = compileUnary('[1..3]', INTEGER, CONTEXT, subject);
  expect(result.ok && compileExpr(result.tree)(ENV)).toBe(true);
  expect(result.ok && result.reads).toStrictEqual([['data', 'count']]);
});
