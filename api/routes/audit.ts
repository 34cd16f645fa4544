/** Who read or tried what, for auditors: page by page, or as csv all of it. */
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import { Type } from 'typebox';
import { addDays, startOfDay } from '../../rules/calendar/date.ts';
import type { AuditQuery, AuditRecord } from '../../store/audit.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { ACTIONS } from '../policy/table.ts';
import { ACTION_WORDS, type LogItem, logCells, logHeadings, logItem, personsOf } from '../present/audit-log.ts';
import { type Language, languageOf } from '../present/language.ts';
import {
  Instant,
  Label,
  Named,
  nullable,
  PageQuery,
  PersonName,
  PlainDate,
  pageOf,
  ref,
  refusals,
} from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const OUTCOMES = ['done', 'refused', 'failed'] as const;

const Record = Type.Object({
  id: Type.Integer(),
  at: Instant,
  person: nullable(ref(PersonName)),
  actingAs: nullable(ref(Named)),
  standsInFor: nullable(ref(PersonName)),
  action: ref(Named),
  case: nullable(Type.Object({ id: Type.String(), number: Type.String() })),
  object: nullable(Type.Object({ id: Type.String(), label: nullable(ref(Label)) })),
  outcome: Type.Enum([...OUTCOMES]),
  reason: nullable(ref(Named)),
});

export function auditRoutes(app: App, { ports, library }: Context): void {
  app.get(
    '/api/audit',
    {
      config: { action: 'audit.read', audited: true },
      schema: {
        operationId: 'readAudit',
        tags: ['audit'],
        description: 'Who read or tried what, latest first; page by page, or as csv all of it.',
        querystring: Type.Object({
          case: Type.Optional(Type.String({ format: 'uuid' })),
          person: Type.Optional(Type.String({ maxLength: 200 })),
          action: Type.Optional(Type.Enum([...ACTIONS])),
          outcome: Type.Optional(Type.Enum([...OUTCOMES])),
          from: Type.Optional(PlainDate),
          to: Type.Optional({ ...PlainDate, description: 'The last day.' }),
          format: Type.Enum(['json', 'csv'], { default: 'json' }),
          ...PageQuery,
        }),
        response: {
          200: Type.Object({
            ...pageOf(Record).properties,
            actions: Type.Array(ref(Named), { description: 'By which it can be filtered.' }),
          }),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      demand('audit.read', request.caller);
      const { query } = request;
      const { case: caseId, person, action, outcome, from, to, limit, cursor } = query;
      if (caseId !== undefined) request.about.caseId = caseId;
      if (person !== undefined) request.about.object = `person:${person}`;
      const filter = given({
        ...{ caseId, person, action, outcome },
        from: from === undefined ? undefined : new Date(startOfDay(from)),
        before: to === undefined ? undefined : new Date(startOfDay(addDays(to, 1))),
      });
      if (query.format === 'csv') {
        const language = languageOf(request.headers['accept-language']);
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="audit.csv"')
          .header('cache-control', 'private, no-store')
          .send(csv(allPages(filter), language) as never);
      }
      const page = await ports.audit.read({ ...filter, limit, ...given({ cursor }) });
      linkNext(request, reply, page.next);
      const actions = ACTIONS.map((id) => ({ id, label: ACTION_WORDS[id] }));
      return { items: await shown(page.items), next: page.next, actions };
    },
  );

  async function shown(records: readonly AuditRecord[]): Promise<LogItem[]> {
    const [gazettes, names] = await Promise.all([library.gazettes(), ports.people.names(personsOf(records))]);
    return records.map((record) => logItem(record, gazettes, names));
  }

  /** Read as they are asked for: what is in memory does not grow with the log. */
  async function* allPages(filter: Omit<AuditQuery, 'limit' | 'cursor'>): AsyncGenerator<LogItem[]> {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await ports.audit.read({ ...filter, limit: 100, ...given({ cursor }) });
      yield await shown(page.items);
      cursor = page.next;
    }
  }
}

/** With a mark for Excel; text that could be taken for a formula begins with an apostrophe. */
function csv(pages: AsyncIterable<readonly LogItem[]>, language: Language): Readable {
  const text = stringify({ bom: true, escape_formulas: true, record_delimiter: 'windows' });
  async function* lines() {
    yield logHeadings(language);
    for await (const items of pages) for (const item of items) yield logCells(item, language);
  }
  return pipeline(Readable.from(lines()), text, () => undefined) as unknown as Readable;
}
