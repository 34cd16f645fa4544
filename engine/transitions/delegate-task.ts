/**
 * 委派: a colleague works on a task and gives an opinion; its owner alone completes it. While it is out, nobody
 * completes, sends back or releases it; the owner may take it back at any time.
 */
import { actsFor } from '../acting.ts';
import type { Actor, Refusal, TaskCommand, Token } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run } from '../run.ts';
import { claim } from './claim-task.ts';
import {
  aboutTask,
  findFreeTask,
  findOpen,
  findTask,
  isDelegated,
  isRefusal,
  type Named,
  placeOf,
} from './find-task.ts';
import { blank, fault } from './words.ts';

type Of<T extends TaskCommand['type']> = Extract<TaskCommand, { type: T }>;

export function delegateTask(run: Run, command: Of<'delegate'>): Refusal | undefined {
  const token = findFreeTask(run, command);
  if (isRefusal(token)) return token;
  const { to, note, by } = command;
  const at = placeOf(token);
  if (by.person === undefined) return refusal('invalid', 'person-needed', [], at);
  if (to === '') return refusal('invalid', 'form', [blank('to')], at);
  if (actsFor(by, to)) return refusal('invalid', 'form', [YOURSELF], at);
  claim(run, token, by);
  giveOut(run, token, to, note, by);
  return undefined;
}

function giveOut(run: Run, token: Token, to: string, note: string | undefined, by: Actor): void {
  emit(run, { type: 'task-delegated', ...aboutTask(token), to, ...(note === undefined ? {} : { note }), by });
}

const YOURSELF = fault('to', 'self', 'it is your own task', '不能委派给本人');

export function returnDelegation(run: Run, command: Of<'return-delegation'>): Refusal | undefined {
  const token = findDelegated(run, command, findOpen);
  if (isRefusal(token)) return token;
  const { by, opinion } = command;
  const at = placeOf(token);
  if (!actsFor(by, token.delegation?.to ?? '')) return refusal('not-authorised', 'not-the-delegate', [], at);
  if (opinion.trim() === '') return refusal('invalid', 'form', [blank('opinion')], at);
  emit(run, { type: 'delegation-returned', ...aboutTask(token), opinion, by });
  return undefined;
}

export function recallDelegation(run: Run, command: Of<'recall-delegation'>): Refusal | undefined {
  const token = findDelegated(run, command, findTask);
  if (isRefusal(token)) return token;
  emit(run, { type: 'delegation-recalled', ...aboutTask(token), by: command.by });
  return undefined;
}

/** The owner keeps the task. Passed to the owner, the delegation ends: nobody gives oneself an opinion. */
export function passDelegation(run: Run, command: Of<'pass-delegation'>): Refusal | undefined {
  const token = findDelegated(run, command, findOpen);
  if (isRefusal(token)) return token;
  const { by, to } = command;
  const at = placeOf(token);
  const { to: delegate = '', note } = token.delegation ?? {};
  if (!actsFor(by, delegate)) return refusal('not-authorised', 'not-the-delegate', [], at);
  if (to === '') return refusal('invalid', 'form', [blank('to')], at);
  if (to === delegate) return refusal('invalid', 'form', [HAS_IT], at);
  emit(run, { type: 'delegation-recalled', ...aboutTask(token), by });
  if (to !== token.claimedBy) giveOut(run, token, to, note, by);
  return undefined;
}

const HAS_IT = fault('to', 'self', 'it is delegated to this person already', '该任务已委派给此人');

function findDelegated(run: Run, named: Named, find: typeof findTask): Token | Refusal {
  const token = find(run, named);
  if (isRefusal(token) || isDelegated(token)) return token;
  return refusal('not-open', 'not-delegated', [], placeOf(token));
}
