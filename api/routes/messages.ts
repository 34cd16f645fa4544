/** Messages of people to a case: a withdrawal, a request, a result from outside. */
import { type Static, Type } from 'typebox';
import type { Command } from '../../engine/model.ts';
import type { JsonObject } from '../../rules/json.ts';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import { asItIs } from '../commands/as-it-is.ts';
import { actor, hashOf } from '../commands/command-service.ts';
import { demandHandedIn } from '../commands/handed-in.ts';
import { idempotencyKey, once } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { actingGroups, type Caller } from '../policy/standing.ts';
import { isAllowed, type Relation } from '../policy/table.ts';
import { senders } from '../present/cases.ts';
import { Problem } from '../problems.ts';
import { Accepted } from '../schemas/cases.ts';
import { CaseParams, Data, ref, refusals } from '../schemas/common.ts';

const MessageBody = Type.Object(
  {
    message: Type.String({ minLength: 1, maxLength: 100 }),
    data: Type.Unsafe<JsonObject>({ ...Data, default: {} }),
    as: Type.Optional(Type.String({ maxLength: 100 })),
    onBehalfOf: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
  },
  { additionalProperties: false },
);

export function messageRoutes(app: App, context: Context): void {
  const { ports, library, commands } = context;
  app.post(
    '/api/cases/:id/messages',
    {
      config: { action: 'message.send', audited: true },
      schema: {
        operationId: 'sendMessage',
        tags: ['cases'],
        params: CaseParams,
        headers: Type.Object({ 'idempotency-key': Type.Optional(Type.String({ description: 'Required.' })) }),
        body: MessageBody,
        response: { 200: ref(Accepted), ...refusals },
      },
    },
    async (request, reply) => {
      const { caller, body, params } = request;
      const key = idempotencyKey(request.headers['idempotency-key']);
      const answer = await asItIs(context, params.id, async () => {
        const file = await readCaseFile(ports, library, params.id);
        request.about.caseId = file.view.case.id;
        // The log has the names of messages that there are, not whatever was sent.
        if (file.program.messages.has(body.message)) request.about.object = `message:${body.message}`;
        const relations = demandCase('case.read', caller, file);
        const route = `POST /api/cases/${params.id}/messages`;
        const keyed = { person: caller.person.id, key, route, bodyHash: hashOf(body) };
        return once(ports.idempotency, keyed, async () => {
          const command = await judged(context, caller, file, body, relations);
          const id = `${caller.person.id}/${key}`;
          return { status: 200, body: await commands.send({ caseId: file.view.case.id, id, command }) };
        });
      });
      if (answer.repeated) void reply.header('idempotency-replayed', 'true');
      return reply.send(answer.body);
    },
  );
}

/**
 * The message as a command, of the first group of the person's that may send it.
 * @throws Problem `invalid`, `forbidden`
 */
async function judged(
  { ports }: Context,
  caller: Caller,
  file: CaseFile,
  body: Static<typeof MessageBody>,
  relations: Set<Relation>,
): Promise<Command> {
  const groups = actingGroups(caller, file.view, file.gazette);
  const wanted = groups.filter(({ group }) => body.as === undefined || group === body.as);
  if (file.state.status === 'open' && !file.program.messages.has(body.message)) {
    const errors = [
      {
        pointer: '/message',
        code: 'unknown',
        detail: '该事项没有这种材料或意见。',
        detailEn: 'The procedure knows no such message.',
      },
    ];
    throw new Problem('invalid', { reason: 'unknown-message', errors });
  }
  const able = senders(
    file,
    wanted.map(({ group }) => group),
    body.message,
    ports.now(),
  )[0];
  if (able !== undefined) relations.add('sender');
  const as = wanted.find(({ group }) => group === able?.id) ?? wanted[0];
  // A case that has ended says so itself; so does a rule that is out.
  const closed = file.state.status !== 'open' || file.state.calls.length > 0;
  if (as === undefined || (!closed && !isAllowed('message.send', caller.roles, relations))) {
    throw new Problem('forbidden', { reason: 'other-group' });
  }
  const form = file.program.messages.get(body.message)?.form;
  const handed = { form: body.data, known: file.state.data, person: caller.person.id, under: 'data' as const };
  await demandHandedIn(ports.files, form?.fields ?? [], handed);
  const by = actor(caller, as, body.onBehalfOf);
  return { type: 'message', message: body.message, by, data: body.data };
}
