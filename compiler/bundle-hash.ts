/** The name of a definition: SHA-256 over its canonical JSON (RFC 8785), in hex. Cases are pinned to it. */
import { canonical, digest } from '../engine/chain.ts';
import type { Bundle } from '../engine/model.ts';

export function bundleHash(bundle: Bundle): string {
  return digest(canonical(bundle));
}
