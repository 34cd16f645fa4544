import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const noTarget: ProcedureCheck = {
  name: 'no-target',
  severity: 'error',
  about: 'All conditions of an inclusive split can fail, so that no token goes on.',
  remedy: 'give one target no condition, or add a clause before for the case that none holds',
  needsWhole: true,
  procedure({ verdict, nameOf }, tell) {
    for (const { note, way } of verdict.notes) {
      if (note.check === 'no-target')
        tell(nameOf('steps', note.step), `no target of "${note.step}" may hold: ${wayText(way)}`, {
          possible: note.inexact === true,
        });
    }
  },
};
