/** Notices, reminders and escalations to a person's groups; copies, urgings and what was sent back to them. */
import { Type } from 'typebox';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { App, Context } from '../context.ts';
import { nameOf } from '../present/cases.ts';
import { deadlineName, groupOf, stepName, templateName } from '../present/names.ts';
import { Instant, Named, nullable, PageQuery, PersonName, pageOf, ref, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const Item = Type.Object({
  caseId: Type.String(),
  caseNumber: Type.String(),
  procedure: ref(Named),
  subject: Type.String(),
  seq: Type.Integer(),
  kind: Type.Enum(['notice', 'reminder', 'escalation', 'copy', 'urge', 'sent-back']),
  group: nullable(ref(Named)),
  by: nullable(ref(PersonName)),
  step: nullable(ref(Named)),
  note: nullable(Type.String()),
  template: nullable(ref(Named)),
  deadline: nullable(ref(Named)),
  daysBefore: nullable(Type.Integer()),
  at: Instant,
  seen: Type.Boolean(),
});

export function inboxRoutes(app: App, { ports, library }: Context): void {
  app.get(
    '/api/inbox',
    {
      config: { action: 'inbox.read' },
      schema: {
        operationId: 'readInbox',
        tags: ['inbox'],
        querystring: Type.Object(PageQuery),
        response: { 200: pageOf(Item), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, query } = request;
      const { limit, cursor } = query;
      const person = caller.person.id;
      const page = await ports.desk.inbox({
        person,
        memberships: caller.memberships,
        limit,
        ...given({ cursor }),
      });
      linkNext(request, reply, page.next);
      const [gazettes, names] = await Promise.all([
        library.gazettes(),
        ports.people.names(page.items.flatMap(({ by }) => by ?? [])),
      ]);
      const items = await Promise.all(
        page.items.map(async ({ procedure, group, by, step, template, deadline, at, ...item }) => {
          const program = await library.currentProgram(procedure);
          const plain = (id: string) => ({ id, label: { zh: id, en: id } });
          return {
            ...item,
            procedure: { id: procedure, label: program?.procedure.title ?? { zh: procedure, en: procedure } },
            group: group === '' ? null : groupOf(gazettes, group),
            by: by === null ? null : nameOf(names, by),
            step: step === null ? null : program === undefined ? plain(step) : stepName(program, step),
            template:
              template === null ? null : program === undefined ? plain(template) : templateName(program, template),
            deadline:
              deadline === null ? null : program === undefined ? plain(deadline) : deadlineName(program, deadline),
            at: formatInstant(at),
          };
        }),
      );
      return { items, next: page.next };
    },
  );

  app.get(
    '/api/inbox/unread',
    {
      config: { action: 'inbox.read' },
      schema: {
        operationId: 'countUnread',
        tags: ['inbox'],
        response: {
          200: Type.Object({
            count: Type.Integer({ description: "Of the caller's latest notices, what they have not marked as seen." }),
          }),
          ...refusals,
        },
      },
    },
    async ({ caller: { person, memberships } }) => ({
      count: await ports.desk.unread({ person: person.id, memberships }),
    }),
  );

  app.post(
    '/api/inbox/seen',
    {
      config: { action: 'inbox.read' },
      schema: {
        operationId: 'markInboxSeen',
        tags: ['inbox'],
        body: Type.Object(
          { caseId: Type.String({ format: 'uuid' }), seq: Type.Integer({ minimum: 1 }) },
          { additionalProperties: false },
        ),
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async ({ caller, body }, reply) => {
      await ports.desk.markSeen(caller.person.id, body.caseId, body.seq);
      return reply.code(204).send(null);
    },
  );
}
