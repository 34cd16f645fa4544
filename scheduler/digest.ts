/** When the daily digests are due: at 08:30 of each working day. Pure. */
import { type Calendar, isKnown, isWorkingDay } from '../rules/calendar/calendar.ts';
import { type Instant, instantAt, localDate, type PlainDate, weekdayOf } from '../rules/calendar/date.ts';

export const DIGEST_TIME = '08:30';

/**
 * The day whose digest is due at `now`; null before 08:30 and on days off. What an outage has missed is not made up
 * for: a list of the day before helps nobody, and what is new is counted from the last one that was delivered.
 * Where a year's holidays are not known yet, Monday to Friday are taken: no law hangs on a digest.
 */
export function digestDay(calendar: Calendar, now: Instant): { day: PlainDate; at: Instant } | null {
  const day = localDate(now);
  const at = instantAt(day, DIGEST_TIME);
  if (now < at) return null;
  const working = isWorkingDay(day, calendar);
  return (isKnown(working) ? working : weekdayOf(day) <= 5) ? { day, at } : null;
}
