/**
 * Goal: a schedule that reads a register starts a case for each of its rows that counts. Method: the shipped monitoring
 * of purchases, ticked over rows of the register of contracts.
 */
import { describe, expect, test } from 'vitest';
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
  const projects = ['p1', 'p4'].map((key) => ({ key, buyer: `${key}的购买主体` }));
  const register = (name: string) => (name === 'contracts' ? rows : name === 'projects' ? projects : []);
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
      input: { projectNo: project, period: '2024年上半年', buyer: `${project}的购买主体` },
    })),
    waiting: [],
    faults: [],
  });
  expect(due('2025-01-01', '2025-12-31').duties.map(({ input }) => input)).toEqual([
    { projectNo: 'p4', period: '2025年上半年', buyer: 'p4的购买主体' },
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

test('a schedule that writes a row has no case: input and unit are refused, and registers and fields must be there', () => {
  const body = (schedule: string) => `procedure: demo.test
version: 1
title: 试用 | Trial
startedBy: window
outcomes: { done: 办结 | Done }
start: a
steps:
  a: { label: 甲 | A, task: window, then: [{ end: done }] }
schedules:
  monthly: { every: month, day: 5, ${schedule} }
`;
  const told = (schedule: string) =>
    compileText(body(schedule)).findings.flatMap(({ severity, check }) => (severity === 'error' ? [check] : []));
  const row = 'register: { in: permits, key: =month text(period.start), set: { grantedOn: =period.start } }';
  expect(told(row)).toEqual([]);
  expect(told(`${row}, input: {}`)).toContain('unknown-key');
  expect(told(`${row}, unit: yaodu`)).toContain('unknown-key');
  expect(told('register: { in: permit, key: a }')).toContain('unknown-register');
  expect(told('register: { in: permits, key: a, set: { x: 1 } }')).toContain('unknown-register-field');
  expect(told('register: { in: permits, key: a, fields: [x] }')).toContain('unknown-key');
  const count = (id: string) => `register: { in: permits, key: '=string(count(cases("${id}")))' }`;
  expect(told(count('demo.test'))).toEqual([]);
  expect(told(count('demo.tset'))).toContain('unknown-id');
});

describe('schedules that write rows and start no case', () => {
  const { procedure, decisions } = programOf(shippedDefinitions(), 'outfalls.rectification');
  const rows: Record<string, JsonObject[]> = {
    outfalls: [
      { key: 'r/0', county: 'quwo' },
      ...Array.from({ length: 21 }, (_, i) => ({ key: `r/${i + 1}`, county: 'yaodu', closedOn: '2024-02-01' })),
      { key: 'r/22', county: 'houma', closedOn: '2024-03-01' },
      { key: 'r/23', closedOn: '2024-03-01' },
    ],
    'retained-outfalls': [{ key: '141002-0001-GY-00/r/1', name: 'n' }],
  };
  const open = (unit: string, overdue: boolean) => ({ number: 'n', unit, startedOn: '2024-01-02', overdue });
  const due = (schedule: string, from: string, to: string) => {
    const sources = procedure.schedules
      .filter(({ id }) => id === schedule)
      .map((entry) => ({
        procedure: procedure.id,
        schedule: entry,
        tables: procedure.tables,
        register: (name: string) => rows[name] ?? [],
        decision: (id: string) => decisions.get(id),
        cases: (id: string) =>
          id === 'outfalls.rectification' ? [open('yaodu', true), open('yaodu', false), open('houma', false)] : [],
      }));
    const { duties, faults } = dueSchedules(sources, calendar, instantAt(from, '00:00'), instantAt(to, '23:59'));
    expect(faults).toEqual([]);
    return duties;
  };

  test('counts by county, each month on the 5th', () => {
    const duties = due('progress', '2024-04-01', '2024-04-30');
    expect(duties).toHaveLength(18);
    expect(duties[0]).toEqual({
      key: 'outfalls.rectification/progress/2024-04/yaodu',
      procedure: 'outfalls.rectification',
      schedule: 'progress',
      period: '2024-04',
      unit: '',
      at: instantAt('2024-04-05', '09:00'),
      input: {},
      row: {
        register: 'outfalls/progress',
        key: '2024-04/yaodu',
        values: { outfalls: 21, openCases: 2, overdueCases: 1 },
      },
    });
    expect(duties.slice(1).map(({ row }) => row?.values.openCases)).toEqual([...Array(14).fill(0), 1, 0, 0]);
    expect(due('progress', '2023-09-01', '2023-11-30').map(({ period }) => period)).not.toContain('2023-10');
  });

  test('5 % of what a county has closed out, rounded up, another choice each quarter', () => {
    const drawn = (from: string, to: string) =>
      due('spot-check', from, to).map(({ row }) => [row?.key, row?.values.closedOut, row?.values.drawn]);
    const [first, second] = drawn('2024-04-01', '2024-06-30') as [[string, number, string[]], unknown];
    expect(first).toMatchObject(['2024-Q2/yaodu', 21, [expect.any(String), expect.any(String)]]);
    expect(new Set(first[2]).size).toBe(2);
    expect(second).toEqual(['2024-Q2/houma', 1, ['r/22']]);
    const year = drawn('2024-01-01', '2024-12-31').filter(([key]) => String(key).endsWith('yaodu'));
    expect(year).toHaveLength(4);
    expect(new Set(year.map(([, , list]) => JSON.stringify(list))).size).toBeGreaterThan(1);
  });

  test('the registers as they stand, each quarter', () => {
    expect(due('publication', '2024-04-01', '2024-06-30').map(({ row, at }) => [at, row])).toEqual([
      [
        instantAt('2024-04-01', '09:00'),
        {
          register: 'outfalls/publications',
          key: '2024-Q2',
          values: { setUpApprovals: [], registrations: [], retainedOutfalls: rows['retained-outfalls'] },
        },
      ],
    ]);
  });
});

test('each reporting unit owes each report once', () => {
  const { procedure } = programOf(shippedDefinitions(), 'outfalls.report');
  const sources = procedure.schedules.map((schedule) => ({
    ...{ procedure: procedure.id, schedule, tables: procedure.tables },
    register: () => [],
  }));
  const duties = ['2023-12-31', '2024-12-31'].flatMap(
    (to) =>
      dueSchedules(sources, calendar, instantAt(`${Number(to.slice(0, 4)) - 1}-12-31`, '23:59'), instantAt(to, '23:59'))
        .duties,
  );
  expect(duties).toHaveLength(3 * 26);
  const first = (report: string) => duties.find(({ input }) => input.report === report);
  expect(first('survey-progress')).toMatchObject({ at: instantAt('2023-10-13', '09:00') });
  expect(first('rectification-progress')).toMatchObject({ at: instantAt('2023-12-01', '09:00') });
  expect(first('rectification-summary')).toMatchObject({ at: instantAt('2024-10-31', '09:00') });
  expect(duties.map(({ input }) => input.unit)).toContain('襄汾县人民政府');
});

test('each valve is opened before the flood season and closed at its end', () => {
  const { procedure } = programOf(shippedDefinitions(), 'outfalls.valve-operation');
  const rows = [{ key: '汾河/7', county: 'yaodu', subject: '某公司' }, { key: '汾河/8' }];
  const sources = procedure.schedules.map((schedule) => ({
    ...{ procedure: procedure.id, schedule, tables: procedure.tables },
    register: () => rows,
  }));
  const { duties } = dueSchedules(
    sources,
    calendar,
    instantAt('2023-12-31', '00:00'),
    instantAt('2024-12-31', '00:00'),
  );
  const input = { outfallId: '汾河/7', year: 2024, county: 'yaodu', subject: '某公司' };
  expect(duties.map(({ at }) => at)).toEqual(
    ['2024-05-20', '2024-05-20', '2024-09-20', '2024-09-20'].map((day) => instantAt(day, '09:00')),
  );
  expect(duties[0]?.input).toEqual({ ...input, action: 'open' });
  expect(duties[2]?.input).toEqual({ ...input, action: 'closed' });
  expect(duties[1]?.input).toMatchObject({ outfallId: '汾河/8', county: null, subject: null });
});

test('what a schedule needs and a register does not have yet: a group is asked to enter it and to start the case', () => {
  const { procedure } = programOf(shippedDefinitions(), 'coordination-groups.progress');
  const due = (rows: JsonObject[], from: string, to: string) => {
    const register = (name: string) => (name === 'groups' ? rows : []);
    return procedure.schedules
      .map((schedule) => ({ procedure: procedure.id, schedule, tables: procedure.tables, register }))
      .flatMap((source) => dueSchedules([source], calendar, instantAt(from, '00:00'), instantAt(to, '23:59')).duties)
      .map(({ at, offer, input }) => ({ at, offer, input }));
  };
  const at = (day: string) => instantAt(day, '09:00');
  const month = (group: string, month: string) => ({ group, month });
  expect(due([], '2023-10-17', '2023-11-30')).toEqual([
    {
      at: at('2023-10-20'),
      offer: 'coordination-groups/aviation-office',
      input: month('general-aviation', '2023-10'),
    },
    {
      at: at('2023-11-20'),
      offer: 'coordination-groups/aviation-office',
      input: month('general-aviation', '2023-11'),
    },
    { at: at('2023-11-20'), offer: 'coordination-groups/hospital-office', input: month('second-hospital', '2023-11') },
  ]);
  const rows = [
    { key: 'second-hospital', units: ['甲局'] },
    { key: 'general-aviation', units: [] },
  ];
  expect(due(rows, '2023-11-01', '2023-11-30')).toEqual([
    { at: at('2023-11-20'), offer: 'coordination-groups/aviation-office', input: month('general-aviation', '2023-11') },
    { at: at('2023-11-20'), offer: undefined, input: { ...month('second-hospital', '2023-11'), units: ['甲局'] } },
  ]);
});

test('the year of the food-safety assessment starts with the counties, the departments and the ranks of the year before', () => {
  const { procedure } = programOf(shippedDefinitions(), 'food-safety.annual-evaluation');
  const due = (registers: Record<string, JsonObject[]>, from: string, to: string) => {
    const register = (name: string) => registers[name] ?? [];
    return procedure.schedules
      .map((schedule) => ({ procedure: procedure.id, schedule, tables: procedure.tables, register }))
      .flatMap((source) => dueSchedules([source], calendar, instantAt(from, '00:00'), instantAt(to, '23:59')).duties);
  };
  const departments = [{ key: 'agri', name: '市农业农村局' }];
  const results = [
    { key: '2024-yaodu', rank: 2 },
    { key: '2023-yaodu', rank: 9 },
  ];
  const [duty, ...others] = due({ departments, results }, '2025-01-01', '2025-12-31');
  expect(others).toEqual([]);
  expect(duty).toMatchObject({
    at: instantAt('2025-01-02', '09:00'),
    input: { year: 2025, departments, previous: [{ county: 'yaodu', rank: 2 }] },
  });
  expect(duty?.input.counties).toHaveLength(17);
  expect(duty?.offer).toBeUndefined();
  const [asked] = due({ results }, '2024-01-01', '2024-12-31');
  expect(asked).toMatchObject({ offer: 'food-safety/food-office', at: instantAt('2024-01-02', '09:00') });
  expect(asked?.input).toMatchObject({ year: 2024, previous: [{ county: 'yaodu', rank: 9 }] });
  expect(asked?.input).not.toHaveProperty('departments');
});
