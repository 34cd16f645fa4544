/** A procedure: read, typed and compiled. Its includes are expanded before. */
import type { Procedure } from '../../engine/model.ts';
import { optional, required, TEXT } from '../../rules/expression/type.ts';
import type { Form } from '../../rules/form/model.ts';
import type { Label } from '../../rules/label.ts';
import { readCitations } from '../citations.ts';
import { typeOfFields } from '../fields.ts';
import { readLabel, readLabelled } from '../labels.ts';
import type { SourceNode } from '../source/node.ts';
import { readTables, tableContents } from '../tables.ts';
import { certainData } from './certain.ts';
import {
  type Context,
  type Goal,
  GROUP_REF,
  namedEverywhere,
  newUses,
  type Place,
  REGISTER_REF,
  reference,
  type Shared,
  type Surroundings,
  value,
} from './context.ts';
import { CaseData } from './data.ts';
import { compileDeadline } from './deadlines.ts';
import { readDeclared } from './declared.ts';
import { listed } from './effects.ts';
import { compileForm, formSource } from './forms.ts';
import { compileGroups as groupsOf } from './groups.ts';
import { compileDocuments } from './letters.ts';
import { membersOf } from './members.ts';
import { compileMessage, compileMessageForm } from './messages.ts';
import { procedureNamed } from './other-cases.ts';
import { compileSchedule } from './schedules.ts';
import { compileScript } from './scripts.ts';
import { withoutRules } from './step-base.ts';
import { compileStep } from './steps.ts';
import { decisionsAsked, namesRead } from './walk.ts';

const KEYS = [
  'procedure',
  'version',
  'title',
  'cite',
  'startedBy',
  'number',
  'catalogCode',
  'include',
  'input',
  'inputsOf',
  'checks',
  'unit',
  'once',
  'start',
  'steps',
  'deadlines',
  'messages',
  'outcomes',
  'onEnd',
  'tables',
  'schedules',
  'labels',
  'members',
  'documents',
  'soundness',
  'accept',
];

export interface CompiledProcedure {
  procedure: Procedure;
  /** What the checks look at besides. */
  context: Context;
  root: SourceNode;
  /** The file itself and those of its blocks. */
  sourceFiles: string[];
}

export interface ProcedureSource {
  id: string;
  slug: string;
  /** With its blocks laid under it. */
  root: SourceNode;
}

/**
 * Types are learnt first: a `set` may read what another `set` writes, so twice; then what is certain where; then all is
 * compiled for good. Findings of the earlier walks are dropped.
 */
export function compileProcedure({ id, slug, root }: ProcedureSource, around: Surroundings): CompiledProcedure {
  const { report } = root;
  const tables = new Map([...around.document.tables, ...readTables(root.get('tables'), around.beside)]);
  const declared = readDeclared(root);
  const shared: Shared = { id, slug, around, declared, tables, named: namedEverywhere(declared, around, tables) };
  const walk = (goal: Goal, data: CaseData): CompiledProcedure => {
    const context: Context = { ...shared, goal, data, forms: new Map(), items: new Map(), uses: newUses() };
    return { procedure: compileWhole(context, root), context, root, sourceFiles: [] };
  };
  const mark = report.findings.length;
  const first = walk('types', new CaseData());
  const second = walk('types', new CaseData(first.context.data.learnt()));
  const rough = walk('certain', new CaseData(second.context.data.learnt()));
  const certain = certainData(rough.procedure, { around });
  report.findings.length = mark;
  const compiled = walk('all', new CaseData(rough.context.data.learnt(), certain));
  addReferred(compiled);
  compiled.context.data.reportConflicts();
  return compiled;
}

// ---- the whole ----

/** All but what it refers to: documents, decisions and tables, which are found last. */
function compileWhole(ctx: Context, root: SourceNode): Procedure {
  root.unknownKeys(KEYS);
  const { declared, around } = ctx;
  const { document } = around;
  const input = compileInput(ctx, root);
  for (const [id, node] of declared.messages) messageForm(ctx, id, node);
  const steps = [...declared.steps.values()].map((step) => compileStep(ctx, step));
  const start = compileScript(ctx, root.need('start'), { roots: {}, in: 'flow' });
  const messages = [...declared.messages].map(([id, node]) => compileMessage(ctx, id, node));
  const deadlines = [...declared.deadlines].map(([id, node]) => compileDeadline(ctx, id, node));
  const unit = root.get('unit');
  const catalogCode = root.get('catalogCode')?.text('a code of the catalogue of matters');
  const title = readLabel(root.need('title'));
  return {
    format: 1,
    id: ctx.id,
    version: root.need('version')?.integer(1) ?? 1,
    title,
    citations: readCitations(root.get('cite'), document),
    startedBy: startedBy(ctx, root.need('startedBy')),
    ...(unit !== undefined && { unit: value(ctx, unit, { roots: {}, in: 'flow' }, optional(TEXT)) }),
    input,
    ...onceOf(ctx, root.get('once'), input),
    steps,
    start,
    deadlines,
    messages,
    outcomes: readLabelled(root.need('outcomes')),
    onEnd: withoutRules(root.get('onEnd'), listed(ctx, root.get('onEnd'), { roots: {}, in: 'flow' })),
    groups: groupsOf(ctx),
    documents: [],
    registers: document.registers.map(({ id, label }) => ({ id, label })),
    templates: document.templates.map(({ id, label }) => ({ id, label })),
    tables: {},
    decisions: [],
    schedules: schedules(ctx, root),
    dataLabels: dataLabels(ctx, root.get('labels')),
    ...dataUnits(root.get('labels')),
    ...membersOf(ctx, root.get('members')),
    ...(catalogCode !== undefined && { catalogCode }),
    numberPrefix: root.get('number')?.text('the prefix of the case number') ?? title.zh,
  };
}

/** What is referred to, which is known once everything else is there. */
function addReferred({ context: ctx, procedure, root }: CompiledProcedure): void {
  procedure.documents = compileDocuments(ctx, root.get('documents'));
  procedure.decisions = decisionsUsed(ctx, procedure);
  procedure.tables = tableContents(ctx.tables, namesRead(procedure, 'tables'));
}

function compileInput(ctx: Context, root: SourceNode): Form {
  const place: Place = { roots: {}, owner: 'input', in: 'flow', step: ' start' };
  const form = compileForm(ctx, formSource(root, 'input'), place, ['form']);
  ctx.forms.set('input', form);
  write(ctx, form, 'the start input', root.get('input') ?? root);
  return form;
}

/** `once: { input, procedures, register, ended }` */
function onceOf(ctx: Context, node: SourceNode | undefined, form: Form): Pick<Procedure, 'once'> {
  if (node === undefined) return {};
  node.unknownKeys(['input', 'procedures', 'register', 'ended']);
  const { registers } = ctx.around.document;
  const inputNode = node.need('input');
  const input = inputNode?.text('the name of an input');
  const field = form.fields.find(({ name }) => name === input);
  if (field === undefined || field.type.kind !== 'text' || field.optional === true)
    inputNode?.expected('a text that the start input must have');
  const named = node.get('procedures')?.oneOrMany() ?? [];
  const procedures = named.flatMap((item) => procedureNamed(ctx, item) ?? []);
  const registerNode = node.get('register');
  const ids = registers.map(({ id }) => id);
  const register = registerNode === undefined ? undefined : reference(registerNode, REGISTER_REF, ids);
  const ended = node.get('ended')?.boolean() === true;
  if (input === undefined) return {};
  return {
    once: {
      input,
      procedures: procedures.length === 0 ? [ctx.id] : procedures,
      ...(register !== undefined && { register }),
      ...(ended && { ended }),
    },
  };
}

function messageForm(ctx: Context, id: string, node: SourceNode): void {
  const form = compileMessageForm(ctx, id, node);
  ctx.forms.set(`message ${id}`, form);
  write(ctx, form, `the message ${id}`, node.get('form') ?? node);
}

/** Whether it is there in a certain place is told by certain.ts, not by the type. */
function write(ctx: Context, form: Form, who: string, node: SourceNode): void {
  const { fields } = typeOfFields(form.fields);
  for (const [name, type] of Object.entries(fields)) {
    const entry = node.isMap ? node.entries().find(({ key }) => key === name || key === `${name}?`) : undefined;
    ctx.data.write(name, required(type), who, entry?.name ?? node);
  }
}

/** Groups who may start it; `anyone`, or nobody by hand (`schedule`, `case`). */
function startedBy(ctx: Context, node: SourceNode | undefined): string[] {
  return (node?.oneOrMany() ?? []).flatMap((item) => {
    if (item.scalar === 'anyone') return [];
    if (item.scalar === 'schedule' || item.scalar === 'case') return [item.scalar];
    const id = reference(
      item,
      GROUP_REF,
      ctx.around.document.groups.map((group) => group.id),
    );
    if (id !== undefined) ctx.uses.groups.add(id);
    return id ?? [];
  });
}

/** Those that steps and expressions name, and those that these ask in turn. */
function decisionsUsed(ctx: Context, procedure: Procedure): string[] {
  const found = new Set<string>();
  const add = (id: string): void => {
    const decision = ctx.around.decisions.get(id);
    if (decision === undefined || found.has(id)) return;
    found.add(id);
    for (const called of decisionsAsked(decision)) add(called);
  };
  for (const { effect } of ctx.uses.decides) add(effect.decision);
  for (const id of decisionsAsked(procedure)) add(id);
  return [...found].sort();
}

function schedules(ctx: Context, root: SourceNode): Procedure['schedules'] {
  const node = root.get('schedules');
  return (node?.entries() ?? []).map(({ key, value: schedule }) =>
    compileSchedule(ctx, key, schedule, root.get('title')),
  );
}

function dataLabels(ctx: Context, node: SourceNode | undefined): Record<string, Label> {
  const labels: Record<string, Label> = {};
  for (const { effect } of ctx.uses.decides) {
    for (const { name, label } of ctx.around.decisions.get(effect.decision)?.outputs ?? []) {
      labels[effect.rename.find(({ output }) => output === name)?.name ?? name] = label;
    }
  }
  for (const { id, label } of readLabelled(node)) labels[id] = label;
  return labels;
}

function dataUnits(node: SourceNode | undefined): Pick<Procedure, 'dataUnits'> {
  const units = (node?.entries() ?? []).flatMap(({ key, value }) => {
    const unit = value.isMap ? value.get('unit')?.text('a unit such as fen') : undefined;
    return unit === undefined ? [] : [[key, unit] as const];
  });
  return units.length === 0 ? {} : { dataUnits: Object.fromEntries(units) };
}
