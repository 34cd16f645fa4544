/** Cases that a group is asked to start: listed, taken by starting them (POST /api/cases with `offer`), or declined. */
import { Type } from 'typebox';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { App, Context } from '../context.ts';
import type { Caller } from '../policy/standing.ts';
import type { Offer, Ports } from '../ports.ts';
import { readTaskId, taskId } from '../present/cases.ts';
import { groupOf } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { Data, Instant, Named, PageQuery, pageOf, ref, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const Item = Type.Object({
  id: Type.String(),
  caseId: Type.String(),
  caseNumber: Type.String(),
  procedure: ref(Named),
  group: ref(Named),
  input: Data,
  at: Instant,
});

export function offerRoutes(app: App, { ports, library }: Context): void {
  app.get(
    '/api/offers',
    {
      config: { action: 'offer.list', audited: true },
      schema: {
        operationId: 'listOffers',
        tags: ['offers'],
        description: 'Cases that the caller is asked to start, with what is known of their input.',
        querystring: Type.Object(PageQuery),
        response: { 200: pageOf(Item), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, query } = request;
      const groups = caller.memberships.map(({ group }) => group);
      const { limit, cursor } = query;
      const page = await ports.offers.open({ person: caller.person.id, groups, limit, ...given({ cursor }) });
      linkNext(request, reply, page.next);
      const gazettes = await library.gazettes();
      const items = await Promise.all(
        page.items.map(async ({ caseId, seq, caseNumber, definition, group, input, at }) => {
          const title = (await library.currentProgram(definition))?.procedure.title;
          return {
            id: taskId(caseId, seq),
            caseId,
            caseNumber,
            procedure: { id: definition, label: title ?? { zh: definition, en: definition } },
            group: groupOf(gazettes, group),
            input,
            at: formatInstant(at),
          };
        }),
      );
      return { items, next: page.next };
    },
  );

  app.post(
    '/api/offers/:id/decline',
    {
      config: { action: 'offer.list', audited: true },
      schema: {
        operationId: 'declineOffer',
        tags: ['offers'],
        params: Type.Object({ id: Type.String({ maxLength: 60 }) }),
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async (request, reply) => {
      const offer = await offerFor(ports, request.caller, request.params.id);
      request.about.caseId = offer.caseId;
      request.about.object = `offer:${offer.seq}`;
      if (!(await ports.offers.close(offer, { declinedBy: request.caller.person.id }))) throw new Problem('not-open');
      return reply.code(204).send(null);
    },
  );
}

/** An open offer that is made to this person. @throws Problem `not-found` */
export async function offerFor(ports: Ports, caller: Caller, id: string): Promise<Offer> {
  const named = readTaskId(id);
  const offer = named === null ? null : await ports.offers.find(named.caseId, named.token);
  if (offer === null) throw new Problem('not-found');
  if (caller.memberships.some(({ group }) => group === offer.group)) return offer;
  const view = await ports.cases.view(offer.caseId);
  const isParty = view?.parties.some(({ grp, person }) => grp === offer.group && person === caller.person.id);
  if (isParty !== true) throw new Problem('not-found');
  return offer;
}
