/** Public keys (Ed25519, raw 32 bytes) that verify the signatures of commands. None is ever removed. */
import type { Store } from './database.ts';

/** @throws Error if another key has this id */
export async function putSigningKey(store: Store, keyId: string, publicKey: Uint8Array): Promise<void> {
  await store.db
    .insertInto('app.signing_keys')
    .values({ key_id: keyId, public_key: Buffer.from(publicKey) })
    .onConflict((conflict) => conflict.column('key_id').doNothing())
    .execute();
  const kept = await findSigningKey(store, keyId);
  if (kept === null || !Buffer.from(publicKey).equals(Buffer.from(kept))) {
    throw new Error(`signing key ${keyId} is there with other bytes: give the new key another id`);
  }
}

export async function findSigningKey(store: Store, keyId: string): Promise<Uint8Array | null> {
  const row = await store.db
    .selectFrom('app.signing_keys')
    .select('public_key')
    .where('key_id', '=', keyId)
    .executeTakeFirst();
  return row?.public_key ?? null;
}

/** No longer used for new signatures; old ones are verified with it as before. */
export async function retireSigningKey(store: Store, keyId: string): Promise<void> {
  await store.db
    .updateTable('app.signing_keys')
    .set({ retired_at: new Date() })
    .where('key_id', '=', keyId)
    .where('retired_at', 'is', null)
    .execute();
}
