/**
 * Goal: the draw and the refill give every unit one place or one number, never exceed the plan, and can be repeated by
 * anyone. Method: the worked example of the rules to the letter; properties over random pools, against a second
 * implementation that shares no code (node:crypto, a plain loop); the limit and one past it.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EvaluationFault } from '../../rules/expression/fault.ts';
import { draw, poolHash, poolText, UNITS_MAX, type Unit } from '../../rules/functions/draw.ts';
import { FUNCTIONS } from '../../rules/functions/registry.ts';

const EXAMPLE: Unit[] = [
  { code: 'A1', children: ['A1'] },
  { code: 'A2', children: ['A2'] },
  { code: 'A3', children: ['A3', 'A4'] },
];

/** Units of one to four children; no code twice, the smallest names the unit. */
const pools: fc.Arbitrary<Unit[]> = fc
  .tuple(
    fc.uniqueArray(fc.stringMatching(/^[0-9A-Z-]{1,6}$/), { maxLength: 60 }),
    fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 60, maxLength: 60 }),
  )
  .map(([codes, sizes]) => {
    const units: Unit[] = [];
    for (let at = 0, i = 0; at < codes.length; at += sizes[i] as number, i++) {
      const children = codes.slice(at, at + (sizes[i] as number));
      units.push({ code: [...children].sort()[0] as string, children });
    }
    return units;
  });
const seeds = fc.stringMatching(/^[!-{}~]{1,64}$/);
const plans = fc.integer({ min: 0, max: 80 });

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const children = (units: readonly Unit[]): number => units.reduce((sum, unit) => sum + unit.children.length, 0);

/** The rules read aloud: numbers by key, then each in turn gets places if they reach. */
function repeated(seed: string, plan: number, units: readonly Unit[]) {
  const keyed = units.map((unit) => ({ ...unit, key: sha256(`${seed}|${unit.code}`) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  let left = plan;
  const admitted: string[] = [];
  const waiting: string[] = [];
  for (const unit of keyed) {
    if (unit.children.length > left) waiting.push(unit.code);
    else {
      admitted.push(unit.code);
      left -= unit.children.length;
    }
  }
  return { admitted, waiting, left };
}

describe('the pool', () => {
  test('has the text and hash of the example', () => {
    expect(poolText(2, EXAMPLE)).toBe('plan=2\nA1:A1\nA2:A2\nA3:A3,A4\n');
    expect(poolHash(2, EXAMPLE)).toBe('92596a45da78d03633489de3f49435c3a5890eb2ba15ef317ca24253bf5f8217');
  });

  test('has one text, in whatever order units and children come', () => {
    fc.assert(
      fc.property(pools, plans, fc.infiniteStream(fc.integer()), (units, plan, chance) => {
        const keyed = units.map((unit) => ({ unit, by: chance.next().value }));
        const mixed = keyed.sort((a, b) => a.by - b.by).map(({ unit }) => unit);
        const turned = mixed.map((unit) => ({ ...unit, children: unit.children.toReversed() }));
        expect(poolText(plan, turned)).toBe(poolText(plan, units));
        expect(poolHash(plan, units)).toBe(sha256(poolText(plan, units)));
      }),
    );
  });

  test('has another hash with another plan or one child less', () => {
    fc.assert(
      fc.property(
        pools.filter((units) => units.length > 0),
        plans,
        (units, plan) => {
          expect(poolHash(plan + 1, units)).not.toBe(poolHash(plan, units));
          expect(poolHash(plan, units.slice(1))).not.toBe(poolHash(plan, units));
        },
      ),
    );
  });
});

describe('the draw', () => {
  test('passes over bound children that do not fit and keeps their number', () => {
    const result = draw('20230823', 2, EXAMPLE);
    expect(result.order.map(({ no, code, result: what }) => [no, code, what])).toEqual([
      [1, 'A2', 'admitted'],
      [2, 'A3', 'waiting'],
      [3, 'A1', 'admitted'],
    ]);
    expect(result).toMatchObject({
      drawn: true,
      admitted: ['A2', 'A1'],
      waiting: ['A3'],
      admittedChildren: 2,
      left: 0,
    });
  });

  test('is none where there are places for all', () => {
    fc.assert(
      fc.property(seeds, pools, fc.nat(20), (seed, units, spare) => {
        const result = draw(seed, children(units) + spare, units);
        expect(result).toEqual({
          drawn: false,
          order: [],
          admitted: units.map(({ code }) => code).sort(),
          admittedChildren: children(units),
          waiting: [],
          left: spare,
        });
      }),
    );
  });

  test('places every unit once, whole, within the plan', () => {
    fc.assert(
      fc.property(seeds, plans, pools, (seed, plan, units) => {
        const { admitted, waiting, admittedChildren, left } = draw(seed, plan, units);
        expect([...admitted, ...waiting].sort()).toEqual(units.map(({ code }) => code).sort());
        expect(admittedChildren).toBe(children(units.filter(({ code }) => admitted.includes(code))));
        expect(admittedChildren + left).toBe(plan);
        expect(left).toBeGreaterThanOrEqual(0);
        for (const code of waiting)
          expect(units.find((unit) => unit.code === code)?.children.length).toBeGreaterThan(left);
      }),
    );
  });

  test('gives the same whatever the order of the input, and what a second implementation gives', () => {
    fc.assert(
      fc.property(seeds, plans, pools, (seed, plan, units) => {
        const result = draw(seed, plan, units);
        expect(draw(seed, plan, units.toReversed())).toEqual(result);
        if (result.drawn) expect(result).toMatchObject(repeated(seed, plan, units));
      }),
    );
  });

  test('is another with another seed', () => {
    const units = Array.from({ length: 40 }, (_, i) => ({ code: `K${i}`, children: [`K${i}`] }));
    expect(draw('1', 10, units).admitted).not.toEqual(draw('2', 10, units).admitted);
  });

  test('takes a pool at the limit, and none past it', () => {
    const units = Array.from({ length: UNITS_MAX }, (_, i) => ({ code: `K${i}`, children: [`K${i}`] }));
    const result = draw('5-3-6-1', 530, units);
    expect(result.admitted).toHaveLength(530);
    expect(result.waiting).toHaveLength(UNITS_MAX - 530);
    expect(() => draw('5-3-6-1', 530, [...units, { code: 'A', children: ['A'] }])).toThrow(EvaluationFault);
    expect(() => poolHash(530, [...units, { code: 'A', children: ['A'] }])).toThrow(/limit is 100000/);
  }, 60_000);
});

test('decisions call them by name', () => {
  const units = [{ code: 'A', children: ['A'] }];
  expect(FUNCTIONS['pool-hash']?.({ plan: 1, units })).toEqual({ poolHash: sha256('plan=1\nA:A\n') });
  expect(FUNCTIONS.draw?.({ seed: '1', plan: 1, units })).toMatchObject({ drawn: false, admitted: ['A'] });
});
