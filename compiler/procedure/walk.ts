/** Every expression and every effect in a compiled part, however deep. */
import type { Effect } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';

export function expressionsIn(part: unknown): Expr[] {
  const found: Expr[] = [];
  gatherExpressions(part, found);
  return found;
}

function gatherExpressions(part: unknown, found: Expr[]): void {
  if (typeof part !== 'object' || part === null) return;
  if (!Array.isArray(part) && 'op' in part) {
    found.push(part as Expr);
    if (part.op === 'const') return;
  }
  for (const child of Object.values(part)) gatherExpressions(child, found);
}

/** Every effect in a part of a procedure, however deep. */
export function effectsIn(part: unknown): Effect[] {
  const found: Effect[] = [];
  gatherEffects(part, found);
  return found;
}

/** Where effects lie. */
const EFFECTS = ['effects', 'onEnter', 'onItem', 'compensation', 'onEnd'];

function gatherEffects(part: unknown, found: Effect[]): void {
  if (typeof part !== 'object' || part === null || 'op' in part) return;
  if (!Array.isArray(part)) {
    for (const key of EFFECTS) {
      const list = (part as Record<string, unknown>)[key];
      if (Array.isArray(list)) found.push(...(list as Effect[]));
    }
  }
  for (const child of Object.values(part)) gatherEffects(child, found);
}

/** First names read under a root: `review` of `data.review.x`. */
export function namesRead(part: unknown, root: string): Set<string> {
  const names = new Set<string>();
  for (const expr of expressionsIn(part)) {
    const name = expr.op === 'path' && expr.root === root ? expr.path[0] : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}

/** Whether a root is read as a whole. */
export function readsWhole(part: unknown, root: string): boolean {
  for (const expr of expressionsIn(part))
    if (expr.op === 'path' && expr.root === root && expr.path.length === 0) return true;
  return false;
}

/** Decisions asked for by `decide("id", …)`. */
export function decisionsAsked(part: unknown): Set<string> {
  return idsAsked(part, 'decide');
}

/** Ids that calls of a function of the case are written with. */
export function idsAsked(part: unknown, name: string): Set<string> {
  const ids = new Set<string>();
  for (const expr of expressionsIn(part)) {
    const id = expr.op === 'engine' && expr.fn === name ? expr.args[0] : undefined;
    if (id?.op === 'const') ids.add(String(id.value));
  }
  return ids;
}
