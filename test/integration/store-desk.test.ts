/**
 * Goal: a desk holds what is to be done by a person, what they wait for and what they have done, each whole and in order
 * on every page; a case is found by its texts by whom it concerns; saved views are one person's.
 * Method: cases projected from hand-made histories, fact by fact; pages compared with the whole.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadModel } from '../../activities/ports.ts';
import type { FactBody } from '../../engine/model.ts';
import { createContentStore } from '../../store/content.ts';
import type { Page } from '../../store/cursor.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { countDone, countWaiting, doneTasks, hasPartIn, waitingCases } from '../../store/desk.ts';
import { createReadModel } from '../../store/projection.ts';
import { dropView, listViews, saveView } from '../../store/saved-views.ts';
import { searchCases } from '../../store/search.ts';
import { type WorklistView, worklist } from '../../store/worklist.ts';
import { historyOf } from '../store/history.ts';
import { freshStore } from './store-database.ts';

const WINDOW = { group: 'window', person: 'p-li' };
const APPLICANT = { group: 'applicant', person: 'p-wang' };
const CASES = 9;
const ids: string[] = [];
let store: Store;
let model: ReadModel;

/** The window has checked it, and the director has it. */
function checkedCase(i: number): FactBody[] {
  return [
    { type: 'started', by: APPLICANT, input: { owner: `晋通${i}公司`, county: 'yaodu' } },
    { type: 'task-opened', token: 1, step: 'check', scope: 0, group: 'window', unit: 'yaodu' },
    { type: 'task-completed', token: 1, step: 'check', by: WINDOW, data: {}, clear: [] },
    {
      type: 'deadline-started',
      deadline: 'decision',
      basis: 'working',
      from: '2026-01-05',
      days: 9,
      date: null,
      due: { date: `2026-02-0${9 - i}` },
    },
    { type: 'task-opened', token: 2, step: 'review', scope: 0, group: 'director', unit: '' },
  ];
}

async function project(bodies: readonly FactBody[]): Promise<string> {
  const caseId = v7();
  const history = historyOf(caseId, bodies);
  for (let seq = 1; seq <= bodies.length; seq++) await model.project(history.batch(seq, seq));
  return caseId;
}

beforeAll(async () => {
  store = await freshStore();
  model = createReadModel(store, createContentStore(store));
  for (let i = 0; i < CASES; i++) ids.push(await project(checkedCase(i)));
});

afterAll(() => closeStore(store));

async function all<T>(read: (place: { limit: number; cursor?: string }) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await read({ limit: 4, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next ?? undefined;
  }
  return items;
}

describe('what a person waits for', () => {
  const window = { person: 'p-li', memberships: [{ group: 'pets/window', unit: 'yaodu' }] };

  test('are the open cases in which they acted and others must act, the most urgent first', async () => {
    const found = await all((place) => waitingCases(store, { ...window, ...place }));
    expect(found.map((one) => one.case.id)).toEqual([...ids].reverse());
    expect(found[0]?.tasks).toMatchObject([{ grp: 'pets/director', due: '2026-02-01' }]);
    expect(await countWaiting(store, window, 100)).toBe(CASES);
    expect(await countWaiting(store, window, 3)).toBe(3);
    expect(await countWaiting(store, { person: 'p-wang', memberships: [] }, 100)).toBe(CASES);
    expect(await countWaiting(store, { ...window, text: '晋通7' }, 100)).toBe(1);
    expect(await countWaiting(store, { ...window, procedure: 'pets.other' }, 100)).toBe(0);
  });

  test('are no cases whose task they could do themselves, nor cases that have ended', async () => {
    const director = { group: 'pets/director', unit: '' };
    expect(await countWaiting(store, { ...window, memberships: [director] }, 100)).toBe(0);
    const ended = await project([...checkedCase(0), { type: 'ended', outcome: 'granted' }]);
    expect(
      (await all((place) => waitingCases(store, { ...window, ...place }))).map((one) => one.case.id),
    ).not.toContain(ended);
    expect(await hasPartIn(store, ended, 'p-li')).toBe(true);
    expect(await hasPartIn(store, ended, 'p-zhao')).toBe(false);
  });
});

test('what a person has done is told from the latest on', async () => {
  const found = await all((place) => doneTasks(store, { person: 'p-li', ...place }));
  expect(found).toHaveLength(CASES + 1);
  const times = found.map(({ task }) => `${task.closed_at} ${task.case_id}`);
  expect(times).toEqual([...times].sort().reverse());
  expect(await countDone(store, { person: 'p-li', since: Number.MAX_SAFE_INTEGER }, 100)).toBe(0);
  expect(await countDone(store, { person: 'p-li', text: '晋通3' }, 100)).toBe(1);
});

test('on the own desk lies what is claimed, delegated or to be signed, each once', async () => {
  const [claimed, delegated, toSign, both] = ids as [string, string, string, string];
  const set = (column: 'claimed_by' | 'delegated_to', person: string, id: string) =>
    sql`UPDATE read.tasks SET ${sql.ref(column)} = ${person} WHERE case_id = ${id} AND token = 2`.execute(store.db);
  await set('claimed_by', 'p-zhao', claimed);
  await set('claimed_by', 'p-zhao', both);
  await set('claimed_by', 'p-qian', delegated);
  await set('delegated_to', 'p-zhao', delegated);
  for (const id of [toSign, both]) {
    await sql`INSERT INTO read.signers (case_id, token, person, state, due_sort)
      SELECT case_id, token, 'p-zhao', 'asked', due_sort FROM read.tasks WHERE case_id = ${id} AND token = 2`.execute(
      store.db,
    );
  }
  const mine = async (...persons: string[]) =>
    (await worklist(store, { view: { kind: 'mine', persons }, limit: 100 })).items;
  const found = await mine('p-zhao');
  expect(found.map(({ caseId }) => caseId)).toEqual([both, toSign, delegated, claimed]);
  expect(found.map((one) => one.toSign)).toEqual([true, true, false, false]);
  expect(await mine('p-qian')).toEqual([]);
  expect(await mine('p-zhao', 'p-qian')).toHaveLength(4);
  // What a leaver hands over: also what they have delegated themselves; page by page, each once.
  const held = (person: string) =>
    all((place) => worklist(store, { view: { kind: 'held', person }, ...place, limit: 2 }));
  expect((await held('p-zhao')).map(({ caseId }) => caseId)).toEqual([both, toSign, delegated, claimed]);
  expect((await held('p-zhao')).map((one) => one.toSign)).toEqual([true, true, false, false]);
  expect((await held('p-qian')).map(({ caseId }) => caseId)).toEqual([delegated]);
});

test('what was sent back lies with whom it was sent to, else with the group', async () => {
  const [mine, others, groups] = ids as [string, string, string];
  for (const [id, to] of [
    [mine, 'p-sun'],
    [others, 'p-qian'],
    [groups, null],
  ]) {
    await sql`UPDATE read.tasks SET sent_back_at = 1, sent_back_to = ${to}, claimed_by = NULL, delegated_to = NULL
      WHERE case_id = ${id} AND token = 2`.execute(store.db);
  }
  const view: WorklistView = {
    kind: 'sent-back',
    persons: ['p-sun'],
    memberships: [{ group: 'pets/director', unit: '' }],
  };
  const { items } = await worklist(store, { view, limit: 10 });
  expect(items.map(({ caseId }) => caseId)).toEqual([groups, mine]);
});

test('a case is found by all words of its texts, within what a person may see, page by page', async () => {
  const everything = { all: true, party: '', offices: [] };
  const found = await all((place) => searchCases(store, { text: '晋通 公司', sight: everything, ...place }));
  expect(found).toHaveLength(CASES + 1);
  expect(new Set(found.map((one) => one.case.id)).size).toBe(CASES + 1);
  const parts = (await searchCases(store, { text: '通５公', sight: everything, limit: 5 })).items[0]?.parts;
  expect(parts).toMatchObject([
    { place: 'number' },
    { place: 'starter' },
    { place: 'field', field: 'owner', text: '晋通5公司' },
    { place: 'field', field: 'county' },
  ]);
  const nobody = { all: false, party: 'p-nobody', offices: [] };
  expect((await searchCases(store, { text: '晋通', sight: nobody, limit: 5 })).items).toEqual([]);
});

test('more cases than are looked up one by one are walked in order', async () => {
  await sql`
    INSERT INTO read.search (case_id, text, grams)
    SELECT md5('many' || i)::uuid, '满山公司', ARRAY['满', '满山', '山', '山公', '公', '公司', '司']
    FROM generate_series(1, 1100) AS i`.execute(store.db);
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, started_at, seq, hash,
      state_hash, run_number, history_length)
    SELECT md5('many' || i)::uuid, 'n' || i, 'pets.licence', 'd', 'c', '满山公司', '', 'open', i, 1, 'h', 's', 1, 1
    FROM generate_series(1, 1100) AS i`.execute(store.db);
  const sight = { all: true, party: '', offices: [] };
  const first = await searchCases(store, { text: '满山', sight, limit: 3 });
  expect(first.items.map((one) => one.case.number)).toEqual(['n1100', 'n1099', 'n1098']);
  const next = await searchCases(store, { text: '满山', sight, limit: 3, cursor: first.next ?? '' });
  expect(next.items.map((one) => one.case.number)).toEqual(['n1097', 'n1096', 'n1095']);
});

test('saved views are sealed, one person’s, with one name each and one that opens the desk', async () => {
  const view = { name: '隐鲸公司', filter: { q: '隐鲸' }, isDefault: true };
  const saved = await saveView(store, 'p-li', null, view);
  if (typeof saved === 'string') throw new Error(saved);
  expect(await saveView(store, 'p-li', null, view)).toBe('taken');
  expect(await saveView(store, 'p-zhao', saved.id, view)).toBe('none');
  await saveView(store, 'p-li', null, { ...view, name: '另一个' });
  await saveView(store, 'p-li', saved.id, { ...view, name: '改名', isDefault: false });
  expect(await listViews(store, 'p-li')).toMatchObject([
    { name: '改名', filter: { q: '隐鲸' }, isDefault: false },
    { name: '另一个', isDefault: true },
  ]);
  const { rows } = await sql<{ n: number }>`
    SELECT count(*) AS n FROM app.saved_views v
    WHERE encode(v.content, 'hex') LIKE ${`%${Buffer.from('隐鲸').toString('hex')}%`}`.execute(store.db);
  expect(rows[0]?.n).toBe(0);
  expect(await dropView(store, 'p-zhao', saved.id)).toBe(false);
  expect(await dropView(store, 'p-li', saved.id)).toBe(true);
});
