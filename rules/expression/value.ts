/** Values inside an expression: JSON, with decimals where a JS number would round. */
import type { Json } from '../json.ts';
import { EvaluationFault } from './fault.ts';
import { Decimal, type Num, toNumber } from './number.ts';

export type Value = null | boolean | string | Num | readonly Value[] | RecordValue;
export interface RecordValue {
  readonly [key: string]: Value;
}

/** Items of a list that an expression makes. */
export const LIST_MAX = 100_000;
/** Passes of `for`, `some`, `every`, filters and sorting, in one evaluation. */
export const ITERATIONS_MAX = 1_000_000;
/** Characters of a text that an expression makes. */
export const TEXT_MAX = 1_000_000;

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isRecord(value: Value): value is RecordValue {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Decimal);
}

/** Plain JSON: decimals become numbers. What has none is returned as it is, not copied. */
export function toData(value: Value): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Decimal) return toNumber(value);
  if (isList(value)) return listToData(value);
  return recordToData(value as RecordValue);
}

function listToData(list: readonly Value[]): Json {
  let copy: Json[] | undefined;
  for (let i = 0; i < list.length; i++) {
    const item = list[i] as Value;
    const data = toData(item);
    if (data !== item) {
      copy ??= list.slice() as Json[];
      copy[i] = data;
    }
  }
  return copy ?? (list as Json[]);
}

function recordToData(record: RecordValue): Json {
  let copy: Record<string, Json> | undefined;
  for (const key of Object.keys(record)) {
    const item = record[key] as Value;
    const data = toData(item);
    if (data !== item) {
      copy ??= { ...record } as Record<string, Json>;
      copy[key] = data;
    }
  }
  return copy ?? (record as Record<string, Json>);
}

/** What a value is, for messages. */
export function describeValue(value: Value): string {
  if (value === null) return 'null';
  if (isList(value)) return `a list of ${value.length}`;
  if (isRecord(value)) return 'a record';
  return typeof value === 'string' ? `the text "${value.length > 40 ? `${value.slice(0, 40)}…` : value}"` : `${value}`;
}

export function checkLength(length: number): void {
  if (length > LIST_MAX) throw new EvaluationFault('limit', `a list of ${length} items: the limit is ${LIST_MAX}`);
}

export function wrongValue(value: Value, expected: string): EvaluationFault {
  return value === null
    ? new EvaluationFault('null-operand', `null where ${expected} is needed`)
    : new EvaluationFault('wrong-type', `${describeValue(value)} where ${expected} is needed`);
}
