/** Functions of lists: their types follow from those of the items. */
import type { EqualBy, Expr } from '../../../rules/expression/tree.ts';
import {
  ANY,
  BOOLEAN,
  INTEGER,
  listOf,
  NULL,
  NUMBER,
  optional,
  required,
  type Type,
} from '../../../rules/expression/type.ts';
import type { Ast } from '../ast.ts';
import type { Call, FunctionCheck } from '../call.ts';
import { type Checked, checked } from '../checked.ts';
import { checkCodes } from '../operators.ts';
import { bindName } from '../scope.ts';
import { describe, equalBy, equalByOf, NOTHING, orderByOf, unify } from '../types.ts';

const MANY = Number.POSITIVE_INFINITY;

function callOf(fn: string, args: readonly Expr[], type: Type, by?: EqualBy | 'date' | 'text'): Checked {
  return checked(by === undefined ? { op: 'call', fn, args } : { op: 'call', fn, args, by }, type);
}

function item(call: Call, i = 0): Type {
  return call.checker.itemType(call.argument(i), call.span(i));
}

/** One list, or several values that make one. */
function gathered(call: Call): Checked {
  if (call.count === 1) {
    const part = call.argument(0);
    if (part.type.kind === 'list' || part.type.kind === 'any') return part;
  }
  return call.checker.list(call.ast.args, call.scope);
}

/** Items that must be values of one type. */
function itemsOf(call: Call, part: Checked, wanted?: Type): Type {
  const of = call.checker.itemType(part, call.ast);
  if (of === NOTHING) return of;
  const type = call.checker.value(checked(part.tree, of), call.ast);
  if (wanted !== undefined && type.kind !== 'any' && type.kind !== wanted.kind) {
    call.checker.fault('argument-type', call.ast, `${call.ast.fn.name} of a list of ${describe(type)} is not defined`);
    return ANY;
  }
  return type;
}

function isInteger(type: Type): boolean {
  return type === NOTHING || (type.kind === 'number' && type.integer === true);
}

function sum(call: Call): Checked {
  const part = gathered(call);
  const of = itemsOf(call, part, NUMBER);
  return callOf('sum', [part.tree], isInteger(of) ? INTEGER : NUMBER);
}

function mean(call: Call): Checked {
  const part = gathered(call);
  itemsOf(call, part, NUMBER);
  return callOf('mean', [part.tree], isFilled(part) ? NUMBER : optional(NUMBER));
}

function isFilled({ tree }: Checked): boolean {
  if (tree.op === 'const') return Array.isArray(tree.value) && tree.value.length > 0;
  return tree.op === 'list' && tree.items.length > 0;
}

function extreme(call: Call): Checked {
  const part = gathered(call);
  const of = itemsOf(call, part);
  const by = orderByOf(of);
  if (by === undefined) {
    if (of === NOTHING) return checked({ op: 'const', value: null }, NULL);
    if (of.kind === 'any' && call.checker.faults.length > 0) return checked(part.tree, ANY);
    return call.bad('argument-type', 0, `${describe(of)} has no order`);
  }
  const args = [part.tree];
  return checked({ op: 'call', fn: call.ast.fn.name, args, by }, isFilled(part) ? of : optional(of));
}

function distinct(call: Call): Checked {
  const of = item(call);
  return callOf('distinct values', [call.argument(0).tree], listOf(of), equalByOf(of));
}

/** The lists as one list of lists, and the type of their items. */
function lists(call: Call): { tree: Expr; of: Type } {
  let of: Type = NOTHING;
  const items = call.ast.args.map((_, i) => {
    const next: Type | undefined = unify(of, item(call, i));
    if (next === undefined)
      call.bad('argument-type', i, `this is a list of ${describe(item(call, i))}, not of ${describe(of)}`);
    of = next ?? ANY;
    return call.argument(i).tree;
  });
  return { tree: { op: 'list', items }, of };
}

function concatenate(call: Call): Checked {
  const { tree, of } = lists(call);
  return callOf('concatenate', [tree], listOf(of));
}

function union(call: Call): Checked {
  const { tree, of } = lists(call);
  return callOf('union', [tree], listOf(of), equalByOf(of));
}

function append(call: Call): Checked {
  const more = call.checker.list(call.ast.args.slice(1), call.scope);
  const of = unify(item(call), more.type.kind === 'list' ? more.type.of : ANY);
  if (of === undefined) return call.bad('argument-type', 1, `the list holds ${describe(item(call))}, not such values`);
  return callOf('concatenate', [{ op: 'list', items: [call.argument(0).tree, more.tree] }], listOf(of));
}

function flatten(call: Call): Checked {
  let of = item(call);
  while (of.kind === 'list') of = of.of;
  return callOf('flatten', [call.argument(0).tree], listOf(of));
}

/** A list and a value that could be one of its items. */
function member(type: Type): (call: Call) => Checked {
  return (call) => {
    const [list, value] = [call.argument(0), call.argument(1)];
    const of = item(call);
    const by = of === NOTHING ? 'plain' : equalBy(of, value.type);
    if (by === undefined) {
      return call.bad(
        'argument-type',
        1,
        `the list holds ${describe(required(of))}, but this is ${describe(value.type)}`,
      );
    }
    checkCodes(call.checker, checked(list.tree, of), value, call.span(1));
    return callOf(call.ast.fn.name, [list.tree, value.tree], type, by);
  };
}

function minus(call: Call): Checked {
  const [of, other] = [item(call, 0), item(call, 1)];
  const by = of === NOTHING || other === NOTHING ? 'deep' : equalBy(of, other);
  if (by === undefined) {
    return call.bad('argument-type', 1, `a list of ${describe(of)} can't be lessened by ${describe(other)}`);
  }
  return callOf('minus', [call.argument(0).tree, call.argument(1).tree], listOf(of), by);
}

function reverse(call: Call): Checked {
  return callOf('reverse', [call.argument(0).tree], listOf(item(call)));
}

function sublist(call: Call): Checked {
  const length: Expr = call.count > 2 ? call.fit(2, INTEGER) : { op: 'const', value: null };
  return callOf('sublist', [call.argument(0).tree, call.fit(1, INTEGER), length], listOf(item(call)));
}

function remove(call: Call): Checked {
  return callOf('remove', [call.argument(0).tree, call.fit(1, INTEGER)], listOf(item(call)));
}

function sort(call: Call): Checked {
  const before = call.ast.args[1];
  if (before !== undefined) return sortBy(call, before);
  const part = call.argument(0);
  const of = itemsOf(call, part);
  const by = orderByOf(of);
  if (of === NOTHING) return part;
  if (by === undefined) {
    const remedy = 'write sort(list, function(a, b) a.field < b.field)';
    return call.bad('argument-type', 0, `${describe(of)} has no order`, remedy);
  }
  return checked({ op: 'call', fn: 'sort', args: [part.tree], by }, listOf(of));
}

function sortBy(call: Call, before: Ast): Checked {
  const list = call.argument(0);
  const of = item(call);
  if (before.kind !== 'function' || before.params.length !== 2) {
    return call.bad(
      'argument-type',
      1,
      'how to sort is a function of two items',
      'write function(a, b) a.field < b.field',
    );
  }
  const [a, b] = before.params as [string, string];
  const scope = bindName(bindName(call.scope, a, of), b, of);
  const test = call.checker.condition(before.body, scope);
  return checked({ op: 'sort-by', of: list.tree, a, b, test: test.tree }, listOf(of));
}

function quantified(call: Call): Checked {
  const part = gathered(call);
  itemsOf(call, part, BOOLEAN);
  return callOf(call.ast.fn.name, [part.tree], BOOLEAN);
}

function count(call: Call): Checked {
  item(call);
  return callOf('count', [call.argument(0).tree], INTEGER);
}

export const LIST_FUNCTIONS: Readonly<Record<string, FunctionCheck>> = {
  count: { counts: [1, 1], check: count },
  sum: { counts: [1, MANY], check: sum },
  mean: { counts: [1, MANY], check: mean },
  min: { counts: [1, MANY], check: extreme },
  max: { counts: [1, MANY], check: extreme },
  'distinct values': { counts: [1, 1], check: distinct },
  concatenate: { counts: [1, MANY], check: concatenate },
  union: { counts: [1, MANY], check: union },
  append: { counts: [2, MANY], check: append },
  flatten: { counts: [1, 1], check: flatten },
  'list contains': { counts: [2, 2], check: member(BOOLEAN) },
  'index of': { counts: [2, 2], check: member(listOf(INTEGER)) },
  minus: { counts: [2, 2], check: minus },
  reverse: { counts: [1, 1], check: reverse },
  sublist: { counts: [2, 3], check: sublist },
  remove: { counts: [2, 2], check: remove },
  sort: { counts: [1, 2], check: sort },
  all: { counts: [1, MANY], check: quantified },
  any: { counts: [1, MANY], check: quantified },
};
