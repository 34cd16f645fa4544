/**
 * What a person has typed. Kept in the tab at once, so that neither a reload nor a lost connection loses it, and on the
 * server a moment later, so that it follows them to another browser.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, ask, newKey } from '../api/client.ts';
import { session } from '../person/session.ts';
import { DraftKeeper, type Keeping, type Newer, type Remote } from './draft-keeper.ts';
import type { Values } from './shape.ts';

interface Kept {
  values: Values;
  /** Of the server's draft on which they are based. */
  version?: number;
  /** The key under which exactly this content was sent, so that sending it again is a repeat and no second act. */
  sent?: { content: string; key: string };
}

export interface Draft {
  values: Values;
  /** It was there when the page was opened. */
  restored: boolean;
  /** Null where it is kept in the tab alone. */
  keeping: Keeping | null;
  /** What another window saved in between. */
  newer: Newer | null;
  change(values: Values): void;
  clear(): void;
  takeNewer(): void;
  keepOwn(): void;
  /** The same for the same content. */
  keyFor(content: unknown): string;
}

/** Whose drafts the server keeps. */
const ON_SERVER = /^(start|task|message)\//;

/** @param of what is filled in, e.g. `task/<id>` @param initial what a new draft begins with */
export function useDraft(of: string, initial: Values): Draft {
  const place = `banli.draft/${session.get()?.person ?? ''}/${of}`;
  const [found] = useState(() => read(place));
  const [restored, setRestored] = useState(found !== null);
  const [values, setValues] = useState<Values>(found?.values ?? initial);
  const server = useServerDraft(of, place, (theirs) => {
    write(place, { ...read(place), values: theirs });
    setValues(theirs);
    setRestored(true);
  });
  const change = useCallback(
    (next: Values) => {
      setValues(next);
      write(place, { ...read(place), values: next });
      server.keeper.current?.put(next);
    },
    [place, server.keeper],
  );
  const clear = () => {
    sessionStorage.removeItem(place);
    setValues(initial);
    setRestored(false);
    void server.keeper.current?.drop();
  };
  const takeNewer = () => {
    const theirs = server.keeper.current?.takeNewer();
    if (theirs == null) return;
    write(place, { ...read(place), values: theirs });
    setValues(theirs);
  };
  const keyFor = (content: unknown) => {
    const text = JSON.stringify(content);
    const kept = read(place);
    if (kept?.sent?.content === text) return kept.sent.key;
    const key = newKey();
    write(place, { ...kept, values, sent: { content: text, key } });
    return key;
  };
  const { keeping, newer, keeper } = server;
  return {
    values,
    restored,
    keeping,
    newer,
    change,
    clear,
    takeNewer,
    keepOwn: () => keeper.current?.keepOwn(),
    keyFor,
  };
}

/** @param adopt takes what the server has, where this tab has nothing */
function useServerDraft(of: string, place: string, adopt: (values: Values) => void) {
  const kept = session.get() !== null && ON_SERVER.test(of);
  const keeper = useRef<DraftKeeper | null>(null);
  const [keeping, setKeeping] = useState<Keeping | null>(kept ? { kind: 'unchanged' } : null);
  const [newer, setNewer] = useState<Newer | null>(null);
  const take = useRef(adopt);
  take.current = adopt;
  useEffect(() => {
    if (!kept) return;
    const based = (version: number) => {
      const own = read(place);
      if (own !== null) write(place, { ...own, version });
    };
    const now = new DraftKeeper(remoteOf(of), { keeping: setKeeping, newer: setNewer, based });
    keeper.current = now;
    const own = read(place);
    void now
      .open(own === null ? null : { values: own.values, version: own.version ?? 0 })
      .then((theirs) => theirs !== null && take.current(theirs));
    const hide = () => document.visibilityState === 'hidden' && now.flush();
    document.addEventListener('visibilitychange', hide);
    return () => {
      document.removeEventListener('visibilitychange', hide);
      now.stop();
    };
  }, [kept, of, place]);
  return { keeper, keeping, newer };
}

function remoteOf(subject: string): Remote {
  const path = { subject };
  return {
    read: () => ask(api.GET('/api/drafts/{subject}', { params: { path } })),
    save: (data, version) =>
      ask(
        api.PUT('/api/drafts/{subject}', { params: { path, header: { 'if-match': `"${version}"` } }, body: { data } }),
      ),
    drop: async () => void (await ask(api.DELETE('/api/drafts/{subject}', { params: { path } }))),
  };
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
