import type { Script } from '../../engine/model.ts';
import type { ProcedureCheck } from './define.ts';
import { scriptsOf } from './uncaught-error.ts';
import { targetsOf } from './unreachable-step.ts';

export const gotoScope: ProcedureCheck = {
  name: 'goto-scope',
  severity: 'error',
  about: 'A script leads to a step of another subprocess.',
  remedy: 'lead to the subprocess itself; leave it by done: true or error: code',
  needsWhole: true,
  procedure({ procedure, nameOf }, tell) {
    const scopes = new Map(procedure.steps.map(({ id, scope }) => [id, scope]));
    const check = (script: Script, scope: string | undefined, at: Parameters<typeof tell>[0], who: string) => {
      for (const target of targetsOf(script)) {
        if (scopes.get(target) === scope) continue;
        tell(
          at,
          `${who} leads to "${target}", which lies ${scopes.get(target) === undefined ? 'outside' : `in "${scopes.get(target)}"`}`,
        );
      }
    };
    for (const step of procedure.steps) {
      const at = nameOf('steps', step.id);
      for (const script of scriptsOf(step)) check(script, step.scope, at, `"${step.id}"`);
      if (step.kind === 'subprocess') check(step.start, step.id, at, `the start of "${step.id}"`);
    }
    for (const { id, do: script } of procedure.messages)
      check(script, undefined, nameOf('messages', id), `the message "${id}"`);
    for (const { id, overdue } of procedure.deadlines)
      check(overdue, undefined, nameOf('deadlines', id), `the deadline "${id}"`);
  },
};
