/**
 * Goal: date and instant arithmetic is right for every date, without the machine's clock or zone.
 * Method: properties against Temporal (an independent implementation with zone data), fixed cases for
 * the law's edges, and a look at the sources for anything that depends on the machine.
 */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import * as d from '../../rules/calendar/date.ts';

const ZONE = 'Asia/Shanghai';
const dayNumbers = fc.integer({ min: d.dayNumber('0001-01-01'), max: d.dayNumber('9999-12-31') });
const dates = dayNumbers.map(d.dateOf);
/** Years in which months and years can be added without leaving 0001 to 9999. */
const midDates = fc.integer({ min: d.dayNumber('1000-01-01'), max: d.dayNumber('3000-12-31') }).map(d.dateOf);
const instants = fc.integer({ min: d.startOfDay('1992-01-01'), max: d.startOfDay('2100-01-01') });

describe('dates', () => {
  test('a day number is the distance from 1970-01-01, and leads back to its date', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const days = Temporal.PlainDate.from('1970-01-01').until(date, { largestUnit: 'days' }).days;
        expect(d.dayNumber(date)).toBe(days);
        expect(d.dateOf(days)).toBe(date);
      }),
    );
  });

  test('parts, weekday, quarter and ISO week agree with Temporal', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const expected = Temporal.PlainDate.from(date);
        expect(d.partsOf(date)).toEqual({ year: expected.year, month: expected.month, day: expected.day });
        expect(d.weekdayOf(date)).toBe(expected.dayOfWeek);
        expect(d.quarterOf(date)).toBe(Math.floor((expected.month - 1) / 3) + 1);
        expect(d.dateFromParts(expected.year, expected.month, expected.day)).toBe(date);
      }),
    );
    fc.assert(
      fc.property(midDates, (date) => {
        const expected = Temporal.PlainDate.from(date);
        expect(d.isoWeekOf(date)).toEqual({ year: expected.yearOfWeek, week: expected.weekOfYear });
      }),
    );
  });

  test('adding days, months and years agrees with Temporal, clamped to the end of the month', () => {
    fc.assert(
      fc.property(midDates, fc.integer({ min: -9000, max: 9000 }), (date, n) => {
        const from = Temporal.PlainDate.from(date);
        expect(d.addDays(date, n)).toBe(from.add({ days: n }).toString());
        expect(d.addMonths(date, n)).toBe(from.add({ months: n }).toString());
        expect(d.addYears(date, n % 900)).toBe(from.add({ years: n % 900 }).toString());
        expect(d.daysBetween(date, d.addDays(date, n))).toBe(n);
      }),
    );
  });

  test.each([
    ['2024-02-29', 8 * 12, '2032-02-29'],
    ['2020-02-29', 1 * 12, '2021-02-28'],
    ['2016-02-29', 8 * 12, '2024-02-29'],
    ['2092-02-29', 8 * 12, '2100-02-28'],
    ['2023-01-31', 1, '2023-02-28'],
    ['2023-03-31', -1, '2023-02-28'],
    ['2023-01-15', -1, '2022-12-15'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(d.addMonths(date, months)).toBe(expected);
  });

  test('starts and ends of week, month, quarter and year', () => {
    expect(d.startOfWeek('2024-01-01')).toBe('2024-01-01');
    expect(d.endOfWeek('2024-01-01')).toBe('2024-01-07');
    expect(d.startOfWeek('2024-01-07')).toBe('2024-01-01');
    expect(d.endOfWeek('2023-12-31')).toBe('2023-12-31');
    expect(d.startOfMonth('2024-02-17')).toBe('2024-02-01');
    expect(d.endOfMonth('2024-02-17')).toBe('2024-02-29');
    expect(d.endOfMonth('2023-11-30')).toBe('2023-11-30');
    expect(d.startOfQuarter('2024-06-30')).toBe('2024-04-01');
    expect(d.endOfQuarter('2024-04-01')).toBe('2024-06-30');
    expect(d.startOfYear('2024-06-30')).toBe('2024-01-01');
    expect(d.endOfYear('2024-06-30')).toBe('2024-12-31');
  });

  test.each([
    '2023-02-29',
    '1900-02-29',
    '2023-13-01',
    '2023-00-10',
    '2023-04-31',
    '2023-01-00',
    '0000-01-01',
    '2023-1-01',
    '2023-01-01 ',
    '2023-01-01T00:00:00+08:00',
    '２０２３-01-01',
    '-023-01-01',
    '',
  ])('%j is no real date', (text) => {
    expect(d.isRealDate(text)).toBe(false);
  });

  test('real dates are real', () => {
    fc.assert(fc.property(dates, (date) => d.isRealDate(date)));
    expect(d.isRealDate('2000-02-29')).toBe(true);
  });

  test('a result outside the years 0001 to 9999, or between two days, is a RangeError', () => {
    expect(() => d.addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => d.addDays('0001-01-01', -1)).toThrow(RangeError);
    expect(() => d.addYears('9999-01-01', 1)).toThrow(RangeError);
    expect(() => d.dateFromParts(2023, 2, 29)).toThrow(RangeError);
    expect(() => d.addDays('2023-01-01', 0.5)).toThrow(RangeError);
    expect(() => d.addMonths('2023-01-01', 0.5)).toThrow(RangeError);
    expect(() => d.dateOf(Number.NaN)).toThrow(RangeError);
  });
});

describe('instants', () => {
  test('local date and time agree with the zone data of Asia/Shanghai since 1992', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const local = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(ZONE);
        expect(d.localDate(instant)).toBe(local.toPlainDate().toString());
        expect(d.localTime(instant)).toBe(local.toPlainTime().toString({ smallestUnit: 'minute' }));
        expect(d.startOfDay(d.localDate(instant))).toBe(local.startOfDay().epochMilliseconds);
        expect(d.instantAt(d.localDate(instant), d.localTime(instant))).toBe(instant - (instant % 60_000));
      }),
    );
  });

  test('a printed instant is read back as itself, and Temporal reads the same', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const text = d.formatInstant(instant);
        expect(d.parseInstant(text)).toBe(instant);
        expect(Temporal.Instant.from(text).epochMilliseconds).toBe(instant);
      }),
    );
  });

  test('any offset is read as Temporal reads it', () => {
    const offsets = fc
      .tuple(fc.constantFrom('+', '-'), fc.integer({ min: 0, max: 23 * 60 + 59 }))
      .map(
        ([sign, minutes]) =>
          `${sign}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
      );
    fc.assert(
      fc.property(instants, fc.oneof(offsets, fc.constant('Z')), (instant, offset) => {
        const text = `${d.formatInstant(instant).slice(0, 19)}${offset}`;
        expect(d.parseInstant(text)).toBe(Temporal.Instant.from(text).epochMilliseconds);
      }),
    );
  });

  test.each([
    ['2023-12-05T10:00+08:00', '2023-12-05T10:00:00+08:00'],
    ['2023-12-05T02:00:00Z', '2023-12-05T10:00:00+08:00'],
    ['2023-12-31T20:30:00-05:00', '2024-01-01T09:30:00+08:00'],
    ['2023-12-05T10:00:07.25+08:00', '2023-12-05T10:00:07.250+08:00'],
    ['2023-12-05T10:00:07.123999999+08:00', '2023-12-05T10:00:07.123+08:00'],
    ['1969-12-31T23:59:59.999Z', '1970-01-01T07:59:59.999+08:00'],
  ])('%s prints as %s', (text, printed) => {
    expect(d.formatInstant(d.parseInstant(text) ?? Number.NaN)).toBe(printed);
  });

  test.each([
    '2023-12-05T10:00:00',
    '2023-12-05',
    '2023-02-29T10:00:00+08:00',
    '2023-12-05T24:00:00+08:00',
    '2023-12-05T10:60:00+08:00',
    '2023-12-05T10:00:60+08:00',
    '2023-12-05T10:00:00+24:00',
    '2023-12-05T10:00:00+0800',
    '2023-12-05t10:00:00z',
    '2023-12-05 10:00:00+08:00',
    '2023-12-05T10:00:00.+08:00',
    '2023-12-05T10:00:00+08:00[Asia/Shanghai]',
    ' 2023-12-05T10:00:00+08:00',
  ])('%j is no instant', (text) => {
    expect(d.parseInstant(text)).toBeUndefined();
  });

  test('the minute form cuts seconds off, also before 1970', () => {
    expect(d.formatMinute(d.parseInstant('2023-12-05T10:00:59.999+08:00') ?? 0)).toBe('2023-12-05T10:00:00+08:00');
    expect(d.formatMinute(-1)).toBe('1970-01-01T07:59:00+08:00');
  });

  test('minutes between instants are whole, and never minus zero', () => {
    const at = d.instantAt('2024-01-01', '09:00');
    expect(d.minutesBetween(at, at + 119_999)).toBe(1);
    expect(d.minutesBetween(at + 119_999, at)).toBe(-1);
    expect(Object.is(d.minutesBetween(at + 1, at), 0)).toBe(true);
  });
});

test('nothing in rules/calendar depends on the machine', () => {
  const directory = new URL('../../rules/calendar/', import.meta.url);
  for (const name of readdirSync(directory)) {
    const code = readFileSync(new URL(name, directory), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
    expect(code, name).not.toMatch(
      /\bDate\b|\bIntl\b|toLocale|localeCompare|Math\.random|performance|\bprocess\b|await/,
    );
    for (const [, from] of code.matchAll(/from '([^']+)'/g)) expect(from, name).toMatch(/^\.\/[a-z]+\.ts$/);
  }
});
