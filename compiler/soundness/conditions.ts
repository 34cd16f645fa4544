/**
 * Conditions as free choices that agree with themselves: within one event a field has one value, drawn from the
 * values that its type allows and that some condition mentions; any other test is true or false, the same each time.
 */
import type { Expr } from '../../rules/expression/tree.ts';
import type { Json } from '../../rules/json.ts';
import type { Choose } from './choices.ts';

/** Values that a path can have; null: not known. `optional`: or be absent. */
export interface Domain {
  values: readonly Json[] | null;
  optional: boolean;
}

export interface Knowledge {
  choose: Choose;
  /** What was chosen in this event: a value by path, an answer by test. */
  chosen: Map<string, Json>;
  domainOf(root: string, path: readonly string[]): Domain;
  /** Values that conditions of the procedure compare the path with. */
  mentioned(key: string): readonly Json[];
  isOpen(step: string): boolean;
  /** Null: not followed. */
  isDone(step: string): boolean | null;
  /** The name under which a value is chosen: the case data of a form's field are the form's. */
  keyOf(root: string, path: readonly string[]): string;
  /** Some test was no comparison of a field with constants: its answers need not all be possible. */
  inexact: boolean;
  /** Some test asked how often steps were done and the like: what the flow itself decides. */
  asksFlow: boolean;
}

/** Stands for every value that no condition mentions. */
const OTHER = '\u0000other';

export function holds(expr: Expr | undefined, know: Knowledge): boolean {
  if (expr === undefined) return true;
  switch (expr.op) {
    case 'const':
      return expr.value === true;
    case 'and':
      return expr.args.every((arg) => holds(arg, know));
    case 'or':
      return expr.args.some((arg) => holds(arg, know));
    case 'not':
      return !holds(expr.arg, know);
    case 'if':
      return holds(expr.test, know) ? holds(expr.yes, know) : holds(expr.no, know);
    case 'need':
      return holds(expr.arg, know);
    case 'path':
      return valueAt(expr, know) === true;
    case 'is-null':
      return isPath(expr.arg) ? isAbsent(expr.arg, know) : test(expr, know);
    case 'eq':
      return equal(expr, know);
    case 'ne':
      return !equal(expr, know);
    case 'one-of':
      return isPath(expr.arg)
        ? expr.values.some((value) => value === valueAt(expr.arg as PathExpr, know))
        : test(expr, know);
    case 'lt':
      return less(expr.left, expr.right, know);
    case 'le':
      return !less(expr.right, expr.left, know);
    case 'field':
      return stepAnswer(expr, know) ?? test(expr, know);
    default:
      return test(expr, know);
  }
}

type PathExpr = Extract<Expr, { op: 'path' }>;

function isPath(expr: Expr): expr is PathExpr {
  return expr.op === 'path';
}

function equal(expr: Extract<Expr, { op: 'eq' | 'ne' }>, know: Knowledge): boolean {
  const [left, right] = expr.left.op === 'const' ? [expr.right, expr.left] : [expr.left, expr.right];
  const subject = left.op === 'need' ? left.arg : left;
  if (right.op === 'const' && isPath(subject)) return valueAt(subject, know) === right.value;
  if (right.op === 'const' && typeof right.value === 'boolean' && subject.op === 'field') {
    const answer = stepAnswer(subject, know);
    if (answer !== null) return answer === right.value;
  }
  return test({ ...expr, op: 'eq' }, know);
}

/** `step("x").completed > 0` asks whether x was done. */
function less(left: Expr, right: Expr, know: Knowledge): boolean {
  if (left.op === 'const' && left.value === 0 && right.op === 'field') {
    const answer = stepAnswer(right, know);
    if (answer !== null) return answer;
  }
  return test({ op: 'lt', by: 'number', left, right }, know);
}

/** `step("x").open`, `.done`, `.times`, `.completed` from the marking; null: something else. */
function stepAnswer(expr: Extract<Expr, { op: 'field' }>, know: Knowledge): boolean | null {
  const { of, path } = expr;
  if (of.op !== 'engine' || of.fn !== 'step') return null;
  const id = of.args[0];
  if (id?.op !== 'const' || typeof id.value !== 'string') return null;
  if (path[0] === 'open') return know.isOpen(id.value);
  if (path[0] === 'done' || path[0] === 'times' || path[0] === 'completed') return know.isDone(id.value);
  return null;
}

function test(expr: Expr, know: Knowledge): boolean {
  const key = `?${JSON.stringify(expr)}`;
  const known = know.chosen.get(key);
  if (known !== undefined) return known === true;
  const answer = know.choose(2) === 0;
  know.chosen.set(key, answer);
  know.inexact = true;
  if (key.includes('"op":"engine"')) know.asksFlow = true;
  return answer;
}

/** Case data that are asked for may be absent, though their type is that of a field that must be given. */
function isAbsent(expr: PathExpr, know: Knowledge): boolean {
  const isData = expr.root === 'data' && know.keyOf(expr.root, expr.path) === pathKey(expr.root, expr.path);
  return valueAt(expr, know, isData) === null;
}

function valueAt(expr: PathExpr, know: Knowledge, mayBeAbsent = false): Json {
  const key = know.keyOf(expr.root, expr.path);
  const known = know.chosen.get(key);
  if (known !== undefined) return known;
  const { values, optional } = know.domainOf(expr.root, expr.path);
  const domain = { values, optional: optional || mayBeAbsent };
  const options = optionsFor(key, domain, know.mentioned(mentionKey(expr.root, expr.path)));
  const value = options[know.choose(options.length)] ?? null;
  know.chosen.set(key, value);
  return value;
}

function optionsFor(key: string, domain: Domain, mentioned: readonly Json[]): Json[] {
  const { values, optional } = domain;
  const named = mentioned.filter((value) => value !== null && (values === null || values.includes(value)));
  const options: Json[] = values !== null && values.length <= 2 ? [...values] : [...named];
  if (values === null || values.some((value) => !options.includes(value))) options.push(OTHER);
  if (optional) options.push(null);
  return options.length === 0 ? [`${OTHER}${key}`] : options;
}

/** A field is compared as the form's, the message's or, merged, as case data: the constants are the same. */
function mentionKey(root: string, path: readonly string[]): string {
  return pathKey(['form', 'message', 'data'].includes(root) ? '*' : root, path);
}

export function pathKey(root: string, path: readonly string[]): string {
  return [root, ...path].join('.');
}

/** Gathers the constants with which conditions compare a path. */
export function gatherMentioned(expr: Expr | undefined, into: Map<string, Json[]>): void {
  if (expr === undefined) return;
  const add = (path: Expr, values: readonly Json[]): void => {
    const subject = path.op === 'need' ? path.arg : path;
    if (!isPath(subject)) return;
    const key = mentionKey(subject.root, subject.path);
    const list = into.get(key) ?? [];
    for (const value of values) if (!list.includes(value)) list.push(value);
    into.set(key, list);
  };
  if (expr.op === 'eq' || expr.op === 'ne') {
    if (expr.right.op === 'const') add(expr.left, [expr.right.value]);
    if (expr.left.op === 'const') add(expr.right, [expr.left.value]);
  }
  if (expr.op === 'one-of') add(expr.arg, expr.values);
  if (expr.op === 'path') add(expr, [true]);
  if (expr.op === 'and' || expr.op === 'or') for (const arg of expr.args) gatherMentioned(arg, into);
  if (expr.op === 'not' || expr.op === 'need') gatherMentioned(expr.arg, into);
  if (expr.op === 'if') for (const part of [expr.test, expr.yes, expr.no]) gatherMentioned(part, into);
}
