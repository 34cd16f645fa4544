import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const pilesUp: ProcedureCheck = {
  name: 'piles-up',
  severity: 'warning',
  about: 'A step can be opened again and again while it is open, without limit.',
  remedy: 'close it before, use "open:" (once at a time), or join the branches',
  needsWhole: true,
  procedure({ verdict, nameOf }, tell) {
    for (const { note, way } of verdict.notes) {
      if (note.check === 'piles-up')
        tell(nameOf('steps', note.step), `tokens pile up at "${note.step}": ${wayText(way)}`);
    }
  },
};
