import { deadlineActions } from '../procedure/deadline-actions.ts';
import type { ProcedureCheck } from './define.ts';

export const deadlineNeverEnds: ProcedureCheck = {
  name: 'deadline-never-ends',
  severity: 'error',
  about: 'Nothing meets or cancels the deadline: it becomes overdue in every case.',
  remedy: 'add met: completed <step>, or name the deadline like the step that meets it',
  needsWhole: true,
  procedure({ procedure, nameOf }, tell) {
    const ended = deadlineActions(procedure, ['meet', 'cancel']);
    for (const { id, met, cancels, overdue } of procedure.deadlines) {
      // One that only moves the case on when its day has come is a timer, and meant so.
      const moves = overdue.some(({ exit, effects }) => exit !== undefined || effects.length > 0);
      if (met.length + cancels.length > 0 || ended.has(id)) continue;
      if (!moves) tell(nameOf('deadlines', id), `nothing meets the deadline "${id}"`);
      else tell(nameOf('deadlines', id), `nothing meets the deadline "${id}": it becomes overdue in every case`);
    }
  },
};
