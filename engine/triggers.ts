/** Which deadlines an occasion concerns, looked up by what it is of. Pure. */
import type { Deadline, Occasion, Procedure, Trigger } from './model.ts';

/** What an occasion does to a deadline, in the order of specs: a completion resumes, then meets, then the rest. */
export const PHASES = ['resumes', 'met', 'suspends', 'cancels', 'starts'] as const;
export type Phase = (typeof PHASES)[number];

export interface BoundTrigger {
  deadline: Deadline;
  phase: Phase;
  trigger: Trigger;
}

/** By kind of occasion, and by what it is of. Looked up at every step of a case: no text is put together for it. */
export type Triggers = ReadonlyMap<Occasion['kind'], ReadonlyMap<string, readonly BoundTrigger[]>>;

/** The step, document, decision, message or deadline of an occasion; the start of a case is of nothing. */
export function subjectOf(on: Occasion): string {
  switch (on.kind) {
    case 'case-started':
      return '';
    case 'issued':
    case 'served':
      return on.document;
    case 'decided':
      return on.decision;
    case 'message':
      return on.message;
    case 'overdue':
      return on.deadline;
    default:
      return on.step;
  }
}

export function triggersOf(procedure: Procedure): Triggers {
  const result = new Map<Occasion['kind'], Map<string, BoundTrigger[]>>();
  for (const phase of PHASES) {
    for (const deadline of procedure.deadlines) {
      for (const trigger of deadline[phase]) {
        const ofKind = result.get(trigger.on.kind) ?? new Map<string, BoundTrigger[]>();
        const subject = subjectOf(trigger.on);
        ofKind.set(subject, [...(ofKind.get(subject) ?? []), { deadline, phase, trigger }]);
        result.set(trigger.on.kind, ofKind);
      }
    }
  }
  return result;
}

const NONE: readonly BoundTrigger[] = [];

/** In the order in which they act: by phase, and within a phase by the order of the deadlines. */
export function triggersOn(triggers: Triggers, on: Occasion): readonly BoundTrigger[] {
  return triggers.get(on.kind)?.get(subjectOf(on)) ?? NONE;
}
