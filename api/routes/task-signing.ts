/** 会签、或签、票签 and their 加签, 减签: persons of the office agree to a task or not; its officer completes it knowing that. */
import { Type } from 'typebox';
import { SIGNING_MODES } from '../../engine/model.ts';
import { MAX_SIGNERS } from '../../engine/transitions/sign-task.ts';
import { actor } from '../commands/command-service.ts';
import type { App, Context } from '../context.ts';
import { TaskId } from '../schemas/common.ts';
import { demandColleagues } from './colleagues.ts';
import { exactly, perform, schemaOf } from './task-command.ts';

const PersonId = Type.String({ minLength: 1, maxLength: 200 });
const Persons = Type.Array(PersonId, { minItems: 1, maxItems: MAX_SIGNERS, uniqueItems: true });

export function taskSigningRoutes(app: App, context: Context): void {
  openSigning(app, context);
  changeSigners(app, context);
  sign(app, context);
}

function openSigning(app: App, context: Context): void {
  app.post(
    '/api/tasks/:id/signing',
    {
      config: { action: 'task.open-signing', audited: true },
      schema: {
        ...schemaOf('openSigning', '会签（all）、或签（any）、票签（vote）：请本事项各岗位人员签署。'),
        body: Type.Object(
          {
            mode: Type.Enum([...SIGNING_MODES]),
            signers: Persons,
            share: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: 99,
                description: 'Of a vote: the agreeing must be more than so many percent of all signers; default 50.',
              }),
            ),
            note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.open-signing', needsVersion: true }, async ({ task, as, file }) => {
        await demandColleagues(context.ports, file.gazette, request.body.signers, 'signers');
        return { type: 'open-signing', ...exactly(task), by: actor(request.caller, as, undefined), ...request.body };
      }),
  );

  app.delete(
    '/api/tasks/:id/signing',
    {
      config: { action: 'task.withdraw-signing', audited: true },
      schema: schemaOf('withdrawSigning', '撤回签署。'),
    },
    (request) =>
      perform(context, request, { action: 'task.withdraw-signing', needsVersion: true }, async ({ task, as }) => ({
        type: 'withdraw-signing',
        ...exactly(task),
        by: actor(request.caller, as, undefined),
      })),
  );
}

function changeSigners(app: App, context: Context): void {
  app.post(
    '/api/tasks/:id/signing/signers',
    {
      config: { action: 'task.add-signers', audited: true },
      schema: {
        ...schemaOf('addSigners', '加签。'),
        body: Type.Object({ add: Persons }, { additionalProperties: false }),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.add-signers', needsVersion: false }, async ({ task, as, file }) => {
        const { add } = request.body;
        await demandColleagues(context.ports, file.gazette, add, 'add');
        return { type: 'add-signers', ...exactly(task), by: actor(request.caller, as, undefined), add };
      }),
  );

  app.delete(
    '/api/tasks/:id/signing/signers/:person',
    {
      config: { action: 'task.remove-signer', audited: true },
      schema: {
        ...schemaOf('removeSigner', '减签：尚未签署的人不再签署。'),
        params: Type.Object({ id: TaskId, person: PersonId }),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.remove-signer', needsVersion: false }, async ({ task, as }) => ({
        type: 'remove-signer',
        ...exactly(task),
        by: actor(request.caller, as, undefined),
        signer: request.params.person,
      })),
  );
}

function sign(app: App, context: Context): void {
  app.post(
    '/api/tasks/:id/sign',
    {
      config: { action: 'task.sign', audited: true },
      schema: {
        ...schemaOf('signTask', '签署：同意或不同意，可附意见。'),
        body: Type.Object(
          { agree: Type.Boolean(), opinion: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })) },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.sign', needsVersion: false }, async ({ task, as }) => ({
        type: 'sign',
        ...exactly(task),
        by: actor(request.caller, as, undefined),
        ...request.body,
      })),
  );
}
