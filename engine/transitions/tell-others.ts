/** 抄送 and 催办: others are told; nothing moves. */
import { localDate } from '../../rules/calendar/date.ts';
import type { Actor, Command, Refusal, TaskCommand, Token } from '../model.ts';
import { isParty } from '../program.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run } from '../run.ts';
import { aboutTask, findOpen, isDelegated, isRefusal, placeOf } from './find-task.ts';
import { blank, fault } from './words.ts';

/** An ended case is copied too: what it came to is worth knowing. */
export function copyCase(run: Run, command: Extract<Command, { type: 'copy' }>): Refusal | undefined {
  const { persons, groups, note, by } = command;
  if (run.state.status === 'new') return refusal('not-open', 'step-not-open');
  if (isParty(run.program, by.group)) return refusal('not-authorised', 'other-group');
  if (persons.length + groups.length === 0) return refusal('invalid', 'form', [blank('persons')]);
  const unknown = groups.find((id) => !run.program.procedure.groups.some((group) => group.id === id && !group.party));
  if (unknown !== undefined) return refusal('invalid', 'form', [NO_GROUP]);
  emit(run, { type: 'copied', persons, groups, ...(note === undefined ? {} : { note }), by });
  return undefined;
}

const NO_GROUP = fault('groups', 'unknown-group', 'not a group of the office', '不是本事项的办理岗位');

/** A person urges a task once a day. */
export function urgeTask(run: Run, command: Extract<TaskCommand, { type: 'urge' }>): Refusal | undefined {
  const token = findOpen(run, command);
  if (isRefusal(token)) return token;
  const { note, by } = command;
  const at = placeOf(token);
  if (by.person === undefined) return refusal('invalid', 'person-needed', [], at);
  if (isOwn(token, by)) return refusal('not-authorised', 'own-task', [], at);
  const today = localDate(run.at);
  const isTold = token.urged?.by.some(({ person, on }) => person === by.person && on === today);
  if (isTold) return refusal('not-open', 'urged-today', [], at);
  const inHand = isDelegated(token) ? token.delegation?.to : token.claimedBy;
  emit(run, {
    type: 'urged',
    ...aboutTask(token),
    group: token.group as string,
    ...(inHand === undefined ? {} : { to: inHand }),
    ...(note === undefined ? {} : { note }),
    by,
  });
  return undefined;
}

function isOwn({ group, unit }: Token, by: Actor): boolean {
  return group === by.group && (unit === undefined || by.unit === undefined || unit === by.unit);
}
