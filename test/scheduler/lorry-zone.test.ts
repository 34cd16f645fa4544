/**
 * Goal: the registers of the green-transport zone follow the calendar: a pass is valid through its last day, and the
 * sites of the notice are recorded without touching what officers wrote. Method: the shipped schedules over rows.
 */
import { expect, test } from 'vitest';
import { formatInstant, instantAt } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { type Duty, dueSchedules } from '../../scheduler/tick.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

const definitions = shippedDefinitions();

function owed(name: string, rows: JsonObject[], from: string, to: string): Duty[] {
  const { procedure } = programOf(definitions, `lorry-zone.${name}`);
  const sources = procedure.schedules.map((schedule) => ({
    ...{ procedure: procedure.id, schedule, tables: procedure.tables },
    register: () => rows,
  }));
  const due = dueSchedules(sources, calendar, instantAt(from, '12:00'), instantAt(to, '12:00'));
  expect(due).toMatchObject({ faults: [], waiting: [] });
  return due.duties;
}

test('a pass expires at the midnight after its last day, once', () => {
  const rows = [
    { key: 'A', status: 'valid', validTo: '2023-12-31' },
    { key: 'B', status: 'valid', validTo: '2024-01-01' },
    { key: 'C', status: 'expired', validTo: '2023-12-01' },
  ];
  const expired = (day: string, next: string) =>
    owed('temporary-pass', rows, day, next).map(({ at, row }) => [row, formatInstant(at)]);
  const row = { register: 'lorry-zone/passes', key: 'A', values: { status: 'expired' } };
  expect(expired('2023-12-30', '2023-12-31')).toEqual([]);
  expect(expired('2023-12-31', '2024-01-01')).toEqual([[row, '2024-01-01T00:00:00+08:00']]);
  expect(expired('2024-01-01', '2024-01-02').map(([one]) => (one as { key: string }).key)).toEqual(['A', 'B']);
});

test('the sites that the register lacks are recorded with kind, county and place', () => {
  const known = { key: 'yd-chk-1', kind: 'checkpoint', county: 'yaodu', place: '另址' };
  const rows = owed('entry-violation', [known], '2023-10-30', '2023-10-31').map(({ row }) => row);
  expect(rows).toHaveLength(16);
  expect(rows.map((row) => row?.key)).not.toContain('yd-chk-1');
  expect(rows[0]).toEqual({
    register: 'lorry-zone/sites',
    key: 'hd-cam-1',
    values: { kind: 'camera', county: 'hongtong', place: '临汾绕城高速洪洞西口与桃临线交叉位置临汾方向400米' },
  });
  const counties = rows.map((row) => row?.values.county);
  expect(['hongtong', 'xiangfen', 'yaodu'].map((one) => counties.filter((county) => county === one).length)).toEqual([
    5, 4, 7,
  ]);
});
