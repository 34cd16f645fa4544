/** Types of fields: as written, as forms check them, and as expressions see them. */
import { EvaluationFault } from '../rules/expression/fault.ts';
import { compilePattern } from '../rules/expression/match.ts';
import {
  ANY,
  BOOLEAN,
  type CodeLabels,
  DATE,
  INSTANT,
  listOf,
  optional,
  recordOf,
  TEXT,
  type Type,
} from '../rules/expression/type.ts';
import type { EnumValue, Field, FieldType } from '../rules/form/model.ts';
import type { Json } from '../rules/json.ts';
import { readLabelled } from './labels.ts';
import type { SourceNode } from './source/node.ts';
import { didYouMean } from './source/suggest.ts';

/** Types by the name under which a document declares them. */
export type NamedTypes = ReadonlyMap<string, FieldType>;

/** Reads the fields of a record, and the checks of records and lists; given by fields.ts, which in turn needs types. */
export interface RecordReader {
  record(node: SourceNode): FieldType;
  /** The type with the checks that the node adds. */
  checked(type: FieldType, node: SourceNode): FieldType;
}

type Kind = FieldType['kind'];
type Of<K extends Kind> = Extract<FieldType, { kind: K }>;

const SIMPLE: Readonly<Record<string, FieldType>> = {
  boolean: { kind: 'boolean' },
  text: { kind: 'text' },
  integer: { kind: 'integer' },
  number: { kind: 'number' },
  date: { kind: 'date' },
  instant: { kind: 'instant' },
  file: { kind: 'file' },
  json: { kind: 'json' },
};

const FORMATS = ['month', 'credit-code', 'id-number'] as const;

/** Keys that say more about a type of this kind. */
const DETAILS: Readonly<Record<Kind, readonly string[]>> = {
  boolean: [],
  text: ['min', 'max', 'pattern', 'format', 'multiline', 'codes'],
  integer: ['min', 'max', 'above', 'below', 'unit'],
  number: ['min', 'max', 'above', 'below', 'decimals', 'unit'],
  date: [],
  instant: [],
  enum: ['enum', 'values'],
  list: ['of', 'min', 'max', 'repeats', 'key', 'contains', 'checks'],
  record: ['fields', 'checks'],
  file: [],
  json: [],
};

const ALL_DETAILS = [...new Set(['type', ...Object.values(DETAILS).flat()])];

/**
 * The type of a field's map (`type:` or `enum:` with their details), or a type's name. `others` are the keys of the
 * map that are not about its type. Undefined where it can't be told, which is reported.
 */
export function readType(
  node: SourceNode,
  named: NamedTypes,
  record: RecordReader,
  others: readonly string[] = [],
): FieldType | undefined {
  if (!node.isMap) return typeNamed(node, named);
  const base = baseType(node, named, record);
  node.unknownKeys([...ALL_DETAILS, ...others]);
  if (base === undefined) return undefined;
  for (const { key, name } of node.entries()) {
    if (ALL_DETAILS.includes(key) && key !== 'type' && !others.includes(key) && !DETAILS[base.kind].includes(key)) {
      name.error(
        'type-detail',
        `${node.path}: "${key}" says nothing about ${base.kind}`,
        didYouMean(key, DETAILS[base.kind]),
      );
    }
  }
  const type = detailed(base, node, named);
  return type !== undefined && node.has('checks') ? record.checked(type, node) : type;
}

function typeNamed(node: SourceNode, named: NamedTypes): FieldType | undefined {
  const name = node.text('the name of a type');
  if (name === undefined) return undefined;
  const found = SIMPLE[name] ?? named.get(name);
  if (found !== undefined) return found;
  const known = [...Object.keys(SIMPLE), 'list', 'record', ...named.keys()];
  if (name === 'list' || name === 'record') node.expected(`the details of the ${name}`, `write { type: ${name}, … }`);
  else node.error('unknown-type', `${node.path}: "${name}" is no type`, didYouMean(name, known));
  return undefined;
}

function baseType(node: SourceNode, named: NamedTypes, record: RecordReader): FieldType | undefined {
  const type = node.get('type');
  const values = node.get('enum');
  if (type === undefined) {
    if (values !== undefined) return enumType(values);
    node.error('missing-key', `${node.path}: neither "type" nor "enum"`, 'add "type:" or "enum:"');
    return undefined;
  }
  if (values !== undefined)
    values.error('type', `${node.path}: "type" and "enum" beside each other`, 'keep one of them');
  if (type.scalar === 'record') {
    node.need('fields');
    return record.record(node);
  }
  if (type.scalar !== 'list') return typeNamed(type, named);
  const of = node.need('of');
  const item = of === undefined ? undefined : readType(of, named, record);
  return item === undefined ? undefined : { kind: 'list', of: item };
}

function enumType(node: SourceNode): FieldType | undefined {
  const values = readLabelled(node);
  if (values.length > 0) return { kind: 'enum', values };
  if (node.isMap) node.expected('at least one value with its label');
  return undefined;
}

// ---- details ----

function detailed(base: FieldType, node: SourceNode, named: NamedTypes): FieldType | undefined {
  switch (base.kind) {
    case 'text':
      return textDetails(base, node, named);
    case 'integer':
      return integerDetails(base, node);
    case 'number':
      return numberDetails(base, node);
    case 'enum':
      return narrowed(base, node.get('values'));
    case 'list':
      return listDetails(base, node);
    default:
      return base;
  }
}

function textDetails(base: Of<'text'>, node: SourceNode, named: NamedTypes): FieldType {
  const format = node.get('format')?.oneOf(FORMATS);
  const minLength = node.get('min')?.integer(1);
  const maxLength = node.get('max')?.integer(1);
  orderly(node, minLength ?? base.minLength, maxLength ?? base.maxLength);
  const pattern = patternOf(node.get('pattern'));
  const codes = codesOf(node.get('codes'), named);
  return {
    ...base,
    ...(format !== undefined && { format }),
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
    ...(pattern !== undefined && { pattern }),
    ...(node.get('multiline')?.boolean() === true && { multiline: true as const }),
    ...(codes !== undefined && { codes }),
  };
}

/** The values of a declared enum. */
function codesOf(node: SourceNode | undefined, named: NamedTypes): EnumValue[] | undefined {
  if (node === undefined) return undefined;
  const type = typeNamed(node, named);
  if (type?.kind === 'enum') return type.values;
  if (type !== undefined)
    node.error('type-detail', `${node.path}: "${node.scalar}" is no enum`, 'name a declared enum');
  return undefined;
}

function patternOf(node: SourceNode | undefined): string | undefined {
  const pattern = node?.text('a pattern');
  if (node === undefined || pattern === undefined) return undefined;
  const fault = patternFault(pattern);
  if (fault === undefined) return pattern;
  node.error('pattern', `${node.path}: ${fault}`, 'see the patterns of docs/feel.md');
  return undefined;
}

/** A pattern must mean something to our matcher and, for the browser, to JavaScript. */
function patternFault(pattern: string): string | undefined {
  try {
    compilePattern(pattern);
    new RegExp(`^(?:${pattern})$`, 'u');
    return undefined;
  } catch (error) {
    if (error instanceof EvaluationFault || error instanceof SyntaxError) return error.message;
    throw error;
  }
}

function integerDetails(base: Of<'integer'>, node: SourceNode): FieldType {
  const above = node.get('above')?.number();
  const below = node.get('below')?.number();
  const min = above === undefined ? node.get('min')?.integer() : Math.floor(above) + 1;
  const max = below === undefined ? node.get('max')?.integer() : Math.ceil(below) - 1;
  orderly(node, min ?? base.min, max ?? base.max);
  return { ...base, ...(min !== undefined && { min }), ...(max !== undefined && { max }), ...unitOf(node) };
}

function numberDetails(base: Of<'number'>, node: SourceNode): FieldType {
  const above = node.get('above')?.number();
  const below = node.get('below')?.number();
  const min = above ?? node.get('min')?.number();
  const max = below ?? node.get('max')?.number();
  const decimals = node.get('decimals')?.integer(0);
  orderly(node, min ?? base.min, max ?? base.max);
  return {
    ...base,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(above !== undefined && { exclusiveMin: true as const }),
    ...(below !== undefined && { exclusiveMax: true as const }),
    ...(decimals !== undefined && { decimals }),
    ...unitOf(node),
  };
}

function unitOf(node: SourceNode): { unit?: string } {
  const unit = node.get('unit')?.text('a unit');
  return unit === undefined ? {} : { unit };
}

function narrowed(base: Of<'enum'>, values: SourceNode | undefined): FieldType {
  if (values === undefined) return base;
  const kept: EnumValue[] = [];
  for (const node of values.list()) {
    const found = base.values.find(({ id }) => id === node.scalar);
    if (found !== undefined) kept.push(found);
    else {
      const ids = base.values.map(({ id }) => id);
      node.error(
        'unknown-code',
        `${node.path}: "${node.scalar}" is none of the codes`,
        didYouMean(String(node.scalar), ids),
      );
    }
  }
  return { kind: 'enum', values: kept };
}

function listDetails(base: Of<'list'>, node: SourceNode): FieldType {
  const min = node.get('min')?.integer(0);
  const max = node.get('max')?.integer(0);
  orderly(node, min ?? base.min, max ?? base.max);
  const key = keyField(base.of, node.get('key'));
  const contains: Json[] | undefined = node
    .get('contains')
    ?.list()
    .map((item) => item.json());
  return {
    ...base,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(node.get('repeats')?.boolean() === true && { repeats: true as const }),
    ...(key !== undefined && { key }),
    ...(contains !== undefined && { contains }),
  };
}

function keyField(of: FieldType, node: SourceNode | undefined): string | undefined {
  const key = node?.text('the name of a field of the items');
  if (node === undefined || key === undefined) return undefined;
  const fields = of.kind === 'record' ? of.fields.map(({ name }) => name) : [];
  if (fields.includes(key)) return key;
  node.error('unknown-field', `${node.path}: the items have no field "${key}"`, didYouMean(key, fields));
  return undefined;
}

function orderly(node: SourceNode, min: number | undefined, max: number | undefined): void {
  if (min === undefined || max === undefined || min <= max) return;
  node.error('range', `${node.path}: nothing lies between ${min} and ${max}`, 'let the lower bound come first');
}

// ---- as expressions see them ----

export function typeOfFieldType(type: FieldType): Type {
  switch (type.kind) {
    case 'boolean':
      return BOOLEAN;
    case 'text':
      return type.codes === undefined ? TEXT : { kind: 'text', labels: labelsOf(type.codes) };
    case 'integer':
      return { kind: 'number', integer: true };
    case 'number':
      return { kind: 'number' };
    case 'date':
      return DATE;
    case 'instant':
      return INSTANT;
    case 'enum':
      return {
        kind: 'text',
        enum: type.values.map(({ id }) => id),
        labels: labelsOf(type.values),
      };
    case 'list':
      return listOf(typeOfFieldType(type.of));
    case 'record':
      return typeOfFields(type.fields);
    case 'file':
      return recordOf({ hash: TEXT, name: TEXT, size: { kind: 'number', integer: true } });
    case 'json':
      return ANY;
  }
}

function labelsOf(values: readonly EnumValue[]): CodeLabels {
  return Object.fromEntries(values.map(({ id, label }) => [id, label]));
}

/** Whether it can be left out, and nothing stands for it then. */
export function mayBeAbsent(field: Field): boolean {
  const conditional = field.optional === true || field.required !== undefined || field.when !== undefined;
  return conditional && field.default === undefined;
}

/** Optional where the field can be left out. */
export function typeOfField(field: Field): Type {
  const type = typeOfFieldType(field.type);
  return mayBeAbsent(field) ? optional(type) : type;
}

/** The record of a form's fields. */
export function typeOfFields(fields: readonly Field[]): Type & { kind: 'record' } {
  return { kind: 'record', fields: Object.fromEntries(fields.map((field) => [field.name, typeOfField(field)])) };
}
