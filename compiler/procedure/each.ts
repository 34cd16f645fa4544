/** Multi-instance: the list of items, their key, order and completion condition, and what people read of an item. */
import type { Each } from '../../engine/model.ts';
import { ANY, required, TEXT, type Type } from '../../rules/expression/type.ts';
import { ID } from '../document.ts';
import { misfit } from '../feel/types.ts';
import { readLabelled } from '../labels.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { typeOfFieldType } from '../types.ts';
import { type Context, condition, type Place, typedValue } from './context.ts';
import { typeOfJson } from './data.ts';

export interface ReadEach {
  each: Each;
  element: Type;
}

export function eachOf(ctx: Context, node: SourceNode | undefined, place: Place): ReadEach | undefined {
  if (node === undefined) return undefined;
  const spec = node.isMap ? node : undefined;
  spec?.unknownKeys(['items', 'key', 'of', 'label', 'sequential', 'until']);
  const list = spec === undefined ? node : spec.need('items');
  if (list === undefined) return undefined;
  const { items, element } = list.isMap ? labelledItems(list) : listedItems(ctx, list, spec?.get('of'), place);
  const key = fieldOf(element, spec?.get('key'), 'the field that is the key of an item');
  if (element.kind === 'record' && key === undefined && spec?.has('key') !== true) {
    list.error(
      'each-key',
      `${list.path}: the items are records and need a key`,
      'write each: { items: …, key: field }',
    );
  }
  const label = fieldOf(element, spec?.get('label'), 'the field by which people know an item');
  const shown = fieldType(element, label ?? key);
  tellCodesWithoutLabel(list, shown);
  const each: Each = {
    items,
    ...(key !== undefined && { key }),
    ...(label !== undefined && { label }),
    ...labelsPart(shown),
    sequential: spec?.get('sequential')?.boolean() ?? false,
  };
  return { each, element };
}

interface Items {
  items: Each['items'];
  element: Type;
}

/** `{ north: 北段 | North, south: 南段 | South }`: written out, in this order. */
function labelledItems(list: SourceNode): Items {
  const values = readLabelled(list);
  if (values.length === 0) list.expected('at least one item with its label');
  return {
    items: { op: 'const', value: values.map(({ id }) => id) },
    element: typeOfFieldType({ kind: 'enum', values }),
  };
}

function listedItems(ctx: Context, list: SourceNode, of: SourceNode | undefined, place: Place): Items {
  const read = typedValue(ctx, list, place);
  const type = read?.tree.op === 'const' ? typeOfJson(read.tree.value) : (read?.type ?? ANY);
  if (type.kind !== 'list' && type.kind !== 'any' && ctx.goal === 'all') {
    list.error(
      'each-needs-list',
      `${list.path}: expected a list, one instance an item`,
      'give a list, such as [a, b] or =data.names',
    );
  }
  const found: Type = type.kind === 'list' ? required(type.of) : ANY;
  return { items: read?.tree ?? { op: 'const', value: [] }, element: declaredElement(ctx, list, found, of) };
}

/** The declared enum whose codes the items are, where the list itself does not tell. */
function declaredElement(ctx: Context, list: SourceNode, found: Type, of: SourceNode | undefined): Type {
  const name = of?.text('the name of a type');
  if (of === undefined || name === undefined) return found;
  const { types } = ctx.around.document;
  const declared = types.get(name);
  if (declared?.kind !== 'enum') {
    const enums = [...types].flatMap(([id, { kind }]) => (kind === 'enum' ? [id] : []));
    of.error('unknown-type', `${of.path}: "${name}" is no type with codes`, didYouMean(name, enums));
    return found;
  }
  const type = typeOfFieldType(declared);
  const wrong = ctx.goal !== 'all' ? undefined : misfit(found, type);
  if (wrong !== undefined) list.error(wrong.code, `${list.path}: ${wrong.message}`, `name another type under "of"`);
  return type;
}

function fieldOf(element: Type, node: SourceNode | undefined, what: string): string | undefined {
  const name = node?.text(what);
  if (node === undefined || name === undefined || element.kind !== 'record') return name;
  if (element.fields[name] === undefined && element.open !== true) {
    node.error('unknown-field', `the items have no field "${name}"`, didYouMean(name, Object.keys(element.fields)));
  }
  return name;
}

function fieldType(element: Type, field: string | undefined): Type {
  if (element.kind !== 'record') return element;
  return field === undefined ? ANY : required(element.fields[field] ?? ANY);
}

/** Ids are never shown; what is no id, such as a number or a name, is what people know. */
function tellCodesWithoutLabel(list: SourceNode, shown: Type): void {
  if (shown.kind !== 'text') return;
  const codes = (shown.enum ?? []).filter((code) => ID.test(code) && shown.labels?.[code] === undefined);
  if (codes.length === 0) return;
  list.warning(
    'item-label',
    `${list.path}: people would see "${codes.join('", "')}" on their pages`,
    'write each: { items: { code: 标签 | Label, … } }, or name their enum: each: { items: …, of: type }',
  );
}

function labelsPart(shown: Type): Pick<Each, 'labels'> {
  if (shown.kind !== 'text' || shown.labels === undefined) return {};
  const { labels } = shown;
  const codes = shown.enum ?? Object.keys(labels);
  return { labels: Object.fromEntries(codes.flatMap((code) => (labels[code] ? [[code, labels[code]]] : []))) };
}

/** What expressions about the items see: an item, and its key as it names the form of the item. */
export function itemTypes({ each, element }: ReadEach): { item: Type; key: Type } {
  const key = fieldType(element, each.key);
  return { item: element, key: key.kind === 'text' ? key : TEXT };
}

export function eachPart(ctx: Context, node: SourceNode | undefined, { each }: ReadEach, place: Place): Each {
  const until = condition(ctx, node?.get('until'), place);
  return until === undefined ? each : { ...each, until };
}
