/**
 * Reads one year's file, `calendars/cn-<year>.json`, that an operator may have written by hand from the
 * State Council's notice: `{"year": 2027, "off": ["2027-01-01", …], "work": ["2027-02-07", …],
 * "source": "…"}`. All its faults are reported, each with the field it lies in.
 */
import type { CalendarYear } from './calendar.ts';
import { isRealDate, weekdayOf, yearOf } from './date.ts';

/** `field` as in `work[2]`; empty for the file as a whole. */
export interface CalendarFault {
  readonly field: string;
  readonly message: string;
}

export type ParsedYear = { readonly ok: CalendarYear } | { readonly faults: readonly CalendarFault[] };

const FIELDS = ['year', 'off', 'work', 'source'];

export function parseCalendarYear(json: unknown): ParsedYear {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return { faults: [{ field: '', message: `expected an object with the fields ${FIELDS.join(', ')}` }] };
  }
  const file = json as Readonly<Record<string, unknown>>;
  const faults: CalendarFault[] = Object.keys(file)
    .filter((field) => !FIELDS.includes(field))
    .map((field) => ({ field, message: `unknown field; a year has ${FIELDS.join(', ')}` }));
  const year = readYear(file.year, faults);
  const off = readDates('off', file.off, year, () => undefined, faults);
  const work = readDates('work', file.work, year, (date) => faultOfWork(date, off), faults);
  const source = readSource(file.source, faults);
  if (Array.isArray(file.off) && file.off.length === 0) {
    faults.push({ field: 'off', message: 'expected the days off: no year is published without any' });
  }
  return faults.length > 0 ? { faults } : { ok: { year, off, work, source } };
}

/** NaN when it is no year; then the years of the dates are not compared with it. */
function readYear(value: unknown, faults: CalendarFault[]): number {
  // The zone is a fixed +08:00 only since 1992.
  if (typeof value === 'number' && Number.isInteger(value) && value >= 1992 && value <= 9999) return value;
  faults.push({ field: 'year', message: `expected a year from 1992 to 9999, found ${show(value)}` });
  return Number.NaN;
}

function readSource(value: unknown, faults: CalendarFault[]): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  faults.push({ field: 'source', message: 'expected the title and number of the notice that says so' });
  return '';
}

/** The real dates of the list; the others are faults, and so is what `faultOf` says of a date. */
function readDates(
  field: string,
  value: unknown,
  year: number,
  faultOf: (date: string) => string | undefined,
  faults: CalendarFault[],
): string[] {
  if (!Array.isArray(value)) {
    faults.push({ field, message: `expected a list of dates, found ${show(value)}` });
    return [];
  }
  const dates: string[] = [];
  value.forEach((entry: unknown, i) => {
    const at = `${field}[${i}]`;
    if (typeof entry !== 'string' || !isRealDate(entry)) {
      faults.push({ field: at, message: `expected a date that exists, YYYY-MM-DD, found ${show(entry)}` });
      return;
    }
    if (!Number.isNaN(year) && yearOf(entry) !== year) {
      faults.push({ field: at, message: `${entry} is not in ${year}: it belongs in the file of ${yearOf(entry)}` });
    }
    const fault = faultOf(entry);
    if (fault !== undefined) faults.push({ field: at, message: fault });
    if (dates.includes(entry)) faults.push({ field: at, message: `${entry} is listed twice` });
    dates.push(entry);
  });
  return dates;
}

function faultOfWork(date: string, off: readonly string[]): string | undefined {
  if (weekdayOf(date) < 6) return `${date} is no Saturday or Sunday, so it is a working day already`;
  return off.includes(date) ? `${date} is listed under off too` : undefined;
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
