/** Multi-instance: the list of items, their key, order and completion condition. */
import type { Each } from '../../engine/model.ts';
import { ANY, type Type } from '../../rules/expression/type.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { type Context, condition, type Place, typedValue } from './context.ts';
import { typeOfJson } from './data.ts';

export interface ReadEach {
  each: Each;
  element: Type;
}

export function eachOf(ctx: Context, node: SourceNode | undefined, place: Place): ReadEach | undefined {
  if (node === undefined) return undefined;
  const spec = node.isMap ? node : undefined;
  spec?.unknownKeys(['items', 'key', 'sequential', 'until']);
  const list = spec === undefined ? node : spec.need('items');
  if (list === undefined) return undefined;
  const read = typedValue(ctx, list, place);
  const type = read?.tree.op === 'const' ? typeOfJson(read.tree.value) : (read?.type ?? ANY);
  if (type.kind !== 'list' && type.kind !== 'any' && !ctx.learning) {
    list.error(
      'each-needs-list',
      `${list.path}: expected a list, one instance an item`,
      'give a list, such as [a, b] or =data.names',
    );
  }
  const element: Type = type.kind === 'list' ? type.of : ANY;
  const key = spec?.get('key')?.text('the field that is the key of an item');
  checkKey(list, element, key, spec?.get('key'));
  const each: Each = {
    items: read?.tree ?? { op: 'const', value: [] },
    ...(key !== undefined && { key }),
    sequential: spec?.get('sequential')?.boolean() ?? false,
  };
  return { each, element };
}

function checkKey(list: SourceNode, element: Type, key: string | undefined, node: SourceNode | undefined): void {
  if (element.kind !== 'record') return;
  if (key === undefined) {
    list.error(
      'each-key',
      `${list.path}: the items are records and need a key`,
      'write each: { items: …, key: field }',
    );
  } else if (element.fields[key] === undefined && element.open !== true) {
    (node ?? list).error(
      'unknown-field',
      `the items have no field "${key}"`,
      didYouMean(key, Object.keys(element.fields)),
    );
  }
}

export function eachPart(ctx: Context, node: SourceNode | undefined, { each }: ReadEach, place: Place): Each {
  const until = condition(ctx, node?.get('until'), place);
  return until === undefined ? each : { ...each, until };
}
