/**
 * Goal: what is due at whose desk, and how each running of a deadline went, follow from facts and state alone.
 * Method: short histories written by hand, looked at as a whole and in pieces.
 */
import { describe, expect, test } from 'vitest';
import type { FactBody } from '../../engine/model.ts';
import { outlineOf } from '../../store/outline.ts';
import { projectFacts, type Rows } from '../../store/project-facts.ts';
import { BUNDLE, historyOf, START, WHOLE_CASE } from './history.ts';

const ID = '01900000-0000-7000-8000-000000000002';
const outline = outlineOf(BUNDLE);
const HOUR = 3_600_000;
const at = (seq: number) => START + (seq - 1) * HOUR;

function rows(bodies: readonly FactBody[], to = bodies.length, from = 1): Rows {
  const { facts, state } = historyOf(ID, bodies).batch(from, to);
  return projectFacts(
    facts.map(({ fact }) => fact),
    state,
    outline,
  );
}

describe('what is due', () => {
  const agendaAfter = (to: number) => rows(WHOLE_CASE, to).agenda;

  test('lies at the desks that have an open task under it, each with what nobody has claimed', () => {
    const window = { grp: 'pets/window', unit: 'yaodu', case_unit: 'yaodu', procedure: 'pets.licence', warn_days: 3 };
    expect(agendaAfter(6)).toMatchObject([
      { ...window, deadline: 'check', state: 'running', due: '2026-01-12', due_sort: '2026-01-12', unclaimed: 1 },
      { ...window, deadline: 'decision', due: null, unknown_year: 2027, due_sort: '9999-12-31', unclaimed: 1 },
    ]);
    expect(agendaAfter(7).map(({ unclaimed }) => unclaimed)).toEqual([0, 0]);
    expect(agendaAfter(8)[0]).toMatchObject({ deadline: 'check', state: 'suspended', due: null });
    expect(agendaAfter(18)).toMatchObject([{ deadline: 'decision', grp: 'pets/reviewer', unit: '', unclaimed: 2 }]);
  });

  test('is the whole office’s where nobody has a task under it', () => {
    expect(agendaAfter(14)).toMatchObject([{ deadline: 'decision', grp: 'pets/', unit: 'yaodu', unclaimed: 0 }]);
  });

  test('is nothing any more once the case has ended', () => {
    expect(agendaAfter(WHOLE_CASE.length)).toEqual([]);
  });

  test('is near from its last reminder on, and three days before its end in any case', () => {
    const withReminders = (...remind: number[]) => {
      const deadlines = BUNDLE.procedure.deadlines.map((deadline) => ({ ...deadline, remind }));
      const bundle = { ...BUNDLE, procedure: { ...BUNDLE.procedure, deadlines } };
      return outlineOf(bundle).deadlines.get('check')?.warnDays;
    };
    expect(withReminders(30, 10)).toBe(10);
    expect(withReminders(5, 1)).toBe(3);
    expect(withReminders()).toBe(3);
  });
});

const started = (deadline: string, due: string): FactBody => ({
  ...{ type: 'deadline-started', deadline, basis: 'working', from: '2026-01-05', days: 5, date: null },
  due: { date: due },
});

/** Met late at first, begun again, suspended and met in time. */
const TWICE: FactBody[] = [
  { type: 'started', by: { group: 'applicant' }, input: { county: 'yaodu' } },
  started('check', '2026-01-12'),
  { type: 'overdue', deadline: 'check' },
  { type: 'deadline-met', deadline: 'check' },
  started('check', '2026-01-19'),
  { type: 'deadline-suspended', deadline: 'check' },
  { type: 'deadline-resumed', deadline: 'check', due: { date: '2026-01-21' } },
  { type: 'deadline-met', deadline: 'check' },
  started('review', '2026-01-30'),
  started('review', '2026-02-02'),
  { type: 'ended', outcome: 'granted' },
];

describe('runnings of a deadline', () => {
  test('are told each, with what became of it', () => {
    expect(rows(TWICE).runs).toMatchObject([
      {
        ...{ deadline: 'check', run: 1, steps: ['check'], started_at: at(2), due: '2026-01-12' },
        ...{ overdue_at: at(3), ended_at: at(4), ended_as: 'met', version: 4, changed_at: at(4) },
      },
      {
        ...{ deadline: 'check', run: 2, started_at: at(5), due: '2026-01-21' },
        ...{ overdue_at: null, ended_at: at(8), ended_as: 'met', version: 8 },
      },
      { deadline: 'review', run: 1, due: '2026-01-30', ended_at: at(10), ended_as: 'cancelled' },
      { deadline: 'review', run: 2, due: '2026-02-02', ended_at: at(11), ended_as: 'cancelled' },
    ]);
  });

  test('that began earlier are changed by what happens to them', () => {
    expect(rows(TWICE, 4, 3)).toMatchObject({
      runs: [],
      runPatches: [
        {
          ...{ deadline: 'check', run: 1, moved: false },
          ...{ overdue_at: at(3), ended_at: at(4), ended_as: 'met', version: 4 },
        },
      ],
    });
    expect(rows(TWICE, 7, 6).runPatches).toMatchObject([{ run: 2, moved: true, due: '2026-01-21', ended_at: null }]);
    const over = rows(TWICE, 11, 10);
    expect(over.runs).toMatchObject([{ deadline: 'review', run: 2, ended_as: 'cancelled' }]);
    expect(over.runPatches).toMatchObject([{ deadline: 'review', run: 1, ended_at: at(10) }, { deadline: 'check' }]);
  });

  test('have the groups that had a task under them when it was known whether they were kept', () => {
    const decision = rows(WHOLE_CASE).runs.find(({ deadline }) => deadline === 'decision');
    expect(decision).toMatchObject({ procedure: 'pets.licence', grps: ['pets/window', 'pets/reviewer'] });
    expect(rows(WHOLE_CASE, 20).runs.find(({ deadline }) => deadline === 'decision')?.grps).toEqual([]);
    const [patch] = rows(WHOLE_CASE, 21, 18).runPatches;
    expect(patch?.opened).toEqual([{ step: 'review', grp: 'pets/reviewer' }]);
  });
});
