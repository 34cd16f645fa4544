/** 委派: another person of the group works on a task and gives an opinion; its owner completes it. */
import { Type } from 'typebox';
import { actor } from '../commands/command-service.ts';
import type { App, Context } from '../context.ts';
import { demandCandidate } from './colleagues.ts';
import { exactly, perform, schemaOf } from './task-command.ts';

export function taskDelegationRoutes(app: App, context: Context): void {
  app.post(
    '/api/tasks/:id/delegate',
    {
      config: { action: 'task.delegate', audited: true },
      schema: {
        ...schemaOf('delegateTask', '委派：请同组的另一人协办并提出意见，仍由本人办结。'),
        body: Type.Object(
          {
            to: Type.String({ minLength: 1, maxLength: 200, description: 'Id of the person.' }),
            note: Type.Optional(Type.String({ minLength: 1, maxLength: 2000 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.delegate', needsVersion: true }, async ({ task, as, file }) => {
        await demandCandidate(context, request.body.to, task, file);
        return { type: 'delegate', ...exactly(task), by: actor(request.caller, as, undefined), ...request.body };
      }),
  );

  app.post(
    '/api/tasks/:id/return-delegation',
    {
      config: { action: 'task.return-delegation', audited: true },
      schema: {
        ...schemaOf('returnDelegation', '协办人交回委派的任务，并附意见。'),
        body: Type.Object({ opinion: Type.String({ minLength: 1, maxLength: 2000 }) }, { additionalProperties: false }),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.return-delegation', needsVersion: true }, async ({ task, as }) => ({
        type: 'return-delegation',
        ...exactly(task),
        by: actor(request.caller, as, undefined),
        ...request.body,
      })),
  );

  app.post(
    '/api/tasks/:id/recall-delegation',
    {
      config: { action: 'task.recall-delegation', audited: true },
      schema: {
        ...schemaOf('recallDelegation', '收回委派。'),
        body: Type.Object({}, { additionalProperties: false }),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.recall-delegation', needsVersion: true }, async ({ task, as }) => ({
        type: 'recall-delegation',
        ...exactly(task),
        by: actor(request.caller, as, undefined),
      })),
  );
}
