import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const noOptionToComplete: ProcedureCheck = {
  name: 'no-option-to-complete',
  severity: 'error',
  about: 'A case can come to where no way leads to an end (a cycle without exit, a wait that nothing completes).',
  remedy: 'give the loop an exit, or end the case by a message or deadline',
  needsWhole: true,
  procedure({ verdict, nameOf, root }, tell) {
    for (const { way, steps, unsure } of verdict.stuck.filter(({ kind }) => kind === 'loop')) {
      const [first] = steps;
      const at = first === undefined ? root : nameOf('steps', first);
      tell(at, `from ${[...new Set(steps)].join(', ')} no way leads to an end: ${wayText(way)}`, { possible: unsure });
    }
  },
};
