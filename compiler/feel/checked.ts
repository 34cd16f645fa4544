/** A checked expression: its tree, its type, and what is known not to be null after it. */
import type { Expr } from '../../rules/expression/tree.ts';
import { required, type Type } from '../../rules/expression/type.ts';

/** Trees, by their JSON, that are not null. */
export type Facts = ReadonlySet<string>;
export const NO_FACTS: Facts = new Set();

export interface Checked {
  readonly tree: Expr;
  readonly type: Type;
  /** Known where the expression, a condition, is true. */
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

export function checked(tree: Expr, type: Type, whenTrue: Facts = NO_FACTS, whenFalse: Facts = NO_FACTS): Checked {
  return { tree, type, whenTrue, whenFalse };
}

export function both(a: Facts, b: Facts): Facts {
  if (a.size === 0) return b;
  return b.size === 0 ? a : new Set([...a, ...b]);
}

export function common(a: Facts, b: Facts): Facts {
  return a.size === 0 || b.size === 0 ? NO_FACTS : new Set([...a].filter((fact) => b.has(fact)));
}

const REPEATABLE: ReadonlySet<Expr['op']> = new Set(['path', 'local', 'field', 'engine', 'lookup', 'at']);

/** The fact that a tree is not null; for a path also what lies before it. Undefined for what is not worth remembering. */
export function notNull(tree: Expr): Facts {
  if (!REPEATABLE.has(tree.op)) return NO_FACTS;
  const facts = new Set([JSON.stringify(tree)]);
  if (tree.op === 'path' || tree.op === 'local' || tree.op === 'field') {
    for (let length = tree.op === 'field' ? 1 : 0; length < tree.path.length; length++) {
      facts.add(JSON.stringify({ ...tree, path: tree.path.slice(0, length) }));
    }
    if (tree.op === 'field') for (const fact of notNull(tree.of)) facts.add(fact);
  }
  return facts;
}

export function narrowed(tree: Expr, type: Type, facts: Facts): Type {
  if (type.optional !== true || facts.size === 0) return type;
  return facts.has(JSON.stringify(tree)) ? required(type) : type;
}

/** Facts that still hold when `name` is bound anew. */
export function without(facts: Facts, name: string): Facts {
  const mention = `{"op":"local","name":${JSON.stringify(name)}`;
  return facts.size === 0 ? facts : new Set([...facts].filter((fact) => !fact.includes(mention)));
}
