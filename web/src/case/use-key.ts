import { useState } from 'react';
import { newKey } from '../api/client.ts';

export interface KeyFor {
  (content: unknown): string;
  /** What comes next is another act, even with the same content. */
  forget(): void;
}

/** The same key for the same content, so that sending it again is a repeat. */
export function useKeyFor(): KeyFor {
  const [keyFor] = useState(() => {
    let sent: { content: string; key: string } | undefined;
    const key = (content: unknown): string => {
      const text = JSON.stringify(content);
      if (sent?.content !== text) sent = { content: text, key: newKey() };
      return sent.key;
    };
    return Object.assign(key, {
      forget: () => {
        sent = undefined;
      },
    });
  });
  return keyFor;
}
