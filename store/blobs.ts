/** Files that forms hold: stored by content, sealed, before the command that names them. */
import { sha256 } from './content.ts';
import type { Store } from './database.ts';
import { PLACES } from './places.ts';

export const BLOB_BYTES_MAX = 20 * 1024 * 1024;

export interface Blob {
  hash: string;
  size: number;
  mediaType: string;
  bytes: Uint8Array;
}

/** @returns its hash. @throws RangeError above 20 MB */
export async function putBlob(store: Store, bytes: Uint8Array, mediaType: string, by: string): Promise<string> {
  if (bytes.length > BLOB_BYTES_MAX) {
    throw new RangeError(`the file has ${bytes.length} bytes: expected at most ${BLOB_BYTES_MAX}`);
  }
  const hash = sha256(bytes);
  await store.db
    .insertInto('app.blobs')
    .values({
      hash,
      size: bytes.length,
      media_type: mediaType,
      bytes: store.vault.seal(PLACES.file(hash), bytes),
      stored_by: by,
    })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
  await store.db
    .insertInto('app.blob_owners')
    .values({ hash, person: by })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return hash;
}

/** Whether this person has handed it in. */
export async function ownsBlob(store: Store, hash: string, person: string): Promise<boolean> {
  const select = store.db.selectFrom('app.blob_owners').select('hash').where('hash', '=', hash);
  return (await select.where('person', '=', person).executeTakeFirst()) !== undefined;
}

/** @throws Error if its bytes were altered in the database */
export async function getBlob(store: Store, hash: string): Promise<Blob | null> {
  const row = await store.db.selectFrom('app.blobs').selectAll().where('hash', '=', hash).executeTakeFirst();
  if (row === undefined) return null;
  const bytes = store.vault.open(PLACES.file(hash), row.bytes);
  if (sha256(bytes) !== hash) throw new Error(`file ${hash} has been altered in the database`);
  return { hash, size: row.size, mediaType: row.media_type, bytes };
}
