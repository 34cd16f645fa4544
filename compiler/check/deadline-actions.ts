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
export function effectsIn(part: unknown): Effect[] {
  const found: Effect[] = [];
  gather(part, found);
  return found;
}

/** Where effects lie. */
const EFFECTS = ['effects', 'onEnter', 'onItem', 'compensation', 'onEnd'];

function gather(part: unknown, found: Effect[]): void {
  if (typeof part !== 'object' || part === null || 'op' in part) return;
  if (!Array.isArray(part)) {
    for (const key of EFFECTS) {
      const list = (part as Record<string, unknown>)[key];
      if (Array.isArray(list)) found.push(...(list as Effect[]));
    }
  }
  for (const child of Object.values(part)) gather(child, found);
}
