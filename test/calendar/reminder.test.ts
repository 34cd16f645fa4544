/**
 * Goal: reminders and the moment of being overdue fall on the instants the law and the pages name.
 * Method: worked examples in each basis; a property ties the working-day reminder to the count.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCalendar, workingDaysBetween } from '../../rules/calendar/calendar.ts';
import { addDays, formatMinute, localDate } from '../../rules/calendar/date.ts';
import { overdueInstant, reminderInstant } from '../../rules/calendar/reminder.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const calendar = compileCalendar(loadCalendars());

describe('reminders', () => {
  test.each([
    ['2023-12-25', 3, 'working', '2023-12-20T09:00:00+08:00'],
    ['2024-01-03', 1, 'working', '2024-01-02T09:00:00+08:00'],
    ['2024-01-03', 2, 'working', '2023-12-29T09:00:00+08:00'],
    ['2024-02-19', 2, 'working', '2024-02-09T09:00:00+08:00'],
    ['2024-01-03', 2, 'calendar', '2024-01-01T09:00:00+08:00'],
    ['2024-10-08', 5, 'calendar', '2024-10-03T09:00:00+08:00'],
    ['2024-10-31', 5, 'fixed', '2024-10-26T09:00:00+08:00'],
    ['2031-10-31', 5, 'fixed', '2031-10-26T09:00:00+08:00'],
    ['2024-01-03', 0, 'working', '2024-01-03T09:00:00+08:00'],
  ] as const)('due %s, T-%i, %s: %s', (due, n, basis, expected) => {
    const instant = reminderInstant(due, n, basis, calendar);
    expect(typeof instant === 'number' && formatMinute(instant)).toBe(expected);
  });

  test('T-n in working days has n working days after it, up to the due date', () => {
    const dues = fc.integer({ min: 0, max: 7000 }).map((days) => addDays('2006-01-01', days));
    fc.assert(
      fc.property(dues, fc.integer({ min: 1, max: 20 }), (due, n) => {
        const instant = reminderInstant(due, n, 'working', calendar);
        if (typeof instant !== 'number') throw new Error('the calendar covers these dates');
        expect(workingDaysBetween(localDate(instant), addDays(due, -1), calendar)).toBe(n - 1);
      }),
    );
  });

  test('before the first known year there is no instant', () => {
    expect(reminderInstant('2005-01-05', 10, 'working', calendar)).toEqual({ before: 2004 });
  });
});

test('a deadline is overdue from 00:00 of the day after its due date', () => {
  expect(formatMinute(overdueInstant('2023-12-25'))).toBe('2023-12-26T00:00:00+08:00');
  expect(formatMinute(overdueInstant('2024-02-29'))).toBe('2024-03-01T00:00:00+08:00');
  expect(localDate(overdueInstant('2023-12-25') - 1)).toBe('2023-12-25');
});
