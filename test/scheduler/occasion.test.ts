/**
 * Goal: a schedule fires on the day that it says, by the calendar of working days.
 * Method: examples by hand on the calendars of 2025 and 2026, for each kind of period.
 */
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../engine/model.ts';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { formatMinute, startOfDay } from '../../rules/calendar/date.ts';
import { occasionsOf } from '../../scheduler/occasion.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const calendar = compileCalendar(loadCalendars());

function scheduleOf(parts: Partial<Schedule>): Schedule {
  return { id: 's', label: { zh: '', en: '' }, citations: [], every: 'month', at: '09:00', input: [], ...parts };
}

/** Dates and periods of the occasions from the first day (included) to the second (not included). */
function fired(parts: Partial<Schedule>, from: string, to: string): string[] {
  const { occasions } = occasionsOf(scheduleOf(parts), calendar, startOfDay(from) - 1, startOfDay(to) - 1);
  return occasions.map(({ period, at }) => `${period.key} ${formatMinute(at).slice(0, 16)}`);
}

describe('a day of a period', () => {
  test.each<[string, Partial<Schedule>, string, string, string[]]>([
    ['once', { every: 'once', date: '2026-03-02' }, '2026-01-01', '2027-01-01', ['2026-03-02 2026-03-02T09:00']],
    [
      'yearly by month and day',
      { every: 'year', month: 12, day: 15 },
      '2025-01-01',
      '2027-01-01',
      ['2025 2025-12-15T09:00', '2026 2026-12-15T09:00'],
    ],
    [
      'half-yearly',
      { every: 'half-year', month: 6, day: 20 },
      '2026-01-01',
      '2027-01-01',
      ['2026-H1 2026-06-20T09:00', '2026-H2 2026-12-20T09:00'],
    ],
    [
      'quarterly, by the day of the quarter',
      { every: 'quarter', day: 5 },
      '2026-01-01',
      '2026-07-01',
      ['2026-Q1 2026-01-05T09:00', '2026-Q2 2026-04-05T09:00'],
    ],
    [
      'monthly on the 31st: a shorter month on its last day',
      { every: 'month', day: 31 },
      '2026-01-15',
      '2026-05-01',
      ['2026-01 2026-01-31T09:00', '2026-02 2026-02-28T09:00', '2026-03 2026-03-31T09:00', '2026-04 2026-04-30T09:00'],
    ],
    [
      'weekly on Friday, over the turn of a year',
      { every: 'week', weekday: 5 },
      '2025-12-29',
      '2026-01-12',
      ['2026-W01 2026-01-02T09:00', '2026-W02 2026-01-09T09:00'],
    ],
    [
      'daily within a window',
      { every: 'day', from: '2026-01-02', until: '2026-01-03', at: '17:30' },
      '2025-12-01',
      '2026-02-01',
      ['2026-01-02 2026-01-02T17:30', '2026-01-03 2026-01-03T17:30'],
    ],
  ])('%s', (_, parts, from, to, expected) => {
    expect(fired(parts, from, to)).toEqual(expected);
  });
});

describe('a working day of a period', () => {
  test('the first of a month leaves out holidays and takes make-up days', () => {
    // 1 to 3 January 2026 are a holiday; Sunday the 4th is worked.
    expect(fired({ workingDay: 1 }, '2026-01-01', '2026-02-01')).toEqual(['2026-01 2026-01-04T09:00']);
  });

  test('of every day: only on working days', () => {
    expect(fired({ every: 'day', workingDay: 1 }, '2026-01-01', '2026-01-06')).toEqual([
      '2026-01-04 2026-01-04T09:00',
      '2026-01-05 2026-01-05T09:00',
    ]);
  });

  test('of a week that a holiday fills lies after it and keeps the name of the week', () => {
    // The Spring Festival of 2026: 15 to 23 February.
    expect(fired({ every: 'week', workingDay: 1 }, '2026-02-16', '2026-03-01')).toContain('2026-W08 2026-02-24T09:00');
  });

  test('in a year without holidays waits, and says for which year and since when', () => {
    const parts = scheduleOf({ every: 'quarter', workingDay: 3 });
    const { occasions, waiting } = occasionsOf(parts, calendar, startOfDay('2026-12-01'), startOfDay('2027-02-01'));
    expect(occasions).toEqual([]);
    expect(waiting).toMatchObject([{ period: { key: '2027-Q1' }, year: 2027, earliest: '2027-01-03' }]);
  });

  test('does not wait before its earliest instant', () => {
    const parts = scheduleOf({ every: 'quarter', workingDay: 3 });
    expect(occasionsOf(parts, calendar, startOfDay('2026-12-01'), startOfDay('2027-01-03')).waiting).toEqual([]);
  });
});

test('the span leaves out its first instant and takes its last', () => {
  const nine = startOfDay('2026-03-01') + 9 * 3_600_000;
  const schedule = scheduleOf({ day: 1 });
  expect(occasionsOf(schedule, calendar, nine - 1, nine).occasions).toHaveLength(1);
  expect(occasionsOf(schedule, calendar, nine, nine + 1).occasions).toHaveLength(0);
});
