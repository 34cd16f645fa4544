/** Scripts: clauses that follow an event, each with effects and at most one exit, which comes last. */
import type { Clause, Exit, Script } from '../../engine/model.ts';
import { TEXT } from '../../rules/expression/type.ts';
import type { SourceNode } from '../source/node.ts';
import { isExpression } from '../values.ts';
import {
  type Context,
  condition,
  OUTCOME_REF,
  type Place,
  reference,
  stepRef,
  value,
  whenOf,
  whenPart,
} from './context.ts';
import { effectsOf, withLocal } from './effects.ts';

const EXITS = ['goto', 'end', 'done', 'error'] as const;
const OTHERS = [...EXITS, 'when', 'unless'];

/** A step's id, one clause, or a list of clauses. */
export function compileScript(ctx: Context, node: SourceNode | undefined, place: Place): Script {
  let seen = place;
  return (node?.oneOrMany() ?? []).flatMap((item) => {
    const clause = compileClause(ctx, item, seen);
    if (clause !== undefined) seen = afterClause(ctx, clause, seen);
    return clause ?? [];
  });
}

/** What later clauses see: locals of any, data only of a clause that runs in any case. */
function afterClause(ctx: Context, clause: Clause, place: Place): Place {
  const after = clause.effects.reduce((seen, effect) => withLocal(ctx, effect, seen), place);
  if (clause.when === undefined || place.over === undefined)
    return clause.when === undefined ? after : { ...place, roots: after.roots };
  return { ...after, over: place.over };
}

function compileClause(ctx: Context, node: SourceNode, place: Place): Clause | undefined {
  if (typeof node.scalar === 'string') {
    const targets = stepRef(ctx, node).map((step) => ({ step }));
    return targets.length === 0 ? undefined : { effects: [], exit: { kind: 'goto', targets } };
  }
  if (!node.isMap) {
    node.expected('the name of a step or a clause such as { document: x, goto: y }');
    return undefined;
  }
  const when = whenOf(ctx, node, place);
  const effects = effectsOf(ctx, node, place, OTHERS);
  const after = effects.reduce((seen, effect) => withLocal(ctx, effect, seen), place);
  const exit = exitOf(ctx, node, after);
  return { ...whenPart(when), effects, ...(exit !== undefined && { exit }) };
}

function exitOf(ctx: Context, node: SourceNode, place: Place): Exit | undefined {
  const found = EXITS.filter((key) => node.has(key));
  const key = found[0];
  if (key === undefined) return undefined;
  if (found.length > 1)
    node.error('two-exits', `${found.join(' and ')} in one clause`, 'make two clauses with conditions');
  const content = node.get(key) as SourceNode;
  switch (key) {
    case 'goto':
      return { kind: 'goto', targets: content.oneOrMany().flatMap((item) => targetOf(ctx, item, place)) };
    case 'end':
      return { kind: 'end', outcome: outcomeOf(ctx, content, place) };
    case 'done':
      if (content.scalar !== true) content.expected('true', 'write done: true');
      return { kind: 'done' };
    case 'error':
      return { kind: 'error', code: content.text('the code of an error') ?? '' };
  }
}

function targetOf(ctx: Context, node: SourceNode, place: Place): Extract<Exit, { kind: 'goto' }>['targets'] {
  if (!node.isMap) return stepRef(ctx, node).map((step) => ({ step }));
  node.unknownKeys(['to', 'when']);
  const to = node.need('to');
  const when = condition(ctx, node.get('when'), place);
  return to === undefined ? [] : stepRef(ctx, to).map((step) => ({ step, ...whenPart(when) }));
}

function outcomeOf(ctx: Context, node: SourceNode, place: Place) {
  if (isExpression(node)) {
    ctx.uses.computed.add('outcomes');
    return value(ctx, node, place, TEXT);
  }
  const id = reference(node, OUTCOME_REF, ctx.declared.outcomes.keys());
  if (id !== undefined) ctx.uses.outcomes.add(id);
  return { op: 'const' as const, value: id ?? null };
}
