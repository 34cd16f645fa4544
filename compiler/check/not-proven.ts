import { STATES_MAX } from '../soundness/explore.ts';
import type { ProcedureCheck } from './define.ts';

export const notProven: ProcedureCheck = {
  name: 'not-proven',
  severity: 'error',
  about: 'The procedure has more states than are searched, so that nothing is proven about it.',
  remedy:
    'make it smaller (subprocesses, fewer parallel branches), or state why it is sound: soundness: { unproven: reason }',
  needsWhole: true,
  procedure({ verdict, root }, tell) {
    const soundness = root.get('soundness');
    soundness?.unknownKeys(['unproven']);
    const reason = soundness?.need('unproven')?.text('the reason why it is sound all the same');
    if (verdict.complete && reason !== undefined && soundness !== undefined) {
      tell(soundness, 'the procedure is proven: the reason is not needed', { remedy: 'drop "soundness"' });
    }
    if (!verdict.complete && reason === undefined) tell(root, `more than ${STATES_MAX} states`);
  },
};
