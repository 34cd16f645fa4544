/** What the office notes beside a case for itself: no fact of the case, and nothing that its parties see. */
import { Type } from 'typebox';
import { readCaseFile } from '../case-file.ts';
import { hashOf } from '../commands/command-service.ts';
import { idempotencyKey, once } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { nameOf } from '../present/cases.ts';
import { CaseParams, Instant, PersonName, ref, refusals } from '../schemas/common.ts';

const LONGEST = 2_000;

export function commentRoutes(app: App, context: Context): void {
  readComments(app, context);
  writeComment(app, context);
}

function readComments(app: App, { ports, library }: Context): void {
  const Comment = Type.Object({ id: Type.String(), author: ref(PersonName), text: Type.String(), writtenAt: Instant });
  app.get(
    '/api/cases/:id/comments',
    {
      config: { action: 'comment.read', audited: true },
      schema: {
        operationId: 'listComments',
        tags: ['cases'],
        description: 'Notes of the office beside the case, latest first. Parties do not see them.',
        params: CaseParams,
        response: { 200: Type.Object({ items: Type.Array(Comment) }), ...refusals },
      },
    },
    async (request) => {
      const file = await readCaseFile(ports, library, request.params.id);
      request.about.caseId = file.state.id;
      demandCase('comment.read', request.caller, file);
      const comments = await ports.comments.list(file.state.id);
      const names = await ports.people.names([...new Set(comments.map(({ author }) => author))]);
      const items = comments.map(({ id, author, text, writtenAt }) => ({
        id,
        author: nameOf(names, author),
        text,
        writtenAt: writtenAt.toISOString(),
      }));
      return { items };
    },
  );
}

function writeComment(app: App, { ports, library }: Context): void {
  app.post(
    '/api/cases/:id/comments',
    {
      config: { action: 'comment.write', audited: true },
      schema: {
        operationId: 'writeComment',
        tags: ['cases'],
        params: CaseParams,
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ description: 'Required.' })) }),
        body: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: LONGEST, pattern: '\\S' }) },
          { additionalProperties: false },
        ),
        response: { 201: Type.Object({ written: Type.Literal(true) }), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, body, params } = request;
      const key = idempotencyKey(request.headers['idempotency-key']);
      const file = await readCaseFile(ports, library, params.id);
      request.about.caseId = file.state.id;
      demandCase('comment.write', caller, file);
      const route = `POST /api/cases/${file.state.id}/comments`;
      const keyed = { person: caller.person.id, key, route, bodyHash: hashOf(body) };
      const answer = await once(ports.idempotency, keyed, async () => {
        await ports.comments.write(file.state.id, caller.person.id, body.text.trim());
        return { status: 201, body: { written: true as const } };
      });
      return reply.code(201).send(answer.body);
    },
  );
}
