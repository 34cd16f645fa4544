/**
 * Goal: vacancies go to who waits, in draw order, whole units only. Method: the cases of the rules, and properties over
 * random lists.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refill, type Waiting } from '../../rules/functions/refill.ts';

const lists: fc.Arbitrary<Waiting[]> = fc
  .uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 50 })
  .chain((numbers) =>
    fc.tuple(...numbers.map((no) => fc.integer({ min: 1, max: 4 }).map((size) => ({ no, code: `K${no}`, size })))),
  );
const places = fc.integer({ min: 0, max: 60 });

test('the smaller draw number comes first', () => {
  const waiting = [
    { no: 9, code: 'B', size: 1 },
    { no: 7, code: 'A', size: 1 },
  ];
  expect(refill(1, waiting)).toEqual({ admitted: ['A'], waiting: ['B'], left: 0 });
});

test('twins that one place does not hold stay, and the next gets it', () => {
  const waiting = [
    { no: 7, code: 'A', size: 2 },
    { no: 8, code: 'B', size: 1 },
  ];
  expect(refill(1, waiting)).toEqual({ admitted: ['B'], waiting: ['A'], left: 0 });
});

test('without anyone waiting the places stay', () => {
  expect(refill(2, [])).toEqual({ admitted: [], waiting: [], left: 2 });
});

test('every unit is admitted or waits, both by number, and no more is given than there is', () => {
  fc.assert(
    fc.property(places, lists, (vacancies, waiting) => {
      const result = refill(vacancies, waiting);
      const of = (code: string) => waiting.find((unit) => unit.code === code) as Waiting;
      const numbers = (codes: string[]) => codes.map((code) => of(code).no);
      expect([...result.admitted, ...result.waiting].sort()).toEqual(waiting.map(({ code }) => code).sort());
      for (const list of [result.admitted, result.waiting])
        expect(numbers(list)).toEqual(numbers(list).toSorted((a, b) => a - b));
      expect(result.admitted.reduce((sum, code) => sum + of(code).size, 0) + result.left).toBe(vacancies);
      for (const code of result.waiting) expect(of(code).size).toBeGreaterThan(result.left);
    }),
  );
});

test('the order of the list has no influence', () => {
  fc.assert(
    fc.property(places, lists, (vacancies, waiting) => {
      expect(refill(vacancies, waiting.toReversed())).toEqual(refill(vacancies, waiting));
    }),
  );
});

test('two vacancies at once give what two after another give, where all are single children', () => {
  fc.assert(
    fc.property(places, places, lists, (first, second, list) => {
      const waiting = list.map((unit) => ({ ...unit, size: 1 }));
      const one = refill(first, waiting);
      const rest = waiting.filter(({ code }) => one.waiting.includes(code));
      const two = refill(second + one.left, rest);
      expect([...one.admitted, ...two.admitted]).toEqual(refill(first + second, waiting).admitted);
    }),
  );
});
