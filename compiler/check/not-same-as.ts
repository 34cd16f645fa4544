import type { ProcedureCheck } from './define.ts';

export const notSameAs: ProcedureCheck = {
  name: 'not-same-as',
  severity: 'error',
  about: 'Separation of duties names a step that no person does, or the step itself.',
  remedy: 'name the tasks whose last performer may not do this one',
  procedure({ procedure, nameOf }, tell) {
    const tasks = new Set(procedure.steps.filter(({ kind }) => kind === 'task').map(({ id }) => id));
    for (const step of procedure.steps) {
      if (step.kind !== 'task') continue;
      for (const other of step.notSameAs) {
        if (other === step.id) tell(nameOf('steps', step.id), `"${step.id}" may not be done by who did it`);
        else if (!tasks.has(other)) tell(nameOf('steps', step.id), `nobody performs "${other}"`);
      }
    }
  },
};
