/**
 * Goal: what the winter air campaign owes by itself: reports by day, week and end, inspections by topic and county,
 * bulletins by county with its targets, and targets where they are missing. Method: the shipped schedules, ticked over
 * the whole campaign.
 */
import { expect, test } from 'vitest';
import { instantAt, localDate } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { type Duty, dueSchedules } from '../../scheduler/tick.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

const definitions = shippedDefinitions();

function owed(name: string, rows: JsonObject[] = []): Duty[] {
  const { procedure } = programOf(definitions, `air-action.${name}`);
  const sources = procedure.schedules.map((schedule) => ({
    procedure: procedure.id,
    schedule,
    tables: procedure.tables,
    register: (register: string) => (register === 'county-targets' ? rows : []),
  }));
  const due = dueSchedules(sources, calendar, instantAt('2023-10-01', '00:00'), instantAt('2024-10-01', '00:00'));
  expect(due).toMatchObject({ faults: [], waiting: [] });
  expect(new Set(due.duties.map(({ key }) => key)).size).toBe(due.duties.length);
  return due.duties;
}

const dayOf = ({ at }: Duty) => localDate(at);

test('a report each day and each Friday of the campaign, and a closing report after it', () => {
  const duties = owed('dispatch-report');
  const ofKind = (kind: string) => duties.filter(({ input }) => input.kind === kind);
  expect(ofKind('daily')).toHaveLength(164);
  expect(ofKind('daily').map(dayOf)).toContain('2024-02-29');
  expect(ofKind('weekly').map(dayOf).slice(0, 2)).toEqual(['2023-10-20', '2023-10-27']);
  expect(ofKind('weekly').map(dayOf).at(-1)).toBe('2024-03-29');
  expect(ofKind('final').map(dayOf)).toEqual(['2024-04-01']);
  expect(duties.every((duty) => duty.input.date === dayOf(duty))).toBe(true);
  expect(duties[0]?.at).toBe(instantAt('2023-10-20', '09:00'));
});

test('an inspection of each topic in each county, of CO monitors in four, of what opens later then', () => {
  const duties = owed('special-inspection');
  expect(duties).toHaveLength(6 * 18 + 4 + 18);
  const ofTopic = (topic: string) => duties.filter(({ input }) => input.topic === topic);
  expect(ofTopic('co-monitors').map(({ unit }) => unit)).toEqual(['yaodu', 'quwo', 'xiangfen', 'houma']);
  expect(new Set(ofTopic('vehicles').map(dayOf))).toEqual(new Set(['2023-10-20']));
  expect(new Set(ofTopic('three-clear').map(dayOf))).toEqual(new Set(['2023-11-01']));
  expect(ofTopic('three-clear')).toHaveLength(18);
});

test('a bulletin of the month before for each county with targets of that month, their entry for the others', () => {
  const rows = [
    { key: 'yaodu/1', pm25Target: 55, heavyDaysTarget: 3 },
    { key: 'yaodu/2', pm25Target: 60, heavyDaysTarget: 5 },
    { key: 'quwo/2', pm25Target: 58, heavyDaysTarget: 4 },
    { key: 'houma/1', pm25Target: 50, heavyDaysTarget: null },
  ];
  const bulletins = owed('monthly-bulletin', rows);
  const input = (county: string, month: string, date: string, pm25Target: number, heavyDaysTarget: number) => ({
    county,
    month,
    date,
    pm25Target,
    heavyDaysTarget,
  });
  expect(bulletins.map((duty) => duty.input)).toEqual([
    input('yaodu', '2023-10', '2023-11-01', 55, 3),
    input('yaodu', '2023-11', '2023-12-01', 55, 3),
    input('yaodu', '2023-12', '2024-01-01', 55, 3),
    ...[
      ['2024-01', '2024-02-01'],
      ['2024-02', '2024-03-01'],
      ['2024-03', '2024-04-01'],
    ].flatMap(([month = '', date = '']) => [input('yaodu', month, date, 60, 5), input('quwo', month, date, 58, 4)]),
  ]);
  expect(bulletins.map(({ key }) => key)).toContain('air-action.monthly-bulletin/month/2024-02/quwo');
  const entries = owed('target-entry', rows);
  expect(entries).toHaveLength(3 * 17 + 3 * 16);
  expect(entries.find(({ unit }) => unit === 'houma')?.input).toEqual({
    county: 'houma',
    stage: '1',
    month: '2023-10',
    date: '2023-11-01',
  });
  expect(entries.filter(({ unit }) => unit === 'quwo').map((duty) => duty.input.month)).toEqual([
    '2023-10',
    '2023-11',
    '2023-12',
  ]);
  expect(entries.filter(({ unit }) => unit === 'yaodu')).toEqual([]);
});
