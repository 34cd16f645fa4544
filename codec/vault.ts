/**
 * What the database keeps of people's data outside the read model: sealed with the installation's data key, and found
 * by keyed hashes. Whoever has the database without the key file reads nothing of it.
 */
import { createHmac, createSecretKey, hkdfSync } from 'node:crypto';
import type { DataKey } from '../runtime/keys.ts';
import { createCipher } from './cipher.ts';

/** Where a value stands: bytes moved to another place can't be opened there. `owner` has a key of its own. */
export interface Place {
  /** A case, a person, a register. */
  readonly owner: string;
  readonly name: string;
}

export interface Vault {
  seal(place: Place, bytes: Uint8Array): Buffer;
  /** @throws Error if the key is missing or the bytes were altered */
  open(place: Place, sealed: Uint8Array): Buffer;
  /** JSON, sealed. */
  sealJson(place: Place, value: unknown): Buffer;
  openJson<T>(place: Place, sealed: Uint8Array): T;
  /** Keyed hashes (HMAC-SHA-256, hex) of a name, one a key: the first is written, any may stand there. */
  namesOf(owner: string, text: string): readonly [string, ...string[]];
}

/** @param keys the first seals, all open. @throws RangeError as `createCipher` */
export function createVault(keys: readonly DataKey[]): Vault {
  const cipher = createCipher(keys);
  const nameKeys = keys.map(({ key }) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.from(key, 'base64'), '', 'banli names 1', 32))),
  );
  const vault: Vault = {
    seal({ owner, name }, bytes) {
      const { keyId, data } = cipher.seal(owner, name, bytes);
      const id = Buffer.from(keyId);
      return Buffer.concat([Buffer.from([id.length]), id, data]);
    },
    open({ owner, name }, sealed) {
      const start = 1 + (sealed[0] ?? 0);
      const keyId = Buffer.from(sealed.subarray(1, start)).toString();
      const plain = cipher.open(owner, name, { keyId, data: sealed.subarray(start) });
      if (plain === null) {
        throw new Error(
          `${name} of ${owner} can't be opened with the data key ${keyId}: is it in the key file? If it is, the bytes were altered.`,
        );
      }
      return Buffer.from(plain);
    },
    sealJson: (place, value) => vault.seal(place, Buffer.from(JSON.stringify(value))),
    openJson: (place, sealed) => JSON.parse(vault.open(place, sealed).toString('utf8')),
    namesOf(owner, text) {
      const hashes = nameKeys.map((key) => createHmac('sha256', key).update(`${owner}\n${text}`).digest('hex'));
      return hashes as [string, ...string[]];
    },
  };
  return vault;
}

/** Of a program that needs none of the sealed tables. */
export const NO_VAULT: Vault = {
  seal: withoutKeys,
  open: withoutKeys,
  sealJson: withoutKeys,
  openJson: withoutKeys,
  namesOf: withoutKeys,
};

function withoutKeys(): never {
  throw new Error('The database was opened without the data keys, which this table is sealed with.');
}
