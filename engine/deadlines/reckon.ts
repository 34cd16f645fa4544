/** Legal clocks of a case, reckoned by rules/calendar. */
import { type Calendar, isKnown, type Reckoned } from '../../rules/calendar/calendar.ts';
import { type Clock, dueOf } from '../../rules/calendar/period.ts';
import type { DeadlineState, Due } from '../model.ts';

export function clockOf(d: Pick<DeadlineState, 'basis' | 'from' | 'days' | 'date' | 'suspensions'>): Clock {
  const suspensions = d.suspensions.map((s) => (s.to === null ? { from: s.from } : { from: s.from, to: s.to }));
  if (d.basis === 'fixed') return { basis: 'fixed', date: d.date ?? d.from, suspensions: [] };
  return { basis: d.basis, from: d.from, days: d.days, suspensions };
}

/** Null while it is suspended. */
export function reckon(d: Parameters<typeof clockOf>[0], calendar: Calendar): Due | null {
  const due = dueOf(clockOf(d), calendar);
  return due === null ? null : asDue(due);
}

function asDue(due: Reckoned<string>): Due {
  if (isKnown(due)) return { date: due };
  // Nobody's case begins before the first known year: the command that asks for it is refused.
  if ('before' in due) throw new RangeError(`the holidays of ${due.before} are not known: add the year's file`);
  return { unknownYear: due.beyond, earliest: due.earliest };
}
