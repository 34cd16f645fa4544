/**
 * A group completes an open task. The checks run from the outside in (is it open, may they, is it right), so nobody
 * learns what a form wants before they may fill it in.
 */
import { checkForm } from '../../rules/form/check.ts';
import type { JsonObject } from '../../rules/json.ts';
import { sharePerson } from '../acting.ts';
import { occasionAtOnce, resumeAfter } from '../deadlines/occasions.ts';
import { stepOf } from '../flow/enter.ts';
import { isLastInstance } from '../flow/instances.ts';
import { runScript } from '../flow/script.ts';
import type { Actor, Command, Refusal, TaskStep, Token } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, environment, type Run, rootsOf } from '../run.ts';
import { findFreeTask, isRefusal, placeOf } from './find-task.ts';

export function completeTask(run: Run, command: Extract<Command, { type: 'complete' }>): Refusal | undefined {
  const token = findFreeTask(run, command);
  if (isRefusal(token)) return token;
  const step = stepOf(run, token.step) as TaskStep;
  const at = placeOf(token);
  if (isSamePerson(run, step, command.by)) return refusal('not-authorised', 'same-person', [], at);

  const roots = rootsOf(run.state, token);
  const checked = checkForm(step.form, command.data, { env: environment(run, roots), later: true });
  if (checked.faults.length > 0) return refusal('invalid', 'form', checked.faults, at);

  const { item } = token;
  emit(run, {
    type: 'task-completed',
    token: token.id,
    step: step.id,
    ...(item === undefined ? {} : { item: item.key }),
    by: command.by,
    data: checked.values,
    clear: checked.cleared,
  });
  goOn(run, step, token, { ...roots, form: checked.values });
  return undefined;
}

function goOn(run: Run, step: TaskStep, token: Token, roots: JsonObject): void {
  const on = { kind: 'completed', step: step.id } as const;
  const scope = { token: token.id, scope: token.scope, roots };
  if (token.parent === undefined) {
    resumeAfter(run, step.id);
    occasionAtOnce(run, on, roots);
    runScript(run, `step:${step.id}`, scope, on);
    return;
  }
  // What looks at all items happens with the last one; its deadlines are met before its own effects.
  if (isLastInstance(run, token.parent, token.id)) occasionAtOnce(run, on, roots);
  runScript(run, `item:${step.id}`, scope);
}

/** Separation of duties: who last did one of these steps, or in whose name it was done, may not do this one. */
function isSamePerson(run: Run, step: TaskStep, by: Actor): boolean {
  return step.notSameAs.some((id) => {
    const other = run.state.steps[id]?.completedBy;
    return other != null && sharePerson(by, other);
  });
}
