/**
 * Runs a compiled expression. A tree becomes closures once; the same tree object gives the same closures.
 *
 * Conditions are two-valued: `and`, `or`, `not`, `if`, filters and quantifiers take true or false, and null is
 * a fault. `=` and `!=` compare with null; everything else needs values.
 */
import { formatInstant } from '../calendar/date.ts';
import type { Json } from '../json.ts';
import { COMPARE, EQUAL, keyOf } from './compare.ts';
import type { Env } from './env.ts';
import { EvaluationFault } from './fault.ts';
import { BUILT_IN } from './functions/index.ts';
import { filterCode, forCode, quantifiedCode, sortByCode } from './loop.ts';
import { needCode } from './need.ts';
import {
  addNum,
  compareNum,
  divideNum,
  isNum,
  multiplyNum,
  type Num,
  negateNum,
  powerNum,
  subtractNum,
  toCount,
} from './number.ts';
import { fieldCode, rootCode } from './path.ts';
import { printExpr } from './print.ts';
import { bind, type Code, condition, NO_NAMES, Run, type Scope, slotOf } from './run.ts';
import type { Expr } from './tree.ts';
import { checkLength, isList, type RecordValue, toData, type Value, wrongValue } from './value.ts';

/** Gives plain JSON, or throws EvaluationFault and nothing else. */
export type Evaluate = (env: Env) => Json;

const CACHE = new WeakMap<Expr, Evaluate>();

/** The expression as a function. Compiled once for each tree object. */
export function compileExpr(tree: Expr): Evaluate {
  const known = CACHE.get(tree);
  if (known !== undefined) return known;
  const code = build(tree, NO_NAMES);
  const evaluate: Evaluate = (env) => {
    const run = new Run(env);
    try {
      return toData(code(run));
    } catch (error) {
      throw located(error, run.at ?? tree);
    }
  };
  CACHE.set(tree, evaluate);
  return evaluate;
}

/** Date arithmetic reports years outside 1 to 9999 as RangeError; what is none of ours stays as it is. */
function located(error: unknown, node: Expr): unknown {
  const fault = error instanceof RangeError ? new EvaluationFault('out-of-range', error.message) : error;
  if (fault instanceof EvaluationFault && fault.node === undefined) {
    fault.node = node;
    fault.source = printExpr(node);
  }
  return fault;
}

function build(tree: Expr, scope: Scope): Code {
  switch (tree.op) {
    case 'const':
      return constCode(tree.value as Value);
    case 'path':
      return rootCode(tree.root, tree.path, tree);
    case 'local':
      return fieldCode(localCode(slotOf(scope, tree.name)), tree.path, tree);
    case 'field':
      return fieldCode(build(tree.of, scope), tree.path, tree);
    case 'list':
      return listCode(tree, scope);
    case 'record':
      return recordCode(tree, scope);
    case 'if':
      return ifCode(tree, scope);
    case 'and':
    case 'or':
      return logicCode(tree, scope);
    case 'not':
      return notCode(tree, scope);
    case 'is-null':
      return isNullCode(build(tree.arg, scope));
    case 'eq':
    case 'ne':
      return equalCode(tree, scope);
    case 'lt':
    case 'le':
      return orderCode(tree, scope);
    case 'one-of':
      return oneOfCode(tree, scope);
    case 'neg':
      return negateCode(tree, scope);
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
      return arithmeticCode(tree, scope);
    case 'for':
      return forCode(tree, scope, build);
    case 'some':
    case 'every':
      return quantifiedCode(tree, scope, build);
    case 'filter':
      return filterCode(tree, scope, build);
    case 'sort-by':
      return sortByCode(tree, scope, build);
    case 'at':
      return atCode(tree, scope);
    case 'let':
      return letCode(tree, scope);
    case 'else':
      return elseCode(build(tree.arg, scope), build(tree.otherwise, scope));
    case 'need':
      return needCode(tree, build(tree.arg, scope));
    case 'today':
      return (run) => run.today;
    case 'now':
      return (run) => formatInstant(run.env.now);
    case 'lookup':
      return lookupCode(tree, scope);
    case 'call':
      return callCode(tree, scope);
    case 'engine':
      return engineCode(tree, scope);
  }
}

type Node<O extends Expr['op']> = Extract<Expr, { op: O }>;

function constCode(value: Value): Code {
  return () => value;
}

function localCode(slot: number): Code {
  return (run) => run.slots[slot] ?? null;
}

function listCode(tree: Node<'list'>, scope: Scope): Code {
  const items = tree.items.map((item) => build(item, scope));
  return (run) => items.map((item) => item(run));
}

function recordCode(tree: Node<'record'>, scope: Scope): Code {
  const entries = tree.entries.map(([name, value]) => [name, build(value, scope)] as const);
  return (run) => {
    const record: Record<string, Value> = {};
    for (const [name, value] of entries) {
      if (name === '__proto__') throw new EvaluationFault('wrong-type', 'a field cannot be called __proto__');
      record[name] = value(run);
    }
    return record;
  };
}

function ifCode(tree: Node<'if'>, scope: Scope): Code {
  const test = build(tree.test, scope);
  const yes = build(tree.yes, scope);
  const no = build(tree.no, scope);
  return (run) => (condition(test(run), tree.test, run) ? yes(run) : no(run));
}

/** From left to right, no further than needed. */
function logicCode(tree: Node<'and' | 'or'>, scope: Scope): Code {
  const decides = tree.op === 'or';
  const parts = tree.args.map((arg) => ({ arg, code: build(arg, scope) }));
  return (run) => {
    for (const { arg, code } of parts) if (condition(code(run), arg, run) === decides) return decides;
    return !decides;
  };
}

function notCode(tree: Node<'not'>, scope: Scope): Code {
  const arg = build(tree.arg, scope);
  return (run) => !condition(arg(run), tree.arg, run);
}

function isNullCode(arg: Code): Code {
  return (run) => arg(run) === null;
}

function equalCode(tree: Node<'eq' | 'ne'>, scope: Scope): Code {
  const left = build(tree.left, scope);
  const right = build(tree.right, scope);
  const equal = EQUAL[tree.by];
  const wanted = tree.op === 'eq';
  return (run) => {
    const a = left(run);
    const b = right(run);
    run.at = tree;
    return equal(a, b) === wanted;
  };
}

function orderCode(tree: Node<'lt' | 'le'>, scope: Scope): Code {
  const left = build(tree.left, scope);
  const right = build(tree.right, scope);
  const compare = COMPARE[tree.by];
  const highest = tree.op === 'lt' ? -Number.MIN_VALUE : 0;
  return (run) => {
    const a = left(run);
    const b = right(run);
    run.at = tree;
    return compare(a, b) <= highest;
  };
}

function oneOfCode(tree: Node<'one-of'>, scope: Scope): Code {
  const arg = build(tree.arg, scope);
  const values = new Set<Value>(tree.values);
  const numbers = tree.values.filter((value) => typeof value === 'number');
  return (run) => {
    const value = arg(run);
    if (typeof value === 'object' && value !== null && isNum(value)) {
      return numbers.some((number) => compareNum(number, value) === 0);
    }
    return values.has(value);
  };
}

const ARITHMETIC = { add: addNum, sub: subtractNum, mul: multiplyNum, div: divideNum, pow: powerNum } as const;

function numberOf(value: Value): Num {
  if (!isNum(value)) throw wrongValue(value, 'a number');
  return value;
}

function arithmeticCode(tree: Node<keyof typeof ARITHMETIC>, scope: Scope): Code {
  const left = build(tree.left, scope);
  const right = build(tree.right, scope);
  const operate: (a: Num, b: Num) => Num = ARITHMETIC[tree.op];
  return (run) => {
    const a = left(run);
    const b = right(run);
    run.at = tree;
    return operate(numberOf(a), numberOf(b));
  };
}

function negateCode(tree: Node<'neg'>, scope: Scope): Code {
  const arg = build(tree.arg, scope);
  return (run) => {
    const value = arg(run);
    run.at = tree;
    return negateNum(numberOf(value));
  };
}

function atCode(tree: Node<'at'>, scope: Scope): Code {
  const of = build(tree.of, scope);
  const index = build(tree.index, scope);
  return (run) => {
    const list = of(run);
    const place = index(run);
    run.at = tree;
    if (!isList(list)) throw wrongValue(list, 'a list');
    const i = toCount(numberOf(place), 'a position');
    return (i > 0 ? list[i - 1] : i < 0 ? list.at(i) : undefined) ?? null;
  };
}

function letCode(tree: Node<'let'>, scope: Scope): Code {
  const value = build(tree.value, scope);
  const slot = scope.names.length;
  const body = build(tree.body, bind(scope, tree.name));
  return (run) => {
    run.slots[slot] = value(run);
    return body(run);
  };
}

function elseCode(arg: Code, otherwise: Code): Code {
  return (run) => arg(run) ?? otherwise(run);
}

/** Tables are immutable, so that an index by their columns is made once. */
const INDEXES = new WeakMap<readonly Value[], Map<string, Map<string, Value>>>();

function indexOf(rows: readonly Value[], keys: readonly string[]): Map<string, Value> {
  const name = keys.join(' ');
  let indexes = INDEXES.get(rows);
  if (indexes === undefined) {
    indexes = new Map();
    INDEXES.set(rows, indexes);
  }
  let index = indexes.get(name);
  if (index === undefined) {
    index = new Map();
    for (const row of rows) {
      const key = rowKey(keys.map((column) => (row as RecordValue)[column] ?? null));
      if (!index.has(key)) index.set(key, row);
    }
    indexes.set(name, index);
  }
  return index;
}

/** Most tables have one column of keys: its value by itself is found sooner than a list of one. */
function rowKey(values: readonly Value[]): string {
  const [only = null] = values;
  return keyOf(values.length === 1 ? only : values, 'plain');
}

function lookupCode(tree: Node<'lookup'>, scope: Scope): Code {
  const of = build(tree.of, scope);
  const args = tree.args.map((arg) => build(arg, scope));
  return (run) => {
    const rows = of(run);
    const key = args.map((arg) => arg(run));
    run.at = tree;
    if (!isList(rows)) throw wrongValue(rows, 'a table');
    return indexOf(rows, tree.keys).get(rowKey(key)) ?? null;
  };
}

const NOTHING: Code = () => null;

function callCode(tree: Node<'call'>, scope: Scope): Code {
  const call = BUILT_IN[tree.fn];
  if (call === undefined) throw new TypeError(`tree calls the unknown function ${tree.fn}`);
  const [first = NOTHING, second = NOTHING, third = NOTHING] = tree.args.map((arg) => build(arg, scope));
  const by = tree.by ?? 'plain';
  return (run) => {
    const a = first(run);
    const b = second(run);
    const c = third(run);
    run.at = tree;
    const result = call(a, b, c, run, by);
    if (isList(result)) checkLength(result.length);
    return result;
  };
}

function engineCode(tree: Node<'engine'>, scope: Scope): Code {
  const args = tree.args.map((arg) => build(arg, scope));
  return (run) => {
    const values = args.map((arg) => toData(arg(run)));
    run.at = tree;
    return run.env.call(tree.fn, values) as Value;
  };
}
