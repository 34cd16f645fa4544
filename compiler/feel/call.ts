/** Calls: finds the function, checks its arguments, lowers it to a node of the tree. */
import type { Expr } from '../../rules/expression/tree.ts';
import { ANY, type Type } from '../../rules/expression/type.ts';
import type { Ast, Span } from './ast.ts';
import type { Checker } from './check.ts';
import { type Checked, checked, narrowed } from './checked.ts';
import { CASE_FUNCTIONS } from './functions/case.ts';
import { DATE_FUNCTIONS } from './functions/date.ts';
import { LEFT_OUT } from './functions/left-out.ts';
import { LIST_FUNCTIONS } from './functions/list.ts';
import { NUMBER_FUNCTIONS } from './functions/number.ts';
import { SIMPLE_FUNCTIONS, type Simple } from './functions/simple.ts';
import { TEXT_FUNCTIONS } from './functions/text.ts';
import type { Scope } from './scope.ts';
import { suggestion } from './suggest.ts';

type CallAst = Ast & { kind: 'call' };

/** One call under check. Arguments are checked when they are asked for. */
export class Call {
  readonly checker: Checker;
  readonly ast: CallAst;
  readonly scope: Scope;
  private readonly parts: (Checked | undefined)[] = [];

  constructor(checker: Checker, ast: CallAst, scope: Scope) {
    this.checker = checker;
    this.ast = ast;
    this.scope = scope;
  }

  get count(): number {
    return this.ast.args.length;
  }

  argument(i: number): Checked {
    const ast = this.ast.args[i];
    if (ast === undefined) return checked({ op: 'const', value: null }, ANY);
    this.parts[i] ??= this.checker.check(ast, this.scope);
    return this.parts[i];
  }

  span(i: number): Span {
    return this.ast.args[i] ?? this.ast;
  }

  /** The tree of an argument that must be of a type. */
  fit(i: number, type: Type): Expr {
    return this.checker.fit(this.argument(i), type, this.span(i));
  }

  /** The type of an argument that must be a value. */
  value(i: number): Type {
    return this.checker.value(this.argument(i), this.span(i));
  }

  bad(
    code: 'argument-type' | 'unsupported' | 'bad-literal' | 'unknown-id',
    i: number,
    message: string,
    remedy?: string,
  ): Checked {
    return this.checker.bad(code, this.span(i), message, remedy);
  }

  /** The text of an argument that must be written as a literal. */
  literal(i: number): string | undefined {
    const ast = this.ast.args[i];
    return ast?.kind === 'literal' && typeof ast.value === 'string' ? ast.value : undefined;
  }
}

export interface FunctionCheck {
  /** Least and greatest number of arguments. */
  readonly counts: readonly [number, number];
  readonly check: (call: Call) => Checked;
}

const SPECIAL: Readonly<Record<string, FunctionCheck>> = {
  ...CASE_FUNCTIONS,
  ...DATE_FUNCTIONS,
  ...LIST_FUNCTIONS,
  ...NUMBER_FUNCTIONS,
  ...TEXT_FUNCTIONS,
};

/** All names that can be called, apart from those that the context declares. */
export const FUNCTION_NAMES: readonly string[] = [...Object.keys(SPECIAL), ...Object.keys(SIMPLE_FUNCTIONS)].sort();

export function checkCall(checker: Checker, ast: CallAst, scope: Scope): Checked {
  const call = new Call(checker, ast, scope);
  const { name } = ast.fn;
  const byId = checker.context.byId ?? {};
  if (Object.hasOwn(byId, name)) return checkById(call, byId[name] ?? {});
  if (Object.hasOwn(SPECIAL, name)) {
    const special = SPECIAL[name] as FunctionCheck;
    return counted(call, special.counts) ? special.check(call) : checkArguments(call);
  }
  if (Object.hasOwn(SIMPLE_FUNCTIONS, name)) return checkSimple(call, SIMPLE_FUNCTIONS[name] as Simple);
  return unknownFunction(call, Object.keys(byId));
}

function counted({ checker, ast, count }: Call, [least, most]: readonly [number, number]): boolean {
  if (count >= least && count <= most) return true;
  const wanted =
    least === most ? `${least}` : most === Number.POSITIVE_INFINITY ? `${least} or more` : `${least} to ${most}`;
  checker.fault(
    'argument-count',
    ast,
    `${ast.fn.name} takes ${wanted} argument${wanted === '1' ? '' : 's'}, not ${count}`,
  );
  return false;
}

/** Looks for faults inside the arguments of a call that is wrong itself. */
function checkArguments(call: Call): Checked {
  for (let i = 0; i < call.count; i++) if (call.ast.args[i]?.kind !== 'function') call.argument(i);
  return checked({ op: 'const', value: null }, ANY);
}

function unknownFunction(call: Call, declared: readonly string[]): Checked {
  const { name } = call.ast.fn;
  checkArguments(call);
  const reason = Object.hasOwn(LEFT_OUT, name) ? LEFT_OUT[name] : undefined;
  if (reason !== undefined) return call.checker.bad('unsupported', call.ast.fn, `${name} is not supported`, reason);
  const remedy = suggestion(name, [...declared, ...FUNCTION_NAMES]);
  return call.checker.bad('unknown-function', call.ast.fn, `there is no function "${name}"`, remedy);
}

function checkSimple(call: Call, simple: Simple): Checked {
  const { params, result, least = params.length, fill = null, fn = call.ast.fn.name } = simple;
  if (!counted(call, [least, params.length])) return checkArguments(call);
  const args = params.map((type, i): Expr => (i < call.count ? call.fit(i, type) : { op: 'const', value: fill }));
  return checked({ op: 'call', fn, args }, result);
}

/** `step("review")`: the id is a literal, so that a misspelt one is found at deployment. */
function checkById(call: Call, ids: Readonly<Record<string, Type>>): Checked {
  const { name } = call.ast.fn;
  if (!counted(call, [1, 1])) return checkArguments(call);
  const id = call.literal(0);
  if (id === undefined) return call.bad('unsupported', 0, `the id in ${name}("…") must be written out`);
  const type = Object.hasOwn(ids, id) ? ids[id] : undefined;
  if (type === undefined) {
    return call.bad('unknown-id', 0, `${name}("${id}"): there is no such id`, suggestion(id, Object.keys(ids)));
  }
  const tree: Expr = { op: 'engine', fn: name, args: [{ op: 'const', value: id }] };
  return checked(tree, narrowed(tree, type, call.scope.facts));
}
