/** When people act: officers in office hours of working days, everybody else in daytime. */
import { type Calendar, isKnown, isWorkingDay, workingDay } from '../rules/calendar/calendar.ts';
import { addDays, type Instant, instantAt, localDate, MS_PER_MINUTE, type PlainDate } from '../rules/calendar/date.ts';
import { between, type Random } from './random.ts';

/** Minutes of the day. */
const OFFICE = { from: 9 * 60, until: 17 * 60 + 30 };
const DAYTIME = { from: 8 * 60, until: 21 * 60 };

/** At the earliest some minutes after `after`, and `days` working days later. */
export function inOffice(after: Instant, days: number, calendar: Calendar, random: Random): Instant {
  const today = localDate(after);
  if (days === 0 && isWorking(today, calendar)) {
    const at = soon(after, random);
    if (at <= minuteOf(today, OFFICE.until) && at >= minuteOf(today, OFFICE.from)) return at;
  }
  const day = workingDay(today, Math.max(days, 1), calendar);
  const date = isKnown(day) ? day : addDays(today, Math.max(days, 1));
  return minuteOf(date, between(random, OFFICE.from, OFFICE.until));
}

/** At the earliest some minutes after `after`, and `days` days later. */
export function inDaytime(after: Instant, days: number, random: Random): Instant {
  const today = localDate(after);
  if (days === 0) {
    const at = soon(after, random);
    if (at <= minuteOf(today, DAYTIME.until)) return at;
  }
  return minuteOf(addDays(today, Math.max(days, 1)), between(random, DAYTIME.from, DAYTIME.until));
}

function soon(after: Instant, random: Random): Instant {
  return (Math.floor(after / MS_PER_MINUTE) + between(random, 5, 240)) * MS_PER_MINUTE;
}

function minuteOf(date: PlainDate, minute: number): Instant {
  return instantAt(date, '00:00') + minute * MS_PER_MINUTE;
}

function isWorking(date: PlainDate, calendar: Calendar): boolean {
  const working = isWorkingDay(date, calendar);
  return isKnown(working) && working;
}
