/**
 * Server-sent events: that a case or a list of the caller's has changed. They carry ids only; a page reads again what it
 * shows. After a break the stream ends, and the browser's next connection begins with a fresh look.
 */
import type { DeskNotice } from '../../store/desk.ts';
import type { App, Context } from '../context.ts';

const RETRY_MS = 3_000;

export function eventRoutes(app: App, { ports }: Context): void {
  const desk = createBroadcast(ports.desk.listen);
  // Open streams would keep the server from closing.
  app.addHook('preClose', () => desk.close());
  app.get(
    '/api/events',
    {
      sse: 'only',
      config: { action: 'event.listen' },
      schema: {
        operationId: 'listenToEvents',
        tags: ['events'],
        description:
          'text/event-stream: event "changed" with {caseId, seq}, when a task or notice of the caller\'s groups, or a case to which they are a party or in which they have acted, has changed.',
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const { caller } = request;
      const groups = new Set(caller.memberships.map(({ group }) => group));
      const concerns = async ({ caseId, groups: told, persons }: DeskNotice) => {
        if (told === null || told.some((group) => groups.has(group))) return true;
        if (persons.includes(caller.person.id)) return true;
        return ports.desk.hasPartIn(caseId, caller.person.id);
      };
      reply.sse.keepAlive();
      await reply.sse.send({ event: 'ready', data: {}, retry: RETRY_MS });
      const stop = await desk.join(
        (notice) => {
          concerns(notice)
            .then((mine) =>
              mine ? reply.sse.send({ event: 'changed', data: { caseId: notice.caseId, seq: notice.seq } }) : undefined,
            )
            .catch(() => reply.sse.close());
        },
        () => reply.sse.close(),
      );
      reply.sse.onClose(stop);
    },
  );
}

type Listen = (tell: (notice: DeskNotice) => void, lost: (reason: Error) => void) => Promise<() => Promise<void>>;
interface Listener {
  tell: (notice: DeskNotice) => void;
  lost: () => void;
}

/** One connection to the database for all pages that are open. */
function createBroadcast(listen: Listen) {
  const listeners = new Set<Listener>();
  let source: Promise<() => Promise<void>> | undefined;

  function open(): Promise<() => Promise<void>> {
    const opened = listen(
      (notice) => {
        for (const listener of listeners) listener.tell(notice);
      },
      () => lose(),
    );
    opened.catch(() => lose());
    return opened;
  }

  function lose(): void {
    source = undefined;
    const all = [...listeners];
    listeners.clear();
    for (const listener of all) listener.lost();
  }

  return {
    async join(tell: Listener['tell'], lost: Listener['lost']): Promise<() => void> {
      const listener = { tell, lost };
      listeners.add(listener);
      source ??= open();
      await source;
      return () => void listeners.delete(listener);
    },
    async close(): Promise<void> {
      const stop = await source?.catch(() => undefined);
      lose();
      await stop?.();
    },
  };
}
