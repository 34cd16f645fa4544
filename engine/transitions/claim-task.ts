/** Claiming, releasing and handing over an open task: who works on it, not what becomes of it. */
import type { Actor, Command, Refusal, Token } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run } from '../run.ts';
import { aboutTask, findFreeTask, findTask, isDelegated, isRefusal, isSigning, placeOf } from './find-task.ts';

type Claim = Extract<Command, { type: 'claim' | 'release' }>;

/** Claims an open task for a person; claiming one's own again changes nothing. */
export function claimTask(run: Run, command: Claim): Refusal | undefined {
  const token = findTask(run, command);
  if (isRefusal(token)) return token;
  if (command.by.person === undefined) return refusal('invalid', 'person-needed', [], { step: command.step });
  claim(run, token, command.by);
  return undefined;
}

/** Who sets others to work on a task has it. */
export function claim(run: Run, token: Token, by: Actor): void {
  const { person } = by;
  if (person === undefined || token.claimedBy === person) return;
  emit(run, { type: 'task-claimed', ...aboutTask(token), person, by });
}

/** Gives a claimed task back to the group. */
export function releaseTask(run: Run, command: Claim): Refusal | undefined {
  const token = findFreeTask(run, command);
  if (isRefusal(token)) return token;
  const person = token.claimedBy;
  if (person === undefined) return refusal('not-open', 'not-claimed', [], { step: command.step });
  emit(run, { type: 'task-released', ...aboutTask(token), person, by: command.by });
  return undefined;
}

/**
 * Hands a task to another person of the group; the API has checked that they belong to it. What is delegated stays so,
 * unless it is handed to the delegate.
 */
export function transferTask(run: Run, command: Extract<Command, { type: 'transfer' }>): Refusal | undefined {
  const token = findTask(run, command);
  if (isRefusal(token)) return token;
  if (isSigning(token)) return refusal('not-open', 'signing-open', [], placeOf(token));
  const { to, by } = command;
  if (isDelegated(token) && token.delegation?.to === to)
    emit(run, { type: 'delegation-recalled', ...aboutTask(token), by });
  emit(run, { type: 'task-transferred', ...aboutTask(token), to, by });
  return undefined;
}
