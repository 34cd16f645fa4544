/** Requests by Idempotency-Key: a repeat gets the first answer, another request under the same key is told so. */
import { sql } from 'kysely';
import type { Json } from '../rules/json.ts';
import type { Store } from './database.ts';
import { PLACES } from './places.ts';

export interface KeyedRequest {
  person: string;
  key: string;
  route: string;
  bodyHash: string;
}

export type Begun =
  /** Carry it out, then call `finishRequest` (or `forgetRequest` if nothing came of it). */
  | { kind: 'new' }
  | { kind: 'repeated'; status: number; response: Json }
  /** The first one is still running. */
  | { kind: 'running' }
  /** The key was used for another route or body. */
  | { kind: 'conflict' };

/**
 * After this long without an answer the first one is taken for lost: its process was stopped. Nearly twice what a living
 * one takes at most. Were one taken for lost that lives, it would be done once all the same: cases know the key.
 */
const LOST_AFTER_S = 15;

export async function beginRequest(store: Store, request: KeyedRequest): Promise<Begun> {
  const { person, key, route, bodyHash } = request;
  const begun = await sql`
    INSERT INTO app.idempotency AS i (person, key, route, body_hash) VALUES (${person}, ${key}, ${route}, ${bodyHash})
    ON CONFLICT (person, key) DO UPDATE SET created_at = now()
      WHERE i.status IS NULL AND i.route = excluded.route AND i.body_hash = excluded.body_hash
        AND i.created_at < now() - ${LOST_AFTER_S} * interval '1 second'
    RETURNING person`.execute(store.db);
  if (begun.rows.length > 0) return { kind: 'new' };
  const earlier = await store.db
    .selectFrom('app.idempotency')
    .select(['route', 'body_hash', 'status', 'response'])
    .where('person', '=', person)
    .where('key', '=', key)
    .executeTakeFirst();
  if (earlier === undefined) return beginRequest(store, request);
  if (earlier.route !== route || earlier.body_hash !== bodyHash) return { kind: 'conflict' };
  if (earlier.status === null) return { kind: 'running' };
  return { kind: 'repeated', status: earlier.status, response: answerOf(store, request, earlier.response) };
}

function answerOf(store: Store, { person, key }: KeyedRequest, sealed: Buffer | null): Json {
  return sealed === null ? null : store.vault.openJson<Json>(PLACES.answer(person, key), sealed);
}

export async function finishRequest(
  store: Store,
  request: KeyedRequest,
  status: number,
  response: Json,
): Promise<void> {
  await store.db
    .updateTable('app.idempotency')
    .set({ status, response: store.vault.sealJson(PLACES.answer(request.person, request.key), response) })
    .where('person', '=', request.person)
    .where('key', '=', request.key)
    .execute();
}

/** The request came to nothing and may be sent again under its key. */
export async function forgetRequest(store: Store, request: KeyedRequest): Promise<void> {
  await store.db
    .deleteFrom('app.idempotency')
    .where('person', '=', request.person)
    .where('key', '=', request.key)
    .where('status', 'is', null)
    .execute();
}

/** @returns how many keys older than `days` were dropped */
export async function dropOldRequests(store: Store, days: number): Promise<number> {
  const done = await store.db
    .deleteFrom('app.idempotency')
    .where('created_at', '<', sql<Date>`now() - ${days} * interval '1 day'`)
    .executeTakeFirst();
  return Number(done.numDeletedRows);
}
