/** Addresses at which calendars read what is due: each with a secret of which only the hash is kept. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { sha256 } from './content.ts';
import type { Store } from './database.ts';

export interface CalendarFeed {
  id: string;
  /** `<slug>/<group>`; null: all groups of the person. */
  group: string | null;
  createdAt: Date;
  /** To the hour. */
  readAt: Date | null;
}

const MOST_FEEDS = 20;

/** The secret, told this once; null: the person has as many as they may have. */
export async function createFeed(
  { db }: Store,
  person: string,
  group: string | null,
): Promise<{ id: string; token: string } | null> {
  const id = v7();
  const token = randomBytes(24).toString('base64url');
  const { rows } = await sql`
    INSERT INTO app.calendar_feeds (id, person, grp, token_hash)
    SELECT ${id}::uuid, ${person}, ${group}, ${sha256(token)}
    WHERE (SELECT count(*) FROM app.calendar_feeds WHERE person = ${person}) < ${MOST_FEEDS}
    RETURNING id`.execute(db);
  return rows.length === 0 ? null : { id, token };
}

export async function feedsOf({ db }: Store, person: string): Promise<CalendarFeed[]> {
  const rows = await db
    .selectFrom('app.calendar_feeds')
    .selectAll()
    .where('person', '=', person)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, grp, created_at, read_at }) => ({ id, group: grp, createdAt: created_at, readAt: read_at }));
}

/** False if the person has no such feed. */
export async function revokeFeed({ db }: Store, person: string, id: string): Promise<boolean> {
  const deleted = await db
    .deleteFrom('app.calendar_feeds')
    .where('id', '=', id)
    .where('person', '=', person)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/** Whose it is; null if there is none, or its person can't sign in any more. Notes that it was read. */
export async function openFeed({ db }: Store, token: string): Promise<{ person: string; group: string | null } | null> {
  const { rows } = await sql<{ id: string; person: string; grp: string | null; fresh: boolean }>`
    SELECT f.id, f.person, f.grp, coalesce(f.read_at > now() - interval '1 hour', false) AS fresh
    FROM app.calendar_feeds f JOIN app.persons p ON p.id = f.person AND NOT p.disabled
    WHERE f.token_hash = ${sha256(token)}`.execute(db);
  const [found] = rows;
  if (found === undefined) return null;
  if (!found.fresh) await sql`UPDATE app.calendar_feeds SET read_at = now() WHERE id = ${found.id}`.execute(db);
  return { person: found.person, group: found.grp };
}
