/** The demo issuer: tokens of demo persons, in an embedded installation only. */
import { Type } from 'typebox';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { ApiOptions } from '../app.ts';
import type { App, Context } from '../context.ts';
import { isParty } from '../policy/standing.ts';
import { groupOf } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { Instant, Label, Named, nullable, ref, refusals } from '../schemas/common.ts';

const TOKENS_A_MINUTE = 120;

export async function demoRoutes(app: App, { ports, library }: Context, options: ApiOptions): Promise<void> {
  const Persons = Type.Object({
    items: Type.Array(
      Type.Object({
        id: Type.String(),
        name: Type.String(),
        groups: Type.Array(
          Type.Object({
            ...Named.properties,
            unit: Type.String(),
            party: Type.Boolean(),
            document: nullable(ref(Label)),
          }),
        ),
      }),
    ),
  });
  app.get(
    '/api/demo/persons',
    {
      config: { action: 'open' },
      schema: { operationId: 'listDemoPersons', tags: ['demo'], security: [], response: { 200: Persons, ...refusals } },
    },
    async () => {
      if (ports.demo === null) throw new Problem('demo-off');
      const [persons, gazettes] = await Promise.all([ports.demo.persons(), library.gazettes()]);
      const items = persons.map(({ id, name, memberships }) => ({
        id,
        name,
        groups: memberships.map(({ group, unit }) => {
          const [slug = '', local = ''] = group.split('/', 2);
          const gazette = gazettes.find(({ id }) => id === slug);
          const party = isParty(gazette, local);
          return { ...groupOf(gazettes, group), unit, party, document: gazette?.title ?? null };
        }),
      }));
      return { items };
    },
  );

  app.post(
    '/api/demo/tokens',
    {
      config: {
        action: 'open',
        rateLimit: { max: options.demoTokensPerMinute ?? TOKENS_A_MINUTE, timeWindow: '1 minute' },
      },
      schema: {
        operationId: 'createDemoToken',
        tags: ['demo'],
        security: [],
        body: Type.Object({ person: Type.String({ minLength: 1, maxLength: 200 }) }, { additionalProperties: false }),
        response: { 200: Type.Object({ token: Type.String(), expiresAt: Instant }), ...refusals },
      },
    },
    async (request, reply) => {
      if (ports.demo === null) throw new Problem('demo-off');
      const issued = await ports.demo.token(request.body.person);
      if (issued === null) throw new Problem('not-found');
      void reply.header('cache-control', 'no-store');
      return { token: issued.token, expiresAt: formatInstant(issued.expiresAt) };
    },
  );
}
