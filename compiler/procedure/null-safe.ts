/**
 * Data that are not there yet. In a condition a boolean that is absent does not hold. What an author can know better
 * than the types is not warned of: a field required under a condition, the instant of a step that was done.
 */
import type { Expr } from '../../rules/expression/tree.ts';
import type { Field, FieldType, Form } from '../../rules/form/model.ts';
import type { Finding } from '../finding.ts';
import type { Context } from './context.ts';

/** A condition in which `x` alone means `x = true`. */
export function absentIsFalse(expr: Expr): Expr {
  switch (expr.op) {
    case 'and':
    case 'or':
      return { op: expr.op, args: expr.args.map(absentIsFalse) };
    case 'not':
      return { op: 'not', arg: absentIsFalse(expr.arg) };
    case 'need':
      if (expr.what !== 'boolean') return expr;
      return { op: 'eq', by: 'plain', left: expr.arg, right: { op: 'const', value: true } };
    default:
      return expr;
  }
}

export function absentIsFalseInForm({ fields, checks }: Form): Form {
  return {
    fields: fields.map(inField),
    checks: checks.map((check) => ({ ...check, when: absentIsFalse(check.when) })),
  };
}

function inField(field: Field): Field {
  const { required, when } = field;
  return {
    ...field,
    type: inType(field.type),
    ...(required !== undefined && { required: absentIsFalse(required) }),
    ...(when !== undefined && { when: absentIsFalse(when) }),
  };
}

function inType(type: FieldType): FieldType {
  if (type.kind === 'list') return { ...type, of: inType(type.of) };
  if (type.kind !== 'record') return type;
  const { checks } = type;
  const form = absentIsFalseInForm({ fields: type.fields, checks: checks ?? [] });
  return { ...type, fields: form.fields, ...(checks !== undefined && { checks: form.checks }) };
}

// ---- warnings ----

const OF_THE_CASE = /^(step|deadline|document)\("[^"]*"\)\.[A-Za-z]+$/;
const FIELD = /^(data|form|message)\.([A-Za-z0-9]+)$/;

/** Whether a warning of null is worth telling: `text` is what it stands at. */
export function worthTelling(finding: Finding, text: string, ctx: Context): boolean {
  if (finding.check !== 'may-be-null') return true;
  if (OF_THE_CASE.test(text)) return false;
  const [, root, name = ''] = FIELD.exec(text) ?? [];
  if (root === undefined) return true;
  if (root === 'data' && ctx.data.typeOf(name)?.kind === 'boolean') return false;
  const fields = [...ctx.forms.values()].flatMap((form) => form.fields.filter((field) => field.name === name));
  return !fields.some(
    (field) => field.type.kind === 'boolean' || field.required !== undefined || field.when !== undefined,
  );
}
