/** How types relate: what fits where, what two branches have in common, what can be compared. */
import type { EqualBy, Need, OrderBy } from '../../rules/expression/tree.ts';
import { ANY, type CodeLabels, listOf, mayBeNull, optional, required, type Type } from '../../rules/expression/type.ts';

/** The type of an item of `[]`: it fits everywhere, as there is none. Compared by identity. */
export const NOTHING: Type = { kind: 'null' };

export function describe(type: Type): string {
  const text = describeKind(type);
  return type.optional === true ? `${text} or null` : text;
}

function describeKind(type: Type): string {
  switch (type.kind) {
    case 'number':
      return type.integer === true ? 'integer' : 'number';
    case 'text':
      if (type.enum?.length === 1) return `the text "${type.enum[0]}"`;
      return type.enum === undefined ? 'text' : `one of ${type.enum.map((value) => `"${value}"`).join(', ')}`;
    case 'duration':
      return type.unit === 'days' ? 'duration of days and time' : 'duration of months';
    case 'list':
      return type.of === NOTHING ? 'empty list' : `list of ${describe(type.of)}`;
    case 'record':
      return `record with ${Object.keys(type.fields).slice(0, 6).join(', ') || 'no field'}`;
    default:
      return type.kind;
  }
}

/** The narrowest type that both fit; undefined if they have nothing in common. */
export function unify(a: Type, b: Type): Type | undefined {
  if (a === NOTHING) return b;
  if (b === NOTHING) return a;
  const bare = unifyBare(a, b);
  if (bare === undefined) return undefined;
  const isOptional = a.optional === true || b.optional === true || (a.kind === 'null') !== (b.kind === 'null');
  return isOptional ? optional(bare) : required(bare);
}

function unifyBare(a: Type, b: Type): Type | undefined {
  if (a.kind === 'null') return b;
  if (b.kind === 'null') return a;
  if (a.kind === 'any' || b.kind === 'any') return ANY;
  if (a.kind === 'number' && b.kind === 'number') {
    return a.integer === true && b.integer === true ? a : { kind: 'number' };
  }
  if (a.kind === 'text' && b.kind === 'text') {
    if (a.enum === undefined || b.enum === undefined) return { kind: 'text' };
    const labels = unifyLabels(a.labels, b.labels);
    return { kind: 'text', enum: [...new Set([...a.enum, ...b.enum])], ...(labels !== undefined && { labels }) };
  }
  if (a.kind === 'list' && b.kind === 'list') {
    const of = unify(a.of, b.of);
    return of === undefined ? undefined : listOf(of);
  }
  if (a.kind === 'record' && b.kind === 'record') return unifyRecords(a, b);
  if (a.kind === 'duration' && b.kind === 'duration') return a.unit === b.unit ? a : undefined;
  return a.kind === b.kind ? a : undefined;
}

/** Undefined where one code would have two names, or none. */
function unifyLabels(a: CodeLabels | undefined, b: CodeLabels | undefined): CodeLabels | undefined {
  if (a === undefined || b === undefined) return undefined;
  return Object.entries(a).some(([code, label]) => (b[code] ?? label).zh !== label.zh) ? undefined : { ...a, ...b };
}

type RecordType = Extract<Type, { kind: 'record' }>;

function unifyRecords(a: RecordType, b: RecordType): Type | undefined {
  const fields: Record<string, Type> = {};
  for (const name of new Set([...Object.keys(a.fields), ...Object.keys(b.fields)])) {
    const [x, y] = [a.fields[name], b.fields[name]];
    const field = x !== undefined && y !== undefined ? unify(x, y) : optional((x ?? y) as Type);
    if (field === undefined) return undefined;
    fields[name] = field;
  }
  return a.open === true || b.open === true ? { kind: 'record', fields, open: true } : { kind: 'record', fields };
}

/** Why a value of a type can't stand where another is expected; undefined if it can. Null is looked at apart. */
export type Misfit = { readonly code: 'type-mismatch' | 'not-integer' | 'unknown-code'; readonly message: string };

export function misfit(actual: Type, expected: Type): Misfit | undefined {
  if (actual === NOTHING || actual.kind === 'any' || expected.kind === 'any') return undefined;
  const mismatch: Misfit = {
    code: 'type-mismatch',
    message: `expected ${describe(expected)}, but this is ${describe(actual)}`,
  };
  if (actual.kind === 'null') return expected.optional === true || expected.kind === 'null' ? undefined : mismatch;
  if (actual.kind !== expected.kind) return mismatch;
  if (expected.kind === 'number' && expected.integer === true && (actual as typeof expected).integer !== true) {
    return { code: 'not-integer', message: 'expected an integer, but this number may have decimals' };
  }
  if (expected.kind === 'text') return enumMisfit(actual, expected);
  if (expected.kind === 'duration') return (actual as typeof expected).unit === expected.unit ? undefined : mismatch;
  if (expected.kind === 'list') return itemMisfit((actual as typeof expected).of, expected.of);
  if (expected.kind === 'record') return recordMisfit(actual as RecordType, expected);
  return undefined;
}

function enumMisfit(actual: Type, expected: Type): Misfit | undefined {
  if (expected.kind !== 'text' || actual.kind !== 'text' || expected.enum === undefined) return undefined;
  const { enum: allowed } = expected;
  if (actual.enum === undefined) {
    return { code: 'type-mismatch', message: `expected ${describe(expected)}, but this may be any text` };
  }
  const wrong = actual.enum.filter((value) => !allowed.includes(value));
  if (wrong.length === 0) return undefined;
  return { code: 'unknown-code', message: `"${wrong.join('", "')}" is not ${describe(expected)}` };
}

function itemMisfit(actual: Type, expected: Type): Misfit | undefined {
  const found = misfit(required(actual), expected);
  return found === undefined ? undefined : { ...found, message: `an item of the list: ${found.message}` };
}

function recordMisfit(actual: RecordType, expected: RecordType): Misfit | undefined {
  for (const [name, type] of Object.entries(expected.fields)) {
    const field = actual.fields[name];
    if (field === undefined) {
      if (mayBeNull(type) || actual.open === true) continue;
      return { code: 'type-mismatch', message: `the field ${name} is missing` };
    }
    const found = misfit(field, type);
    if (found !== undefined) return { ...found, message: `field ${name}: ${found.message}` };
  }
  const unknown = Object.keys(actual.fields).find((name) => expected.fields[name] === undefined);
  if (unknown === undefined || expected.open === true) return undefined;
  return { code: 'type-mismatch', message: `the field ${unknown} is not known there` };
}

/** Whether an item or a field may be null where a value is expected. */
export function hidesNull(actual: Type, expected: Type): boolean {
  if (actual.kind === 'list' && expected.kind === 'list') {
    if (actual.of === NOTHING || expected.of.kind === 'any') return false;
    return (actual.of.optional === true && expected.of.optional !== true) || hidesNull(actual.of, expected.of);
  }
  if (actual.kind !== 'record' || expected.kind !== 'record') return false;
  return Object.entries(expected.fields).some(([name, type]) => {
    const field = actual.fields[name];
    if (field === undefined) return false;
    return (field.optional === true && !mayBeNull(type)) || hidesNull(field, type);
  });
}

/** How two values are compared for equality; undefined if their types differ. */
export function equalBy(a: Type, b: Type): EqualBy | undefined {
  if (a.kind === 'any' && b.kind === 'any') return 'deep';
  const common = unify(required(a), required(b));
  if (common === undefined) return undefined;
  return equalByOf(common.kind === 'any' ? (a.kind === 'any' ? b : a) : common);
}

/** How items of a type are compared for equality. */
export function equalByOf(type: Type): EqualBy {
  switch (type.kind) {
    case 'number':
    case 'duration':
      return 'number';
    case 'instant':
      return 'instant';
    case 'list':
    case 'record':
    case 'any':
      return 'deep';
    default:
      return 'plain';
  }
}

/** How values of a type are ordered; undefined if they are not. */
export function orderByOf(type: Type): OrderBy | undefined {
  switch (type.kind) {
    case 'number':
    case 'duration':
      return 'number';
    case 'text':
    case 'date':
    case 'instant':
      return type.kind;
    default:
      return undefined;
  }
}

/** What to check at run time of a value whose type is not known. */
export function needOf(type: Type): Need | undefined {
  switch (type.kind) {
    case 'number':
      return type.integer === true ? 'integer' : 'number';
    case 'boolean':
    case 'text':
    case 'date':
    case 'instant':
    case 'list':
    case 'record':
      return type.kind;
    default:
      return undefined;
  }
}
