/**
 * A case without an account: by the code and the secret of its receipt a session of half an hour, which sees that case
 * and acts for its party. Code and secret stand in bodies only.
 */
import type { FastifyPluginAsync, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Command } from '../../engine/model.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { BLOB_BYTES_MAX } from '../../store/blobs.ts';
import { slugOf } from '../../store/outline.ts';
import { readCode } from '../../store/receipt-code.ts';
import { holderOf } from '../../store/receipts.ts';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import { asItIs } from '../commands/as-it-is.ts';
import { actor, hashOf } from '../commands/command-service.ts';
import { demandHandedIn } from '../commands/handed-in.ts';
import { idempotencyKey, once } from '../commands/once.ts';
import { receiptGroup } from '../commands/receipts.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { relationsToCase } from '../policy/standing.ts';
import { type Action, isAllowed } from '../policy/table.ts';
import { messageOffers } from '../present/cases.ts';
import { explainDeadline } from '../present/deadlines.ts';
import { partyTasks, receiptCase } from '../present/receipt.ts';
import { Problem } from '../problems.ts';
import { Accepted } from '../schemas/cases.ts';
import { CaseParams, Data, Instant, ref, refusals } from '../schemas/common.ts';
import { IssuedReceipt, ReceiptCase } from '../schemas/receipts.ts';
import { Explanation } from './cases.ts';
import { LetterBytes, LetterFormat, letterOf, sendLetter } from './documents.ts';
import { StoredFile, storeBody } from './files.ts';

/** From one address within a minute. */
const SESSIONS_A_MINUTE = 30;
const FILES_A_MINUTE = 30;

export async function receiptRoutes(app: App, context: Context): Promise<void> {
  issue(app, context);
  openSession(app, context);
  readOwnCase(app, context);
  explainOwnDeadline(app, context);
  readOwnLetter(app, context);
  completeOwnTask(app, context);
  sendOwnMessage(app, context);
  await app.register(handIn(context));
}

function issue(app: App, { ports, library }: Context): void {
  app.post(
    '/api/cases/:id/receipt',
    {
      config: { action: 'receipt.issue', audited: true },
      schema: {
        operationId: 'issueReceipt',
        tags: ['receipts'],
        description: 'A new secret for the party of the case, told this once. The earlier one opens nothing any more.',
        params: CaseParams,
        response: { 201: ref(IssuedReceipt), ...refusals },
      },
    },
    async (request, reply) => {
      const file = await readCaseFile(ports, library, request.params.id);
      request.about.caseId = file.view.case.id;
      demandCase('receipt.issue', request.caller, file);
      const group = receiptGroup(file.state.startedBy, file.program.procedure, file.gazette);
      if (group === null) throw new Problem('forbidden', NO_PARTY);
      const issued = await ports.receipts.issue({ caseId: file.view.case.id, group, by: request.caller.person.id });
      return reply.code(201).header('cache-control', 'no-store').send(issued);
    },
  );
}

const NO_PARTY = {
  reason: 'no-party',
  detail: '该件不由当事人提出，没有回执。',
  detailEn: 'No party has started this case: it has no receipt.',
};

function openSession(app: App, { ports }: Context): void {
  app.post(
    '/api/receipts/sessions',
    {
      config: { action: 'open', rateLimit: { max: SESSIONS_A_MINUTE, timeWindow: '1 minute' } },
      bodyLimit: 4_096,
      schema: {
        operationId: 'openReceipt',
        tags: ['receipts'],
        security: [],
        description:
          'Five wrong secrets of a code, or of none, lock it for a quarter of an hour. The token is for the routes under /api/receipt.',
        body: Type.Object(
          {
            code: Type.String({ minLength: 1, maxLength: 60 }),
            secret: Type.String({ minLength: 1, maxLength: 60 }),
          },
          { additionalProperties: false },
        ),
        response: { 200: Type.Object({ token: Type.String(), expiresAt: Instant }), ...refusals },
      },
    },
    async (request, reply) => {
      const code = readCode(request.body.code);
      if (code === null) throw new Problem('invalid', { errors: [NO_CODE] });
      const opened = await ports.receipts.open(code, request.body.secret);
      const write = (outcome: 'done' | 'refused', caseId: string | null, reason?: string) =>
        ports.audit.write({
          person: outcome === 'done' && caseId !== null ? holderOf(caseId) : null,
          action: 'receipt.open',
          outcome,
          ...(caseId === null ? {} : { caseId }),
          ...(reason === undefined ? {} : { reason }),
        });
      void reply.header('cache-control', 'no-store');
      if (opened.kind === 'locked') {
        void reply.header('retry-after', String(opened.seconds));
        throw new Problem('rate-limited', LOCKED);
      }
      if (opened.kind === 'wrong') {
        await write('refused', opened.caseId, 'receipt-wrong');
        throw new Problem('receipt-wrong');
      }
      await write('done', opened.caseId);
      return { token: opened.token, expiresAt: formatInstant(opened.expiresAt) };
    },
  );
}

const NO_CODE = {
  pointer: '/code',
  code: 'receipt-code',
  detail: '回执码有误，请核对后重新输入。',
  detailEn: 'This is no code of a receipt: a sign is wrong or missing.',
};

const LOCKED = {
  reason: 'receipt-locked',
  detail: '输错次数过多，该回执暂时不能查询，请稍后再试。',
  detailEn: 'Too many wrong secrets: this receipt is locked for a time.',
};

// ── the holder's own case ───────────────────────────────────────────────────────────────────────────────────────

const byReceipt = (action: Action) => ({ action, byReceipt: true, audited: true }) as const;

/** The one case of the receipt, in which its holder is a party. */
async function ownFile({ ports, library }: Context, request: FastifyRequest, action: Action): Promise<CaseFile> {
  const { caller, holder } = request;
  request.about.caseId = holder.caseId;
  const { view, ...rest } = await readCaseFile(ports, library, holder.caseId);
  const grp = `${slugOf(view.case.procedure)}/${holder.group}`;
  const file = { ...rest, view: { ...view, parties: [...view.parties, { grp, person: caller.person.id }] } };
  if (!isAllowed(action, caller.roles, relationsToCase(caller, file.view, file.gazette)))
    throw new Problem('not-found');
  return file;
}

function readOwnCase(app: App, context: Context): void {
  app.get(
    '/api/receipt',
    {
      config: byReceipt('receipt.read'),
      schema: { operationId: 'readReceipt', tags: ['receipts'], response: { 200: ref(ReceiptCase), ...refusals } },
    },
    async (request, reply) => {
      const file = await ownFile(context, request, 'receipt.read');
      void reply.header('cache-control', 'no-store');
      return receiptCase(file, request.caller, request.holder.group, context.ports.now());
    },
  );
}

function explainOwnDeadline(app: App, context: Context): void {
  app.get(
    '/api/receipt/deadlines/:deadline/explain',
    {
      config: { ...byReceipt('receipt.read'), audited: false },
      schema: {
        operationId: 'explainReceiptDeadline',
        tags: ['receipts'],
        params: Type.Object({ deadline: Type.String({ maxLength: 100 }) }),
        response: { 200: Explanation, ...refusals },
      },
    },
    async (request) => {
      const file = await ownFile(context, request, 'receipt.read');
      const deadline = Object.hasOwn(file.state.deadlines, request.params.deadline)
        ? file.state.deadlines[request.params.deadline]
        : undefined;
      const label = file.program.deadlines.get(request.params.deadline)?.label;
      if (deadline === undefined || label === undefined) throw new Problem('not-found');
      const { due, unknownYear, days } = explainDeadline(deadline, file.calendar);
      return { id: request.params.deadline, label, due, unknownYear, days: [...days] };
    },
  );
}

function readOwnLetter(app: App, context: Context): void {
  app.get(
    '/api/receipt/documents/:seq',
    {
      config: byReceipt('receipt.read'),
      schema: {
        operationId: 'readReceiptDocument',
        tags: ['receipts'],
        params: Type.Object({ seq: Type.Integer({ minimum: 1 }) }),
        querystring: LetterFormat,
        response: { 200: LetterBytes, ...refusals },
      },
    },
    async (request, reply) => {
      const { seq } = request.params;
      const file = await ownFile(context, request, 'receipt.read');
      request.about.object = `document:${seq}`;
      return sendLetter(reply, await letterOf(context, file, seq), request.query.format);
    },
  );
}

const Headers = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'ETag of the task; required to complete one.' })),
  'idempotency-key': Type.Optional(Type.String({ description: 'Required.' })),
});

function completeOwnTask(app: App, context: Context): void {
  const { ports } = context;
  app.post(
    '/api/receipt/tasks/:task/complete',
    {
      config: byReceipt('receipt.act'),
      schema: {
        operationId: 'completeReceiptTask',
        tags: ['receipts'],
        params: Type.Object({ task: Type.Integer({ minimum: 1 }) }),
        headers: Headers,
        body: Type.Object({ data: Data }, { additionalProperties: false }),
        response: { 200: ref(Accepted), ...refusals },
      },
    },
    async (request) => {
      const { params, body, headers, caller, holder } = request;
      const version = headers['if-match']?.trim() ?? '';
      if (version === '') throw new Problem('missing-if-match');
      request.about.object = `task:${params.task}`;
      return act(context, request, `tasks/${params.task}`, { body, version }, async (file) => {
        const task = file.view.tasks.find(({ token }) => token === params.task);
        if (task === undefined || task.grp !== `${slugOf(task.procedure)}/${holder.group}`)
          throw new Problem('not-found');
        const { step, item } = task;
        const of = file.program.steps.get(step);
        const command: Command = {
          type: 'complete',
          step,
          ...(item === null ? {} : { item }),
          by: actor(caller, { group: holder.group, unit: '' }, undefined),
          data: body.data,
        };
        const isOpen = partyTasks(file, caller).includes(task);
        const late = isOpen ? (version === `"${task.version}"` ? null : 'version-mismatch') : 'not-open';
        if (late !== null) return { command, late };
        const handed = { form: body.data, known: file.state.data, person: caller.person.id, under: 'data' as const };
        await demandHandedIn(ports.files, of?.kind === 'task' ? of.form.fields : [], handed);
        return { command, late };
      });
    },
  );
}

function sendOwnMessage(app: App, context: Context): void {
  const { ports } = context;
  app.post(
    '/api/receipt/messages',
    {
      config: byReceipt('receipt.act'),
      schema: {
        operationId: 'sendReceiptMessage',
        tags: ['receipts'],
        headers: Headers,
        body: Type.Object(
          {
            message: Type.String({ minLength: 1, maxLength: 100 }),
            data: Type.Unsafe<JsonObject>({ ...Data, default: {} }),
          },
          { additionalProperties: false },
        ),
        response: { 200: ref(Accepted), ...refusals },
      },
    },
    async (request) => {
      const { body, caller, holder } = request;
      const { message, data } = body;
      return act(context, request, 'messages', { body }, async (file) => {
        const form = file.program.messages.get(message)?.form;
        if (form === undefined) throw new Problem('not-found');
        request.about.object = `message:${message}`;
        const by = actor(caller, { group: holder.group, unit: '' }, undefined);
        const command: Command = { type: 'message', message, by, data };
        const isOffered = messageOffers(file, caller, ports.now()).some(({ id }) => id === message);
        if (!isOffered) return { command, late: 'not-open' };
        const handed = { form: data, known: file.state.data, person: caller.person.id, under: 'data' as const };
        await demandHandedIn(ports.files, form.fields, handed);
        return { command, late: null };
      });
    },
  );
}

interface Judged {
  command: Command;
  /** It is too late for it; unless it is a repeat of what the case has done. */
  late: 'not-open' | 'version-mismatch' | null;
}

/** A command of the holder, once for its key. */
async function act(
  context: Context,
  request: FastifyRequest,
  route: string,
  content: object,
  judge: (file: CaseFile) => Promise<Judged>,
) {
  const key = idempotencyKey(request.headers['idempotency-key']);
  const person = request.caller.person.id;
  const keyed = { person, key, route: `POST /api/receipt/${route}`, bodyHash: hashOf(content) };
  const { caseId } = request.holder;
  const answer = await asItIs(context, caseId, async () => {
    const file = await ownFile(context, request, 'receipt.act');
    return once(context.ports.idempotency, keyed, async () => {
      const { command, late } = await judge(file);
      const sent = { caseId, id: `${person}/${key}`, command };
      if (late === null) return { status: 200, body: await context.commands.send(sent) };
      const earlier = await context.commands.earlier(sent);
      if (earlier === null) throw new Problem(late);
      return { status: 200, body: earlier };
    });
  });
  return answer.body;
}

/** In a scope of its own, where any body is taken as bytes. */
function handIn(context: Context): FastifyPluginAsync {
  return async (plain) => {
    const scope = plain as unknown as App;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/api/receipt/files',
      {
        bodyLimit: BLOB_BYTES_MAX,
        config: { ...byReceipt('receipt.act'), rateLimit: { max: FILES_A_MINUTE, timeWindow: '1 minute' } },
        schema: {
          operationId: 'storeReceiptFile',
          tags: ['receipts'],
          description: 'A file for a form of this case, named there by its hash.',
          consumes: ['application/octet-stream'],
          response: { 201: StoredFile, ...refusals },
        },
      },
      async (request, reply) => {
        await ownFile(context, request, 'receipt.act');
        return reply.code(201).send(await storeBody(context.ports, request));
      },
    );
  };
}
