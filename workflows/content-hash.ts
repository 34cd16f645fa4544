import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonical } from '../engine/chain.ts';
import type { Command } from '../engine/model.ts';

/** SHA-256 of the canonical command, hex: tells a repeat from another command under the same id. */
export function contentHash(command: Command): string {
  return bytesToHex(sha256(utf8ToBytes(canonical(command))));
}
