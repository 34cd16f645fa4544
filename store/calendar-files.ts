/**
 * Reads the holiday calendars: the shipped years and those an operator has added. A year's file in the
 * operator's directory replaces the shipped one, which is how a later notice amends a year.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import canonicalize from 'canonicalize';
import type { CalendarData, CalendarYear } from '../rules/calendar/calendar.ts';
import { parseCalendarYear } from '../rules/calendar/parse.ts';

export const SHIPPED_CALENDARS = fileURLToPath(new URL('../calendars', import.meta.url));
const FILE_NAME = /^cn-([0-9]{4})\.json$/;

/** A calendar file that cannot be used; the message has one line for each fault. */
export class CalendarFileError extends Error {
  override readonly name = 'CalendarFileError';
}

/** `<BANLI_HOME>/calendars`, where an operator puts further years; undefined when BANLI_HOME is not set. */
export function operatorCalendars(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const home = env.BANLI_HOME;
  return home === undefined || home === '' ? undefined : join(home, 'calendars');
}

/**
 * All years of `directories`, a later directory's before an earlier one's; directories that do not exist
 * have none. `version` is the SHA-256 (hex) of the canonical JSON (RFC 8785) of id and years.
 */
export function loadCalendars(...directories: readonly (string | undefined)[]): CalendarData {
  const byYear = new Map<number, CalendarYear>();
  for (const directory of directories.length === 0 ? [SHIPPED_CALENDARS] : directories) {
    if (directory === undefined || !existsSync(directory)) continue;
    for (const name of readdirSync(directory).sort()) {
      if (!FILE_NAME.test(name)) continue;
      const year = readCalendarFile(join(directory, name));
      byYear.set(year.year, year);
    }
  }
  const years = [...byYear.values()].sort((a, b) => a.year - b.year);
  checkNoGap(years);
  return calendarOf(years);
}

/** The calendar of these years, in ascending order, with its version. */
export function calendarOf(years: readonly CalendarYear[]): CalendarData {
  const content = { id: 'cn', years };
  return {
    ...content,
    version: createHash('sha256')
      .update(canonicalize(content) ?? '')
      .digest('hex'),
  };
}

function checkNoGap(years: readonly CalendarYear[]): void {
  const first = years[0];
  if (first === undefined) throw new CalendarFileError('no calendar found: expected files named cn-<year>.json');
  years.forEach(({ year }, i) => {
    const expected = first.year + i;
    if (year !== expected) {
      throw new CalendarFileError(`cn-${expected}.json is missing: years must follow each other, found ${year} next`);
    }
  });
}

/** One file, checked. Its name must be `cn-<year>.json`, with the year it holds. */
export function readCalendarFile(path: string): CalendarYear {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new CalendarFileError(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = parseCalendarYear(json);
  if ('faults' in parsed) {
    throw new CalendarFileError(
      parsed.faults.map(({ field, message }) => `${path}: ${field === '' ? '' : `${field}: `}${message}`).join('\n'),
    );
  }
  if (!path.endsWith(`cn-${parsed.ok.year}.json`)) {
    throw new CalendarFileError(`${path}: year: the file of ${parsed.ok.year} must be named cn-${parsed.ok.year}.json`);
  }
  return parsed.ok;
}
