/** Claiming, releasing and handing over an open task: who works on it, not what becomes of it. */
import type { Command, Refusal } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run } from '../run.ts';
import { findTask, isRefusal } from './find-task.ts';

type Claim = Extract<Command, { type: 'claim' | 'release' }>;

const itemPart = (token: { item?: { key: string } }): { item?: string } =>
  token.item === undefined ? {} : { item: token.item.key };

/** Claims an open task for a person; claiming one's own again changes nothing. */
export function claimTask(run: Run, command: Claim): Refusal | undefined {
  const token = findTask(run, command);
  if (isRefusal(token)) return token;
  const { person } = command.by;
  if (person === undefined) return refusal('invalid', 'person-needed', [], { step: command.step });
  if (token.claimedBy === person) return undefined;
  emit(run, { type: 'task-claimed', token: token.id, step: token.step, ...itemPart(token), person, by: command.by });
  return undefined;
}

/** Gives a claimed task back to the group. */
export function releaseTask(run: Run, command: Claim): Refusal | undefined {
  const token = findTask(run, command);
  if (isRefusal(token)) return token;
  const person = token.claimedBy;
  if (person === undefined) return refusal('not-open', 'not-claimed', [], { step: command.step });
  emit(run, { type: 'task-released', token: token.id, step: token.step, ...itemPart(token), person, by: command.by });
  return undefined;
}

/** Hands a task to another person of the group; the API has checked that they belong to it. */
export function transferTask(run: Run, command: Extract<Command, { type: 'transfer' }>): Refusal | undefined {
  const token = findTask(run, command);
  if (isRefusal(token)) return token;
  emit(run, {
    type: 'task-transferred',
    token: token.id,
    step: token.step,
    ...itemPart(token),
    to: command.to,
    by: command.by,
  });
  return undefined;
}
