/**
 * Goal: the shipped calendars say of every day what the State Council's notices say.
 * Method: each file is compared with the data it is generated from, and every day with a second source
 * (tyme4ts) that was compiled independently; the two known errors of that source are named.
 */
import { SolarDay } from 'tyme4ts';
import { describe, expect, test } from 'vitest';
import { compileCalendar, isWorkingDayNumber } from '../../rules/calendar/calendar.ts';
import { dateOf, dayNumber, partsOf, weekdayOfDay } from '../../rules/calendar/date.ts';
import { generateYears } from '../../scripts/calendar-data.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const data = loadCalendars();
const calendar = compileCalendar(data);

/** The notice for 2013 (国办发明电〔2012〕33号) has work made up on both; tyme4ts knows neither. */
const ERRORS_OF_TYME = ['2013-04-07', '2013-10-12'];

function isWorkingByTyme(day: number): boolean {
  const { year, month, day: dayOfMonth } = partsOf(dateOf(day));
  const entry = SolarDay.fromYmd(year, month, dayOfMonth).getLegalHoliday();
  return entry === null ? weekdayOfDay(day) <= 5 : entry.isWork();
}

describe('shipped calendars', () => {
  test('they cover 2005 to 2026', () => {
    expect([calendar.firstYear, calendar.lastYear]).toEqual([2005, 2026]);
    expect(calendar.lastDay - calendar.firstDay + 1).toBe(8035);
  });

  test('the files are what the generator writes', () => {
    expect(data.years).toEqual(generateYears());
  });

  test('day by day they agree with a second source', () => {
    const differences: string[] = [];
    for (let day = calendar.firstDay; day <= calendar.lastDay; day++) {
      if (isWorkingDayNumber(day, calendar) !== isWorkingByTyme(day)) differences.push(dateOf(day));
    }
    expect(differences).toEqual(ERRORS_OF_TYME);
  });

  test.each([
    ['2005-12-31', true, 'Saturday worked by the notice for 2006'],
    ['2013-04-07', true, 'Sunday worked'],
    ['2013-10-12', true, 'Saturday worked'],
    ['2015-09-03', false, 'the day off of 2015 alone'],
    ['2018-12-29', true, 'set by the notice for 2019'],
    ['2018-12-31', false, 'set by the notice for 2019'],
    ['2019-05-03', false, 'the amended Labour Day of 2019'],
    ['2020-01-31', false, 'the extended Spring Festival of 2020'],
    ['2020-02-01', false, 'no longer worked'],
    ['2024-02-09', true, 'the eve, encouraged and not ordered'],
    ['2024-02-18', true, 'Sunday worked'],
    ['2026-02-23', false, 'the ninth day of the Spring Festival of 2026'],
  ])('%s: working day is %s (%s)', (date, working) => {
    expect(isWorkingDayNumber(dayNumber(date), calendar)).toBe(working);
  });
});
