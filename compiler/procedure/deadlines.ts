/** Deadlines: basis, length, what starts, suspends, meets and cancels them, reminders, and what follows when overdue. */
import type { Deadline, DeadlineLength, Occasion, StepId, Trigger } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { DATE, INTEGER, optional } from '../../rules/expression/type.ts';
import { readCitations } from '../citations.ts';
import { labelOf } from '../labels.ts';
import type { SourceNode } from '../source/node.ts';
import { inOverdue } from './certain.ts';
import { type Context, condition, type Place, stepRefs, value, whenPart } from './context.ts';
import { groupsOf } from './notices.ts';
import { ofDocument, placeOf, readTriggers } from './occasions.ts';
import { compileScript } from './scripts.ts';

const KEYS = [
  'label',
  'cite',
  'basis',
  'days',
  'fixed',
  'cases',
  'of',
  'starts',
  'startsWhen',
  'from',
  'suspended',
  'met',
  'cancelled',
  'remind',
  'remindTo',
  'covers',
  'overdue',
];

export function compileDeadline(ctx: Context, id: string, node: SourceNode): Deadline {
  node.unknownKeys(KEYS);
  const of = stepRefs(ctx, node.get('of'))[0];
  const starts = readStarts(ctx, node, of);
  const place = startPlace(ctx, starts);
  const met = readMet(ctx, of ?? id, node);
  const suspended = readSuspended(ctx, node.get('suspended'));
  const from = node.get('from');
  const remindTo = node.get('remindTo');
  const covers = node.get('covers');
  return {
    id,
    label: labelOf(node),
    citations: readCitations(node.get('cite'), ctx.around.document),
    lengths: readLengths(ctx, node, place),
    starts,
    ...fromOf(ctx, from, place, starts),
    ...suspended,
    met,
    cancels: readTriggers(ctx, node.get('cancelled')),
    remind: readRemind(node.get('remind')),
    ...(remindTo !== undefined && {
      remindTo: groupsOf(ctx, remindTo, { roots: {}, in: 'flow', where: inOverdue(id) }),
    }),
    covers: covers === undefined ? coveredBy(met) : stepRefs(ctx, covers),
    overdue: compileScript(ctx, node.get('overdue'), { roots: {}, in: 'overdue', where: inOverdue(id) }),
  };
}

/** A period that runs from service counts from the day of service, whenever it was told. */
function fromOf(ctx: Context, node: SourceNode | undefined, place: Place, starts: readonly Trigger[]): { from?: Expr } {
  if (node !== undefined) return { from: value(ctx, node, place, optional(DATE)) };
  const [only, other] = starts;
  return only?.on.kind === 'served' && other === undefined ? { from: ofDocument(only.on.document, 'servedOn') } : {};
}

/** What lengths see: what the occasion brought, if it is the only one. */
function startPlace(ctx: Context, starts: readonly Trigger[]): Place {
  const [only, other] = starts;
  if (only === undefined || other !== undefined) return { roots: {}, in: 'flow' };
  const place = placeOf(ctx, only.on);
  return { ...place, over: { ...place.over, ...setBy(ctx, only.on) } };
}

/** A deadline that starts with a completion starts after its effects: what the step sets is there. */
function setBy(ctx: Context, on: Occasion): Place['over'] {
  if (on.kind !== 'completed') return {};
  const { node } = ctx.declared.steps.get(on.step) ?? {};
  const effects = node?.get('do')?.oneOrMany() ?? [];
  const names = effects.flatMap((effect) =>
    effect.has('when') || !effect.get('set')?.isMap ? [] : (effect.get('set')?.entries() ?? []),
  );
  return Object.fromEntries(
    names.flatMap(({ key }) => {
      const type = ctx.data.typeOf(key);
      return type === undefined ? [] : [[key, type]];
    }),
  );
}

// ---- length ----

function readLengths(ctx: Context, node: SourceNode, place: Place): DeadlineLength[] {
  const cases = node.get('cases');
  if (cases !== undefined) {
    for (const key of ['basis', 'days', 'fixed']) {
      node.get(key)?.error('deadline-length', `"${key}" beside "cases"`, 'write it inside the cases');
    }
    return cases
      .list()
      .flatMap((item) => readLength(ctx, item, place, ['when', 'none', 'basis', 'days', 'fixed']) ?? []);
  }
  return [readLength(ctx, node, place) ?? []].flat();
}

function readLength(
  ctx: Context,
  node: SourceNode,
  place: Place,
  keys?: readonly string[],
): DeadlineLength | undefined {
  if (!node.isMap) {
    node.expected('a case such as { when: …, basis: working, days: 5 }');
    return undefined;
  }
  if (keys !== undefined) node.unknownKeys(keys);
  const when = keys === undefined ? undefined : condition(ctx, node.get('when'), place);
  const fixed = node.get('fixed');
  if (fixed !== undefined) {
    const date = fixed.isNull ? { op: 'const' as const, value: null } : value(ctx, fixed, place, optional(DATE));
    return { ...whenPart(when), basis: 'fixed', date };
  }
  if (keys !== undefined && node.get('none') !== undefined) {
    if (node.get('none')?.scalar !== true) node.get('none')?.expected('true', 'write none: true');
    return { ...whenPart(when), basis: 'none' };
  }
  const basis = node.get('basis')?.oneOf(['working', 'calendar'] as const);
  const days = node.get('days');
  if (days === undefined || node.get('basis') === undefined) {
    const where = node.path === '' ? '' : `${node.path}: `;
    node.error(
      'deadline-length',
      `${where}no length`,
      'write basis: working, days: 20, or fixed: 2024-12-31, or cases:',
    );
    return undefined;
  }
  if (typeof days.scalar === 'number' && days.scalar < 0) days.expected('an integer of at least 0');
  const length = value(ctx, days, place, optional(INTEGER));
  return basis === undefined ? undefined : { ...whenPart(when), basis, days: length };
}

// ---- occasions ----

/** `of: x` starts with the opening of x. */
function readStarts(ctx: Context, node: SourceNode, of: StepId | undefined): Trigger[] {
  const starts = node.get('starts');
  const also = node.get('startsWhen');
  if (starts !== undefined || of === undefined) return readTriggers(ctx, starts, also);
  const when = condition(ctx, also, { roots: {}, step: of, in: 'flow' });
  return [{ on: { kind: 'opened', step: of }, ...whenPart(when) }];
}

/** Met by the completion of `step`, unless it is said otherwise. */
function readMet(ctx: Context, step: string, node: SourceNode): Trigger[] {
  const met = node.get('met');
  if (met !== undefined) return readTriggers(ctx, met);
  return ctx.declared.steps.has(step) ? [{ on: { kind: 'completed', step } }] : [];
}

function readSuspended(
  ctx: Context,
  node: SourceNode | undefined,
): Pick<Deadline, 'suspendedWhile' | 'suspends' | 'resumes'> {
  node?.unknownKeys(['while', 'from', 'to']);
  if (node !== undefined && !node.isMap) node.expected('{ while: step } or { from: occasion, to: occasion }');
  const from = node?.get('from');
  const to = node?.get('to');
  if (from !== undefined && to === undefined) node?.need('to');
  if (to !== undefined && from === undefined) node?.need('from');
  return {
    suspendedWhile: stepRefs(ctx, node?.get('while')),
    suspends: readTriggers(ctx, from),
    resumes: readTriggers(ctx, to),
  };
}

function readRemind(node: SourceNode | undefined): number[] {
  return (node?.oneOrMany() ?? []).flatMap((item) => item.integer(0) ?? []);
}

function coveredBy(met: readonly Trigger[]): StepId[] {
  const steps = met.flatMap(({ on }) => ('step' in on ? [on.step] : []));
  return [...new Set(steps)];
}
