/** FEEL source as a tree of our own, with the place of everything in the source. */

export interface Span {
  /** Offsets in the source, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

export type BinaryOp = '+' | '-' | '*' | '/' | '**' | '=' | '!=' | '<' | '<=' | '>' | '>=';

export interface AstName extends Span {
  readonly name: string;
}

export interface AstEntry extends Span {
  readonly name: string;
  readonly value: Ast;
}

export interface AstEach extends Span {
  readonly name: string;
  readonly in: Ast;
  /** With it, `in..until` is a range. */
  readonly until?: Ast;
}

export type Ast = Span &
  (
    | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
    | { readonly kind: 'name'; readonly name: string }
    | { readonly kind: 'path'; readonly of: Ast; readonly field: AstName }
    | { readonly kind: 'call'; readonly fn: AstName; readonly args: readonly Ast[] }
    | { readonly kind: 'list'; readonly items: readonly Ast[] }
    | { readonly kind: 'record'; readonly entries: readonly AstEntry[] }
    | { readonly kind: 'if'; readonly test: Ast; readonly yes: Ast; readonly no: Ast }
    | { readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Ast; readonly right: Ast }
    | { readonly kind: 'logic'; readonly op: 'and' | 'or'; readonly left: Ast; readonly right: Ast }
    | { readonly kind: 'negate'; readonly arg: Ast }
    | { readonly kind: 'in'; readonly arg: Ast; readonly tests: readonly Test[] }
    | { readonly kind: 'for'; readonly each: readonly AstEach[]; readonly body: Ast }
    | { readonly kind: 'some' | 'every'; readonly each: readonly AstEach[]; readonly body: Ast }
    | { readonly kind: 'filter'; readonly of: Ast; readonly test: Ast }
    | { readonly kind: 'function'; readonly params: readonly string[]; readonly body: Ast }
    | { readonly kind: 'at-literal'; readonly text: string }
    | { readonly kind: 'question' }
    /** A range where a value is expected. */
    | { readonly kind: 'interval'; readonly test: Test }
    /** Its fault was already told. */
    | { readonly kind: 'bad' }
  );

/** One of the tests of `in (…)` or of a decision table's cell. */
export type Test = Span &
  (
    | { readonly kind: 'compare'; readonly op: BinaryOp; readonly right: Ast }
    | {
        readonly kind: 'range';
        readonly low: Ast;
        readonly high: Ast;
        readonly lowOpen: boolean;
        readonly highOpen: boolean;
      }
    | { readonly kind: 'value'; readonly value: Ast }
  );

/** The cell of a decision table. */
export type Cell =
  | { readonly kind: 'any' }
  | { readonly kind: 'tests'; readonly negated: boolean; readonly tests: readonly Test[] };
