/**
 * Goal: who stands in for whom on a day is found with what the absent is a member of; what is over, yet to come,
 * withdrawn, or of somebody who can't sign in any more counts for nobody.
 * Method: a database.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeStore, type Store } from '../../store/database.ts';
import { disablePerson, grantMembership, putPerson } from '../../store/people.ts';
import { nameSubstitute, standInsOf, substitutesOf, withdrawSubstitute } from '../../store/substitutes.ts';
import { freshStore } from './store-database.ts';

let store: Store;

beforeAll(async () => {
  store = await freshStore();
  for (const id of ['li', 'wang', 'zhao']) await putPerson(store.db, { id, name: `${id}先生` });
  await grantMembership(store, 'li', { group: 'pets/window', unit: '' }, 'admin');
  await grantMembership(store, 'li', { group: 'pets/director', unit: 'yaodu' }, 'admin');
});
afterAll(() => closeStore(store));

const DAYS = { from: '2026-11-20', until: '2026-11-22' };
const name = (substitute: string, days = DAYS) =>
  nameSubstitute(store.db, { person: 'li', substitute, ...days, namedBy: 'li' });
const absentFor = async (who: string, day: string) =>
  (await standInsOf(store.db, who, day)).map(({ person }) => person);

test('from the first day to the last, with the memberships of the absent', async () => {
  await name('wang');
  expect(await standInsOf(store.db, 'wang', '2026-11-20')).toEqual([
    {
      person: 'li',
      name: 'li先生',
      memberships: [
        { group: 'pets/director', unit: 'yaodu' },
        { group: 'pets/window', unit: '' },
      ],
    },
  ]);
  expect(await absentFor('wang', '2026-11-22')).toEqual(['li']);
  expect(await absentFor('wang', '2026-11-19')).toEqual([]);
  expect(await absentFor('wang', '2026-11-23')).toEqual([]);
  expect(await absentFor('zhao', '2026-11-20')).toEqual([]);
});

test('one that is withdrawn is over, once and by its own person alone', async () => {
  const { id } = await name('zhao');
  expect(await withdrawSubstitute(store.db, id, 'wang', 'wang')).toBe(false);
  expect(await withdrawSubstitute(store.db, id, 'li', 'li')).toBe(true);
  expect(await withdrawSubstitute(store.db, id, 'li', 'li')).toBe(false);
  expect(await absentFor('zhao', '2026-11-20')).toEqual([]);
  expect((await substitutesOf(store.db, 'li', '2026-11-21')).map(({ substitute }) => substitute)).toEqual(['wang']);
  expect(await substitutesOf(store.db, 'li', '2026-11-23')).toEqual([]);
});

test('days in order, and nobody for themselves', async () => {
  await expect(name('wang', { from: '2026-11-22', until: '2026-11-20' })).rejects.toThrow();
  await expect(name('li')).rejects.toThrow();
});

test('who can not sign in any more is stood in for by nobody', async () => {
  await disablePerson(store.db, 'li');
  expect(await absentFor('wang', '2026-11-20')).toEqual([]);
});
