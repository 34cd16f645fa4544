/** Letters, notices and escalations, and the groups that they go to. */
import type { EffectKind } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { TEXT } from '../../rules/expression/type.ts';
import type { SourceNode } from '../source/node.ts';
import { isExpression } from '../values.ts';
import {
  type Context,
  DOCUMENT_REF,
  GROUP_REF,
  type Place,
  reference,
  TEMPLATE_REF,
  typedValue,
  value,
} from './context.ts';

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

export function documentEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  const { uses, around } = ctx;
  const computed = () => uses.computed.add('documents');
  const { documents } = around.document;
  const document = idOrExpression(ctx, node, place, DOCUMENT_REF, documents, uses.documents, computed);
  if (document.op !== 'const') uses.issuedByData.push(place);
  else if (typeof document.value === 'string') {
    uses.issuedAt.set(document.value, [...(uses.issuedAt.get(document.value) ?? []), place]);
  }
  return [{ kind: 'document', document }];
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
  const read = ctx.goal !== 'all' ? undefined : typedValue(ctx, node, place);
  const type = read?.type;
  const fits =
    type === undefined ||
    ['text', 'any', 'null'].includes(type.kind) ||
    (type.kind === 'list' && ['text', 'any'].includes(type.of.kind));
  if (!fits) node.expected('a group or a list of groups', 'let the expression give text or a list of texts');
  return read?.tree ?? { op: 'const', value: null };
}

export function notifyEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  node.unknownKeys(['to', 'template']);
  const to = node.need('to');
  const template = node.need('template');
  if (to === undefined || template === undefined) return [];
  return [{ kind: 'notify', to: groupsOf(ctx, to, place), template: templateOf(ctx, template, place) }];
}

export function escalateEffect(ctx: Context, node: SourceNode, place: Place): EffectKind[] {
  if (place.in !== 'overdue') {
    node.error(
      'escalate-outside-overdue',
      '"escalate" belongs to the overdue script of a deadline',
      'write "notify" here',
    );
  }
  return [{ kind: 'escalate', to: groupOf(ctx, node, place) }];
}
