/**
 * Goal: comments beside a case are sealed and read in order; the cases around a case are found from both sides, and only
 * those that may be seen. Method: rows and comments in a real database.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Sight } from '../../store/case-view.ts';
import { commentsOf, writeComment } from '../../store/comments.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { relatedCases } from '../../store/related.ts';
import { freshStore } from './store-database.ts';

const ALL: Sight = { all: true, party: 'nobody', offices: [] };
const [round, incident, linked, told] = [v7(), v7(), v7(), v7()] as const;
let store: Store;

beforeAll(async () => {
  store = await freshStore();
  const cases = [
    { id: round, procedure: 'a.round', parent: null },
    { id: incident, procedure: 'a.incident', parent: null },
    { id: linked, procedure: 'a.linked', parent: round },
    { id: told, procedure: 'b.told', parent: null },
  ];
  for (const { id, procedure, parent } of cases) {
    await sql`INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, started_at, seq,
        hash, state_hash, run_number, history_length, parent_case)
      VALUES (${id}, ${`n ${procedure}`}, ${procedure}, 'd', 'c', '', '', 'open', 1, 1, '', '', 1, 1, ${parent})`.execute(
      store.db,
    );
  }
  await store.db
    .insertInto('read.links')
    .values([
      { case_id: round, seq: 5, kind: 'started', other: incident },
      { case_id: round, seq: 7, kind: 'told', other: told },
    ])
    .execute();
});
afterAll(() => closeStore(store));

const around = async (id: string, sight = ALL) =>
  (await relatedCases(store, id, sight)).map(({ relationship, case: { procedure } }) => [relationship, procedure]);

test('cases that it started, with a link or without, that started it, and with which it exchanged messages', async () => {
  expect(await around(round)).toEqual([
    ['started', 'a.linked'],
    ['started', 'a.incident'],
    ['told', 'b.told'],
  ]);
  expect(await around(incident)).toEqual([['starter', 'a.round']]);
  expect(await around(linked)).toEqual([['starter', 'a.round']]);
  expect(await around(told)).toEqual([['teller', 'a.round']]);
});

test('what may not be seen is not there', async () => {
  expect(await around(round, { all: false, party: 'nobody', offices: [{ slug: 'b', unit: '' }] })).toEqual([
    ['told', 'b.told'],
  ]);
  expect(await around(round, { all: false, party: 'nobody', offices: [] })).toEqual([]);
});

test('comments are read latest first, each of its own case, and stand nowhere in the clear', async () => {
  await writeComment(store, round, 'p1', '与企业核对过');
  await writeComment(store, round, 'p2', '第二条');
  await writeComment(store, incident, 'p1', '另一件');
  expect(await commentsOf(store, round)).toMatchObject([
    { author: 'p2', text: '第二条' },
    { author: 'p1', text: '与企业核对过' },
  ]);
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM app.comments t
    WHERE t::text LIKE ${`%${Buffer.from('核对').toString('hex')}%`}`.execute(store.db);
  expect(rows[0]?.n).toBe(0);
});
