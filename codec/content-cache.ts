/**
 * Bundles and calendars in memory, verified: what a store gives for a hash is believed only if its SHA-256 is that
 * hash. Content never changes, so nothing expires; the least recently used goes when the limit is reached.
 */
import { createHash } from 'node:crypto';
import type { ContentStore } from '../activities/ports.ts';

const CHARACTERS_MAX = 32_000_000;

/** @param charactersMax of all texts kept together; a text longer than that is passed through. */
export function cachedContent(store: ContentStore, charactersMax = CHARACTERS_MAX): ContentStore {
  const kept = new Map<string, string>();
  const underWay = new Map<string, Promise<string | null>>();
  let characters = 0;

  function keep(hash: string, text: string): void {
    kept.set(hash, text);
    characters += text.length;
    for (const [oldest, old] of kept) {
      if (characters <= charactersMax) break;
      kept.delete(oldest);
      characters -= old.length;
    }
  }

  async function load(hash: string): Promise<string | null> {
    const text = await store.get(hash);
    if (text === null || createHash('sha256').update(text).digest('hex') !== hash) return null;
    keep(hash, text);
    return text;
  }

  return {
    get(hash) {
      const text = kept.get(hash);
      if (text !== undefined) {
        kept.delete(hash);
        kept.set(hash, text);
        return Promise.resolve(text);
      }
      const loading = underWay.get(hash) ?? load(hash).finally(() => underWay.delete(hash));
      underWay.set(hash, loading);
      return loading;
    },
  };
}
