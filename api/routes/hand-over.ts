/**
 * 离岗移交: what a leaver has in hand goes to one colleague: tasks that they have claimed, opinions that they are to give
 * on the tasks of others, signatures that they are asked for. Each goes by a command of its own.
 */
import PQueue from 'p-queue';
import { type Static, Type } from 'typebox';
import { decide } from '../../engine/decide.ts';
import type { Actor, Command } from '../../engine/model.ts';
import type { Label } from '../../rules/label.ts';
import { slugOf } from '../../store/outline.ts';
import type { TaskItem } from '../../store/worklist.ts';
import { CaseRefusal } from '../../workflows/case-client.ts';
import { type CaseFile, readCaseFile } from '../case-file.ts';
import { problemOf, problemOfRefusal } from '../commands/refusals.ts';
import type { App, Context } from '../context.ts';
import { demand } from '../policy/access.ts';
import { type Caller, callerOf, candidateFor, officeGroups } from '../policy/standing.ts';
import { stepName } from '../present/names.ts';
import { Problem, type ProblemError } from '../problems.ts';
import { Label as LabelSchema, nullable, PersonId, PersonParams, ref, refusals } from '../schemas/common.ts';
import { given } from './answers.ts';
import { personOf } from './substitutes.ts';
import { exactly } from './task-command.ts';

/** In this order: a task that is out for signature goes nowhere until that is settled. */
const PARTS = ['signature', 'opinion', 'task'] as const;
type Part = (typeof PARTS)[number];

const InHand = Type.Object({
  caseNumber: Type.String(),
  subject: Type.String(),
  step: ref(LabelSchema),
  part: Type.Enum([...PARTS], {
    description:
      'task: claimed by the leaver; opinion: delegated to the leaver; signature: the leaver is asked to sign.',
  }),
  reason: nullable(ref(LabelSchema)),
});
type InHand = Static<typeof InHand>;

const Foreseen = Type.Object({
  items: Type.Array(InHand, {
    description: '`reason`: why it would not go to `to`; null also where no `to` is given.',
  }),
  memberships: Type.Integer({ description: 'What the leaver is a member of.' }),
});
const HandedOver = Type.Object({
  moved: Type.Array(InHand),
  kept: Type.Array(InHand, { description: 'What stayed, and why.' }),
  withdrawn: Type.Integer({ description: 'Memberships that were withdrawn.' }),
});

/** More than a person can have in hand. */
const TASKS_MAX = 5_000;

export function handOverRoutes(app: App, context: Context): void {
  app.get(
    '/api/persons/:id/hand-over',
    {
      config: { action: 'person.change', audited: true },
      schema: {
        operationId: 'foreseeHandOver',
        tags: ['people'],
        description: 'What a leaver has in hand, and what of it could not go to another person.',
        params: PersonParams,
        querystring: Type.Object({ to: Type.Optional(PersonId) }),
        response: { 200: Foreseen, ...refusals },
      },
    },
    async ({ caller, params, query, about }) => {
      demand('person.change', caller);
      const leaver = await personOf(context, params.id);
      about.object = `person:${leaver} in hand`;
      const heir = query.to === undefined ? null : await heirOf(context, leaver, query.to);
      const items = await ofEach(await heldBy(context, leaver), async (task) => {
        const file = await readCaseFile(context.ports, context.library, task.caseId);
        return partsOf(task, leaver).map((part) => {
          const reason =
            heir === null ? null : foreseen(context, file, handing(file, { task, part, leaver, heir, caller }));
          return shown(file, task, part, reason);
        });
      });
      return { items, memberships: (await context.ports.people.memberships(leaver)).length };
    },
  );

  app.post(
    '/api/persons/:id/hand-over',
    {
      config: { action: 'person.change', audited: true },
      schema: {
        operationId: 'handOver',
        tags: ['people'],
        description: 'Gives all that a leaver has in hand to another person. Sent again, it does what is left.',
        params: PersonParams,
        body: Type.Object(
          { to: PersonId, withdraw: Type.Boolean({ default: false, description: 'Their memberships too.' }) },
          { additionalProperties: false },
        ),
        response: { 200: HandedOver, ...refusals },
      },
    },
    async ({ caller, params, body, about }) => {
      demand('person.change', caller);
      const leaver = await personOf(context, params.id);
      about.object = `person:${leaver} handed over to ${body.to}`;
      if (body.withdraw && leaver === caller.person.id) throw new Problem('forbidden', { reason: 'own-account' });
      const heir = await heirOf(context, leaver, body.to);
      const items = await ofEach(await heldBy(context, leaver), async (task) => {
        const handed: InHand[] = [];
        for (const part of partsOf(task, leaver))
          handed.push(await hand(context, { task, part, leaver, heir, caller }));
        return handed;
      });
      return {
        moved: items.filter(({ reason }) => reason === null),
        kept: items.filter(({ reason }) => reason !== null),
        withdrawn: body.withdraw ? await withdrawAll(context, leaver, caller) : 0,
      };
    },
  );
}

async function heldBy({ ports: { desk } }: Context, person: string): Promise<TaskItem[]> {
  const found: TaskItem[] = [];
  for (let cursor: string | undefined; found.length < TASKS_MAX; ) {
    const page = await desk.worklist({ view: { kind: 'held', person }, limit: 100, ...given({ cursor }) });
    found.push(...page.items);
    if (page.next === null) break;
    cursor = page.next;
  }
  return found;
}

/** Cases that are worked on at once: mostly waiting for the database and the server. */
const AT_ONCE = 8;

/** What there is of each task, in their order; tasks of one case come one after another. */
async function ofEach(tasks: readonly TaskItem[], work: (task: TaskItem) => Promise<InHand[]>): Promise<InHand[]> {
  const cases = new Map<string, number[]>();
  for (const [i, { caseId }] of tasks.entries()) cases.set(caseId, [...(cases.get(caseId) ?? []), i]);
  const found: InHand[][] = [];
  const queue = new PQueue({ concurrency: AT_ONCE });
  const ofCase = async (places: readonly number[]): Promise<void> => {
    for (const i of places) found[i] = await work(tasks[i] as TaskItem);
  };
  try {
    await queue.addAll([...cases.values()].map((places) => () => ofCase(places)));
  } finally {
    queue.clear();
  }
  return found.flat();
}

function partsOf({ toSign, delegatedTo, claimedBy }: TaskItem, leaver: string): Part[] {
  const holds: Record<Part, boolean> = {
    signature: toSign,
    opinion: delegatedTo === leaver,
    task: claimedBy === leaver,
  };
  return PARTS.filter((part) => holds[part]);
}

/** @throws Problem `invalid` */
async function heirOf({ ports, library }: Context, leaver: string, to: string): Promise<Caller> {
  const person = await ports.directory.find(to);
  if (person === null || person.disabled || to === leaver) throw new Problem('invalid', { errors: [NOBODY] });
  return callerOf(person, await ports.people.memberships(to), await library.gazettes());
}

const NOBODY: ProblemError = {
  pointer: '/to',
  code: 'unknown',
  detail: '没有这位可以接手的人员。',
  detailEn: 'There is no such person who could take over.',
};

// ── one part of one task ────────────────────────────────────────────────────────────────────────────────────────

interface Handing {
  task: TaskItem;
  part: Part;
  leaver: string;
  heir: Caller;
  caller: Caller;
}

/** The command, or why there is none. */
function handing({ view, gazette }: CaseFile, of: Handing): { command: Command } | { reason: Label } {
  const { task, part, leaver, heir, caller } = of;
  const isSignature = part === 'signature';
  const as = isSignature
    ? officeGroups(heir, slugOf(task.procedure), gazette)[0]
    : candidateFor(heir, task, view.parties, gazette);
  if (as === undefined || as === null) return { reason: isSignature ? NO_OFFICE : OTHER_GROUP };
  const unit = isSignature ? as.unit : task.unit;
  const by = { group: as.group, ...(unit === '' ? {} : { unit }), person: caller.person.id, standsInFor: leaver };
  return { command: commandOf(of, by) };
}

function commandOf({ task, part, leaver, heir }: Handing, by: Actor): Command {
  const on = { ...exactly(task), by, to: heir.person.id };
  switch (part) {
    case 'signature':
      return { type: 'pass-signature', ...on, signer: leaver };
    case 'opinion':
      return { type: 'pass-delegation', ...on };
    case 'task':
      return { type: 'transfer', ...on };
  }
}

const OTHER_GROUP: Label = {
  zh: '接手人不在该任务的岗位或单位',
  en: 'the other person is not in the group of the task',
};
const NO_OFFICE: Label = {
  zh: '接手人不在该事项的办理岗位',
  en: 'the other person is in no group of the office',
};
const NOT_NOW: Label = { zh: '该任务现在不能转出，请稍后再试', en: 'the task can not be handed over now: try again' };

/** Null: it would go. */
function foreseen({ ports }: Context, file: CaseFile, found: ReturnType<typeof handing>): Label | null {
  if ('reason' in found) return found.reason;
  const decided = decide(file.program, file.calendar, file.state, found.command, Math.max(ports.now(), file.state.now));
  return decided.ok ? null : saidOf(problemOfRefusal(decided.refusal, ''));
}

async function hand({ ports, library, commands }: Context, of: Handing): Promise<InHand> {
  const { task, part, heir, caller } = of;
  const file = await readCaseFile(ports, library, task.caseId);
  const found = handing(file, of);
  if ('reason' in found) return shown(file, task, part, found.reason);
  // The case as it stands now: what went back to the leaver since goes again.
  const id = `${caller.person.id}/hand-over/${part}/${task.token}/${file.state.seq}/${heir.person.id}`;
  try {
    await commands.send({ caseId: task.caseId, id, command: found.command });
    return shown(file, task, part, null);
  } catch (error) {
    if (!(error instanceof Problem) && !(error instanceof CaseRefusal)) throw error;
    return shown(file, task, part, saidOf(problemOf(error)));
  }
}

function saidOf(problem: Problem | null): Label {
  const { detail, detailEn } = problem?.parts ?? {};
  return detail === undefined || detailEn === undefined ? NOT_NOW : { zh: detail, en: detailEn };
}

function shown(
  { program }: CaseFile,
  { caseNumber, subject, step }: TaskItem,
  part: Part,
  reason: Label | null,
): InHand {
  return { caseNumber, subject, step: stepName(program, step).label, part, reason };
}

async function withdrawAll({ ports }: Context, person: string, { person: by }: Caller): Promise<number> {
  let withdrawn = 0;
  for (const membership of await ports.people.memberships(person)) {
    if (await ports.directory.withdraw(person, membership, by.id)) withdrawn++;
  }
  return withdrawn;
}
