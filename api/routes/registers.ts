/** Registers that procedures write: search, export, import. */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { sha256 } from '../../store/content.ts';
import { idempotencyKey, once } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { type Caller, officeGroups } from '../policy/standing.ts';
import { type Action, isAllowed, type Relation } from '../policy/table.ts';
import type { Gazette, Ports, RegisterRow } from '../ports.ts';
import { nameOf } from '../present/cases.ts';
import { languageOf } from '../present/language.ts';
import { readableWhole } from '../present/names.ts';
import { Problem } from '../problems.ts';
import type { Register } from '../registers/cells.ts';
import { type CheckedTable, checkTable } from '../registers/check-table.ts';
import { readTable, UnreadableTable } from '../registers/read-table.ts';
import { csvOf, xlsxOf } from '../registers/write-table.ts';
import {
  Data,
  Instant,
  Label,
  Named,
  nullable,
  PageQuery,
  PersonName,
  pageOf,
  ref,
  refusals,
} from '../schemas/common.ts';
import { given, linkNext } from './answers.ts';

const CSV = 'text/csv';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const RegisterParams = { slug: Type.String({ maxLength: 100 }), id: Type.String({ maxLength: 100 }) };
const Params = Type.Object(RegisterParams);
export const Texts = Type.Record(Type.String(), nullable(ref(Label)));

export async function registerRoutes(app: App, context: Context): Promise<void> {
  listRegisters(app, context);
  readRegister(app, context);
  await app.register(importFile(context));
}

/** The register of the address, for somebody who may. @throws Problem `not-found`, `forbidden` */
export async function registerFor(
  { library }: Context,
  action: Action,
  request: Pick<FastifyRequest, 'caller' | 'about'> & { params: { slug: string; id: string } },
): Promise<{ name: string; register: Register; gazette: Gazette }> {
  const { caller, params, about } = request;
  const gazette = (await library.gazettes()).find(({ id }) => id === params.slug);
  const register = gazette?.registers.find(({ id }) => id === params.id);
  if (gazette === undefined || register === undefined) throw new Problem('not-found');
  about.object = `register:${gazette.id}/${register.id}`;
  demand(action, caller, relationsTo(caller, gazette));
  return { name: `${gazette.id}/${register.id}`, register, gazette };
}

function relationsTo(caller: Caller, gazette: Gazette): Set<Relation> {
  return new Set(officeGroups(caller, gazette.id, gazette).length > 0 ? (['office'] as const) : []);
}

function listRegisters(app: App, { library }: Context): void {
  app.get(
    '/api/registers',
    {
      config: { action: 'definition.read' },
      schema: {
        operationId: 'listRegisters',
        tags: ['registers'],
        response: {
          200: Type.Object({
            items: Type.Array(
              Type.Object({
                slug: Type.String(),
                ...Named.properties,
                document: ref(Label),
                readable: Type.Boolean(),
                importable: Type.Boolean(),
              }),
            ),
          }),
          ...refusals,
        },
      },
    },
    async ({ caller }) => {
      const gazettes = await library.gazettes();
      const items = gazettes.flatMap((gazette) => {
        const may = (action: Action) => isAllowed(action, caller.roles, relationsTo(caller, gazette));
        const rights = { readable: may('register.read'), importable: may('register.import') };
        return gazette.registers.map(({ id, label }) => ({
          ...{ slug: gazette.id, id, label, document: gazette.title },
          ...rights,
        }));
      });
      return { items };
    },
  );
}

// ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────

function readRegister(app: App, context: Context): void {
  const { ports } = context;
  const Row = Type.Object({ key: Type.String(), values: Data, texts: Texts, updatedAt: Instant });
  app.get(
    '/api/registers/:slug/:id',
    {
      config: { action: 'register.read', audited: true },
      schema: {
        operationId: 'searchRegister',
        tags: ['registers'],
        description:
          'Rows by key, page by page; as csv or xlsx all of them, with headings in the language that is asked for.',
        params: Params,
        querystring: Type.Object({
          q: Type.Optional(
            Type.String({ minLength: 1, maxLength: 100, description: 'Part of the key or of a value.' }),
          ),
          format: Type.Enum(['json', 'csv', 'xlsx'], { default: 'json' }),
          ...PageQuery,
        }),
        response: {
          200: Type.Object({
            ...pageOf(Row).properties,
            label: ref(Label),
            key: Type.String({ description: 'What the key is made of.' }),
            fields: Type.Array(Type.Object({ name: Type.String(), label: ref(Label) })),
          }),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const { name, register } = await registerFor(context, 'register.read', request);
      if (query.format !== 'json') {
        const file = await exported(ports, name, register, request, query.format, query.q);
        return sendFile(reply, file, name, query.format);
      }
      const { limit } = query;
      const page = await ports.registers.search(name, { limit, ...given({ text: query.q, cursor: query.cursor }) });
      linkNext(request, reply, page.next);
      const items = page.items.map(({ key, values, updatedAt }) => ({
        ...{ key, values, texts: textsOf(register, values) },
        updatedAt: formatInstant(updatedAt),
      }));
      const fields = register.fields.map(({ name, label }) => ({ name, label }));
      return { items, next: page.next, label: register.label, key: register.key, fields };
    },
  );
}

export function textsOf({ fields }: Register, values: JsonObject) {
  const fieldByName = new Map(fields.map((field) => [field.name, field]));
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, readableWhole(fieldByName.get(name), value)]),
  );
}

async function exported(
  ports: Ports,
  name: string,
  register: Register,
  { headers }: FastifyRequest,
  format: 'csv' | 'xlsx',
  text: string | undefined,
) {
  const pages = allPages(ports, name, text);
  const language = languageOf(headers['accept-language']);
  return format === 'csv' ? csvOf(register, pages, language) : xlsxOf(register, pages, language);
}

const EXPORT_PAGE = 100;

/** Read as they are asked for: what is in memory does not grow with the register. */
async function* allPages(ports: Ports, name: string, text: string | undefined): AsyncGenerator<RegisterRow[]> {
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await ports.registers.search(name, { limit: EXPORT_PAGE, ...given({ text, cursor }) });
    yield page.items;
    cursor = page.next;
  }
}

function sendFile(reply: FastifyReply, file: object, name: string, format: 'csv' | 'xlsx') {
  return reply
    .type(format === 'csv' ? `${CSV}; charset=utf-8` : XLSX)
    .header('content-disposition', `attachment; filename="${name.replace('/', '-')}.${format}"`)
    .header('cache-control', 'private, no-store')
    .send(file as never);
}

// ── import ──────────────────────────────────────────────────────────────────────────────────────────────────────

const FILE_BYTES_MAX = 20 * 1024 * 1024;
/** What one answer tells; more were wrong if `faults` says so. */
const FAULTS_SHOWN = 10_000;

const Imported = Type.Object({
  file: Type.String({ description: 'SHA-256 of its bytes.' }),
  dryRun: Type.Boolean(),
  rows: Type.Integer(),
  added: Type.Integer(),
  changed: Type.Integer(),
  unchanged: Type.Integer(),
  earlier: nullable(
    Type.Object(
      { by: PersonName, at: Instant },
      { description: 'The same file was imported before, and nothing is done.' },
    ),
  ),
});

/** In a scope of its own, where the body is taken as bytes. */
function importFile(context: Context): FastifyPluginAsync {
  const { ports } = context;
  return async (plain) => {
    const scope = plain as unknown as App;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/api/registers/:slug/:id/import',
      {
        bodyLimit: FILE_BYTES_MAX,
        config: { action: 'register.import', audited: true },
        schema: {
          operationId: 'importRegister',
          tags: ['registers'],
          description:
            'Merges the rows of a table, all or none: the first line has the key and fields by id or label; an empty cell leaves what is there. The same file again changes nothing.',
          consumes: [CSV, XLSX],
          params: Params,
          querystring: Type.Object({
            dryRun: Type.Boolean({ default: false, description: 'Only checks, and needs no Idempotency-Key.' }),
          }),
          response: { 200: Imported, ...refusals },
        },
      },
      async (request, reply) => {
        const { caller, params, query, body } = request;
        const { name, register } = await registerFor(context, 'register.import', request);
        const key = query.dryRun ? '' : idempotencyKey(request.headers['idempotency-key']);
        const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
        if (!Buffer.isBuffer(body) || ![CSV, XLSX].includes(type))
          throw new Problem('unsupported-media-type', NO_TABLE);
        const file = sha256(body);
        request.about.object = `register:${name} file:${file}${query.dryRun ? ' dry-run' : ''}`;
        const work = () => imported(ports, name, register, { file, body, caller, dryRun: query.dryRun });
        if (query.dryRun) return work();
        const route = `POST /api/registers/${params.slug}/${params.id}/import`;
        const keyed = { person: caller.person.id, key, route, bodyHash: file };
        const answer = await once(ports.idempotency, keyed, async () => ({ status: 200, body: await work() }));
        if (answer.repeated) void reply.header('idempotency-replayed', 'true');
        return answer.body;
      },
    );
  };
}

const NO_TABLE = {
  detail: `请以 ${CSV} 或 ${XLSX} 提交表格文件。`,
  detailEn: `Send the table as ${CSV} or ${XLSX}.`,
};

async function imported(
  ports: Ports,
  name: string,
  register: Register,
  { file, body, caller, dryRun }: { file: string; body: Buffer; caller: Caller; dryRun: boolean },
) {
  const { rows, faults } = await checked(register, body);
  if (faults.length > 0) {
    throw new Problem('import-invalid', { errors: faults.slice(0, FAULTS_SHOWN), more: { faults: faults.length } });
  }
  const by = { file, person: caller.person.id, at: ports.now() };
  const { earlier, ...counts } = await (dryRun
    ? ports.registers.tryImport(name, rows, file)
    : ports.registers.import(name, rows, by));
  const names = await ports.people.names(earlier === null ? [] : [earlier.person]);
  return {
    ...{ file, dryRun, rows: rows.length },
    ...counts,
    earlier: earlier && { by: nameOf(names, earlier.person), at: formatInstant(earlier.at) },
  };
}

async function checked(register: Register, body: Buffer): Promise<CheckedTable> {
  try {
    return await checkTable(register, await readTable(body));
  } catch (error) {
    if (error instanceof UnreadableTable) return { rows: [], faults: [error.fault] };
    throw error;
  }
}
