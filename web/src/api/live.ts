/**
 * Server-sent events, read with fetch because an EventSource can't carry the person's token. While no stream is open the
 * pages are read again every 15 seconds.
 */
import type { QueryClient } from '@tanstack/react-query';
import { createStore } from '../store.ts';
import { fetchAsPerson } from './client.ts';
import { parseEvents } from './server-events.ts';

const POLL_MS = 15_000;
const AGAIN_MS = 3_000;
const AGAIN_MAX_MS = 30_000;
/** Several facts come with one act. */
const GATHER_MS = 150;

/** Whether changes come by themselves now. */
export const live = createStore(false);

export function followChanges(client: QueryClient): () => void {
  const stopped = new AbortController();
  const gather = gathering(client);
  void listenForEver(stopped.signal, gather, client);
  const poll = setInterval(() => {
    if (!live.get()) void client.invalidateQueries();
  }, POLL_MS);
  return () => {
    stopped.abort();
    clearInterval(poll);
    gather.stop();
    live.set(false);
  };
}

async function listenForEver(stopped: AbortSignal, gather: Gather, client: QueryClient): Promise<void> {
  let wait = AGAIN_MS;
  while (!stopped.aborted) {
    const heard = await listen(stopped, gather, client).catch(() => false);
    live.set(false);
    wait = heard ? AGAIN_MS : Math.min(wait * 2, AGAIN_MAX_MS);
    await rest(wait, stopped);
  }
}

function rest(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const stop = () => {
      clearTimeout(timer);
      resolve();
    };
    stopped.addEventListener('abort', stop, { once: true });
  });
}

/** Until the stream ends. True: it was open. */
async function listen(stopped: AbortSignal, gather: Gather, client: QueryClient): Promise<boolean> {
  const request = new Request(new URL('/api/events', location.origin), {
    headers: { accept: 'text/event-stream' },
    signal: stopped,
  });
  const response = await fetchAsPerson(request);
  if (!response.ok || response.body === null) return false;
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    const { events, left } = parseEvents(rest + value);
    rest = left;
    for (const { event, data } of events) {
      if (event === 'ready') {
        live.set(true);
        // What has changed while nobody listened.
        void client.invalidateQueries();
      } else if (event === 'changed') gather.add((JSON.parse(data) as { caseId: string }).caseId);
    }
  }
}

interface Gather {
  add(caseId: string): void;
  stop(): void;
}

function gathering(client: QueryClient): Gather {
  const cases = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    const changed = new Set(cases);
    cases.clear();
    void client.invalidateQueries({
      predicate: ({ queryKey: [kind, id] }) => {
        if (kind === 'tasks' || kind === 'inbox' || kind === 'cases') return true;
        if (typeof id !== 'string') return false;
        return (kind === 'case' && changed.has(id)) || (kind === 'task' && changed.has(id.split('.')[0] ?? ''));
      },
    });
  };
  return {
    add(caseId) {
      cases.add(caseId);
      timer ??= setTimeout(tell, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}
