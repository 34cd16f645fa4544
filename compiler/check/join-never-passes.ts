import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const joinNeverPasses: ProcedureCheck = {
  name: 'join-never-passes',
  severity: 'error',
  about: 'Tokens wait at a join for others that can not come (deadlock).',
  remedy: 'let as many branches lead to the join as it waits for, and no two joins wait for each other',
  needsWhole: true,
  procedure({ verdict, nameOf }, tell) {
    for (const { way, steps, unsure } of verdict.stuck.filter(({ kind }) => kind === 'join')) {
      const [first = ''] = steps;
      tell(nameOf('steps', first), `${[...new Set(steps)].join(' and ')} wait for ever: ${wayText(way)}`, {
        possible: unsure,
      });
    }
  },
};
