/**
 * Goal: what the supervision of mines owes by itself: inspections and visits by grade and period, plans and lists of
 * leaders by bureau, the yearly announcement and spot check. Method: the shipped schedules, ticked over an archive of
 * mines; every start that they owe is taken by its procedure.
 */
import { expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../../cli/definition-files.ts';
import { decide } from '../../engine/decide.ts';
import { newCase } from '../../engine/new-case.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { instantAt, localDate } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { type Duty, dueSchedules } from '../../scheduler/tick.ts';
import { calendar, jsonCases, programOf, shippedDefinitions } from '../support.ts';

const COUNTY = 'county-emergency-bureau';
const CITY = 'city-emergency-bureau';
const mine = (key: string, kind: string, grade: string | null, authority: string, county: string, more = {}) => ({
  ...{ key, kind, grade, authority, county },
  ...more,
});
const MINES: JsonObject[] = [
  mine('a', 'underground-mine', 'A', COUNTY, 'xiangfen'),
  mine('b', 'open-pit-mine', 'C', COUNTY, 'xiangfen', { closedOn: null }),
  mine('c', 'tailings-pond', 'C', CITY, 'xiangfen'),
  mine('d', 'underground-mine', 'D', COUNTY, 'yicheng'),
  mine('e', 'underground-mine', 'D', COUNTY, 'daning', { closedOn: '2023-05-01' }),
  mine('g', 'geothermal', null, COUNTY, 'guxian'),
];

function owed(name: string, from: string, to: string, mines = MINES): Duty[] {
  const program = programOf(shippedDefinitions(), `mine-grading.${name}`);
  const { procedure, decisions } = program;
  const sources = procedure.schedules.map((schedule) => ({
    procedure: procedure.id,
    schedule,
    tables: procedure.tables,
    decisions,
    register: (register: string) => (register === 'risk-archive' ? mines : []),
  }));
  const due = dueSchedules(sources, calendar, instantAt(from, '00:00'), instantAt(to, '23:59'));
  expect(due).toMatchObject({ faults: [], waiting: [] });
  for (const { input, at } of due.duties) {
    const fresh = newCase({ id: '', number: '', definition: '', calendar: '' });
    expect(decide(program, calendar, fresh, { type: 'start', input }, at)).toMatchObject({ ok: true });
  }
  expect(new Set(due.duties.map(({ key }) => key)).size).toBe(due.duties.length);
  return due.duties;
}

const told = (duties: Duty[], ...names: string[]) =>
  duties.map(({ at, input }) => [localDate(at), ...names.map((name) => input[name])]).sort();

test('C is inspected each half-year, D each quarter, for the first time in July 2023', () => {
  const duties = owed('inspection', '2023-04-13', '2024-01-31');
  expect(told(duties, 'mineId', 'grade', 'authority', 'county', 'periodEnd')).toEqual([
    ['2023-07-01', 'b', 'C', COUNTY, 'xiangfen', '2023-12-31'],
    ['2023-07-01', 'c', 'C', CITY, 'xiangfen', '2023-12-31'],
    ['2023-07-01', 'd', 'D', COUNTY, 'yicheng', '2023-09-30'],
    ['2023-10-01', 'd', 'D', COUNTY, 'yicheng', '2023-12-31'],
    ['2024-01-01', 'b', 'C', COUNTY, 'xiangfen', '2024-06-30'],
    ['2024-01-01', 'c', 'C', CITY, 'xiangfen', '2024-06-30'],
    ['2024-01-01', 'd', 'D', COUNTY, 'yicheng', '2024-03-31'],
  ]);
});

test('leaders visit underground mines and ponds, of C and D each quarter, of A and B each half-year', () => {
  expect(told(owed('leader-visit', '2023-04-13', '2023-12-31'), 'mineId', 'periodEnd')).toEqual([
    ['2023-07-01', 'a', '2023-12-31'],
    ['2023-07-01', 'c', '2023-09-30'],
    ['2023-07-01', 'd', '2023-09-30'],
    ['2023-10-01', 'c', '2023-12-31'],
    ['2023-10-01', 'd', '2023-12-31'],
  ]);
});

test('a bureau with a graded mine plans the next year in December', () => {
  expect(told(owed('annual-plan', '2023-01-01', '2023-12-31'), 'authority', 'county', 'planYear')).toEqual([
    ['2023-12-01', CITY, undefined, 2024],
    ['2023-12-01', COUNTY, 'xiangfen', 2024],
    ['2023-12-01', COUNTY, 'yicheng', 2024],
  ]);
});

test('a bureau with underground mines or ponds names their leaders in January, from 2024 on', () => {
  expect(owed('responsibility', '2023-01-01', '2023-12-31')).toEqual([]);
  expect(told(owed('responsibility', '2023-12-31', '2024-12-31'), 'authority', 'county', 'year', 'mines')).toEqual([
    ['2024-01-01', CITY, undefined, 2024, ['c']],
    ['2024-01-01', COUNTY, 'xiangfen', 2024, ['a']],
    ['2024-01-01', COUNTY, 'yicheng', 2024, ['d']],
  ]);
});

test('changes of a year are collected in the January after, the 17 counties are checked in October', () => {
  const adjustments = owed('annual-adjustment', '2023-01-01', '2024-12-31');
  expect(told(adjustments, 'year')).toEqual([['2024-01-01', 2023]]);
  const checks = owed('city-spot-check', '2023-09-30', '2024-10-31');
  expect(told(checks, 'year')).toEqual([
    ['2023-10-01', 2023],
    ['2024-10-01', 2024],
  ]);
  for (const { input } of [...adjustments, ...checks]) expect(new Set(input.counties as string[]).size).toBe(17);
});

test('a mine that is graded anew and whose first grading lies before Banli is inspected too', () => {
  const scenario = jsonCases<{ id: string }>(`${SHIPPED_DEFINITIONS}/mine-grading/scenarios`).find(
    ({ entry }) => entry.id === 'mg-dr-upgrade',
  );
  const parsed = parseScenario(scenario?.entry);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  const ran = rehearse(programOf(shippedDefinitions(), parsed.ok.definition), calendar, parsed.ok);
  const rows = (ran.kind === 'ran' ? ran.facts : []).flatMap((fact) =>
    fact.type === 'registered' && fact.register === 'risk-archive' ? [{ key: fact.key, ...fact.values }] : [],
  );
  expect(told(owed('inspection', '2023-12-31', '2024-01-31', rows), 'mineId', 'grade', 'authority', 'county')).toEqual([
    ['2024-01-01', 'LF-002', 'C', COUNTY, 'xiangfen'],
  ]);
});
