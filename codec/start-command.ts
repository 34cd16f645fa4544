/**
 * What starts a case, sealed while it waits in the database for its workflow: it holds the applicant's data, which
 * stand nowhere in the clear.
 */
import type { Command } from '../engine/model.ts';
import type { Cipher } from './cipher.ts';

export interface PendingStart {
  command: Command & { type: 'start' };
  /** Legal instant, if a schedule owes the start. */
  at?: number;
  parent?: { caseId: string; message: string };
}

const CONTEXT = 'pending start';

export function sealStart(cipher: Cipher, start: PendingStart): Uint8Array {
  const { keyId, data } = cipher.seal(CONTEXT, '', new TextEncoder().encode(JSON.stringify(start)));
  return new TextEncoder().encode(JSON.stringify({ keyId, data: Buffer.from(data).toString('base64') }));
}

/** Null if the key isn't known or the bytes were changed. */
export function openStart(cipher: Cipher, sealed: Uint8Array): PendingStart | null {
  try {
    const { keyId, data } = JSON.parse(new TextDecoder().decode(sealed)) as { keyId: string; data: string };
    const plain = cipher.open(CONTEXT, '', { keyId, data: Buffer.from(data, 'base64') });
    return plain === null ? null : (JSON.parse(new TextDecoder().decode(plain)) as PendingStart);
  } catch {
    return null;
  }
}
