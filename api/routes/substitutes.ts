/** Officers on leave: a substitute acts in the name of an officer between two days. */
import { Type } from 'typebox';
import { addDays, localDate } from '../../rules/calendar/date.ts';
import type { Substitution } from '../../store/substitutes.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { type Caller, isParty, OWN } from '../policy/standing.ts';
import type { Gazette, Membership } from '../ports.ts';
import { Problem, type ProblemError } from '../problems.ts';
import { PersonId, PersonName, PersonParams, PlainDate, ref, refusals } from '../schemas/common.ts';

const LONGEST_DAYS = 366;

const SubstitutionItem = Type.Object({
  id: Type.String(),
  substitute: ref(PersonName),
  from: PlainDate,
  until: PlainDate,
  namedBy: ref(PersonName),
});
const Substitutions = Type.Object({
  items: Type.Array(SubstitutionItem, { description: 'Those that run now or will.' }),
  candidates: Type.Array(ref(PersonName), { description: 'Who can be named.' }),
});
const NewSubstitution = Type.Object(
  { substitute: PersonId, from: PlainDate, until: PlainDate },
  { additionalProperties: false },
);

export function substituteRoutes(app: App, context: Context): void {
  ownSubstitutes(app, context);
  substitutesOfOthers(app, context);
}

function ownSubstitutes(app: App, context: Context): void {
  const common = (operationId: string) => ({ operationId, tags: ['people'] });
  const config = { action: 'substitute.name' as const, audited: true };
  app.get(
    '/api/me/substitutes',
    {
      config: { action: 'substitute.name' },
      schema: { ...common('listOwnSubstitutes'), response: { 200: Substitutions, ...refusals } },
    },
    ({ caller }) => listed(context, caller.person.id, 'same-unit'),
  );
  app.post(
    '/api/me/substitutes',
    {
      config,
      schema: { ...common('nameOwnSubstitute'), body: NewSubstitution, response: { 200: Substitutions, ...refusals } },
    },
    async (request) => {
      const { caller, body, about } = request;
      about.object = await name(context, caller.person.id, body, 'same-unit', caller);
      return listed(context, caller.person.id, 'same-unit');
    },
  );
  app.delete(
    '/api/me/substitutes/:substitution',
    {
      config,
      schema: {
        ...common('withdrawOwnSubstitute'),
        params: Type.Object({ substitution: Type.String({ format: 'uuid' }) }),
        response: { 200: Substitutions, ...refusals },
      },
    },
    async ({ caller, params, about }) => {
      about.object = await withdraw(context, params.substitution, caller.person.id, caller);
      return listed(context, caller.person.id, 'same-unit');
    },
  );
}

function substitutesOfOthers(app: App, context: Context): void {
  const common = (operationId: string) => ({ operationId, tags: ['people'], params: PersonParams });
  app.get(
    '/api/persons/:id/substitutes',
    {
      config: { action: 'person.read', audited: true },
      schema: { ...common('listSubstitutes'), response: { 200: Substitutions, ...refusals } },
    },
    async ({ caller, params, about }) => {
      demand('person.read', caller);
      about.object = `person:${await personOf(context, params.id)}`;
      return listed(context, params.id, 'any-unit');
    },
  );
  app.post(
    '/api/persons/:id/substitutes',
    {
      config: { action: 'person.change', audited: true },
      schema: { ...common('nameSubstitute'), body: NewSubstitution, response: { 200: Substitutions, ...refusals } },
    },
    async ({ caller, params, body, about }) => {
      demand('person.change', caller);
      about.object = await name(context, await personOf(context, params.id), body, 'any-unit', caller);
      return listed(context, params.id, 'any-unit');
    },
  );
  app.delete(
    '/api/persons/:id/substitutes/:substitution',
    {
      config: { action: 'person.change', audited: true },
      schema: {
        ...common('withdrawSubstitute'),
        params: Type.Object({ id: PersonId, substitution: Type.String({ format: 'uuid' }) }),
        response: { 200: Substitutions, ...refusals },
      },
    },
    async ({ caller, params, about }) => {
      demand('person.change', caller);
      about.object = await withdraw(context, params.substitution, await personOf(context, params.id), caller);
      return listed(context, params.id, 'any-unit');
    },
  );
}

/** @throws Problem `not-found` */
export async function personOf({ ports }: Context, id: string): Promise<string> {
  if ((await ports.directory.find(id)) === null) throw new Problem('not-found');
  return id;
}

/** Officers name somebody of their group and unit; an administrator anybody of the group. */
type Reach = 'same-unit' | 'any-unit';

async function listed({ ports, library }: Context, person: string, reach: Reach) {
  const [found, candidates] = await Promise.all([
    ports.substitutes.of(person, localDate(ports.now())),
    colleagues({ ports, library }, person, reach),
  ]);
  const names = await ports.people.names(found.flatMap(({ substitute, namedBy }) => [substitute, namedBy]));
  const named = (id: string) => ({ id, name: names.get(id) ?? id });
  const items = found.map(({ id, substitute, from, until, namedBy }) => ({
    id,
    substitute: named(substitute),
    from,
    until,
    namedBy: named(namedBy),
  }));
  return { items, candidates };
}

async function colleagues({ ports, library }: Pick<Context, 'ports' | 'library'>, person: string, reach: Reach) {
  const [memberships, gazettes] = await Promise.all([ports.people.memberships(person), library.gazettes()]);
  const found = new Map<string, { id: string; name: string }>();
  for (const { group, unit } of memberships.filter((one) => isOffice(one, gazettes))) {
    for (const member of await ports.people.members(group)) {
      const isNear = reach === 'any-unit' || member.unit === '' || member.unit === unit;
      if (member.id !== person && isNear) found.set(member.id, { id: member.id, name: member.name });
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isOffice({ group }: Membership, gazettes: readonly Gazette[]): boolean {
  const [slug, local = ''] = group.split('/', 2);
  const gazette = gazettes.find(({ id }) => id === slug);
  return slug !== OWN && !isParty(gazette, local);
}

/** What the audit log says of it. @throws Problem `invalid` */
async function name(
  context: Context,
  person: string,
  { substitute, from, until }: Pick<Substitution, 'substitute' | 'from' | 'until'>,
  reach: Reach,
  caller: Caller,
): Promise<string> {
  const { ports } = context;
  const errors = dayFaults(from, until, localDate(ports.now()));
  const known = await colleagues(context, person, reach);
  if (!known.some(({ id }) => id === substitute)) errors.push(NOT_A_COLLEAGUE);
  if (errors.length > 0) throw new Problem('invalid', { errors });
  await ports.substitutes.name({ person, substitute, from, until, namedBy: caller.person.id });
  return `person:${person} substitute ${substitute} from ${from} until ${until}`;
}

async function withdraw({ ports }: Context, id: string, person: string, { person: by }: Caller): Promise<string> {
  if (!(await ports.substitutes.withdraw(id, person, by.id))) throw new Problem('not-found');
  return `person:${person} substitution ${id} withdrawn`;
}

function dayFaults(from: string, until: string, today: string): ProblemError[] {
  const errors: ProblemError[] = [];
  if (until < from || until < today) errors.push(TOO_EARLY);
  else if (until > addDays(from, LONGEST_DAYS)) errors.push(TOO_LONG);
  return errors;
}

const NOT_A_COLLEAGUE: ProblemError = {
  pointer: '/substitute',
  code: 'not-in-group',
  detail: '代办人须与被代理人同岗位、同单位。',
  detailEn: 'A substitute must be in one of the groups of the person, in the same unit.',
};
const TOO_EARLY: ProblemError = {
  pointer: '/until',
  code: 'range',
  detail: '截止日期不得早于起始日期和今天。',
  detailEn: 'The last day must not lie before the first day, nor before today.',
};
const TOO_LONG: ProblemError = {
  pointer: '/until',
  code: 'range',
  detail: '一次代办最长一年。',
  detailEn: 'A substitution runs for a year at most.',
};
