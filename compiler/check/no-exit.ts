import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const noExit: ProcedureCheck = {
  name: 'no-exit',
  severity: 'error',
  about: 'The script of a step can run out without leading anywhere.',
  remedy: 'add a last clause without a condition; write done: true if the token is to end here',
  needsWhole: true,
  procedure({ verdict, nameOf }, tell) {
    for (const { note, way } of verdict.notes) {
      if (note.check === 'no-exit')
        tell(nameOf('steps', note.step), `"${note.step}" can be left without an exit: ${wayText(way)}`, {
          possible: note.inexact === true,
        });
    }
  },
};
