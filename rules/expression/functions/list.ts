/** Lists. Positions count from 1. What compares items uses `by`. */
import { COMPARE, EQUAL, keyOf } from '../compare.ts';
import { EvaluationFault } from '../fault.ts';
import { addNum, divideNum, type Num } from '../number.ts';
import type { Run } from '../run.ts';
import type { EqualBy, OrderBy } from '../tree.ts';
import { checkLength, isList, type Value, wrongValue } from '../value.ts';
import { type BuiltIn, integer, list, number } from './arguments.ts';

type By = EqualBy | OrderBy;

function sum(items: readonly Value[]): Num {
  let total: Num = 0;
  for (const item of items) total = addNum(total, number(item));
  return total;
}

function extreme(items: readonly Value[], by: By, sign: 1 | -1): Value {
  const compare = COMPARE[by as OrderBy];
  let best: Value = null;
  for (const item of items) {
    if (best === null || compare(item, best) * sign > 0) best = item;
    // A null is a fault also where it stands alone or first.
    if (item === null) compare(item, item);
  }
  return best;
}

function mean(items: readonly Value[]): Value {
  return items.length === 0 ? null : divideNum(sum(items), items.length);
}

function distinct(items: readonly Value[], by: By, run: Run): readonly Value[] {
  run.count(items.length);
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = keyOf(item, by as EqualBy);
    return !seen.has(key) && seen.add(key);
  });
}

function concatenate(lists: readonly Value[]): readonly Value[] {
  checkLength(lists.reduce<number>((total, part) => total + list(part).length, 0));
  return lists.flatMap(list);
}

function flatten(items: readonly Value[], into: Value[], run: Run): readonly Value[] {
  run.count(items.length);
  for (const item of items) {
    if (isList(item)) flatten(item, into, run);
    else into.push(item);
  }
  return into;
}

function contains(items: readonly Value[], wanted: Value, by: By, run: Run): boolean {
  run.count(items.length);
  const equal = EQUAL[by as EqualBy];
  return items.some((item) => equal(item, wanted));
}

function positions(items: readonly Value[], wanted: Value, by: By, run: Run): readonly Value[] {
  run.count(items.length);
  const equal = EQUAL[by as EqualBy];
  return items.flatMap((item, i) => (equal(item, wanted) ? [i + 1] : []));
}

/** The items of `a` that are not in `b`, in the order of `a`, repeats kept. */
function minus(a: readonly Value[], b: readonly Value[], by: By, run: Run): readonly Value[] {
  run.count(a.length + b.length);
  const gone = new Set(b.map((item) => keyOf(item, by as EqualBy)));
  return a.filter((item) => !gone.has(keyOf(item, by as EqualBy)));
}

function sublist(items: readonly Value[], start: number, length: Value): readonly Value[] {
  const from = start > 0 ? start - 1 : start < 0 ? Math.max(items.length + start, 0) : items.length;
  return items.slice(from, length === null ? undefined : from + Math.max(integer(length), 0));
}

function removeAt(items: readonly Value[], position: number): readonly Value[] {
  const at = position > 0 ? position - 1 : items.length + position;
  if (position === 0 || at < 0 || at >= items.length) {
    throw new EvaluationFault('out-of-range', `position ${position} of a list of ${items.length}`);
  }
  return items.toSpliced(at, 1);
}

function sort(items: readonly Value[], by: By, run: Run): readonly Value[] {
  const compare = COMPARE[by as OrderBy];
  items.forEach((item) => {
    compare(item, item);
  });
  return items.toSorted((a, b) => {
    run.count(1);
    return compare(a, b);
  });
}

function has(items: readonly Value[], wanted: boolean): boolean {
  let found = false;
  for (const item of items) {
    if (typeof item !== 'boolean') throw wrongValue(item, 'true or false');
    if (item === wanted) found = true;
  }
  return found;
}

export const LIST_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  count: (a) => list(a).length,
  sum: (a) => sum(list(a)),
  min: (a, _b, _c, _run, by) => extreme(list(a), by, -1),
  max: (a, _b, _c, _run, by) => extreme(list(a), by, 1),
  mean: (a) => mean(list(a)),
  'distinct values': (a, _b, _c, run, by) => distinct(list(a), by, run),
  concatenate: (a) => concatenate(list(a)),
  flatten: (a, _b, _c, run) => flatten(list(a), [], run),
  union: (a, _b, _c, run, by) => distinct(concatenate(list(a)), by, run),
  'list contains': (a, b, _c, run, by) => contains(list(a), b, by, run),
  'index of': (a, b, _c, run, by) => positions(list(a), b, by, run),
  minus: (a, b, _c, run, by) => minus(list(a), list(b), by, run),
  reverse: (a) => list(a).toReversed(),
  sublist: (a, b, c) => sublist(list(a), integer(b), c),
  remove: (a, b) => removeAt(list(a), integer(b)),
  sort: (a, _b, _c, run, by) => sort(list(a), by, run),
  'sort by bytes': (a, _b, _c, run) => sort(list(a), 'text', run),
  all: (a) => !has(list(a), false),
  any: (a) => has(list(a), true),
};
