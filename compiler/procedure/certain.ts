/**
 * What is surely known where: which case data are there in any case, written on every way, and which codes they have
 * not. A greatest fixed point over steps, messages and deadlines; what any script clears is never certain.
 */
import type {
  Clause,
  Deadline,
  Effect,
  Message,
  Occasion,
  Procedure,
  Script,
  Step,
  StepId,
} from '../../engine/model.ts';
import type { Form } from '../../rules/form/model.ts';
import { decided, type Facts, type FixedCodes, fixedCodes, taught } from './codes.ts';
import type { Context } from './context.ts';
import { deadlineActions } from './deadline-actions.ts';
import { writtenBy } from './effects.ts';
import { effectsIn } from './walk.ts';

type Around = Pick<Context, 'around'>;

/** Where something is known: a step's id, `message x`, `deadline x`, or `` from the start. */
export type Where = string;

export const inMessage = (id: string): Where => `message ${id}`;
export const inOverdue = (id: string): Where => `deadline ${id}`;

export function certainData(procedure: Procedure, around: Around): Map<Where, Facts> {
  return new Certainty(procedure, around).solve();
}

class Certainty {
  private readonly procedure: Procedure;
  private readonly around: Around;
  private readonly messages: ReadonlyMap<string, Message>;
  private readonly cleared: ReadonlySet<string>;
  private readonly fixed: FixedCodes;
  private readonly startedByHand: ReadonlySet<string>;
  private readonly base: Facts;
  private readonly known = new Map<Where, Facts>();
  /** Of the round at work: what all ways bring that lead there. */
  private found = new Map<Where, Set<string>>();

  constructor(procedure: Procedure, around: Around) {
    this.procedure = procedure;
    this.around = around;
    this.messages = new Map(procedure.messages.map((message) => [message.id, message]));
    const effects = effectsIn(procedure);
    this.cleared = withdrawnNames(procedure, effects);
    this.fixed = fixedCodes(procedure, new Set([...this.cleared, ...writtenLater(procedure, effects, around)]));
    this.startedByHand = deadlineActions(procedure, ['start']);
    this.base = this.with([], this.brought(procedure.input, new Set()));
  }

  solve(): Map<Where, Facts> {
    this.known.set('', this.base);
    for (let changed = true; changed; ) {
      this.found = new Map();
      this.round();
      changed = false;
      for (const [where, facts] of this.found) {
        if (facts.size === this.known.get(where)?.size) continue;
        this.known.set(where, facts);
        changed = true;
      }
    }
    const { steps, messages, deadlines } = this.procedure;
    const all = [
      ...steps.map(({ id }) => id),
      ...messages.map(({ id }) => inMessage(id)),
      ...deadlines.map(({ id }) => inOverdue(id)),
    ];
    for (const where of all) if (!this.known.has(where)) this.known.set(where, this.base);
    return this.known;
  }

  private round(): void {
    const { start, steps, messages, deadlines } = this.procedure;
    this.script(start, this.base);
    for (const step of steps) this.step(step);
    for (const message of messages) this.message(message);
    for (const deadline of deadlines) this.deadline(deadline);
  }

  /** A way that leads there. */
  private leads(to: Where, facts: Facts): void {
    const before = this.found.get(to);
    this.found.set(to, before === undefined ? new Set(facts) : new Set([...before].filter((fact) => facts.has(fact))));
  }

  private with(facts: Iterable<string>, more: Iterable<string>): Facts {
    const result = new Set(facts);
    for (const fact of more) if (!this.cleared.has(fact)) result.add(fact);
    return result;
  }

  // ---- steps ----

  private step(step: Step): void {
    const here = this.known.get(step.id);
    if (here === undefined) return;
    this.opens(step.onEnter, here);
    switch (step.kind) {
      case 'wait':
        for (const branch of step.branches) {
          const message = branch.kind === 'message' ? this.messages.get(branch.message) : undefined;
          this.script(branch.then, here, message?.merges === true ? message.form : undefined);
        }
        return;
      case 'subprocess':
        this.script(step.start, here);
        for (const caught of step.catches) this.script(caught.then, here);
        return this.script(step.then, here);
      case 'task':
        this.opens(step.onItem, here);
        return this.script(step.then, here, step.each === undefined ? step.form : undefined);
      default:
        return this.script(step.then, here);
    }
  }

  /** `form`: what was filled in before. */
  private script(script: Script, before: Facts, form?: Form): void {
    let sure = before;
    for (const clause of script) {
      const { when, exit, effects } = clause;
      if (when !== undefined && decided(when, sure, this.fixed) === false) continue;
      const inside = this.with(sure, taught(when, true, this.fixed));
      const entered = form === undefined ? inside : this.with(inside, this.brought(form, inside));
      this.opens(effects, entered);
      const after = this.with(entered, this.writtenIn(clause));
      for (const target of exit?.kind === 'goto' ? exit.targets : []) {
        this.leads(target.step, this.with(after, taught(target.when, true, this.fixed)));
      }
      if (when === undefined) sure = after;
      else if (exit !== undefined) sure = this.with(sure, taught(when, false, this.fixed));
    }
  }

  /** Side steps that effects open, however deep. */
  private opens(effects: readonly Effect[], facts: Facts): void {
    for (const effect of effects) {
      if (effect.kind === 'open') this.leads(effect.step, facts);
      if (effect.kind === 'for') this.opens(effect.effects, facts);
      if (effect.kind === 'decide' && effect.each !== undefined && 'key' in effect.each)
        this.opens(effect.each.effects, facts);
    }
  }

  private writtenIn({ effects }: Clause): string[] {
    return effects.flatMap((effect) => (effect.when === undefined ? writtenBy(effect, this.around) : []));
  }

  /** Names that a form surely brings. */
  private brought({ fields }: Form, facts: Facts): string[] {
    const holds = (condition: (typeof fields)[number]['when']) =>
      condition === undefined || decided(condition, facts, this.fixed) === true;
    return fields.flatMap(({ name, optional, required, when }) =>
      optional !== true && holds(required) && holds(when) ? [name] : [],
    );
  }

  // ---- messages and deadlines ----

  /** What is known at every step while one of which it counts. */
  private message({ id, accepts, merges, form, do: script }: Message): void {
    const windows = accepts.flatMap((window) => (window.kind === 'while' ? [this.meetOf(window.steps)] : []));
    if (windows.includes(undefined)) return;
    const here = this.with(
      this.base,
      windows.flatMap((facts) => [...(facts ?? [])]),
    );
    this.leads(inMessage(id), here);
    this.script(script, here, merges ? form : undefined);
  }

  private deadline(deadline: Deadline): void {
    for (const { on } of deadline.starts) {
      const facts = this.when(on);
      if (facts !== undefined) this.leads(inOverdue(deadline.id), facts);
    }
    if (this.startedByHand.has(deadline.id)) this.leads(inOverdue(deadline.id), this.base);
    const here = this.known.get(inOverdue(deadline.id));
    if (here !== undefined) this.script(deadline.overdue, here);
  }

  /** What is known when an occasion comes; undefined: it has not been found to come yet. */
  private when(on: Occasion): Facts | undefined {
    switch (on.kind) {
      case 'opened':
      case 'reached':
      case 'closed':
        return this.known.get(on.step);
      case 'completed':
        return this.afterStep(on.step);
      case 'message':
        return this.known.get(inMessage(on.message));
      case 'overdue':
        return this.known.get(inOverdue(on.deadline));
      default:
        return this.base;
    }
  }

  private afterStep(id: StepId): Facts | undefined {
    const here = this.known.get(id);
    const step = this.procedure.steps.find((found) => found.id === id);
    if (here === undefined || step?.kind !== 'task' || step.each !== undefined) return here;
    return this.with(here, this.brought(step.form, here));
  }

  private meetOf(steps: readonly StepId[]): Facts | undefined {
    const all = steps.flatMap((step) => this.known.get(step) ?? []);
    const [first, ...others] = all;
    return first && new Set([...first].filter((fact) => others.every((facts) => facts.has(fact))));
  }
}

// ---- what is written and dropped anywhere ----

function writtenLater(procedure: Procedure, effects: readonly Effect[], around: Around): Set<string> {
  const names = new Set<string>();
  const add = (form: Form) => {
    for (const { name } of form.fields) names.add(name);
  };
  for (const step of procedure.steps) if (step.kind === 'task') add(step.form);
  for (const message of procedure.messages) add(message.form);
  for (const effect of effects) for (const name of writtenBy(effect, around)) names.add(name);
  return names;
}

/** Dropped by a script, or by null in a later form that need not give them. */
function withdrawnNames(procedure: Procedure, effects: readonly Effect[]): Set<string> {
  const tasks = procedure.steps.flatMap((step) => (step.kind === 'task' && step.each === undefined ? [step.form] : []));
  const forms = [...tasks, ...procedure.messages.flatMap(({ form, merges }) => (merges ? [form] : []))];
  const names = new Set(
    forms.flatMap(({ fields }) =>
      fields.flatMap(({ name, optional, required }) => (optional === true || required !== undefined ? [name] : [])),
    ),
  );
  for (const effect of effects) if (effect.kind === 'clear') for (const name of effect.names) names.add(name);
  return names;
}
