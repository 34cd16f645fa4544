import { canonical, digest } from '../engine/chain.ts';
import type { Command } from '../engine/model.ts';

/** SHA-256 of the canonical command, hex: tells a repeat from another command under the same id. */
export function contentHash(command: Command): string {
  return digest(canonical(command));
}
