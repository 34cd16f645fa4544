import type { Effect, Procedure, Script, StepId } from '../../engine/model.ts';
import type { ProcedureCheck } from './define.ts';
import { scriptsOf } from './uncaught-error.ts';

export const earlyMessage: ProcedureCheck = {
  name: 'early-message',
  severity: 'warning',
  about: 'A message can come before the step that waits for it, and is lost: nothing asks for it first.',
  remedy: 'ask for it on the way to the wait (notify, document, start), give the message a "do", or write early: lost',
  needsWhole: true,
  procedure({ procedure, nameOf, context: { declared } }, tell) {
    const opening = targets(procedure.start);
    for (const step of procedure.steps) {
      if (step.kind !== 'wait' || opening.includes(step.id) || asks(step.onEnter)) continue;
      if (step.branches.some(({ kind }) => kind === 'timer') || declared.steps.get(step.id)?.node.has('early'))
        continue;
      for (const branch of step.branches) {
        if (branch.kind !== 'message') continue;
        const message = procedure.messages.find(({ id }) => id === branch.message);
        if (message === undefined || message.do.length > 0 || asksBefore(procedure, step.id)) continue;
        if (declared.messages.get(message.id)?.has('early')) continue;
        tell(
          nameOf('steps', step.id),
          `the message "${message.id}" can come before "${step.id}" waits for it, and is lost`,
        );
      }
    }
  },
};

const ASKING: readonly Effect['kind'][] = ['notify', 'document', 'start', 'offer', 'send'];

function asks(effects: readonly Effect[]): boolean {
  return effects.some(({ kind }) => ASKING.includes(kind));
}

function targets(script: Script): StepId[] {
  return script.flatMap(({ exit }) => (exit?.kind === 'goto' ? exit.targets.map(({ step }) => step) : []));
}

/** Whether each script that leads to the step asks somebody for something. */
function asksBefore(procedure: Procedure, step: StepId): boolean {
  const scripts = procedure.steps.flatMap(scriptsOf).filter((script) => targets(script).includes(step));
  return scripts.length > 0 && scripts.every((script) => script.some(({ effects }) => asks(effects)));
}
