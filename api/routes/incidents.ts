/** What cases could not do by themselves, for operators: try again, or take it as settled with a reason. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Command } from '../../engine/model.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import { readCaseFile } from '../case-file.ts';
import { hashOf } from '../commands/command-service.ts';
import { optionalKey } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { OWN } from '../policy/standing.ts';
import { Accepted } from '../schemas/cases.ts';
import { Instant, nullable, PageQuery, pageOf, ref, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const Item = Type.Object({
  caseId: Type.String(),
  caseNumber: Type.String(),
  procedure: Type.String(),
  incident: Type.Integer(),
  kind: Type.String(),
  reason: Type.String(),
  step: nullable(Type.String()),
  raisedAt: Instant,
  resolvedAt: nullable(Instant),
});

const Params = Type.Object({ case: Type.String({ maxLength: 60 }), n: Type.Integer({ minimum: 1 }) });

export function incidentRoutes(app: App, context: Context): void {
  const { ports } = context;
  app.get(
    '/api/incidents',
    {
      config: { action: 'incident.read' },
      schema: {
        operationId: 'listIncidents',
        tags: ['operation'],
        querystring: Type.Object({ open: Type.Boolean({ default: true }), ...PageQuery }),
        response: { 200: pageOf(Item), ...refusals },
      },
    },
    async (request, reply) => {
      demand('incident.read', request.caller);
      const { open, limit, cursor } = request.query;
      const page = await ports.operations.incidents({ open, limit, ...given({ cursor }) });
      linkNext(request, reply, page.next);
      const items = page.items.map(({ raisedAt, resolvedAt, ...item }) => ({
        ...item,
        raisedAt: formatInstant(raisedAt),
        resolvedAt: resolvedAt === null ? null : formatInstant(resolvedAt),
      }));
      return { items, next: page.next };
    },
  );

  app.post(
    '/api/incidents/:case/:n/retry',
    {
      config: { action: 'incident.retry', audited: true },
      schema: {
        operationId: 'retryIncident',
        tags: ['operation'],
        params: Params,
        response: { 200: ref(Accepted), ...refusals },
      },
    },
    async (request) => {
      demand('incident.retry', request.caller);
      const { n } = request.params;
      return settle(context, request, request.params.case, n, {
        type: 'retry-incident',
        incident: n,
        by: operator(request),
      });
    },
  );

  app.post(
    '/api/incidents/:case/:n/resolve',
    {
      config: { action: 'incident.resolve', audited: true },
      schema: {
        operationId: 'resolveIncident',
        tags: ['operation'],
        params: Params,
        body: Type.Object(
          { reason: Type.String({ minLength: 1, maxLength: 1000, description: 'Stays in the history of the case.' }) },
          { additionalProperties: false },
        ),
        response: { 200: ref(Accepted), ...refusals },
      },
    },
    async (request) => {
      demand('incident.resolve', request.caller);
      const { n } = request.params;
      const { reason } = request.body;
      return settle(context, request, request.params.case, n, {
        type: 'resolve-incident',
        incident: n,
        by: operator(request),
        reason,
      });
    },
  );
}

function operator({ caller }: FastifyRequest) {
  return { group: `${OWN}/operator`, person: caller.person.id };
}

async function settle(
  { ports, library, commands }: Context,
  request: FastifyRequest,
  caseId: string,
  n: number,
  command: Command,
) {
  const file = await readCaseFile(ports, library, caseId);
  request.about.caseId = file.view.case.id;
  request.about.object = `incident:${n}`;
  const key = optionalKey(request.headers['idempotency-key']) ?? `incident/${n}/${hashOf(command).slice(0, 16)}`;
  return commands.send({ caseId: file.view.case.id, id: `${request.caller.person.id}/${key}`, command });
}
