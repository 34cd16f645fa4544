/** FEEL source to a typed tree. */
import { readsOf } from '../../rules/expression/reads.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { BOOLEAN, type Type } from '../../rules/expression/type.ts';
import type { Cell, Span } from './ast.ts';
import { Checker } from './check.ts';
import { type Checked, checked } from './checked.ts';
import type { FeelContext, Finding } from './context.ts';
import { checkTests } from './operators.ts';
import { parseCell, parseExpression } from './parse.ts';
import { TOP } from './scope.ts';

export type { DecisionType, FeelContext, Finding, FindingCode, TableType } from './context.ts';

export type Compiled =
  | {
      readonly ok: true;
      readonly tree: Expr;
      readonly type: Type;
      readonly warnings: readonly Finding[];
      /** Paths read, each from its root: `['data', 'tasks', 'dueDate']`. */
      readonly reads: readonly (readonly string[])[];
      /** Place of nodes in the source, for messages; keyed by identity. */
      readonly spans: ReadonlyMap<Expr, readonly [number, number]>;
    }
  | { readonly ok: false; readonly faults: readonly Finding[] };

/**
 * Parses, checks and compiles an expression; all faults at once. With `expected`, the result must be of that
 * type: a value that may be null is warned of, and checked at run time.
 */
export function compileFeel(source: string, context: FeelContext, expected?: Type): Compiled {
  const { ast, faults } = parseExpression(source);
  if (ast === undefined) return { ok: false, faults };
  const checker = new Checker(context);
  const part = checker.check(ast, TOP);
  return finish(checker, faults, expected === undefined ? part : expectedPart(checker, part, expected, ast));
}

function expectedPart(checker: Checker, part: Checked, expected: Type, span: Span): Checked {
  const tree = checker.fit(part, expected, span);
  return checked(tree, part.type.kind === 'any' || tree !== part.tree ? expected : part.type);
}

const QUESTION: Expr = { op: 'path', root: '?', path: [] };

/**
 * Compiles the cell of a decision table (`-`, `"a", "b"`, `[1..5]`, `< 5`, `not(…)`, expressions with `?`) to a
 * condition on `subject`, a value of type `input`: the tree of the input's expression, or else the root `?`.
 */
export function compileUnary(source: string, input: Type, context: FeelContext, subject: Expr = QUESTION): Compiled {
  const { ast: cell, faults } = parseCell(source);
  if (cell === undefined) return { ok: false, faults };
  const checker = new Checker(context);
  const span = { from: 0, to: source.length };
  return finish(checker, faults, checkCell(checker, cell, { part: checked(subject, input), span }));
}

function checkCell(checker: Checker, cell: Cell, subject: { part: Checked; span: Span }): Checked {
  if (cell.kind === 'any') return checked({ op: 'const', value: true }, BOOLEAN);
  const part = checkTests(checker, subject, cell.tests, TOP);
  return cell.negated ? checked({ op: 'not', arg: part.tree }, BOOLEAN) : part;
}

function finish(checker: Checker, parsing: readonly Finding[], { tree, type }: Checked): Compiled {
  const faults = inOrder([...parsing, ...checker.faults]);
  if (faults.length > 0) return { ok: false, faults };
  return {
    ok: true,
    tree,
    type,
    warnings: inOrder(checker.warnings),
    reads: readsOf(tree),
    spans: checker.spans,
  };
}

/** By place in the source, without repeats. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ code, from, to, message }) => {
      const key = `${from} ${to} ${code} ${message}`;
      return !seen.has(key) && seen.add(key);
    })
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
}
