/** What a person does with a task: claim, release, hand over, complete. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Command } from '../../engine/model.ts';
import type { TaskItem } from '../../store/worklist.ts';
import type { CaseFile } from '../case-file.ts';
import { type Accepted, actor, hashOf } from '../commands/command-service.ts';
import { demandHandedIn } from '../commands/handed-in.ts';
import { once, optionalKey } from '../commands/once.ts';
import type { App, Context } from '../context.ts';
import { callerOf, candidateFor } from '../policy/standing.ts';
import type { Action } from '../policy/table.ts';
import type { Membership } from '../ports.ts';
import { Problem } from '../problems.ts';
import { Accepted as AcceptedSchema } from '../schemas/cases.ts';
import { Data, ref, refusals } from '../schemas/common.ts';
import { openTaskFor, pastTaskFor, TaskParams } from './tasks.ts';

interface ActionOf {
  action: Extract<Action, `task.${string}`>;
  /** Without it a stale page could act. */
  needsVersion: boolean;
}

/** What a command needs of its task, be it open or over. */
type PastTask = Pick<TaskItem, 'step' | 'item' | 'group' | 'unit' | 'procedure'>;

type Act = (parts: { task: PastTask; as: Membership; request: FastifyRequest; file: CaseFile }) => Promise<Command>;

const Headers = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'ETag of the task.' })),
  'idempotency-key': Type.Optional(Type.String({ description: 'The same for every repeat; recommended.' })),
});

export function taskActionRoutes(app: App, context: Context): void {
  const { ports, library } = context;
  const onBehalfOf = Type.Optional(
    Type.String({ minLength: 1, maxLength: 100, description: 'The party for whom it is entered.' }),
  );
  const Nothing = Type.Object({ onBehalfOf }, { additionalProperties: false });

  const common = (operationId: string) => ({
    operationId,
    tags: ['tasks'],
    params: TaskParams,
    headers: Headers,
    response: { 200: ref(AcceptedSchema), ...refusals },
  });

  app.post(
    '/api/tasks/:id/claim',
    { config: { action: 'task.claim', audited: true }, schema: common('claimTask') },
    (request) =>
      perform(context, request, { action: 'task.claim', needsVersion: false }, async ({ task, as }) => ({
        type: 'claim',
        ...named(task),
        by: actor(request.caller, as, undefined),
      })),
  );

  app.post(
    '/api/tasks/:id/release',
    { config: { action: 'task.release', audited: true }, schema: common('releaseTask') },
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
        ...common('transferTask'),
        body: Type.Object(
          { to: Type.String({ minLength: 1, maxLength: 200, description: 'Id of the person.' }) },
          { additionalProperties: false },
        ),
      },
    },
    (request) =>
      perform(context, request, { action: 'task.transfer', needsVersion: true }, async ({ task, as, file }) => {
        const { to } = request.body;
        const [memberships, gazettes] = await Promise.all([ports.people.memberships(to), library.gazettes()]);
        const other = callerOf({ id: to, name: '', disabled: false }, memberships, gazettes);
        if (candidateFor(other, task, file.view.parties, file.gazette) === null) throw notInGroup();
        return { type: 'transfer', ...named(task), by: actor(request.caller, as, undefined), to };
      }),
  );

  app.post(
    '/api/tasks/:id/complete',
    {
      config: { action: 'task.complete', audited: true },
      schema: {
        ...common('completeTask'),
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

function named({ step, item }: PastTask): { step: string; item?: string } {
  return item === null ? { step } : { step, item };
}

function notInGroup(): Problem {
  const errors = [
    {
      pointer: '/to',
      code: 'not-in-group',
      detail: '该人员不在本岗位，不能转办。',
      detailEn: 'The person is not in the group of the task.',
    },
  ];
  return new Problem('invalid', { errors });
}

async function perform(context: Context, request: FastifyRequest, of: ActionOf, act: Act): Promise<Accepted> {
  const { ports } = context;
  const { id } = request.params as { id: string };
  const key = optionalKey(request.headers['idempotency-key']);
  const version = of.needsVersion ? ifMatch(request) : undefined;
  const work = async () => ({ status: 200, body: await performOnce(context, request, of.action, version, key, act) });
  if (key === undefined) return (await work()).body;
  const content = hashOf({ body: request.body ?? null, version: version ?? null });
  const route = `${request.method} /api/tasks/${id}/${of.action.slice('task.'.length)}`;
  const keyed = { person: request.caller.person.id, key, route, bodyHash: content };
  const workOrAnswer = () => work().catch((error: unknown) => firstAnswer(context, request, key, act, error));
  return (await once(ports.idempotency, keyed, workOrAnswer)).body;
}

/**
 * A repeat whose first answer was lost on its way: the task is gone or changed, because it was done. The case knows what
 * it did under the key.
 * @throws the refusal, if the case did nothing under it; `outcome-unknown` if it has the task open
 */
async function firstAnswer(context: Context, request: FastifyRequest, key: string, act: Act, refusal: unknown) {
  const mayBeDone = refusal instanceof Problem && (refusal.code === 'not-open' || refusal.code === 'version-mismatch');
  if (!mayBeDone) throw refusal;
  const { file, task, as } = await pastTaskFor(context, request, (request.params as { id: string }).id);
  const command = await act({ task, as, request, file });
  const id = `${request.caller.person.id}/${key}`;
  const caseId = file.view.case.id;
  // In this order: a repeat that is still on its way may be performed between two questions, and then closes the task.
  // Open after all: a task of the worker was lost after readers saw its work; they will see the task again.
  const isLost = refusal.code === 'not-open' && (await context.commands.isOpen(caseId, task.token));
  if (isLost) throw new Problem('outcome-unknown');
  const body = await context.commands.earlier({ caseId, id, command });
  if (body === null) throw refusal;
  return { status: 200, body };
}

async function performOnce(
  context: Context,
  request: FastifyRequest,
  action: ActionOf['action'],
  version: string | undefined,
  key: string | undefined,
  act: Act,
): Promise<Accepted> {
  const { file, task, as } = await openTaskFor(context, request, (request.params as { id: string }).id, action);
  if (version !== undefined && version !== '*' && version !== `"${task.version}"`)
    throw new Problem('version-mismatch');
  const command = await act({ task, as, request, file });
  const person = request.caller.person.id;
  // Without a key of the sender's, the same act on the same version of the task is the same command.
  const own = key ?? `${action}/${task.token}/${task.version}/${hashOf(command).slice(0, 16)}`;
  const accepted = await context.commands.send({ caseId: task.caseId, id: `${person}/${own}`, command });
  return accepted;
}

/** @throws Problem `missing-if-match`; `version-mismatch` for a weak or foreign tag */
function ifMatch(request: FastifyRequest): string {
  const header = request.headers['if-match'];
  if (header === undefined || header === '') throw new Problem('missing-if-match');
  return header.trim();
}
