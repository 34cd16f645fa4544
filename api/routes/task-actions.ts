/** What a person does with a task: claim, release, hand over, complete. */
import { Type } from 'typebox';
import { actor } from '../commands/command-service.ts';
import { demandHandedIn } from '../commands/handed-in.ts';
import type { App, Context } from '../context.ts';
import { Data } from '../schemas/common.ts';
import { demandCandidate } from './colleagues.ts';
import { named, perform, schemaOf } from './task-command.ts';

export function taskActionRoutes(app: App, context: Context): void {
  const { ports } = context;
  const onBehalfOf = Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'The party for whom it is entered.' }),
  );
  const Nothing = Type.Object({ onBehalfOf }, { additionalProperties: false });

  app.post(
    '/api/tasks/:id/claim',
    {
      config: { action: 'task.claim', audited: true },
      schema: schemaOf('claimTask', '签收：本人办理，组内他人不再办理。'),
    },
    (request) =>
      perform(context, request, { action: 'task.claim', needsVersion: false }, async ({ task, as }) => ({
        type: 'claim',
        ...named(task),
        by: actor(request.caller, as, undefined),
      })),
  );

  app.post(
    '/api/tasks/:id/release',
    { config: { action: 'task.release', audited: true }, schema: schemaOf('releaseTask', '取消签收：退还给本组。') },
    (request) =>
      perform(context, request, { action: 'task.release', needsVersion: true }, async ({ task, as }) => ({
        type: 'release',
        ...named(task),
        by: actor(request.caller, as, undefined),
      })),
  );

  app.post(
    '/api/tasks/:id/transfer',
    {
      config: { action: 'task.transfer', audited: true },
      schema: {
        ...schemaOf('transferTask', '转办：交给同组的另一人办理。'),
        body: Type.Object(
          { to: Type.String({ minLength: 1, maxLength: 200, description: 'Id of the person.' }) },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.transfer', needsVersion: true }, async ({ task, as, file }) => {
        const { to } = request.body;
        await demandCandidate(context, to, task, file);
        return { type: 'transfer', ...named(task), by: actor(request.caller, as, undefined), to };
      }),
  );

  app.post(
    '/api/tasks/:id/complete',
    {
      config: { action: 'task.complete', audited: true },
      schema: {
        ...schemaOf('completeTask', '办理：提交表单，环节办结。'),
        body: Type.Object({ data: Data, ...Nothing.properties }, { additionalProperties: false }),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.complete', needsVersion: true }, async ({ task, as, file }) => {
        const step = file.program.steps.get(task.step);
        const fields = step?.kind === 'task' ? step.form.fields : [];
        const { data, onBehalfOf } = request.body;
        const handed = { form: data, known: file.state.data, person: request.caller.person.id, under: 'data' as const };
        await demandHandedIn(ports.files, fields, handed);
        return { type: 'complete', ...named(task), by: actor(request.caller, as, onBehalfOf), data };
      }),
  );
}
