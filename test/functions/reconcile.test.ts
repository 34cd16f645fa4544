/**
 * Goal: every line gets one status, and the sums are those of the lists. Method: each status by hand with its
 * neighbours, properties over random lists.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CentreLine, type HospitalLine, reconcile } from '../../rules/functions/reconcile.ts';

const line = (waiverNo: string, amountFen: number, useDate = '2023-08-01'): HospitalLine => ({
  waiverNo,
  useDate,
  amountFen,
});

test('each line gets the first status that applies', () => {
  const hospital = [line('A', 5), line('A', 5, '2022-01-01'), line('B', 7, '2022-12-31'), line('C', 9), line('D', 3)];
  const centre = [
    { waiverNo: 'D', amountFen: 4 },
    { waiverNo: 'B', amountFen: 7 },
    { waiverNo: 'A', amountFen: 5 },
  ];
  expect(reconcile(2023, hospital, centre)).toEqual({
    lines: [
      { waiverNo: 'A', status: 'agreed', differenceFen: 0 },
      { waiverNo: 'A', status: 'duplicate', differenceFen: 5 },
      { waiverNo: 'B', status: 'wrong-year', differenceFen: 7 },
      { waiverNo: 'C', status: 'not-in-centre', differenceFen: 9 },
      { waiverNo: 'D', status: 'amount-differs', differenceFen: -1 },
    ],
    agreedFen: 5,
    disputedFen: 24,
    unclaimedFen: 0,
    result: 'differences',
  });
});

test('what nobody claims comes last, by the bytes of its number, and no amount is minus nought', () => {
  const centre = ['𠮷', 'b', '﹪', 'B'].map((waiverNo) => ({ waiverNo, amountFen: waiverNo === 'b' ? 0 : 2 }));
  const { lines, unclaimedFen } = reconcile(2023, [], centre);
  expect(lines.map(({ waiverNo }) => waiverNo)).toEqual(['B', 'b', '﹪', '𠮷']);
  expect(lines.map(({ differenceFen }) => differenceFen)).toEqual([-2, 0, -2, -2]);
  expect(unclaimedFen).toBe(6);
});

test('without a line all is agreed', () => {
  expect(reconcile(2023, [], [])).toEqual({
    lines: [],
    agreedFen: 0,
    disputedFen: 0,
    unclaimedFen: 0,
    result: 'agreed',
  });
});

const numbers = fc.stringMatching(/^[A-D][0-9]$/);
const hospitals = fc.array(
  fc.tuple(numbers, fc.integer({ min: 0, max: 9 }), fc.constantFrom('2022-12-31', '2023-01-01')),
);
const centres: fc.Arbitrary<CentreLine[]> = fc.uniqueArray(
  fc.record({ waiverNo: numbers, amountFen: fc.integer({ min: 0, max: 9 }) }),
  { selector: ({ waiverNo }) => waiverNo },
);

test('sums are those of the lists, and the order of the centre has no influence', () => {
  fc.assert(
    fc.property(hospitals, centres, (rows, centre) => {
      const hospital = rows.map(([no, amount, date]) => line(no, amount, date));
      const result = reconcile(2023, hospital, centre);
      const sum = hospital.reduce((total, { amountFen }) => total + amountFen, 0);
      expect(result.agreedFen + result.disputedFen).toBe(sum);
      expect(result.lines.slice(0, hospital.length).map((l) => l.waiverNo)).toEqual(hospital.map((l) => l.waiverNo));
      expect(result.lines.filter((l) => l.status === 'agreed').length).toBeLessThanOrEqual(centre.length);
      expect(result.result === 'agreed').toBe(
        result.disputedFen + result.unclaimedFen === 0 && result.lines.every((l) => l.status === 'agreed'),
      );
      expect(reconcile(2023, hospital, centre.toReversed())).toEqual(result);
    }),
  );
});
