/**
 * Goal: an operator's year file is either understood or refused with every fault named; further years
 * and amended ones take effect.
 * Method: one file per fault; directories made for the test.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { parseCalendarYear } from '../../rules/calendar/parse.ts';
import { dueDate } from '../../rules/calendar/period.ts';
import { loadCalendars, operatorCalendars, readCalendarFile, SHIPPED_CALENDARS } from '../../store/calendar-files.ts';

const YEAR = {
  year: 2027,
  off: ['2027-01-01', '2027-01-02', '2027-02-05', '2027-02-08'],
  work: ['2027-01-30', '2027-02-14'],
  source: 'the notice for 2027',
};

describe('a year file', () => {
  test('is read as it stands; a day off may fall on a weekend', () => {
    expect(parseCalendarYear(YEAR)).toEqual({ ok: YEAR });
    expect(parseCalendarYear({ ...YEAR, work: [] })).toEqual({ ok: { ...YEAR, work: [] } });
  });

  test.each([
    ['no object', [], [''], 'object'],
    ['nothing', null, [''], 'object'],
    ['a year as text', { ...YEAR, year: '2027' }, ['year'], '"2027"'],
    ['a year before the fixed zone', { ...YEAR, year: 1990, off: ['1990-01-01'], work: [] }, ['year'], '1990'],
    ['a date of another year', { ...YEAR, off: ['2027-01-01', '2026-12-31'] }, ['off[1]'], 'the file of 2026'],
    ['a date that does not exist', { ...YEAR, work: ['2027-02-29'] }, ['work[0]'], '"2027-02-29"'],
    ['a date in another form', { ...YEAR, off: ['2027/01/01'] }, ['off[0]'], 'YYYY-MM-DD'],
    ['a number for a date', { ...YEAR, off: [20270101] }, ['off[0]'], '20270101'],
    ['a make-up day in the week', { ...YEAR, work: ['2027-01-30', '2027-02-15'] }, ['work[1]'], 'working day already'],
    ['a fault behind another', { ...YEAR, work: ['x', '2027-02-15'] }, ['work[0]', 'work[1]'], 'YYYY-MM-DD'],
    ['a date twice', { ...YEAR, off: ['2027-01-01', '2027-01-01'] }, ['off[1]'], 'twice'],
    ['off and work', { ...YEAR, work: ['2027-01-02'] }, ['work[0]'], 'under off too'],
    ['no days off', { ...YEAR, off: [] }, ['off'], 'days off'],
    ['lists that are none', { ...YEAR, off: '2027-01-01', work: undefined }, ['off', 'work'], 'list of dates'],
    ['an unknown field', { ...YEAR, holidays: [] }, ['holidays'], 'unknown'],
    ['no source', { ...YEAR, source: ' ' }, ['source'], 'notice'],
  ])('%s is refused', (_name, json, fields, message) => {
    const parsed = parseCalendarYear(json);
    if ('ok' in parsed) throw new Error('expected faults');
    expect(parsed.faults.map(({ field }) => field)).toEqual(fields);
    expect(parsed.faults[0]?.message).toContain(message);
  });
});

describe('directories of year files', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'banli-calendars-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  function write(name: string, content: unknown): void {
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  }

  test('an added year is counted with, and gives the calendar another version', () => {
    const shipped = loadCalendars();
    expect(loadCalendars(SHIPPED_CALENDARS, directory, undefined)).toEqual(shipped);
    expect(shipped.version).toMatch(/^[0-9a-f]{64}$/);
    write('cn-2027.json', YEAR);
    write('readme.txt', 'not a calendar');
    const loaded = loadCalendars(SHIPPED_CALENDARS, directory);
    expect(loaded.version).not.toBe(shipped.version);
    const period = { basis: 'working', days: 3 } as const;
    expect(dueDate(period, '2026-12-30', compileCalendar(shipped))).toEqual({ beyond: 2027, earliest: '2027-01-02' });
    expect(dueDate(period, '2026-12-30', compileCalendar(loaded))).toBe('2027-01-05');
  });

  test('an amended year replaces the shipped one', () => {
    write('cn-2026.json', { ...YEAR, year: 2026, off: ['2026-01-01'], work: [] });
    const loaded = loadCalendars(SHIPPED_CALENDARS, directory);
    expect(loaded.years.at(-1)).toEqual({ ...YEAR, year: 2026, off: ['2026-01-01'], work: [] });
    expect(loaded.years).toHaveLength(22);
  });

  test('a file that cannot be used is refused with its path and field', () => {
    write('cn-2027.json', { ...YEAR, work: ['2027-02-15'] });
    expect(() => loadCalendars(SHIPPED_CALENDARS, directory)).toThrow(/cn-2027\.json: work\[0\]: 2027-02-15/);
    write('cn-2027.json', '{');
    expect(() => loadCalendars(SHIPPED_CALENDARS, directory)).toThrow(/cn-2027\.json: .*JSON/);
    write('cn-2027.json', { ...YEAR, year: 2028, off: ['2028-01-01'], work: [] });
    expect(() => loadCalendars(SHIPPED_CALENDARS, directory)).toThrow('must be named cn-2028.json');
    expect(() => readCalendarFile(join(directory, 'cn-2030.json'))).toThrow('cn-2030.json');
  });

  test('a missing year is named, and so is an empty directory', () => {
    write('cn-2028.json', { ...YEAR, year: 2028, off: ['2028-01-01'], work: [] });
    expect(() => loadCalendars(SHIPPED_CALENDARS, directory)).toThrow('cn-2027.json is missing');
    expect(() => loadCalendars(join(directory, 'absent'))).toThrow('no calendar found');
  });

  test("the operator's directory lies under BANLI_HOME", () => {
    expect(operatorCalendars({ BANLI_HOME: '/srv/banli' })).toBe('/srv/banli/calendars');
    expect(operatorCalendars({ BANLI_HOME: '' })).toBeUndefined();
    expect(operatorCalendars({})).toBeUndefined();
  });
});
