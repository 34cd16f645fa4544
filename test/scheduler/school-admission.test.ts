/**
 * Goal: each of the nine schools begins its admission by itself, with the places of all its stages. Method: the shipped
 * schedule, with and without rows of the register of plans.
 */
import { expect, test } from 'vitest';
import { instantAt } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { dueSchedules } from '../../scheduler/tick.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

function places(rows: JsonObject[]): Record<string, unknown> {
  const { procedure, decisions } = programOf(shippedDefinitions(), 'school-admission.school-season');
  const sources = procedure.schedules.map((schedule) => ({
    procedure: procedure.id,
    schedule,
    tables: procedure.tables,
    decisions,
    register: (register: string) => (register === 'plans' ? rows : []),
  }));
  const { duties, faults } = dueSchedules(
    sources,
    calendar,
    instantAt('2023-01-01', '00:00'),
    instantAt('2023-12-31', '23:59'),
  );
  expect(faults).toEqual([]);
  expect(new Set(duties.map(({ at }) => at))).toEqual(new Set([instantAt('2023-08-11', '09:00')]));
  return Object.fromEntries(duties.map(({ input }) => [input.school, input.plan]));
}

const PLANS = {
  central: 1495,
  'middle-3': 300,
  'experimental-middle-1': 200,
  'normal-middle': 200,
  'primary-1': 360,
  'primary-2': 270,
  'primary-3': 270,
  'normal-primary': 135,
  'affiliated-1': 570,
};

test('the nine schools with the places of the plan', () => {
  expect(places([])).toEqual(PLANS);
});

test('places as the register has them, of all stages of a school', () => {
  const rows = [
    { key: 'central-junior', plan: 1000, adjusted: 1020 },
    { key: 'central-primary', plan: 495 },
    { key: 'primary-2-primary', plan: 280 },
  ];
  expect(places(rows)).toEqual({ ...PLANS, central: 1515, 'primary-2': 280 });
});
