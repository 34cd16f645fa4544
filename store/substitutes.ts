/** Who stands in for whom while they are on leave. Nothing is deleted: what was done in a name stays explained. */
import { v7 } from 'uuid';
import type { Queries } from './database.ts';
import type { Membership } from './worklist.ts';

export interface Substitution {
  id: string;
  person: string;
  substitute: string;
  /** Local dates, both included. */
  from: string;
  until: string;
  namedBy: string;
}

/** Somebody in whose name a person may act now, with what they are a member of. */
export interface StandIn {
  person: string;
  name: string;
  memberships: Membership[];
}

export async function nameSubstitute(db: Queries, named: Omit<Substitution, 'id'>): Promise<Substitution> {
  const id = v7();
  const { person, substitute, from, until, namedBy } = named;
  await db
    .insertInto('app.substitutes')
    .values({ id, person, substitute, from_date: from, until_date: until, named_by: namedBy })
    .execute();
  return { id, ...named };
}

/** Those of a person that run on the day or later, by their first day. */
export async function substitutesOf(db: Queries, person: string, day: string): Promise<Substitution[]> {
  const rows = await db
    .selectFrom('app.substitutes')
    .selectAll()
    .where('person', '=', person)
    .where('withdrawn_at', 'is', null)
    .where('until_date', '>=', day)
    .orderBy('from_date')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    person: row.person,
    substitute: row.substitute,
    from: row.from_date,
    until: row.until_date,
    namedBy: row.named_by,
  }));
}

/** @returns false if the person has no such one that runs or will */
export async function withdrawSubstitute(db: Queries, id: string, person: string, by: string): Promise<boolean> {
  const done = await db
    .updateTable('app.substitutes')
    .set({ withdrawn_at: new Date(), withdrawn_by: by })
    .where('id', '=', id)
    .where('person', '=', person)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}

/** For whom the person stands in on the day; who can't sign in any more is stood in for by nobody. */
export async function standInsOf(db: Queries, substitute: string, day: string): Promise<StandIn[]> {
  const rows = await db
    .selectFrom('app.substitutes as s')
    .innerJoin('app.persons as p', 'p.id', 's.person')
    .innerJoin('app.memberships as m', 'm.person', 's.person')
    .select(['s.person', 'p.name', 'm.grp', 'm.unit'])
    .distinct()
    .where('s.substitute', '=', substitute)
    .where('s.withdrawn_at', 'is', null)
    .where('s.from_date', '<=', day)
    .where('s.until_date', '>=', day)
    .where('p.disabled', '=', false)
    .orderBy('s.person')
    .orderBy('m.grp')
    .orderBy('m.unit')
    .execute();
  const found = new Map<string, StandIn>();
  for (const { person, name, grp, unit } of rows) {
    const known = found.get(person) ?? { person, name, memberships: [] };
    known.memberships.push({ group: grp, unit });
    found.set(person, known);
  }
  return [...found.values()];
}
