/** Schedules: when cases are started by themselves, for which units, with which input. */
import type { Schedule } from '../../engine/model.ts';
import { TEXT } from '../../rules/expression/type.ts';
import { readCitations } from '../citations.ts';
import { labelOf, readLabel } from '../labels.ts';
import type { SourceNode } from '../source/node.ts';
import { PERIOD } from './case-types.ts';
import { type Context, type Place, value } from './context.ts';
import { listOfItems } from './effects.ts';
import { groupOf } from './notices.ts';
import { inputsFrom } from './other-cases.ts';
import { registerEffect } from './registers.ts';
import { idsAsked } from './walk.ts';

const EVERY = ['once', 'year', 'half-year', 'quarter', 'month', 'week', 'day'] as const;
const KEYS = [
  'label',
  'cite',
  'every',
  'month',
  'day',
  'workingDay',
  'weekday',
  'date',
  'at',
  'from',
  'until',
  'for',
  'in',
  'unit',
  'input',
  'offer',
  'register',
  'latecomers',
];

export function compileSchedule(ctx: Context, id: string, node: SourceNode, title: SourceNode | undefined): Schedule {
  node.unknownKeys(KEYS);
  const place: Place = { roots: { period: PERIOD }, in: 'schedule' };
  const each = eachOf(ctx, node, place);
  const inner = each === undefined ? place : { ...place, roots: { ...place.roots, [each.as]: each.element } };
  const unit = node.get('unit');
  const offer = node.get('offer');
  const writes = rowOf(ctx, node, inner);
  const label = node.has('label') || title === undefined ? labelOf(node) : readLabel(title);
  const schedule: Schedule = {
    id,
    label,
    citations: readCitations(node.get('cite'), ctx.around.document),
    every: node.need('every')?.oneOf(EVERY) ?? 'once',
    ...days(node),
    at: timeOf(node.get('at')),
    ...dates(node),
    ...(each !== undefined && { each: { items: each.items, as: each.as } }),
    ...(unit !== undefined && { unit: value(ctx, unit, inner, TEXT) }),
    input: inputsFrom(ctx, node.get('input'), inner),
    ...(offer !== undefined && { offer: groupOf(ctx, offer, inner) }),
    ...(writes !== undefined && { writes }),
    ...(node.get('latecomers')?.boolean() === false && { latecomers: false }),
  };
  const cases = [...idsAsked(schedule, 'cases')].sort();
  return cases.length === 0 ? schedule : { ...schedule, cases };
}

/** `register:` a row is written, and no case started. */
function rowOf(ctx: Context, node: SourceNode, place: Place): Schedule['writes'] {
  const row = node.get('register');
  if (row === undefined) return undefined;
  row.unknownKeys(['in', 'key', 'set']);
  for (const key of ['input', 'unit', 'offer'])
    node
      .get(key)
      ?.error('unknown-key', `"${key}" is of a case, and this schedule starts none`, 'drop it, or register:');
  const [effect] = registerEffect(ctx, row, place);
  if (effect?.kind !== 'register') return undefined;
  return { register: effect.register, key: effect.key, values: effect.values };
}

function days(node: SourceNode): Pick<Schedule, 'month' | 'day' | 'workingDay' | 'weekday'> {
  const bounds = { month: 12, day: 31, workingDay: 250, weekday: 7 } as const;
  const found: { month?: number; day?: number; workingDay?: number; weekday?: number } = {};
  for (const key of ['month', 'day', 'workingDay', 'weekday'] as const) {
    const content = node.get(key);
    const number = content?.integer(1);
    if (content === undefined || number === undefined) continue;
    if (number > bounds[key]) content.expected(`an integer from 1 to ${bounds[key]}`);
    else found[key] = number;
  }
  return found;
}

function dates(node: SourceNode): Pick<Schedule, 'date' | 'from' | 'until'> {
  const found: { date?: string; from?: string; until?: string } = {};
  for (const key of ['date', 'from', 'until'] as const) {
    const content = node.get(key);
    const text = content?.text('a date YYYY-MM-DD');
    if (content === undefined || text === undefined) continue;
    if (/^\d{4}-\d{2}-\d{2}$/.test(text)) found[key] = text;
    else content.expected('a date YYYY-MM-DD');
  }
  return found;
}

function timeOf(node: SourceNode | undefined): string {
  const text = node?.text('a time such as "09:00"');
  if (node !== undefined && text !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) {
    node.expected('a time such as "09:00"');
  }
  return text ?? '09:00';
}

function eachOf(ctx: Context, node: SourceNode, place: Place) {
  if (!node.has('for')) return undefined;
  const as = node.get('for')?.text('the name of an element');
  const list = node.need('in');
  return as === undefined || list === undefined ? undefined : { as, ...listOfItems(ctx, list, place) };
}
