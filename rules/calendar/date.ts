/**
 * Dates and instants of the legal clock, as plain integers and text.
 *
 * A date is `YYYY-MM-DD` (years 0001 to 9999), a day number counts days since 1970-01-01, an instant
 * counts milliseconds since 1970-01-01T00:00:00Z. The zone is Asia/Shanghai, a fixed +08:00 since the
 * last summer time of 1991; no instant before 1992 is handled here. `Date` and `Intl` are not used:
 * their results depend on the machine.
 *
 * Functions that take a `PlainDate` trust it. Text from outside goes through `isRealDate` or
 * `parseInstant` first. A result outside the years 0001 to 9999 is a RangeError.
 */

/** A calendar date, `YYYY-MM-DD`, in local time. */
export type PlainDate = string;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export interface DateParts {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
}

export const MS_PER_MINUTE = 60_000;
export const MS_PER_DAY = 86_400_000;
const OFFSET_MS = 8 * 3_600_000;
const FIRST_DAY = -719_162; // 0001-01-01
const LAST_DAY = 2_932_896; // 9999-12-31
const ZERO = 48; // '0'

// ---- text and parts ----

function digits(text: string, at: number): number {
  return (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
}

function pad2(n: number): string {
  return n < 10 ? `0${n}` : `${n}`;
}

export function partsOf(date: PlainDate): DateParts {
  return { year: yearOf(date), month: monthOf(date), day: dayOf(date) };
}

export function yearOf(date: PlainDate): number {
  return digits(date, 0) * 100 + digits(date, 2);
}

/** 1 to 12. */
export function monthOf(date: PlainDate): number {
  return digits(date, 5);
}

/** Day of the month, 1 to 31. */
export function dayOf(date: PlainDate): number {
  return digits(date, 8);
}

/** 1 to 4. */
export function quarterOf(date: PlainDate): number {
  return Math.ceil(monthOf(date) / 3);
}

/** The date of real parts. A day that the month does not have is a RangeError. */
export function dateFromParts(year: number, month: number, day: number): PlainDate {
  const date = `${String(year).padStart(4, '0')}-${pad2(month)}-${pad2(day)}`;
  if (!isRealDate(date)) throw new RangeError(`${year}-${month}-${day} is no date between 0001-01-01 and 9999-12-31`);
  return date;
}

const DATE_FORM = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;

/** Whether the text is a date that exists, in the form YYYY-MM-DD. */
export function isRealDate(text: string): boolean {
  if (!DATE_FORM.test(text)) return false;
  const { year, month, day } = partsOf(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Month 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// ---- day numbers (the usual era arithmetic on years that begin in March) ----

/** Days since 1970-01-01. */
export function dayNumber(date: PlainDate): number {
  const month = monthOf(date);
  const year = yearOf(date) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOf(date) - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
}

/** Dates by day number from 1970 to 2106, written when they are first asked for: a case asks for the same few over and over. */
const WRITTEN = new Array<PlainDate | undefined>(50_000);

/** The date of a day number. */
export function dateOf(day: number): PlainDate {
  const known = WRITTEN[day];
  if (known !== undefined) return known;
  const date = writeDate(day);
  if (day >= 0 && day < WRITTEN.length) WRITTEN[day] = date;
  return date;
}

function writeDate(day: number): PlainDate {
  if (!(Number.isInteger(day) && day >= FIRST_DAY && day <= LAST_DAY)) {
    throw new RangeError(`${day} is no day number between the years 0001 and 9999`);
  }
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${year < 1000 ? String(year).padStart(4, '0') : year}-${pad2(month)}-${pad2(dayOfMonth)}`;
}

/** ISO weekday of a day number: 1 is Monday, 7 is Sunday. */
export function weekdayOfDay(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: PlainDate): number {
  return weekdayOfDay(dayNumber(date));
}

// ---- arithmetic ----

export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOf(dayNumber(date) + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** The same day of another month, or that month's last day when it has no such day. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const total = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return dateFromParts(year, month, Math.min(dayOf(date), daysInMonth(year, month)));
}

/** The same day of another year; 29 February becomes 28 February where there is none. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12);
}

export function startOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 8)}01`;
}

export function endOfMonth(date: PlainDate): PlainDate {
  return `${date.slice(0, 8)}${daysInMonth(yearOf(date), monthOf(date))}`;
}

export function startOfQuarter(date: PlainDate): PlainDate {
  return dateFromParts(yearOf(date), quarterOf(date) * 3 - 2, 1);
}

export function endOfQuarter(date: PlainDate): PlainDate {
  return endOfMonth(dateFromParts(yearOf(date), quarterOf(date) * 3, 1));
}

export function startOfYear(date: PlainDate): PlainDate {
  return `${date.slice(0, 4)}-01-01`;
}

export function endOfYear(date: PlainDate): PlainDate {
  return `${date.slice(0, 4)}-12-31`;
}

/** Monday of the date's week. */
export function startOfWeek(date: PlainDate): PlainDate {
  const day = dayNumber(date);
  return dateOf(day - weekdayOfDay(day) + 1);
}

/** Sunday of the date's week. */
export function endOfWeek(date: PlainDate): PlainDate {
  const day = dayNumber(date);
  return dateOf(day - weekdayOfDay(day) + 7);
}

/** ISO 8601 week: the year it belongs to (that of its Thursday) and its number, 1 to 53. */
export function isoWeekOf(date: PlainDate): { readonly year: number; readonly week: number } {
  const day = dayNumber(date);
  const thursday = day - weekdayOfDay(day) + 4;
  const year = yearOf(dateOf(thursday));
  const firstDay = dayNumber(`${String(year).padStart(4, '0')}-01-01`);
  return { year, week: Math.floor((thursday - firstDay) / 7) + 1 };
}

// ---- instants ----

/** The local day number of an instant. */
export function localDay(instant: Instant): number {
  return Math.floor((instant + OFFSET_MS) / MS_PER_DAY);
}

/** The local date of an instant. */
export function localDate(instant: Instant): PlainDate {
  return dateOf(localDay(instant));
}

/** Local time of day, `HH:mm`. */
export function localTime(instant: Instant): string {
  const minutes = Math.floor((instant + OFFSET_MS) / MS_PER_MINUTE) - localDay(instant) * 1440;
  return `${pad2(Math.floor(minutes / 60))}:${pad2(minutes % 60)}`;
}

/** 00:00 of the date, local time. */
export function startOfDay(date: PlainDate): Instant {
  return dayNumber(date) * MS_PER_DAY - OFFSET_MS;
}

/** The instant of a local date and time of day, `HH:mm` (00:00 to 23:59). */
export function instantAt(date: PlainDate, time: string): Instant {
  return startOfDay(date) + (digits(time, 0) * 60 + digits(time, 3)) * MS_PER_MINUTE;
}

/** Whole minutes from `from` to `to`, towards zero; negative when `to` is earlier. */
export function minutesBetween(from: Instant, to: Instant): number {
  // `+ 0` turns −0 into 0, which canonical JSON and comparisons by identity would tell apart.
  return Math.trunc((to - from) / MS_PER_MINUTE) + 0;
}

const INSTANT_FORM =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,9}))?)?(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))$/;

/**
 * Reads an ISO 8601 instant: a real date, a time, and an offset or `Z`. Seconds and their fraction may
 * be left out; what is finer than a millisecond is cut off. Anything else, such as an instant without
 * offset, 24:00 or a leap second, is undefined.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = INSTANT_FORM.exec(text);
  if (match === null) return undefined;
  const [, date = '', hour = '', minute = '', second = '0', fraction = '', sign, offsetHour = '0', offsetMinute = '0'] =
    match;
  if (!isRealDate(date)) return undefined;
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1);
  const time = ((Number(hour) * 60 + Number(minute) - offset) * 60 + Number(second)) * 1000;
  return dayNumber(date) * MS_PER_DAY + time + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** `YYYY-MM-DDTHH:mm:ss+08:00`, with milliseconds only where they are not zero. */
export function formatInstant(instant: Instant): string {
  const inMinute = (((instant % MS_PER_MINUTE) + MS_PER_MINUTE) % MS_PER_MINUTE) + 0;
  const ms = inMinute % 1000;
  const seconds = pad2(Math.floor(inMinute / 1000));
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0')}`;
  return `${localDate(instant)}T${localTime(instant)}:${seconds}${fraction}+08:00`;
}

/**
 * The instant cut to its minute, in the same form as the instants of a scenario:
 * `2023-12-05T10:00:00+08:00`. Seconds are printed, always as 00, so that one form serves in and out
 * and two printed instants compare as text.
 */
export function formatMinute(instant: Instant): string {
  return `${localDate(instant)}T${localTime(instant)}:00+08:00`;
}
