/** Which roots the conditions and checks of a form read: what none of them reads need not be made for them. */
import { readsOf } from '../expression/reads.ts';
import type { Expr } from '../expression/tree.ts';
import type { Check, Field, FieldType, Form } from './model.ts';

/** Those of rows and records within it too. */
export function rootsRead({ fields, checks }: Form): ReadonlySet<string> {
  const trees = [...fields.flatMap(ofField), ...ofChecks(checks)];
  return new Set(trees.flatMap((tree) => readsOf(tree).map(([root = '']) => root)));
}

function ofField({ when, required, type }: Field): Expr[] {
  return [when, required].filter((tree) => tree !== undefined).concat(ofType(type));
}

function ofType(type: FieldType): Expr[] {
  if (type.kind === 'list') return [...ofType(type.of), ...ofChecks(type.checks)];
  return type.kind === 'record' ? [...type.fields.flatMap(ofField), ...ofChecks(type.checks)] : [];
}

function ofChecks(checks: readonly Check[] = []): Expr[] {
  return checks.map(({ when }) => when);
}
