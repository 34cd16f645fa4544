/** What officers have done and may do with a task beside completing it. Pure. */
import { offered } from '../../engine/decide.ts';
import type { Actor, Command, Reopened, Signing, Token } from '../../engine/model.ts';
import { waysBack } from '../../engine/transitions/return-task.ts';
import { HALF } from '../../engine/transitions/sign-task.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { TaskRow } from '../../store/tables.ts';
import type { CaseFile } from '../case-file.ts';
import { actor } from '../commands/command-service.ts';
import { type Caller, candidateFor, relationsToCase } from '../policy/standing.ts';
import { isAllowed } from '../policy/table.ts';
import {
  relationsToTask,
  standingFor,
  standingsTo,
  TASK_ACTIONS,
  type Task,
  type TaskAction,
} from '../policy/task-standing.ts';
import { stepName } from './names.ts';

type Names = ReadonlyMap<string, string>;

// ── what may be done ────────────────────────────────────────────────────────────────────────────────────────────

/** What the caller may do with an open task: asked of the engine, with what they would write left empty. */
export function taskActions(task: Task, file: CaseFile, caller: Caller, now: number): TaskAction[] {
  const standings = standingsTo(caller, task, file);
  const relations = new Set([...relationsToCase(caller, file.view, file.gazette), ...relationsToTask(standings)]);
  const trials = TASK_ACTIONS.flatMap((action) => {
    const as = standingFor(action, standings);
    if (as === null || !isAllowed(`task.${action}`, caller.roles, relations)) return [];
    // Claiming one's own again changes nothing.
    if (action === 'claim' && task.claimedBy === caller.person.id) return [];
    return [{ action, command: trialOf(action, task, file, actor(caller, as, undefined)) }];
  });
  const taken = offeredOf(
    file,
    trials.map(({ command }) => command),
    now,
  );
  return trials.filter(({ command }) => taken.has(command)).map(({ action }) => action);
}

function offeredOf({ program, calendar, state }: CaseFile, commands: readonly Command[], now: number): Set<Command> {
  return commands.length === 0 ? new Set() : new Set(offered(program, calendar, state, commands, now));
}

function trialOf(action: TaskAction, task: Task, { state }: CaseFile, by: Actor): Command {
  const { step, token } = task;
  const on = { step, ...(task.item === null ? {} : { item: task.item }), by };
  const exact = { ...on, token };
  switch (action) {
    case 'claim':
    case 'release':
      return { type: action, ...on };
    case 'transfer':
      return { type: action, ...on, to: '' };
    case 'complete':
      return { type: action, ...on, data: {} };
    case 'send-back':
      return { type: action, ...exact, to: '', reason: '' };
    case 'delegate':
      return { type: action, ...exact, to: '' };
    case 'return-delegation':
      return { type: action, ...exact, opinion: '' };
    case 'open-signing':
      return { type: action, ...exact, mode: 'all', signers: [] };
    case 'add-signers':
      return { type: action, ...exact, add: [] };
    case 'remove-signer':
      return { type: action, ...exact, signer: waitingSigner(tokenOf(state.tokens, token)) };
    case 'sign':
      return { type: action, ...exact, agree: true };
    case 'recall-delegation':
    case 'withdraw-signing':
    case 'urge':
      return { type: action, ...exact };
  }
}

function tokenOf(tokens: readonly Token[], id: number): Token | undefined {
  return tokens.find((token) => token.id === id);
}

function waitingSigner(token: Token | undefined): string {
  return token?.signing?.signers.find(({ signed }) => signed === undefined)?.person ?? '';
}

/** Tasks that the caller completed and can take back: nobody has looked at what they led to. */
export function retrievable(file: CaseFile, caller: Caller, now: number): TaskRow[] {
  const mine = file.view.tasks.filter((row) => isLatestOf(file, row) && candidateAgain(file, caller, row) !== null);
  const trials = mine.map((row) => ({ row, command: retrieval(file, caller, row) }));
  const commands = trials.flatMap(({ command }) => command ?? []);
  const taken = offeredOf(file, commands, now);
  return trials.filter(({ command }) => command !== null && taken.has(command)).map(({ row }) => row);
}

/** The last completion of its step. */
export function isLatestOf({ view }: Pick<CaseFile, 'view'>, { step, token, state }: TaskRow): boolean {
  return state === 'completed' && !view.tasks.some((other) => other.step === step && other.token > token);
}

/** As what the caller takes a completed task back: in their own name, or in that of who completed it. */
export function candidateAgain({ view, gazette }: CaseFile, caller: Caller, row: TaskRow) {
  return candidateFor(caller, { ...row, group: row.grp, claimedBy: row.completed_by }, view.parties, gazette);
}

function retrieval(file: CaseFile, caller: Caller, row: TaskRow): Command | null {
  const as = candidateAgain(file, caller, row);
  return as === null ? null : { type: 'retrieve', step: row.step, by: actor(caller, as, undefined) };
}

// ── what was done ───────────────────────────────────────────────────────────────────────────────────────────────

export function officeActs(task: Task, { program, state }: CaseFile, names: Names) {
  const token = tokenOf(state.tokens, task.token);
  const name = (id: string | undefined) => (id === undefined ? null : { id, name: names.get(id) ?? id });
  const ways = token === undefined ? [] : waysBack(program, state, token);
  return {
    sendBackTo: ways.map((id) => ({
      step: id,
      label: stepName(program, id).label,
      performer: name(state.steps[id]?.completedBy?.person),
    })),
    sentBack: sentBackOf(token?.reopened, token?.since ?? 0),
    delegation: delegationOf(token?.delegation),
    signing: token?.signing === undefined ? null : signingOf(token.signing),
    urgedAt: token?.urged === undefined ? null : formatInstant(token.urged.at),
  };

  function sentBackOf(reopened: Reopened | undefined, at: number) {
    if (reopened?.reason === undefined) return null;
    const { from, by, reason, performer } = reopened;
    return {
      from: stepName(program, from),
      by: name(by.person),
      reason,
      at: formatInstant(at),
      performer: name(performer),
    };
  }

  function delegationOf(delegation: Token['delegation']) {
    if (delegation === undefined) return null;
    const { to, note = null, at, returned } = delegation;
    return {
      to: { id: to, name: names.get(to) ?? to },
      note,
      at: formatInstant(at),
      returned: returned === undefined ? null : { opinion: returned.opinion, at: formatInstant(returned.at) },
    };
  }

  function signingOf({ mode, share, note, openedAt, signers, closed }: Signing) {
    return {
      mode,
      share: mode === 'vote' ? (share ?? HALF) : null,
      note: note ?? null,
      openedAt: formatInstant(openedAt),
      signers: signers.map(({ person, signed }) => ({
        person: { id: person, name: names.get(person) ?? person },
        signed:
          signed === undefined
            ? null
            : { agree: signed.agree, opinion: signed.opinion ?? null, at: formatInstant(signed.at) },
      })),
      result: closed?.result ?? null,
      closedAt: closed === undefined ? null : formatInstant(closed.at),
    };
  }
}

/** Persons whom the task names. */
export function personsOf({ state }: CaseFile, task: Pick<Task, 'token' | 'claimedBy'>): string[] {
  const { reopened, delegation, signing } = tokenOf(state.tokens, task.token) ?? {};
  const performers = Object.values(state.steps).flatMap(({ completedBy }) => completedBy?.person ?? []);
  return [
    ...(task.claimedBy === null ? [] : [task.claimedBy]),
    ...(reopened?.by.person === undefined ? [] : [reopened.by.person]),
    ...(delegation === undefined ? [] : [delegation.to]),
    ...(signing?.signers ?? []).map(({ person }) => person),
    ...performers,
  ];
}
