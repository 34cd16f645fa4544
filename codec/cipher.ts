/**
 * AES-256-GCM with a key for each case, derived from the installation's data key (HKDF-SHA-256, RFC 5869, salt: the
 * case's id), so that the limit of random nonces (2³² messages a key, NIST SP 800-38D) holds for one case and not for
 * all. The case's id and, for a reference, the hash it names are authenticated: a ciphertext moved to another case
 * can't be opened there.
 */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { DataKey } from '../runtime/keys.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const DERIVED_KEYS_MAX = 5_000;

export interface Sealed {
  keyId: string;
  /** nonce ‖ ciphertext ‖ tag */
  data: Uint8Array;
}

export interface Cipher {
  /** With the first key. */
  seal(caseId: string, associated: string, plain: Uint8Array): Sealed;
  /** Null if the key isn't known or anything was changed. */
  open(caseId: string, associated: string, sealed: Sealed): Uint8Array | null;
}

/** @param keys the first seals, all open. @throws RangeError if there is none or one hasn't 32 bytes. */
export function createCipher(keys: readonly DataKey[]): Cipher {
  const [inForce] = keys;
  if (inForce === undefined) throw new RangeError('No data key: expected at least one of 32 bytes.');
  const byId = new Map(keys.map((key) => [key.id, masterOf(key)]));
  // As objects: what bytes cost to be taken for a key each time is several times the encryption of a short payload.
  const derived = new Map<string, KeyObject>();

  function keyFor(keyId: string, caseId: string): KeyObject | null {
    const master = byId.get(keyId);
    if (master === undefined) return null;
    const name = `${keyId} ${caseId}`;
    const known = derived.get(name);
    if (known !== undefined) return known;
    const key = createSecretKey(Buffer.from(hkdfSync('sha256', master, caseId, 'banli payload 1', 32)));
    if (derived.size >= DERIVED_KEYS_MAX) derived.clear();
    derived.set(name, key);
    return key;
  }

  return {
    seal(caseId, associated, plain) {
      const key = keyFor(inForce.id, caseId);
      if (key === null) throw new RangeError(`Data key ${inForce.id} is missing.`);
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(`${caseId}\n${associated}`));
      const data = Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
      return { keyId: inForce.id, data };
    },
    open(caseId, associated, { keyId, data }) {
      const key = keyFor(keyId, caseId);
      if (key === null || data.length < NONCE_BYTES + TAG_BYTES) return null;
      const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE_BYTES), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(Buffer.from(`${caseId}\n${associated}`));
      decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
      try {
        // As it comes and not from Node's pool, because it goes on to another thread, and a piece of the pool would take
        // the whole of it along. In this mode `final` gives nothing but checks the tag.
        const plain = decipher.update(data.subarray(NONCE_BYTES, data.length - TAG_BYTES));
        decipher.final();
        return plain;
      } catch {
        return null;
      }
    },
  };
}

function masterOf({ id, key }: DataKey): KeyObject {
  const bytes = Buffer.from(key, 'base64');
  if (bytes.length !== 32) throw new RangeError(`Data key ${id} has ${bytes.length} bytes: expected 32 in base64.`);
  return createSecretKey(bytes);
}
