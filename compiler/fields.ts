/**
 * Fields and checks of forms, inputs, outputs and registers. Fields are read first and their conditions after, because
 * a condition may name any field of the form. A condition sees the form under its roots (`form`, `input`, …), inside a
 * record also the record itself as `row`, and what else the context brings.
 */
import type { Expr } from '../rules/expression/tree.ts';
import type { Type } from '../rules/expression/type.ts';
import type { Check, Field, FieldType } from '../rules/form/model.ts';
import { valueFaults } from '../rules/form/value.ts';
import type { Json } from '../rules/json.ts';
import type { FeelContext } from './feel/context.ts';
import { labelOf, readLabel } from './labels.ts';
import type { Entry, SourceNode } from './source/node.ts';
import { type NamedTypes, type RecordReader, readType, typeOfFields, typeOfFieldType } from './types.ts';
import { readCondition, readWhen } from './values.ts';

export { mayBeAbsent, typeOfField, typeOfFields, typeOfFieldType } from './types.ts';

export interface FieldContext {
  /** Types that the document declares. */
  readonly types: NamedTypes;
  /** What conditions may name besides the fields themselves: `data`, `tables`, … Undefined: they are left aside. */
  readonly feel: FeelContext | undefined;
  /** Roots under which the fields are seen: `['form']`, `['input']`, `['message']`. */
  readonly roots: readonly string[];
  /** Fields of the same form that come from elsewhere (`inputsOf`): conditions may name them. */
  readonly others?: readonly Field[];
}

type Pending = (feel: FeelContext) => void;

/** camelCase letters and digits; `?` at the end makes it optional. */
const NAME = /^[a-z][A-Za-z0-9]*$/;

const KEYS = ['label', 'required', 'when', 'mustBe', 'default', 'help', 'personal', 'unit', 'type'];

/** The fields of a map `name: {…}`, with their conditions. */
export function compileFields(node: SourceNode | undefined, context: FieldContext): Field[] {
  if (node === undefined) return [];
  const pending: Pending[] = [];
  const fields = readFields(node, context.types, pending);
  if (context.feel === undefined) return fields;
  const seen = typeOfFields([...(context.others ?? []), ...fields]);
  const feel = withRoots(context.feel, Object.fromEntries(context.roots.map((root) => [root, seen])));
  for (const compile of pending) compile(feel);
  return fields;
}

/** Checks beside a form: `- { fault, when | unless, message }`. `feel` has all their roots. */
export function compileChecks(node: SourceNode | undefined, feel: FeelContext): Check[] {
  if (node === undefined) return [];
  return node.list().flatMap((item) => compileCheck(item, feel) ?? []);
}

/** A type that a document declares by name; its records' conditions see `row` alone. */
export function compileNamedType(node: SourceNode, types: NamedTypes, feel: FeelContext): FieldType | undefined {
  const pending: Pending[] = [];
  const type = readType(node, types, recordReader(types, pending), ['label']);
  for (const compile of pending) compile(feel);
  return type;
}

function withRoots(feel: FeelContext, roots: Readonly<Record<string, Type>>): FeelContext {
  return { ...feel, roots: { ...feel.roots, ...roots } };
}

// ---- fields ----

function readFields(node: SourceNode, types: NamedTypes, pending: Pending[]): Field[] {
  const names = new Set<string>();
  return node.entries().flatMap((entry) => {
    const field = readField(entry, types, pending);
    if (field === undefined) return [];
    if (names.has(field.name))
      entry.name.error('duplicate-key', `"${field.name}" is written twice`, 'keep one of them');
    names.add(field.name);
    return [field];
  });
}

function readField({ key, name, value: node }: Entry, types: NamedTypes, pending: Pending[]): Field | undefined {
  const optional = key.endsWith('?');
  const id = optional ? key.slice(0, -1) : key;
  if (!NAME.test(id)) {
    name.error(
      'name',
      `"${id}" is no name of a field`,
      'begin with a small letter, then letters and digits: camelCase',
    );
  }
  if (!node.isMap) {
    node.expected('a field such as { label: 名称 | Name, type: text }');
    return undefined;
  }
  const label = labelOf(node);
  const type = readType(node, types, recordReader(types, pending), KEYS);
  if (type === undefined) return undefined;
  const field: Field = {
    name: id,
    label,
    type,
    ...(optional && { optional: true as const }),
    ...detailsOf(node, type),
  };
  if (field.default !== undefined && !optional) {
    name.error('default', `"${id}" has a default and must be given`, `write "${id}?:"`);
  }
  if (optional && node.has('required')) {
    node.get('required')?.error('required', `"${id}" is optional and has "required"`, 'drop the "?" or the condition');
  }
  later(field, node, 'required', pending);
  later(field, node, 'when', pending);
  return field;
}

function detailsOf(node: SourceNode, type: FieldType): Partial<Field> {
  const mustBe = constantOf(node.get('mustBe'), type);
  const standard = constantOf(node.get('default'), type);
  const help = node.get('help');
  return {
    ...(mustBe !== undefined && { mustBe }),
    ...(standard !== undefined && { default: standard }),
    ...(help !== undefined && { help: readLabel(help) }),
    ...(node.get('personal')?.boolean() === true && { personal: true as const }),
  };
}

/** A constant that the field itself would accept. */
function constantOf(node: SourceNode | undefined, type: FieldType): Json | undefined {
  if (node === undefined) return undefined;
  const value = node.json();
  const [fault] = valueFaults(type, value);
  if (fault === undefined) return value;
  node.error(
    'type',
    `${node.path}: the field does not accept this value: ${fault.message}`,
    'write a value that fits the field',
  );
  return undefined;
}

/** Conditions are compiled once all fields are known. Until then a placeholder tells that there is one. */
function later(field: Field, node: SourceNode, key: 'required' | 'when', pending: Pending[]): void {
  const condition = node.get(key);
  if (condition === undefined) return;
  field[key] = FALSE;
  pending.push((feel) => {
    const read = readCondition(condition, feel);
    if (read !== undefined) field[key] = read.tree;
  });
}

const FALSE: Expr = { op: 'const', value: false };

function recordReader(types: NamedTypes, pending: Pending[]): RecordReader {
  return {
    record(node) {
      const inner: Pending[] = [];
      const fieldsNode = node.get('fields');
      const fields = fieldsNode === undefined ? [] : readFields(fieldsNode, types, inner);
      pending.push((feel) => {
        const rowFeel = withRoots(feel, { row: typeOfFields(fields) });
        for (const compile of inner) compile(rowFeel);
      });
      return { kind: 'record', fields };
    },
    checked(type, node) {
      if (type.kind !== 'record' && type.kind !== 'list') return type;
      const checks: Check[] = [...(type.checks ?? [])];
      pending.push((feel) => {
        const root = type.kind === 'list' ? 'rows' : 'row';
        const seen = withRoots(feel, { [root]: typeOfFieldType(type) });
        const found = node.get('checks')?.list() ?? [];
        checks.push(...found.flatMap((item) => compileCheck(item, seen, type.kind === 'list') ?? []));
      });
      return { ...type, checks };
    },
  };
}

// ---- checks ----

/** `ofList`: over a list as a whole, of which it is a fault. */
function compileCheck(node: SourceNode, feel: FeelContext, ofList = false): Check | undefined {
  node.unknownKeys([...(ofList ? [] : ['fault']), 'when', 'unless', 'message']);
  const fault = ofList ? '' : node.need('fault')?.text('the name of the field that is told');
  const message = readLabel(node.need('message'));
  if (!node.has('when') && !node.has('unless')) node.need('when');
  const when = readWhen(node, feel);
  if (fault === undefined || when === undefined) return undefined;
  return { fault, when: when.tree, message };
}
