/**
 * Goal: where our FEEL means the same as the standard's, it gives the same values.
 * Method: well-typed expressions are generated over integers, booleans, texts and lists; feelin evaluates the
 * same source with the same data. Left out of the generator, because feelin reckons in doubles or differs
 * (docs/feel.md): decimals, division, null, dates, ranges whose ends are
 * in the wrong order, `sum` and extremes of empty lists.
 */
import fc from 'fast-check';
import { evaluate } from 'feelin';
import { expect, test } from 'vitest';
import { compileFeel } from '../../compiler/feel/compile.ts';
import { compileExpr } from '../../rules/expression/evaluate.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { BOOLEAN, INTEGER, listOf, recordOf, TEXT } from '../../rules/expression/type.ts';
import { ENV } from './fixture.ts';

type Sources = {
  number: string;
  boolean: string;
  text: string;
  numbers: string;
  texts: string;
};

const DATA = {
  n: 4,
  m: -3,
  yes: true,
  no: false,
  t: 'ab',
  u: '临汾',
  ns: [3, 1, 2, 3],
  ts: ['b', 'a', 'b'],
  rows: [
    { k: 1, s: 'x' },
    { k: 5, s: 'y' },
  ],
};
const TYPES = recordOf({
  n: INTEGER,
  m: INTEGER,
  yes: BOOLEAN,
  no: BOOLEAN,
  t: TEXT,
  u: TEXT,
  ns: listOf(INTEGER),
  ts: listOf(TEXT),
  rows: listOf(recordOf({ k: INTEGER, s: TEXT })),
});

const pick = fc.constantFrom;
const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((all) => all.join(''));
const is = fc.constant;

const generated = fc.letrec<Sources>((tie) => {
  const n = tie('number');
  const b = tie('boolean');
  const t = tie('text');
  const ns = tie('numbers');
  const ts = tie('texts');
  return {
    number: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'd' },
      fc.oneof(pick('data.n', 'data.m'), fc.integer({ min: 0, max: 20 }).map(String)),
      join(is('('), n, pick(' + ', ' - ', ' * '), n, is(')')),
      join(is('(if '), b, is(' then '), n, is(' else '), n, is(')')),
      join(pick('count(', 'sum('), join(is('append('), ns, is(', '), n, is('))'))),
      join(pick('min(', 'max('), n, is(', '), n, is(')')),
      join(is('abs('), n, is(')')),
      join(is('string length('), t, is(')')),
      join(is('(-'), n, is(')')),
    ),
    boolean: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'd' },
      pick('data.yes', 'data.no', 'true', 'false'),
      join(is('('), n, pick(' = ', ' != ', ' < ', ' <= ', ' > ', ' >= '), n, is(')')),
      join(is('('), t, pick(' = ', ' != '), t, is(')')),
      join(is('('), b, pick(' and ', ' or '), b, is(')')),
      join(is('not('), b, is(')')),
      join(is('('), n, pick(' between -2 and 5)', ' between 3 and 3)', ' between data.m and data.n)')),
      join(is('('), n, pick(' in [-2..5])', ' in (3..9))', ' in [data.m..data.n))', ' in (< 2, > 7))')),
      join(is('('), n, is(' in ('), n, is(', '), n, is('))')),
      join(is('list contains('), ns, is(', '), n, is(')')),
      join(pick('(some ', '(every '), is('x in '), ns, is(' satisfies x > '), n, is(')')),
      join(pick('contains(', 'starts with(', 'ends with('), t, is(', '), t, is(')')),
    ),
    text: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'd' },
      pick('data.t', 'data.u', '"a"', '"临"', '""'),
      join(is('('), t, is(' + '), t, is(')')),
      join(is('substring('), t, pick(', 1)', ', 2)', ', -1)', ', 1, 2)')),
      join(is('(if '), b, is(' then '), t, is(' else '), t, is(')')),
      join(pick('upper case(', 'lower case('), t, is(')')),
      join(is('string join('), ts, is(', "-")')),
      join(is('string('), n, is(')')),
    ),
    numbers: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'd' },
      pick('data.ns', 'data.rows.k'),
      join(is('['), n, is(', '), n, is(']')),
      join(is('(for x in '), ns, is(' return x + '), n, is(')')),
      join(is('(for x in 1..3, y in '), ns, is(' return x * y)')),
      join(ns, is('[item > '), n, is(']')),
      join(is('concatenate('), ns, is(', '), ns, is(')')),
      join(is('distinct values('), ns, is(')')),
      join(is('union('), ns, is(', '), ns, is(')')),
      join(is('reverse('), ns, is(')')),
      join(is('sort('), ns, pick(', function(p, q) p < q)', ', function(p, q) p > q)')),
      join(is('index of('), ns, is(', '), n, is(')')),
    ),
    texts: fc.oneof(
      { maxDepth: 2, depthIdentifier: 'd' },
      pick('data.ts', 'data.rows.s'),
      join(is('['), t, is(', '), t, is(']')),
      join(is('reverse('), ts, is(')')),
      join(is('(for x in '), ts, is(' return x + '), t, is(')')),
    ),
  };
});

const source = fc.oneof(generated.number, generated.boolean, generated.text, generated.numbers, generated.texts);

test('our values are those of feelin', () => {
  fc.assert(
    fc.property(source, (text) => {
      const ours = compileFeel(text, { roots: { data: TYPES } });
      // Literals that never meet, as in `"a" = (if x then "b" else "c")`, are refused here and false there.
      fc.pre(ours.ok || ours.faults.some(({ code }) => code !== 'unknown-code'));
      if (!ours.ok) throw new Error(`${text}: ${JSON.stringify(ours.faults)}`);
      const env = { ...ENV, roots: { data: DATA } };
      const value = compileExpr(ours.tree)(env);
      // feelin's −0 is 0 in JSON, and so in ours.
      const theirs: unknown = JSON.parse(JSON.stringify(evaluate(text, { data: DATA }).value));
      expect(value).toStrictEqual(theirs);
      expect(compileExpr(JSON.parse(JSON.stringify(ours.tree)) as Expr)(env)).toStrictEqual(value);
    }),
    { numRuns: 300 },
  );
}, 60_000);
