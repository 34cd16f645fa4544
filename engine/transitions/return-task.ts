/**
 * 退回 and 拿回: a task goes back to one that was done before it. The task closes without completion and the earlier
 * one opens again. Where to is told by the program (ways-back.ts); whether the case has come that way, by its state.
 */
import { actsFor } from '../acting.ts';
import { occasion } from '../deadlines/occasions.ts';
import { closeToken } from '../flow/close.ts';
import { reopen } from '../flow/enter.ts';
import type { CaseState, Refusal, Reopened, StepId, TaskCommand, Token } from '../model.ts';
import { isParty, type Program } from '../program.ts';
import { refusal } from '../refusal.ts';
import { emit, isOpen, NO_ROOTS, type Run, tokenById } from '../run.ts';
import { claim } from './claim-task.ts';
import { aboutTask, caseIsBusy, findFreeTask, isRefusal, placeNamed, placeOf } from './find-task.ts';
import { blank, fault } from './words.ts';

type Of<T extends TaskCommand['type']> = Extract<TaskCommand, { type: T }>;

/** Steps to which an open task can be sent back now, in the order of the definition. */
export function waysBack(program: Program, state: CaseState, token: Token): StepId[] {
  const ways = program.waysBack.get(token.step);
  if (ways === undefined || token.parent !== undefined || token.group === undefined) return [];
  const isNamed = (program.steps.get(token.step) as { sendBack?: StepId[] }).sendBack !== undefined;
  return ways.all.filter((to) => {
    const done = state.steps[to];
    if (done?.completedAt == null || isThere(state, to)) return false;
    if (isNamed) return true;
    // By the rule offices send back to offices, and only what came from there, not what came another way.
    const isOfOffices = !isParty(program, token.group ?? '') && !isParty(program, done.completedBy?.group ?? '');
    const cameFrom = token.reopened === undefined ? done.completedAt === token.since : done.completedAt <= token.since;
    return isOfOffices && cameFrom;
  });
}

function isThere(state: CaseState, step: StepId): boolean {
  return isOpen(state, step) || state.tokens.some((token) => token.step === step);
}

export function sendBack(run: Run, command: Of<'send-back'>): Refusal | undefined {
  const token = findFreeTask(run, command);
  if (isRefusal(token)) return token;
  const at = placeOf(token);
  const ways = waysBack(run.program, run.state, token);
  if (ways.length === 0) return refusal('not-open', 'no-way-back', [], at);
  const { to, reason, by } = command;
  const faults = [...(ways.includes(to) ? [] : [NO_WAY]), ...(reason.trim() === '' ? [blank('reason')] : [])];
  if (faults.length > 0) return refusal('invalid', 'form', faults, at);
  const performer = run.state.steps[to]?.completedBy?.person;
  const told = { reason, ...(performer === undefined ? {} : { performer }) };
  emit(run, { type: 'task-sent-back', ...aboutTask(token), to, ...told, by });
  goBack(run, token, to, { from: token.step, by, ...told });
  return undefined;
}

const NO_WAY = fault('to', 'no-way-back', 'it can not be sent back there', '不能退回到该环节');

/** Nobody has looked at what it led to: then who completed it last takes it back and has it. */
export function retrieveTask(run: Run, command: Of<'retrieve'>): Refusal | undefined {
  const { step: to, by } = command;
  const at = placeNamed(command);
  if (run.state.status !== 'open') return refusal('not-open', 'case-ended', [], at);
  const busy = caseIsBusy(run, at);
  if (busy !== undefined) return busy;
  if (by.person === undefined) return refusal('invalid', 'person-needed', [], at);
  const performer = run.state.steps[to]?.completedBy?.person;
  if (performer === undefined) return refusal('not-open', 'not-retrievable', [], at);
  if (!actsFor(by, performer)) return refusal('not-authorised', 'not-the-performer', [], at);
  const token = retrievableFrom(run.program, run.state, to);
  if (token === undefined) return refusal('not-open', 'not-retrievable', [], at);
  emit(run, { type: 'task-retrieved', ...aboutTask(token), to, by });
  const again = goBack(run, token, to, { from: token.step, by, performer });
  claim(run, tokenById(run.state, again) as Token, by);
  return undefined;
}

/** The open and untouched task that the completion of a step has led to. */
export function retrievableFrom(program: Program, state: CaseState, step: StepId): Token | undefined {
  return state.tokens.find(
    (token) =>
      token.state === 'open' &&
      token.claimedBy === undefined &&
      token.signing === undefined &&
      token.reopened === undefined &&
      program.waysBack.get(token.step)?.harmless.includes(step) === true &&
      state.steps[step]?.completedAt === token.since &&
      waysBack(program, state, token).includes(step),
  );
}

function goBack(run: Run, token: Token, to: StepId, reopened: Reopened): number {
  closeToken(run, token);
  occasion(run, { kind: 'closed', step: token.step }, NO_ROOTS);
  return reopen(run, to, token.scope, reopened);
}
