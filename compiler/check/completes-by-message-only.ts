import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const completesByMessageOnly: ProcedureCheck = {
  name: 'completes-by-message-only',
  severity: 'warning',
  about: 'A case can come to where it goes on only if a message arrives that no open step waits for.',
  remedy: 'let a step wait for the message, so that worklists show what the case waits for',
  needsWhole: true,
  procedure({ verdict, nameOf, root }, tell) {
    for (const { way, steps } of verdict.stuck.filter(({ kind }) => kind === 'message-only')) {
      const [first] = steps;
      const where = steps.length === 0 ? 'no step' : [...new Set(steps)].join(', ');
      tell(
        first === undefined ? root : nameOf('steps', first),
        `only a message leads on from ${where}: ${wayText(way)}`,
      );
    }
  },
};
