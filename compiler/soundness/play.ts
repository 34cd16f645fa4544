/**
 * One move of a case without data. What the engine does with tokens, scopes, joins and clocks, done on a marking; every
 * condition is a choice. What must not happen is noted on the way.
 */
import type { Deadline, Effect, Exit, Occasion, Script, StepId, SubprocessStep, TaskStep } from '../../engine/model.ts';
import { triggersOn } from '../../engine/triggers.ts';
import type { Type } from '../../rules/expression/type.ts';
import type { Choose } from './choices.ts';
import { Clocks } from './clocks.ts';
import { holds, type Knowledge, pathKey } from './conditions.ts';
import { type Frame, framesOf } from './frames.ts';
import { accepts, Impossible, refuses } from './judge.ts';
import { isOpen, type Mark, type Marking, marksOf, newMark, remember, remove, scopesOf } from './marking.ts';
import { domainBelow, domainOfType, formType, type Net } from './net.ts';

export interface Note {
  check: 'no-exit' | 'no-target' | 'piles-up' | 'improper-completion';
  step: StepId;
  other?: StepId;
  /** It hangs on a condition that the search does not understand. */
  inexact?: boolean;
}

/** Tokens of one step in one scope that are told apart. */
const TOKENS_MAX = 2;
const JOINING_MAX = 4;

export class Play {
  readonly net: Net;
  readonly marking: Marking;
  readonly notes: Note[] = [];
  /** Steps that the overdue script of a deadline closed. */
  readonly closedBy: string[] = [];
  private clock: string | undefined;
  private readonly know: Knowledge;
  private readonly clocks: Clocks;
  /** Type of `form` and `message` in the script that runs. */
  private form: Type | undefined;

  constructor(net: Net, marking: Marking, choose: Choose) {
    this.net = net;
    this.marking = marking;
    this.know = {
      choose,
      chosen: new Map(),
      domainOf: (root, path) => this.domainOf(root, path),
      mentioned: (key) => net.mentioned.get(key) ?? [],
      isOpen: (step) => isOpen(marking, step),
      isDone: (step) => (net.followed.has(step) ? marking.done.includes(step) : null),
      keyOf: (root, path) => this.keyOf(root, path),
      inexact: false,
      asksFlow: false,
    };
    this.clocks = new Clocks(net, marking, this.know);
  }

  get asksFlow(): boolean {
    return this.know.asksFlow;
  }

  private get ended(): boolean {
    return this.marking.outcome !== null;
  }

  private get choose(): Choose {
    return this.know.choose;
  }

  private domainOf(root: string, path: readonly string[]) {
    if (root === 'form' || root === 'message') return domainBelow(this.form, path);
    const [name = '', ...below] = path;
    if (root !== 'data') return domainOfType(undefined);
    return domainBelow(this.net.typeOfData(name), below);
  }

  private keyOf(root: string, path: readonly string[]): string {
    const fields = this.form?.kind === 'record' ? this.form.fields : {};
    const ofForm = root === 'form' || root === 'message' || (root === 'data' && fields[path[0] ?? ''] !== undefined);
    return pathKey(ofForm ? 'form' : root, path);
  }

  // ---- moves ----

  start(): void {
    this.clocks.occasion({ kind: 'case-started' });
    this.run(this.net.program.procedure.start, this.top(), undefined);
  }

  top(): Frame {
    return { list: this.marking.tokens, around: [] };
  }

  /** A token that has just arrived: its step opens, or, if automatic, runs. */
  arrive(mark: Mark, frame: Frame): void {
    const step = this.net.program.steps.get(mark.step);
    if (step === undefined) return remove(frame.list, mark);
    this.effects(step.onEnter, frame, step.id);
    if (this.ended) return;
    if (step.kind === 'join') {
      mark.state = 'joining';
      return;
    }
    if (step.kind === 'auto') return this.run(step.then, frame, mark, { kind: 'completed', step: step.id });
    if (this.net.followed.has(step.id)) remember(this.marking.opened, step.id);
    this.clocks.occasion({ kind: 'opened', step: step.id });
    mark.state = 'open';
    this.clocks.suspendFor(step.id);
    if (step.kind === 'subprocess') this.openScopes(step, mark, frame);
    else if (step.kind === 'task' && step.each !== undefined) this.openItems(step, mark, frame);
  }

  private openItems(step: TaskStep, mark: Mark, frame: Frame): void {
    mark.left = this.choose(3);
    if (mark.left === 0) this.completed(step.id, step.then, mark, frame);
  }

  private openScopes(step: SubprocessStep, mark: Mark, frame: Frame): void {
    if (step.each === undefined) {
      mark.state = 'scope';
      this.run(step.start, { list: mark.inner, around: [...frame.around, mark] }, undefined);
      return;
    }
    mark.state = 'instances';
    const instances = this.choose(3);
    if (instances === 0) return this.completed(step.id, step.then, mark, frame);
    mark.left = step.each.sequential ? instances - 1 : 0;
    for (let i = 0; i < instances - mark.left; i++) this.openInstance(step, mark, frame);
  }

  private openInstance(step: SubprocessStep, mark: Mark, frame: Frame): void {
    const instance = newMark(step.id, 'scope');
    mark.inner.push(instance);
    this.run(step.start, { list: instance.inner, around: [...frame.around, mark, instance] }, undefined);
  }

  /** A person completes the task, or one of its items. */
  complete(mark: Mark, frame: Frame): void {
    const step = this.net.program.steps.get(mark.step) as TaskStep;
    if (step.each === undefined) this.form = formType(step.form.fields);
    // What a check asks of the flow, such as step("x").open, it asks before the step is completed.
    if (refuses(step.form, this.know)) throw new Impossible();
    if (step.each === undefined) return this.completedWith(step, mark, frame);
    this.effects(step.onItem, frame, step.id);
    mark.left -= 1;
    if (mark.left > 0 && step.each.until !== undefined && this.choose(2) === 0) mark.left = 0;
    if (mark.left === 0 && !this.ended) this.completed(step.id, step.then, mark, frame);
  }

  /** The task closes and one that was done opens again, if it is not there. */
  sendBack(mark: Mark, frame: Frame, to: StepId): void {
    if (!this.marking.done.includes(to) || frame.list.some((other) => other.step === to)) throw new Impossible();
    remove(frame.list, mark);
    this.clocks.resumeAfter(mark.step);
    this.clocks.occasion({ kind: 'closed', step: mark.step });
    this.enter(to, frame, mark.side);
  }

  /** A form that its own checks refuse leads nowhere, and what was noted on the way is nothing. */
  private completedWith(step: TaskStep, mark: Mark, frame: Frame): void {
    let cut: unknown;
    try {
      this.completed(step.id, step.then, mark, frame);
    } catch (error) {
      if (!(error instanceof Impossible)) throw error;
      cut = error;
    }
    if (refuses(step.form, this.know)) {
      this.notes.length = 0;
      throw new Impossible();
    }
    if (cut !== undefined) throw cut;
  }

  branch(mark: Mark, frame: Frame, index: number): void {
    const step = this.net.program.steps.get(mark.step);
    const branch = step?.kind === 'wait' ? step.branches[index] : undefined;
    if (branch === undefined) return;
    if (branch.kind === 'message') {
      this.form = formType(this.net.program.messages.get(branch.message)?.form.fields ?? []);
    }
    this.completed(mark.step, branch.then, mark, frame);
  }

  overdue(deadline: Deadline): void {
    delete this.marking.clocks[deadline.id];
    this.clock = deadline.id;
    this.run(deadline.overdue, this.top(), undefined);
    if (!this.ended) this.clocks.occasion({ kind: 'overdue', deadline: deadline.id });
  }

  /** Delivers a message: to the first wait that names it, and to its own script while its windows are open. */
  message(id: string): void {
    const message = this.net.program.messages.get(id);
    if (message === undefined) return;
    this.form = formType(message.form.fields);
    const accepted = message.accepts.every((window) => accepts(window, this.marking, this.know));
    const waiting = this.waitFor(id);
    if (!accepted && waiting === undefined) return;
    this.clocks.occasion({ kind: 'message', message: id });
    if (waiting !== undefined) this.branch(waiting.mark, waiting.frame, waiting.index);
    if (accepted && !this.ended) this.run(message.do, this.top(), undefined);
  }

  private waitFor(message: string): { frame: Frame; mark: Mark; index: number } | undefined {
    for (const frame of framesOf(this.marking)) {
      for (const mark of frame.list) {
        const step = mark.state === 'open' ? this.net.program.steps.get(mark.step) : undefined;
        if (step?.kind !== 'wait') continue;
        const index = step.branches.findIndex(
          (branch) => branch.kind === 'message' && branch.message === message && holds(branch.when, this.know),
        );
        if (index >= 0) return { frame, mark, index };
      }
    }
    return undefined;
  }

  /** All tokens of a join go on as one. */
  passJoin(marks: readonly Mark[], frame: Frame, drains: boolean): void {
    const [mark, ...others] = marks;
    const step = mark === undefined ? undefined : this.net.program.steps.get(mark.step);
    if (mark === undefined || step?.kind !== 'join') return;
    for (const other of others) remove(frame.list, other);
    if (drains) frame.list.push(newMark(step.id, 'passed'));
    mark.state = 'running';
    this.run(step.then, frame, mark, { kind: 'completed', step: step.id });
  }

  /** A scope without a token is done. */
  completeScope(mark: Mark, frame: Frame): void {
    const step = this.net.program.steps.get(mark.step) as SubprocessStep;
    this.completed(step.id, step.then, mark, frame);
  }

  completeInstance(mark: Mark, instance: Mark, frame: Frame): void {
    const step = this.net.program.steps.get(mark.step) as SubprocessStep;
    remove(mark.inner, instance);
    if (mark.left > 0 && step.each?.until !== undefined && this.choose(2) === 0) mark.left = 0;
    if (mark.left > 0) {
      mark.left -= 1;
      return this.openInstance(step, mark, frame);
    }
    if (mark.inner.length === 0) this.completed(step.id, step.then, mark, frame);
  }

  private completed(id: StepId, then: Script, mark: Mark, frame: Frame): void {
    if (this.net.followed.has(id)) remember(this.marking.done, id);
    const on: Occasion = { kind: 'completed', step: id };
    this.clocks.occasionAtOnce(on);
    mark.state = 'running';
    mark.inner = [];
    this.clocks.resumeAfter(id);
    this.run(then, frame, mark, on, true);
  }

  // ---- scripts ----

  /** `mark`: the token that leaves with it. `told`: the occasion has been told but for what it starts. */
  private run(script: Script, frame: Frame, mark: Mark | undefined, on?: Occasion, told = false): void {
    const started = () => {
      if (on !== undefined && told) this.clocks.occasionStarts(on);
    };
    for (const clause of script) {
      if (!holds(clause.when, this.know)) continue;
      this.effects(clause.effects, frame, mark?.step);
      if (this.ended) return;
      if (clause.exit === undefined) continue;
      started();
      return this.leave(clause.exit, frame, mark, told ? undefined : on);
    }
    started();
    if (mark !== undefined) this.lost('no-exit', mark.step);
    this.leave({ kind: 'done' }, frame, mark, told ? undefined : on);
  }

  /** Nothing leads on. Where the conditions are not understood, it is told as possible and not followed. */
  private lost(check: 'no-exit' | 'no-target', step: StepId): void {
    this.notes.push({ check, step, inexact: this.know.inexact });
    if (this.know.inexact) throw new Impossible();
  }

  private leave(exit: Exit, frame: Frame, mark: Mark | undefined, on: Occasion | undefined): void {
    if (exit.kind === 'end') return this.end(exit, mark);
    if (mark !== undefined) remove(frame.list, mark);
    if (on?.kind === 'completed') {
      if (this.net.followed.has(on.step)) remember(this.marking.done, on.step);
      this.clocks.occasion(on);
    }
    if (exit.kind === 'error') return this.raise('error', exit.code, frame);
    if (exit.kind !== 'goto') return;
    const targets = exit.targets.filter((target) => holds(target.when, this.know));
    if (targets.length === 0 && mark !== undefined) this.lost('no-target', mark.step);
    for (const { step } of targets) this.enter(step, frame, false);
  }

  private end(exit: Extract<Exit, { kind: 'end' }>, mark: Mark | undefined): void {
    const { outcome } = exit;
    const others = [...marksOf(this.marking.tokens)].filter(
      (other) => other !== mark && !other.side && other.state === 'open',
    );
    for (const { step } of others) {
      const kind = this.net.program.steps.get(step)?.kind;
      if (mark !== undefined && !mark.side && kind === 'task' && step !== mark.step) {
        this.notes.push({ check: 'improper-completion', step: mark.step, other: step });
      }
    }
    this.marking.outcome = outcome.op === 'const' ? String(outcome.value) : '=';
    this.marking.tokens.length = 0;
    this.marking.clocks = {};
  }

  private enter(id: StepId, frame: Frame, side: boolean): void {
    const here = frame.list.filter((mark) => mark.step === id && mark.state !== 'passed').length;
    const isJoin = this.net.program.steps.get(id)?.kind === 'join';
    if (here >= (isJoin ? JOINING_MAX : TOKENS_MAX)) return void this.notes.push({ check: 'piles-up', step: id });
    this.clocks.occasion({ kind: 'reached', step: id });
    frame.list.push({ ...newMark(id), side });
  }

  // ---- effects ----

  private effects(effects: readonly Effect[], frame: Frame, step: StepId | undefined): void {
    for (const effect of effects) {
      if (this.ended) return;
      if (holds(effect.when, this.know)) this.effect(effect, frame, step);
    }
  }

  /** Whether it is ever served is open; that a clock runs from it later than from now makes no other way. */
  private issued(document: string): void {
    this.clocks.occasion({ kind: 'issued', document });
    const served = { kind: 'served', document } as const;
    if (triggersOn(this.net.program.triggers, served).length > 0 && this.choose(2) === 0) this.clocks.occasion(served);
  }

  private effect(effect: Effect, frame: Frame, step: StepId | undefined): void {
    const { chosen } = this.know;
    switch (effect.kind) {
      case 'set':
        for (const { name, value } of effect.values) {
          if (value.op === 'const') chosen.set(this.keyOf('data', [name]), value.value);
          else chosen.delete(this.keyOf('data', [name]));
        }
        return;
      case 'decide':
        for (const key of [...chosen.keys()]) if (key.startsWith('data.') || key.startsWith('?')) chosen.delete(key);
        this.clocks.occasion({ kind: 'decided', decision: effect.decision });
        if (effect.each === undefined || 'into' in effect.each) return;
        if (this.choose(2) === 0) this.effects(effect.each.effects, frame, step);
        return;
      case 'document':
        if (effect.document.op === 'const') this.issued(String(effect.document.value));
        return;
      case 'close':
        return this.close(effect.steps);
      case 'open':
        if (!isOpen(this.marking, effect.step)) this.enter(effect.step, frame, true);
        return;
      case 'deadline':
        return this.clocks.act(effect.action, effect.deadline);
      case 'raise':
        return this.raise('escalation', effect.code, frame);
      case 'for': {
        const sure = effect.items.op === 'const' && Array.isArray(effect.items.value) && effect.items.value.length > 0;
        if (sure || this.choose(2) === 0) this.effects(effect.effects, frame, step);
        return;
      }
      default:
        return;
    }
  }

  private close(steps: readonly StepId[]): void {
    for (const step of steps) {
      let closed = false;
      for (const list of scopesOf(this.marking.tokens)) {
        for (const mark of list.filter((found) => found.step === step && found.state !== 'passed')) {
          remove(list, mark);
          closed = true;
        }
      }
      if (!closed) continue;
      if (this.clock !== undefined) this.closedBy.push(`${this.clock} ${step}`);
      this.clocks.resumeAfter(step);
      this.clocks.occasion({ kind: 'closed', step });
    }
  }

  /** The nearest scope around that catches the code. */
  private raise(kind: 'error' | 'escalation', code: string, frame: Frame): void {
    for (let at = frame.around.length - 1; at >= 0; at--) {
      const mark = frame.around[at] as Mark;
      if (mark.state !== 'scope') continue;
      const step = this.net.program.steps.get(mark.step) as SubprocessStep;
      const caught = step.catches.find((each) => each.kind === kind && each.code === code);
      if (caught === undefined) continue;
      return this.caught(caught, frame.around.slice(0, at), mark);
    }
  }

  private caught(caught: SubprocessStep['catches'][number], around: Mark[], mark: Mark): void {
    const parent = around.at(-1);
    const isInstance = parent?.state === 'instances';
    const outer = isInstance ? around.slice(0, -1) : around;
    const list = outer.at(-1)?.inner ?? this.marking.tokens;
    const frame: Frame = { list, around: outer };
    if (!caught.interrupting) return this.run(caught.then, frame, undefined);
    if (isInstance && parent !== undefined) {
      // The instance is over; what the catch leads to is not followed, as in the engine.
      this.completeInstance(parent, mark, frame);
      return;
    }
    mark.state = 'running';
    mark.inner = [];
    this.run(caught.then, frame, mark);
  }
}
