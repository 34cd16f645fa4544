import { deadlineActions } from '../procedure/deadline-actions.ts';
import type { ProcedureCheck } from './define.ts';

export const deadlineNeverStarts: ProcedureCheck = {
  name: 'deadline-never-starts',
  severity: 'error',
  about: 'No occasion starts the deadline, and no script begins it.',
  remedy: 'add starts: and an occasion, such as case or completed <step>',
  needsWhole: true,
  procedure({ procedure, nameOf }, tell) {
    const begun = deadlineActions(procedure, ['start']);
    for (const { id, starts } of procedure.deadlines) {
      if (starts.length === 0 && !begun.has(id)) tell(nameOf('deadlines', id), `nothing starts the deadline "${id}"`);
    }
  },
};
