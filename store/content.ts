/** Bundles, decisions and calendars by the SHA-256 (hex) of their canonical JSON (RFC 8785). */
import { createHash } from 'node:crypto';
import type { ContentStore } from '../activities/ports.ts';
import type { Queries, Store } from './database.ts';
import type { ContentTable } from './tables.ts';

export type ContentKind = ContentTable['kind'];

export function sha256(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function createContentStore(store: Store): ContentStore {
  return { get: (hash) => getContent(store.db, hash) };
}

/** @throws Error if the bytes in the database no longer have this hash: restore them from a backup. */
export async function getContent(db: Queries, hash: string): Promise<string | null> {
  const row = await db.selectFrom('app.content').select('bytes').where('hash', '=', hash).executeTakeFirst();
  if (row === undefined) return null;
  const found = sha256(row.bytes);
  if (found !== hash) {
    throw new Error(`content ${hash} has been altered in the database: its bytes have the hash ${found}`);
  }
  return row.bytes.toString('utf8');
}

/** Stores canonical JSON under its hash, which is returned. Storing it again changes nothing. */
export async function putContent(db: Queries, kind: ContentKind, canonical: string): Promise<string> {
  const hash = sha256(canonical);
  await db
    .insertInto('app.content')
    .values({ hash, kind, bytes: Buffer.from(canonical, 'utf8') })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  return hash;
}
