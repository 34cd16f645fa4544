/** What can be seen at one place of the source. */
import type { Type } from '../../rules/expression/type.ts';
import { type Checked, type Facts, NO_FACTS, without } from './checked.ts';

export interface Scope {
  readonly locals: ReadonlyMap<string, Type>;
  readonly facts: Facts;
  /** What `?` stands for. */
  readonly subject: Checked | undefined;
}

export const TOP: Scope = { locals: new Map(), facts: NO_FACTS, subject: undefined };

export function bindName(scope: Scope, name: string, type: Type): Scope {
  return { ...scope, locals: new Map(scope.locals).set(name, type), facts: without(scope.facts, name) };
}
