/** The instants at which a deadline acts: its reminders and the moment it becomes overdue. */
import { type Calendar, isKnown, type Reckoned, workingDay } from './calendar.ts';
import { addDays, type Instant, instantAt, MS_PER_DAY, type PlainDate, startOfDay } from './date.ts';
import type { Basis } from './period.ts';

/** The time of day at which reminders are sent. */
export const REMINDER_TIME = '09:00';

/**
 * 09:00 on the n-th day before `due` (n ≥ 0), counted in the deadline's own basis: working days for
 * `working`, days for `calendar` and `fixed`.
 */
export function reminderInstant(due: PlainDate, n: number, basis: Basis, calendar: Calendar): Reckoned<Instant> {
  const date = basis === 'working' ? workingDay(due, -n, calendar) : addDays(due, -n);
  return isKnown(date) ? instantAt(date, REMINDER_TIME) : date;
}

/** 00:00 of the day after `due`: the deadline is met up to and including the end of its due date. */
export function overdueInstant(due: PlainDate): Instant {
  return startOfDay(due) + MS_PER_DAY;
}
