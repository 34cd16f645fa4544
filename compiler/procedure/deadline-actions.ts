/** What scripts do to clocks by hand. */
import type { Effect, Procedure } from '../../engine/model.ts';
import { effectsIn } from './walk.ts';

type Action = Extract<Effect, { kind: 'deadline' }>['action'];

/** Deadlines on which some script acts so. */
export function deadlineActions(procedure: Procedure, actions: readonly Action[]): Set<string> {
  const found = new Set<string>();
  for (const effect of effectsIn(procedure)) {
    if (effect.kind === 'deadline' && actions.includes(effect.action)) found.add(effect.deadline);
  }
  return found;
}
