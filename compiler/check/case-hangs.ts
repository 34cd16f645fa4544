import type { ProcedureCheck } from './define.ts';
import { wayText } from './way.ts';

export const caseHangs: ProcedureCheck = {
  name: 'case-hangs',
  severity: 'error',
  about: 'A case can come to stand nowhere without having ended (no option to complete).',
  remedy: 'end the last branch with "end:" and an outcome, or lead it to a join',
  needsWhole: true,
  procedure({ verdict, root }, tell) {
    for (const { way, unsure } of verdict.stuck.filter(({ kind }) => kind === 'hangs')) {
      tell(root.get('steps') ?? root, `the case can lose its last token without an end: ${wayText(way)}`, {
        possible: unsure,
      });
    }
  },
};
