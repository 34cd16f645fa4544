import type { ProcedureCheck } from './define.ts';

export const overdueClosesNothing: ProcedureCheck = {
  name: 'overdue-closes-nothing',
  severity: 'error',
  about: 'The overdue script closes a step that is never open when the deadline is overdue.',
  remedy: 'close the step that is open then, or correct what meets the deadline',
  needsWhole: true,
  procedure({ procedure, verdict, nameOf }, tell) {
    if (!verdict.complete) return;
    for (const { id, overdue } of procedure.deadlines) {
      for (const effect of overdue.flatMap(({ effects }) => effects)) {
        if (effect.kind !== 'close') continue;
        for (const step of effect.steps) {
          if (!verdict.closedBy.has(`${id} ${step}`))
            tell(nameOf('deadlines', id), `"${step}" is never open when "${id}" is overdue`);
        }
      }
    }
  },
};
