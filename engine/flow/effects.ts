/** Effects: each becomes the fact that it is owed; carrying it out is the shell's. */
import type { Expr } from '../../rules/expression/tree.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import { cancel, extend, meet, resume, start, suspend } from '../deadlines/change.ts';
import { occasion } from '../deadlines/occasions.ts';
import type { Deadline, DecideEffect, Effect, Frame } from '../model.ts';
import { assigned, emit, holds, isOpen, itemOf, type Run, type Scope, text, texts, tokenById, value } from '../run.ts';
import { closeSteps } from './close.ts';
import { enter } from './enter.ts';
import { compensate, raise } from './scopes.ts';

const DEADLINE_ACTIONS = { suspend, resume, meet, cancel } as const;

export function perform(run: Run, effect: Effect, scope: Scope): void {
  const { roots } = scope;
  switch (effect.kind) {
    case 'set':
      return setData(run, assigned(run, roots, effect.values, true));
    case 'clear':
      return void emit(run, { type: 'data-set', set: {}, clear: effect.names });
    case 'merge':
      return setData(run, (roots.message ?? {}) as JsonObject);
    case 'document':
      return issue(run, effect, scope);
    case 'notify': {
      const template = text(run, roots, effect.template) ?? '';
      for (const to of texts(run, roots, effect.to)) emit(run, { type: 'notified', to, template });
      return;
    }
    case 'escalate':
      return escalate(run, effect, scope);
    case 'register': {
      const key = text(run, roots, effect.key) ?? '';
      const written = effect.values.filter((assignment) => !isAbsent(run, assignment.value));
      const values = assigned(run, roots, written, true);
      const adds = effect.adds === undefined ? {} : { adds: assigned(run, roots, effect.adds, false) };
      return void emit(run, { type: 'registered', register: effect.register, key, values, ...adds });
    }
    case 'start': {
      const input = assigned(run, roots, effect.input, false);
      const link = effect.link === undefined ? {} : { link: effect.link };
      return void emit(run, { type: 'case-started', definition: effect.procedure, input, ...link });
    }
    case 'offer': {
      const input = assigned(run, roots, effect.input, false);
      for (const to of texts(run, roots, effect.to)) {
        emit(run, { type: 'start-offered', definition: effect.procedure, to, input });
      }
      return;
    }
    case 'send': {
      const match = assigned(run, roots, effect.match, true);
      const data = assigned(run, roots, effect.data, false);
      return void emit(run, {
        type: 'message-sent',
        definition: effect.procedure,
        message: effect.message,
        match,
        data,
      });
    }
    case 'deadline': {
      const deadline = deadlineOf(run, effect.deadline);
      if (effect.action === 'start') return start(run, deadline, roots);
      return DEADLINE_ACTIONS[effect.action](run, deadline);
    }
    case 'extend': {
      const days = value(run, roots, effect.days);
      if (typeof days === 'number') extend(run, deadlineOf(run, effect.deadline), days, effect.times);
      return;
    }
    case 'close':
      return closeSteps(run, effect.steps);
    case 'open':
      if (!isThere(run, effect.step)) enter(run, effect.step, scope.scope);
      return;
    case 'raise':
      return raise(run, effect.code, scope);
    case 'compensate':
      return compensate(run, effect.steps);
    case 'for':
      return repeat(run, effect, scope);
    case 'decide':
      throw new Error('a rule stands in no list of effects that must run through; the compiler lets none through');
  }
}

/** Case data that are not there write nothing: a row keeps what another step wrote. */
function isAbsent(run: Run, expr: Expr): boolean {
  if (expr.op !== 'path' || expr.root !== 'data' || expr.path.length !== 1) return false;
  return !((expr.path[0] as string) in run.state.data);
}

function setData(run: Run, set: JsonObject): void {
  emit(run, { type: 'data-set', set });
}

function issue(run: Run, effect: Extract<Effect, { kind: 'document' }>, scope: Scope): void {
  const document = text(run, scope.roots, effect.document) ?? '';
  emit(run, { type: 'document-issued', document });
  occasion(run, { kind: 'issued', document }, scope.roots);
}

function escalate(run: Run, effect: Extract<Effect, { kind: 'escalate' }>, scope: Scope): void {
  const { deadline } = scope;
  if (deadline === undefined) return;
  for (const to of texts(run, scope.roots, effect.to)) emit(run, { type: 'escalated', deadline, to });
}

function repeat(run: Run, effect: Extract<Effect, { kind: 'for' }>, scope: Scope): void {
  const items = value(run, scope.roots, effect.items);
  if (!Array.isArray(items)) return;
  for (const item of items) {
    const inner = { ...scope, roots: { ...scope.roots, [effect.as]: item } };
    for (const each of effect.effects) if (holds(run, inner.roots, each.when)) perform(run, each, inner);
  }
}

function isThere(run: Run, step: string): boolean {
  return isOpen(run.state, step) || run.state.tokens.some((token) => token.step === step);
}

function deadlineOf(run: Run, id: string): Deadline {
  const deadline = run.program.deadlines.get(id);
  if (deadline === undefined) throw new Error(`no deadline ${id}; the compiler lets none through`);
  return deadline;
}

/** Sends a rule out: with `each`, one evaluation an element. */
export function callRule(run: Run, effect: DecideEffect, frame: Frame, scope: Scope): void {
  const { each } = effect;
  const elements = each === undefined ? [] : asList(value(run, scope.roots, each.items));
  const evaluations =
    each === undefined
      ? [evaluationOf(run, effect, scope.roots)]
      : elements.map((element) => evaluationOf(run, effect, { ...scope.roots, [each.as]: element }));
  emit(run, { type: 'rule-called', call: run.state.nextCall, frame: waitingFrame(frame, each, elements), evaluations });
}

/** What is told element by element finds its elements in the frame again, under the name of one. */
function waitingFrame(frame: Frame, each: DecideEffect['each'], elements: Json[]): Frame {
  if (each === undefined || 'into' in each) return frame;
  return { ...frame, locals: { ...frame.locals, [each.as]: elements } };
}

function evaluationOf(run: Run, effect: DecideEffect, roots: JsonObject): { decision: string; inputs: JsonObject } {
  return { decision: effect.decision, inputs: assigned(run, roots, effect.with, false) };
}

function asList(found: Json): Json[] {
  return Array.isArray(found) ? found : [];
}

/** The item under whose key a rule's outputs lie, if it was run for one. */
export function itemOfScope(run: Run, scope: Scope): { step: string; key: string } | undefined {
  const token = scope.token === null ? undefined : tokenById(run.state, scope.token);
  const item = token === undefined ? undefined : itemOf(run.state, token);
  return token === undefined || item === undefined ? undefined : { step: token.step, key: item.key };
}
