/** How many cases, how long, how late: figures of a period, their tables as files, and the cases behind each. */
import { stringify } from 'csv-stringify/sync';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import type { FigureQuery } from '../../store/statistics.ts';
import type { App, Context } from '../context.ts';
import { type Caller, sightOf } from '../policy/standing.ts';
import type { Sight } from '../ports.ts';
import { languageOf } from '../present/language.ts';
import { figureCase, figuresShown, lastYear, periodOf, TABLES, tableOf } from '../present/statistics.ts';
import { Problem } from '../problems.ts';
import { inSheetThread } from '../registers/sheet.ts';
import { PageQuery, pageOf, ref, refusals } from '../schemas/common.ts';
import { FigureCase, Figures } from '../schemas/statistics.ts';
import { given, linkNext } from './answers.ts';
import { currentCalendarOf } from './deadlines.ts';

const LONGEST_MONTHS = 120;
const Month = Type.String({ pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', description: 'YYYY-MM' });

const Filter = {
  from: Type.Optional(Month),
  to: Type.Optional(Month),
  procedure: Type.Optional(Type.String({ maxLength: 200 })),
  group: Type.Optional(
    Type.String({ maxLength: 200, description: '<slug>/<group>: cases in which it had a task, and its own tasks.' }),
  ),
};

export function statisticsRoutes(app: App, context: Context): void {
  readFigures(app, context);
  listFigureCases(app, context);
}

/** A leader's figures are of all cases; an officer's of their own documents and units, and never those of a party. */
async function figureSight({ library }: Context, caller: Caller): Promise<Sight> {
  if (caller.roles.has('leader')) return { all: true, party: '', offices: [] };
  const { offices } = sightOf(caller, await library.gazettes());
  return { all: false, party: '', offices };
}

interface Asked {
  from?: string | undefined;
  to?: string | undefined;
  procedure?: string | undefined;
  group?: string | undefined;
}

/** @throws Problem `bad-request` */
async function queryOf(context: Context, { caller }: Pick<FastifyRequest, 'caller'>, asked: Asked) {
  const months = lastYear(context.ports.now());
  const { from = asked.to === undefined ? months.from : asked.to, to = months.to, procedure, group } = asked;
  const period = from <= to ? periodOf(from, to) : null;
  if (period === null || monthsBetween(from, to) > LONGEST_MONTHS) throw new Problem('bad-request', BAD_PERIOD);
  const [sight, calendar] = await Promise.all([figureSight(context, caller), currentCalendarOf(context)]);
  const query: FigureQuery = { ...period, sight, calendar, ...given({ procedure, group }) };
  return { query, from, to };
}

const BAD_PERIOD = {
  detail: `起止月份须先后有序，且不超过${LONGEST_MONTHS}个月。`,
  detailEn: `from and to are months in order, at most ${LONGEST_MONTHS} months.`,
};

function monthsBetween(from: string, to: string): number {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
  return number(to) - number(from) + 1;
}

async function programsOf({ library }: Context, ids: readonly string[]): Promise<Map<string, Program>> {
  const programs = new Map<string, Program>();
  for (const id of new Set(ids)) {
    const program = await library.currentProgram(id);
    if (program !== undefined) programs.set(id, program);
  }
  return programs;
}

function readFigures(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/statistics',
    {
      config: { action: 'statistics.read', audited: true },
      schema: {
        operationId: 'readFigures',
        tags: ['statistics'],
        description:
          'Figures of whole months, by default of the last twelve; as csv or xlsx one of the tables, with headings in the language that is asked for.',
        querystring: Type.Object({
          ...Filter,
          format: Type.Enum(['json', 'csv', 'xlsx'], { default: 'json' }),
          table: Type.Enum([...TABLES], { default: 'procedures' }),
        }),
        response: { 200: ref(Figures), ...refusals },
      },
    },
    async (request, reply) => {
      const { format, table } = request.query;
      const { query, from, to } = await queryOf(context, request, request.query);
      const figures = await ports.statistics.figures(query);
      const ids = [...figures.procedures, ...figures.deadlines].map(({ procedure }) => procedure);
      const shown = figuresShown(figures, await programsOf(context, ids), await library.gazettes());
      if (format === 'json') return { from, to, ...shown };
      const rows = tableOf(shown, table, languageOf(request.headers['accept-language']));
      return sendTable(reply, rows, `${table}-${from}-${to}`, format);
    },
  );
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

async function sendTable(reply: FastifyReply, rows: (string | number)[][], name: string, format: 'csv' | 'xlsx') {
  const sheet = rows.map((row) => row.map((value) => ({ value })));
  const file =
    format === 'csv'
      ? Buffer.from(stringify(rows, { bom: true, escape_formulas: true, record_delimiter: 'windows' }))
      : Buffer.from((await inSheetThread({ write: sheet })) as Uint8Array);
  return reply
    .type(TYPES[format])
    .header('content-disposition', `attachment; filename="${name}.${format}"`)
    .header('cache-control', 'private, no-store')
    .send(file as never);
}

function listFigureCases(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/statistics/cases',
    {
      config: { action: 'statistics.read', audited: true },
      schema: {
        operationId: 'listFigureCases',
        tags: ['statistics'],
        description:
          'The cases behind a figure, latest start first: number, state and dates. To open one needs the right to read it.',
        querystring: Type.Object({
          figure: Type.Enum(['started', 'ended', 'open', 'handled', 'kept', 'late']),
          deadline: Type.Optional(
            Type.String({ maxLength: 200, description: 'With kept and late: this deadline of the procedure.' }),
          ),
          ...Filter,
          ...PageQuery,
        }),
        response: { 200: pageOf(ref(FigureCase)), ...refusals },
      },
    },
    async (request, reply) => {
      const { figure, deadline, limit, cursor } = request.query;
      const { query } = await queryOf(context, request, request.query);
      const page = await ports.statistics.cases({ ...query, figure, limit, ...given({ deadline, cursor }) });
      linkNext(request, reply, page.next);
      const sight = sightOf(request.caller, await library.gazettes());
      const items = await Promise.all(
        page.items.map(async (row) => figureCase(row, await library.program(row.definition), sight)),
      );
      return { items, next: page.next };
    },
  );
}
