/** How a person's act on a task becomes a command: for the version that was read, once under its key. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Command } from '../../engine/model.ts';
import type { TaskRow } from '../../store/tables.ts';
import type { TaskItem } from '../../store/worklist.ts';
import type { CaseFile } from '../case-file.ts';
import { asItIs } from '../commands/as-it-is.ts';
import { type Accepted, hashOf } from '../commands/command-service.ts';
import { once, optionalKey } from '../commands/once.ts';
import type { Context } from '../context.ts';
import type { Standing } from '../policy/standing.ts';
import { isAllowed } from '../policy/table.ts';
import type { TaskAction } from '../policy/task-standing.ts';
import { readTaskId } from '../present/cases.ts';
import { candidateAgain } from '../present/office-acts.ts';
import { Problem } from '../problems.ts';
import { Accepted as AcceptedSchema } from '../schemas/cases.ts';
import { ref, refusals } from '../schemas/common.ts';
import { openTaskFor, pastTaskFor, TaskParams } from './tasks.ts';

interface ActionOf {
  action: `task.${TaskAction}`;
  /** Without it a stale page could act. */
  needsVersion: boolean;
}

/** What a command needs of its task, be it open or over. */
export type PastTask = Pick<TaskItem, 'step' | 'item' | 'group' | 'unit' | 'procedure' | 'token'>;

export type Act = (parts: {
  task: PastTask;
  as: Standing;
  request: FastifyRequest;
  file: CaseFile;
}) => Promise<Command>;

const Headers = Type.Object({
  'if-match': Type.Optional(Type.String({ description: 'ETag of the task.' })),
  'idempotency-key': Type.Optional(Type.String({ description: 'The same for every repeat; recommended.' })),
});

/** Of every route that acts on a task. */
export const schemaOf = (operationId: string, description: string) => ({
  operationId,
  tags: ['tasks'],
  description,
  params: TaskParams,
  headers: Headers,
  response: { 200: ref(AcceptedSchema), ...refusals },
});

export function named({ step, item }: PastTask): { step: string; item?: string } {
  return item === null ? { step } : { step, item };
}

/** The very token: tasks of one step may differ in who else works on them. */
export function exactly(task: PastTask): { step: string; item?: string; token: number } {
  return { ...named(task), token: task.token };
}

export async function perform(context: Context, request: FastifyRequest, of: ActionOf, act: Act): Promise<Accepted> {
  const version = of.needsVersion ? ifMatch(request) : undefined;
  return keyed(context, request, { action: of.action, version, act }, (key) =>
    performOnce(context, request, of.action, version, key, act),
  );
}

/** The same for a task that is over: there is no version to read of it. */
export async function performOnPast(
  context: Context,
  request: FastifyRequest,
  action: 'task.retrieve',
  act: (parts: Parameters<Act>[0] & { row: TaskRow }) => Promise<Command>,
): Promise<Accepted> {
  const find = async () => {
    const found = await pastTaskFor(context, request, (request.params as { id: string }).id);
    const isCandidate = candidateAgain(found.file, request.caller, found.row) !== null;
    if (!isCandidate || !isAllowed(action, request.caller.roles, new Set(['candidate'])))
      throw new Problem('not-found');
    return found;
  };
  const again: Act = async (parts) => act({ ...parts, row: (await find()).row });
  return keyed(context, request, { action, version: undefined, act: again }, async (key) => {
    const { file, task, row, as } = await find();
    const command = await act({ task, row, as, request, file });
    return send(context, request, { caseId: row.case_id, action, task, version: row.version }, key, command);
  });
}

async function keyed(
  context: Context,
  request: FastifyRequest,
  { action, version, act }: { action: string; version: string | undefined; act: Act },
  work: (key: string | undefined) => Promise<Accepted>,
): Promise<Accepted> {
  const { id } = request.params as { id: string };
  const key = optionalKey(request.headers['idempotency-key']);
  if (key === undefined) return work(undefined);
  const content = hashOf({ body: request.body ?? null, version: version ?? null });
  const named = readTaskId(id);
  const route = `${request.method} /api/tasks/${id}/${action.slice('task.'.length)}`;
  const of = { person: request.caller.person.id, key, route, bodyHash: content };
  const workOrAnswer = async () => {
    const judged = named === null ? work(key) : asItIs(context, named.caseId, () => work(key));
    const body = await judged.catch((refusal: unknown) => firstAnswer(context, request, key, act, refusal));
    return { status: 200, body };
  };
  return (await once(context.ports.idempotency, of, workOrAnswer)).body;
}

/**
 * A repeat whose first answer was lost on its way: the task is gone or changed, because it was done. The case knows what
 * it did under the key.
 * @throws the refusal, if the case did nothing under it
 */
async function firstAnswer(context: Context, request: FastifyRequest, key: string, act: Act, refusal: unknown) {
  const mayBeDone = refusal instanceof Problem && (refusal.code === 'not-open' || refusal.code === 'version-mismatch');
  if (!mayBeDone) throw refusal;
  const { file, task, as } = await pastTaskFor(context, request, (request.params as { id: string }).id);
  const command = await act({ task, as, request, file });
  const id = `${request.caller.person.id}/${key}`;
  const body = await context.commands.earlier({ caseId: file.view.case.id, id, command });
  if (body === null) throw refusal;
  return body;
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
  const since = KEEP_VERSION.has(action) ? file.state.seq : task.version;
  return send(context, request, { caseId: task.caseId, action, task, version: since }, key, command);
}

/** Acts after which a task has the version that it had: the same one may be meant again. */
const KEEP_VERSION: ReadonlySet<string> = new Set(['task.sign', 'task.add-signers', 'task.remove-signer', 'task.urge']);

function send(
  { commands }: Context,
  request: FastifyRequest,
  { caseId, action, task, version }: { caseId: string; action: string; task: PastTask; version: number },
  key: string | undefined,
  command: Command,
): Promise<Accepted> {
  // Without a key of the sender's, the same act on the same version of the task is the same command.
  const own = key ?? `${action}/${task.token}/${version}/${hashOf(command).slice(0, 16)}`;
  return commands.send({ caseId, id: `${request.caller.person.id}/${own}`, command });
}

/** @throws Problem `missing-if-match`; `version-mismatch` for a weak or foreign tag */
function ifMatch(request: FastifyRequest): string {
  const header = request.headers['if-match'];
  if (header === undefined || header === '') throw new Problem('missing-if-match');
  return header.trim();
}
