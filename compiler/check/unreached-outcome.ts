import type { ProcedureCheck } from './define.ts';

export const unreachedOutcome: ProcedureCheck = {
  name: 'unreached-outcome',
  severity: 'error',
  about: 'No case can end with the outcome.',
  remedy: 'end a branch with it, or drop it',
  needsWhole: true,
  procedure({ procedure, verdict, context, nameOf }, tell) {
    // Where no case ends at all, another check tells why.
    if (!verdict.complete || verdict.outcomes.size === 0 || context.uses.computed.has('outcomes')) return;
    for (const { id } of procedure.outcomes) {
      if (!verdict.outcomes.has(id)) tell(nameOf('outcomes', id), `no case ends with "${id}"`);
    }
  },
};
