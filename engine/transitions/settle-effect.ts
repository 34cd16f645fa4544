/** An effect was carried out, or never will be. Repeats change nothing. */
import type { Command, Refusal } from '../model.ts';
import { emit, type Run } from '../run.ts';

export function effectDone(run: Run, command: Extract<Command, { type: 'effect-done' }>): Refusal | undefined {
  if (!run.state.owed.some((effect) => effect.of === command.of)) return undefined;
  emit(run, { type: 'effect-done', of: command.of, result: command.result });
  return undefined;
}

export function effectFailed(run: Run, command: Extract<Command, { type: 'effect-failed' }>): Refusal | undefined {
  const effect = run.state.owed.find((candidate) => candidate.of === command.of);
  if (effect === undefined || effect.failed) return undefined;
  emit(run, { type: 'effect-failed', of: command.of, reason: command.reason });
  emit(run, {
    type: 'incident-raised',
    incident: run.state.nextIncident,
    kind: 'effect-failed',
    reason: command.reason,
    of: command.of,
  });
  return undefined;
}
