/** Deadlines that can move the case: what occasions do to them. */
import type { Deadline, Occasion, StepId } from '../../engine/model.ts';
import { triggersOn } from '../../engine/triggers.ts';
import { holds, type Knowledge } from './conditions.ts';
import { isOpen, type Marking } from './marking.ts';
import type { Net } from './net.ts';

export class Clocks {
  private readonly net: Net;
  private readonly marking: Marking;
  private readonly know: Knowledge;

  constructor(net: Net, marking: Marking, know: Knowledge) {
    this.net = net;
    this.marking = marking;
    this.know = know;
  }

  occasion(on: Occasion): void {
    this.occasionAtOnce(on);
    this.occasionStarts(on);
  }

  occasionAtOnce(on: Occasion): void {
    const actions = { resumes: 'resume', met: 'meet', suspends: 'suspend', cancels: 'cancel' } as const;
    for (const bound of triggersOn(this.net.program.triggers, on)) {
      if (bound.phase !== 'starts' && this.applies(bound)) this.act(actions[bound.phase], bound.deadline.id);
    }
  }

  occasionStarts(on: Occasion): void {
    for (const bound of triggersOn(this.net.program.triggers, on)) {
      if (bound.phase === 'starts' && this.applies(bound)) this.act('start', bound.deadline.id);
    }
  }

  private applies({ deadline, trigger }: { deadline: Deadline; trigger: Deadline['starts'][number] }): boolean {
    if (!this.net.clocks.has(deadline.id)) return false;
    if ('which' in trigger.on && trigger.on.which !== undefined && this.know.choose(2) === 1) return false;
    return holds(trigger.when, this.know);
  }

  act(action: 'start' | 'suspend' | 'resume' | 'meet' | 'cancel', id: string): void {
    const deadline = this.net.clocks.get(id);
    const { clocks } = this.marking;
    if (deadline === undefined) return;
    if (action === 'start') {
      if (mayNotStart(deadline) && this.know.choose(2) === 1) return;
      const waits = deadline.suspendedWhile.some((step) => isOpen(this.marking, step));
      clocks[id] = waits ? 'suspended' : 'running';
    } else if (action === 'meet' || action === 'cancel') delete clocks[id];
    else if (clocks[id] !== undefined) clocks[id] = action === 'suspend' ? 'suspended' : 'running';
  }

  suspendFor(step: StepId): void {
    for (const { id } of this.net.program.suspendedBy.get(step) ?? []) this.act('suspend', id);
  }

  resumeAfter(step: StepId): void {
    for (const { id, suspendedWhile } of this.net.program.suspendedBy.get(step) ?? []) {
      if (!suspendedWhile.some((other) => other !== step && isOpen(this.marking, other))) this.act('resume', id);
    }
  }
}

/** By its conditions, or because a date may be missing. */
function mayNotStart({ lengths, from }: Deadline): boolean {
  const [first] = lengths;
  if (first === undefined || first.when !== undefined || first.basis === 'none') return true;
  const length = first.basis === 'fixed' ? first.date : first.days;
  return length.op !== 'const' || (from !== undefined && from.op !== 'const');
}
