import type { Script, Step } from '../../engine/model.ts';
import type { ProcedureCheck } from './define.ts';

export const uncaughtError: ProcedureCheck = {
  name: 'uncaught-error',
  severity: 'error',
  about: 'No subprocess around catches the error.',
  remedy: 'catch it: subprocess: { …, catch: [{ error: code, then: … }] }, or end the case instead',
  procedure({ procedure, nameOf }, tell) {
    const steps = new Map(procedure.steps.map((step) => [step.id, step]));
    const caughtAround = (code: string, scope: string | undefined): boolean => {
      const around = scope === undefined ? undefined : steps.get(scope);
      if (around?.kind !== 'subprocess') return false;
      return (
        around.catches.some((caught) => caught.kind === 'error' && caught.code === code) ||
        caughtAround(code, around.scope)
      );
    };
    for (const step of procedure.steps) {
      for (const script of scriptsOf(step)) {
        for (const { exit } of script) {
          if (exit?.kind !== 'error') continue;
          if (!caughtAround(exit.code, step.scope))
            tell(nameOf('steps', step.id), `nothing catches the error "${exit.code}" of "${step.id}"`);
        }
      }
    }
  },
};

/** Scripts of a step that run in its own scope. */
export function scriptsOf(step: Step): Script[] {
  if (step.kind === 'wait') return step.branches.map(({ then }) => then);
  if (step.kind === 'subprocess') return [step.then, ...step.catches.map(({ then }) => then)];
  return [step.then];
}
