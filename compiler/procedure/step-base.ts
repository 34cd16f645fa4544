/** What steps of all kinds have: label, citations, the instant at which they open, effects on the way in and back. */
import type { Effect, StepId } from '../../engine/model.ts';
import type { Type } from '../../rules/expression/type.ts';
import { readCitations } from '../citations.ts';
import { labelOf } from '../labels.ts';
import type { SourceNode } from '../source/node.ts';
import { type Context, type Place, typedValue } from './context.ts';
import { typeOfJson } from './data.ts';
import type { DeclaredStep } from './declared.ts';
import { listed } from './effects.ts';

/** What every expression of a step sees: the items of the subprocesses around it. */
export function placeOf(ctx: Context, { id, scope }: DeclaredStep): Place {
  let around: StepId | undefined = scope;
  let item: Type | undefined;
  while (around !== undefined && item === undefined) {
    item = ctx.items.get(around)?.item;
    around = ctx.declared.steps.get(around)?.scope;
  }
  return { roots: item === undefined ? {} : { item }, step: id, owner: `step ${id}`, in: 'flow' };
}

export function base(ctx: Context, { id, node, scope }: DeclaredStep, place: Place) {
  const opensAt = node.get('opensAt');
  return {
    id,
    label: labelOf(node),
    citations: readCitations(node.get('cite'), ctx.around.document),
    ...(scope !== undefined && { scope }),
    ...(opensAt !== undefined && { opensAt: instantOrDate(ctx, opensAt, place) }),
    onEnter: withoutRules(node.get('onEnter'), listed(ctx, node.get('onEnter'), place)),
    compensation: withoutRules(node.get('compensation'), listed(ctx, node.get('compensation'), place)),
  };
}

export function withoutRules(node: SourceNode | undefined, effects: Effect[]): Effect[] {
  if (effects.some(({ kind }) => kind === 'decide')) {
    node?.error(
      'rule-out-of-place',
      `${node.path}: a rule holds the flow and can't run here`,
      'run it in a step before',
    );
  }
  return effects;
}

export function instantOrDate(ctx: Context, node: SourceNode, place: Place) {
  const read = ctx.goal !== 'all' ? undefined : typedValue(ctx, node, place);
  const type = read?.tree.op === 'const' ? typeOfJson(read.tree.value) : read?.type;
  if (type !== undefined && !['date', 'instant', 'any', 'null'].includes(type.kind))
    node.expected('an instant or a date');
  return read?.tree ?? { op: 'const' as const, value: null };
}
