/** Effects: what happens in a clause, in the order in which it is written. */
import type { Assignment, DecideEffect, Effect, EffectKind } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { ANY, INTEGER, listOf, required, TEXT, type Type } from '../../rules/expression/type.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import {
  type Context,
  DEADLINE_REF,
  type Place,
  reference,
  stepRef,
  stepRefs,
  typedValue,
  value,
  whenOf,
} from './context.ts';
import { typeOfJson } from './data.ts';
import { decideEffect } from './decide.ts';
import { documentEffect, escalateEffect, notifyEffect } from './notices.ts';
import { offerEffect, sendEffect, startEffect } from './other-cases.ts';
import { registerEffect } from './registers.ts';

type Reader = (ctx: Context, node: SourceNode, place: Place) => EffectKind[];

/** Keys of a clause that are effects, with what they compile to. */
export const EFFECTS: Readonly<Record<string, Reader>> = {
  set: setEffect,
  clear: (_ctx, node) => [
    { kind: 'clear', names: node.oneOrMany().flatMap((item) => item.text('a name of case data') ?? []) },
  ],
  merge: () => [{ kind: 'merge' }],
  decide: decideEffect,
  document: documentEffect,
  notify: notifyEffect,
  escalate: escalateEffect,
  register: registerEffect,
  start: startEffect,
  offer: offerEffect,
  send: sendEffect,
  begin: (ctx, node) => deadlineEffect(ctx, node, 'start'),
  suspend: (ctx, node) => deadlineEffect(ctx, node, 'suspend'),
  resume: (ctx, node) => deadlineEffect(ctx, node, 'resume'),
  meet: (ctx, node) => deadlineEffect(ctx, node, 'meet'),
  cancel: (ctx, node) => deadlineEffect(ctx, node, 'cancel'),
  extend: extendEffect,
  close: (ctx, node) => [{ kind: 'close', steps: stepRefs(ctx, node) }],
  open: (ctx, node) => stepRef(ctx, node).map((step) => ({ kind: 'open', step })),
  raise: (_ctx, node) => textOf(node, 'the code of an escalation').map((code) => ({ kind: 'raise', code })),
  compensate: compensateEffect,
};

/** Effects of a map, in order; `when` is for all of them. A rule kept as a local is seen by what follows. */
export function effectsOf(ctx: Context, node: SourceNode, place: Place, others: readonly string[]): Effect[] {
  const effects: Effect[] = [];
  let seen = place;
  for (const { key, name, value: content } of node.entries()) {
    const made =
      key === 'for'
        ? forEffect(ctx, node, seen)
        : key === 'do' && !node.has('for')
          ? listed(ctx, content, seen)
          : undefined;
    if (made !== undefined) effects.push(...made);
    else if (EFFECTS[key] !== undefined) effects.push(...EFFECTS[key](ctx, content, seen));
    else if (!others.includes(key) && !LOOP_KEYS.includes(key)) {
      name.error(
        'unknown-key',
        `"${key}" is not known here`,
        didYouMean(key, [...Object.keys(EFFECTS), ...others, 'for', 'in', 'do']),
      );
    }
    seen = withLocal(ctx, effects.at(-1), seen);
  }
  return effects;
}

const LOOP_KEYS = ['for', 'in', 'do'];

/** `- { when, …effects }`, a list of them or one. */
export function listed(ctx: Context, node: SourceNode | undefined, place: Place): Effect[] {
  let seen = place;
  return (node?.oneOrMany() ?? []).flatMap((item) => {
    if (!item.isMap) {
      item.expected('an effect such as { document: acceptance-notice }');
      return [];
    }
    const when = whenOf(ctx, item, seen);
    const effects = effectsOf(ctx, item, seen, ['when', 'unless']);
    for (const effect of effects) seen = withLocal(ctx, effect, seen);
    return when === undefined ? effects : conditional(when, effects);
  });
}

/** A condition over several effects is judged once, before the first of them. */
function conditional(when: Expr, effects: Effect[]): Effect[] {
  const [only] = effects;
  if (effects.length === 1 && only !== undefined) return [{ ...only, when: both(when, only.when) }];
  if (effects.some(({ kind }) => kind === 'decide'))
    return effects.map((effect) => ({ ...effect, when: both(when, effect.when) }));
  return [{ when, kind: 'for', items: { op: 'const', value: [true] }, as: 'once', effects }];
}

function both(a: Expr, b: Expr | undefined): Expr {
  return b === undefined ? a : { op: 'and', args: [a, b] };
}

/** What is seen after an effect: a rule's outputs under its local name, data that were surely set. */
export function withLocal(ctx: Context, effect: Effect | undefined, place: Place): Place {
  if (effect === undefined) return place;
  if (effect.kind === 'decide' && effect.as !== undefined) {
    const type = ctx.around.decisionTypes[effect.decision]?.outputs ?? ANY;
    return { ...place, roots: { ...place.roots, [effect.as]: localType(effect, type) } };
  }
  const written = effect.when === undefined ? writtenBy(effect, ctx) : [];
  if (written.length === 0) return place;
  const over = Object.fromEntries(written.map((name) => [name, ctx.data.typeOf(name) ?? ANY]));
  return { ...place, over: { ...place.over, ...over } };
}

function localType({ each }: DecideEffect, outputs: Type): Type {
  if (each === undefined) return outputs;
  if ('into' in each || outputs.kind !== 'record') return listOf(outputs);
  return listOf({ ...outputs, fields: { ...outputs.fields, key: TEXT } });
}

/** Names of case data that an effect surely writes. */
export function writtenBy(effect: Effect, { around }: Pick<Context, 'around'>): string[] {
  if (effect.kind === 'set') return effect.values.map(({ name }) => name);
  if (effect.kind !== 'decide' || effect.as !== undefined) return [];
  if (effect.each !== undefined) return 'into' in effect.each ? [effect.each.into] : [];
  const outputs = around.decisions.get(effect.decision)?.outputs ?? [];
  return outputs.map(({ name }) => effect.rename.find(({ output }) => output === name)?.name ?? name);
}

// ---- data ----

function setEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  const values: Assignment[] = [];
  for (const { key, name, value: content } of node.entries()) {
    const read = typedValue(ctx, content, place);
    if (read === undefined) {
      ctx.data.write(key, ANY, `set: ${key}`, name);
      continue;
    }
    const type = read.tree.op === 'const' ? typeOfJson(read.tree.value) : (read.type ?? ANY);
    ctx.data.write(key, type, `set: ${key}`, name);
    values.push({ name: key, value: read.tree });
  }
  return values.length === 0 ? [] : [{ kind: 'set', values }];
}

// ---- clocks ----

type Action = Extract<EffectKind, { kind: 'deadline' }>['action'];

function deadlineEffect(ctx: Context, node: SourceNode, action: Action): EffectKind[] {
  return node.oneOrMany().flatMap((item) => {
    const deadline = reference(item, DEADLINE_REF, ctx.declared.deadlines.keys());
    return deadline === undefined ? [] : [{ kind: 'deadline', action, deadline }];
  });
}

function extendEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['deadline', 'days', 'times']);
  const name = node.need('deadline');
  const days = node.need('days');
  const deadline = name === undefined ? undefined : reference(name, DEADLINE_REF, ctx.declared.deadlines.keys());
  if (deadline === undefined || days === undefined) return [];
  const times = node.get('times')?.integer(1) ?? 1;
  return [{ kind: 'extend', deadline, days: value(ctx, days, place, INTEGER), times }];
}

// ---- BPMN ----

function compensateEffect(ctx: Context, node: SourceNode): EffectKind[] {
  return node.scalar === true ? [{ kind: 'compensate' }] : [{ kind: 'compensate', steps: stepRefs(ctx, node) }];
}

function textOf(node: SourceNode, expected: string): string[] {
  const text = node.text(expected);
  return text === undefined ? [] : [text];
}

// ---- repetition ----

function forEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  const as = node.need('for')?.text('the name of an element');
  const list = node.need('in');
  const body = node.need('do');
  if (as === undefined || list === undefined || body === undefined) return [];
  const { items, element } = listOfItems(ctx, list, place);
  const inner = { ...place, roots: { ...place.roots, [as]: element } };
  const effects = listed(ctx, body, inner);
  if (effects.some(({ kind }) => kind === 'decide')) {
    body.error('decide-in-for', 'a rule can not run inside "for"', 'write decide: { decision, for, in, into }');
  }
  return [{ kind: 'for', items, as, effects }];
}

/** A list, constant or computed, with the type of its elements. */
export function listOfItems(ctx: Context, node: SourceNode, place: Place): { items: Expr; element: Type } {
  const read = typedValue(ctx, node, place);
  const items = read?.tree ?? { op: 'const', value: [] };
  const type = read?.tree.op === 'const' ? typeOfJson(read.tree.value) : (read?.type ?? ANY);
  if (type.kind === 'list') return { items, element: required(type.of) };
  if (type.kind !== 'any' && read !== undefined && ctx.goal === 'all') {
    node.error('each-needs-list', `${node.path}: expected a list`, 'give a list, such as [a, b] or =data.names');
  }
  return { items, element: ANY };
}
