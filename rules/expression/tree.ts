/**
 * The compiled form of an expression: a closed union of plain JSON, so that a definition can be hashed and
 * stored. It is made by compiler/feel and run by evaluate.ts. Operators are chosen by the types of their
 * operands (`by`); a tree holds no types and no positions.
 */
import type { Json } from '../json.ts';

/** How two values are compared. `plain` is text, boolean and date by identity (equality only). */
export type OrderBy = 'number' | 'text' | 'date' | 'instant';
export type EqualBy = 'plain' | 'number' | 'instant' | 'deep';

/** What a value must be: checked at run time where the type could not be proved. */
export type Need = 'boolean' | 'number' | 'integer' | 'text' | 'date' | 'instant' | 'list' | 'record' | 'some';

/** `for name in list`, or `for name in from..to` over integers, upwards or downwards. */
export type Each =
  | { readonly name: string; readonly in: Expr }
  | { readonly name: string; readonly from: Expr; readonly to: Expr };

export type Expr =
  | { readonly op: 'const'; readonly value: Json }
  /** A root of the environment and fields below it. A field of a list is the list of its items' fields; a field of null is null. */
  | { readonly op: 'path'; readonly root: string; readonly path: readonly string[] }
  /** A name bound by `for`, `some`, `every`, `filter`, `let` or `sort-by`. */
  | { readonly op: 'local'; readonly name: string; readonly path: readonly string[] }
  | { readonly op: 'field'; readonly of: Expr; readonly path: readonly string[] }
  | { readonly op: 'list'; readonly items: readonly Expr[] }
  | { readonly op: 'record'; readonly entries: readonly (readonly [string, Expr])[] }
  | { readonly op: 'if'; readonly test: Expr; readonly yes: Expr; readonly no: Expr }
  | { readonly op: 'and' | 'or'; readonly args: readonly Expr[] }
  | { readonly op: 'not'; readonly arg: Expr }
  | { readonly op: 'neg'; readonly arg: Expr }
  | { readonly op: 'is-null'; readonly arg: Expr }
  | { readonly op: 'eq' | 'ne'; readonly by: EqualBy; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'lt' | 'le'; readonly by: OrderBy; readonly left: Expr; readonly right: Expr }
  /** Equal to one of the constants. Numbers compare by value. */
  | { readonly op: 'one-of'; readonly arg: Expr; readonly values: readonly (string | number | boolean | null)[] }
  | { readonly op: 'add' | 'sub' | 'mul' | 'div' | 'pow'; readonly left: Expr; readonly right: Expr }
  | { readonly op: 'for'; readonly each: readonly Each[]; readonly body: Expr }
  | { readonly op: 'some' | 'every'; readonly each: readonly Each[]; readonly body: Expr }
  | { readonly op: 'filter'; readonly of: Expr; readonly name: string; readonly test: Expr }
  /** The item at a position, from 1, or from the end with −1; null where there is none. */
  | { readonly op: 'at'; readonly of: Expr; readonly index: Expr }
  /** Sorted so that `test` holds for what comes first; equal items keep their order. */
  | { readonly op: 'sort-by'; readonly of: Expr; readonly a: string; readonly b: string; readonly test: Expr }
  | { readonly op: 'let'; readonly name: string; readonly value: Expr; readonly body: Expr }
  /** The value, unless it is null. */
  | { readonly op: 'else'; readonly arg: Expr; readonly otherwise: Expr }
  /** The value, or a fault when it is not what is needed. */
  | { readonly op: 'need'; readonly what: Need; readonly arg: Expr }
  | { readonly op: 'today' | 'now' }
  /** The row of a table whose `keys` have these values, or null. */
  | { readonly op: 'lookup'; readonly of: Expr; readonly keys: readonly string[]; readonly args: readonly Expr[] }
  /** A built-in function of functions/index.ts. `by` where it depends on the items' type. */
  | { readonly op: 'call'; readonly fn: string; readonly args: readonly Expr[]; readonly by?: OrderBy | EqualBy }
  /** A function of the case's state, answered by `Env.call`. */
  | { readonly op: 'engine'; readonly fn: string; readonly args: readonly Expr[] };

export type Op = Expr['op'];
