/** Daily digests of what is due, as they were delivered. */
import { Type } from 'typebox';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { App, Context } from '../context.ts';
import { Problem } from '../problems.ts';
import { Instant, PlainDate, refusals } from '../schemas/common.ts';

const Digest = Type.Object({
  day: PlainDate,
  at: Instant,
  since: Type.Unsafe<string>({ ...Instant, description: 'The digest before; what began since then is new.' }),
  overdue: Type.Integer(),
  today: Type.Integer(),
  week: Type.Integer({ description: 'Due later in the same week.' }),
  fresh: Type.Integer({ description: 'Deadlines that began since.' }),
  seen: Type.Boolean(),
});

export function digestRoutes(app: App, { ports }: Context): void {
  app.get(
    '/api/me/digests',
    {
      config: { action: 'digest.read' },
      schema: {
        operationId: 'listDigests',
        tags: ['inbox'],
        description: 'One a working day, at 08:30, with the numbers as they stood then; latest first.',
        querystring: Type.Object({ limit: Type.Integer({ minimum: 1, maximum: 100, default: 5 }) }),
        response: { 200: Type.Object({ items: Type.Array(Digest) }), ...refusals },
      },
    },
    async ({ caller, query }) => {
      const digests = await ports.deadlines.digests(caller.person.id, query.limit);
      const items = digests.map(({ at, since, ...rest }) => ({
        ...rest,
        at: formatInstant(at),
        since: formatInstant(since),
      }));
      return { items };
    },
  );

  app.post(
    '/api/me/digests/:day/seen',
    {
      config: { action: 'digest.read' },
      schema: {
        operationId: 'markDigestSeen',
        tags: ['inbox'],
        params: Type.Object({ day: PlainDate }),
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ caller, params }, reply) => {
      if (!(await ports.deadlines.markDigestSeen(caller.person.id, params.day))) throw new Problem('not-found');
      return reply.code(204).send(null);
    },
  );
}
