/**
 * Files of forms: handed in first, named by the form with hash, name and size. They are kept by content, encrypted, and
 * given to who handed them in, and to who may read the data of a case, or the row of a register, that holds them.
 */
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Json } from '../../rules/json.ts';
import { BLOB_BYTES_MAX } from '../../store/blobs.ts';
import { readCaseFile } from '../case-file.ts';
import { holdsFile } from '../commands/handed-in.ts';
import type { App, Context } from '../context.ts';
import { type Caller, relationsToCase } from '../policy/standing.ts';
import { isAllowed, type Relation } from '../policy/table.ts';
import type { Ports } from '../ports.ts';
import { Problem } from '../problems.ts';
import { refusals } from '../schemas/common.ts';

const MEDIA_TYPE = /^[a-z]+\/[a-z0-9.+-]{1,100}$/;
export const Hash = Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of its bytes.' });
export const StoredFile = Type.Object({ hash: Hash, size: Type.Integer(), mediaType: Type.String() });

export async function fileRoutes(app: App, context: Context): Promise<void> {
  await app.register(storeFile(context));
  readFile(app, context);
}

/** In a scope of its own, where any body is taken as bytes. */
function storeFile({ ports }: Context): FastifyPluginAsync {
  return async (plain) => {
    const scope = plain as unknown as App;
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    scope.post(
      '/api/files',
      {
        bodyLimit: BLOB_BYTES_MAX,
        config: { action: 'file.store', audited: true },
        schema: {
          operationId: 'storeFile',
          tags: ['files'],
          description:
            'The body is the file, its Content-Type the kind of it; up to 20 MB. The same content is one file.',
          consumes: ['application/octet-stream'],
          response: { 201: StoredFile, ...refusals },
        },
      },
      async (request, reply) => {
        const stored = await storeBody(ports, request);
        return reply.code(201).header('location', `/api/files/${stored.hash}`).send(stored);
      },
    );
  };
}

/** @throws Problem `bad-request` if the body is empty */
export async function storeBody({ files }: Ports, request: FastifyRequest) {
  const bytes = request.body;
  const mediaType = mediaTypeOf(request.headers['content-type']);
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) throw new Problem('bad-request', NO_FILE);
  const hash = await files.store(bytes, mediaType, request.caller.person.id);
  request.about.object = `file:${hash}`;
  return { hash, size: bytes.length, mediaType };
}

const NO_FILE = { detail: '没有收到文件内容。', detailEn: 'The body is empty: send the bytes of the file.' };

function mediaTypeOf(header: string | undefined): string {
  const type = (header ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  return MEDIA_TYPE.test(type) ? type : 'application/octet-stream';
}

function readFile(app: App, context: Context): void {
  const { ports } = context;
  app.get(
    '/api/files/:hash',
    {
      config: { action: 'file.read', audited: true },
      schema: {
        operationId: 'readFile',
        tags: ['files'],
        description: 'The bytes. Who did not hand it in names the case whose data hold it.',
        params: Type.Object({ hash: Hash }),
        querystring: Type.Object({
          case: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'Id of the case.' })),
        }),
        response: { 200: Type.Unsafe<never>({ type: 'string', format: 'binary' }), ...refusals },
      },
    },
    async (request, reply) => {
      const { hash } = request.params;
      request.about.object = `file:${hash}`;
      const relations = new Set<Relation>();
      if (await ports.files.isOwner(hash, request.caller.person.id)) relations.add('owner');
      const { case: caseId } = request.query;
      const isOfCase = caseId === undefined ? false : await isIn(context, request.caller, caseId, hash, relations);
      if (isOfCase && caseId !== undefined) request.about.caseId = caseId;
      const mayRead = relations.has('owner') || isOfCase;
      if (!mayRead || !isAllowed('file.read', request.caller.roles, relations)) throw new Problem('not-found');
      return sendStored(ports, reply, hash);
    },
  );
}

/** The bytes, to be saved. @throws Problem `not-found` */
export async function sendStored({ files }: Ports, reply: FastifyReply, hash: string) {
  const file = await files.read(hash);
  if (file === null) throw new Problem('not-found');
  return reply
    .type(file.mediaType)
    .header('content-disposition', `attachment; filename="${hash.slice(0, 16)}"`)
    .header('cache-control', 'private, no-store')
    .send(Buffer.from(file.bytes) as never);
}

/** Whether a form of the case names the file, for somebody who may read its data. */
async function isIn(
  { ports, library }: Context,
  caller: Caller,
  caseId: string,
  hash: string,
  relations: Set<Relation>,
): Promise<boolean> {
  const file = await readCaseFile(ports, library, caseId).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'not-found') return null;
    throw error;
  });
  if (file === null) return false;
  for (const relation of relationsToCase(caller, file.view, file.gazette)) relations.add(relation);
  if (!isAllowed('case.read-data', caller.roles, relations)) return false;
  return file.entries.some(({ fact }) => holdsFile(fact as unknown as Json, hash));
}
