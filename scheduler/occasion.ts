/** On which instants a schedule fires. Pure. */
import type { Schedule } from '../engine/model.ts';
import { type Calendar, isKnown, isWorkingDay, workingDay } from '../rules/calendar/calendar.ts';
import {
  addDays,
  addMonths,
  dateFromParts,
  endOfMonth,
  endOfQuarter,
  endOfWeek,
  endOfYear,
  type Instant,
  instantAt,
  isoWeekOf,
  localDate,
  monthOf,
  type PlainDate,
  quarterOf,
  startOfMonth,
  startOfQuarter,
  startOfWeek,
  startOfYear,
  yearOf,
} from '../rules/calendar/date.ts';

/** What `period` is in a schedule's expressions, and its name in duty keys. */
export interface Period {
  /** `2026`, `2026-H1`, `2026-Q1`, `2026-03`, `2026-W05`, `2026-03-09`; the date of a schedule that fires once. */
  key: string;
  year: number;
  quarter: number;
  month: number;
  start: PlainDate;
  end: PlainDate;
}

export interface Occasion {
  period: Period;
  /** Legal instant. */
  at: Instant;
}

/** The day can't be told before the holidays of `year` are known; it is `earliest` at the earliest. */
export interface Waiting {
  period: Period;
  year: number;
  earliest: PlainDate;
}

export interface Occasions {
  occasions: Occasion[];
  waiting: Waiting[];
}

/**
 * All occasions after `from` up to and including `to`, in order, and those that could lie there for all that is known.
 * A catch-up of more than 400 days is the caller's to cut.
 */
export function occasionsOf(schedule: Schedule, calendar: Calendar, from: Instant, to: Instant): Occasions {
  const found: Occasions = { occasions: [], waiting: [] };
  if (schedule.every === 'once' && schedule.date === undefined) return found;
  const last = localDate(to);
  let period = periodAt(schedule, addDays(localDate(from), -longestDelay(schedule)));
  while (period.start <= last) {
    take(found, schedule, period, calendar, { from, to });
    if (schedule.every === 'once') break;
    period = periodAt(schedule, addDays(period.end, 1));
  }
  return found;
}

/** Days after the end of its period at which a working day lies at the latest: a holiday can fill a week. */
function longestDelay({ workingDay: n }: Schedule): number {
  return n === undefined ? 0 : 2 * n + 30;
}

function take(
  found: Occasions,
  schedule: Schedule,
  period: Period,
  calendar: Calendar,
  span: { from: Instant; to: Instant },
): void {
  const day = dayIn(schedule, period, calendar);
  if (day === null) return;
  if (typeof day === 'string') {
    if (!isInWindow(schedule, day)) return;
    const at = instantAt(day, schedule.at);
    if (at > span.from && at <= span.to) found.occasions.push({ period, at });
  } else if (instantAt(day.earliest, schedule.at) <= span.to && mayBeInWindow(schedule, day.earliest)) {
    found.waiting.push({ period, ...day });
  }
}

function isInWindow({ from, until }: Schedule, day: PlainDate): boolean {
  return (from === undefined || day >= from) && (until === undefined || day <= until);
}

/** The earliest day is only a lower bound: `from` may still be reached. */
function mayBeInWindow({ until }: Schedule, earliest: PlainDate): boolean {
  return until === undefined || earliest <= until;
}

// ── the day in a period ─────────────────────────────────────────────────────────────────────────────────────────

/** Null: none in this period. */
function dayIn(
  schedule: Schedule,
  period: Period,
  calendar: Calendar,
): PlainDate | { year: number; earliest: PlainDate } | null {
  const { start, end } = HAS_MONTHS.has(schedule.every) ? monthIn(period, schedule.month) : period;
  if (schedule.workingDay !== undefined) {
    if (schedule.every === 'day') return onlyIfWorking(start, calendar);
    return orWaiting(workingDay(addDays(start, -1), schedule.workingDay, calendar));
  }
  const days = (schedule.weekday ?? schedule.day ?? 1) - 1;
  const day = addDays(start, days);
  // The 31st of a shorter month is its last day.
  if (day > end) return end;
  return day;
}

const HAS_MONTHS = new Set<Schedule['every']>(['year', 'half-year', 'quarter']);

/** The n-th month of a longer period, or the whole of it; past its end, its last month. */
function monthIn({ start, end }: Period, month: number | undefined): { start: PlainDate; end: PlainDate } {
  if (month === undefined) return { start, end };
  const first = addMonths(startOfMonth(start), month - 1);
  return first > end ? { start: startOfMonth(end), end } : { start: first, end: endOfMonth(first) };
}

/** Years before the first known calendar never come again: nothing is due in them. */
function orWaiting(day: ReturnType<typeof workingDay>): PlainDate | { year: number; earliest: PlainDate } | null {
  if (isKnown(day)) return day;
  return 'beyond' in day ? { year: day.beyond, earliest: day.earliest } : null;
}

function onlyIfWorking(day: PlainDate, calendar: Calendar): PlainDate | { year: number; earliest: PlainDate } | null {
  const working = isWorkingDay(day, calendar);
  if (isKnown(working)) return working ? day : null;
  return 'beyond' in working ? { year: working.beyond, earliest: day } : null;
}

// ── periods ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** The period of the schedule that a date lies in; of a schedule that fires once, its only one. */
export function periodAt(schedule: Schedule, date: PlainDate): Period {
  const year = String(yearOf(date)).padStart(4, '0');
  switch (schedule.every) {
    case 'once': {
      const day = schedule.date ?? date;
      return periodOf(day, day, day);
    }
    case 'year':
      return periodOf(year, startOfYear(date), endOfYear(date));
    case 'half-year':
      return monthOf(date) <= 6
        ? periodOf(`${year}-H1`, startOfYear(date), dateFromParts(yearOf(date), 6, 30))
        : periodOf(`${year}-H2`, dateFromParts(yearOf(date), 7, 1), endOfYear(date));
    case 'quarter':
      return periodOf(`${year}-Q${quarterOf(date)}`, startOfQuarter(date), endOfQuarter(date));
    case 'month':
      return periodOf(date.slice(0, 7), startOfMonth(date), endOfMonth(date));
    case 'week': {
      const week = isoWeekOf(date);
      return periodOf(`${week.year}-W${String(week.week).padStart(2, '0')}`, startOfWeek(date), endOfWeek(date));
    }
    case 'day':
      return periodOf(date, date, date);
  }
}

function periodOf(key: string, start: PlainDate, end: PlainDate): Period {
  return { key, year: yearOf(start), quarter: quarterOf(start), month: monthOf(start), start, end };
}
