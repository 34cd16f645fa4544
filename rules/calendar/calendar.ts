/**
 * Working days: Monday to Friday, less the State Council's public holidays, plus make-up working days.
 *
 * Only years whose holidays are published are known. What would need another year is answered with a
 * typed value (`Beyond`, `Before`), never with a guess and never with an exception: in a live case an
 * unpublished year is no error.
 */
import { dateOf, dayNumber, type PlainDate, weekdayOfDay, yearOf } from './date.ts';

/** One year as published. Weekends need no entry in `off`, though a holiday that falls on one may have it. */
export interface CalendarYear {
  readonly year: number;
  /** Days off by the notice. */
  readonly off: readonly PlainDate[];
  /** Saturdays and Sundays on which work is made up. */
  readonly work: readonly PlainDate[];
  /** The notice that says so. */
  readonly source: string;
}

/** A calendar as plain JSON; years follow each other without a gap. `version` is a hash of its contents. */
export interface CalendarData {
  readonly id: string;
  readonly version: string;
  readonly years: readonly CalendarYear[];
}

/**
 * The answer needs the holidays of year `beyond`, which are not known. `earliest` is the earliest date
 * the answer can have: every day of an unknown year is taken to be as favourable as it can be (a
 * working day when counting forward, a day off when counting back), because any of its days could be
 * made one.
 */
export interface Beyond {
  readonly beyond: number;
  readonly earliest: PlainDate;
}

/** The answer needs the holidays of year `before`, which lies before the first known one. */
export interface Before {
  readonly before: number;
}

export type Unknown = Beyond | Before;
export type Reckoned<T> = T | Unknown;

/** Tells an answer from the two values that stand for an unknown year. */
export function isKnown<T extends string | number | boolean>(value: Reckoned<T>): value is T {
  return typeof value !== 'object';
}

export type DayKind = 'weekday' | 'weekend' | 'holiday' | 'make-up';

/** Compiled once, shared by all reckonings; about 40 bytes a working day. */
export interface Calendar {
  readonly id: string;
  readonly version: string;
  readonly firstYear: number;
  readonly lastYear: number;
  /** Day numbers of the first and last known day. */
  readonly firstDay: number;
  readonly lastDay: number;
  /** Index into KINDS by day − firstDay. */
  readonly kinds: Uint8Array;
  /** Working days before day firstDay + i; one entry more than there are days. */
  readonly workingBefore: Int32Array;
  /** Day numbers of all working days, ascending. */
  readonly workingDays: Int32Array;
}

const KINDS = ['weekday', 'weekend', 'holiday', 'make-up'] as const;
const MIN_DAY = dayNumber('0001-01-01');
const MAX_DAY = dayNumber('9999-12-31');

/** Builds the tables. Data must have passed `parseCalendarYear`; a gap between years is a RangeError. */
export function compileCalendar(data: CalendarData): Calendar {
  const years = data.years.toSorted((a, b) => a.year - b.year);
  const first = years[0];
  const last = years.at(-1);
  if (first === undefined || last === undefined) throw new RangeError(`calendar ${data.id} has no year`);
  years.forEach((entry, i) => {
    if (entry.year !== first.year + i) {
      throw new RangeError(`calendar ${data.id}: expected year ${first.year + i}, found ${entry.year}`);
    }
  });
  const firstDay = dayNumber(`${first.year}-01-01`);
  const lastDay = dayNumber(`${last.year}-12-31`);
  const kinds = kindsOf(years, firstDay, lastDay);
  const workingBefore = new Int32Array(kinds.length + 1);
  const workingDays: number[] = [];
  kinds.forEach((kind, i) => {
    if (isWorkingKind(kind)) workingDays.push(firstDay + i);
    workingBefore[i + 1] = workingDays.length;
  });
  return {
    id: data.id,
    version: data.version,
    firstYear: first.year,
    lastYear: last.year,
    firstDay,
    lastDay,
    kinds,
    workingBefore,
    workingDays: Int32Array.from(workingDays),
  };
}

function kindsOf(years: readonly CalendarYear[], firstDay: number, lastDay: number): Uint8Array {
  const kinds = new Uint8Array(lastDay - firstDay + 1);
  for (let i = 0; i < kinds.length; i++) kinds[i] = weekdayOfDay(firstDay + i) >= 6 ? 1 : 0;
  for (const { off, work } of years) {
    for (const date of off) kinds[dayNumber(date) - firstDay] = 2;
    for (const date of work) kinds[dayNumber(date) - firstDay] = 3;
  }
  return kinds;
}

function isWorkingKind(kind: number): boolean {
  return kind === 0 || kind === 3;
}

// ---- by day number, for known days; shared with period.ts ----

/** Working days in (from, to]; both must lie in [firstDay − 1, lastDay], from ≤ to. */
export function countWorking(from: number, to: number, calendar: Calendar): number {
  const { workingBefore, firstDay } = calendar;
  return (workingBefore[to + 1 - firstDay] ?? 0) - (workingBefore[from + 1 - firstDay] ?? 0);
}

/** What a known day is; undefined outside the known years. */
export function dayKind(day: number, calendar: Calendar): DayKind | undefined {
  const kind = calendar.kinds[day - calendar.firstDay];
  return kind === undefined ? undefined : KINDS[kind];
}

export function isWorkingDayNumber(day: number, calendar: Calendar): boolean {
  const kind = calendar.kinds[day - calendar.firstDay];
  return kind !== undefined && isWorkingKind(kind);
}

/**
 * The n-th working day after day `from` (≥ firstDay − 1), n ≥ 1, where every day past the last known one
 * is taken for a working day: so a result past `lastDay` is only the lower bound of `Beyond`.
 */
export function nthWorkingAfter(from: number, n: number, calendar: Calendar): number {
  const { lastDay, workingDays, workingBefore, firstDay } = calendar;
  if (from >= lastDay) return from + n;
  const index = (workingBefore[from + 1 - firstDay] ?? 0) + n - 1;
  return workingDays[index] ?? lastDay + index + 1 - workingDays.length;
}

/** `Beyond` for a count that needs day `needed`, with a lower bound of its result as a day number. */
export function beyondAt(needed: number, earliest: number, calendar: Calendar): Beyond {
  const year = yearOf(dateOf(Math.min(Math.max(needed, calendar.lastDay + 1), MAX_DAY)));
  return { beyond: year, earliest: dateOf(Math.min(earliest, MAX_DAY)) };
}

export function beforeAt(needed: number): Before {
  return { before: yearOf(dateOf(Math.max(needed, MIN_DAY))) };
}

// ---- by date ----

/** Whether the date is a working day. Test the answer with `isKnown`: an unknown year is not `false`. */
export function isWorkingDay(date: PlainDate, calendar: Calendar): Reckoned<boolean> {
  const day = dayNumber(date);
  if (day > calendar.lastDay) return beyondAt(day, day, calendar);
  if (day < calendar.firstDay) return beforeAt(day);
  return isWorkingDayNumber(day, calendar);
}

/**
 * The n-th working day after `date` (which is not counted itself), for n < 0 the n-th before it; for
 * n = 0 the date itself, working day or not. An n that is no integer is a RangeError.
 */
export function workingDay(date: PlainDate, n: number, calendar: Calendar): Reckoned<PlainDate> {
  if (!Number.isInteger(n)) throw new RangeError(`expected a whole number of working days, not ${n}`);
  if (n === 0) return date;
  return n > 0 ? nthAfter(dayNumber(date), n, calendar) : nthBefore(dayNumber(date), -n, calendar);
}

function nthAfter(from: number, n: number, calendar: Calendar): Reckoned<PlainDate> {
  if (from < calendar.firstDay - 1) return beforeAt(from + 1);
  const day = nthWorkingAfter(from, n, calendar);
  return day > calendar.lastDay ? beyondAt(from + 1, day, calendar) : dateOf(day);
}

function nthBefore(from: number, n: number, calendar: Calendar): Reckoned<PlainDate> {
  if (from < calendar.firstDay) return beforeAt(from - 1);
  if (from > calendar.lastDay + 1) {
    const earliest = nthBefore(calendar.lastDay + 1, n, calendar);
    return isKnown(earliest) ? beyondAt(from - 1, dayNumber(earliest), calendar) : earliest;
  }
  const counted = calendar.workingBefore[from - calendar.firstDay] ?? 0;
  const day = calendar.workingDays[counted - n];
  return day === undefined ? beforeAt(calendar.firstDay - 1) : dateOf(day);
}

/** The date itself when it is a working day, else the next one. */
export function rollForward(date: PlainDate, calendar: Calendar): Reckoned<PlainDate> {
  return nthAfter(dayNumber(date) - 1, 1, calendar);
}

/**
 * Working days after `from` up to and including `to`; negative when `to` is earlier. So
 * `workingDaysBetween(d, workingDay(d, n)) = n` for n > 0. Where a year is unknown there is no number;
 * `earliest` is then the later of the two dates.
 */
export function workingDaysBetween(from: PlainDate, to: PlainDate, calendar: Calendar): Reckoned<number> {
  const a = dayNumber(from);
  const b = dayNumber(to);
  const low = Math.min(a, b);
  const high = Math.max(a, b);
  if (low === high) return 0;
  if (high > calendar.lastDay) return beyondAt(low + 1, high, calendar);
  if (low < calendar.firstDay - 1) return beforeAt(low + 1);
  return a < b ? countWorking(a, b, calendar) : -countWorking(b, a, calendar) + 0;
}
