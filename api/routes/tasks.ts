/** The worklist, and one task with its form. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import { addDays, localDate } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { slugOf } from '../../store/outline.ts';
import type { TaskItem, WorklistView } from '../../store/worklist.ts';
import { type CaseFile, type Library, readCaseFile } from '../case-file.ts';
import type { App, Context } from '../context.ts';
import {
  type Caller,
  candidateFor,
  isForAnyUnit,
  isParty,
  relationsToCase,
  type Standing,
} from '../policy/standing.ts';
import { type Action, isAllowed, type Relation } from '../policy/table.ts';
import type { Gazette, Ports } from '../ports.ts';
import { readTaskId, taskDetail, taskSummary } from '../present/cases.ts';
import { lawAt } from '../present/law.ts';
import { waysFrom } from '../present/outlook.ts';
import { decisionsBefore } from '../present/reasons.ts';
import type { RowsByRegister } from '../present/prefill.ts';
import { Problem } from '../problems.ts';
import { TaskDetail, TaskSummary } from '../schemas/cases.ts';
import { PageQuery, pageOf, ref, refusals, TaskId } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

export const TaskParams = Type.Object({ id: TaskId });

/**
 * A task and the person's standing to it. What is not open is told apart from what is foreign only to those who may see
 * the case.
 * @throws Problem `not-found`, `not-open`, `forbidden`
 */
export async function openTaskFor(
  { ports, library }: Context,
  request: FastifyRequest,
  id: string,
  action: Action,
): Promise<{ file: CaseFile; task: TaskItem; as: Standing }> {
  const { caller } = request;
  const named = readTaskId(id);
  if (named === null) throw new Problem('not-found');
  const file = await readCaseFile(ports, library, named.caseId);
  request.about.caseId = named.caseId;
  request.about.object = `task:${named.token}`;
  const relations = relationsToCase(caller, file.view, file.gazette);
  const sees = isAllowed('case.read', caller.roles, relations);
  const task = await ports.desk.task(named.caseId, named.token);
  if (task === null) throw new Problem(sees ? 'not-open' : 'not-found', sees ? { reason: endedReason(file) } : {});
  const as = candidateFor(caller, task, file.view.parties, file.gazette);
  const toTask = new Set<Relation>([...relations, ...(as === null ? [] : (['candidate'] as const))]);
  if (as === null || !isAllowed(action, caller.roles, toTask)) {
    throw new Problem(sees ? 'forbidden' : 'not-found', sees ? { reason: 'other-group' } : {});
  }
  request.about.actingAs = `${slugOf(task.procedure)}/${as.group}${as.standsInFor === undefined ? '' : ` for ${as.standsInFor}`}`;
  return { file, task, as };
}

/**
 * A task, open or over, and as whom the person could do it.
 * @throws Problem `not-found`
 */
export async function pastTaskFor({ ports, library }: Context, { caller }: FastifyRequest, id: string) {
  const named = readTaskId(id);
  if (named === null) throw new Problem('not-found');
  const file = await readCaseFile(ports, library, named.caseId);
  const row = file.view.tasks.find(({ token }) => token === named.token);
  if (row === undefined) throw new Problem('not-found');
  const task = { ...row, group: row.grp };
  const as = candidateFor(caller, task, file.view.parties, file.gazette);
  if (as === null) throw new Problem('not-found');
  return { file, task, as };
}

function endedReason({ state }: CaseFile): string {
  return state.status === 'ended' ? 'case-ended' : 'step-not-open';
}

export function taskRoutes(app: App, context: Context): void {
  listTasks(app, context);
  readTask(app, context);
}

const Query = Type.Object({
  view: Type.Enum(['groups', 'mine', 'party'], {
    default: 'groups',
    description:
      'groups: of the groups that the caller is in; mine: claimed by the caller; party: of the cases that the caller is a party to.',
  }),
  mine: Type.Optional(Type.Boolean({ description: 'The same as view=mine.' })),
  groups: Type.Optional(Type.Boolean({ description: 'The same as view=groups.' })),
  unclaimed: Type.Boolean({ default: false, description: 'With view=groups: only those that nobody has claimed.' }),
  group: Type.Optional(
    Type.String({ maxLength: 200, description: 'With view=groups: only this one, <slug>/<group>.' }),
  ),
  procedure: Type.Optional(Type.String({ maxLength: 200 })),
  overdue: Type.Optional(Type.Boolean()),
  dueWithin: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 3650, description: 'Due within so many calendar days.' }),
  ),
  ...PageQuery,
});

function listTasks(app: App, { ports, library }: Context): void {
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
      const view = await viewFor({ ports, gazettes }, caller, name, query);
      const dueBy = dueByOf(query, ports.now());
      const { limit, procedure, cursor } = query;
      const page = await ports.desk.worklist({ view, limit, ...given({ procedure, cursor, dueBy }) });
      linkNext(request, reply, page.next);
      const items =
        name === 'groups' ? await withoutOthersParties({ ports }, caller, page.items, gazettes) : page.items;
      return { items: await summaries({ ports, library }, items, gazettes), next: page.next };
    },
  );
}

async function viewFor(
  { ports, gazettes }: Pick<Context, 'ports'> & { gazettes: readonly Gazette[] },
  caller: Caller,
  name: 'groups' | 'mine' | 'party',
  query: { unclaimed: boolean; group?: string },
): Promise<WorklistView> {
  if (name !== 'groups') return { kind: name, person: caller.person.id };
  const chosen = caller.memberships.filter(({ group }) => query.group === undefined || group === query.group);
  const city = chosen.filter(({ unit }) => unit === '').map(({ group }) => group);
  // Who is in the city's group sees the tasks of every unit.
  const everywhere = city.length === 0 ? [] : await ports.desk.units(city);
  const forAny = chosen.filter(({ group }) => isOf(group, gazettes, isForAnyUnit));
  const memberships = [...chosen, ...everywhere, ...forAny.map(({ group }) => ({ group, unit: '' }))];
  return { kind: 'groups', memberships, ...(query.unclaimed ? { claimed: false } : {}) };
}

function dueByOf(query: { overdue?: boolean; dueWithin?: number }, now: number): string | undefined {
  const today = localDate(now);
  if (query.overdue === true) return addDays(today, -1);
  return query.dueWithin === undefined ? undefined : addDays(today, query.dueWithin);
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
  { ports }: Pick<Context, 'ports'>,
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
  const names = await ports.people.names(tasks.flatMap(({ claimedBy }) => claimedBy ?? []));
  const now = ports.now();
  const programs = new Map<string, Program>();
  for (const procedure of new Set(tasks.map((task) => task.procedure))) {
    const program = await library.currentProgram(procedure);
    if (program !== undefined) programs.set(procedure, program);
  }
  return tasks.flatMap((task) => {
    const program = programs.get(task.procedure);
    return program === undefined ? [] : [taskSummary(task, { program, calendar, gazettes, names, now })];
  });
}

function readTask(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/tasks/:id',
    {
      config: { action: 'task.read', audited: true },
      schema: {
        operationId: 'readTask',
        tags: ['tasks'],
        description: 'The task with its form, the case data and the law. Its ETag is needed to complete it.',
        params: TaskParams,
        response: { 200: ref(TaskDetail), ...refusals },
      },
    },
    async (request, reply) => {
      const { file, task } = await openTaskFor(context, request, request.params.id, 'task.read');
      const [gazettes, names, members] = await Promise.all([
        library.gazettes(),
        ports.people.names(task.claimedBy === null ? [] : [task.claimedBy]),
        ports.people.members(task.group),
      ]);
      void reply.header('etag', `"${task.version}"`).header('cache-control', 'no-store');
      const { program, calendar } = file;
      const candidates = members
        .filter(({ id, unit }) => id !== request.caller.person.id && (unit === '' || unit === task.unit))
        .map(({ id, name }) => ({ id, name }));
      const about = {
        program,
        calendar,
        gazettes,
        names,
        now: ports.now(),
      };
      const rows = await rowsFor(ports, program, task.step);
      const detail = taskDetail(task, file, request.caller, candidates, about, rows);
      return { ...detail, ...(await guidance(task, file, library)) };
    },
  );
}

/** What stands beside the form. */
async function guidance({ step: id, token }: TaskItem, { program, entries }: CaseFile, library: Library) {
  const step = program.steps.get(id);
  const facts = entries.map(({ fact }) => fact);
  const decisions = decisionsBefore(program, facts, token);
  if (step?.kind !== 'task') return { law: [], decisions, next: [] };
  const definitions = (await library.definitions()).filter(({ current }) => current);
  const titles = new Map(definitions.map(({ id: of, titleZh, titleEn }) => [of, { zh: titleZh, en: titleEn }]));
  return { law: lawAt(step, program), decisions, next: waysFrom(step, program, titles) };
}

/** The rows that the form of a step is filled in from. */
async function rowsFor({ registers }: Ports, { procedure, steps }: Program, id: string): Promise<RowsByRegister> {
  const step = steps.get(id);
  const rows = new Map<string, JsonObject[]>();
  for (const register of step?.kind === 'task' ? (step.initial?.of ?? []) : []) {
    const found: JsonObject[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await registers.search(`${slugOf(procedure.id)}/${register}`, { limit: 100, ...given({ cursor }) });
      found.push(...page.items.map(({ key, values }) => ({ ...values, key })));
      cursor = page.next ?? undefined;
    }
    rows.set(register, found);
  }
  return rows;
}
