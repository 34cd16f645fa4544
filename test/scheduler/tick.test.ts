/**
 * Goal: each duty is owed exactly once, however ticks fall; keys tell duties apart and stay when other things change.
 * Method: properties over random schedules and random cuts of a span of time; examples for keys and inputs.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../engine/model.ts';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { MS_PER_DAY, startOfDay } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { CATCH_UP_DAYS, dueSchedules, type ScheduleSource } from '../../scheduler/tick.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const calendar = compileCalendar(loadCalendars());
const FROM = startOfDay('2025-01-01');
const DAYS = 380;

const kind = fc.constantFrom<Schedule['every']>('once', 'year', 'half-year', 'quarter', 'month', 'week', 'day');
const schedules = fc
  .record({
    every: kind,
    day: fc.option(fc.integer({ min: 1, max: 31 }), { nil: undefined }),
    month: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
    workingDay: fc.option(fc.integer({ min: 1, max: 30 }), { nil: undefined }),
    weekday: fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
    at: fc.constantFrom('00:00', '09:00', '23:59'),
  })
  .map((parts) => {
    const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
    return {
      id: 's',
      label: { zh: '', en: '' },
      citations: [],
      input: [],
      date: '2025-06-03',
      ...given,
    } as unknown as Schedule;
  });

function sourceOf(schedule: Schedule, rows: JsonObject[] = []): ScheduleSource {
  return { procedure: 'mines.inspection', schedule, tables: {}, register: () => rows };
}

test('ticks at any instants, doubled and overlapping, owe what one tick owes, each once by its key', () => {
  const cuts = fc.array(fc.integer({ min: 0, max: DAYS * 24 * 60 }), { maxLength: 40 });
  fc.assert(
    fc.property(schedules, cuts, fc.integer({ min: 0, max: 10 * MS_PER_DAY }), (schedule, minutes, overlap) => {
      const source = sourceOf(schedule);
      const to = FROM + DAYS * MS_PER_DAY;
      const atOnce = dueSchedules([source], calendar, FROM, to).duties;
      const ticks = [...minutes.map((minute) => FROM + minute * 60_000).sort((a, b) => a - b), to];
      const owed = new Map<string, number>();
      let since = FROM;
      for (const tick of ticks) {
        for (const duty of dueSchedules([source], calendar, Math.max(FROM, since - overlap), tick).duties) {
          expect(owed.get(duty.key) ?? duty.at).toBe(duty.at);
          owed.set(duty.key, duty.at);
        }
        since = tick;
      }
      expect(new Map(atOnce.map(({ key, at }) => [key, at]))).toEqual(owed);
      expect(owed.size).toBe(atOnce.length);
    }),
    { numRuns: 200 },
  );
});

test('every period of a whole year has its duty, whatever the day', () => {
  const counts = { year: 1, 'half-year': 2, quarter: 4, month: 12 } as const;
  fc.assert(
    fc.property(
      fc.constantFrom('year', 'half-year', 'quarter', 'month' as const),
      fc.integer({ min: 1, max: 31 }),
      fc.constantFrom('day', 'workingDay' as const),
      (every, n, by) => {
        const schedule = {
          id: 's',
          label: { zh: '', en: '' },
          citations: [],
          at: '09:00',
          input: [],
          every,
          [by]: n,
        } as Schedule;
        // A working day may lie after its period: some months of 2025 come due in 2026.
        const { duties } = dueSchedules(
          [sourceOf(schedule)],
          calendar,
          startOfDay('2024-12-31'),
          startOfDay('2026-02-04'),
        );
        const ofYear = duties.filter(({ period }) => period.startsWith('2025'));
        expect(ofYear).toHaveLength(counts[every as keyof typeof counts]);
      },
    ),
  );
});

test(`what was missed for longer than ${CATCH_UP_DAYS} days is not caught up with`, () => {
  const daily = { id: 's', label: { zh: '', en: '' }, citations: [], at: '09:00', input: [], every: 'day' } as Schedule;
  const { duties } = dueSchedules([sourceOf(daily)], calendar, startOfDay('2020-01-01'), startOfDay('2025-01-01'));
  expect(duties).toHaveLength(CATCH_UP_DAYS);
});

describe('units and items', () => {
  const base: Omit<Schedule, 'input'> = {
    id: 'yearly',
    label: { zh: '', en: '' },
    citations: [],
    at: '09:00',
    every: 'year',
    day: 1,
  };
  const path = (root: string, ...names: string[]) => ({ op: 'path', root, path: names }) as const;
  const year = { name: 'year', value: path('period', 'year') };
  const span = [startOfDay('2024-12-31'), startOfDay('2025-02-01')] as const;

  test('a list of units gives a case each, with its unit and input', () => {
    const schedule: Schedule = {
      ...base,
      each: { items: { op: 'const', value: ['yaodu', 'hongtong'] }, as: 'county' },
      unit: path('county'),
      input: [year, { name: 'county', value: path('county') }],
    };
    expect(dueSchedules([sourceOf(schedule)], calendar, ...span).duties).toMatchObject([
      { key: 'mines.inspection/yearly/2025/yaodu', unit: 'yaodu', input: { year: 2025, county: 'yaodu' } },
      { key: 'mines.inspection/yearly/2025/hongtong', unit: 'hongtong', input: { year: 2025, county: 'hongtong' } },
    ]);
  });

  test('a row of a register keeps its duty when its other values change', () => {
    const rows = { op: 'engine', fn: 'register', args: [{ op: 'const', value: 'risk-archive' }] } as const;
    const schedule: Schedule = { ...base, each: { items: rows, as: 'row' }, unit: path('row', 'county'), input: [] };
    const keys = (grade: string) =>
      dueSchedules([sourceOf(schedule, [{ key: 'M-7', county: 'yaodu', grade }])], calendar, ...span).duties.map(
        ({ key }) => key,
      );
    expect(keys('D')).toEqual(['mines.inspection/yearly/2025/M-7']);
    expect(keys('C')).toEqual(keys('D'));
  });

  test('an expression that fails is told with its schedule, and others go on', () => {
    const broken: Schedule = { ...base, input: [{ name: 'x', value: { op: 'neg', arg: path('period', 'start') } }] };
    const sources = [sourceOf(broken), sourceOf({ ...base, id: 'other', input: [] })];
    const { duties, faults } = dueSchedules(sources, calendar, ...span);
    expect(duties.map(({ schedule }) => schedule)).toEqual(['other']);
    expect(faults).toMatchObject([{ procedure: 'mines.inspection', schedule: 'yearly', period: '2025' }]);
  });
});
