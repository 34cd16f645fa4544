/** What an act would bring about, before it is done: a dry run on what is typed, with the faults of the form. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Command } from '../../engine/model.ts';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import { actor, proposeStart } from '../commands/command-service.ts';
import { problemOfRefusal } from '../commands/refusals.ts';
import type { App, Context } from '../context.ts';
import { demandCase } from '../policy/access.ts';
import { actingGroups } from '../policy/standing.ts';
import { foresee } from '../present/outlook.ts';
import { formErrors, Problem } from '../problems.ts';
import { CaseParams, Data, Label, ProblemFault, ref, refusals } from '../schemas/common.ts';
import { given } from './answers.ts';
import { IdParams } from './procedures.ts';
import { openTaskFor, TaskParams } from './tasks.ts';

const Outlook = Type.Object({
  follows: Type.Array(ref(Label), {
    description: 'What it would bring about, in order; empty while there are errors.',
  }),
  errors: Type.Array(ProblemFault, { description: 'What is missing or wrong as yet.' }),
});

export function outlookRoutes(app: App, context: Context): void {
  const { ports, library } = context;
  const common = (operationId: string) => ({ operationId, response: { 200: Outlook, ...refusals } });

  app.post(
    '/api/tasks/:id/outlook',
    {
      config: { action: 'task.read' },
      schema: {
        ...common('foreseeTask'),
        tags: ['tasks'],
        description: 'What completing the task with these data would bring about now. Nothing is done.',
        params: TaskParams,
        body: Type.Object({ data: Data }, { additionalProperties: false }),
      },
    },
    async (request) => {
      const { file, task, as } = await openTaskFor(context, request, request.params.id, 'task.read');
      const item = task.item === null ? {} : { item: task.item };
      const by = actor(request.caller, as, undefined);
      const { data } = request.body;
      return answer(file, { type: 'complete', step: task.step, ...item, by, data }, 'data', ports.now());
    },
  );

  app.post(
    '/api/procedures/:id/outlook',
    {
      config: { action: 'case.start' },
      schema: {
        ...common('foreseeStart'),
        tags: ['cases'],
        description: 'What starting a case with these data would bring about now. Nothing is done.',
        params: IdParams,
        body: Type.Object(
          { input: Data, as: Type.Optional(Type.String({ maxLength: 100 })) },
          { additionalProperties: false },
        ),
      },
    },
    async ({ caller, params: { id }, body: { input, as } }) => {
      const wanted = { procedure: id, input, ...given({ as }) };
      const { program, calendar, state, command } = await proposeStart(ports, library, caller, wanted);
      return answer({ program, calendar, state }, command, 'input', ports.now());
    },
  );

  app.post(
    '/api/cases/:id/outlook',
    {
      config: { action: 'message.send' },
      schema: {
        ...common('foreseeMessage'),
        tags: ['cases'],
        description: 'What sending the message with these data would bring about now. Nothing is done.',
        params: CaseParams,
        body: Type.Object(
          {
            message: Type.String({ minLength: 1, maxLength: 100 }),
            data: Data,
            as: Type.Optional(Type.String({ maxLength: 100 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request) => {
      const { message, data } = request.body;
      const file = await readCaseFile(ports, library, request.params.id);
      request.about.caseId = file.view.case.id;
      demandCase('case.read', request.caller, file);
      const by = actor(request.caller, standing(request, file, request.body.as), undefined);
      return answer(file, { type: 'message', message, by, data }, 'data', ports.now());
    },
  );
}

function standing({ caller }: FastifyRequest, file: CaseFile, as: string | undefined) {
  const found = actingGroups(caller, file.view, file.gazette).find(({ group }) => as === undefined || group === as);
  if (found === undefined) throw new Problem('forbidden', { reason: 'other-group' });
  return found;
}

/**
 * @param under what the form is called in the request
 * @throws Problem for what is refused whatever is typed
 */
function answer(
  file: Pick<CaseFile, 'program' | 'calendar' | 'state'>,
  command: Command,
  under: 'data' | 'input',
  now: number,
) {
  const { refusal, follows } = foresee(file, command, now);
  if (refusal !== null && refusal.reason !== 'invalid') throw problemOfRefusal(refusal, under);
  return { follows, errors: formErrors(refusal?.faults ?? [], under) };
}
