/** Waits: for a message, an instant, whichever comes first, or the end of another case. */
import type { Effect, NoticesBefore, WaitBranch, WaitStep } from '../../engine/model.ts';
import { DATE, optional } from '../../rules/expression/type.ts';
import type { SourceNode } from '../source/node.ts';
import { type Context, condition, MESSAGE_REF, type Place, reference, value, whenPart } from './context.ts';
import type { DeclaredStep } from './declared.ts';
import { seesForm } from './forms.ts';
import { groupsOf, templateId } from './notices.ts';
import { inputsFrom, procedureOf } from './other-cases.ts';
import { compileScript } from './scripts.ts';
import { base, instantOrDate, placeOf } from './step-base.ts';

export function waitStep(ctx: Context, declared: DeclaredStep): WaitStep {
  const { node, key } = declared;
  const place = placeOf(ctx, declared);
  node.get('early')?.oneOf(['lost']);
  return {
    kind: 'wait',
    ...base(ctx, declared, place),
    listed: node.get('listed')?.boolean() ?? true,
    branches: key === 'await' ? awaitBranches(ctx, node, place) : [singleBranch(ctx, node, place) ?? []].flat(),
    notices: (node.get('notices')?.oneOrMany() ?? []).flatMap((item) => noticesOf(ctx, item, place) ?? []),
  };
}

function singleBranch(ctx: Context, node: SourceNode, place: Place): WaitBranch | undefined {
  const timer = node.get('timer');
  if (timer !== undefined)
    return { kind: 'timer', at: instantOrDate(ctx, timer, place), then: compileScript(ctx, node.get('then'), place) };
  return messageBranch(ctx, node, node.get('then'), place);
}

function messageBranch(
  ctx: Context,
  node: SourceNode,
  then: SourceNode | undefined,
  place: Place,
): WaitBranch | undefined {
  const name = node.need('message');
  const message = name === undefined ? undefined : reference(name, MESSAGE_REF, ctx.declared.messages.keys());
  if (message === undefined) return undefined;
  const fields = ctx.forms.get(`message ${message}`)?.fields ?? [];
  const seen = seesForm({ ...place, owner: `message ${message}` }, fields, ['message']);
  const when = condition(ctx, node.get('when'), seen);
  return { kind: 'message', message, ...whenPart(when), then: compileScript(ctx, then, seen) };
}

function awaitBranches(ctx: Context, node: SourceNode, place: Place): WaitBranch[] {
  return (node.get('await')?.oneOrMany() ?? []).flatMap((item) => {
    if (!item.isMap) {
      item.expected('{ message, when, then } or { at, then }');
      return [];
    }
    const then = item.get('then') ?? node.get('then');
    const at = item.get('at');
    if (at === undefined) {
      item.unknownKeys(['message', 'when', 'then']);
      return messageBranch(ctx, item, then, place) ?? [];
    }
    item.unknownKeys(['at', 'then']);
    return { kind: 'timer', at: instantOrDate(ctx, at, place), then: compileScript(ctx, then, place) } as const;
  });
}

function noticesOf(ctx: Context, node: SourceNode, place: Place): NoticesBefore | undefined {
  if (node.isMap) node.unknownKeys(['before', 'days', 'to', 'template']);
  const before = node.need('before');
  const days = node.need('days');
  const to = node.need('to');
  const template = node.need('template');
  if (before === undefined || days === undefined || to === undefined || template === undefined) return undefined;
  return {
    before: value(ctx, before, place, optional(DATE)),
    days: days.oneOrMany().flatMap((item) => item.integer(0) ?? []),
    to: groupsOf(ctx, to, place),
    template: templateId(ctx, template) ?? '',
  };
}

/** Starts a case when it is reached, then waits for the message that its end brings. */
export function callStep(ctx: Context, declared: DeclaredStep): WaitStep {
  const { node } = declared;
  const place = placeOf(ctx, declared);
  const call = node.get('call');
  if (call?.isMap) call.unknownKeys(['procedure', 'input', 'message']);
  const procedure = call?.isMap ? procedureOf(ctx, call) : undefined;
  const branch = call === undefined ? undefined : messageBranch(ctx, call, node.get('then'), place);
  const common = base(ctx, declared, place);
  const link = branch?.kind === 'message' ? branch.message : undefined;
  const input = inputsFrom(ctx, call?.get('input'), place);
  const start: Effect[] =
    procedure === undefined || link === undefined ? [] : [{ kind: 'start', procedure, input, link }];
  return {
    kind: 'wait',
    ...common,
    onEnter: [...common.onEnter, ...start],
    listed: true,
    branches: branch === undefined ? [] : [branch],
    notices: [],
  };
}
