/** Forms of tasks, messages and start inputs: their own fields, and those that the inputs of decisions bring. */
import type { Decision } from '../../rules/decision/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { Check, Field, Form } from '../../rules/form/model.ts';
import { compileChecks, compileFields, typeOfFields } from '../fields.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { type Context, condition, feelContext, type Place, whereOf } from './context.ts';
import { decisionOf } from './decide.ts';

interface FormSource {
  fields: SourceNode | undefined;
  inputsOf: SourceNode | undefined;
  checks: SourceNode | undefined;
  /** `inputsOf` is written below the fields, and so are its fields. */
  inputsLast: boolean;
}

/** What a step, a message (`form:`) or a procedure (`input:`) says of its form. */
export function formSource(node: SourceNode, key: 'form' | 'input'): FormSource {
  const keys = node.isMap ? node.entries().map((entry) => entry.key) : [];
  const inputsLast = keys.includes(key) && keys.indexOf('inputsOf') > keys.indexOf(key);
  return { fields: node.get(key), inputsOf: node.get('inputsOf'), checks: node.get('checks'), inputsLast };
}

/** `roots`: under which names conditions see the form. */
export function compileForm(ctx: Context, source: FormSource, place: Place, roots: readonly string[]): Form {
  const types = ctx.around.document.types;
  const inputs = fieldsOfDecisions(ctx, source, place, roots);
  const bare = ctx.goal === 'types';
  const context = { types, feel: bare ? undefined : feelContext(ctx, place), roots, others: inputs.fields };
  const own = compileFields(source.fields, context);
  const others = inputs.fields.filter((field) => !own.some(({ name }) => name === field.name));
  const fields = source.inputsLast ? [...own, ...others] : [...others, ...own];
  if (bare) return { fields, checks: [] };
  const feel = feelContext(ctx, seesForm(place, fields, roots));
  return { fields, checks: [...inputs.checks, ...compileChecks(source.checks, feel)] };
}

/** A place where the form is merged into the data and seen under its roots. */
export function seesForm(place: Place, fields: readonly Field[], roots: readonly string[]): Place {
  const type = typeOfFields(fields);
  const seen = Object.fromEntries(roots.map((root) => [root, type]));
  const sure = Object.entries(type.fields).filter(([, field]) => field.optional !== true);
  return { ...place, roots: { ...place.roots, ...seen }, over: { ...place.over, ...Object.fromEntries(sure) } };
}

// ---- inputs of decisions ----

function fieldsOfDecisions(ctx: Context, source: FormSource, place: Place, roots: readonly string[]): Form {
  const node = source.inputsOf;
  if (node === undefined) return { fields: [], checks: [] };
  const spec = node.isMap ? node : undefined;
  spec?.unknownKeys(['decisions', 'except', 'when']);
  const named = spec === undefined ? node : spec.need('decisions');
  const decisions = (named?.oneOrMany() ?? []).flatMap((item) => decisionOf(ctx, item) ?? []);
  const except = exceptions(spec?.get('except'), decisions);
  const whenNode = spec?.get('when');
  const when =
    whenNode && ctx.goal !== 'types'
      ? condition(ctx, whenNode, seesForm(place, ownFields(ctx, source, place, roots), roots))
      : undefined;
  const asked = (name: string) => !except.has(name) && !alreadyThere(ctx, name, place);
  return gather(decisions, asked, when);
}

/** The fields that are written beside `inputsOf`, for its condition; what is wrong with them is told when they are read. */
function ownFields(ctx: Context, { fields }: FormSource, place: Place, roots: readonly string[]): Field[] {
  if (fields === undefined) return [];
  const { findings } = fields.report;
  const mark = findings.length;
  const own = compileFields(fields, { types: ctx.around.document.types, feel: feelContext(ctx, place), roots });
  findings.length = mark;
  return own;
}

function exceptions(node: SourceNode | undefined, decisions: readonly Decision[]): Set<string> {
  const inputs = decisions.flatMap((decision) => decision.inputs.fields.map(({ name }) => name));
  const names = (node?.oneOrMany() ?? []).flatMap((item) => {
    const name = item.text('the name of an input');
    if (name !== undefined && !inputs.includes(name)) {
      item.error('unknown-input', `none of the decisions has an input "${name}"`, didYouMean(name, inputs));
    }
    return name ?? [];
  });
  return new Set(names);
}

/** What the case data have in any case when the step opens is not asked again; before the start there are none. */
function alreadyThere(ctx: Context, name: string, place: Place): boolean {
  return place.step !== ' start' && ctx.data.isCertain(name, whereOf(place));
}

function gather(decisions: readonly Decision[], asked: (name: string) => boolean, when: Expr | undefined): Form {
  const fields = new Map<string, Field>();
  const checks: Check[] = [];
  for (const { inputs } of decisions) {
    const defaults = new Map(inputs.fields.map((field) => [field.name, field.default]));
    const judged = (expr: Expr) => moved(expr, (name) => (asked(name) ? 'form' : 'data'), defaults);
    for (const field of inputs.fields) {
      if (asked(field.name) && !fields.has(field.name)) fields.set(field.name, asFormField(field, judged, when));
    }
    for (const check of inputs.checks) {
      // A fault on a field that is not asked could never be mended in this form.
      if (!asked(check.fault)) continue;
      const merged = moved(check.when, () => 'data', defaults);
      checks.push({ ...check, when: when === undefined ? merged : { op: 'and', args: [when, merged] } });
    }
  }
  return { fields: [...fields.values()], checks };
}

/** The default stays with the decision: in the form the field is merely optional. */
function asFormField(field: Field, judged: (expr: Expr) => Expr, when: Expr | undefined): Field {
  const { default: _, required, when: own, ...rest } = field;
  const exists =
    own === undefined ? when : when === undefined ? judged(own) : { op: 'and' as const, args: [when, judged(own)] };
  return {
    ...rest,
    ...(required !== undefined && { required: judged(required) }),
    ...(exists !== undefined && { when: exists }),
  };
}

type RootOf = (name: string) => string;

/** An expression over `input` as one over the form and the case data; a default stands for what is left out. */
function moved(expr: Expr, rootOf: RootOf, defaults: ReadonlyMap<string, Field['default']>): Expr {
  if (expr.op === 'const') return expr;
  if (expr.op === 'path' && expr.root === 'input') {
    const name = expr.path[0] ?? '';
    const path: Expr = { ...expr, root: rootOf(name) };
    const standard = defaults.get(name);
    return standard === undefined ? path : { op: 'else', arg: path, otherwise: { op: 'const', value: standard } };
  }
  return mapChildren(expr, (child) => moved(child, rootOf, defaults));
}

/** Applies to the expressions directly below one. Whatever has an `op` is an expression. */
function mapChildren(expr: Expr, map: (child: Expr) => Expr): Expr {
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(visit);
    if (typeof part !== 'object' || part === null) return part;
    if ('op' in part) return map(part as Expr);
    return Object.fromEntries(Object.entries(part).map(([key, child]) => [key, visit(child)]));
  };
  return Object.fromEntries(Object.entries(expr).map(([key, child]) => [key, visit(child)])) as unknown as Expr;
}
