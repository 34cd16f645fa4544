/** A person's desk besides the open tasks: how much lies there, what they wait for, what they have done. */
import { Type } from 'typebox';
import { openSteps } from '../../engine/printed.ts';
import { formatInstant, localDate, startOfDay } from '../../rules/calendar/date.ts';
import type { WaitingCase } from '../../store/desk.ts';
import { slugOf } from '../../store/outline.ts';
import { readCaseFile } from '../case-file.ts';
import type { App, Context } from '../context.ts';
import type { Caller } from '../policy/standing.ts';
import type { Gazette } from '../ports.ts';
import { caseSummary, nameOf, taskId } from '../present/cases.ts';
import { dueParts } from '../present/due.ts';
import { groupOf, itemLabel, stepName, unitNames } from '../present/names.ts';
import { Named, PageQuery, pageOf, ref, refusals } from '../schemas/common.ts';
import { DoneTask, WaitingCase as WaitingCaseSchema } from '../schemas/desk.ts';
import { given, linkNext } from './answers.ts';
import { daysOf, groupsView, officeUnits, ownView, SOON_DAYS, sentBackView } from './worklist.ts';

export function deskRoutes(app: App, context: Context): void {
  readDesk(app, context);
  listWaiting(app, context);
  listDone(app, context);
}

/** What is more is told as such. */
const COUNTED = 999;

function readDesk(app: App, context: Context): void {
  const View = Type.Object({
    id: Type.Enum(['mine', 'groups', 'sent-back', 'waiting', 'done', 'overdue', 'soon', 'party']),
    count: Type.Integer(),
    more: Type.Boolean({ description: 'There are more than that.' }),
  });
  app.get(
    '/api/desk',
    {
      config: { action: 'task.list' },
      schema: {
        operationId: 'readDesk',
        tags: ['tasks'],
        description: "How much lies in each view of the caller's desk, and by what it can be filtered.",
        response: {
          200: Type.Object({
            views: Type.Array(View),
            soonDays: Type.Integer(),
            units: Type.Array(ref(Named), { description: 'Units in which the groups have open tasks.' }),
            procedures: Type.Array(ref(Named)),
          }),
          ...refusals,
        },
      },
    },
    async ({ caller }) => {
      const gazettes = await context.library.gazettes();
      const procedures = await proceduresOf(context, caller);
      const [counts, units] = await Promise.all([
        countsOf(context, caller, gazettes),
        unitsOf(context, caller, { gazettes, procedures }),
      ]);
      const views = counts.map(([id, n]) => ({ id, count: Math.min(n, COUNTED), more: n > COUNTED }));
      return { views, soonDays: SOON_DAYS, units, procedures };
    },
  );
}

async function countsOf({ ports }: Context, caller: Caller, gazettes: readonly Gazette[]) {
  const { desk } = ports;
  const max = COUNTED + 1;
  const now = ports.now();
  // Of parties' groups only what is their own is theirs: that is what `party` counts.
  const groups = await groupsView({ ports }, caller, gazettes, 'offices');
  const person = caller.person.id;
  const waits = { person, memberships: caller.memberships };
  return Promise.all([
    desk.count(ownView(caller), {}, max).then((n) => ['mine', n] as const),
    desk.count(groups, {}, max).then((n) => ['groups', n] as const),
    desk.count(await sentBackView({ ports }, caller, gazettes), {}, max).then((n) => ['sent-back', n] as const),
    desk.countWaiting(waits, max).then((n) => ['waiting', n] as const),
    desk.countDone({ person, since: startOfDay(localDate(now)) }, max).then((n) => ['done', n] as const),
    desk.count(groups, daysOf('overdue', now), max).then((n) => ['overdue', n] as const),
    desk.count(groups, daysOf('soon', now), max).then((n) => ['soon', n] as const),
    desk.count({ kind: 'party', person }, {}, max).then((n) => ['party', n] as const),
  ]);
}

/** Procedures of the documents in whose groups the person is. */
async function proceduresOf({ library }: Context, caller: Caller) {
  const slugs = new Set(caller.memberships.map(({ group }) => group.split('/', 1)[0]));
  const entries = await library.definitions();
  return entries
    .filter(({ kind, current, id }) => kind === 'procedure' && current && slugs.has(slugOf(id)))
    .map(({ id, titleZh, titleEn }) => ({ id, label: { zh: titleZh, en: titleEn } }));
}

async function unitsOf(
  context: Context,
  caller: Caller,
  { gazettes, procedures }: { gazettes: readonly Gazette[]; procedures: readonly { id: string }[] },
) {
  const { ports, library } = context;
  const memberships = await officeUnits(context, caller, gazettes);
  if (memberships.length === 0) return [];
  const [found, programs] = await Promise.all([
    ports.desk.firstTasks(memberships),
    Promise.all(procedures.map(({ id }) => library.currentProgram(id))),
  ]);
  const tasks = await Promise.all(
    found.map(async (task) => ({ task, program: await library.program(task.definition) })),
  );
  const units = [...new Set(memberships.map(({ unit }) => unit))].sort();
  return unitNames(
    units,
    tasks,
    programs.filter((program) => program !== undefined),
  );
}

const Query = Type.Object({
  procedure: Type.Optional(Type.String({ maxLength: 200 })),
  q: Type.Optional(Type.String({ maxLength: 100, description: 'Parts of the number, party or another short text.' })),
  ...PageQuery,
});

function listWaiting(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/desk/waiting',
    {
      config: { action: 'task.list' },
      schema: {
        operationId: 'listWaiting',
        tags: ['tasks'],
        description:
          'Open cases in which the caller has acted and can do nothing now, the most urgent first: whom they wait for, and since when.',
        querystring: Query,
        response: { 200: pageOf(ref(WaitingCaseSchema)), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, query } = request;
      const { limit, cursor, procedure, q: text } = query;
      const { memberships, person } = caller;
      const page = await ports.desk.waiting({
        ...{ person: person.id, memberships, limit },
        ...given({ cursor, procedure, text }),
      });
      linkNext(request, reply, page.next);
      const gazettes = await library.gazettes();
      const names = await ports.people.names(
        page.items.flatMap(({ tasks }) => tasks.flatMap(({ claimed_by }) => claimed_by ?? [])),
      );
      const items = await Promise.all(page.items.map((item) => waitingItem(context, item, { gazettes, names })));
      return { items, next: page.next };
    },
  );
}

async function waitingItem(
  { ports, library }: Context,
  { case: row, tasks }: WaitingCase,
  { gazettes, names }: { gazettes: readonly Gazette[]; names: ReadonlyMap<string, string> },
) {
  const [program, calendar] = await Promise.all([library.program(row.definition), library.calendar(row.calendar)]);
  const [first] = tasks;
  return {
    case: caseSummary(row, program),
    waitsFor: tasks.map((task) => ({
      step: stepName(program, task.step),
      item: task.item,
      itemLabel: itemLabel(program, task.step, task.item, task.item_name),
      group: groupOf(gazettes, task.grp),
      unit: task.unit,
      person: task.claimed_by === null ? null : nameOf(names, task.claimed_by),
      since: formatInstant(task.opened_at),
    })),
    // No task: it waits for a message or a date, which the state alone tells.
    steps: tasks.length > 0 ? [] : await openStepsOf({ ports, library }, row.id),
    ...dueParts(
      {
        deadline: first?.deadline ?? null,
        due: first?.due ?? null,
        dueBasis: first?.due_basis ?? null,
        dueEarliest: first?.due_earliest ?? null,
      },
      { program, calendar, now: ports.now() },
    ),
  };
}

async function openStepsOf({ ports, library }: Pick<Context, 'ports' | 'library'>, caseId: string) {
  const { program, state } = await readCaseFile(ports, library, caseId);
  return openSteps(program, state).map((id) => stepName(program, id));
}

function listDone(app: App, { ports, library }: Context): void {
  app.get(
    '/api/desk/done',
    {
      config: { action: 'task.list' },
      schema: {
        operationId: 'listDone',
        tags: ['tasks'],
        description: 'Tasks that the caller has completed, the latest first.',
        querystring: Query,
        response: { 200: pageOf(ref(DoneTask)), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, query } = request;
      const { limit, cursor, procedure, q: text } = query;
      const page = await ports.desk.done({ person: caller.person.id, limit, ...given({ cursor, procedure, text }) });
      linkNext(request, reply, page.next);
      const today = localDate(ports.now());
      const items = await Promise.all(
        page.items.map(async ({ task, case: row }) => {
          const program = await library.program(row.definition);
          const at = task.closed_at ?? 0;
          return {
            id: taskId(task.case_id, task.token),
            step: stepName(program, task.step),
            item: task.item,
            itemLabel: itemLabel(program, task.step, task.item, task.item_name),
            case: caseSummary(row, program),
            at: formatInstant(at),
            today: localDate(at) === today,
          };
        }),
      );
      return { items, next: page.next };
    },
  );
}
