/** The daily digests of officers: one a person and working day, with the numbers as they stood then. */
import { sql } from 'kysely';
import type { PlainDate } from '../rules/calendar/date.ts';
import { type DigestCounts, desksOf, digestCounts } from './agenda.ts';
import type { Store } from './database.ts';
import { listGazettes } from './gazettes.ts';
import { listPersons } from './people.ts';

export interface Digest extends DigestCounts {
  day: PlainDate;
  /** Epoch ms. */
  at: number;
  since: number;
  seen: boolean;
}

/** Whether every officer has theirs. */
export async function isDelivered({ db }: Store, day: PlainDate): Promise<boolean> {
  const found = await db.selectFrom('app.digest_days').select('day').where('day', '=', day).executeTakeFirst();
  return found !== undefined;
}

/** A first digest tells what is new since a week. */
const FIRST_MS = 7 * 86_400_000;

/**
 * Writes the digest of each officer that has none for the day; it may be broken off, repeated or run twice at once.
 * Who has nothing to be told gets none.
 * @returns how many were written
 */
export async function deliverDigests(store: Store, day: PlainDate, at: number): Promise<number> {
  const [persons, gazettes] = await Promise.all([listPersons(store.db), listGazettes(store.db)]);
  let written = 0;
  for (const { id, disabled, memberships } of persons) {
    const desks = disabled ? [] : desksOf(memberships, gazettes);
    if (desks.length === 0) continue;
    const since = await lastDigestAt(store, id, at);
    if (since === null) continue;
    const counts = await digestCounts(store, desks, day, since);
    if (Object.values(counts).every((count) => count === 0)) continue;
    written += await insertDigest(store, id, { day, at, since, ...counts });
  }
  await sql`INSERT INTO app.digest_days VALUES (${day}::date, ${at}) ON CONFLICT DO NOTHING`.execute(store.db);
  return written;
}

/** Null: the person has that of the day, or of a later one. */
async function lastDigestAt({ db }: Store, person: string, at: number): Promise<number | null> {
  const last = await db
    .selectFrom('app.digests')
    .select('at')
    .where('person', '=', person)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return at - FIRST_MS;
  return last.at < at ? last.at : null;
}

async function insertDigest({ db }: Store, person: string, digest: Omit<Digest, 'seen'>): Promise<number> {
  const result = await db
    .insertInto('app.digests')
    .values({ person, ...digest })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0n);
}

/** Latest first. */
export async function digestsOf({ db }: Store, person: string, limit: number): Promise<Digest[]> {
  const rows = await db
    .selectFrom('app.digests')
    .selectAll()
    .where('person', '=', person)
    .orderBy('day', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ person: _, seen_at, ...digest }) => ({ ...digest, seen: seen_at !== null }));
}

/** False if there is none. */
export async function markDigestSeen({ db }: Store, person: string, day: PlainDate): Promise<boolean> {
  const { rows } = await sql`
    UPDATE app.digests SET seen_at = coalesce(seen_at, now()) WHERE person = ${person} AND day = ${day}::date
    RETURNING day`.execute(db);
  return rows.length > 0;
}
