/** Registers that procedures write: search and export. */
import { Type } from 'typebox';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { officeGroups } from '../policy/standing.ts';
import { isAllowed, type Relation } from '../policy/table.ts';
import type { Gazette, RegisterRow } from '../ports.ts';
import { type Language, languageOf } from '../present/language.ts';
import { readable } from '../present/names.ts';
import { Problem } from '../problems.ts';
import { Data, Instant, Label, Named, nullable, PageQuery, pageOf, ref, refusals } from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const Params = Type.Object({ slug: Type.String({ maxLength: 100 }), id: Type.String({ maxLength: 100 }) });
const EXPORT_MAX = 100;

export function registerRoutes(app: App, { ports, library }: Context): void {
  app.get(
    '/api/registers',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'listRegisters',
        tags: ['registers'],
        response: {
          200: Type.Object({
            items: Type.Array(Type.Object({ slug: Type.String(), ...Named.properties, readable: Type.Boolean() })),
          }),
          ...refusals,
        },
      },
    },
    async ({ caller }) => {
      const gazettes = await library.gazettes();
      const items = gazettes.flatMap((gazette) => {
        const mine = isAllowed('register.read', caller.roles, relationsTo(caller, gazette));
        return gazette.registers.map(({ id, label }) => ({ slug: gazette.id, id, label, readable: mine }));
      });
      return { items };
    },
  );

  const Row = Type.Object({
    key: Type.String(),
    values: Data,
    texts: Type.Record(Type.String(), nullable(ref(Label))),
    updatedAt: Instant,
  });
  app.get(
    '/api/registers/:slug/:id',
    {
      config: { action: 'register.read', audited: true },
      schema: {
        operationId: 'searchRegister',
        tags: ['registers'],
        params: Params,
        querystring: Type.Object({
          q: Type.Optional(
            Type.String({ minLength: 1, maxLength: 100, description: 'Part of the key or of a value.' }),
          ),
          format: Type.Enum(['json', 'csv'], { default: 'json' }),
          ...PageQuery,
        }),
        response: {
          200: Type.Object({
            ...pageOf(Row).properties,
            label: ref(Label),
            fields: Type.Array(Type.Object({ name: Type.String(), label: ref(Label) })),
          }),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { caller, params, query } = request;
      const gazette = (await library.gazettes()).find(({ id }) => id === params.slug);
      const register = gazette?.registers.find(({ id }) => id === params.id);
      if (gazette === undefined || register === undefined) throw new Problem('not-found');
      request.about.object = `register:${gazette.id}/${register.id}`;
      demand('register.read', caller, relationsTo(caller, gazette));
      const limit = query.format === 'csv' ? EXPORT_MAX : query.limit;
      const page = await ports.registers.search(`${gazette.id}/${register.id}`, {
        limit,
        ...given({ text: query.q, cursor: query.cursor }),
      });
      linkNext(request, reply, page.next);
      if (query.format === 'csv')
        return reply
          .type('text/csv; charset=utf-8')
          .send(csv(register, page.items, languageOf(request.headers['accept-language'])) as never);
      const fieldByName = new Map(register.fields.map((field) => [field.name, field]));
      const items = page.items.map(({ key, values, updatedAt }) => ({
        key,
        values,
        texts: Object.fromEntries(
          Object.entries(values).map(([name, value]) => [name, readable(fieldByName.get(name), value)]),
        ),
        updatedAt: formatInstant(updatedAt),
      }));
      const fields = register.fields.map(({ name, label }) => ({ name, label }));
      return { items, next: page.next, label: register.label, fields };
    },
  );
}

function relationsTo(caller: Parameters<typeof officeGroups>[0], gazette: Gazette): Set<Relation> {
  return new Set(officeGroups(caller, gazette.id, gazette).length > 0 ? (['office'] as const) : []);
}

/** With a mark for Excel; a cell that could be taken for a formula begins with an apostrophe. */
function csv(register: Gazette['registers'][number], rows: readonly RegisterRow[], language: Language): string {
  const cell = (value: unknown): string => {
    const text = value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
    const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const head = [register.key, ...register.fields.map(({ label }) => label[language])];
  const lines = rows.map(({ key, values }) => [
    key,
    ...register.fields.map((field) => {
      const value = values[field.name] ?? null;
      return readable(field, value)?.[language] ?? value;
    }),
  ]);
  return `\uFEFF${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}
