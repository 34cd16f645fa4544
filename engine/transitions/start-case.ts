import { checkForm } from '../../rules/form/check.ts';
import { occasion } from '../deadlines/occasions.ts';
import { OF_CASE, runScript } from '../flow/script.ts';
import type { Command, Refusal } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, environment, NO_ROOTS, type Run } from '../run.ts';

/** Starts the case: its input, the deadlines that run from the start, the first steps. */
export function startCase(run: Run, command: Extract<Command, { type: 'start' }>): Refusal | undefined {
  const { procedure } = run.program;
  if (run.state.status !== 'new') return refusal('not-open', 'already-started');
  const { by } = command;
  if (by !== undefined && procedure.startedBy.length > 0 && !procedure.startedBy.includes(by.group)) {
    return refusal('not-authorised', 'group-may-not-start');
  }
  const { values, faults } = checkForm(procedure.input, command.input, { env: environment(run, NO_ROOTS) });
  if (faults.length > 0) return refusal('invalid', 'input', faults);

  emit(run, { type: 'started', ...(by === undefined ? {} : { by }), input: values });
  occasion(run, { kind: 'case-started' }, NO_ROOTS);
  runScript(run, 'start', OF_CASE);
  return undefined;
}
