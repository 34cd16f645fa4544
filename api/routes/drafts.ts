/** What a person has begun to fill in, kept for them alone, so that it follows them to another browser. */
import { Type } from 'typebox';
import { LIMITS } from '../../engine/limits.ts';
import type { Draft } from '../../store/drafts.ts';
import type { App, Context } from '../context.ts';
import { Problem } from '../problems.ts';
import { Data, Instant, nullable, refusals } from '../schemas/common.ts';
import { versionRead } from './answers.ts';

const Params = Type.Object({
  subject: Type.String({
    pattern: '^(start|task|message)/[A-Za-z0-9._/-]{1,180}$',
    description: 'What is filled in: start/<procedure>, task/<id>, message/<case>/<message>.',
  }),
});
const DraftItem = Type.Object({
  version: Type.Integer({ description: 'Its ETag, without the quotes; 0: there is none.' }),
  data: nullable(Data),
  savedAt: nullable(Instant),
});

export function draftRoutes(app: App, { ports }: Context): void {
  const common = (operationId: string) => ({ operationId, tags: ['drafts'], params: Params });

  app.get(
    '/api/drafts/:subject',
    {
      config: { action: 'draft.keep' },
      schema: { ...common('readDraft'), response: { 200: DraftItem, ...refusals } },
    },
    async ({ caller, params }, reply) => {
      const draft = await ports.drafts.read(caller.person.id, params.subject);
      void reply.header('etag', `"${draft?.version ?? 0}"`).header('cache-control', 'no-store');
      return item(draft);
    },
  );

  app.put(
    '/api/drafts/:subject',
    {
      config: { action: 'draft.keep' },
      schema: {
        ...common('saveDraft'),
        description: 'Saves over the version that was read; a newer one, of another window, is never overwritten.',
        headers: Type.Object({
          'if-match': Type.Optional(Type.String({ description: 'ETag of the draft as read; "0" for the first.' })),
        }),
        body: Type.Object({ data: Data }, { additionalProperties: false }),
        response: { 200: DraftItem, ...refusals },
      },
    },
    async ({ caller, params, headers, body }, reply) => {
      const version = versionRead(headers['if-match']);
      if (Buffer.byteLength(JSON.stringify(body.data)) > LIMITS.completionBytes) throw new Problem('too-large');
      const saved = await ports.drafts.save(caller.person.id, params.subject, version, body.data);
      if (saved === null) throw new Problem('version-mismatch');
      void reply.header('etag', `"${saved.version}"`).header('cache-control', 'no-store');
      return item(saved);
    },
  );

  app.delete(
    '/api/drafts/:subject',
    {
      config: { action: 'draft.keep' },
      schema: { ...common('dropDraft'), response: { 204: Type.Null(), ...refusals } },
    },
    async ({ caller, params }, reply) => {
      await ports.drafts.drop(caller.person.id, params.subject);
      return reply.code(204).send(null);
    },
  );
}

function item(draft: Draft | null) {
  if (draft === null) return { version: 0, data: null, savedAt: null };
  const { version, content, updatedAt } = draft;
  return { version, data: content as import('../../rules/json.ts').JsonObject, savedAt: updatedAt.toISOString() };
}
