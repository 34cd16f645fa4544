/** One row of a register: what stands there, how it came about, and what officers write by hand. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { hashOf } from '../commands/command-service.ts';
import { demandHandedIn, holdsFile } from '../commands/handed-in.ts';
import { idempotencyKey, once } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import type { Gazette } from '../ports.ts';
import { changeWords, originShown, writersIn } from '../present/register-writes.ts';
import { formErrors, Problem, type ProblemError } from '../problems.ts';
import type { Register } from '../registers/cells.ts';
import { checkValues, keyWrong } from '../registers/check-row.ts';
import { addings, type Editing, editingFor, editingShown, editings } from '../registers/editing.ts';
import { cellReader } from '../registers/read-cell.ts';
import {
  Data,
  Instant,
  JsonSchema,
  Label,
  Named,
  nullable,
  PageQuery,
  PersonName,
  pageOf,
  ref,
  refusals,
} from '../schemas/common.ts';
import { given, linkNext, versionRead } from './answers.ts';
import { Hash, sendStored } from './files.ts';
import { RegisterParams, registerFor, Texts, textsOf } from './registers.ts';

const Params = Type.Object(RegisterParams);
const RowParams = Type.Object({ ...RegisterParams, key: Type.String({ minLength: 1 }) });
const Fields = Type.Array(Type.Object({ name: Type.String(), label: ref(Label) }));
const Edits = Type.Array(Type.Object({ as: ref(Named), form: ref(JsonSchema), initial: Data }), {
  description:
    'As which offices the caller may write it by hand, each with the form of its fields and what stands there.',
});

export function registerRowRoutes(app: App, context: Context): void {
  readRow(app, context);
  readRowFile(app, context);
  readHistory(app, context);
  readNewRow(app, context);
  addRow(app, context);
  editRow(app, context);
}

// ── reading ─────────────────────────────────────────────────────────────────────────────────────────────────────

function readRow(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/registers/:slug/:id/rows/:key',
    {
      config: { action: 'register.read', audited: true },
      schema: {
        operationId: 'readRegisterRow',
        tags: ['registers'],
        params: RowParams,
        response: {
          200: Type.Object({
            key: Type.String(),
            fields: Fields,
            values: Data,
            texts: Texts,
            updatedAt: Instant,
            version: Type.Integer({ description: 'Its ETag, without the quotes.' }),
            edits: Edits,
          }),
          ...refusals,
        },
      },
    },
    async (request, reply) => {
      const { params, caller } = request;
      const { name, register, gazette } = await registerFor(context, 'register.read', request);
      const row = await ports.registers.row(name, params.key);
      if (row === null) throw new Problem('not-found');
      const { key, values, version } = row;
      const gazettes = await library.gazettes();
      const edits = editings(caller, gazette, register, values);
      void reply.header('etag', `"${version}"`).header('cache-control', 'no-store');
      return {
        ...{ key, values, version },
        fields: register.fields.map(({ name: field, label }) => ({ name: field, label })),
        texts: textsOf(register, values),
        updatedAt: formatInstant(row.updatedAt),
        edits: edits.map((editing) => editingShown(editing, gazettes, gazette.id, values)),
      };
    },
  );
}

function readRowFile(app: App, context: Context): void {
  const { ports } = context;
  app.get(
    '/api/registers/:slug/:id/rows/:key/files/:hash',
    {
      config: { action: 'register.read', audited: true },
      schema: {
        operationId: 'readRegisterFile',
        tags: ['registers'],
        description: 'The bytes of a file that the row names.',
        params: Type.Object({ ...RowParams.properties, hash: Hash }),
        response: { 200: Type.Unsafe<never>({ type: 'string', format: 'binary' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { key, hash } = request.params;
      const { name } = await registerFor(context, 'register.read', request);
      const row = await ports.registers.row(name, key);
      if (row === null || !holdsFile(row.values, hash)) throw new Problem('not-found');
      return sendStored(ports, reply, hash);
    },
  );
}

function readHistory(app: App, context: Context): void {
  const { ports, library } = context;
  const Origin = Type.Union([
    Type.Object({
      kind: Type.Literal('case'),
      caseId: Type.String(),
      caseNumber: Type.String(),
      seq: Type.Integer({ description: 'Number of the fact that wrote it.' }),
    }),
    Type.Object({
      kind: Type.Literal('import'),
      by: PersonName,
      file: Type.String({ description: 'SHA-256 of its bytes.' }),
      line: Type.Integer(),
    }),
    Type.Object({
      kind: Type.Literal('edit'),
      by: PersonName,
      as: ref(Named),
      standsInFor: nullable(ref(PersonName)),
      reason: Type.String(),
    }),
    Type.Object({ kind: Type.Literal('schedule') }),
  ]);
  const Write = Type.Object({
    at: Instant,
    origin: Origin,
    values: Data,
    adds: Type.Unsafe<JsonObject>({ ...Data, description: 'What each of these lists gained.' }),
    texts: Texts,
  });
  app.get(
    '/api/registers/:slug/:id/rows/:key/history',
    {
      config: { action: 'register.read', audited: true },
      schema: {
        operationId: 'readRegisterHistory',
        tags: ['registers'],
        description: 'What was written to a row, latest first: when, by which case, person or schedule.',
        params: RowParams,
        querystring: Type.Object(PageQuery),
        response: { 200: pageOf(Write), ...refusals },
      },
    },
    async (request, reply) => {
      const { params, query } = request;
      const { name, register, gazette } = await registerFor(context, 'register.read', request);
      const { limit, cursor } = query;
      const page = await ports.registers.history(name, params.key, { limit, ...given({ cursor }) });
      if (page.items.length === 0 && cursor === undefined) throw new Problem('not-found');
      linkNext(request, reply, page.next);
      const gazettes = await library.gazettes();
      const names = await ports.people.names(writersIn(page.items));
      const items = page.items.map(({ at, origin, values, adds }) => ({
        at: formatInstant(at),
        origin: originShown(origin, gazette.id, gazettes, names),
        ...{ values, adds, texts: textsOf(register, values) },
      }));
      return { items, next: page.next };
    },
  );
}

function readNewRow(app: App, context: Context): void {
  app.get(
    '/api/registers/:slug/:id/new-row',
    {
      config: { action: 'register.import' },
      schema: {
        operationId: 'readNewRegisterRow',
        tags: ['registers'],
        description: 'The forms of a row to be added: who may import a table may add a row, with any of its fields.',
        params: Params,
        response: {
          200: Type.Object({ key: Type.String({ description: 'What the key is made of.' }), edits: Edits }),
          ...refusals,
        },
      },
    },
    async (request) => {
      const { register, gazette } = await registerFor(context, 'register.import', request);
      const gazettes = await context.library.gazettes();
      const edits = addings(request.caller, gazette, register);
      return { key: register.key, edits: edits.map((editing) => editingShown(editing, gazettes, gazette.id, {})) };
    },
  );
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────

const REASON_MAX = 500;

const Written = Type.Object({
  key: Type.String(),
  version: Type.Integer({ description: 'ETag of the row as it is now.' }),
});
const Edit = {
  values: Type.Unsafe<JsonObject>({
    ...Data,
    description: 'Each takes the place of what stands there; null clears it.',
  }),
  reason: Type.String({ maxLength: REASON_MAX, description: 'Why; it stands in the history of the row.' }),
  as: Type.Optional(
    Type.String({ maxLength: 100, description: 'Group; left out: the first that may write them all.' }),
  ),
};
const IdempotencyHeader = { 'idempotency-key': Type.Optional(Type.String({ description: 'Required.' })) };

function editRow(app: App, context: Context): void {
  const { ports } = context;
  app.patch(
    '/api/registers/:slug/:id/rows/:key',
    {
      config: { action: 'register.edit', audited: true },
      schema: {
        operationId: 'editRegisterRow',
        tags: ['registers'],
        description: 'Writes fields that the register leaves to officers (byHand); what cases wrote stays as it is.',
        params: RowParams,
        headers: Type.Object({
          ...IdempotencyHeader,
          'if-match': Type.Optional(Type.String({ description: 'Required: ETag of the row as read.' })),
        }),
        body: Type.Object(Edit, { additionalProperties: false }),
        response: { 200: Written, ...refusals },
      },
    },
    async (request, reply) => {
      const { params, body } = request;
      const version = versionRead(request.headers['if-match']);
      const found = await registerFor(context, 'register.edit', request);
      const of = { ...found, key: params.key, version, body };
      return writtenOnce(context, request, reply, of, async () => {
        const row = await ports.registers.row(found.name, params.key);
        if (row === null) throw new Problem('not-found');
        return { offers: offersOf(request, found, row.values), row: row.values };
      });
    },
  );
}

function offersOf({ caller }: FastifyRequest, { gazette, register }: Found, values: JsonObject): Editing[] {
  const offers = editings(caller, gazette, register, values);
  if (offers.length > 0) return offers;
  const ofAnyUnit = editings(caller, gazette, { ...register, unit: undefined }, values);
  throw new Problem('forbidden', { reason: ofAnyUnit.length > 0 ? 'other-unit' : 'other-group' });
}

function addRow(app: App, context: Context): void {
  app.post(
    '/api/registers/:slug/:id/rows',
    {
      config: { action: 'register.import', audited: true },
      schema: {
        operationId: 'addRegisterRow',
        tags: ['registers'],
        description: 'A new row, as if a table of one line were imported.',
        params: Params,
        headers: Type.Object(IdempotencyHeader),
        body: Type.Object({ key: Type.String({ maxLength: 1_000 }), ...Edit }, { additionalProperties: false }),
        response: { 201: Written, ...refusals },
      },
    },
    async (request, reply) => {
      const { params, caller } = request;
      const found = await registerFor(context, 'register.import', request);
      const { key, ...body } = { ...request.body, key: request.body.key.trim() };
      const of = { ...found, key, version: null, body };
      const answer = await writtenOnce(context, request, reply, of, async () => ({
        offers: addings(caller, found.gazette, found.register),
        row: {},
      }));
      const path = `/api/registers/${params.slug}/${params.id}/rows/${encodeURIComponent(key)}`;
      return reply.code(201).header('location', path).send(answer);
    },
  );
}

type Found = Awaited<ReturnType<typeof registerFor>>;

interface Writing extends Found {
  key: string;
  /** Null: a new row. */
  version: number | null;
  body: { values: JsonObject; reason: string; as?: string };
}

/** Once under the Idempotency-Key. The route in the table of keys names no row: keys of rows may be personal. */
async function writtenOnce(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  of: Writing,
  standing: () => Promise<{ offers: Editing[]; row: JsonObject }>,
) {
  const key = idempotencyKey(request.headers['idempotency-key']);
  const bodyHash = hashOf({ key: of.key, version: of.version, body: of.body });
  const keyed = { person: request.caller.person.id, key, route: `${request.method} row of ${of.name}`, bodyHash };
  const answer = await once(context.ports.idempotency, keyed, async () => {
    const { offers, row } = await standing();
    const editing = editingFor(offers, of.register, of.body);
    request.about.actingAs = actingAs(of.gazette, editing);
    const values = await checked(context, request, of, editing, row);
    const body = await written(context, request, of, editing, values, `${key} ${bodyHash}`);
    return { status: 200, body };
  });
  if (answer.repeated) void reply.header('idempotency-replayed', 'true');
  void reply.header('etag', `"${answer.body.version}"`);
  request.about.object = `register:${of.name} write:${answer.body.version}`;
  return answer.body;
}

function actingAs({ id }: Gazette, { as: { group, standsInFor } }: Editing): string {
  return `${id}/${group}${standsInFor === undefined ? '' : ` for ${standsInFor}`}`;
}

/** The values as they are stored. @throws Problem `invalid` with every fault */
async function checked(
  { ports }: Context,
  { caller }: FastifyRequest,
  { register, key, version, body }: Writing,
  { fields }: Editing,
  row: JsonObject,
): Promise<JsonObject> {
  const { values, faults } = checkValues(register, fields, body.values);
  const errors = [...formErrors(faults, 'values'), ...reasonErrors(body.reason)];
  if (version === null) errors.unshift(...keyErrors(key));
  else if (Object.keys(body.values).length === 0) errors.push(NOTHING);
  if (errors.length > 0) throw new Problem('invalid', { errors });
  const handed = { form: values, known: row, person: caller.person.id, under: 'values' as const };
  await demandHandedIn(ports.files, fields, handed);
  return version === null ? { ...keyAsField(register, key), ...values } : values;
}

const NOTHING: ProblemError = {
  pointer: '/values',
  code: 'no-change',
  detail: '没有改动任何内容。',
  detailEn: 'Nothing is changed.',
};

function reasonErrors(reason: string): ProblemError[] {
  if (reason.trim() !== '') return [];
  return [{ pointer: '/reason', code: 'required', detail: '请填写变更理由。', detailEn: 'Say why it is written.' }];
}

function keyErrors(key: string): ProblemError[] {
  const wrong = keyWrong(key);
  return wrong === undefined
    ? []
    : [{ pointer: '/key', code: wrong.code, detail: wrong.messageZh, detailEn: wrong.message }];
}

/** Where the key is a field as well, it is written there too. */
function keyAsField({ key: name, fields }: Register, key: string): JsonObject {
  const field = fields.find((one) => one.name === name);
  const read = field === undefined ? undefined : cellReader(field.type)(key);
  return read !== undefined && 'value' in read ? { [name]: read.value } : {};
}

async function written(
  { ports }: Context,
  { caller }: FastifyRequest,
  { name, key, version, body }: Writing,
  { as: { group, standsInFor } }: Editing,
  values: JsonObject,
  request: string,
) {
  const by = { person: caller.person.id, group, ...given({ standsInFor }), reason: body.reason.trim() };
  const edited = await ports.registers.edit(name, { key, values, by, at: ports.now(), version, request });
  switch (edited.kind) {
    case 'written':
      return { key, version: edited.version };
    case 'missing':
      throw new Problem('not-found');
    case 'taken':
      throw new Problem('invalid', { errors: [TAKEN] });
    case 'stale': {
      const { items } = await ports.registers.history(name, key, { limit: 1 });
      const names = await ports.people.names(writersIn(items));
      const [words] = items.map((write) => changeWords(write, names));
      throw new Problem('version-mismatch', words && { detail: words.zh, detailEn: words.en });
    }
  }
}

const TAKEN: ProblemError = {
  pointer: '/key',
  code: 'taken',
  detail: '台账中已有此编号的行，请改为编辑该行。',
  detailEn: 'The register has a row of this key: edit that one.',
};
