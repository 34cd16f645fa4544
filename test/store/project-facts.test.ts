/**
 * Goal: the read model's rows follow from facts and state alone.
 * Method: one whole case written by hand, looked at after some of its facts.
 */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../rules/json.ts';
import { outlineOf } from '../../store/outline.ts';
import { NO_DUE_DATE, projectFacts, type Rows } from '../../store/project-facts.ts';
import { BUNDLE, type History, historyOf, START, WHOLE_CASE } from './history.ts';

const ID = '01900000-0000-7000-8000-000000000001';
const outline = outlineOf(BUNDLE);
const whole = historyOf(ID, WHOLE_CASE);

function rowsAfter(to: number, from = 1, history: History = whole): Rows {
  const { facts, state } = history.batch(from, to);
  return projectFacts(
    facts.map(({ fact }) => fact),
    state,
    outline,
  );
}

describe('the case', () => {
  test('is known by its number, its first short text and its unit, and by who started it', () => {
    expect(rowsAfter(6).case).toMatchObject({
      id: ID,
      procedure: 'pets.licence',
      subject: '王小明',
      unit: 'yaodu',
      started_by: 'p-wang',
      status: 'open',
      outcome: null,
      started_at: START,
      seq: 6,
    });
    expect(rowsAfter(29).case).toMatchObject({ subject: '王大明', status: 'ended', outcome: 'granted' });
  });

  test('is searched without identity numbers', () => {
    const { search } = rowsAfter(1);
    expect(search?.text).toContain('王小明');
    expect(search?.text).not.toContain('11010519491231002x');
  });

  test('is searched anew only when a text of it has changed', () => {
    const changed = WHOLE_CASE.findIndex((fact) => fact.type === 'data-set') + 1;
    expect(rowsAfter(changed, changed).search?.text).toContain('王大明');
    const others = WHOLE_CASE.map((_, i) => i + 1).filter((seq) => seq > 1 && seq !== changed);
    for (const seq of others) expect(rowsAfter(seq, seq).search).toBeNull();
  });

  test('is found by the short scalars of its data as they are now', () => {
    expect(rowsAfter(1).keys).toMatchObject({ open: true, keys: { county: 'yaodu', dogs: 2 } });
    expect(rowsAfter(29).keys.open).toBe(false);
    expect(rowsAfter(29).keys.keys).not.toHaveProperty('dogs');
    const prose = historyOf(ID, [{ type: 'started', input: { a: 'x'.repeat(201), b: 'a\0b', d: [1], e: '' } }]);
    expect(rowsAfter(1, 1, prose).keys.keys).toEqual({ e: '' });
  });

  test('tells the units of groups that are of another one than the case', () => {
    const of = (input: JsonObject) => rowsAfter(1, 1, historyOf(ID, [{ type: 'started', input }])).case.units;
    expect(of({ county: 'yaodu', keeper: 'huozhou' })).toEqual({ 'pets/keeper': 'huozhou' });
    expect(of({ county: 'yaodu', keeper: 'yaodu' })).toBeNull();
    expect(of({ keeper: 'huozhou' })).toEqual({ 'pets/keeper': 'huozhou' });
    expect(of({ county: 'yaodu' })).toBeNull();
  });

  test('has no unit where the data do not tell it', () => {
    const bare = historyOf(ID, [{ type: 'started', input: {} }]);
    expect(rowsAfter(1, 1, bare).case.unit).toBe('');
  });
});

describe('tasks', () => {
  test('are due with the first of the deadlines that cover them', () => {
    expect(rowsAfter(6).tasks).toMatchObject([
      { token: 2, grp: 'pets/window', unit: 'yaodu', state: 'open', deadline: 'check', due: '2026-01-12', version: 6 },
    ]);
  });

  test('have no date while that is suspended or its year is unknown, and sort last', () => {
    expect(rowsAfter(8).tasks).toMatchObject([
      { deadline: 'check', due: null, due_earliest: null, due_sort: NO_DUE_DATE, claimed_by: 'p-li', version: 7 },
    ]);
    const onlyDecision = WHOLE_CASE.filter((body) => !('deadline' in body) || body.deadline === 'decision');
    const history = historyOf(ID, onlyDecision.slice(0, 5));
    expect(rowsAfter(5, 1, history).tasks).toMatchObject([
      { deadline: 'decision', due: null, due_earliest: '2027-02-01' },
    ]);
  });

  test('that were opened earlier are told by their open row and, once over, by a patch', () => {
    expect(rowsAfter(8, 8).tasks).toMatchObject([{ token: 2, version: 0 }]);
    expect(rowsAfter(13, 13)).toMatchObject({
      tasks: [],
      patches: [{ token: 2, state: 'completed', completed_by: 'p-li', version: 13 }],
    });
  });

  test('opened and completed in one batch are told as over, by items too', () => {
    const { tasks, patches } = rowsAfter(20);
    expect(patches).toEqual([]);
    expect(tasks.map(({ token, item, state }) => [token, item, state]).sort()).toEqual([
      [2, null, 'completed'],
      [4, 'a', 'completed'],
      [5, 'b', 'open'],
    ]);
  });

  test('that are left at the end are closed', () => {
    expect(rowsAfter(29).tasks.find(({ token }) => token === 5)).toMatchObject({ state: 'closed', claimed_by: null });
  });
});

describe('inbox, documents, incidents', () => {
  test('each recipient of a notice, reminder or escalation has a row under the number of the fact', () => {
    expect(rowsAfter(29).inbox).toMatchObject([
      { seq: 9, place: 0, kind: 'notice', grp: 'pets/applicant', template: 'correct-materials' },
      { seq: 11, place: 0, kind: 'reminder', grp: 'pets/window', deadline: 'check', days_before: 1 },
      { seq: 11, place: 1, kind: 'reminder', grp: 'pets/head' },
      { seq: 22, place: 0, kind: 'escalation', grp: 'pets/head', deadline: 'decision' },
    ]);
  });

  test('a document gets its number from the effect that was carried out', () => {
    const rows = rowsAfter(29);
    expect(rows.documents).toMatchObject([{ seq: 23, document: 'licence' }]);
    expect(rows.documentNumbers).toEqual([{ seq: 23, number: '养犬证〔2026〕00001' }]);
  });

  test('deadlines show their state, their suspensions and the year that they wait for', () => {
    expect(rowsAfter(8).deadlines).toMatchObject([
      { deadline: 'check', state: 'suspended', due: null, suspensions: [{ from: '2026-01-05', to: null }] },
      { deadline: 'decision', state: 'running', due: null, due_earliest: '2027-02-01', unknown_year: 2027 },
    ]);
    expect(rowsAfter(29).deadlines).toMatchObject([{ state: 'met' }, { state: 'overdue', due: '2026-02-06' }]);
  });
});
