/** Which deadlines an occasion concerns, looked up by what names it. Pure. */
import type { Deadline, Occasion, Procedure, Trigger } from './model.ts';

/** What an occasion does to a deadline, in the order of specs: a completion resumes, then meets, then the rest. */
export type Phase = 'resumes' | 'met' | 'suspends' | 'cancels' | 'starts';

export interface BoundTrigger {
  deadline: Deadline;
  phase: Phase;
  trigger: Trigger;
}

export function occasionKey(on: Occasion): string {
  switch (on.kind) {
    case 'case-started':
      return on.kind;
    case 'issued':
      return `issued ${on.document}`;
    case 'served':
      return `served ${on.document}`;
    case 'decided':
      return `decided ${on.decision}`;
    case 'message':
      return `message ${on.message}`;
    case 'overdue':
      return `overdue ${on.deadline}`;
    default:
      return `${on.kind} ${on.step}`;
  }
}

export function triggersOf(procedure: Procedure): Map<string, BoundTrigger[]> {
  const result = new Map<string, BoundTrigger[]>();
  for (const deadline of procedure.deadlines) {
    for (const phase of ['resumes', 'met', 'suspends', 'cancels', 'starts'] as const) {
      for (const trigger of deadline[phase]) {
        const key = occasionKey(trigger.on);
        const list = result.get(key) ?? [];
        list.push({ deadline, phase, trigger });
        result.set(key, list);
      }
    }
  }
  return result;
}
