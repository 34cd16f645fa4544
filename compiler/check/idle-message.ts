import { triggersOf, triggersOn } from '../../engine/triggers.ts';
import type { ProcedureCheck } from './define.ts';

export const idleMessage: ProcedureCheck = {
  name: 'idle-message',
  severity: 'warning',
  about: 'The message brings no data, does nothing, and nothing waits for it.',
  remedy: 'give it a "do" or a form, let a step wait for it, or drop it',
  procedure({ procedure, nameOf }, tell) {
    const awaited = procedure.steps
      .flatMap((step) => (step.kind === 'wait' ? step.branches : []))
      .flatMap((branch) => (branch.kind === 'message' ? [branch.message] : []));
    const triggers = triggersOf(procedure);
    for (const message of procedure.messages) {
      if (message.do.length > 0 || message.form.fields.length > 0 || awaited.includes(message.id)) continue;
      if (triggersOn(triggers, { kind: 'message', message: message.id }).length === 0)
        tell(nameOf('messages', message.id), `the message "${message.id}" changes nothing`);
    }
  },
};
