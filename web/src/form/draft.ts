/** What a person has typed, kept for the tab: neither a reload nor a lost connection loses it. */
import { useCallback, useState } from 'react';
import { newKey } from '../api/client.ts';
import { session } from '../person/session.ts';
import type { Values } from './shape.ts';

interface Kept {
  values: Values;
  /** The key under which exactly this content was sent, so that sending it again is a repeat and no second act. */
  sent?: { content: string; key: string };
}

export interface Draft {
  values: Values;
  /** It was there when the page was opened. */
  restored: boolean;
  change(values: Values): void;
  clear(): void;
  /** The same for the same content. */
  keyFor(content: unknown): string;
}

/** @param of what is filled in, e.g. the task's id @param initial what a new draft begins with */
export function useDraft(of: string, initial: Values): Draft {
  const place = `banli.draft/${session.get()?.person ?? ''}/${of}`;
  const [found] = useState(() => read(place));
  const [restored, setRestored] = useState(found !== null);
  const [values, setValues] = useState<Values>(found?.values ?? initial);
  const change = useCallback(
    (next: Values) => {
      setValues(next);
      write(place, { ...read(place), values: next });
    },
    [place],
  );
  const clear = () => {
    sessionStorage.removeItem(place);
    setValues(initial);
    setRestored(false);
  };
  const keyFor = (content: unknown) => {
    const text = JSON.stringify(content);
    const sent = read(place)?.sent;
    if (sent?.content === text) return sent.key;
    const key = newKey();
    write(place, { values, sent: { content: text, key } });
    return key;
  };
  return { values, restored, change, clear, keyFor };
}

function read(place: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

function write(place: string, kept: Kept): void {
  try {
    sessionStorage.setItem(place, JSON.stringify(kept));
  } catch {
    // The store of the tab is full: the form goes on without its copy.
  }
}
