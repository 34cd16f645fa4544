/**
 * Which case data are there in any case when a step is reached: written on every path to it. A greatest fixed point
 * over the flow; what any script clears is never certain.
 */
import type { Clause, Message, Procedure, Script, Step, StepId } from '../../engine/model.ts';
import type { Form } from '../../rules/form/model.ts';
import { mayBeAbsent } from '../fields.ts';
import type { Context } from './context.ts';
import { writtenBy } from './effects.ts';

type Names = ReadonlySet<string>;

interface Edge {
  /** Undefined: from outside the flow (start, messages, overdue), where only the start input is certain. */
  from: StepId | undefined;
  to: StepId;
  adds: string[];
}

/** By step; under `''` what is there from the start. */
export function certainData(procedure: Procedure, around: Pick<Context, 'around'>): Map<string, Names> {
  const cleared = clearedNames(procedure);
  const base = new Set(requiredNames(procedure.input).filter((name) => !cleared.has(name)));
  const edges = edgesOf(procedure, around);
  const result = new Map<string, Names>();
  for (let changed = true; changed; ) {
    changed = false;
    for (const { id } of procedure.steps) {
      const found = meetOf(
        edges.filter(({ to }) => to === id),
        result,
        base,
        cleared,
      );
      if (found !== undefined && found.size !== result.get(id)?.size) {
        result.set(id, found);
        changed = true;
      }
    }
  }
  for (const { id } of procedure.steps) if (!result.has(id)) result.set(id, base);
  return result.set('', base);
}

/** What all edges bring that are known so far; undefined: none is. */
function meetOf(
  edges: readonly Edge[],
  known: ReadonlyMap<string, Names>,
  base: Names,
  cleared: Names,
): Names | undefined {
  let result: Set<string> | undefined;
  for (const { from, adds } of edges) {
    const before = from === undefined ? base : known.get(from);
    if (before === undefined) continue;
    const brought = new Set([...before, ...adds.filter((name) => !cleared.has(name))]);
    result = result === undefined ? brought : new Set([...result].filter((name) => brought.has(name)));
  }
  return result;
}

function edgesOf(procedure: Procedure, around: Pick<Context, 'around'>): Edge[] {
  const messages = new Map(procedure.messages.map((message) => [message.id, message]));
  const edges = [...scriptEdges(procedure.start, undefined, [], around)];
  for (const step of procedure.steps) edges.push(...stepEdges(step, messages, around));
  for (const message of procedure.messages) edges.push(...scriptEdges(message.do, undefined, brought(message), around));
  for (const deadline of procedure.deadlines) edges.push(...scriptEdges(deadline.overdue, undefined, [], around));
  return edges;
}

function* stepEdges(
  step: Step,
  messages: ReadonlyMap<string, Message>,
  around: Pick<Context, 'around'>,
): Generator<Edge> {
  const { id } = step;
  if (step.kind === 'wait') {
    for (const branch of step.branches) {
      const message = branch.kind === 'message' ? messages.get(branch.message) : undefined;
      yield* scriptEdges(branch.then, id, message === undefined ? [] : brought(message), around);
    }
    return;
  }
  if (step.kind === 'subprocess') {
    yield* scriptEdges(step.start, id, [], around);
    for (const caught of step.catches) yield* scriptEdges(caught.then, id, [], around);
  }
  const form = step.kind === 'task' && step.each === undefined ? requiredNames(step.form) : [];
  yield* scriptEdges(step.then, id, form, around);
}

function brought(message: Message): string[] {
  return message.merges ? requiredNames(message.form) : [];
}

function* scriptEdges(
  script: Script,
  from: StepId | undefined,
  brings: string[],
  around: Pick<Context, 'around'>,
): Generator<Edge> {
  let sure = brings;
  for (const clause of script) {
    const adds = [...sure, ...writtenIn(clause, around)];
    for (const effect of clause.effects) if (effect.kind === 'open') yield { from, to: effect.step, adds: sure };
    if (clause.exit?.kind === 'goto') for (const { step } of clause.exit.targets) yield { from, to: step, adds };
    if (clause.when === undefined) sure = adds;
  }
}

function writtenIn(clause: Clause, around: Pick<Context, 'around'>): string[] {
  return clause.effects.flatMap((effect) => (effect.when === undefined ? writtenBy(effect, around) : []));
}

function requiredNames(form: Form): string[] {
  return form.fields.filter((field) => !mayBeAbsent(field)).map(({ name }) => name);
}

function clearedNames(procedure: Procedure): Set<string> {
  const names = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit);
    if (typeof part !== 'object' || part === null) return;
    const { kind, names: cleared } = part as { kind?: string; names?: string[] };
    if (kind === 'clear') for (const name of cleared ?? []) names.add(name);
    for (const child of Object.values(part)) if (typeof child === 'object') visit(child);
  };
  visit([procedure.start, procedure.steps, procedure.deadlines, procedure.messages]);
  return names;
}
