/**
 * Officers on leave and leavers. A substitute acts in the name of an officer between two days; a leaver's claimed tasks go
 * to one colleague, each by a command of its own.
 */
import { Type } from 'typebox';
import { addDays, localDate } from '../../rules/calendar/date.ts';
import type { Label } from '../../rules/label.ts';
import type { Substitution } from '../../store/substitutes.ts';
import type { TaskItem } from '../../store/worklist.ts';
import { CaseRefusal } from '../../workflows/case-client.ts';
import { readCaseFile } from '../case-file.ts';
import { problemOf } from '../commands/refusals.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { type Caller, callerOf, candidateFor, isParty, OWN } from '../policy/standing.ts';
import type { Gazette, Membership } from '../ports.ts';
import { stepName } from '../present/names.ts';
import { Problem, type ProblemError } from '../problems.ts';
import { Label as LabelSchema, PersonName, PlainDate, ref, refusals } from '../schemas/common.ts';
import { given } from './answers.ts';

const LONGEST_DAYS = 366;

const PersonId = Type.String({ minLength: 1, maxLength: 200, pattern: '^[A-Za-z0-9._@-]+$' });
const PersonParams = Type.Object({ id: PersonId });
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
  handOver(app, context);
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
async function personOf({ ports }: Context, id: string): Promise<string> {
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

// ── leavers ─────────────────────────────────────────────────────────────────────────────────────────────────────

const HandedOver = Type.Object({
  handedOver: Type.Integer({ description: 'Tasks that went to the other person now.' }),
  kept: Type.Array(
    Type.Object({
      caseNumber: Type.String(),
      subject: Type.String(),
      step: ref(LabelSchema),
      reason: ref(LabelSchema),
    }),
    { description: 'Tasks that stayed, and why.' },
  ),
  withdrawn: Type.Integer({ description: 'Memberships that were withdrawn.' }),
});

/** More than a person can have claimed. */
const TASKS_MAX = 5_000;

function handOver(app: App, context: Context): void {
  app.post(
    '/api/persons/:id/hand-over',
    {
      config: { action: 'person.change', audited: true },
      schema: {
        operationId: 'handOver',
        tags: ['people'],
        description: 'Gives all tasks that a leaver has claimed to another person. Sent again, it does what is left.',
        params: PersonParams,
        body: Type.Object(
          { to: PersonId, withdraw: Type.Boolean({ default: false, description: 'Their memberships too.' }) },
          { additionalProperties: false },
        ),
        response: { 200: HandedOver, ...refusals },
      },
    },
    async ({ caller, params, body, about }) => {
      demand('person.change', caller);
      const leaver = await personOf(context, params.id);
      about.object = `person:${leaver} handed over to ${body.to}`;
      if (body.withdraw && leaver === caller.person.id) throw new Problem('forbidden', { reason: 'own-account' });
      const heir = await heirOf(context, leaver, body.to);
      const kept: { task: TaskItem; reason: Label; step: Label }[] = [];
      const tasks = await claimedBy(context, leaver);
      for (const task of tasks) {
        const stays = await pass(context, task, leaver, heir, caller);
        if (stays !== null) kept.push({ task, ...stays });
      }
      return {
        handedOver: tasks.length - kept.length,
        kept: kept.map(({ task: { caseNumber, subject }, step, reason }) => ({ caseNumber, subject, step, reason })),
        withdrawn: body.withdraw ? await withdrawAll(context, leaver, caller) : 0,
      };
    },
  );
}

async function claimedBy({ ports: { desk } }: Context, person: string): Promise<TaskItem[]> {
  const found: TaskItem[] = [];
  for (let cursor: string | undefined; found.length < TASKS_MAX; ) {
    const page = await desk.worklist({ view: { kind: 'mine', persons: [person] }, limit: 100, ...given({ cursor }) });
    found.push(...page.items.filter((task) => task.claimedBy === person));
    if (page.next === null) break;
    cursor = page.next;
  }
  return found;
}

async function withdrawAll({ ports }: Context, person: string, { person: by }: Caller): Promise<number> {
  let withdrawn = 0;
  for (const membership of await ports.people.memberships(person)) {
    if (await ports.directory.withdraw(person, membership, by.id)) withdrawn++;
  }
  return withdrawn;
}

/** @throws Problem `invalid` */
async function heirOf({ ports, library }: Context, leaver: string, to: string): Promise<Caller> {
  const person = await ports.directory.find(to);
  if (person === null || person.disabled || to === leaver) throw new Problem('invalid', { errors: [NOBODY] });
  return callerOf(person, await ports.people.memberships(to), await library.gazettes());
}

const NOBODY: ProblemError = {
  pointer: '/to',
  code: 'unknown',
  detail: '没有这位可以接手的人员。',
  detailEn: 'There is no such person who could take over.',
};

/** Null: it went to the heir. Else why it stays. */
async function pass(
  { ports, library, commands }: Context,
  task: TaskItem,
  leaver: string,
  heir: Caller,
  caller: Caller,
): Promise<{ reason: Label; step: Label } | null> {
  const file = await readCaseFile(ports, library, task.caseId);
  const step = stepName(file.program, task.step).label;
  const as = candidateFor(heir, task, file.view.parties, file.gazette);
  if (as === null) return { step, reason: OTHER_GROUP };
  const unit = task.unit === '' ? {} : { unit: task.unit };
  const by = { group: as.group, ...unit, person: caller.person.id, standsInFor: leaver };
  const item = task.item === null ? {} : { item: task.item };
  const to = heir.person.id;
  const command = { type: 'transfer' as const, step: task.step, ...item, by, to };
  const id = `${caller.person.id}/hand-over/${task.token}/${task.version}/${to}`;
  try {
    await commands.send({ caseId: task.caseId, id, command });
    return null;
  } catch (error) {
    if (!(error instanceof Problem) && !(error instanceof CaseRefusal)) throw error;
    const { detail, detailEn } = problemOf(error)?.parts ?? {};
    return { step, reason: detail === undefined || detailEn === undefined ? NOT_NOW : { zh: detail, en: detailEn } };
  }
}

const OTHER_GROUP: Label = {
  zh: '接手人不在该任务的岗位或单位',
  en: 'the other person is not in the group of the task',
};
const NOT_NOW: Label = { zh: '该任务现在不能转出，请稍后再试', en: 'the task can not be handed over now: try again' };
