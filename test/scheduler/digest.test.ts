/**
 * Goal: a digest is due at 08:30 of each working day and on no other.
 * Method: the instants around 08:30 on working days, holidays, make-up days and in a year without published holidays.
 */
import { expect, test } from 'vitest';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { instantAt } from '../../rules/calendar/date.ts';
import { digestDay } from '../../scheduler/digest.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const calendar = compileCalendar(loadCalendars());
const dueAt = (day: string, time: string) => digestDay(calendar, instantAt(day, time));

test('from 08:30 on, for that day, as of 08:30', () => {
  expect(dueAt('2026-11-26', '08:29')).toBeNull();
  const due = { day: '2026-11-26', at: instantAt('2026-11-26', '08:30') };
  expect(dueAt('2026-11-26', '08:30')).toEqual(due);
  expect(dueAt('2026-11-26', '23:59')).toEqual(due);
});

test('not on weekends and holidays, but on days that are worked for them', () => {
  expect(dueAt('2026-11-28', '09:00')).toBeNull();
  expect(dueAt('2026-10-01', '09:00')).toBeNull();
  expect(dueAt('2026-02-14', '09:00')?.day).toBe('2026-02-14');
});

test('from Monday to Friday where the holidays of the year are not known', () => {
  expect(dueAt('2031-01-03', '09:00')?.day).toBe('2031-01-03');
  expect(dueAt('2031-01-04', '09:00')).toBeNull();
});
