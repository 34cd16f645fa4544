import { didYouMean } from '../source/suggest.ts';
import type { TreeCheck } from './define.ts';

export const unknownMemberField: TreeCheck = {
  name: 'unknown-member-field',
  severity: 'error',
  about: 'Members are told by data that no case of their procedure has.',
  remedy: 'see the name that was probably meant',
  tree({ procedures }, tell) {
    const known = new Map(procedures.map(({ procedure, context }) => [procedure.id, context.data.learnt()]));
    for (const { context } of procedures) {
      for (const { procedure, field, node } of context.uses.matches) {
        const data = known.get(procedure);
        if (data === undefined || data.has(field)) continue;
        tell(node, `cases of ${procedure} have no "${field}"`, { remedy: didYouMean(field, data.keys()) });
      }
    }
  },
};
