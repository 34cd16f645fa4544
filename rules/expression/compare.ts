/** Orders and equality, by the kind that the compiler proved. A value of another kind is a fault. */
import { parseInstant } from '../calendar/date.ts';
import { EvaluationFault } from './fault.ts';
import { compareNum, isNum } from './number.ts';
import type { EqualBy, OrderBy } from './tree.ts';
import { isList, isRecord, type RecordValue, type Value, wrongValue } from './value.ts';

export type Compare = (a: Value, b: Value) => number;
export type Equal = (a: Value, b: Value) => boolean;

const OURS = '+08:00';

/** Milliseconds of an instant's text. */
export function instantOf(value: Value): number {
  if (typeof value !== 'string') throw wrongValue(value, 'an instant');
  const instant = parseInstant(value);
  if (instant === undefined) throw new EvaluationFault('bad-text', `"${value}" is no instant with offset`);
  return instant;
}

function compareNumbers(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a < b ? -1 : a > b ? 1 : 0;
  if (!isNum(a)) throw wrongValue(a, 'a number');
  if (!isNum(b)) throw wrongValue(b, 'a number');
  return compareNum(a, b);
}

function compareDates(a: Value, b: Value): number {
  if (typeof a !== 'string') throw wrongValue(a, 'a date');
  if (typeof b !== 'string') throw wrongValue(b, 'a date');
  return a < b ? -1 : a > b ? 1 : 0;
}

function compareInstants(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string' && a.length === b.length && a.endsWith(OURS) && b.endsWith(OURS)) {
    return a < b ? -1 : a > b ? 1 : 0;
  }
  return Math.sign(instantOf(a) - instantOf(b));
}

/** By code point, which is also the order of the UTF-8 bytes. (JS compares UTF-16 units: 𠮷 would come before ﹪.) */
function compareTexts(a: Value, b: Value): number {
  if (typeof a !== 'string') throw wrongValue(a, 'a text');
  if (typeof b !== 'string') throw wrongValue(b, 'a text');
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return codePointRank(x) - codePointRank(y);
  }
  return a.length - b.length;
}

/** Lifts surrogates above the rest of the basic plane, where their code points belong. */
function codePointRank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x2_0000 : unit;
}

export const COMPARE: Readonly<Record<OrderBy, Compare>> = {
  number: compareNumbers,
  text: compareTexts,
  date: compareDates,
  instant: compareInstants,
};

function equalPlain(a: Value, b: Value): boolean {
  return a === b || (a !== null && b !== null && typeof a !== typeof b && mismatch(a, b));
}

function equalNumbers(a: Value, b: Value): boolean {
  return a === b || (a !== null && b !== null && compareNumbers(a, b) === 0);
}

function equalInstants(a: Value, b: Value): boolean {
  return a === b || (a !== null && b !== null && compareInstants(a, b) === 0);
}

function mismatch(a: Value, b: Value): never {
  throw wrongValue(b, `a value of the same type as ${JSON.stringify(a)}`);
}

function equalDeep(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (isNum(a) && isNum(b)) return compareNum(a, b) === 0;
  if (isList(a) && isList(b)) return a.length === b.length && a.every((item, i) => equalDeep(item, b[i] ?? null));
  if (isRecord(a) && isRecord(b)) return equalRecords(a, b);
  return false;
}

/** A field that is null equals one that is absent. */
function equalRecords(a: RecordValue, b: RecordValue): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const name of names) if (!equalDeep(fieldOf(a, name), fieldOf(b, name))) return false;
  return true;
}

export function fieldOf(record: RecordValue, name: string): Value {
  return Object.hasOwn(record, name) ? (record[name] ?? null) : null;
}

export const EQUAL: Readonly<Record<EqualBy, Equal>> = {
  plain: equalPlain,
  number: equalNumbers,
  instant: equalInstants,
  deep: equalDeep,
};

/** A text that two values share exactly when they are equal: for sets and indexes. */
export function keyOf(value: Value, by: EqualBy): string {
  if (by === 'instant' && value !== null) return `${instantOf(value)}`;
  if (typeof value === 'string') return `"${value}`;
  if (isNum(value)) return `${value}`;
  if (isList(value)) return `[${value.map((item) => JSON.stringify(keyOf(item, by))).join()}]`;
  if (isRecord(value)) return recordKey(value, by);
  return `${value}`;
}

function recordKey(record: RecordValue, by: EqualBy): string {
  const names = Object.keys(record)
    .filter((name) => (record[name] ?? null) !== null)
    .sort();
  return `{${names.map((name) => JSON.stringify([name, keyOf(record[name] ?? null, by)])).join()}}`;
}
