/** Persons and the groups and units that they are in, kept by an administrator. Every change is in the audit. */
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

export async function disablePerson(db: Queries, id: string): Promise<void> {
  await db.updateTable('app.persons').set({ disabled: true }).where('id', '=', id).execute();
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
