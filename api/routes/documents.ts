/** Issued documents: as letters, written anew each time from the facts of the case and never stored; their service. */
import type { FastifyReply } from 'fastify';
import { Type } from 'typebox';
import { SERVICE_METHODS } from '../../engine/model.ts';
import { composeLetter } from '../../letters/compose.ts';
import { type Letter, LetterFault } from '../../letters/letter.ts';
import { letterDocx } from '../../rendering/docx.ts';
import { letterPdf } from '../../rendering/pdf.ts';
import { sha256 } from '../../store/content.ts';
import { slugOf } from '../../store/outline.ts';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import { asItIs } from '../commands/as-it-is.ts';
import { actor, hashOf } from '../commands/command-service.ts';
import { idempotencyKey, once } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { officeGroups } from '../policy/standing.ts';
import { Problem } from '../problems.ts';
import { Accepted } from '../schemas/cases.ts';
import { PlainDate, ref, refusals } from '../schemas/common.ts';

const FORMATS = {
  pdf: { mediaType: 'application/pdf', render: letterPdf },
  docx: {
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    render: letterDocx,
  },
} as const;

export const DocumentParams = Type.Object({
  caseId: Type.String({ minLength: 1, maxLength: 60 }),
  seq: Type.Integer({ minimum: 1, description: 'Number of the fact that issued it.' }),
});

export function documentRoutes(app: App, context: Context): void {
  readDocument(app, context);
  serveDocument(app, context);
}

function serveDocument(app: App, context: Context): void {
  const { ports, library, commands } = context;
  app.post(
    '/api/documents/:caseId/:seq/service',
    {
      config: { action: 'document.serve', audited: true },
      schema: {
        operationId: 'serveDocument',
        tags: ['documents'],
        description:
          'Tells how and when an issued document reached its addressee (送达). Once, also after the end of the case.',
        params: DocumentParams,
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ description: 'Required.' })) }),
        body: Type.Object(
          {
            method: Type.Enum([...SERVICE_METHODS], { description: '直接、邮寄、电子、公告、留置送达' }),
            servedOn: PlainDate,
            receivedBy: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
            note: Type.Optional(Type.String({ minLength: 1, maxLength: 1_000 })),
            as: Type.Optional(Type.String({ maxLength: 100, description: 'Group as which to tell it.' })),
          },
          { additionalProperties: false },
        ),
        response: { 200: ref(Accepted), ...refusals },
      },
    },
    async (request, reply) => {
      request.formUnder = '';
      const { caller, body, params } = request;
      const { caseId, seq } = params;
      const key = idempotencyKey(request.headers['idempotency-key']);
      const answer = await asItIs(context, caseId, async () => {
        const file = await readCaseFile(ports, library, caseId);
        request.about.caseId = file.view.case.id;
        request.about.object = `document:${seq}`;
        demandCase('document.serve', caller, file);
        const issued = file.view.documents.find((row) => row.seq === seq);
        if (issued === undefined) throw new Problem('not-found');
        const { as, ...told } = body;
        const groups = officeGroups(caller, slugOf(file.view.case.procedure), file.gazette);
        const acting = groups.find(({ group }) => as === undefined || group === as);
        if (acting === undefined) throw new Problem('forbidden', { reason: 'other-group' });
        const route = `POST /api/documents/${caseId}/${seq}/service`;
        const keyed = { person: caller.person.id, key, route, bodyHash: hashOf(body) };
        return once(ports.idempotency, keyed, async () => {
          const by = actor(caller, acting, undefined);
          const command = { ...told, type: 'serve' as const, document: issued.document, of: seq, by };
          const id = `${caller.person.id}/${key}`;
          return { status: 200, body: await commands.send({ caseId: file.view.case.id, id, command }) };
        });
      });
      if (answer.repeated) void reply.header('idempotency-replayed', 'true');
      return reply.send(answer.body);
    },
  );
}

function readDocument(app: App, context: Context): void {
  app.get(
    '/api/documents/:caseId/:seq',
    {
      config: { action: 'document.read', audited: true },
      schema: {
        operationId: 'readDocument',
        tags: ['documents'],
        description:
          'The letter. The same document has the same bytes at any time; their SHA-256 is `Repr-Digest` (RFC 9530) and the ETag.',
        params: DocumentParams,
        querystring: LetterFormat,
        response: { 200: LetterBytes, ...refusals },
      },
    },
    async (request, reply) => {
      const { caseId, seq } = request.params;
      const file = await readCaseFile(context.ports, context.library, caseId);
      request.about.caseId = file.view.case.id;
      request.about.object = `document:${seq}`;
      demandCase('document.read', request.caller, file);
      return sendLetter(reply, await letterOf(context, file, seq), request.query.format);
    },
  );
}

export const LetterFormat = Type.Object({ format: Type.Enum(['pdf', 'docx'], { default: 'pdf' }) });
export const LetterBytes = Type.Unsafe<never>({ type: 'string', format: 'binary' });

export async function sendLetter(reply: FastifyReply, letter: Letter, format: keyof typeof FORMATS) {
  const { mediaType, render } = FORMATS[format];
  const bytes = await render(letter);
  const hash = sha256(bytes);
  return reply
    .type(mediaType)
    .header('content-disposition', disposition(`${letter.number}.${format}`))
    .header('cache-control', 'private, no-store')
    .header('etag', `"${hash}"`)
    .header('repr-digest', `sha-256=:${Buffer.from(hash, 'hex').toString('base64')}:`)
    .send(Buffer.from(bytes) as never);
}

/** @throws Problem `not-found`, `document-unnumbered`, `letter-incomplete` */
export async function letterOf(
  { library }: Context,
  { view, entries, state, program }: CaseFile,
  seq: number,
): Promise<Letter> {
  const issued = view.documents.find((document) => document.seq === seq);
  if (issued === undefined) throw new Problem('not-found');
  if (issued.number === null) throw new Problem('document-unnumbered');
  const facts = entries.map(({ fact }) => fact);
  // The calendar of the case, as last changed: what was fixed by an earlier one is among the facts.
  const calendar = await library.calendar(state.calendar);
  const { id, number, definition } = view.case;
  try {
    return composeLetter({
      program,
      calendar,
      case: { id, number, definition, calendar: state.calendar },
      facts,
      seq,
      number: issued.number,
    });
  } catch (error) {
    if (!(error instanceof LetterFault)) throw error;
    const detail = `文书模板所需的内容在本件中不存在，请告知定义的维护人员：{{ ${error.source} }}。`;
    throw new Problem('letter-incomplete', { detail, detailEn: `${error.message}.` });
  }
}

/** RFC 6266: the number of a document is Chinese. */
function disposition(name: string): string {
  return `attachment; filename="document.${name.split('.').at(-1)}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}
