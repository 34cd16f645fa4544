import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const improperCompletion: ProcedureCheck = {
  name: 'improper-completion',
  severity: 'warning',
  about: 'One branch ends the case while a person still works in another.',
  remedy: 'join the branches first; if the end is meant, write close: [the other step] before it',
  needsWhole: true,
  procedure({ verdict, nameOf }, tell) {
    for (const { note, way } of verdict.notes) {
      if (note.check !== 'improper-completion') continue;
      tell(
        nameOf('steps', note.step),
        `"${note.step}" can end the case while "${note.other}" is open: ${wayText(way)}`,
      );
    }
  },
};
