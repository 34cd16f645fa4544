/**
 * Goal: a draw between two schools that anyone can repeat and that gives no more than there is. Method: the texts and
 * hashes of small pools by hand and node:crypto, properties over random pools.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  choiceDraw,
  choicePoolHash,
  choicePoolText,
  PUPILS_MAX,
  type Pupil,
  type Side,
} from '../../rules/functions/choice-draw.ts';

const sides = (a: number, b: number): [Side, Side] => [
  { id: 'a', places: a },
  { id: 'b', places: b },
];
const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const pools: fc.Arbitrary<Pupil[]> = fc
  .uniqueArray(fc.stringMatching(/^[0-9A-Z-]{1,6}$/), { maxLength: 40 })
  .chain((codes) =>
    fc.tuple(...codes.map((code) => fc.record({ code: fc.constant(code), choice: fc.constantFrom('a', 'b') }))),
  );
const places = fc.integer({ min: 0, max: 30 });

test('the text of a pool is that of its places and its pupils by code', () => {
  const pupils = [
    { code: 'P2', choice: 'b' },
    { code: 'P1', choice: 'a' },
  ];
  expect(choicePoolText(sides(2, 3), pupils)).toBe('a=2\nb=3\nP1,a\nP2,b\n');
  expect(choicePoolHash(sides(2, 3), pupils)).toBe(sha256('a=2\nb=3\nP1,a\nP2,b\n'));
  expect(choicePoolHash(sides(0, 0), [])).toBe(sha256('a=0\nb=0\n'));
});

test('where both have places for all, nothing is drawn', () => {
  fc.assert(
    fc.property(pools, fc.stringMatching(/^[!-{}~]{1,8}$/), (pupils, seed) => {
      const { drawn, order, placements, unplaced } = choiceDraw(seed, sides(40, 40), pupils);
      expect({ drawn, order, unplaced }).toEqual({ drawn: [], order: [], unplaced: [] });
      expect(placements.every(({ code, school }) => pupils.find((p) => p.code === code)?.choice === school)).toBe(true);
    }),
  );
});

test('key order decides, own choosers come first, and nobody stays out while there is a place', () => {
  fc.assert(
    fc.property(pools, places, places, (pupils, a, b) => {
      const result = choiceDraw('seed', sides(a, b), pupils);
      const key = (code: string) => sha256(`seed|${code}`);
      const sorted = (codes: string[]) => codes.toSorted((x, y) => (key(x) < key(y) ? -1 : 1));
      const choosers = { a: pupils.filter((p) => p.choice === 'a'), b: pupils.filter((p) => p.choice === 'b') };
      const got = (school: string | null) => result.placements.filter((p) => p.school === school).map((p) => p.code);
      expect(result.placements.map((p) => p.code)).toEqual(pupils.map((p) => p.code).toSorted());
      expect(result.drawn).toEqual([...(choosers.a.length > a ? ['a'] : []), ...(choosers.b.length > b ? ['b'] : [])]);
      const inDraw = pupils.filter((p) => result.drawn.includes(p.choice)).map((p) => p.code);
      expect(result.order.map((p) => p.code)).toEqual(sorted(inDraw));
      expect(result.order.map((p) => p.no)).toEqual(inDraw.map((_, i) => i + 1));
      for (const [id, of, plan] of [
        ['a', choosers.a, a],
        ['b', choosers.b, b],
      ] as const) {
        const first = sorted(of.map((p) => p.code)).slice(0, plan);
        expect(got(id)).toEqual(expect.arrayContaining(first));
        expect(got(id).length).toBeLessThanOrEqual(plan);
      }
      expect(result.unplaced).toEqual(sorted(got(null)));
      if (result.unplaced.length > 0) expect([got('a').length, got('b').length]).toEqual([a, b]);
      expect(choiceDraw('seed', sides(a, b), pupils.toReversed())).toEqual(result);
    }),
  );
});

test('a pool past the limit is a fault', () => {
  const pupils = Array.from({ length: PUPILS_MAX + 1 }, (_, i) => ({ code: `P${i}`, choice: 'a' }));
  expect(() => choicePoolHash(sides(1, 1), pupils)).toThrow('the limit is 100000');
});
