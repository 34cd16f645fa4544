/** `decide`: runs a rule. Its inputs come from the case data by name, unless `with` gives them. */
import type { Assignment, DecideEffect, EffectKind } from '../../engine/model.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { ANY, listOf, optional, TEXT, type Type } from '../../rules/expression/type.ts';
import type { Field } from '../../rules/form/model.ts';
import { misfit } from '../feel/types.ts';
import { mayBeAbsent, typeOfField, typeOfFields } from '../fields.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { type Context, DECISION_REF, fullId, type Place, reference, value, whereOf } from './context.ts';
import { listed, listOfItems } from './effects.ts';
import { withoutRules } from './step-base.ts';

const KEYS = ['decision', 'with', 'rename', 'as', 'for', 'in', 'into', 'key', 'do'];

export function decideEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  if (!node.isMap) return oneDecide(ctx, node, undefined, place);
  node.unknownKeys(KEYS);
  const name = node.need('decision');
  return name === undefined ? [] : oneDecide(ctx, name, node, place);
}

/** `details` has `with`, `rename`, … or is not there. */
function oneDecide(ctx: Context, name: SourceNode, details: SourceNode | undefined, place: Place): DecideEffect[] {
  const decision = decisionOf(ctx, name);
  if (decision === undefined) return [];
  const as = details?.get('as')?.text('a name');
  const each = eachOf(ctx, details, place);
  const inner = each === undefined ? place : { ...place, roots: { ...place.roots, [each.as]: each.element } };
  const effect: DecideEffect = {
    kind: 'decide',
    decision: decision.id,
    with: inputsOf(ctx, name, details?.get('with'), decision, inner),
    rename: renames(details?.get('rename'), decision),
    ...(as !== undefined && { as }),
    ...(each !== undefined && { each: eachPart(ctx, each, details, decision, inner) }),
  };
  recordOutputs(ctx, name, effect, decision, place);
  ctx.uses.decides.push({ effect, node: name });
  return [effect];
}

export function decisionOf(ctx: Context, node: SourceNode): Decision | undefined {
  const written = node.text('the name of a decision');
  if (written === undefined) return undefined;
  const id = reference(node, DECISION_REF, ctx.around.decisions.keys(), fullId(ctx, written));
  if (id !== undefined) ctx.uses.decisions.add(id);
  return id === undefined ? undefined : ctx.around.decisions.get(id);
}

interface ReadEach {
  items: Expr;
  element: Type;
  as: string;
  into?: string;
  key?: SourceNode;
}

function eachOf(ctx: Context, node: SourceNode | undefined, place: Place): ReadEach | undefined {
  if (node === undefined || !node.has('for')) return undefined;
  const as = node.need('for')?.text('the name of an element');
  const list = node.need('in');
  if (as === undefined || list === undefined) return undefined;
  const key = node.get('key');
  if (key !== undefined) {
    if (place.step === undefined || place.in !== 'flow')
      key.error('rule-out-of-place', 'outputs by key lie under the id of a step', 'write it behind a step');
    return { as, key, ...listOfItems(ctx, list, place) };
  }
  const into = node.need('into')?.text('the name under which the results are kept');
  return into === undefined ? undefined : { as, into, ...listOfItems(ctx, list, place) };
}

function eachPart(
  ctx: Context,
  { items, as, into, key }: ReadEach,
  details: SourceNode | undefined,
  decision: Decision,
  inner: Place,
): NonNullable<DecideEffect['each']> {
  if (key === undefined) return { items, as, into: into ?? '' };
  const output = ctx.around.decisionTypes[decision.id]?.outputs ?? ANY;
  const follows = details?.get('do');
  const effects = listed(ctx, follows, { ...inner, roots: { ...inner.roots, output } });
  return { items, as, key: value(ctx, key, inner, TEXT), effects: withoutRules(follows, effects) };
}

// ---- inputs ----

function inputsOf(
  ctx: Context,
  at: SourceNode,
  given: SourceNode | undefined,
  decision: Decision,
  place: Place,
): Assignment[] {
  const { fields } = decision.inputs;
  given?.unknownKeys(fields.map(({ name }) => name));
  return fields.flatMap((field) => {
    const own = given?.get(field.name);
    if (own === undefined) return fromData(ctx, at, field, decision, place);
    if (own.isNull) return [];
    return [{ name: field.name, value: value(ctx, own, place, optional(typeOfField(field))) }];
  });
}

function fromData(ctx: Context, at: SourceNode, field: Field, decision: Decision, place: Place): Assignment[] {
  const known = ctx.data.narrowedAt(field.name, whereOf(place));
  if (known !== undefined) {
    const fault = misfit({ ...known, optional: true }, optional(typeOfField(field)));
    if (fault !== undefined && ctx.goal === 'all') {
      // Codes that the rule does not know are refused only when they come: the flow may keep them away.
      at.report.add(
        fault.code === 'unknown-code' ? 'warning' : 'error',
        'input-type',
        at.position,
        `input "${field.name}" of ${decision.id}: ${fault.message}`,
        `give it under with: { ${field.name}: … }`,
      );
    }
    const sure = ctx.data.isCertain(field.name, whereOf(place)) || place.over?.[field.name] !== undefined;
    if (ctx.goal === 'all' && !sure && !mayBeAbsent(field) && field.default === undefined) {
      at.warning(
        'uncertain-input',
        `${decision.id} needs the input "${field.name}", which is not there on every way to this step`,
        `give it under with: { ${field.name}: … }, or require it in a form before`,
      );
    }
    ctx.uses.data.set(field.name, at.position);
    return [{ name: field.name, value: { op: 'path', root: 'data', path: [field.name] } }];
  }
  if (!mayBeAbsent(field) && field.default === undefined && ctx.goal === 'all') {
    at.error(
      'missing-input',
      `nothing brings the input "${field.name}" that ${decision.id} needs`,
      `give it under with: { ${field.name}: … }, or ask for it in a form before`,
    );
  }
  return [];
}

// ---- outputs ----

function renames(node: SourceNode | undefined, decision: Decision): DecideEffect['rename'] {
  if (node === undefined) return [];
  const outputs = decision.outputs.map(({ name }) => name);
  return node.entries().flatMap(({ key, name, value: content }) => {
    if (!outputs.includes(key)) {
      name.error('unknown-output', `${decision.id} has no output "${key}"`, didYouMean(key, outputs));
      return [];
    }
    const stored = content.text('a name of case data');
    return stored === undefined ? [] : [{ output: key, name: stored }];
  });
}

function recordOutputs(ctx: Context, at: SourceNode, effect: DecideEffect, decision: Decision, place: Place): void {
  const whole: Type = ctx.around.decisionTypes[decision.id]?.outputs ?? typeOfFields(decision.outputs);
  if (effect.each !== undefined) {
    if (effect.as === undefined && 'into' in effect.each)
      ctx.data.write(effect.each.into, listOf(whole), decision.id, at);
    return;
  }
  if (effect.as !== undefined) return;
  const fields = whole.kind === 'record' ? whole.fields : {};
  for (const { name } of decision.outputs) {
    const stored = effect.rename.find(({ output }) => output === name)?.name ?? name;
    const type = fields[name] ?? ANY;
    if (place.in === 'item' && place.step !== undefined) {
      const item = ctx.items.get(place.step);
      if (item !== undefined) item.outputs[stored] = type;
    } else ctx.data.write(stored, type, `the rule ${decision.id}`, at);
  }
}
