/** What scripts do to clocks by hand. */
import type { Effect, Procedure } from '../../engine/model.ts';

type Action = Extract<Effect, { kind: 'deadline' }>['action'];

/** Deadlines on which some script acts so. */
export function deadlineActions(procedure: Procedure, actions: readonly Action[]): Set<string> {
  const found = new Set<string>();
  for (const effect of effectsIn(procedure)) {
    if (effect.kind === 'deadline' && actions.includes(effect.action)) found.add(effect.deadline);
  }
  return found;
}

/** Every effect of a procedure, however deep. */
export function* effectsIn(part: unknown): Generator<Effect> {
  if (Array.isArray(part)) {
    for (const item of part) yield* effectsIn(item);
    return;
  }
  if (typeof part !== 'object' || part === null || 'op' in part) return;
  if ('effects' in part) for (const effect of part.effects as Effect[]) yield effect;
  for (const key of ['onEnter', 'onItem', 'compensation', 'onEnd'] as const) {
    const list = (part as Record<string, unknown>)[key];
    if (Array.isArray(list)) yield* list as Effect[];
  }
  for (const child of Object.values(part)) yield* effectsIn(child);
}
