/**
 * Goal: the plan of the city of medical emergencies owes drills and assessments by itself, in its years and for all its
 * counties. Method: the shipped schedules, ticked over the whole plan.
 */
import { expect, test } from 'vitest';
import { formatInstant, instantAt } from '../../rules/calendar/date.ts';
import { type Duty, dueSchedules } from '../../scheduler/tick.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

const definitions = shippedDefinitions();

function owed(name: string): Duty[] {
  const { procedure } = programOf(definitions, `medical-emergency.${name}`);
  const sources = procedure.schedules.map((schedule) => ({
    ...{ procedure: procedure.id, schedule, tables: procedure.tables },
    register: () => [],
  }));
  const due = [2022, 2023, 2024, 2025, 2026, 2027, 2028].map((year) =>
    dueSchedules(
      sources,
      calendar,
      instantAt(`${year}-01-01`, '00:00') - 1,
      instantAt(`${year + 1}-01-01`, '00:00') - 1,
    ),
  );
  for (const one of due) expect(one).toMatchObject({ faults: [], waiting: [] });
  return due.flatMap(({ duties }) => duties);
}

test('drills for each of the 17 counties on 1 January 2024 to 2027', () => {
  const duties = owed('annual-drills');
  expect(duties).toHaveLength(4 * 17);
  expect([...new Set(duties.map(({ at }) => formatInstant(at)))]).toEqual(
    [2024, 2025, 2026, 2027].map((year) => `${year}-01-01T09:00:00+08:00`),
  );
  expect(new Set(duties.map(({ unit }) => unit)).size).toBe(17);
  expect(duties[0]).toMatchObject({ unit: 'yaodu', input: { year: 2024, county: 'yaodu' } });
});

test('one assessment of all 17 counties on 1 December 2023 to 2027', () => {
  const duties = owed('annual-assessment');
  expect(duties.map(({ at }) => formatInstant(at))).toEqual(
    [2023, 2024, 2025, 2026, 2027].map((year) => `${year}-12-01T09:00:00+08:00`),
  );
  expect(duties.map(({ input }) => input.year)).toEqual([2023, 2024, 2025, 2026, 2027]);
  for (const { input } of duties) expect(input.counties).toHaveLength(17);
});
