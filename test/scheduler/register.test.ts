/**
 * Goal: a schedule that reads a register starts a case for each of its rows that counts. Method: the shipped monitoring
 * of purchases, ticked over rows of the register of contracts.
 */
import { expect, test } from 'vitest';
import { instantAt } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { dueSchedules } from '../../scheduler/tick.ts';
import { compileText } from '../compiler/tree.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

test('one case for each project whose contract runs on the day', () => {
  const { procedure } = programOf(shippedDefinitions(), 'service-purchase.monitoring');
  const [schedule] = procedure.schedules;
  if (schedule === undefined) throw new Error('no schedule');
  const contract = (key: string, projectNo: string, startDate: string, endDate: string) => ({
    key,
    projectNo,
    startDate,
    endDate,
  });
  const rows = [
    contract('1', 'p1', '2024-01-01', '2024-12-31'),
    contract('2', 'p1', '2024-07-01', '2024-07-01'),
    contract('3', 'p2', '2023-01-01', '2024-06-30'),
    contract('4', 'p3', '2024-07-02', '2025-06-30'),
    contract('5', 'p4', '2024-03-01', '2026-02-28'),
  ];
  const register = (name: string) => (name === 'contracts' ? rows : []);
  const source = { procedure: procedure.id, schedule, tables: procedure.tables, register };
  const due = (from: string, to: string) =>
    dueSchedules([source], calendar, instantAt(from, '00:00'), instantAt(to, '23:59'));
  expect(due('2023-12-31', '2024-12-31')).toEqual({
    duties: ['p1', 'p4'].map((project) => ({
      key: `service-purchase.monitoring/half-year/2024/${project}`,
      procedure: 'service-purchase.monitoring',
      schedule: 'half-year',
      period: '2024',
      unit: '',
      at: instantAt('2024-07-01', '09:00'),
      input: { projectNo: project, period: '2024年上半年' },
    })),
    waiting: [],
    faults: [],
  });
  expect(due('2025-01-01', '2025-12-31').duties.map(({ input }) => input)).toEqual([
    { projectNo: 'p4', period: '2025年上半年' },
  ]);
  expect(due('2026-01-01', '2026-12-31').duties).toEqual([]);
});

test('a schedule alone sees registers, by the names that the document declares', () => {
  const body = (schedule: string, then: string) => `procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: schedule
outcomes: { done: 办结 | Done }
input: { number: { label: 编号 | Number, type: text } }
start: a
steps:
  a: { label: 甲 | A, task: window, then: [{ when: '${then}', end: done }, { end: done }] }
schedules:
  yearly: { every: year, month: 1, day: 1, for: row, in: '=${schedule}', input: { number: =row.key } }
`;
  const errors = (schedule: string, then: string) =>
    compileText(body(schedule, then)).findings.flatMap(({ severity, check }) => (severity === 'error' ? [check] : []));
  expect(errors('register("permits")[item.grantedOn < today()]', 'true')).toEqual([]);
  expect(errors('register("permit")', 'true')).toContain('unknown-id');
  expect(errors('register("permits")[item.granted < today()]', 'true')).toContain('unknown-field');
  expect(errors('register("permits")', 'count(register("permits")) > 0')).toContain('unknown-function');
});

test('a schedule asks a decision about each row: rounds of a county for what is in its pool', () => {
  const { procedure, decisions } = programOf(shippedDefinitions(), 'outfalls.monitoring-round');
  const outfall = (key: string, county: string, kind: string, more: JsonObject = {}) => ({
    key,
    county,
    kind,
    ...more,
  });
  const rows: JsonObject[] = [
    outfall('汾河/1', 'yaodu', 'industrial-outfall'),
    outfall('汾河/2', 'yaodu', 'municipal-wwtp', { class: 'keep', retained: true, poorWater: true }),
    outfall('汾河/3', 'yaodu', 'industrial-outfall', { class: 'ban', poorWater: true }),
    outfall('汾河/4', 'yaodu', 'rural-treatment-facility', { retained: false }),
    outfall('汾河/5', 'yaodu', 'urban-stormwater', { poorWater: true }),
    outfall('浍河/1', 'quwo', 'rural-treatment-facility', { poorWater: false }),
    outfall('浍河/2', 'yicheng', 'irrigation-return'),
    { key: '浍河/3', kind: 'industrial-outfall' },
  ];
  const due = (from: string, to: string) =>
    dueSchedules(
      procedure.schedules.map((schedule) => ({
        procedure: procedure.id,
        schedule,
        tables: procedure.tables,
        register: () => rows,
        decision: (id: string) => decisions.get(id),
      })),
      calendar,
      instantAt(from, '00:00'),
      instantAt(to, '23:59'),
    );
  const { duties, faults } = due('2024-01-01', '2024-12-31');
  expect(faults).toEqual([]);
  expect(duties.map(({ at, input }) => [at, input])).toEqual([
    [instantAt('2024-04-01', '09:00'), { county: 'yaodu', round: '2024-1-yaodu', pool: ['汾河/1', '汾河/2'] }],
    [instantAt('2024-04-01', '09:00'), { county: 'quwo', round: '2024-1-quwo', pool: ['浍河/1'] }],
    [instantAt('2024-10-08', '09:00'), { county: 'yaodu', round: '2024-2-yaodu', pool: ['汾河/2'] }],
  ]);
  expect(due('2023-01-01', '2023-12-31').duties).toEqual([]);
});
