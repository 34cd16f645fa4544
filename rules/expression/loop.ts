/** `for`, `some`, `every`, filters and sorting by a condition. */
import { EvaluationFault } from './fault.ts';
import { isNum, toCount } from './number.ts';
import { type Build, bind, type Code, condition, type Run, type Scope } from './run.ts';
import type { Each, Expr } from './tree.ts';
import { checkLength, isList, LIST_MAX, type Value, wrongValue } from './value.ts';

type Visit = (run: Run) => boolean;
/** Calls `visit` for every combination until it answers false; answers whether it never did. */
type Walk = (run: Run, visit: Visit) => boolean;

function listOf(value: Value): readonly Value[] {
  if (!isList(value)) throw wrongValue(value, 'a list');
  return value;
}

function countOf(value: Value): number {
  if (!isNum(value)) throw wrongValue(value, 'an integer');
  return toCount(value, 'the end of a range');
}

function walkList(of: Code, slot: number, inner: Walk, tree: Expr): Walk {
  return (run, visit) => {
    const value = of(run);
    run.at = tree;
    const items = listOf(value);
    run.count(items.length);
    for (const item of items) {
      run.slots[slot] = item;
      if (!inner(run, visit)) return false;
    }
    return true;
  };
}

function walkRange(from: Code, to: Code, slot: number, inner: Walk, tree: Expr): Walk {
  return (run, visit) => {
    const [a, b] = [from(run), to(run)];
    run.at = tree;
    const [first, last] = [countOf(a), countOf(b)];
    if (Math.abs(last - first) >= LIST_MAX) {
      throw new EvaluationFault('limit', `the range ${first}..${last}: the limit is ${LIST_MAX} numbers`);
    }
    const step = last < first ? -1 : 1;
    run.count(Math.abs(last - first) + 1);
    for (let i = first; i !== last + step; i += step) {
      run.slots[slot] = i;
      if (!inner(run, visit)) return false;
    }
    return true;
  };
}

/** Nests the iterators, the first outermost; a later one may use the names before it. */
function walkAll(each: readonly Each[], scope: Scope, build: Build, tree: Expr): { walk: Walk; scope: Scope } {
  const [first, ...rest] = each;
  if (first === undefined) return { walk: (run, visit) => visit(run), scope };
  const slot = scope.names.length;
  const { walk: inner, scope: innermost } = walkAll(rest, bind(scope, first.name), build, tree);
  const walk =
    'in' in first
      ? walkList(build(first.in, scope), slot, inner, tree)
      : walkRange(build(first.from, scope), build(first.to, scope), slot, inner, tree);
  return { walk, scope: innermost };
}

export function forCode(tree: Expr & { op: 'for' }, scope: Scope, build: Build): Code {
  const { walk, scope: inner } = walkAll(tree.each, scope, build, tree);
  const body = build(tree.body, inner);
  return (run) => {
    const result: Value[] = [];
    walk(run, (now) => {
      result.push(body(now));
      if (result.length > LIST_MAX) checkLength(result.length);
      return true;
    });
    return result;
  };
}

export function quantifiedCode(tree: Expr & { op: 'some' | 'every' }, scope: Scope, build: Build): Code {
  const { walk, scope: inner } = walkAll(tree.each, scope, build, tree);
  const body = build(tree.body, inner);
  const goesOn = tree.op === 'every';
  return (run) => {
    const never = walk(run, (now) => condition(body(now), tree.body, now) === goesOn);
    return never === goesOn;
  };
}

export function filterCode(tree: Expr & { op: 'filter' }, scope: Scope, build: Build): Code {
  const of = build(tree.of, scope);
  const slot = scope.names.length;
  const test = build(tree.test, bind(scope, tree.name));
  return (run) => {
    const value = of(run);
    run.at = tree;
    const items = listOf(value);
    run.count(items.length);
    const result: Value[] = [];
    for (const item of items) {
      run.slots[slot] = item;
      if (condition(test(run), tree.test, run)) result.push(item);
    }
    return result;
  };
}

export function sortByCode(tree: Expr & { op: 'sort-by' }, scope: Scope, build: Build): Code {
  const of = build(tree.of, scope);
  const slot = scope.names.length;
  const test = build(tree.test, bind(bind(scope, tree.a), tree.b));
  const before = (run: Run, a: Value, b: Value): boolean => {
    run.count(1);
    run.slots[slot] = a;
    run.slots[slot + 1] = b;
    return condition(test(run), tree.test, run);
  };
  return (run) => {
    const value = of(run);
    run.at = tree;
    return listOf(value).toSorted((a, b) => (before(run, a, b) ? -1 : before(run, b, a) ? 1 : 0));
  };
}
