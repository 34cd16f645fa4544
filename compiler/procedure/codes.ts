/**
 * What the conditions on the way say of codes: behind `data.kind = "x"` that ended the way, the kind is not x. Facts are
 * `kind≠x`; they are kept only of names that nothing but the start input writes, and so hold as long as the case.
 */
import type { Procedure } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { Json } from '../../rules/json.ts';

export type Facts = ReadonlySet<string>;

/** The codes of each name whose value never changes. */
export type FixedCodes = ReadonlyMap<string, readonly string[]>;

export function isNot(name: string, code: Json): string {
  return `${name}≠${String(code)}`;
}

/** Names of the start input that are codes, surely given, and that nothing else writes. `written`: by anything but the input. */
export function fixedCodes({ input }: Procedure, written: ReadonlySet<string>): FixedCodes {
  return new Map(
    input.fields.flatMap(({ name, type, optional, required, when }) => {
      const given = optional !== true && required === undefined && when === undefined;
      return given && type.kind === 'enum' && !written.has(name) ? [[name, type.values.map(({ id }) => id)]] : [];
    }),
  );
}

/** What is known where the condition is `truth`. */
export function taught(expr: Expr | undefined, truth: boolean, fixed: FixedCodes): string[] {
  if (expr === undefined) return [];
  switch (expr.op) {
    case 'not':
      return taught(expr.arg, !truth, fixed);
    case 'and':
    case 'or':
      return (expr.op === 'and') === truth ? expr.args.flatMap((arg) => taught(arg, truth, fixed)) : [];
    default: {
      const test = testOf(expr);
      const all = test === undefined ? undefined : fixed.get(test.name);
      if (test === undefined || all === undefined) return [];
      const excluded = test.isIn === truth ? all.filter((code) => !test.codes.includes(code)) : test.codes;
      return excluded.map((code) => isNot(test.name, code));
    }
  }
}

/** Whether the facts decide the condition; undefined: they do not. */
export function decided(expr: Expr, facts: Facts, fixed: FixedCodes): boolean | undefined {
  switch (expr.op) {
    case 'const':
      return typeof expr.value === 'boolean' ? expr.value : undefined;
    case 'not': {
      const inner = decided(expr.arg, facts, fixed);
      return inner === undefined ? undefined : !inner;
    }
    case 'and':
    case 'or': {
      const answers = expr.args.map((arg) => decided(arg, facts, fixed));
      const deciding = expr.op === 'or';
      if (answers.includes(deciding)) return deciding;
      return answers.includes(undefined) ? undefined : !deciding;
    }
    default: {
      const test = testOf(expr);
      const left =
        test === undefined ? [] : (fixed.get(test.name) ?? []).filter((code) => !facts.has(isNot(test.name, code)));
      if (test === undefined || left.length === 0) return undefined;
      if (left.every((code) => test.codes.includes(code))) return test.isIn;
      return left.some((code) => test.codes.includes(code)) ? undefined : !test.isIn;
    }
  }
}

interface CodeTest {
  name: string;
  codes: readonly Json[];
  /** The value is one of the codes, or none of them. */
  isIn: boolean;
}

/** A comparison of case data with constants. */
function testOf(expr: Expr): CodeTest | undefined {
  if (expr.op === 'one-of') return about(expr.arg, expr.values, true);
  if (expr.op !== 'eq' && expr.op !== 'ne') return undefined;
  const [side, value] = expr.right.op === 'const' ? [expr.left, expr.right] : [expr.right, expr.left];
  return value.op === 'const' ? about(side, [value.value], expr.op === 'eq') : undefined;
}

function about(side: Expr, codes: readonly Json[], isIn: boolean): CodeTest | undefined {
  const path = side.op === 'need' ? side.arg : side;
  const [name, ...below] = path.op === 'path' && path.root === 'data' ? path.path : [];
  return name === undefined || below.length > 0 ? undefined : { name, codes, isIn };
}
