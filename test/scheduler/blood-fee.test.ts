/**
 * Goal: what the waiver of blood fees owes by itself, a case for each hospital that counts on the day: its set-up, its
 * progress month by month, its settlement year by year. Method: the shipped schedules, ticked over rows of hospitals.
 */
import { expect, test } from 'vitest';
import { instantAt, localDate } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { type Duty, dueSchedules } from '../../scheduler/tick.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

const HOSPITALS: JsonObject[] = [
  { key: '第一医院', county: '尧都区', bloodUse: 'active' },
  { key: '第二医院', county: '侯马市', bloodUse: 'active', liveOn: '2023-06-30' },
  { key: '第三医院', county: '尧都区', bloodUse: 'cancelled' },
  { key: '第四医院' },
];

function owed(name: string, from: string, to: string): Duty[] {
  const { procedure, decisions } = programOf(shippedDefinitions(), `blood-fee.${name}`);
  const sources = procedure.schedules.map((schedule) => ({
    procedure: procedure.id,
    schedule,
    tables: procedure.tables,
    decisions,
    register: (register: string) => (register === 'hospitals' ? HOSPITALS : []),
  }));
  const due = dueSchedules(sources, calendar, instantAt(from, '00:00'), instantAt(to, '23:59'));
  expect(due).toMatchObject({ faults: [], waiting: [] });
  return due.duties;
}

test('the set-up of every hospital begins once, on the day of issue', () => {
  const duties = owed('go-live', '2023-01-01', '2023-12-31');
  expect(duties.map(({ input }) => input)).toMatchObject([
    { hospital: '第一医院', county: '尧都区' },
    { hospital: '第二医院', county: '侯马市' },
    { hospital: '第三医院', county: '尧都区' },
    { hospital: '第四医院' },
  ]);
  expect(new Set(duties.map(({ at }) => at))).toEqual(new Set([instantAt('2023-02-03', '09:00')]));
  expect(owed('go-live', '2024-01-01', '2024-12-31')).toEqual([]);
});

test('progress is owed from February on by who uses blood and is not live', () => {
  const duties = owed('monthly-progress', '2023-01-01', '2023-05-15');
  expect(duties.map(({ at, input }) => [localDate(at), input.month, input.hospital])).toEqual([
    ['2023-02-03', '2023-02', '第一医院'],
    ['2023-03-01', '2023-03', '第一医院'],
    ['2023-04-01', '2023-04', '第一医院'],
    ['2023-05-01', '2023-05', '第一医院'],
  ]);
  expect(new Set(duties.map(({ key }) => key)).size).toBe(4);
});

test('a year is settled on the first working day of the next, for the first time in 2024', () => {
  expect(owed('annual-settlement', '2023-01-01', '2023-12-31')).toEqual([]);
  const duties = owed('annual-settlement', '2023-12-31', '2024-12-31');
  expect(duties.map(({ input }) => input)).toEqual(
    HOSPITALS.map(({ key }) => ({ hospital: key as string, year: 2023 })),
  );
  expect(new Set(duties.map(({ at }) => at))).toEqual(new Set([instantAt('2024-01-02', '09:00')]));
});
