import type { Step, TaskStep } from '../../engine/model.ts';
import { isSingleTask } from '../../engine/ways-back.ts';
import type { ProcedureCheck } from './define.ts';

export const sendBack: ProcedureCheck = {
  name: 'send-back',
  severity: 'error',
  about:
    'A task can not be sent back to a step that it names: it is no single task of the same scope, or the step itself.',
  remedy:
    'name tasks of the same scope that are no multi-instance steps and wait for no instant, or leave sendBack out',
  procedure({ procedure, nameOf }, tell) {
    const steps = new Map(procedure.steps.map((step) => [step.id, step]));
    for (const step of procedure.steps) {
      if (step.kind !== 'task') continue;
      for (const to of step.sendBack ?? []) {
        const fault = faultOf(step, steps.get(to), steps);
        if (fault !== undefined)
          tell(nameOf('steps', step.id), `"${step.id}" can not be sent back to "${to}": ${fault}`);
      }
    }
  },
};

function faultOf(step: TaskStep, to: Step | undefined, steps: ReadonlyMap<string, Step>): string | undefined {
  if (to === undefined) return undefined;
  if (to.id === step.id) return 'it is the step itself';
  if (to.kind !== 'task') return 'nobody performs it';
  if (to.scope !== step.scope) return 'it lies in another subprocess';
  if (!isSingleTask({ steps }, step)) return 'the step itself has several instances';
  if (!isSingleTask({ steps }, to)) return 'it has several instances';
  return to.opensAt === undefined ? undefined : 'it waits for an instant to open';
}
