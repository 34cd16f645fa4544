/**
 * A form as JSON Schema 2020-12, for the API's documentation and the browser's forms. What JSON Schema has no word for
 * is said by the formats and keywords below, which `ajv` gets from here, so that both judge alike. Conditions that
 * compare fields of the form are `if`/`then`; other conditions and the checks are left to the engine.
 */
import { isRealDate, parseInstant } from '../calendar/date.ts';
import { compilePattern } from '../expression/match.ts';
import type { Expr } from '../expression/tree.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Label } from '../label.ts';
import type { Field, FieldType, Form } from './model.ts';
import { hasDecimals, TEXT_FORMATS } from './value.ts';

export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** For `ajv.addFormat`. */
export const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  date: isRealDate,
  instant: (text) => parseInstant(text) !== undefined,
  storable: (text) => !/[\0\p{Surrogate}]/u.test(text),
  ...Object.fromEntries(Object.entries(TEXT_FORMATS).map(([name, { test }]) => [name, test])),
};

export interface Keyword {
  readonly keyword: string;
  readonly type: 'number' | 'array';
  readonly validate: (parameter: never, value: never) => boolean;
}

/** For `ajv.addKeyword`: decimals of a number, and the field by which records of a list differ. */
export const KEYWORDS: readonly Keyword[] = [
  {
    keyword: 'x-decimals',
    type: 'number',
    validate: (decimals: number, value: number) => hasDecimals(value, decimals),
  },
  { keyword: 'x-unique-key', type: 'array', validate: (key: string, items: Json[]) => differBy(key, items) },
];

/** Keywords that say something to pages and nothing to validators. */
export const ANNOTATIONS = [
  'x-labels',
  'x-enum-labels',
  'x-unit',
  'x-multiline',
  'x-personal',
  'x-help',
  'x-order',
  'x-type',
] as const;

const WHOLE = /^\^\(\?:(.*)\)\$$/s;

/** For ajv's option `code.regExp`: the patterns of our fields in linear time. */
export function linearRegExp(pattern: string, flags: string): { test(text: string): boolean } {
  const own = WHOLE.exec(pattern)?.[1];
  if (own === undefined) return new RegExp(pattern, flags);
  const compiled = compilePattern(own);
  return { test: (text) => compiled.matches(text) };
}

function differBy(key: string, items: readonly Json[]): boolean {
  const values = items.flatMap((item) => {
    const value = typeof item === 'object' && item !== null && !Array.isArray(item) ? item[key] : null;
    return value === undefined || value === null ? [] : [value];
  });
  return new Set(values).size === values.length;
}

export function formSchema(form: Form): JsonObject {
  return { $schema: DIALECT, ...recordSchema(form.fields) };
}

function recordSchema(fields: readonly Field[]): JsonObject {
  const required = fields.filter((field) => !field.optional && !field.required && !field.when).map(({ name }) => name);
  const conditions = fields.flatMap((field) => conditionSchemas(field, fields));
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    required,
    additionalProperties: false,
    'x-order': fields.map(({ name }) => name),
    ...(conditions.length > 0 && { allOf: conditions }),
  };
}

/**
 * A field that may be left out may also be null. One that a condition hides is not judged by its own schema: `x-type`
 * tells pages what to draw when it is shown.
 */
function fieldSchema(field: Field): JsonObject {
  const notes = annotations(field);
  if (field.when !== undefined) return { ...notes, 'x-type': typeSchema(field.type) };
  const own: JsonObject = { ...typeSchema(field.type), ...(field.mustBe !== undefined && { const: field.mustBe }) };
  if (!field.optional && !field.required) return { ...own, ...notes };
  return { anyOf: [own, { type: 'null' }], ...notes };
}

function annotations({ label, help, personal, default: standard, type }: Field): JsonObject {
  return {
    title: label.zh,
    'x-labels': labels(label),
    ...(help && { description: help.zh, 'x-help': labels(help) }),
    ...(personal && { 'x-personal': true }),
    ...(standard !== undefined && { default: standard }),
    ...('unit' in type && type.unit !== undefined && { 'x-unit': type.unit }),
    ...('multiline' in type && { 'x-multiline': true }),
  };
}

function labels({ zh, en }: Label): JsonObject {
  return { zh, en };
}

// ---- types ----

function typeSchema(type: FieldType): JsonObject {
  switch (type.kind) {
    case 'boolean':
      return { type: 'boolean' };
    case 'text':
      return textSchema(type);
    case 'integer':
      return {
        type: 'integer',
        minimum: type.min ?? Number.MIN_SAFE_INTEGER,
        maximum: type.max ?? Number.MAX_SAFE_INTEGER,
      };
    case 'number':
      return numberSchema(type);
    case 'date':
      return { type: 'string', format: 'date' };
    case 'instant':
      return { type: 'string', format: 'instant' };
    case 'enum':
      return {
        enum: type.values.map(({ id }) => id),
        'x-enum-labels': Object.fromEntries(type.values.map(({ id, label }) => [id, labels(label)])),
      };
    case 'list':
      return listSchema(type);
    case 'record':
      return recordSchema(type.fields);
    case 'file':
      return FILE;
    case 'json':
      return { not: { type: 'null' } };
  }
}

function textSchema(type: Extract<FieldType, { kind: 'text' }>): JsonObject {
  const { pattern, minLength, maxLength, format } = type;
  return {
    type: 'string',
    pattern: '\\S',
    allOf: [
      { format: 'storable' },
      ...(pattern === undefined ? [] : [{ pattern: `^(?:${pattern})$` }]),
      ...(format === undefined ? [] : [{ format }]),
    ],
    ...(minLength !== undefined && { minLength }),
    ...(maxLength !== undefined && { maxLength }),
  };
}

function numberSchema(type: Extract<FieldType, { kind: 'number' }>): JsonObject {
  const { min, max, decimals } = type;
  return {
    type: 'number',
    ...(min !== undefined && { [type.exclusiveMin ? 'exclusiveMinimum' : 'minimum']: min }),
    ...(max !== undefined && { [type.exclusiveMax ? 'exclusiveMaximum' : 'maximum']: max }),
    ...(decimals !== undefined && { 'x-decimals': decimals }),
  };
}

function listSchema(type: Extract<FieldType, { kind: 'list' }>): JsonObject {
  const { of, min, max, repeats, key, contains } = type;
  const unique = repeats !== true && (of.kind === 'enum' || of.kind === 'text');
  return {
    type: 'array',
    items: typeSchema(of),
    ...(min !== undefined && { minItems: min }),
    ...(max !== undefined && { maxItems: max }),
    ...(unique && { uniqueItems: true }),
    ...(key !== undefined && { 'x-unique-key': key }),
    ...(contains !== undefined && { allOf: contains.map((value) => ({ contains: { const: value } })) }),
  };
}

const FILE: JsonObject = {
  type: 'object',
  properties: {
    hash: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    name: { type: 'string', pattern: '\\S', maxLength: 255, allOf: [{ format: 'storable' }] },
    size: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
  },
  required: ['hash', 'name', 'size'],
  additionalProperties: false,
};

// ---- conditions ----

/** `if` the condition holds `then` the field is required; `when`: only then its value is judged, and needed. */
function conditionSchemas(field: Field, fields: readonly Field[]): JsonObject[] {
  const { name } = field;
  const here: JsonObject = { required: [name], properties: { [name]: { not: { type: 'null' } } } };
  const test = conditionSchema(field.when ?? field.required, fields);
  if (test === undefined) return [];
  if (field.when === undefined) return [implies(test, here)];
  const must = field.optional !== true && field.required === undefined;
  const own = typeSchema(field.type);
  const judged: JsonObject = { properties: { [name]: must ? own : { anyOf: [own, { type: 'null' }] } } };
  return [implies(test, must ? { ...judged, required: [name] } : judged)];
}

function implies(test: JsonObject, consequence: JsonObject): JsonObject {
  return Object.fromEntries([
    ['if', test],
    ['then', consequence],
  ]);
}

/** The condition as a schema of the form, or undefined where JSON Schema can't say it. */
function conditionSchema(tree: Expr | undefined, fields: readonly Field[]): JsonObject | undefined {
  switch (tree?.op) {
    case 'and':
    case 'or': {
      const parts = tree.args.map((arg) => conditionSchema(arg, fields));
      if (parts.some((part) => part === undefined)) return undefined;
      return { [tree.op === 'and' ? 'allOf' : 'anyOf']: parts as JsonObject[] };
    }
    case 'path':
      return fieldIs(tree, [true], fields);
    case 'need':
      return conditionSchema(tree.arg, fields);
    case 'one-of':
      return fieldIs(tree.arg, tree.values, fields);
    case 'eq':
      return tree.right.op === 'const' ? fieldIs(tree.left, [tree.right.value], fields) : undefined;
    default:
      return undefined;
  }
}

/** A field of the form, present, with one of these values. */
function fieldIs(tree: Expr, values: readonly Json[], fields: readonly Field[]): JsonObject | undefined {
  if (tree.op !== 'path' || (tree.root !== 'form' && tree.root !== 'message' && tree.root !== 'input'))
    return undefined;
  const [name, ...rest] = tree.path;
  const field = fields.find((candidate) => candidate.name === name);
  const plain = field !== undefined && rest.length === 0 && field.default === undefined && field.when === undefined;
  if (!plain || values.some((value) => value === null || typeof value === 'object')) return undefined;
  return { required: [field.name], properties: { [field.name]: { enum: [...values] } } };
}
