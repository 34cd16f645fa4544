/**
 * Goal: a schedule starts one case with the rows of a register that count, and none where there are none. Method: the
 * shipped evaluation of platforms, ticked over permits of several years.
 */
import { expect, test } from 'vitest';
import { instantAt } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { dueSchedules } from '../../scheduler/tick.ts';
import { calendar, programOf, shippedDefinitions } from '../support.ts';

test('one case a year with all rows that count in it, by key; none where there are none', () => {
  const { procedure } = programOf(shippedDefinitions(), 'ride-hailing.quality-evaluation');
  const [schedule] = procedure.schedules;
  if (schedule === undefined) throw new Error('no schedule');
  const permit = (key: string, grantedOn: string, validTo: string, status = 'valid') => ({
    ...{ key, companyName: `平台${key}`, grantedOn, validTo, status },
  });
  const due = (rows: JsonObject[], from: string, to: string) => {
    const register = (name: string) => (name === 'platform-permits' ? rows : []);
    const source = { procedure: procedure.id, schedule, tables: procedure.tables, register };
    return dueSchedules([source], calendar, instantAt(from, '00:00'), instantAt(to, '23:59'));
  };
  const rows = [
    permit('LF-9', '2024-12-31', '2028-12-30'),
    permit('LF-1', '2020-01-05', '2024-01-04', 'suspended'),
    permit('LF-2', '2025-01-01', '2029-01-01'),
    permit('LF-3', '2020-01-01', '2023-12-31'),
    permit('LF-4', '2023-05-01', '2027-04-30', 'cancelled'),
    { key: 'LF-5', companyName: '平台LF-5' },
  ];
  const platforms = (...keys: string[]) => keys.map((key) => ({ key, name: `平台${key}` }));
  expect(due(rows, '2024-12-31', '2025-12-30')).toEqual({
    duties: [
      {
        key: 'ride-hailing.quality-evaluation/yearly/2025/2024',
        procedure: 'ride-hailing.quality-evaluation',
        schedule: 'yearly',
        period: '2025',
        unit: '',
        at: instantAt('2025-01-02', '09:00'),
        input: { year: 2024, platforms: platforms('LF-1', 'LF-9') },
      },
    ],
    waiting: [],
    faults: [],
  });
  expect(due(rows, '2025-12-31', '2026-12-30').duties.map(({ input }) => input)).toEqual([
    { year: 2025, platforms: platforms('LF-2', 'LF-9') },
  ]);
  expect(due(rows, '2023-12-31', '2024-12-30').duties.map(({ at, input }) => [at, input])).toEqual([
    [instantAt('2024-01-02', '09:00'), { year: 2023, platforms: platforms('LF-1', 'LF-3') }],
  ]);
  expect(due(rows.slice(4), '2024-12-31', '2025-12-30').duties).toEqual([]);
});
