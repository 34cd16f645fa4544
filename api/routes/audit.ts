/** Who read or tried what, for auditors. */
import { Type } from 'typebox';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { nameOf } from '../present/cases.ts';
import { nullable, PageQuery, PersonName, pageOf, ref, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const Record = Type.Object({
  id: Type.Integer(),
  at: Type.String({ format: 'date-time' }),
  person: nullable(ref(PersonName)),
  actingAs: Type.Optional(Type.String()),
  action: Type.String(),
  caseId: Type.Optional(Type.String()),
  object: Type.Optional(Type.String()),
  outcome: Type.Enum(['done', 'refused', 'failed']),
  reason: Type.Optional(Type.String()),
  traceId: Type.Optional(Type.String()),
});

export function auditRoutes(app: App, { ports }: Context): void {
  app.get(
    '/api/audit',
    {
      config: { action: 'audit.read', audited: true },
      schema: {
        operationId: 'readAudit',
        tags: ['operation'],
        querystring: Type.Object({
          case: Type.Optional(Type.String({ format: 'uuid' })),
          person: Type.Optional(Type.String({ maxLength: 200 })),
          ...PageQuery,
        }),
        response: { 200: pageOf(Record), ...refusals },
      },
    },
    async (request, reply) => {
      demand('audit.read', request.caller);
      const { case: caseId, person, limit, cursor } = request.query;
      const page = await ports.audit.read({ limit, ...given({ caseId, person, cursor }) });
      linkNext(request, reply, page.next);
      const names = await ports.people.names([...new Set(page.items.flatMap(({ person: id }) => id ?? []))]);
      const items = page.items.map(({ at, person: id, ...entry }) => ({
        ...entry,
        at: at.toISOString(),
        person: id === null ? null : nameOf(names, id),
      }));
      return { items, next: page.next };
    },
  );
}
