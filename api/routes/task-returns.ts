/** 退回 and 拿回. */
import { Type } from 'typebox';
import { actor } from '../commands/command-service.ts';
import type { App, Context } from '../context.ts';
import { isLatestOf } from '../present/office-acts.ts';
import { Problem } from '../problems.ts';
import { exactly, perform, performOnPast, schemaOf } from './task-command.ts';

export function taskReturnRoutes(app: App, context: Context): void {
  app.post(
    '/api/tasks/:id/send-back',
    {
      config: { action: 'task.send-back', audited: true },
      schema: {
        ...schemaOf('sendTaskBack', '退回：本环节不办结，退给前面的环节重新办理；不影响法定期限。'),
        body: Type.Object(
          {
            to: Type.String({ minLength: 1, maxLength: 100, description: 'A step of `sendBackTo` of the task.' }),
            reason: Type.String({ minLength: 1, maxLength: 2000 }),
          },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.send-back', needsVersion: true }, async ({ task, as }) => ({
        type: 'send-back',
        ...exactly(task),
        by: actor(request.caller, as, undefined),
        ...request.body,
      })),
  );

  app.post(
    '/api/tasks/:id/retrieve',
    {
      config: { action: 'task.retrieve', audited: true },
      schema: {
        ...schemaOf('retrieveTask', '拿回：本人办结后，下一环节尚无人签收时，取回重新办理。'),
        body: Type.Object({}, { additionalProperties: false }),
      },
    },
    (request) =>
      performOnPast(context, request, 'task.retrieve', async ({ task, row, as, file }) => {
        if (!isLatestOf(file, row)) throw new Problem('not-open', { reason: 'not-retrievable' });
        return { type: 'retrieve', step: task.step, by: actor(request.caller, as, undefined) };
      }),
  );
}
