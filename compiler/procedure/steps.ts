/** Steps: tasks, automatic steps, waits, joins, subprocesses; each kind of the language to its kind in the engine. */
import type { AutoStep, Catch, Effect, JoinStep, Script, Step, SubprocessStep, TaskStep } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { ANY, optional, required, TEXT } from '../../rules/expression/type.ts';
import type { Form } from '../../rules/form/model.ts';
import { typeOfField, typeOfFields } from '../fields.ts';
import type { SourceNode } from '../source/node.ts';
import { type Context, type Place, stepRefs, value, whenOf, whenPart } from './context.ts';
import type { DeclaredStep, StepKey } from './declared.ts';
import { eachOf, eachPart, itemTypes } from './each.ts';
import { effectsOf, listed, withLocal } from './effects.ts';
import { compileForm, formSource, seesForm } from './forms.ts';
import { groupOf } from './notices.ts';
import { compileScript } from './scripts.ts';
import { base, placeOf } from './step-base.ts';
import { callStep, waitStep } from './waits.ts';
import { idsAsked } from './walk.ts';

const COMMON = ['label', 'cite', 'opensAt', 'onEnter', 'compensation', 'then'];
const KEYS: Readonly<Record<StepKey, readonly string[]>> = {
  task: ['task', 'form', 'initial', 'inputsOf', 'checks', 'unit', 'notSameAs', 'sendBack', 'each', 'onItem'],
  rule: ['rule', 'with', 'rename', 'as'],
  do: ['do'],
  message: ['message', 'when', 'listed', 'notices', 'early'],
  timer: ['timer', 'listed', 'notices'],
  await: ['await', 'listed', 'notices', 'early'],
  join: ['join'],
  subprocess: ['subprocess', 'each'],
  call: ['call'],
};

export function compileStep(ctx: Context, declared: DeclaredStep): Step {
  const { node, key } = declared;
  node.unknownKeys([...COMMON, ...KEYS[key]]);
  switch (key) {
    case 'task':
      return taskStep(ctx, declared);
    case 'rule':
      return ruleStep(ctx, declared);
    case 'do':
      return doStep(ctx, declared);
    case 'message':
    case 'timer':
    case 'await':
      return waitStep(ctx, declared);
    case 'join':
      return joinStep(ctx, declared);
    case 'subprocess':
      return subprocessStep(ctx, declared);
    case 'call':
      return callStep(ctx, declared);
  }
}

// ---- task ----

function taskStep(ctx: Context, declared: DeclaredStep): TaskStep {
  const { id, node } = declared;
  const around = placeOf(ctx, declared);
  const each = eachOf(ctx, node.get('each'), around);
  const place: Place =
    each === undefined ? around : { ...around, roots: { ...around.roots, item: each.element }, in: 'item' };
  const form = compileForm(ctx, formSource(node, 'form'), place, ['form']);
  ctx.forms.set(`step ${id}`, form);
  const formType = typeOfFields(form.fields);
  if (each !== undefined)
    ctx.items.set(id, { ...itemTypes(each), form: formType, outputs: ctx.items.get(id)?.outputs ?? {} });
  else
    for (const field of form.fields)
      ctx.data.write(
        field.name,
        required(formType.fields[field.name] ?? ANY),
        `the form of ${id}`,
        fieldNode(node, field.name),
      );
  const seen = seesForm(place, form.fields, ['form']);
  const perItem = { ...seen, over: place.over ?? {} };
  const group = node.get('task');
  const unit = node.get('unit');
  const sendBack = node.get('sendBack');
  return {
    kind: 'task',
    ...base(ctx, declared, around),
    group: taskGroup(ctx, group, place),
    ...(unit !== undefined && { unit: value(ctx, unit, place, optional(TEXT)) }),
    form,
    ...initialOf(ctx, node.get('initial'), form, place),
    notSameAs: stepRefs(ctx, node.get('notSameAs')),
    ...(sendBack !== undefined && { sendBack: stepRefs(ctx, sendBack) }),
    ...(each !== undefined && { each: eachPart(ctx, node.get('each'), each, perItem) }),
    onItem: onItem(ctx, node, each === undefined, perItem),
    then: compileScript(ctx, node.get('then'), each === undefined ? seen : around),
  };
}

/** Values of fields at first: the only place of a task that may read registers. */
function initialOf(
  ctx: Context,
  node: SourceNode | undefined,
  { fields }: Form,
  place: Place,
): Pick<TaskStep, 'initial'> {
  if (node === undefined) return {};
  node.unknownKeys(fields.map(({ name }) => name));
  const values = node.entries().flatMap(({ key, value: content }) => {
    const field = fields.find(({ name }) => name === key);
    if (field === undefined) return [];
    return [{ name: key, value: value(ctx, content, { ...place, in: 'initial' }, optional(typeOfField(field))) }];
  });
  return { initial: { values, of: [...idsAsked(values, 'register')].sort() } };
}

function taskGroup(ctx: Context, node: SourceNode | undefined, place: Place): Expr {
  if (node !== undefined && !node.isNull) return groupOf(ctx, node, place);
  node?.error(
    'no-group',
    `${node.path}: nobody has this step`,
    'name the group that does it, or use do: for an automatic step',
  );
  return { op: 'const', value: null };
}

function fieldNode(node: SourceNode, name: string): SourceNode {
  const form = node.get('form');
  const entry = form?.isMap ? form.entries().find(({ key }) => key === name || key === `${name}?`) : undefined;
  return entry?.name ?? node.get('inputsOf') ?? node;
}

function onItem(ctx: Context, node: SourceNode, single: boolean, place: Place): Effect[] {
  const found = node.get('onItem');
  if (found !== undefined && single)
    found.error('each', `${node.path}: "onItem" without "each"`, 'write the effects under then:');
  return listed(ctx, found, place);
}

// ---- automatic steps ----

function ruleStep(ctx: Context, declared: DeclaredStep): AutoStep {
  const { node } = declared;
  const place = placeOf(ctx, declared);
  const rules = node.get('rule')?.oneOrMany() ?? [];
  const effects = rules.flatMap((rule) => effectsOf(ctx, decideNode(ctx, node, rule, rules.length), place, []));
  return {
    kind: 'auto',
    ...base(ctx, declared, place),
    shape: 'rule',
    then: withFirst(effects, compileAfter(ctx, node.get('then'), effects, place)),
  };
}

/**
 * `rule: x` with what is beside it as `decide: { decision: x, … }`. Of several rules each takes what it knows; one that
 * is written as a map has all its words in it.
 */
function decideNode(ctx: Context, node: SourceNode, rule: SourceNode, rules: number): SourceNode {
  if (rule.isMap) {
    rule.unknownKeys(['decision', 'with', 'rename', 'as']);
    return rule.with({ kind: 'map', entries: [{ key: 'decide', name: rule, value: rule }] });
  }
  const id = typeof rule.scalar === 'string' ? rule.scalar : '';
  const decision = ctx.around.decisions.get(id.includes('.') ? id : `${ctx.slug}.${id}`);
  const inputs = decision?.inputs.fields.map(({ name }) => name) ?? [];
  const outputs = decision?.outputs.map(({ name }) => name) ?? [];
  const entries = [{ key: 'decision', name: rule, value: rule }];
  for (const [key, known] of [
    ['with', inputs],
    ['rename', outputs],
    ['as', undefined],
  ] as const) {
    const found = node.get(key);
    if (found === undefined) continue;
    entries.push({ key, name: found, value: known === undefined || rules === 1 ? found : onlyKeys(found, known) });
  }
  const details = rule.with({ kind: 'map', entries });
  return rule.with({ kind: 'map', entries: [{ key: 'decide', name: rule, value: details }] });
}

function onlyKeys(node: SourceNode, known: readonly string[]): SourceNode {
  const { content } = node;
  if (content.kind !== 'map') return node;
  return node.with({ kind: 'map', entries: content.entries.filter(({ key }) => known.includes(key)) });
}

function withFirst(effects: Effect[], then: Script): Script {
  return effects.length === 0 ? then : [{ effects }, ...then];
}

/** The script behind effects that always ran. */
function compileAfter(ctx: Context, node: SourceNode | undefined, effects: readonly Effect[], place: Place): Script {
  return compileScript(
    ctx,
    node,
    effects.reduce((seen, effect) => withLocal(ctx, effect, seen), place),
  );
}

function doStep(ctx: Context, declared: DeclaredStep): AutoStep {
  const { node } = declared;
  const place = placeOf(ctx, declared);
  let seen = place;
  const clauses: Script = (node.get('do')?.oneOrMany() ?? []).flatMap((item) => {
    if (!item.isMap) {
      item.expected('an effect such as { document: acceptance-notice }');
      return [];
    }
    const when = whenOf(ctx, item, seen);
    const effects = effectsOf(ctx, item, seen, ['when', 'unless']);
    if (!item.has('when') && !item.has('unless')) for (const effect of effects) seen = withLocal(ctx, effect, seen);
    return effects.length === 0 ? [] : [{ ...whenPart(when), effects }];
  });
  const effects = clauses.flatMap((clause) => clause.effects);
  return {
    kind: 'auto',
    ...base(ctx, declared, place),
    shape: shapeOf(effects),
    then: [...clauses, ...compileScript(ctx, node.get('then'), seen)],
  };
}

const SHAPES: Partial<Record<Effect['kind'], AutoStep['shape']>> = {
  decide: 'rule',
  document: 'document',
  notify: 'notification',
  register: 'register',
  start: 'service',
  offer: 'service',
  send: 'service',
};

/** The shape that all effects share. */
function shapeOf(effects: readonly Effect[]): AutoStep['shape'] {
  if (effects.length === 0) return 'gateway';
  const shapes = new Set(effects.map(({ kind }) => SHAPES[kind] ?? 'system'));
  const [only] = shapes;
  return shapes.size === 1 && only !== undefined ? only : 'system';
}

// ---- joins and subprocesses ----

function joinStep(ctx: Context, declared: DeclaredStep): JoinStep {
  const { node } = declared;
  const place = placeOf(ctx, declared);
  const join = node.get('join');
  const number = typeof join?.scalar === 'number' ? join.integer(1) : undefined;
  if (join !== undefined && join.scalar !== 'all' && typeof join.scalar !== 'number') join.expected('all or a number');
  return {
    kind: 'join',
    ...base(ctx, declared, place),
    mode: number ?? 'all',
    then: compileScript(ctx, node.get('then'), place),
  };
}

function subprocessStep(ctx: Context, declared: DeclaredStep): SubprocessStep {
  const { id, node } = declared;
  const around = placeOf(ctx, declared);
  const inner = node.get('subprocess');
  if (inner?.isMap) inner.unknownKeys(['start', 'steps', 'each', 'catch']);
  const eachNode = node.get('each') ?? inner?.get('each');
  const each = eachOf(ctx, eachNode, around);
  if (each !== undefined) ctx.items.set(id, { ...itemTypes(each), form: { kind: 'record', fields: {} }, outputs: {} });
  const place = each === undefined ? around : { ...around, roots: { ...around.roots, item: each.element } };
  return {
    kind: 'subprocess',
    ...base(ctx, declared, around),
    start: compileScript(ctx, inner?.need('start'), place),
    ...(each !== undefined && { each: eachPart(ctx, eachNode, each, place) }),
    catches: (inner?.get('catch')?.oneOrMany() ?? []).flatMap((item) => catchOf(ctx, item, around) ?? []),
    then: compileScript(ctx, node.get('then'), around),
  };
}

function catchOf(ctx: Context, node: SourceNode, place: Place): Catch | undefined {
  if (node.isMap) node.unknownKeys(['error', 'escalation', 'interrupting', 'then']);
  const error = node.get('error');
  const code = (error ?? node.need('escalation'))?.text('a code');
  if (code === undefined) return undefined;
  const interrupting = node.get('interrupting')?.boolean() ?? true;
  if (error !== undefined && !interrupting) {
    node
      .get('interrupting')
      ?.error('error-interrupts', 'an error always interrupts', 'drop "interrupting", or catch an escalation');
  }
  return {
    kind: error === undefined ? 'escalation' : 'error',
    code,
    interrupting: error !== undefined || interrupting,
    then: compileScript(ctx, node.get('then'), place),
  };
}
