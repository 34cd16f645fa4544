/** Effects: what happens in a clause, in the order in which it is written. */
import type { Assignment, Effect, EffectKind } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { ANY, INTEGER, listOf, optional, required, TEXT, type Type } from '../../rules/expression/type.ts';
import { typeOfField } from '../fields.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { isExpression } from '../values.ts';
import {
  type Context,
  DEADLINE_REF,
  DOCUMENT_REF,
  fullId,
  GROUP_REF,
  type Place,
  REGISTER_REF,
  reference,
  stepRef,
  stepRefs,
  TEMPLATE_REF,
  typedValue,
  value,
  whenOf,
} from './context.ts';
import { typeOfJson } from './data.ts';
import { decideEffect } from './decide.ts';

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
    return { ...place, roots: { ...place.roots, [effect.as]: effect.each === undefined ? type : listOf(type) } };
  }
  const written = effect.when === undefined ? writtenBy(effect, ctx) : [];
  if (written.length === 0) return place;
  const over = Object.fromEntries(written.map((name) => [name, ctx.data.typeOf(name) ?? ANY]));
  return { ...place, over: { ...place.over, ...over } };
}

/** Names of case data that an effect surely writes. */
export function writtenBy(effect: Effect, { around }: Pick<Context, 'around'>): string[] {
  if (effect.kind === 'set') return effect.values.map(({ name }) => name);
  if (effect.kind !== 'decide' || effect.as !== undefined) return [];
  if (effect.each !== undefined) return [effect.each.into];
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

// ---- documents and notices ----

/** A constant id that must be known, or an expression that gives one. */
function idOrExpression(
  ctx: Context,
  node: SourceNode,
  place: Place,
  kind: Parameters<typeof reference>[1],
  known: readonly { id: string }[],
  used: Set<string>,
  computed: () => void,
): Expr {
  if (isExpression(node)) {
    computed();
    return value(ctx, node, place, TEXT);
  }
  const id = reference(
    node,
    kind,
    known.map((entry) => entry.id),
  );
  if (id !== undefined) used.add(id);
  return { op: 'const', value: id ?? null };
}

function documentEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  const { uses, around } = ctx;
  const computed = () => uses.computed.add('documents');
  return [
    {
      kind: 'document',
      document: idOrExpression(ctx, node, place, DOCUMENT_REF, around.document.documents, uses.documents, computed),
    },
  ];
}

/** A template by name. */
export function templateId(ctx: Context, node: SourceNode): string | undefined {
  const id = reference(
    node,
    TEMPLATE_REF,
    ctx.around.document.templates.map((template) => template.id),
  );
  if (id !== undefined) ctx.uses.templates.add(id);
  return id;
}

function templateOf(ctx: Context, node: SourceNode, place: Place): Expr {
  const { uses, around } = ctx;
  const computed = () => uses.computed.add('templates');
  return idOrExpression(ctx, node, place, TEMPLATE_REF, around.document.templates, uses.templates, computed);
}

/** A group, `=…` giving one. */
export function groupOf(ctx: Context, node: SourceNode, place: Place): Expr {
  if (isExpression(node)) return value(ctx, node, place, TEXT);
  const id = groupId(ctx, node);
  return { op: 'const', value: id ?? null };
}

export function groupId(ctx: Context, node: SourceNode): string | undefined {
  const id = reference(
    node,
    GROUP_REF,
    ctx.around.document.groups.map((group) => group.id),
  );
  if (id !== undefined) ctx.uses.groups.add(id);
  return id;
}

/** A group, a list of groups, or `=…` giving either. */
export function groupsOf(ctx: Context, node: SourceNode, place: Place): Expr {
  if (node.isList && node.list().some(isExpression)) {
    return { op: 'list', items: node.list().map((item) => groupOf(ctx, item, place)) };
  }
  if (node.isList) return { op: 'const', value: node.list().flatMap((item) => groupId(ctx, item) ?? []) };
  if (!isExpression(node)) return groupOf(ctx, node, place);
  const read = ctx.learning ? undefined : typedValue(ctx, node, place);
  const type = read?.type;
  const fits =
    type === undefined ||
    ['text', 'any', 'null'].includes(type.kind) ||
    (type.kind === 'list' && ['text', 'any'].includes(type.of.kind));
  if (!fits) node.expected('a group or a list of groups', 'let the expression give text or a list of texts');
  return read?.tree ?? { op: 'const', value: null };
}

function notifyEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['to', 'template']);
  const to = node.need('to');
  const template = node.need('template');
  if (to === undefined || template === undefined) return [];
  return [{ kind: 'notify', to: groupsOf(ctx, to, place), template: templateOf(ctx, template, place) }];
}

function escalateEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  if (place.in !== 'overdue') {
    node.error(
      'escalate-outside-overdue',
      '"escalate" belongs to the overdue script of a deadline',
      'write "notify" here',
    );
  }
  return [{ kind: 'escalate', to: groupOf(ctx, node, place) }];
}

// ---- registers ----

function registerEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['in', 'key', 'value', 'fields', 'set']);
  const inNode = node.need('in');
  const keyNode = node.need('key');
  if (inNode === undefined || keyNode === undefined) return [];
  const { registers } = ctx.around.document;
  const register = reference(
    inNode,
    REGISTER_REF,
    registers.map(({ id }) => id),
  );
  const declared = registers.find(({ id }) => id === register);
  const types = new Map((declared?.fields ?? []).map((field) => [field.name, typeOfField(field)]));
  const key = registerKey(ctx, keyNode, place);
  const values = [
    ...fieldValues(ctx, node.get('fields'), place, types),
    ...setValues(ctx, node.get('set'), place, types),
  ];
  if (register === undefined) return [];
  const written = ctx.uses.registers.get(register) ?? new Set();
  for (const { name } of values) written.add(name);
  ctx.uses.registers.set(register, written);
  return [{ kind: 'register', register, key, values }];
}

function registerKey(ctx: Context, node: SourceNode, place: Place): Expr {
  const read = ctx.learning ? undefined : typedValue(ctx, node, place);
  const kind = read?.type?.kind ?? 'any';
  if (!['text', 'number', 'date', 'any'].includes(kind)) node.expected('a key: text, an integer or a date');
  return read?.tree ?? { op: 'const', value: null };
}

/** `fields: [a, b]`: case data of the same name. */
function fieldValues(
  ctx: Context,
  node: SourceNode | undefined,
  place: Place,
  types: ReadonlyMap<string, Type>,
): Assignment[] {
  return (node?.oneOrMany() ?? []).flatMap((item) => {
    const name = item.text('the name of case data');
    if (name === undefined || !registerField(item, name, types)) return [];
    return dataAssignment(ctx, item, name, place, types.get(name));
  });
}

/** `name` taken from the case data, as text in a list names it. */
export function dataAssignment(
  ctx: Context,
  node: SourceNode,
  name: string,
  place: Place,
  expected?: Type,
): Assignment[] {
  const reading = node.with({ kind: 'scalar', value: `=data.${name}`, style: 'plain' });
  const wanted = expected === undefined ? undefined : optional(expected);
  return [{ name, value: value(ctx, reading, place, wanted) }];
}

function setValues(
  ctx: Context,
  node: SourceNode | undefined,
  place: Place,
  types: ReadonlyMap<string, Type>,
): Assignment[] {
  return (node?.entries() ?? []).flatMap(({ key, name, value: content }) => {
    if (!registerField(name, key, types)) return [];
    const type = types.get(key);
    return [{ name: key, value: value(ctx, content, place, type === undefined ? undefined : optional(type)) }];
  });
}

function registerField(node: SourceNode, name: string, types: ReadonlyMap<string, Type>): boolean {
  if (types.size === 0 || types.has(name)) return true;
  node.error('unknown-register-field', `the register has no field "${name}"`, didYouMean(name, types.keys()));
  return false;
}

// ---- other cases ----

/** Inputs of another case: a list of names of case data, or a map of values. */
export function inputsFrom(ctx: Context, node: SourceNode | undefined, place: Place): Assignment[] {
  if (node === undefined) return [];
  if (node.isList) {
    return node.list().flatMap((item) => {
      const name = item.text('the name of case data');
      return name === undefined ? [] : dataAssignment(ctx, item, name, place);
    });
  }
  return node.entries().map(({ key, value: content }) => ({ name: key, value: value(ctx, content, place) }));
}

/** Full id of the procedure named under `procedure:`, told when it is not among the definitions. */
export function procedureOf(ctx: Context, node: SourceNode): string | undefined {
  const name = node.need('procedure');
  const written = name?.text('the id of a procedure');
  if (name === undefined || written === undefined) return undefined;
  const id = fullId(ctx, written);
  if (!ctx.around.procedures.has(id)) {
    name.warning(
      'unknown-procedure',
      `there is no procedure "${id}" among the files`,
      didYouMean(id, ctx.around.procedures.keys()),
    );
  }
  return id;
}

function checkInputs(ctx: Context, node: SourceNode, procedure: string, input: readonly Assignment[]): void {
  const known = ctx.around.procedures.get(procedure)?.input;
  if (known === undefined) return;
  for (const { name } of input) {
    if (known.includes(name)) continue;
    node.error('unknown-input', `the start input of ${procedure} has no field "${name}"`, didYouMean(name, known));
  }
}

function startEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['procedure', 'input', 'link']);
  const procedure = procedureOf(ctx, node);
  if (procedure === undefined) return [];
  const input = inputsFrom(ctx, node.get('input'), place);
  checkInputs(ctx, node.get('input') ?? node, procedure, input);
  const link = node.get('link')?.text('the message that brings the end of the case');
  return [{ kind: 'start', procedure, input, ...(link !== undefined && { link }) }];
}

function offerEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['procedure', 'to', 'input']);
  const procedure = procedureOf(ctx, node);
  const to = node.need('to');
  if (procedure === undefined || to === undefined) return [];
  const input = inputsFrom(ctx, node.get('input'), place);
  checkInputs(ctx, node.get('input') ?? node, procedure, input);
  return [{ kind: 'offer', procedure, to: groupOf(ctx, to, place), input }];
}

function sendEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['procedure', 'message', 'match', 'data']);
  const procedure = procedureOf(ctx, node);
  const messageNode = node.need('message');
  const message = messageNode?.text('the name of a message');
  if (procedure === undefined || messageNode === undefined || message === undefined) return [];
  const known = ctx.around.procedures.get(procedure)?.messages;
  if (known !== undefined && !known.includes(message)) {
    messageNode.error('unknown-message', `${procedure} knows no message "${message}"`, didYouMean(message, known));
  }
  const match = inputsFrom(ctx, node.get('match'), place);
  return [{ kind: 'send', procedure, message, match, data: inputsFrom(ctx, node.get('data'), place) }];
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
  if (type.kind !== 'any' && read !== undefined && !ctx.learning) {
    node.error('each-needs-list', `${node.path}: expected a list`, 'give a list, such as [a, b] or =data.names');
  }
  return { items, element: ANY };
}
