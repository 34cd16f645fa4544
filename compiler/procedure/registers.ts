/** Writes to registers. */
import type { Assignment, EffectKind } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { optional, type Type } from '../../rules/expression/type.ts';
import { typeOfField } from '../fields.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { type Context, type Place, REGISTER_REF, reference, typedValue, value } from './context.ts';

export function registerEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['in', 'key', 'fields', 'set', 'add']);
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
  const adds = addedValues(ctx, node.get('add'), place, types);
  if (register === undefined) return [];
  const written = ctx.uses.registers.get(register) ?? new Set();
  for (const { name } of [...values, ...adds]) written.add(name);
  ctx.uses.registers.set(register, written);
  return [{ kind: 'register', register, key, values, ...(adds.length > 0 && { adds }) }];
}

function registerKey(ctx: Context, node: SourceNode, place: Place): Expr {
  const read = ctx.goal !== 'all' ? undefined : typedValue(ctx, node, place);
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

/** `add: { list: item }`: the field is a list. */
function addedValues(
  ctx: Context,
  node: SourceNode | undefined,
  place: Place,
  types: ReadonlyMap<string, Type>,
): Assignment[] {
  return (node?.entries() ?? []).flatMap(({ key, name, value: content }) => {
    if (!registerField(name, key, types)) return [];
    const type = types.get(key);
    if (type !== undefined && type.kind !== 'list') {
      name.error('type', `"${key}" of the register is no list`, 'write it under set:');
      return [];
    }
    return [{ name: key, value: value(ctx, content, place, type === undefined ? undefined : optional(type.of)) }];
  });
}

function registerField(node: SourceNode, name: string, types: ReadonlyMap<string, Type>): boolean {
  if (types.size === 0 || types.has(name)) return true;
  node.error('unknown-register-field', `the register has no field "${name}"`, didYouMean(name, types.keys()));
  return false;
}
