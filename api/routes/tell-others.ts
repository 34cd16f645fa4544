/** 抄送 and 催办: others are told of a case; nothing in it moves. */
import { Type } from 'typebox';
import { readCaseFile } from '../case-file.ts';
import { actor, hashOf } from '../commands/command-service.ts';
import { once, optionalKey } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { actingGroups, isParty } from '../policy/standing.ts';
import { Problem } from '../problems.ts';
import { Accepted } from '../schemas/cases.ts';
import { CaseParams, ref, refusals } from '../schemas/common.ts';
import { Colleagues } from '../schemas/office-acts.ts';
import { colleaguesOf, demandColleagues } from './colleagues.ts';
import { exactly, perform, schemaOf } from './task-command.ts';

const Note = Type.Optional(Type.String({ minLength: 1, maxLength: 2000 }));

export function tellOthersRoutes(app: App, context: Context): void {
  urge(app, context);
  copy(app, context);
  colleagues(app, context);
}

function urge(app: App, context: Context): void {
  app.post(
    '/api/tasks/:id/urge',
    {
      config: { action: 'task.urge', audited: true },
      schema: {
        ...schemaOf('urgeTask', '催办：提醒承办人或承办岗位，每人每天一次。'),
        body: Type.Object({ note: Note }, { additionalProperties: false }),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.urge', needsVersion: false }, async ({ task, as }) => ({
        type: 'urge',
        ...exactly(task),
        by: actor(request.caller, as, undefined),
        ...request.body,
      })),
  );
}

function copy(app: App, context: Context): void {
  const { ports, library, commands } = context;
  const Headers = Type.Object({
    'idempotency-key': Type.Optional(Type.String({ description: 'The same for every repeat; recommended.' })),
  });
  app.post(
    '/api/cases/:id/copies',
    {
      config: { action: 'case.copy', audited: true },
      schema: {
        operationId: 'copyCase',
        tags: ['cases'],
        description: '抄送：请本事项各岗位人员或岗位知悉；收到的人可以查看本件。',
        params: CaseParams,
        headers: Headers,
        body: Type.Object(
          {
            persons: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
              default: [],
              maxItems: 50,
              uniqueItems: true,
            }),
            groups: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
              default: [],
              maxItems: 50,
              uniqueItems: true,
              description: 'Ids of groups as in `colleagues`.',
            }),
            note: Note,
          },
          { additionalProperties: false },
        ),
        response: { 200: ref(Accepted), ...refusals },
      },
    },
    async (request) => {
      const { caller, body } = request;
      const file = await readCaseFile(ports, library, request.params.id);
      request.about.caseId = request.params.id;
      demandCase('case.copy', caller, file);
      await demandColleagues(ports, file.gazette, body.persons, 'persons');
      const as = actingGroups(caller, file.view, file.gazette).find(({ group }) => !isParty(file.gazette, group));
      if (as === undefined) throw new Problem('forbidden', { reason: 'other-group' });
      const command = { type: 'copy' as const, by: actor(caller, as, undefined), ...body };
      const key = optionalKey(request.headers['idempotency-key']);
      // Without a key of the sender's, the same copy of the case as it stands is the same command.
      const own = key ?? `case.copy/${file.state.seq}/${hashOf(command).slice(0, 16)}`;
      const work = async () => ({
        status: 200,
        body: await commands.send({ caseId: file.state.id, id: `${caller.person.id}/${own}`, command }),
      });
      if (key === undefined) return (await work()).body;
      const route = `POST /api/cases/${file.state.id}/copies`;
      return (await once(ports.idempotency, { person: caller.person.id, key, route, bodyHash: hashOf(body) }, work))
        .body;
    },
  );
}

function colleagues(app: App, { ports, library }: Context): void {
  app.get(
    '/api/cases/:id/colleagues',
    {
      config: { action: 'case.copy' },
      schema: {
        operationId: 'listColleagues',
        tags: ['cases'],
        description: 'Persons of the office to whom the case can be sent for their notice, by group.',
        params: CaseParams,
        response: { 200: Type.Object({ items: Type.Array(ref(Colleagues)) }), ...refusals },
      },
    },
    async (request) => {
      const file = await readCaseFile(ports, library, request.params.id);
      request.about.caseId = request.params.id;
      demandCase('case.copy', request.caller, file);
      return { items: await colleaguesOf(ports, file.gazette, file.view.case.unit) };
    },
  );
}
