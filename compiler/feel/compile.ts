/** FEEL source to a typed tree. */
import type { Expr } from '../../rules/expression/tree.ts';
import type { Type } from '../../rules/expression/type.ts';
import type { FeelContext, Finding } from './context.ts';

export type { DecisionType, FeelContext, Finding, FindingCode, TableType } from './context.ts';

export type Compiled =
  | {
      readonly ok: true;
      readonly tree: Expr;
      readonly type: Type;
      readonly warnings: readonly Finding[];
      /** Paths read, each from its root: `['data', 'tasks', 'dueDate']`. */
      readonly reads: readonly (readonly string[])[];
      /** Place of each node in the source, for messages; keyed by identity. */
      readonly spans: ReadonlyMap<Expr, readonly [number, number]>;
    }
  | { readonly ok: false; readonly faults: readonly Finding[] };

/** Parses, checks and compiles an expression; all faults at once. With `expected`, the result must be of that type. */
export function compileFeel(_source: string, _context: FeelContext, _expected?: Type): Compiled {
  throw new Error('not there yet');
}

const QUESTION: Expr = { op: 'path', root: '?', path: [] };

/**
 * Compiles the cell of a decision table (`-`, `"a", "b"`, `[1..5]`, `< 5`, `not(…)`, expressions with `?`) to a
 * condition on `subject`, a value of type `input`.
 */
export function compileUnary(
  _source: string,
  _input: Type,
  _context: FeelContext,
  _subject: Expr = QUESTION,
): Compiled {
  throw new Error('not there yet');
}
