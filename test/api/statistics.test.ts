/**
 * Goal: figures are asked for the right cases: a leader's of all, an officer's of their documents, nobody else's; they
 * come with names, as tables, and lead to cases that only those open who may read them.
 * Method: the app with all ports in memory; what the store is asked is looked at.
 */
import { describe, expect, test } from 'vitest';
import type { FigureCase } from '../../store/statistics.ts';
import { app, ask, started, world } from './fixtures/app.ts';
import type { statisticsOf } from './fixtures/due.ts';
import { caseView } from './fixtures/world.ts';

const memory = () => world.ports.statistics as ReturnType<typeof statisticsOf>;
const kept = { inTime: 3, late: 1, stillLate: 1 };
const long = { calendarDays: { median: 9, p90: 20 }, workingDays: { median: 7, p90: 14 } };

const fill = () =>
  Object.assign(memory().figuresGiven, {
    total: { started: 5, ended: 4, open: 1, ...long, ...kept },
    months: [{ month: '2026-11', started: 5, ended: 4, open: 1, ...long, ...kept }],
    procedures: [{ procedure: 'permits.permit', started: 5, ended: 4, open: 1, ...long, ...kept }],
    groups: [{ group: 'permits/window', opened: 6, completed: 5, open: 1, ...long, ...kept }],
    deadlines: [{ procedure: 'permits.permit', deadline: 'decision', ...kept }],
  });

describe('figures', () => {
  test('are of the last twelve months, with names', async () => {
    fill();
    const { body } = await ask('leader1', 'GET', '/api/statistics');
    expect(body).toMatchObject({
      from: '2025-12',
      to: '2026-11',
      total: { started: 5, open: 1, workingDays: { median: 7 } },
      procedures: [{ procedure: { label: { zh: '演示许可' } } }],
      groups: [{ group: { label: { zh: '窗口' } }, document: { label: { zh: '演示办法' } } }],
      deadlines: [{ deadline: { label: { zh: '决定期限' } } }],
    });
    expect(memory().asked[0]).toMatchObject({
      from: Date.parse('2025-12-01T00:00:00+08:00'),
      to: Date.parse('2026-12-01T00:00:00+08:00'),
    });
    expect(world.audit.at(-1)).toMatchObject({ action: 'statistics.read', outcome: 'done' });
  });

  test('are of all cases for a leader, of their documents for an officer, and never of a party', async () => {
    await ask('leader1', 'GET', '/api/statistics');
    await ask('window1', 'GET', '/api/statistics?procedure=permits.permit&group=permits/window');
    expect(memory().asked.map(({ sight }) => sight)).toEqual([
      { all: true, party: '', offices: [] },
      { all: false, party: '', offices: [{ slug: 'permits', unit: '' }] },
    ]);
    expect(memory().asked[1]).toMatchObject({ procedure: 'permits.permit', group: 'permits/window' });
    for (const person of ['applicant1', 'auditor1', 'operator1', 'administrator1'])
      expect((await ask(person, 'GET', '/api/statistics')).status, person).toBe(403);
  });

  test('of months that are none, or too many, are refused', async () => {
    for (const query of ['from=2026-13', 'from=2026-05&to=2026-04', 'from=2010-01&to=2026-01', 'table=all'])
      expect((await ask('leader1', 'GET', `/api/statistics?${query}`)).status, query).toBe(400);
  });

  test('come as tables in the language that is asked for', async () => {
    fill();
    const csv = await ask('leader1', 'GET', '/api/statistics?format=csv&table=groups');
    expect(csv.headers['content-disposition']).toContain('groups-2025-12-2026-11.csv');
    expect(String(csv.body).replace('\uFEFF', '').split('\r\n').slice(0, 2)).toEqual([
      '文件,岗位,收到任务,办理任务,目前在办,中位数(工作日),九成不超过(工作日),中位数(自然日),九成不超过(自然日),按期,逾期,逾期未结,逾期率',
      '演示办法,窗口,6,5,1,7,14,9,20,3,1,1,25.0%',
    ]);
    const english = await ask('leader1', 'GET', '/api/statistics?format=csv&table=deadlines', undefined, {
      'accept-language': 'en',
    });
    expect(String(english.body)).toContain('Demo permit,Decision,3,1,1,25.0%');
    const sheet = await app.inject({
      url: '/api/statistics?format=xlsx&table=months',
      headers: { authorization: 'Bearer leader1' },
    });
    expect(sheet.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

describe('the cases behind a figure', () => {
  test('are told by number, state and dates; a leader may not open them, an officer of the document may', async () => {
    const id = await started();
    const { number, procedure, definition, unit, status, outcome } = {
      ...caseView({}).case,
      definition: world.cases.get(id)?.state.definition ?? '',
    };
    const row: FigureCase = {
      ...{ id, number, procedure, definition, unit, status, outcome },
      ...{ startedAt: 0, endedAt: null, calendarDays: null, workingDays: null },
    };
    memory().cases = async (query) => {
      memory().asked.push(query);
      return { items: [row], next: 'more' };
    };
    const of = (person: string) =>
      ask(person, 'GET', '/api/statistics/cases?figure=late&deadline=decision&from=2026-01');
    const leader = await of('leader1');
    expect(leader.body.items).toMatchObject([{ number, status: 'open', mayOpen: false }]);
    expect(leader.body.items[0]).not.toHaveProperty('subject');
    expect(leader.headers.link).toContain('rel="next"');
    expect((await of('window1')).body.items).toMatchObject([{ mayOpen: true }]);
    expect(memory().asked[0]).toMatchObject({ figure: 'late', deadline: 'decision', limit: 20 });
    expect((await ask('leader1', 'GET', `/api/cases/${id}`)).status).toBe(404);
    expect((await ask('leader1', 'GET', '/api/statistics/cases?figure=all')).status).toBe(400);
  });
});
