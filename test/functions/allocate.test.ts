/**
 * Goal: places go by rank, number and code, nobody is lost, no school gets more than it has free. Method: the cases of
 * the rules, and properties over random lists.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { APPLICANTS_MAX, type Applicant, allocate } from '../../rules/functions/allocate.ts';

const one = (code: string, rank: number, more: Partial<Applicant> = {}): Applicant => ({
  ...{ code, rank, drawNo: 1, mayBeReallocated: rank > 1, near: [] },
  ...more,
});
const schools = ['s1', 's2', 's3'];
const lists: fc.Arbitrary<Applicant[]> = fc
  .uniqueArray(fc.stringMatching(/^[A-Z0-9]{1,4}$/), { maxLength: 40 })
  .chain((codes) =>
    fc.tuple(
      ...codes.map((code) =>
        fc.record({
          code: fc.constant(code),
          rank: fc.integer({ min: 1, max: 3 }),
          drawNo: fc.integer({ min: 1, max: 9 }),
          mayBeReallocated: fc.boolean(),
          near: fc.subarray(schools),
        }),
      ),
    ),
  );
const frees = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 })
  .map((places) => schools.map((school, i) => ({ school, places: places[i] as number })));

test('rank comes before number, number before code', () => {
  const list = [one('D', 2), one('C', 1, { drawNo: 2 }), one('B', 1), one('A', 1, { drawNo: 2 })];
  expect(allocate(4, list, []).admitted).toEqual(['B', 'A', 'C', 'D']);
});

test('codes are compared by bytes: a character beyond the basic plane comes last', () => {
  expect(allocate(2, [one('𠮷', 1), one('﹪', 1)], []).admitted).toEqual(['﹪', '𠮷']);
});

test('the nearest school with a place left, or none', () => {
  const near = ['s1', 's2'];
  const list = [one('A', 3, { near, drawNo: 1 }), one('B', 3, { near, drawNo: 2 }), one('C', 3, { near, drawNo: 3 })];
  const free = [
    { school: 's1', places: 1 },
    { school: 's2', places: 1 },
  ];
  expect(allocate(0, list, free).overflow).toEqual([
    { code: 'A', school: 's1' },
    { code: 'B', school: 's2' },
    { code: 'C', school: null },
  ]);
});

test('everyone is in one list, in order; no plan is exceeded', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), lists, frees, (plan, list, free) => {
      const result = allocate(plan, list, free);
      const codes = [...result.admitted, ...result.kept, ...result.overflow.map(({ code }) => code)];
      expect(codes.toSorted()).toEqual(list.map(({ code }) => code).toSorted());
      expect(result.admitted).toHaveLength(Math.min(plan, list.length));
      expect(result.planShortfall).toBe(result.kept.length);
      for (const { school, places } of free)
        expect(result.overflow.filter((sent) => sent.school === school).length).toBeLessThanOrEqual(places);
      for (const code of result.kept) expect(list.find((a) => a.code === code)?.mayBeReallocated).toBe(false);
    }),
  );
});

test('the order of the lists has no influence', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 50 }), lists, frees, (plan, list, free) => {
      expect(allocate(plan, list.toReversed(), free.toReversed())).toEqual(allocate(plan, list, free));
    }),
  );
});

test('a list past the limit is a fault', () => {
  const list = Array.from({ length: APPLICANTS_MAX + 1 }, (_, i) => one(`A${i}`, 1));
  expect(() => allocate(1, list, [])).toThrow('the limit is 100000');
});
