/**
 * A message arrives. One that the procedure does not know, or whose data do not fit, is refused; one that nothing
 * waits for is recorded and changes nothing.
 */
import { checkForm } from '../../rules/form/check.ts';
import type { JsonObject } from '../../rules/json.ts';
import { occasion, occasionAtOnce, resumeAfter } from '../deadlines/occasions.ts';
import { stepOf } from '../flow/enter.ts';
import { OF_CASE, runScript } from '../flow/script.ts';
import type { Command, Message, Refusal, Token, WaitStep, Window } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, environment, holds, isOpen, NO_ROOTS, type Run, rootsOf, texts, tokenById } from '../run.ts';

export function deliverMessage(run: Run, command: Extract<Command, { type: 'message' }>): Refusal | undefined {
  const at = { message: command.message };
  if (run.state.status !== 'open') return refusal('not-open', 'case-ended', [], at);
  const message = run.program.messages.get(command.message);
  if (message === undefined) return refusal('invalid', 'unknown-message', [], at);
  if (command.by !== undefined && !maySend(run, message, command.by.group)) {
    return refusal('not-authorised', 'other-group', [], at);
  }
  const checked = checkForm(message.form, command.data, { env: environment(run, NO_ROOTS), later: true });
  if (checked.faults.length > 0) return refusal('invalid', 'form', checked.faults, at);

  deliver(run, message, command, checked);
  return undefined;
}

function maySend(run: Run, message: Message, group: string): boolean {
  return message.from.length === 0 || message.from.some((from) => texts(run, {}, from).includes(group));
}

function deliver(
  run: Run,
  message: Message,
  { by }: { by?: Extract<Command, { type: 'message' }>['by'] },
  { values, cleared }: { values: JsonObject; cleared: string[] },
): void {
  const roots = { message: values };
  const accepted = message.accepts.every((window) => isIn(run, window, roots));
  const waiting = waitingFor(run, message.id, roots);
  const acts =
    accepted && (message.do.length > 0 || message.accepts.length > 0 || !run.program.awaited.has(message.id));
  const effective = acts || waiting !== undefined;
  emit(run, {
    type: 'message-received',
    message: message.id,
    ...(by === undefined ? {} : { by }),
    data: values,
    merged: effective && message.merges,
    clear: cleared,
  });
  if (!effective) return;
  if (waiting !== undefined) take(run, waiting.token, message.id);
  occasion(run, { kind: 'message', message: message.id }, roots);
  if (waiting !== undefined) completeWait(run, waiting, roots);
  if (acts && run.state.status === 'open') runScript(run, `message:${message.id}`, { ...OF_CASE, roots });
}

interface Waiting {
  token: Token;
  branch: number;
}

/** The oldest open wait that names the message. */
function waitingFor(run: Run, message: string, roots: JsonObject): Waiting | undefined {
  for (const token of run.state.tokens) {
    const step = token.state === 'open' ? stepOf(run, token.step) : undefined;
    if (step?.kind !== 'wait') continue;
    const branch = branchFor(run, step, message, { ...rootsOf(run.state, token), ...roots });
    if (branch >= 0) return { token, branch };
  }
  return undefined;
}

function branchFor(run: Run, step: WaitStep, message: string, roots: JsonObject): number {
  return step.branches.findIndex(
    (branch) => branch.kind === 'message' && branch.message === message && holds(run, roots, branch.when),
  );
}

function take(run: Run, token: Token, message: string): void {
  emit(run, { type: 'wait-completed', token: token.id, step: token.step, message });
  resumeAfter(run, token.step);
}

function completeWait(run: Run, { token, branch }: Waiting, brought: JsonObject): void {
  if (tokenById(run.state, token.id) === undefined) return;
  const roots = { ...rootsOf(run.state, token), ...brought };
  const on = { kind: 'completed', step: token.step } as const;
  occasionAtOnce(run, on, roots);
  runScript(run, `wait:${token.step}:${branch}`, { token: token.id, scope: token.scope, roots }, on);
}

function isIn(run: Run, window: Window, roots: JsonObject): boolean {
  switch (window.kind) {
    case 'while':
      return window.steps.some((step) => isOpen(run.state, step));
    case 'until-opened':
      return window.steps.every((step) => (run.state.steps[step]?.opened ?? 0) === 0);
    case 'until-done':
      return window.steps.every((step) => (run.state.steps[step]?.completed ?? 0) === 0);
    case 'when':
      return holds(run, roots, window.when);
  }
}
