/** The worklist: the open tasks of a person's views, under a filter. */
import { type Static, Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import { addDays, localDate } from '../../rules/calendar/date.ts';
import { slugOf } from '../../store/outline.ts';
import type { TaskFilter, TaskItem, WorklistView } from '../../store/worklist.ts';
import type { App, Context } from '../context.ts';
import { type Caller, candidateFor, isForAnyUnit, isParty } from '../policy/standing.ts';
import type { Gazette, Membership } from '../ports.ts';
import { taskSummary } from '../present/cases.ts';
import { TaskSummary } from '../schemas/cases.ts';
import { PageQuery, PlainDate, pageOf, ref, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const VIEWS = {
  groups: 'groups: of the groups that the caller is in',
  mine: 'mine: claimed by the caller, delegated to them or to be signed by them, or so by whom they stand in for',
  'sent-back': 'sent-back: sent back to the caller or to their groups',
  party: 'party: of the cases that the caller is a party to',
  overdue: 'overdue: of the groups, what is overdue',
  soon: 'soon: of the groups, what is due within a week and not overdue',
} as const;
type ViewName = keyof typeof VIEWS;

/** Days in which what is due is due soon. */
export const SOON_DAYS = 7;

const Query = Type.Object({
  view: Type.Enum(Object.keys(VIEWS) as ViewName[], {
    default: 'groups',
    description: `${Object.values(VIEWS).join('; ')}.`,
  }),
  mine: Type.Optional(Type.Boolean({ description: 'The same as view=mine.' })),
  groups: Type.Optional(Type.Boolean({ description: 'The same as view=groups.' })),
  unclaimed: Type.Boolean({ default: false, description: 'The same as claimed=false.' }),
  claimed: Type.Optional(Type.Boolean({ description: 'Only those that somebody, or that nobody, has claimed.' })),
  group: Type.Optional(Type.String({ maxLength: 200, description: 'Only of this one, <slug>/<group>.' })),
  unit: Type.Optional(Type.String({ maxLength: 200 })),
  procedure: Type.Optional(Type.String({ maxLength: 200 })),
  overdue: Type.Optional(Type.Boolean()),
  dueWithin: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 3650, description: 'Due within so many calendar days, or overdue.' }),
  ),
  dueFrom: Type.Optional(PlainDate),
  dueTo: Type.Optional(PlainDate),
  q: Type.Optional(
    Type.String({ maxLength: 100, description: 'Parts of the number, the party or another short text of the case.' }),
  ),
  ...PageQuery,
});
type Filters = Omit<Static<typeof Query>, 'limit' | 'cursor'>;

export function worklistRoutes(app: App, { ports, library }: Context): void {
  app.get(
    '/api/tasks',
    {
      config: { action: 'task.list' },
      schema: {
        operationId: 'listTasks',
        tags: ['tasks'],
        description: 'Open tasks, those due first before the others, those without a date last.',
        querystring: Query,
        response: { 200: pageOf(ref(TaskSummary)), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, query } = request;
      const gazettes = await library.gazettes();
      const name = query.mine === true ? 'mine' : query.view;
      const view = await viewFor({ ports }, caller, name, gazettes);
      const { limit, cursor } = query;
      const filter = narrowed(filterOf(query, ports.now()), daysOf(name, ports.now()));
      const page = await ports.desk.worklist({ view, limit, ...filter, ...given({ cursor }) });
      linkNext(request, reply, page.next);
      const items =
        view.kind === 'groups' ? await withoutOthersParties({ ports }, caller, page.items, gazettes) : page.items;
      return { items: await summaries({ ports, library }, items, gazettes), next: page.next };
    },
  );
}

function filterOf(query: Filters, now: number): TaskFilter {
  const today = localDate(now);
  const { procedure, group, unit, dueFrom, q: text, dueWithin } = query;
  const days = [
    query.dueTo,
    query.overdue === true ? addDays(today, -1) : undefined,
    dueWithin === undefined ? undefined : addDays(today, dueWithin),
  ].filter((day) => day !== undefined);
  const claimed = query.unclaimed ? false : query.claimed;
  return given({ procedure, group, unit, claimed, dueFrom, dueBy: days.sort()[0], text });
}

/** The days that a view is about. */
export function daysOf(view: ViewName, now: number): TaskFilter {
  const today = localDate(now);
  if (view === 'overdue') return { dueBy: addDays(today, -1) };
  return view === 'soon' ? { dueFrom: today, dueBy: addDays(today, SOON_DAYS) } : {};
}

function narrowed(filter: TaskFilter, { dueFrom = '', dueBy = LAST_DAY }: TaskFilter): TaskFilter {
  const from = [filter.dueFrom ?? '', dueFrom].sort().at(-1);
  const by = [filter.dueBy ?? LAST_DAY, dueBy].sort()[0];
  return {
    ...filter,
    ...given({ dueFrom: from === '' ? undefined : from, dueBy: by === LAST_DAY ? undefined : by }),
  };
}

const LAST_DAY = '9999-12-31';

type Desk = Pick<Context, 'ports'>;

function viewFor(desk: Desk, caller: Caller, name: ViewName, gazettes: readonly Gazette[]): Promise<WorklistView> {
  switch (name) {
    case 'mine':
      return Promise.resolve(ownView(caller));
    case 'sent-back':
      return sentBackView(desk, caller, gazettes);
    case 'party':
      return Promise.resolve({ kind: 'party', person: caller.person.id });
    case 'groups':
    case 'overdue':
    case 'soon':
      return groupsView(desk, caller, gazettes, 'all');
  }
}

/** The caller, and for whom they stand in. */
const personsOf = (caller: Caller) => [caller.person.id, ...caller.standsInFor.map(({ person }) => person)];

export function ownView(caller: Caller): WorklistView {
  return { kind: 'mine', persons: personsOf(caller) };
}

export async function sentBackView(desk: Desk, caller: Caller, gazettes: readonly Gazette[]): Promise<WorklistView> {
  const memberships = await membershipsOf(desk, caller, gazettes, 'offices');
  return { kind: 'sent-back', persons: personsOf(caller), memberships };
}

/** @param which `offices`: without the groups of parties, whose members see of a task only what is their own */
export async function groupsView(
  { ports }: Desk,
  caller: Caller,
  gazettes: readonly Gazette[],
  which: 'all' | 'offices',
): Promise<WorklistView> {
  return { kind: 'groups', memberships: await membershipsOf({ ports }, caller, gazettes, which) };
}

async function membershipsOf(
  { ports }: Desk,
  caller: Caller,
  gazettes: readonly Gazette[],
  which: 'all' | 'offices',
): Promise<Membership[]> {
  const chosen = caller.memberships.filter(({ group }) => which === 'all' || !isOf(group, gazettes, isParty));
  const city = chosen.filter(({ unit }) => unit === '').map(({ group }) => group);
  // Who is in the city's group sees the tasks of every unit.
  const everywhere = city.length === 0 ? [] : await ports.desk.units(city);
  const forAny = chosen.filter(({ group }) => isOf(group, gazettes, isForAnyUnit));
  return [...chosen, ...everywhere, ...forAny.map(({ group }) => ({ group, unit: '' }))];
}

/** Units, never the city, in which the tasks of a person's offices can be. */
export async function officeUnits(desk: Desk, caller: Caller, gazettes: readonly Gazette[]): Promise<Membership[]> {
  return (await membershipsOf(desk, caller, gazettes, 'offices')).filter(({ unit }) => unit !== '');
}

/** Of `<slug>/<group>`. */
function isOf(group: string, gazettes: readonly Gazette[], kind: typeof isParty): boolean {
  const slug = group.slice(0, group.indexOf('/'));
  return kind(
    gazettes.find(({ id }) => id === slug),
    group.slice(slug.length + 1),
  );
}

/** A party's tasks are theirs alone, where the case names them. */
async function withoutOthersParties(
  { ports }: Desk,
  caller: Caller,
  tasks: TaskItem[],
  gazettes: readonly Gazette[],
): Promise<TaskItem[]> {
  const gazetteOf = (task: TaskItem) => gazettes.find(({ id }) => id === slugOf(task.procedure));
  const ofParty = (task: TaskItem) => isOf(task.group, gazettes, isParty);
  const cases = [...new Set(tasks.filter(ofParty).map(({ caseId }) => caseId))];
  const views = new Map(await Promise.all(cases.map(async (id) => [id, await ports.cases.view(id)] as const)));
  return tasks.filter((task) => {
    if (!ofParty(task)) return true;
    return candidateFor(caller, task, views.get(task.caseId)?.parties ?? [], gazetteOf(task)) !== null;
  });
}

async function summaries(
  { ports, library }: Pick<Context, 'ports' | 'library'>,
  tasks: TaskItem[],
  gazettes: Gazette[],
) {
  const current = await ports.shelf.currentCalendar();
  if (current === null || tasks.length === 0) return [];
  const calendar = await library.calendar(current.hash);
  const names = await ports.people.names(
    tasks.flatMap(({ claimedBy, delegatedTo }) => [claimedBy ?? [], delegatedTo ?? []].flat()),
  );
  const now = ports.now();
  const programs = new Map<string, Program>();
  for (const hash of new Set(tasks.map(({ definition }) => definition)))
    programs.set(hash, await library.program(hash));
  return tasks.flatMap((task) => {
    const program = programs.get(task.definition);
    return program === undefined ? [] : [taskSummary(task, { program, calendar, gazettes, names, now })];
  });
}
