/** Messages that a case can receive: from whom, with what form, when they count, and what they do. */
import { MESSAGE_ACTIONS, type Message, type Window } from '../../engine/model.ts';
import { optional, TEXT } from '../../rules/expression/type.ts';
import type { Form } from '../../rules/form/model.ts';
import { readCitations } from '../citations.ts';
import { labelOf } from '../labels.ts';
import type { SourceNode } from '../source/node.ts';
import { isExpression } from '../values.ts';
import { inMessage } from './certain.ts';
import { type Context, condition, type Place, stepRefs, value } from './context.ts';
import { compileForm, formSource, seesForm } from './forms.ts';
import { groupId } from './notices.ts';
import { compileScript } from './scripts.ts';

const KEYS = ['label', 'cite', 'from', 'form', 'inputsOf', 'checks', 'accepts', 'merges', 'early', 'action', 'do'];

const placeOf = (id: string): Place => ({
  roots: {},
  in: 'message',
  owner: `message ${id}`,
  where: inMessage(id),
});

/** The form first: occasions and waits that name the message see it. */
export function compileMessageForm(ctx: Context, id: string, node: SourceNode): Form {
  const place = placeOf(id);
  return compileForm(ctx, formSource(node, 'form'), place, ['form']);
}

export function compileMessage(ctx: Context, id: string, node: SourceNode): Message {
  node.unknownKeys(KEYS);
  const form = ctx.forms.get(`message ${id}`) ?? { fields: [], checks: [] };
  node.get('early')?.oneOf(['lost']);
  const merges = node.get('merges')?.boolean() ?? true;
  const action = node.get('action')?.oneOf(MESSAGE_ACTIONS);
  const plain = placeOf(id);
  const seen = seesForm(plain, form.fields, ['message']);
  const place = merges ? seen : { ...seen, over: {} };
  return {
    id,
    label: labelOf(node),
    citations: readCitations(node.get('cite'), ctx.around.document),
    from: readFrom(ctx, node.get('from'), plain),
    form,
    accepts: readWindows(ctx, node.get('accepts'), place),
    merges,
    ...(action !== undefined && { action }),
    do: compileScript(ctx, node.get('do'), place),
  };
}

/** A group that the data do not name yet is nobody's: nobody may send it. */
function readFrom(ctx: Context, node: SourceNode | undefined, place: Place): Message['from'] {
  if (node?.scalar === 'anyone') return [];
  return (node?.oneOrMany() ?? []).map((item) => {
    if (item.scalar === 'system') return { op: 'const', value: 'system' };
    return isExpression(item)
      ? value(ctx, item, place, optional(TEXT))
      : { op: 'const', value: groupId(ctx, item) ?? null };
  });
}

function readWindows(ctx: Context, node: SourceNode | undefined, place: Place): Window[] {
  return (node?.oneOrMany() ?? []).flatMap((item) => {
    if (item.scalar === 'always') return [];
    if (!item.isMap) {
      item.expected('{ while: [steps] }, { untilOpened: x }, { untilDone: x } or { when: condition }');
      return [];
    }
    item.unknownKeys(['while', 'untilOpened', 'untilDone', 'when']);
    return item.entries().flatMap(({ key, value: content }): Window[] => {
      if (key === 'while') return [{ kind: 'while', steps: stepRefs(ctx, content) }];
      if (key === 'untilOpened') return [{ kind: 'until-opened', steps: stepRefs(ctx, content) }];
      if (key === 'untilDone') return [{ kind: 'until-done', steps: stepRefs(ctx, content) }];
      const when = key === 'when' ? condition(ctx, content, place) : undefined;
      return when === undefined ? [] : [{ kind: 'when', when }];
    });
  });
}
