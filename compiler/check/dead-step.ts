import { successors } from '../../engine/program.ts';
import type { ProcedureCheck } from './define.ts';
import { targetsOf } from './unreachable-step.ts';

export const deadStep: ProcedureCheck = {
  name: 'dead-step',
  severity: 'error',
  about: 'Some script leads to the step, but no case can get there.',
  remedy: 'look at the conditions, joins and windows on the ways to it',
  needsWhole: true,
  procedure({ procedure, verdict, nameOf }, tell) {
    const before = new Map<string, string[]>();
    for (const step of procedure.steps) {
      const targets = [...successors(step), ...(step.kind === 'subprocess' ? targetsOf(step.start) : [])];
      for (const target of targets) before.set(target, [...(before.get(target) ?? []), step.id]);
    }
    for (const id of verdict.deadSteps) {
      const ways = before.get(id) ?? [];
      // The first of a row of dead steps is enough; one that nothing names is told by unreachable-step.
      if (ways.length > 0 && !ways.some((way) => !verdict.deadSteps.includes(way))) continue;
      if (ways.length > 0)
        tell(nameOf('steps', id), `no case ever gets to "${id}", though ${ways.join(', ')} would lead to it`);
    }
  },
};
