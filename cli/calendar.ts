/**
 * `banli calendar`: the end of a legal period with each day's reason, the days off of a year, and a check
 * of an operator's file; and a published year for a running Banli. Exit code 2: wrong usage, or a period that needs a year whose holidays are not
 * known; then nothing is printed on standard output.
 */
import type { Command } from 'commander';
import { type Calendar, compileCalendar, isKnown, type Unknown } from '../rules/calendar/calendar.ts';
import { addDays, isRealDate, type PlainDate, weekdayOf } from '../rules/calendar/date.ts';
import { type Clock, dueOf, type ExplainedDay, explain, type Suspension } from '../rules/calendar/period.ts';
import {
  CalendarFileError,
  loadCalendars,
  operatorCalendars,
  readCalendarFile,
  SHIPPED_CALENDARS,
} from '../store/calendar-files.ts';
import { registerApply } from './calendar-apply.ts';

interface DueOptions {
  readonly from?: string;
  readonly days?: string;
  readonly basis?: string;
  readonly suspended?: readonly string[];
  readonly explain?: boolean;
  readonly json?: boolean;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

export function registerCalendar(program: Command): void {
  const calendar = program.command('calendar').description('legal periods, working days and holidays');
  calendar
    .command('due')
    .description('the date on which a period ends')
    .option('--from <date>', 'the day on which it starts to run, which is not counted')
    .option('--days <n>', 'its length, extensions included')
    .option('--basis <basis>', 'working or calendar', 'working')
    .option('--suspended <from..to...>', 'days of suspension and of resumption; without "to" it still lasts')
    .option('--explain', 'print each day and why it counts or not')
    .option('--json', 'print one line of JSON')
    .action((options: DueOptions, command: Command) => printDue(options, command));
  calendar
    .command('show')
    .description('the days off and the make-up working days of a year')
    .argument('<year>')
    .option('--json', 'print one line of JSON')
    .action((year: string, options: { json?: boolean }, command: Command) => printYear(year, options, command));
  registerApply(calendar);
  calendar
    .command('check')
    .description('check a file cn-<year>.json')
    .argument('<file>')
    .action((file: string, _options: unknown, command: Command) => {
      const { year, off, work } = orFail(command, () => readCalendarFile(file));
      print(command, `${year}: ${off.length} days off, ${work.length} make-up working days`);
    });
}

// ---- due ----

function printDue(options: DueOptions, command: Command): void {
  const clock = readClock(options, command);
  const calendar = loadCalendar(command);
  const { due, days } = options.explain ? explain(clock, calendar) : { due: dueOf(clock, calendar), days: undefined };
  if (due !== null && !isKnown(due)) fail(command, unknownYear(due));
  if (options.json) {
    print(command, JSON.stringify({ due, ...(days && { days }), calendar: calendar.version }));
    return;
  }
  for (const day of days ?? []) print(command, dayLine(day));
  print(command, due ?? 'suspended');
}

function readClock(options: DueOptions, command: Command): Clock {
  const { from, days, basis, suspended = [] } = options;
  if (from === undefined || !isRealDate(from)) {
    return fail(command, `--from: expected a date that exists, YYYY-MM-DD, found ${from ?? 'nothing'}`);
  }
  if (days === undefined || !/^[0-9]{1,5}$/.test(days)) {
    return fail(command, `--days: expected a whole number from 0 to 99999, found ${days ?? 'nothing'}`);
  }
  if (basis !== 'working' && basis !== 'calendar') {
    return fail(command, `--basis: expected working or calendar, found ${basis}`);
  }
  return { basis, from, days: Number(days), suspensions: suspended.map((text) => readSuspension(text, command)) };
}

function readSuspension(text: string, command: Command): Suspension {
  const [from = '', to, ...rest] = text.split('..');
  const real = isRealDate(from) && (to === undefined || to === '' || (isRealDate(to) && to >= from));
  if (!real || rest.length > 0) {
    return fail(command, `--suspended: expected 2024-01-09..2024-01-30 or 2024-01-09.., found ${text}`);
  }
  return to === undefined || to === '' ? { from } : { from, to };
}

function unknownYear(unknown: Unknown): string {
  return 'beyond' in unknown
    ? `the holidays of ${unknown.beyond} are not known: no date, ${unknown.earliest} at the earliest. ` +
        `Add cn-${unknown.beyond}.json to <BANLI_HOME>/calendars when the year is published.`
    : `the holidays of ${unknown.before} are not known: no date.`;
}

function dayLine({ date, why, n, makeUp }: ExplainedDay): string {
  const weekday = WEEKDAYS[weekdayOf(date) - 1];
  return `${date} ${weekday} ${why}${n === undefined ? '' : ` ${n}`}${makeUp ? ' (make-up working day)' : ''}`;
}

// ---- show ----

function printYear(text: string, options: { json?: boolean }, command: Command): void {
  const data = orFail(command, () => loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env)));
  const year = data.years.find((entry) => String(entry.year) === text);
  if (year === undefined) {
    const known = `${data.years[0]?.year} to ${data.years.at(-1)?.year}`;
    fail(command, `the holidays of ${text} are not known: expected a year from ${known}`);
  }
  if (options.json) {
    print(command, JSON.stringify(year));
    return;
  }
  print(command, year.source);
  for (const [first, last] of spansOf(year.off))
    print(command, `off   ${first === last ? first : `${first}..${last}`}`);
  for (const date of year.work) print(command, `work  ${date} ${WEEKDAYS[weekdayOf(date) - 1]}`);
}

/** Runs of days that follow each other, as first and last day. */
function spansOf(dates: readonly PlainDate[]): (readonly [PlainDate, PlainDate])[] {
  const spans: [PlainDate, PlainDate][] = [];
  for (const date of dates.toSorted()) {
    const span = spans.at(-1);
    if (span !== undefined && addDays(span[1], 1) === date) span[1] = date;
    else spans.push([date, date]);
  }
  return spans;
}

// ---- shared ----

function loadCalendar(command: Command): Calendar {
  return orFail(command, () => compileCalendar(loadCalendars(SHIPPED_CALENDARS, operatorCalendars(process.env))));
}

function orFail<T>(command: Command, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof CalendarFileError) return fail(command, error.message);
    throw error;
  }
}

function fail(command: Command, message: string): never {
  return command.error(message, { exitCode: 2, code: 'banli.calendar' });
}

function print(command: Command, line: string): void {
  command.configureOutput().writeOut?.(`${line}\n`);
}
