/**
 * Dates, instants and durations at +08:00. A duration is milliseconds (`days`) or whole months (`months`);
 * a date moves by whole days only. Months and years keep the day or take the month's last one.
 */
import {
  isKnown,
  isWorkingDay,
  type Reckoned,
  type Unknown,
  workingDay,
  workingDaysBetween,
} from '../../calendar/calendar.ts';
import {
  addDays,
  addMonths,
  dateFromParts,
  dayOf,
  daysBetween,
  endOfMonth,
  endOfQuarter,
  endOfWeek,
  endOfYear,
  formatInstant,
  isoWeekOf,
  isRealDate,
  localDate,
  localTime,
  MS_PER_DAY,
  MS_PER_MINUTE,
  minutesBetween,
  monthOf,
  parseInstant,
  quarterOf,
  startOfDay,
  startOfMonth,
  startOfQuarter,
  startOfWeek,
  startOfYear,
  weekdayOf,
  yearOf,
} from '../../calendar/date.ts';
import { instantOf } from '../compare.ts';
import { EvaluationFault } from '../fault.ts';
import type { Value } from '../value.ts';
import { type BuiltIn, date, integer, text } from './arguments.ts';

const MONTHS_MAX = 12 * 9999;

function wholeDays(duration: number): number {
  if (duration % MS_PER_DAY !== 0) {
    throw new EvaluationFault('wrong-type', `a date moves by whole days, not by ${duration / 3_600_000} hours`);
  }
  return duration / MS_PER_DAY;
}

function shiftMonths(from: string, months: number): string {
  if (Math.abs(months) > MONTHS_MAX) throw new EvaluationFault('out-of-range', `${months} months from ${from}`);
  return addMonths(from, months);
}

function instantPlusMonths(instant: number, months: number): string {
  const from = localDate(instant);
  return formatInstant(startOfDay(shiftMonths(from, months)) + instant - startOfDay(from));
}

function parseDate(value: string): string {
  if (isRealDate(value)) return value;
  throw new EvaluationFault('bad-text', `"${value}" is no date such as 2023-08-20`);
}

const TIME_FORM = /^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$/;

/** A local time of day, `HH:mm` or `HH:mm:ss`. */
function instantFrom(day: string, time: string): string {
  if (!TIME_FORM.test(time)) throw new EvaluationFault('bad-text', `"${time}" is no time such as 18:00`);
  return parseInstantText(`${day}T${time}`);
}

/** Without an offset, the text is local time. */
function parseInstantText(value: string): string {
  const instant = parseInstant(value) ?? parseInstant(`${value}+08:00`);
  if (instant === undefined) {
    throw new EvaluationFault('bad-text', `"${value}" is no instant such as 2023-08-20T18:00:00+08:00`);
  }
  return formatInstant(instant);
}

/** Whole months from `a` to `b`, towards zero. */
function monthsBetween(a: string, b: string): number {
  const months = (yearOf(b) - yearOf(a)) * 12 + monthOf(b) - monthOf(a);
  if (months > 0 && addMonths(a, months) > b) return months - 1;
  if (months < 0 && addMonths(a, months) < b) return months + 1;
  return months;
}

function known<T extends string | number | boolean>(answer: Reckoned<T>): T {
  if (isKnown(answer)) return answer;
  const unknown = answer as Unknown;
  const year = 'beyond' in unknown ? unknown.beyond : unknown.before;
  throw new EvaluationFault('unknown-year', `the public holidays of ${year} are not known`, unknown);
}

/** A duration's share of a unit, towards zero. */
function share(value: Value, unit: number, modulus?: number): number {
  const whole = Math.trunc(integer(value) / unit);
  return (modulus === undefined ? whole : whole % modulus) + 0;
}

const CALENDAR_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  'working day': (a, b, _c, run) => known(workingDay(date(a), integer(b), run.env.calendar)),
  'working days between': (a, b, _c, run) => known(workingDaysBetween(date(a), date(b), run.env.calendar)),
  'is working day': (a, _b, _c, run) => known(isWorkingDay(date(a), run.env.calendar)),
};

const PART_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  year: (a) => yearOf(date(a)),
  month: (a) => monthOf(date(a)),
  day: (a) => dayOf(date(a)),
  weekday: (a) => weekdayOf(date(a)),
  quarter: (a) => quarterOf(date(a)),
  'week of year': (a) => isoWeekOf(date(a)).week,
  'month text': (a) => date(a).slice(0, 7),
  'start of month': (a) => startOfMonth(date(a)),
  'end of month': (a) => endOfMonth(date(a)),
  'start of quarter': (a) => startOfQuarter(date(a)),
  'end of quarter': (a) => endOfQuarter(date(a)),
  'start of year': (a) => startOfYear(date(a)),
  'end of year': (a) => endOfYear(date(a)),
  'start of week': (a) => startOfWeek(date(a)),
  'end of week': (a) => endOfWeek(date(a)),
  'duration days': (a) => share(a, MS_PER_DAY),
  'duration hours': (a) => share(a, 60 * MS_PER_MINUTE, 24),
  'duration minutes': (a) => share(a, MS_PER_MINUTE, 60),
  'duration seconds': (a) => share(a, 1000, 60),
  'duration years': (a) => share(a, 12),
  'duration months': (a) => share(a, 1, 12),
};

const MAKING_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  'date of text': (a) => parseDate(text(a)),
  'date of parts': (a, b, c) => dateFromParts(integer(a), integer(b), integer(c)),
  'local date': (a) => localDate(instantOf(a)),
  'local time': (a) => localTime(instantOf(a)),
  'instant of text': (a) => parseInstantText(text(a)),
  'instant of date': (a, b) => instantFrom(date(a), text(b)),
  days: (a) => integer(a) * MS_PER_DAY,
  hours: (a) => integer(a) * 60 * MS_PER_MINUTE,
  minutes: (a) => integer(a) * MS_PER_MINUTE,
  months: (a) => integer(a),
  years: (a) => integer(a) * 12,
};

const ARITHMETIC_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  'date plus days': (a, b) => addDays(date(a), wholeDays(integer(b))),
  'date minus days': (a, b) => addDays(date(a), -wholeDays(integer(b))),
  'date plus months': (a, b) => shiftMonths(date(a), integer(b)),
  'date minus months': (a, b) => shiftMonths(date(a), -integer(b)),
  'add days': (a, b) => addDays(date(a), integer(b)),
  'add years': (a, b) => shiftMonths(date(a), integer(b) * 12),
  'date minus date': (a, b) => daysBetween(date(b), date(a)) * MS_PER_DAY + 0,
  'instant plus days': (a, b) => formatInstant(instantOf(a) + integer(b)),
  'instant minus days': (a, b) => formatInstant(instantOf(a) - integer(b)),
  'instant plus months': (a, b) => instantPlusMonths(instantOf(a), integer(b)),
  'instant minus months': (a, b) => instantPlusMonths(instantOf(a), -integer(b)),
  'instant minus instant': (a, b) => instantOf(a) - instantOf(b),
  'days between': (a, b) => daysBetween(date(a), date(b)) + 0,
  'months between': (a, b) => monthsBetween(date(a), date(b)) + 0,
  'years between': (a, b) => Math.trunc(monthsBetween(date(a), date(b)) / 12) + 0,
  'minutes between': (a, b) => minutesBetween(instantOf(a), instantOf(b)),
};

export const DATE_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  ...CALENDAR_FUNCTIONS,
  ...PART_FUNCTIONS,
  ...MAKING_FUNCTIONS,
  ...ARITHMETIC_FUNCTIONS,
};
