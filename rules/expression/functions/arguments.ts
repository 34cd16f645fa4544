/** What a built-in function is, and how it reads its arguments. */
import { EvaluationFault } from '../fault.ts';
import { isNum, type Num, toCount } from '../number.ts';
import type { Run } from '../run.ts';
import type { EqualBy, OrderBy } from '../tree.ts';
import { isList, TEXT_MAX, type Value, wrongValue } from '../value.ts';

/** At most three arguments: the compiler fills in what was left out, and makes one list of a variable number. */
export type BuiltIn = (a: Value, b: Value, c: Value, run: Run, by: EqualBy | OrderBy) => Value;

export function text(value: Value): string {
  if (typeof value !== 'string') throw wrongValue(value, 'a text');
  return value;
}

export function date(value: Value): string {
  if (typeof value !== 'string') throw wrongValue(value, 'a date');
  return value;
}

export function number(value: Value): Num {
  if (!isNum(value)) throw wrongValue(value, 'a number');
  return value;
}

export function integer(value: Value): number {
  return toCount(number(value), 'the argument');
}

export function list(value: Value): readonly Value[] {
  if (!isList(value)) throw wrongValue(value, 'a list');
  return value;
}

/** A text that was made, within the limit. */
export function made(result: string): string {
  if (result.length > TEXT_MAX) {
    throw new EvaluationFault('limit', `a text of ${result.length} characters: the limit is ${TEXT_MAX}`);
  }
  return result;
}
