/** What need not be kept: answers for repeats that nobody sends any more, and drafts that nobody came back to. */
import { sql } from 'kysely';
import type { Store } from './database.ts';
import { dropOldRequests } from './idempotency.ts';

const REQUESTS_DAYS = 30;
const DRAFTS_DAYS = 180;

export interface TidiedUp {
  requests: number;
  drafts: number;
}

/** A start or a command that is sent again after that time is known to its case all the same. */
export async function tidyUp(store: Store): Promise<TidiedUp> {
  const requests = await dropOldRequests(store, REQUESTS_DAYS);
  const drafts = await store.db
    .deleteFrom('app.drafts')
    .where('updated_at', '<', sql<Date>`now() - ${DRAFTS_DAYS} * interval '1 day'`)
    .executeTakeFirst();
  return { requests, drafts: Number(drafts.numDeletedRows) };
}
