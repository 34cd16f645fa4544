/** Addresses at which a calendar program reads what is due. The secret in the address is all that it shows. */
import { Type } from 'typebox';
import { formatInstant, MS_PER_DAY } from '../../rules/calendar/date.ts';
import { desksOf } from '../../store/agenda.ts';
import { sha256 } from '../../store/content.ts';
import type { App, Context } from '../context.ts';
import { calendarFeed } from '../present/calendar-feed.ts';
import { groupOf } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { Instant, Named, nullable, ref, refusals } from '../schemas/common.ts';
import { currentCalendarOf } from './deadlines.ts';

const READS_A_MINUTE = 30;
/** So long a calendar is told that what it holds has ended. */
const ENDED_DAYS = 30;

export function calendarFeedRoutes(app: App, context: Context): void {
  listFeeds(app, context);
  createFeed(app, context);
  revokeFeed(app, context);
  readFeed(app, context);
}

const path = (token: string) => `/api/calendar-feeds/${token}/deadlines.ics`;

function listFeeds(app: App, { ports, library }: Context): void {
  const Feed = Type.Object({
    id: Type.String(),
    group: Type.Union([ref(Named), Type.Null()], { description: 'Null: all groups of the person.' }),
    createdAt: Instant,
    readAt: nullable(Instant),
  });
  app.get(
    '/api/me/calendar-feeds',
    {
      config: { action: 'calendar-feed.keep' },
      schema: {
        operationId: 'listCalendarFeeds',
        tags: ['deadlines'],
        response: { 200: Type.Object({ items: Type.Array(Feed) }), ...refusals },
      },
    },
    async ({ caller }) => {
      const [feeds, gazettes] = await Promise.all([ports.deadlines.feeds(caller.person.id), library.gazettes()]);
      const items = feeds.map(({ id, group, createdAt, readAt }) => ({
        id,
        group: group === null ? null : groupOf(gazettes, group),
        createdAt: formatInstant(createdAt.getTime()),
        readAt: readAt && formatInstant(readAt.getTime()),
      }));
      return { items };
    },
  );
}

function createFeed(app: App, { ports, library }: Context): void {
  app.post(
    '/api/me/calendar-feeds',
    {
      config: { action: 'calendar-feed.keep', audited: true },
      schema: {
        operationId: 'createCalendarFeed',
        tags: ['deadlines'],
        description: 'The answer has the address with its secret: it is told this once.',
        body: Type.Object(
          { group: Type.Union([Type.String({ maxLength: 200 }), Type.Null()], { description: '<slug>/<group>' }) },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ id: Type.String(), path: Type.String() }), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, body, about } = request;
      // A calendar is read as its maker alone: not as those for whom they stand in now.
      const own = caller.memberships.filter(({ standsInFor }) => standsInFor === undefined);
      const desks = desksOf(own, await library.gazettes());
      if (body.group !== null && !desks.some(({ grp, byCase }) => grp === body.group && !byCase)) {
        throw new Problem('forbidden', { reason: 'other-group' });
      }
      const feed = await ports.deadlines.createFeed(caller.person.id, body.group);
      if (feed === null) throw new Problem('forbidden', TOO_MANY);
      about.object = `calendar-feed:${feed.id}`;
      void reply.header('cache-control', 'no-store');
      return reply.code(201).send({ id: feed.id, path: path(feed.token) });
    },
  );
}

const TOO_MANY = {
  reason: 'too-many-feeds',
  detail: '订阅地址已达上限，请先停用不再使用的地址。',
  detailEn: 'You have as many addresses as you may have: revoke one that is not used any more.',
};

function revokeFeed(app: App, { ports }: Context): void {
  app.delete(
    '/api/me/calendar-feeds/:id',
    {
      config: { action: 'calendar-feed.keep', audited: true },
      schema: {
        operationId: 'revokeCalendarFeed',
        tags: ['deadlines'],
        description: 'From now on nothing is found at its address.',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ caller, params, about }, reply) => {
      about.object = `calendar-feed:${params.id}`;
      if (!(await ports.deadlines.revokeFeed(caller.person.id, params.id))) throw new Problem('not-found');
      return reply.code(204).send(null);
    },
  );
}

function readFeed(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/calendar-feeds/:token/deadlines.ics',
    {
      config: { action: 'open', rateLimit: { max: READS_A_MINUTE, timeWindow: '1 minute' } },
      schema: {
        operationId: 'readCalendarFeed',
        tags: ['deadlines'],
        security: [],
        description: 'text/calendar (RFC 5545): numbers of cases and names of deadlines. Nobody’s data.',
        params: Type.Object({ token: Type.String({ minLength: 20, maxLength: 100 }) }),
        response: { 200: Type.String(), 304: Type.Null(), ...refusals },
      },
    },
    async (request, reply) => {
      const feed = await ports.deadlines.openFeed(request.params.token);
      if (feed === null) throw new Problem('not-found');
      const [memberships, gazettes] = await Promise.all([ports.people.memberships(feed.person), library.gazettes()]);
      const desks = desksOf(memberships, gazettes).filter(
        ({ grp, byCase }) => feed.group === null || (grp === feed.group && !byCase),
      );
      // Who is in none of its groups any more has no calendar.
      if (desks.length === 0) throw new Problem('not-found');
      const entries = await ports.deadlines.entries(desks, ports.now() - ENDED_DAYS * MS_PER_DAY);
      const known = await Promise.all(
        entries.map(async (entry) => ({ entry, program: await library.program(entry.definition) })),
      );
      const name = feed.group === null ? '办理期限' : `办理期限 ${groupOf(gazettes, feed.group).label.zh}`;
      const origin = `${request.protocol}://${request.host}`;
      const text = calendarFeed(name, known, await currentCalendarOf(context), origin);
      const etag = `"${sha256(text)}"`;
      void reply.header('etag', etag).header('cache-control', 'private, no-cache').type('text/calendar; charset=utf-8');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send(null);
      return reply.serializer((body: unknown) => String(body)).send(text);
    },
  );
}
