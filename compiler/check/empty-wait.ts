import type { ProcedureCheck } from './define.ts';

export const emptyWait: ProcedureCheck = {
  name: 'empty-wait',
  severity: 'error',
  about: 'The step waits for nothing.',
  remedy: 'name a message or an instant under await:',
  needsWhole: true,
  procedure({ procedure, context, nameOf }, tell) {
    for (const step of procedure.steps) {
      const written = context.declared.steps.get(step.id)?.node.get('await');
      if (step.kind === 'wait' && written?.content.kind === 'list' && written.content.items.length === 0) {
        tell(nameOf('steps', step.id), `"${step.id}" waits for nothing`);
      }
    }
  },
};
