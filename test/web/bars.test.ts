/** Goal: deadlines become bars that tell the days as the API explained them. Method: examples. */
import { expect, test } from 'vitest';
import type { Deadline, Explanation } from '../../web/src/api/queries.ts';
import { barOf, daysOff, monthsOf, nearRange, placed, rangeOf } from '../../web/src/case/bars.ts';

const deadline = (basis: Deadline['basis'], from: string, due: string): Deadline => ({
  id: 'd',
  label: { zh: '期限', en: 'Deadline' },
  citations: [],
  state: 'running',
  basis,
  from,
  days: 3,
  extensions: 0,
  due,
  earliest: null,
  unknownYear: null,
  daysLeft: 1,
});

const days: Explanation['days'] = [
  { date: '2024-02-08', why: 'start' },
  { date: '2024-02-09', why: 'counted', n: 1 },
  { date: '2024-02-10', why: 'holiday' },
  { date: '2024-02-11', why: 'weekend' },
  { date: '2024-02-12', why: 'suspended' },
  { date: '2024-02-13', why: 'counted', n: 2 },
  { date: '2024-02-14', why: 'counted', n: 3 },
];

test('neighbouring days of one kind are one stretch, holidays and weekends alike', () => {
  expect(barOf(deadline('working', '2024-02-08', '2024-02-14'), days).stretches).toEqual([
    { from: '2024-02-09', to: '2024-02-09', kind: 'counted' },
    { from: '2024-02-10', to: '2024-02-11', kind: 'off' },
    { from: '2024-02-12', to: '2024-02-12', kind: 'suspended' },
    { from: '2024-02-13', to: '2024-02-14', kind: 'counted' },
  ]);
});

test('a fixed date is one stretch from the start to it', () => {
  const bar = barOf(deadline('fixed', '2024-01-05', '2024-12-31'), [{ date: '2024-12-31', why: 'fixed' }]);
  expect(bar.stretches).toEqual([{ from: '2024-01-05', to: '2024-12-31', kind: 'fixed' }]);
});

test('the range holds all bars and today; the near one the weeks around today', () => {
  const bar = barOf(deadline('fixed', '2024-01-05', '2024-12-31'), [{ date: '2024-12-31', why: 'fixed' }]);
  const all = rangeOf([bar], '2024-03-01');
  expect(all).toEqual({ from: '2024-01-02', to: '2025-01-05' });
  expect(nearRange(all, '2024-03-01')).toEqual({ from: '2024-01-31', to: '2024-05-30' });
  expect(nearRange(all, '2024-01-10').from).toBe('2024-01-02');
});

test('what lies outside the range is cut off, what lies before or after it is not there', () => {
  const range = { from: '2024-02-01', to: '2024-02-10' };
  const spans = [
    { from: '2024-01-20', to: '2024-02-05', kind: 'a' },
    { from: '2024-03-01', to: '2024-03-02', kind: 'b' },
  ];
  expect(placed(spans, range)).toEqual([{ from: '2024-01-20', to: '2024-02-05', kind: 'a', left: 0, width: 0.5 }]);
});

test('days off: weekends, holidays instead of working days, working days instead of weekends', () => {
  const year = { off: ['2024-02-09', '2024-02-12'], work: ['2024-02-18'] };
  expect(daysOff({ from: '2024-02-08', to: '2024-02-18' }, [year])).toEqual([
    { from: '2024-02-09', to: '2024-02-09', kind: 'holiday' },
    { from: '2024-02-10', to: '2024-02-11', kind: 'weekend' },
    { from: '2024-02-12', to: '2024-02-12', kind: 'holiday' },
    { from: '2024-02-17', to: '2024-02-17', kind: 'weekend' },
    { from: '2024-02-18', to: '2024-02-18', kind: 'make-up' },
  ]);
});

test('months of a range, the first and last as far as they reach', () => {
  expect(monthsOf({ from: '2024-01-30', to: '2024-02-02' })).toEqual([
    { from: '2024-01-30', to: '2024-01-31', kind: '2024-01' },
    { from: '2024-02-01', to: '2024-02-02', kind: '2024-02' },
  ]);
});
