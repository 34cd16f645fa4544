/**
 * The legal clock: from the day a period starts to run to the day on which it ends.
 *
 * - The starting day is not counted (民法典 art. 201).
 * - `working` counts working days; `calendar` counts all days, and a last day that is no working day
 *   moves the end to the next working day (民法典 art. 203); `fixed` is a date that stays where it is.
 * - While suspended no day counts: neither the day of suspension, nor the day of resumption, nor those
 *   between. That holds for each suspension by itself, also for one that is lifted the same day. The
 *   end never lies on such a day either: a last day that rolls rolls past them.
 * - An extension adds its days to the period's, in the same basis.
 * - A suspension that begins after the end changes nothing: the period was over.
 */
import {
  type Before,
  type Beyond,
  beforeAt,
  beyondAt,
  type Calendar,
  countWorking,
  dayKind,
  isKnown,
  isWorkingDayNumber,
  nthWorkingAfter,
  type Reckoned,
} from './calendar.ts';
import { addDays, dateOf, dayNumber, type PlainDate } from './date.ts';

export type Basis = 'working' | 'calendar' | 'fixed';

/** `from` is the day of suspension, `to` the day of resumption (≥ from); without `to` it still lasts. */
export interface Suspension {
  readonly from: PlainDate;
  readonly to?: PlainDate;
}

/** A period of days. `days` (an integer ≥ 0) includes extensions. */
export interface CountedClock {
  readonly basis: 'working' | 'calendar';
  /** The day on which the period starts to run. */
  readonly from: PlainDate;
  readonly days: number;
  readonly suspensions: readonly Suspension[];
}

/** A date set by law or plan. */
export interface FixedClock {
  readonly basis: 'fixed';
  readonly date: PlainDate;
  readonly suspensions: readonly Suspension[];
}

export type Clock = CountedClock | FixedClock;

// ---- suspensions as day numbers ----

/** Days from `from` to `to`, both included, that do not count; `to` is Infinity while suspended. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Gaps in order, overlapping and touching ones made one, so that a stretch between two is never empty. */
function gapsOf(suspensions: readonly Suspension[]): readonly Gap[] {
  if (suspensions.length === 0) return [];
  const sorted = suspensions
    .map(({ from, to }): Gap => ({ from: dayNumber(from), to: to === undefined ? Infinity : dayNumber(to) }))
    .sort((a, b) => a.from - b.from);
  const gaps: Gap[] = [];
  for (const gap of sorted) {
    const last = gaps.at(-1);
    if (last !== undefined && gap.from <= last.to + 1) {
      gaps[gaps.length - 1] = { from: last.from, to: Math.max(last.to, gap.to) };
    } else {
      gaps.push(gap);
    }
  }
  return gaps;
}

function gapAt(day: number, gaps: readonly Gap[]): Gap | undefined {
  return gaps.find((gap) => gap.from <= day && day <= gap.to);
}

// ---- the end of a period ----

/** The end of a period that has never been suspended. */
export function dueDate(
  period: { readonly basis: 'working' | 'calendar'; readonly days: number },
  from: PlainDate,
  calendar: Calendar,
): Reckoned<PlainDate> {
  const end = endDay({ basis: period.basis, days: period.days, from, suspensions: [] }, [], calendar);
  return typeof end === 'number' ? dateOf(end) : end;
}

/**
 * The date on which the clock runs out; null while it is suspended; `Beyond` or `Before` when that needs
 * a year that is not known. A negative or broken number of days is a RangeError.
 */
export function dueOf(clock: Clock, calendar: Calendar): Reckoned<PlainDate> | null {
  const gaps = gapsOf(clock.suspensions);
  const open = gaps.at(-1)?.to === Infinity ? gaps.at(-1) : undefined;
  const end = clock.basis === 'fixed' ? dayNumber(clock.date) : endDay(clock, gaps, calendar);
  if (typeof end !== 'number') return open !== undefined && 'beyond' in end ? null : end;
  return open !== undefined && end >= open.from ? null : dateOf(end);
}

/** The clock with `days` more. */
export function extend(clock: Clock, days: number): Clock {
  return clock.basis === 'fixed'
    ? { ...clock, date: addDays(clock.date, days) }
    : { ...clock, days: clock.days + days };
}

/** The last day, Infinity while suspended. */
function endDay(clock: CountedClock, gaps: readonly Gap[], calendar: Calendar): number | Beyond | Before {
  if (!Number.isInteger(clock.days) || clock.days < 0) {
    throw new RangeError(`a period has a whole number of days, 0 or more, not ${clock.days}`);
  }
  const from = dayNumber(clock.from);
  if (clock.basis === 'working' && from < calendar.firstDay - 1) return beforeAt(from + 1);
  const counted = afterCounting(clock, from, gaps, calendar);
  if (counted < calendar.firstDay) return beforeAt(counted);
  const end = afterRolling(counted, gaps, calendar);
  if (end <= calendar.lastDay || end === Infinity) return end;
  return beyondAt(clock.basis === 'working' ? from + 1 : counted, end, calendar);
}

/** The day with the number `clock.days`, gaps left out; unknown days are taken for working days. */
function afterCounting(clock: CountedClock, from: number, gaps: readonly Gap[], calendar: Calendar): number {
  let at = from;
  let left = clock.days;
  for (const gap of gaps) {
    if (left === 0 || gap.to <= at) continue;
    const day = nthDay(clock.basis, at, left, calendar);
    if (day < gap.from) return day;
    left -= countDays(clock.basis, at, Math.max(at, gap.from - 1), calendar);
    at = gap.to;
    if (at === Infinity) return at;
  }
  return left === 0 ? at : nthDay(clock.basis, at, left, calendar);
}

/** The first working day from `day` on that lies in no gap; unknown days are taken for working days. */
function afterRolling(day: number, gaps: readonly Gap[], calendar: Calendar): number {
  let at = day;
  while (at <= calendar.lastDay) {
    const gap = gapAt(at, gaps);
    if (gap !== undefined) at = gap.to + 1;
    else if (isWorkingDayNumber(at, calendar)) return at;
    else at = nthWorkingAfter(at, 1, calendar);
  }
  const gap = at === Infinity ? undefined : gapAt(at, gaps);
  return gap === undefined ? at : gap.to + 1;
}

function nthDay(basis: CountedClock['basis'], from: number, n: number, calendar: Calendar): number {
  return basis === 'working' ? nthWorkingAfter(from, n, calendar) : from + n;
}

/** Days of the basis in (from, to]; unknown days are taken for working days. */
function countDays(basis: CountedClock['basis'], from: number, to: number, calendar: Calendar): number {
  if (basis === 'calendar' || from >= calendar.lastDay) return to - from;
  if (to <= calendar.lastDay) return countWorking(from, to, calendar);
  return countWorking(from, calendar.lastDay, calendar) + to - calendar.lastDay;
}

// ---- how far a clock has run ----

/**
 * Days counted up to the end of `today`, at most the clock's `days`. `Beyond` when that needs a year that
 * is not known (`earliest` is then `today`).
 */
export function consumedDays(clock: CountedClock, today: PlainDate, calendar: Calendar): Reckoned<number> {
  const from = dayNumber(clock.from);
  const end = dayNumber(today);
  if (clock.basis === 'working' && from < calendar.firstDay - 1) return beforeAt(from + 1);
  const knownEnd = clock.basis === 'working' ? Math.min(end, calendar.lastDay) : end;
  const gaps = gapsOf(clock.suspensions);
  const counted = countOutside(gaps, clock.basis, from, knownEnd, calendar);
  if (counted >= clock.days) return clock.days;
  const unknown = end > knownEnd && countOutside(gaps, 'calendar', Math.max(from, knownEnd), end, calendar) > 0;
  return unknown ? beyondAt(from + 1, end, calendar) : counted;
}

/**
 * Days of the clock's own basis that are left after `today`: 0 on the last day, negative when overdue.
 * While it is suspended, or its end is not known yet, the days not counted so far.
 */
export function daysLeft(clock: Clock, today: PlainDate, calendar: Calendar): Reckoned<number> {
  if (clock.basis === 'fixed') return dayNumber(clock.date) - dayNumber(today);
  const due = dueOf(clock, calendar);
  if (due === null || (!isKnown(due) && 'beyond' in due)) {
    const consumed = consumedDays(clock, today, calendar);
    return isKnown(consumed) ? clock.days - consumed : consumed;
  }
  if (!isKnown(due)) return due;
  const end = dayNumber(due);
  const now = Math.max(dayNumber(today), dayNumber(clock.from));
  if (now <= end) return countOutside(gapsOf(clock.suspensions), clock.basis, now, end, calendar);
  if (clock.basis === 'working' && now > calendar.lastDay) return beyondAt(now, now, calendar);
  return -countDays(clock.basis, end, now, calendar);
}

/** Days of the basis in (from, to] that lie in no gap; 0 when `to` is not after `from`. */
function countOutside(
  gaps: readonly Gap[],
  basis: CountedClock['basis'],
  from: number,
  to: number,
  calendar: Calendar,
): number {
  let counted = 0;
  let at = from;
  for (const gap of gaps) {
    const stop = Math.min(gap.from - 1, to);
    if (stop > at) counted += countDays(basis, at, stop, calendar);
    at = Math.max(at, gap.to);
  }
  return to > at ? counted + countDays(basis, at, to, calendar) : counted;
}

// ---- why a day counts ----

/**
 * `start`: the starting day; `counted`: has the number `n`; `weekend`, `holiday`, `suspended`: does not
 * count, or cannot be the last day; `rolled`: the last day after rolling; `fixed`: a fixed date.
 */
export type DayReason = 'start' | 'counted' | 'weekend' | 'holiday' | 'suspended' | 'rolled' | 'fixed';

export interface ExplainedDay {
  readonly date: PlainDate;
  readonly why: DayReason;
  /** Number of a counted day, from 1. */
  readonly n?: number;
  /** A weekend day on which work is made up. */
  readonly makeUp?: true;
}

export interface Explanation {
  /** As `dueOf` gives it. */
  readonly due: Reckoned<PlainDate> | null;
  /**
   * Each day from the start to the end. While suspended the last one is the first day of that suspension;
   * where the end is not known they stop with the last day of which it is known whether it counts.
   */
  readonly days: readonly ExplainedDay[];
}

/** Each day of the clock and why it counts or not. */
export function explain(clock: Clock, calendar: Calendar): Explanation {
  const due = dueOf(clock, calendar);
  if (clock.basis === 'fixed') return { due, days: [{ date: clock.date, why: 'fixed' }] };
  const days: ExplainedDay[] = [{ date: clock.from, why: 'start' }];
  const gaps = gapsOf(clock.suspensions);
  const last = lastExplained(clock, due, gaps, calendar);
  let counted = 0;
  for (let day = dayNumber(clock.from) + 1; day <= last; day++) {
    const why = reasonOf(day, clock, counted, gaps, calendar);
    if (why === 'counted') counted++;
    days.push({
      date: dateOf(day),
      why,
      ...(why === 'counted' && { n: counted }),
      ...(dayKind(day, calendar) === 'make-up' && { makeUp: true }),
    });
  }
  return { due, days };
}

function lastExplained(
  clock: CountedClock,
  due: Reckoned<PlainDate> | null,
  gaps: readonly Gap[],
  calendar: Calendar,
): number {
  if (due !== null && isKnown(due)) return dayNumber(due);
  if (due !== null && 'before' in due) return -Infinity;
  // Counting all days needs no holidays: only whether the last one rolls is unknown.
  const known = clock.basis === 'working' ? calendar.lastDay : Infinity;
  return Math.min(known, due === null ? (gaps.at(-1)?.from ?? known) : dayNumber(due.earliest));
}

function reasonOf(
  day: number,
  clock: CountedClock,
  counted: number,
  gaps: readonly Gap[],
  calendar: Calendar,
): DayReason {
  if (gapAt(day, gaps) !== undefined) return 'suspended';
  const kind = dayKind(day, calendar);
  const free = kind === 'weekend' || kind === 'holiday' ? kind : undefined;
  if (counted < clock.days) return clock.basis === 'working' ? (free ?? 'counted') : 'counted';
  return free ?? 'rolled';
}
