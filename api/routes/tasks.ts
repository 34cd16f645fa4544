/** One task with its form. */
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Program } from '../../engine/program.ts';
import type { JsonObject } from '../../rules/json.ts';
import { slugOf } from '../../store/outline.ts';
import type { TaskItem } from '../../store/worklist.ts';
import { type CaseFile, type Library, readCaseFile } from '../case-file.ts';
import type { App, Context } from '../context.ts';
import { actingGroups, officeGroups, relationsToCase, type Standing } from '../policy/standing.ts';
import { isAllowed, type Relation } from '../policy/table.ts';
import { relationsToTask, standingFor, standingsTo, type TaskAction } from '../policy/task-standing.ts';
import type { Ports } from '../ports.ts';
import { messageOffers, readTaskId, taskDetail } from '../present/cases.ts';
import { lawAt } from '../present/law.ts';
import { candidateAgain, personsOf } from '../present/office-acts.ts';
import { waysFrom } from '../present/outlook.ts';
import type { RowsByRegister } from '../present/prefill.ts';
import { decisionsBefore } from '../present/reasons.ts';
import { Problem } from '../problems.ts';
import { TaskDetail } from '../schemas/cases.ts';
import { ref, refusals, TaskId } from '../schemas/common.ts';
import { given } from './answers.ts';
import { colleaguesOf } from './colleagues.ts';

export const TaskParams = Type.Object({ id: TaskId });

/**
 * A task and the person's standing to it. What is not open is told apart from what is foreign only to those who may see
 * the case.
 * @throws Problem `not-found`, `not-open`, `forbidden`
 */
export async function openTaskFor(
  { ports, library }: Context,
  request: FastifyRequest,
  id: string,
  action: `task.${TaskAction | 'read'}`,
): Promise<{ file: CaseFile; task: TaskItem; as: Standing }> {
  const { caller } = request;
  const named = readTaskId(id);
  if (named === null) throw new Problem('not-found');
  const file = await readCaseFile(ports, library, named.caseId);
  request.about.caseId = named.caseId;
  request.about.object = `task:${named.token}`;
  const relations = relationsToCase(caller, file.view, file.gazette);
  const sees = isAllowed('case.read', caller.roles, relations);
  const task = await ports.desk.task(named.caseId, named.token);
  if (task === null) throw new Problem(sees ? 'not-open' : 'not-found', sees ? { reason: endedReason(file) } : {});
  const standings = standingsTo(caller, task, file);
  const as = standingFor(action.slice('task.'.length) as TaskAction | 'read', standings);
  const toTask = new Set<Relation>([...relations, ...relationsToTask(standings)]);
  if (as === null || !isAllowed(action, caller.roles, toTask)) {
    throw new Problem(sees ? 'forbidden' : 'not-found', sees ? { reason: 'other-group' } : {});
  }
  request.about.actingAs = `${slugOf(task.procedure)}/${as.group}${as.standsInFor === undefined ? '' : ` for ${as.standsInFor}`}`;
  return { file, task, as };
}

/**
 * A task, open or over, and as whom the person did or could do something with it.
 * @throws Problem `not-found`
 */
export async function pastTaskFor({ ports, library }: Context, { caller, about }: FastifyRequest, id: string) {
  const named = readTaskId(id);
  if (named === null) throw new Problem('not-found');
  const file = await readCaseFile(ports, library, named.caseId);
  const row = file.view.tasks.find(({ token }) => token === named.token);
  if (row === undefined) throw new Problem('not-found');
  about.caseId = named.caseId;
  about.object = `task:${named.token}`;
  const task = { ...row, group: row.grp, claimedBy: row.claimed_by };
  // Who signed or urged it need not be of its group.
  const as =
    candidateAgain(file, caller, row) ??
    actingGroups(caller, file.view, file.gazette)[0] ??
    officeGroups(caller, slugOf(row.procedure), file.gazette)[0];
  if (as === undefined) throw new Problem('not-found');
  return { file, task, row, as };
}

function endedReason({ state }: CaseFile): string {
  return state.status === 'ended' ? 'case-ended' : 'step-not-open';
}

export function taskRoutes(app: App, context: Context): void {
  readTask(app, context);
}

function readTask(app: App, context: Context): void {
  const { ports, library } = context;
  app.get(
    '/api/tasks/:id',
    {
      config: { action: 'task.read', audited: true },
      schema: {
        operationId: 'readTask',
        tags: ['tasks'],
        description: 'The task with its form, the case data and the law. Its ETag is needed to complete it.',
        params: TaskParams,
        response: { 200: ref(TaskDetail), ...refusals },
      },
    },
    async (request, reply) => {
      const { file, task } = await openTaskFor(context, request, request.params.id, 'task.read');
      const [gazettes, names, members, colleagues] = await Promise.all([
        library.gazettes(),
        ports.people.names(personsOf(file, task)),
        ports.people.members(task.group),
        colleaguesOf(ports, file.gazette, task.unit),
      ]);
      void reply.header('etag', `"${task.version}"`).header('cache-control', 'no-store');
      const { program, calendar } = file;
      const candidates = members
        .filter(({ id, unit }) => id !== request.caller.person.id && (unit === '' || unit === task.unit))
        .map(({ id, name }) => ({ id, name }));
      const about = {
        program,
        calendar,
        gazettes,
        names,
        now: ports.now(),
      };
      const rows = await rowsFor(ports, program, task.step);
      const detail = taskDetail(task, file, request.caller, candidates, about, rows);
      const messages = messageOffers(file, request.caller, about.now);
      return { ...detail, colleagues, messages, ...(await guidance(task, file, library)) };
    },
  );
}

/** What stands beside the form. */
async function guidance({ step: id, token }: TaskItem, { program, entries }: CaseFile, library: Library) {
  const step = program.steps.get(id);
  const facts = entries.map(({ fact }) => fact);
  const decisions = decisionsBefore(program, facts, token);
  if (step?.kind !== 'task') return { law: [], decisions, next: [] };
  const definitions = (await library.definitions()).filter(({ current }) => current);
  const titles = new Map(definitions.map(({ id: of, titleZh, titleEn }) => [of, { zh: titleZh, en: titleEn }]));
  return { law: lawAt(step, program), decisions, next: waysFrom(step, program, titles) };
}

/** The rows that the form of a step is filled in from. */
async function rowsFor({ registers }: Ports, { procedure, steps }: Program, id: string): Promise<RowsByRegister> {
  const step = steps.get(id);
  const rows = new Map<string, JsonObject[]>();
  for (const register of step?.kind === 'task' ? (step.initial?.of ?? []) : []) {
    const found: JsonObject[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await registers.search(`${slugOf(procedure.id)}/${register}`, { limit: 100, ...given({ cursor }) });
      found.push(...page.items.map(({ key, values }) => ({ ...values, key })));
      cursor = page.next ?? undefined;
    }
    rows.set(register, found);
  }
  return rows;
}
