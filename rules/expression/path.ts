/** Reading fields. A field of null is null; a field of a list is the list of its items' fields. */
import { Decimal } from './number.ts';
import type { Code, Run } from './run.ts';
import type { Expr } from './tree.ts';
import { type Value, wrongValue } from './value.ts';

type Plain = Readonly<Record<string, Value | undefined>>;

/** Names that every JS object answers to, so that they must be looked for among its own. */
function inherited(name: string): boolean {
  return name in Object.prototype;
}

function read(value: Value | undefined, name: string, run: Run): Value {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object' || value instanceof Decimal) throw wrongValue(value, `a record with ${name}`);
  if (!Array.isArray(value)) {
    return inherited(name) && !Object.hasOwn(value, name) ? null : ((value as Plain)[name] ?? null);
  }
  run.count(value.length);
  const items: Value[] = [];
  for (const item of value as readonly Value[]) items.push(read(item, name, run));
  return items;
}

function readPath(value: Value | undefined, path: readonly string[], tree: Expr, run: Run): Value {
  run.at = tree;
  let result = value;
  for (const name of path) result = read(result, name, run);
  return result ?? null;
}

/** `root.a` of a plain record is by far the most frequent expression: it is read without a loop. */
export function rootCode(root: string, path: readonly string[], tree: Expr): Code {
  const [name] = path;
  if (name === undefined) return (run) => (run.env.roots[root] ?? null) as Value;
  if (path.length > 1 || inherited(name)) {
    return (run) => readPath(run.env.roots[root] as Value | undefined, path, tree, run);
  }
  return (run) => {
    const record = run.env.roots[root];
    if (typeof record === 'object' && record !== null && !Array.isArray(record)) return (record[name] ?? null) as Value;
    return readPath(record as Value | undefined, path, tree, run);
  };
}

export function fieldCode(of: Code, path: readonly string[], tree: Expr): Code {
  if (path.length === 0) return of;
  return (run) => readPath(of(run), path, tree, run);
}
