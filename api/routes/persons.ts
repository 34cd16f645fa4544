/**
 * Persons and memberships. A person is known by the subject of the identity provider's tokens; what they may do follows
 * from their memberships. Nobody is deleted, because histories name them: who leaves is disabled.
 */
import { Type } from 'typebox';
import { v7 } from 'uuid';
import type { DirectoryEntry } from '../../store/people.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { type Caller, OWN, OWN_GROUPS } from '../policy/standing.ts';
import type { Gazette, Membership } from '../ports.ts';
import { groupOf } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { Named, nullable, PageQuery, PersonId, PersonParams, pageOf, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const MembershipItem = Type.Object({ ...Named.properties, unit: Type.String() });
const PersonItem = Type.Object({
  id: Type.String(),
  name: Type.String(),
  subject: nullable(Type.String({ description: 'Of the identity provider.' })),
  disabled: Type.Boolean(),
  demo: Type.Boolean(),
  memberships: Type.Array(MembershipItem),
});
const NewMembership = Type.Object(
  {
    group: Type.String({ minLength: 3, maxLength: 200, description: '<slug>/<group>, or banli/<role>.' }),
    unit: Type.String({ maxLength: 100, default: '', description: 'Empty: the city, which acts for every unit.' }),
  },
  { additionalProperties: false },
);

export function personRoutes(app: App, context: Context): void {
  readPersons(app, context);
  changePersons(app, context);
  memberships(app, context);
}

function readPersons(app: App, { ports, library }: Context): void {
  app.get(
    '/api/persons',
    {
      config: { action: 'person.read', audited: true },
      schema: {
        operationId: 'listPersons',
        tags: ['people'],
        querystring: Type.Object({
          q: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Part of an id or name.' })),
          ...PageQuery,
        }),
        response: { 200: pageOf(PersonItem), ...refusals },
      },
    },
    async (request, reply) => {
      demand('person.read', request.caller);
      const { q: text, limit, cursor } = request.query;
      const page = await ports.directory.list({ limit, ...given({ text, cursor }) });
      linkNext(request, reply, page.next);
      const gazettes = await library.gazettes();
      return { items: page.items.map((person) => shown(person, gazettes)), next: page.next };
    },
  );
}

function changePersons(app: App, { ports }: Context): void {
  app.post(
    '/api/persons',
    {
      config: { action: 'person.change', audited: true },
      schema: {
        operationId: 'addPerson',
        tags: ['people'],
        description: 'A person who signs in under this subject. Without an id one is made.',
        body: Type.Object(
          {
            id: Type.Optional(PersonId),
            name: Type.String({ minLength: 1, maxLength: 100 }),
            subject: Type.String({ minLength: 1, maxLength: 300 }),
          },
          { additionalProperties: false },
        ),
        response: { 201: PersonItem, ...refusals },
      },
    },
    async (request, reply) => {
      demand('person.change', request.caller);
      const { id = v7(), name, subject } = request.body;
      const added = await ports.directory.add({ id, name, subject });
      if (added !== 'added') throw taken(added === 'id-taken' ? '/id' : '/subject');
      request.about.object = `person:${id}`;
      const person = { id, name, subject, disabled: false, demo: false, memberships: [] };
      return reply.code(201).header('location', `/api/persons/${id}`).send(person);
    },
  );

  app.delete(
    '/api/persons/:id',
    {
      config: { action: 'person.change', audited: true },
      schema: {
        operationId: 'disablePerson',
        tags: ['people'],
        description: 'They can not sign in any more. What they did stays under their name.',
        params: PersonParams,
        response: { 204: Type.Null(), ...refusals },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      demand('person.change', request.caller);
      if (id === request.caller.person.id) throw ownAccount();
      if (!(await ports.directory.disable(id))) throw new Problem('not-found');
      request.about.object = `person:${id}`;
      return reply.code(204).send(null);
    },
  );
}

function memberships(app: App, { ports, library }: Context): void {
  const common = (operationId: string) => ({ operationId, tags: ['people'], params: PersonParams });
  const Groups = Type.Object({ items: Type.Array(MembershipItem) });

  /** @throws Problem `not-found` */
  async function personOf(caller: Caller, id: string, action: 'person.read' | 'person.change') {
    demand(action, caller);
    const person = await ports.directory.find(id);
    if (person === null) throw new Problem('not-found');
    return person;
  }

  app.get(
    '/api/persons/:id/memberships',
    {
      config: { action: 'person.read', audited: true },
      schema: { ...common('listMemberships'), response: { 200: Groups, ...refusals } },
    },
    async (request) => {
      const person = await personOf(request.caller, request.params.id, 'person.read');
      request.about.object = `person:${person.id}`;
      return { items: shown(person, await library.gazettes()).memberships };
    },
  );

  app.post(
    '/api/persons/:id/memberships',
    {
      config: { action: 'person.change', audited: true },
      schema: { ...common('grantMembership'), body: NewMembership, response: { 200: Groups, ...refusals } },
    },
    async (request) => {
      const { id } = await personOf(request.caller, request.params.id, 'person.change');
      const gazettes = await library.gazettes();
      demandKnown(request.body, gazettes);
      await ports.directory.grant(id, request.body, request.caller.person.id);
      request.about.object = objectOf('granted', id, request.body);
      return { items: shown(await personOf(request.caller, id, 'person.change'), gazettes).memberships };
    },
  );

  app.delete(
    '/api/persons/:id/memberships',
    {
      config: { action: 'person.change', audited: true },
      schema: { ...common('withdrawMembership'), querystring: NewMembership, response: { 200: Groups, ...refusals } },
    },
    async (request) => {
      const { query, caller } = request;
      const { id } = await personOf(caller, request.params.id, 'person.change');
      if (id === caller.person.id && query.group === `${OWN}/administrator`) throw ownAccount();
      if (!(await ports.directory.withdraw(id, query, caller.person.id))) throw new Problem('not-found');
      request.about.object = objectOf('withdrawn', id, query);
      return { items: shown(await personOf(caller, id, 'person.change'), await library.gazettes()).memberships };
    },
  );
}

function shown(person: DirectoryEntry, gazettes: readonly Gazette[]) {
  const { id, name, subject, disabled, demo } = person;
  const memberships = person.memberships.map(({ group, unit }) => ({ ...groupOf(gazettes, group), unit }));
  return { id, name, subject, disabled, demo, memberships };
}

function objectOf(what: 'granted' | 'withdrawn', id: string, { group, unit }: Membership): string {
  return `person:${id} ${what} ${group}${unit === '' ? '' : ` in ${unit}`}`;
}

/** A group that nothing knows would be a slip of the pen. @throws Problem `invalid` */
function demandKnown({ group }: Membership, gazettes: readonly Gazette[]): void {
  const [slug, local = ''] = group.split('/', 2);
  const own = slug === OWN && OWN_GROUPS.some((role) => role === local);
  const known = gazettes.find(({ id }) => id === slug)?.groups.some(({ id }) => id === local) === true;
  if (own || known) return;
  const detail = '没有这个岗位；请填写“文件/岗位”，如 ride-hailing/approval-window。';
  const detailEn = `There is no such group: expected <slug>/<group> of a deployed document, or ${OWN}/${OWN_GROUPS.join(', ')}.`;
  throw new Problem('invalid', { errors: [{ pointer: '/group', code: 'unknown', detail, detailEn }] });
}

function taken(pointer: '/id' | '/subject'): Problem {
  const detail = pointer === '/id' ? '已有这个编号的人员。' : '该登录账号已属于另一人员。';
  const detailEn = `Another person has this ${pointer.slice(1)}.`;
  return new Problem('invalid', { errors: [{ pointer, code: 'taken', detail, detailEn }] });
}

/** Or nobody might be left who can undo it. */
function ownAccount(): Problem {
  const detail = '不能停用自己，也不能取消自己的管理员身份；请由另一管理员操作。';
  const detailEn = 'You can not disable yourself or give up being an administrator: let another one do it.';
  return new Problem('forbidden', { reason: 'own-account', detail, detailEn });
}
