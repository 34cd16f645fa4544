/** What is due for the caller's groups: by day, by group and procedure, and one by one. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Calendar } from '../../rules/calendar/calendar.ts';
import { daysBetween, isRealDate, localDate, type PlainDate } from '../../rules/calendar/date.ts';
import { type AgendaFilter, desksOf, type RiskFilter, todayOf } from '../../store/agenda.ts';
import type { App, Context } from '../context.ts';
import { agendaDays, agendaItem, deskName } from '../present/agenda.ts';
import { Problem } from '../problems.ts';
import { Named, nullable, PageQuery, PlainDate as PlainDateSchema, pageOf, ref, refusals } from '../schemas/common.ts';
import { AgendaItem, riskCounts } from '../schemas/deadlines.ts';
import { given, linkNext } from './answers.ts';

const LONGEST_SPAN = 400;

const Filter = {
  group: Type.Optional(Type.String({ maxLength: 200, description: '<slug>/<group>, or <slug>/: nobody’s turn.' })),
  procedure: Type.Optional(Type.String({ maxLength: 200 })),
  risk: Type.Optional(
    Type.Enum(['overdue', 'near', 'unclaimed', 'suspended', 'unknown', 'any'], { description: 'any: one of them.' }),
  ),
};

export function deadlineRoutes(app: App, context: Context): void {
  listDays(app, context);
  listCounts(app, context);
  listDeadlines(app, context);
}

/** @throws Problem `not-found` before the first calendar is deployed */
export async function currentCalendarOf({ ports, library }: Context): Promise<Calendar> {
  const current = await ports.shelf.currentCalendar();
  if (current === null) throw new Problem('not-found');
  return library.calendar(current.hash);
}

interface Asked {
  group?: string | undefined;
  procedure?: string | undefined;
  risk?: RiskFilter | undefined;
}

async function filterOf(
  context: Context,
  { caller }: Pick<FastifyRequest, 'caller'>,
  { group, procedure, risk }: Asked,
): Promise<{ filter: AgendaFilter; calendar: Calendar; today: PlainDate }> {
  const [calendar, gazettes] = await Promise.all([currentCalendarOf(context), context.library.gazettes()]);
  const today = localDate(context.ports.now());
  const desks = desksOf(caller.memberships, gazettes).filter(({ grp }) => group === undefined || grp === group);
  return { filter: { desks, today: todayOf(today, calendar), ...given({ procedure, risk }) }, calendar, today };
}

/** @throws Problem `bad-request` */
function checkSpan(from: string, to: string): void {
  if (isRealDate(from) && isRealDate(to) && from <= to && daysBetween(from, to) < LONGEST_SPAN) return;
  throw new Problem('bad-request', {
    detail: `起止日期须为真实日期，先后有序，且不超过${LONGEST_SPAN}日。`,
    detailEn: `from and to are real dates in order, at most ${LONGEST_SPAN} days apart.`,
  });
}

function listDays(app: App, context: Context): void {
  const Day = Type.Object({
    day: PlainDateSchema,
    kind: Type.Union([Type.Enum(['weekday', 'weekend', 'holiday', 'make-up']), Type.Null()], {
      description: 'Null: the holidays of its year are not known.',
    }),
    due: Type.Integer(),
    ...riskCounts,
  });
  app.get(
    '/api/deadlines/days',
    {
      config: { action: 'deadline.list' },
      schema: {
        operationId: 'countDeadlinesByDay',
        tags: ['deadlines'],
        description: 'Every day of the span with what ends on it for the caller’s groups.',
        querystring: Type.Object({ from: PlainDateSchema, to: PlainDateSchema, ...Filter }),
        response: { 200: Type.Object({ today: PlainDateSchema, days: Type.Array(Day) }), ...refusals },
      },
    },
    async (request) => {
      const { from, to } = request.query;
      checkSpan(from, to);
      const { filter, calendar, today } = await filterOf(context, request, request.query);
      const counts = await context.ports.deadlines.days(filter, { from, to });
      return { today, days: agendaDays(counts, from, to, calendar) };
    },
  );
}

function listCounts(app: App, context: Context): void {
  const { ports, library } = context;
  const Count = Type.Object({
    desk: Type.String({ description: 'As the filter `group` takes it.' }),
    group: nullable(ref(Named)),
    document: ref(Named),
    procedure: ref(Named),
    open: Type.Integer(),
    ...riskCounts,
  });
  app.get(
    '/api/deadlines/counts',
    {
      config: { action: 'deadline.list' },
      schema: {
        operationId: 'countDeadlines',
        tags: ['deadlines'],
        description: 'All that is due for the caller’s groups, by group and procedure.',
        querystring: Type.Object({ risk: Filter.risk }),
        response: { 200: Type.Object({ items: Type.Array(Count) }), ...refusals },
      },
    },
    async (request) => {
      const { filter } = await filterOf(context, request, request.query);
      const [counts, gazettes] = await Promise.all([ports.deadlines.counts(filter), library.gazettes()]);
      const items = await Promise.all(
        counts.map(async ({ grp, procedure, ...rest }) => {
          const gazette = gazettes.find(({ id }) => grp.startsWith(`${id}/`));
          return {
            desk: grp,
            group: deskName(gazettes, grp),
            document: { id: gazette?.id ?? grp, label: gazette?.title ?? { zh: grp, en: grp } },
            procedure: await procedureName(context, procedure),
            ...rest,
          };
        }),
      );
      return { items };
    },
  );
}

/** An id whose procedure is gone stands for itself. */
export async function procedureName({ library }: Context, id: string) {
  const program = await library.currentProgram(id);
  return { id, label: program?.procedure.title ?? { zh: id, en: id } };
}

function listDeadlines(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/deadlines',
    {
      config: { action: 'deadline.list', audited: true },
      schema: {
        operationId: 'listDeadlines',
        tags: ['deadlines'],
        description:
          'What ends from one day to another for the caller’s groups, in that order; or withoutDate, what is suspended or waits for a year’s holidays.',
        querystring: Type.Object({
          from: Type.Optional(PlainDateSchema),
          to: Type.Optional(PlainDateSchema),
          withoutDate: Type.Boolean({ default: false }),
          ...Filter,
          ...PageQuery,
        }),
        response: { 200: pageOf(ref(AgendaItem)), ...refusals },
      },
    },
    async (request, reply) => {
      const { from = FIRST_DAY, to = LAST_DAY, withoutDate, limit, cursor } = request.query;
      const { filter, calendar, today } = await filterOf(context, request, request.query);
      const span = withoutDate ? ('without-date' as const) : { from, to };
      const page = await ports.deadlines.page({ ...filter, span, limit, ...given({ cursor }) });
      linkNext(request, reply, page.next);
      const gazettes = await library.gazettes();
      const items = await Promise.all(
        page.items.map(async (item) => {
          const program = await library.program(item.definition);
          return agendaItem(item, { program, gazettes, calendar, today });
        }),
      );
      return { items, next: page.next };
    },
  );
}

const FIRST_DAY = '0001-01-01';
/** The day after it stands for "no date". */
const LAST_DAY = '9999-12-30';
