/** Occasions: `completed review`, `issued notice`, `message challenge`, … with a condition on what they brought. */
import type { Occasion, StepId, Trigger } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { ANY } from '../../rules/expression/type.ts';
import { typeOfFields } from '../fields.ts';
import type { SourceNode } from '../source/node.ts';
import {
  type Context,
  condition,
  DEADLINE_REF,
  DECISION_REF,
  DOCUMENT_REF,
  fullId,
  MESSAGE_REF,
  type Place,
  reference,
  STEP_REF,
} from './context.ts';
import { seesForm } from './forms.ts';

const WORDS = ['case', 'reached', 'opened', 'completed', 'closed', 'issued', 'served', 'decided', 'message', 'overdue'];
const EXPECTED = 'an occasion such as: case, completed review, issued award-notice, message challenge';

/** An occasion, a list of them, or `{ all: […] }`; each may have a condition. `also` is judged besides. */
export function readTriggers(ctx: Context, node: SourceNode | undefined, also?: SourceNode): Trigger[] {
  return (node?.oneOrMany() ?? []).flatMap((item) => {
    const all = item.get('all');
    if (all !== undefined) return triggersOfAll(ctx, item, all);
    return readTrigger(ctx, item, also) ?? [];
  });
}

function readTrigger(ctx: Context, node: SourceNode, also?: SourceNode): Trigger | undefined {
  if (node.isMap) node.unknownKeys(['on', 'when']);
  const on = readOccasion(ctx, node.isMap ? node.need('on') : node);
  if (on === undefined) return undefined;
  const place = placeOf(ctx, on);
  const own = node.isMap ? condition(ctx, node.get('when'), place) : undefined;
  const shared = condition(ctx, also, place);
  const when = own === undefined ? shared : shared === undefined ? own : ({ op: 'and', args: [shared, own] } as Expr);
  return { on, ...(when !== undefined && { when }) };
}

export function readOccasion(ctx: Context, node: SourceNode | undefined): Occasion | undefined {
  const text = node?.text(EXPECTED);
  if (node === undefined || text === undefined) return undefined;
  const [word = '', id = '', which, ...rest] = text.trim().split(/\s+/);
  if (word === 'case' && id === '') return { kind: 'case-started' };
  if (!WORDS.includes(word) || id === '' || rest.length > 0) {
    node.expected(EXPECTED);
    return undefined;
  }
  return occasionOf(ctx, node, word, id, which);
}

function occasionOf(ctx: Context, node: SourceNode, word: string, id: string, which?: string): Occasion | undefined {
  const { declared, around } = ctx;
  if (word === 'issued' || word === 'served') {
    const document = reference(
      node,
      DOCUMENT_REF,
      around.document.documents.map((entry) => entry.id),
      id,
    );
    return document === undefined ? undefined : { kind: word, document };
  }
  if (word === 'decided') {
    const decision = reference(node, DECISION_REF, around.decisions.keys(), fullId(ctx, id));
    return decision === undefined ? undefined : { kind: 'decided', decision };
  }
  if (word === 'message') {
    const message = reference(node, MESSAGE_REF, declared.messages.keys(), id);
    return message === undefined ? undefined : { kind: 'message', message };
  }
  if (word === 'overdue') {
    const deadline = reference(node, DEADLINE_REF, declared.deadlines.keys(), id);
    return deadline === undefined ? undefined : { kind: 'overdue', deadline };
  }
  const step = reference(node, STEP_REF, declared.steps.keys(), id);
  if (step === undefined) return undefined;
  if (which !== undefined && which !== 'first' && which !== 'again') {
    node.error('occasion', `"${which}" says nothing of an occasion`, 'write first or again after the step, or nothing');
    return undefined;
  }
  const kind = word as 'reached' | 'opened' | 'completed' | 'closed';
  return { kind, step, ...(which !== undefined && { which }) };
}

// ---- what an occasion brings ----

export function placeOf(ctx: Context, on: Occasion): Place {
  const flow: Place = { roots: {}, in: 'flow' };
  switch (on.kind) {
    case 'completed': {
      const form = ctx.forms.get(`step ${on.step}`);
      const place: Place = { ...flow, step: on.step, owner: `step ${on.step}` };
      const message = messageOf(ctx, on.step);
      if (form !== undefined && !ctx.items.has(on.step)) return seesForm(place, form.fields, ['form']);
      return message === undefined ? place : messagePlace(ctx, message, place);
    }
    case 'reached':
    case 'opened':
      return { ...flow, step: on.step };
    case 'message':
      return messagePlace(ctx, on.message, flow);
    case 'decided':
      return { ...flow, roots: { output: ctx.around.decisionTypes[on.decision]?.outputs ?? ANY } };
    case 'issued':
      // What the clause that issues it sees is seen by the occasion too, but differs from place to place.
      return { ...flow, roots: { form: ANY, message: ANY, item: ANY } };
    default:
      return flow;
  }
}

function messagePlace(ctx: Context, message: string, place: Place): Place {
  const form = ctx.forms.get(`message ${message}`);
  const fields = form?.fields ?? [];
  const type = typeOfFields(fields);
  return { ...place, owner: `message ${message}`, roots: { ...place.roots, message: type } };
}

/** The one message that a wait is for. */
function messageOf(ctx: Context, step: StepId): string | undefined {
  const node = ctx.declared.steps.get(step)?.node.get('message');
  return typeof node?.scalar === 'string' ? node.scalar : undefined;
}

/** `document("x").field` */
export function ofDocument(document: string, field: 'served' | 'servedOn'): Expr {
  return { op: 'field', of: { op: 'engine', fn: 'document', args: [{ op: 'const', value: document }] }, path: [field] };
}

// ---- all of several ----

/** Whichever of them comes last: each with the condition that the others have been. */
function triggersOfAll(ctx: Context, node: SourceNode, all: SourceNode): Trigger[] {
  node.unknownKeys(['all']);
  const triggers = all.list().map((item) => ({ item, trigger: readTrigger(ctx, item) }));
  const conditions = triggers.map(({ item, trigger }) => (trigger === undefined ? undefined : hasBeen(item, trigger)));
  return triggers.flatMap(({ trigger }, index) => {
    if (trigger === undefined) return [];
    const others = conditions.filter((when, other): when is Expr => other !== index && when !== undefined);
    const args = trigger.when === undefined ? others : [trigger.when, ...others];
    const [only] = args;
    if (only === undefined) return [trigger];
    return [{ on: trigger.on, when: args.length === 1 ? only : ({ op: 'and', args } as Expr) }];
  });
}

function hasBeen(node: SourceNode, { on, when }: Trigger): Expr | undefined {
  const told = (fn: string, id: string, field: string): Expr => ({
    op: 'lt',
    by: 'number',
    left: { op: 'const', value: 0 },
    right: { op: 'field', of: { op: 'engine', fn, args: [{ op: 'const', value: id }] }, path: [field] },
  });
  if (when === undefined && on.kind === 'completed') return told('step', on.step, 'completed');
  if (when === undefined && (on.kind === 'opened' || on.kind === 'reached')) return told('step', on.step, 'times');
  if (when === undefined && on.kind === 'served') {
    return ofDocument(on.document, 'served');
  }
  if (when === undefined && on.kind === 'issued') return told('document', on.document, 'times');
  node.error(
    'occasion-in-all',
    'whether this has been can not be told later',
    'under all: name completed, opened, reached, issued or served, without a condition',
  );
  return undefined;
}
