/**
 * The API's form (JSON Schema 2020-12 with x- keywords) as a plain schema for rjsf, in one language and for what is filled
 * in now: what a condition hides is left out, what it requires is marked. The API alone judges the values. Pure.
 */
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import type { Language } from '../dates.ts';

export type Values = Record<string, unknown>;

interface Labels {
  zh: string;
  en: string;
}

/** What `rules/form/json-schema.ts` writes, as far as pages need it. */
export interface FormSchema {
  type?: string;
  properties?: Record<string, FormSchema>;
  required?: readonly string[];
  allOf?: readonly FormSchema[];
  anyOf?: readonly FormSchema[];
  not?: FormSchema;
  if?: FormSchema;
  then?: FormSchema;
  items?: FormSchema;
  enum?: readonly unknown[];
  format?: string;
  title?: string;
  default?: unknown;
  /** Of a field that exists only under a condition. */
  'x-type'?: FormSchema;
  'x-labels'?: Labels;
  'x-enum-labels'?: Record<string, Labels>;
  'x-help'?: Labels;
  'x-unit'?: string;
  'x-multiline'?: boolean;
  'x-personal'?: boolean;
  'x-order'?: readonly string[];
}

export interface Shape {
  schema: RJSFSchema;
  ui: UiSchema;
}

export interface Speaking {
  language: Language;
  yes: string;
  no: string;
  personal: string;
}

const MANY = 6;

export function shapeForm(form: FormSchema, values: Values, speaking: Speaking): Shape {
  return shapeRecord(form, values, speaking);
}

/**
 * What is sent: without what the form hides now, which is neither checked nor stored, and without an empty list where one
 * may be left out.
 */
export function shownValues({ schema }: Shape, values: Values): Values {
  const isLeftOut = (name: string, value: unknown) =>
    Array.isArray(value) && value.length === 0 && schema.required?.includes(name) !== true;
  return Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => name in (schema.properties ?? {}) && value !== undefined && !isLeftOut(name, value),
    ),
  );
}

function shapeRecord(form: FormSchema, values: Values, speaking: Speaking): Shape {
  const fields = form.properties ?? {};
  const order = (form['x-order'] ?? Object.keys(fields)).filter((name) => name in fields);
  const required = new Set(form.required);
  const properties: Record<string, RJSFSchema> = {};
  const ui: UiSchema = {};
  for (const name of order) {
    const field = shownField(name, form, values);
    if (field === null) continue;
    if (field.required) required.add(name);
    const shape = shapeField(field.schema, values[name], speaking);
    properties[name] = shape.schema;
    ui[name] = shape.ui;
  }
  const names = Object.keys(properties);
  return {
    schema: { type: 'object', properties, required: names.filter((name) => required.has(name)) },
    ui: { ...ui, 'ui:order': names },
  };
}

/** Null where a condition hides it. A field that exists only under a condition has its type in that condition. */
function shownField(name: string, form: FormSchema, values: Values): { schema: FormSchema; required: boolean } | null {
  const own = form.properties?.[name] ?? {};
  const conditions = (form.allOf ?? []).filter(({ then }) => then?.properties?.[name] !== undefined);
  if (hasType(own)) {
    return { schema: own, required: conditions.some(({ if: test }) => test !== undefined && holds(test, values)) };
  }
  // A condition that JSON Schema can't say leaves the field open: what isn't needed is not stored.
  if (conditions.length === 0) return { schema: { ...own['x-type'], ...own }, required: false };
  const met = conditions.find(({ if: test }) => test !== undefined && holds(test, values));
  if (met?.then === undefined) return null;
  return {
    schema: { ...met.then.properties?.[name], ...own },
    required: met.then.required?.includes(name) === true,
  };
}

function hasType({ type, anyOf, enum: values, not }: FormSchema): boolean {
  return type !== undefined || anyOf !== undefined || values !== undefined || not !== undefined;
}

/** The conditions that forms have: fields present, with one of some values; all of these, any of these. */
export function holds(test: FormSchema, values: Values): boolean {
  const present = (test.required ?? []).every((name) => values[name] !== undefined);
  const fits = Object.entries(test.properties ?? {}).every(
    ([name, { enum: allowed }]) =>
      allowed === undefined || values[name] === undefined || allowed.includes(values[name]),
  );
  const all = (test.allOf ?? []).every((one) => holds(one, values));
  const any = test.anyOf === undefined || test.anyOf.some((one) => holds(one, values));
  return present && fits && all && any;
}

// ---- one field ----

function shapeField(field: FormSchema, value: unknown, speaking: Speaking): Shape {
  const type = withoutNull(field);
  const { schema, ui } = shapeType(type, value, speaking);
  const { language } = speaking;
  const label = field['x-labels']?.[language] ?? field.title ?? '';
  const help = field['x-help']?.[language];
  return {
    schema: { title: label, ...schema },
    ui: {
      ...ui,
      ...(help !== undefined && { 'ui:description': help }),
      ...(field['x-personal'] === true && { 'ui:help': speaking.personal }),
    },
  };
}

/** A field that may be left out is its type or null. */
function withoutNull(field: FormSchema): FormSchema {
  const own = field.anyOf?.find(({ type }) => type !== 'null');
  return own === undefined ? field : { ...field, ...own };
}

function shapeType(type: FormSchema, value: unknown, speaking: Speaking): Shape {
  if (type.enum !== undefined) return shapeEnum(type, speaking.language);
  switch (type.type) {
    case 'boolean':
      return {
        schema: { type: 'boolean' },
        ui: { 'ui:widget': 'radio', 'ui:enumNames': [speaking.yes, speaking.no] },
      };
    case 'integer':
    case 'number':
      return shapeNumber(type);
    case 'array':
      return shapeList(type, value, speaking);
    case 'object':
      if (type.properties?.hash !== undefined) return { schema: { type: 'string' }, ui: { 'ui:widget': 'blob' } };
      return shapeRecord(type, isValues(value) ? value : {}, speaking);
    case 'string':
      return shapeText(type);
    default:
      return type.not === undefined
        ? { schema: { type: 'string' }, ui: {} }
        : { schema: { type: 'string' }, ui: { 'ui:widget': 'json' } };
  }
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function enumLabels(type: FormSchema, language: Language): string[] {
  return (type.enum ?? []).map((id) => type['x-enum-labels']?.[String(id)]?.[language] ?? String(id));
}

function shapeEnum(type: FormSchema, language: Language): Shape {
  const values = [...(type.enum ?? [])] as string[];
  return {
    schema: { type: 'string', enum: values },
    ui: {
      'ui:widget': values.length > MANY ? 'select' : 'radio',
      'ui:enumNames': enumLabels(type, language),
    },
  };
}

function shapeNumber(type: FormSchema): Shape {
  // As text, so that rjsf leaves the widget's value alone.
  if (type['x-unit'] === 'fen') return { schema: { type: 'string' }, ui: { 'ui:widget': 'money' } };
  return { schema: { type: type.type === 'integer' ? 'integer' : 'number' }, ui: {} };
}

function shapeText(type: FormSchema): Shape {
  if (type.format === 'date') return { schema: { type: 'string' }, ui: { 'ui:widget': 'day' } };
  if (type.format === 'instant') return { schema: { type: 'string' }, ui: { 'ui:widget': 'moment' } };
  return {
    schema: { type: 'string' },
    ui: { ...(type['x-multiline'] === true && { 'ui:widget': 'textarea', 'ui:options': { rows: 4 } }) },
  };
}

function shapeList(type: FormSchema, value: unknown, speaking: Speaking): Shape {
  const items = type.items ?? {};
  if (items.enum !== undefined) {
    return {
      schema: { type: 'array', uniqueItems: true, items: { type: 'string', enum: [...items.enum] as string[] } },
      ui: { 'ui:widget': 'checkboxes', 'ui:enumNames': enumLabels(items, speaking.language) },
    };
  }
  if (items.type === 'string' && items.format === undefined) {
    return { schema: { type: 'array', items: { type: 'string' } }, ui: { 'ui:widget': 'lines' } };
  }
  // What a condition hides is judged by the first entry: rjsf has one schema for all.
  const first = Array.isArray(value) ? value[0] : undefined;
  const shape = shapeType(items, first, speaking);
  return { schema: { type: 'array', items: shape.schema }, ui: { items: shape.ui } };
}
