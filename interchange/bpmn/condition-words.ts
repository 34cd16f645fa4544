/** A condition in a few words for the flow that it opens; what has no short words has none. Pure. */
import type { Procedure } from '../../engine/model.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { EnumValue, Field, FieldType } from '../../rules/form/model.ts';
import type { Json } from '../../rules/json.ts';
import type { Label } from '../../rules/label.ts';

/** Every field that case data, forms and messages have, by name. */
export interface FieldNames {
  fields: ReadonlyMap<string, readonly Field[]>;
  labels: Readonly<Record<string, Label>>;
}

export function fieldNames(procedure: Procedure, decisions: readonly Decision[]): FieldNames {
  const fields = new Map<string, Field[]>();
  const all = [
    ...procedure.steps.flatMap((step) => (step.kind === 'task' ? step.form.fields : [])),
    ...procedure.messages.flatMap(({ form }) => form.fields),
    ...procedure.input.fields,
    ...decisions.flatMap(({ outputs }) => outputs),
  ];
  for (const field of all) fields.set(field.name, [...(fields.get(field.name) ?? []), field]);
  return { fields, labels: procedure.dataLabels };
}

/** Beside a line of a diagram there is room for this many characters. */
const LONGEST = 26;

export function conditionWords(condition: Expr, names: FieldNames): Label | null {
  const words = wordsOf(condition, names);
  return words === null || words.zh.length > LONGEST ? null : words;
}

function wordsOf(expr: Expr, names: FieldNames): Label | null {
  switch (expr.op) {
    case 'need':
      return wordsOf(expr.arg, names);
    case 'else':
      return wordsOf(expr.arg, names);
    case 'path':
      return said(expr, names, true);
    case 'not':
      return negated(expr.arg, names);
    case 'eq':
      return comparedWith(expr.left, expr.right, names);
    case 'ne':
      return prefixed(comparedWith(expr.left, expr.right, names), '非', 'not ');
    case 'one-of':
      return joined(
        expr.values.map((value) => valued(expr.arg, value, names)),
        '、',
        ', ',
      );
    case 'and':
      return joined(
        expr.args.map((arg) => wordsOf(arg, names)),
        '且',
        ' and ',
      );
    case 'or':
      return joined(
        expr.args.map((arg) => wordsOf(arg, names)),
        '或',
        ' or ',
      );
    default:
      return null;
  }
}

function negated(expr: Expr, names: FieldNames): Label | null {
  const arg = bare(expr);
  if (arg.op === 'path') return said(arg, names, false);
  if (arg.op === 'not') return wordsOf(arg.arg, names);
  return null;
}

function comparedWith(left: Expr, right: Expr, names: FieldNames): Label | null {
  if (right.op === 'const') return valued(left, right.value, names);
  return left.op === 'const' ? valued(right, left.value, names) : null;
}

/** A code by its own label; a truth by its field's. */
function valued(expr: Expr, value: Json, names: FieldNames): Label | null {
  const path = bare(expr);
  const name = lastOf(path);
  if (path.op !== 'path' || name === undefined) return null;
  if (typeof value === 'boolean') return said(path, names, value);
  const codes = (names.fields.get(name) ?? []).flatMap(({ type }) => codesOf(type));
  return codes.find(({ id }) => id === value)?.label ?? null;
}

function codesOf(type: FieldType): readonly EnumValue[] {
  if (type.kind === 'list') return codesOf(type.of);
  return type.kind === 'enum' ? type.values : [];
}

function said(path: Expr, names: FieldNames, yes: boolean): Label | null {
  const name = lastOf(path);
  const label = name === undefined ? undefined : (names.fields.get(name)?.[0]?.label ?? names.labels[name]);
  if (label === undefined) return null;
  return { zh: `${label.zh}：${yes ? '是' : '否'}`, en: `${label.en}: ${yes ? 'yes' : 'no'}` };
}

function bare(expr: Expr): Expr {
  return expr.op === 'need' || expr.op === 'else' ? bare(expr.arg) : expr;
}

const lastOf = (expr: Expr): string | undefined => (expr.op === 'path' ? expr.path.at(-1) : undefined);

function prefixed(label: Label | null, zh: string, en: string): Label | null {
  return label === null ? null : { zh: `${zh}${label.zh}`, en: `${en}${label.en}` };
}

function joined(labels: readonly (Label | null)[], zh: string, en: string): Label | null {
  const known = labels.filter((label) => label !== null);
  if (known.length < labels.length) return null;
  return { zh: known.map((label) => label.zh).join(zh), en: known.map((label) => label.en).join(en) };
}
