/** Persons and the groups and units that they are in, kept by an administrator. Every change is in the audit. */
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Queries, Store } from './database.ts';
import type { Membership } from './worklist.ts';

export interface Person {
  id: string;
  name: string;
  disabled: boolean;
}

export interface PersonEntry extends Person {
  demo: boolean;
  memberships: Membership[];
}

export async function putPerson(
  db: Queries,
  person: { id: string; name: string; subject?: string; demo?: boolean },
): Promise<void> {
  const values = { name: person.name, subject: person.subject ?? null, demo: person.demo ?? false };
  await db
    .insertInto('app.persons')
    .values({ id: person.id, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** By the subject under which the identity provider knows them; null if nobody has it. */
export async function personBySubject(db: Queries, subject: string): Promise<Person | null> {
  const select = db.selectFrom('app.persons').select(['id', 'name', 'disabled']);
  return (await select.where('subject', '=', subject).executeTakeFirst()) ?? null;
}

/** Names by id; an unknown id has none. */
export async function namesOf(db: Queries, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('app.persons')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Who is in a group, in which unit, by name. */
export async function membersOf(db: Queries, group: string): Promise<{ id: string; name: string; unit: string }[]> {
  return db
    .selectFrom('app.memberships as m')
    .innerJoin('app.persons as p', 'p.id', 'm.person')
    .select(['p.id', 'p.name', 'm.unit'])
    .where('m.grp', '=', group)
    .where('p.disabled', '=', false)
    .orderBy('m.unit')
    .orderBy('p.name')
    .execute();
}

export async function listPersons(db: Queries, only: { demo?: boolean } = {}): Promise<PersonEntry[]> {
  let select = db.selectFrom('app.persons').select(['id', 'name', 'disabled', 'demo']);
  if (only.demo !== undefined) select = select.where('demo', '=', only.demo);
  const persons = await select.orderBy('id').execute();
  const rows = await db.selectFrom('app.memberships').select(['person', 'grp', 'unit']).orderBy('grp').execute();
  return persons.map((person) => ({
    ...person,
    memberships: rows.filter((row) => row.person === person.id).map(({ grp, unit }) => ({ group: grp, unit })),
  }));
}

export async function membershipsOf(db: Queries, person: string): Promise<Membership[]> {
  const rows = await db
    .selectFrom('app.memberships')
    .select(['grp', 'unit'])
    .where('person', '=', person)
    .orderBy('grp')
    .orderBy('unit')
    .execute();
  return rows.map(({ grp, unit }) => ({ group: grp, unit }));
}

export interface DirectoryEntry extends PersonEntry {
  /** Under which the identity provider knows them. */
  subject: string | null;
}

/** By id. @throws RangeError for the limit, BadCursor for the cursor */
export async function pagePersons(
  db: Queries,
  query: { text?: string; limit: number; cursor?: string },
): Promise<Page<DirectoryEntry>> {
  const limit = checkedLimit(query.limit);
  let select = db.selectFrom('app.persons').select(['id', 'name', 'subject', 'disabled', 'demo']);
  if (query.cursor !== undefined) select = select.where('id', '>', String(decodeCursor(query.cursor, ['string'])[0]));
  if (query.text !== undefined) {
    const pattern = `%${query.text.replace(/[\\%_]/g, '\\$&')}%`;
    select = select.where((or) => or.or([or('name', 'ilike', pattern), or('id', 'ilike', pattern)]));
  }
  const rows = await select
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const page = pageOf(
    rows,
    limit,
    (row) => row,
    (row) => [row.id],
  );
  const memberships = await membershipsOfAll(
    db,
    page.items.map(({ id }) => id),
  );
  return { ...page, items: page.items.map((row) => ({ ...row, memberships: memberships.get(row.id) ?? [] })) };
}

async function membershipsOfAll(db: Queries, persons: readonly string[]): Promise<Map<string, Membership[]>> {
  const found = new Map<string, Membership[]>();
  if (persons.length === 0) return found;
  const select = db.selectFrom('app.memberships').select(['person', 'grp', 'unit']);
  const rows = await select
    .where('person', 'in', [...persons])
    .orderBy('grp')
    .orderBy('unit')
    .execute();
  for (const { person, grp, unit } of rows) {
    found.set(person, [...(found.get(person) ?? []), { group: grp, unit }]);
  }
  return found;
}

export async function findPerson(db: Queries, id: string): Promise<DirectoryEntry | null> {
  const select = db.selectFrom('app.persons').select(['id', 'name', 'subject', 'disabled', 'demo']);
  const row = await select.where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : { ...row, memberships: await membershipsOf(db, id) };
}

/** A new person; one of the same id or subject is left as it is. */
export async function addPerson(
  db: Queries,
  person: { id: string; name: string; subject: string },
): Promise<'added' | 'id-taken' | 'subject-taken'> {
  const added = await db
    .insertInto('app.persons')
    .values(person)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (added !== undefined) return 'added';
  return (await findPerson(db, person.id)) === null ? 'subject-taken' : 'id-taken';
}

/** They stay, because histories name them, and can't sign in any more. @returns false if there is none to disable */
export async function disablePerson(db: Queries, id: string): Promise<boolean> {
  const update = db.updateTable('app.persons').set({ disabled: true }).where('id', '=', id);
  return Number((await update.where('disabled', '=', false).executeTakeFirst()).numUpdatedRows) === 1;
}

/** @returns false if they are in it already */
export async function grantMembership(store: Store, person: string, to: Membership, by: string): Promise<boolean> {
  const row = { person, grp: to.group, unit: to.unit };
  return store.db.transaction().execute(async (tx) => {
    const done = await tx
      .insertInto('app.memberships')
      .values({ ...row, granted_by: by })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (Number(done.numInsertedOrUpdatedRows ?? 0) === 0) return false;
    await tx
      .insertInto('app.membership_audit')
      .values({ ...row, by_person: by, action: 'granted' })
      .execute();
    return true;
  });
}

/** @returns false if they were not in it */
export async function withdrawMembership(store: Store, person: string, from: Membership, by: string): Promise<boolean> {
  const row = { person, grp: from.group, unit: from.unit };
  return store.db.transaction().execute(async (tx) => {
    const done = await tx
      .deleteFrom('app.memberships')
      .where('person', '=', person)
      .where('grp', '=', from.group)
      .where('unit', '=', from.unit)
      .executeTakeFirst();
    if (Number(done.numDeletedRows) === 0) return false;
    await tx
      .insertInto('app.membership_audit')
      .values({ ...row, by_person: by, action: 'withdrawn' })
      .execute();
    return true;
  });
}
