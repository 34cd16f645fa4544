/** What the names in a definition are called by people: fields, codes, steps, deadlines, figures. Pure. */
import type { Procedure } from '../../../engine/model.ts';
import type { Decision } from '../../../rules/decision/model.ts';
import type { EnumValue, Field, FieldType, Form } from '../../../rules/form/model.ts';
import type { Label } from '../../../rules/label.ts';
import { spaced } from './say.ts';

export interface Found {
  label: Label;
  type?: FieldType;
}

export type NamedKind = 'step' | 'deadline' | 'document' | 'message' | 'register' | 'group' | 'template' | 'outcome';

export interface Lexicon {
  /** A path of an expression such as `data.vehicle.plate`, which may lead through lists and records. */
  path(root: string, path: readonly string[]): Found;
  /** A field of whatever record the expression has at hand. */
  field(name: string): Found;
  /** The name of a code, where every enum that has it calls it the same. */
  code(id: string): Label | undefined;
  named(kind: NamedKind, id: string): Label;
  /** Title of a procedure or decision, of this definition or another. */
  title(id: string): Label;
  /** The same, where `form` and `message` mean this form. */
  within(form: Form): Lexicon;
  /** The same, where they mean the form of this step or message, if it has one. */
  at(kind: 'step' | 'message', id: string): Lexicon;
}

export type Titles = ReadonlyMap<string, Label>;

const ROOTS: Readonly<Record<string, Label>> = {
  case: { zh: '本件', en: 'the case' },
  item: { zh: '该项', en: 'the item' },
  period: { zh: '本期', en: 'the period' },
  tables: { zh: '附表', en: 'the figures' },
};

const KNOWN: Readonly<Record<string, Label>> = {
  'case.number': { zh: '办件编号', en: 'the number of the case' },
  'case.id': { zh: '本件', en: 'the case' },
  'case.startedOn': { zh: '立案日', en: 'the day of the start' },
  'case.startedAt': { zh: '立案时间', en: 'the time of the start' },
  'case.startedBy': { zh: '申请方', en: 'who started the case' },
  'case.unit': { zh: '本件所属单位', en: 'the unit of the case' },
  'case.outcome': { zh: '办理结果', en: 'the outcome' },
  'period.year': { zh: '本期年度', en: 'the year of the period' },
  'period.quarter': { zh: '本期季度', en: 'the quarter of the period' },
  'period.month': { zh: '本期月份', en: 'the month of the period' },
  'period.start': { zh: '本期首日', en: 'the first day of the period' },
  'period.end': { zh: '本期末日', en: 'the last day of the period' },
};

/** Fields of what `step("x")`, `deadline("x")` and registers give, and columns that many figures have. */
const STATE_FIELDS: Readonly<Record<string, Label>> = {
  key: { zh: '编号', en: 'key' },
  article: { zh: '条款', en: 'article' },
  value: { zh: '值', en: 'value' },
  code: { zh: '代码', en: 'code' },
  label: { zh: '名称', en: 'name' },
  name: { zh: '名称', en: 'name' },
  number: { zh: '编号', en: 'number' },
  unit: { zh: '单位', en: 'unit' },
  due: { zh: '期限', en: 'due' },
  faults: { zh: '不符合项', en: 'faults' },
  startedOn: { zh: '立案日', en: 'day of the start' },
  overdue: { zh: '逾期', en: 'overdue' },
  year: { zh: '年', en: 'year' },
  month: { zh: '月', en: 'month' },
  day: { zh: '日', en: 'day' },
};

export function lexiconOf(procedure: Procedure, decisions: readonly Decision[], titles: Titles = new Map()): Lexicon {
  const forms = [
    ...decisions.flatMap(({ inputs, outputs }) => [inputs.fields, outputs]),
    ...procedure.messages.map(({ form }) => form.fields),
    ...procedure.steps.flatMap((step) => (step.kind === 'task' ? [step.form.fields] : [])),
    procedure.input.fields,
  ];
  const known: Record<NamedKind, ReadonlyMap<string, Label>> = {
    step: byId(procedure.steps),
    deadline: byId(procedure.deadlines),
    message: byId(procedure.messages),
    document: byId(procedure.documents),
    register: byId(procedure.registers),
    group: byId(procedure.groups),
    template: byId(procedure.templates),
    outcome: byId(procedure.outcomes),
  };
  const ours = new Map([...titles, ...decisions.map(({ id, title }) => [id, title] as const)]);
  ours.set(procedure.id, procedure.title);
  const labels = new Map(Object.entries(procedure.dataLabels));
  const tables = Object.keys(procedure.tables);
  return make({ fields: forms.flat(), labels, tables, known, titles: ours, form: [], forms: formsOf(procedure) });
}

export function lexiconOfDecision(decision: Decision, titles: Titles = new Map()): Lexicon {
  const fields = [...decision.outputs, ...decision.inputs.fields];
  const tables = Object.keys(decision.tables);
  return make({ fields, labels: new Map(), tables, known: {}, titles, form: [], forms: new Map() });
}

function formsOf({ steps, messages }: Procedure): ReadonlyMap<string, Form> {
  return new Map([
    ...steps.flatMap((step) => (step.kind === 'task' ? [[`step ${step.id}`, step.form] as const] : [])),
    ...messages.map(({ id, form }) => [`message ${id}`, form] as const),
  ]);
}

function byId(values: readonly { id: string; label: Label }[]): ReadonlyMap<string, Label> {
  return new Map(values.map(({ id, label }) => [id, label]));
}

interface Known {
  fields: readonly Field[];
  labels: ReadonlyMap<string, Label>;
  tables: readonly string[];
  known: Partial<Record<NamedKind, ReadonlyMap<string, Label>>>;
  titles: Titles;
  /** What `form` and `message` mean. */
  form: readonly Field[];
  /** By `step <id>`, `message <id>`. */
  forms: ReadonlyMap<string, Form>;
}

function make(known: Known): Lexicon {
  const { fields, labels, tables, titles, form } = known;
  const everywhere = new Map(allFields(fields).map((field) => [field.name, field]));
  const codes = codesOf([...form, ...fields]);

  const field = (name: string): Found => {
    const found = everywhere.get(name);
    if (found !== undefined) return { label: found.label, type: found.type };
    return { label: labels.get(name) ?? STATE_FIELDS[name] ?? spaced(name) };
  };

  const path = (root: string, names: readonly string[]): Found => {
    const fixed = KNOWN[[root, ...names].join('.')];
    if (fixed !== undefined) return { label: fixed };
    const [first, ...rest] = names;
    if (first === undefined) return { label: ROOTS[root] ?? field(root).label };
    if (root === 'tables') return tablePath(first, rest);
    const own = root === 'form' || root === 'message' ? form.find(({ name }) => name === first) : undefined;
    return below(own === undefined ? field(first) : { label: own.label, type: own.type }, rest);
  };

  /** Figures have no name of their own: they are numbered as the page shows them. */
  const tablePath = (name: string, rest: readonly string[]): Found => {
    const n = tables.indexOf(name) + 1;
    return below({ label: { zh: `附表${n || ''}`, en: `table ${n || ''}`.trim() } }, rest);
  };

  const below = (found: Found, rest: readonly string[]): Found => {
    const [name, ...more] = rest;
    if (name === undefined) return found;
    const inner = recordFields(found.type)?.find((one) => one.name === name);
    const next = inner === undefined ? field(name) : { label: inner.label, type: inner.type };
    return below(
      { ...next, label: { zh: `${found.label.zh}的${next.label.zh}`, en: `${found.label.en}: ${next.label.en}` } },
      more,
    );
  };

  return {
    path,
    field,
    code: (id) => codes.get(id) ?? undefined,
    named: (kind, id) => known.known[kind]?.get(id) ?? spaced(id),
    title: (id) => titles.get(id) ?? spaced(id.split('.').at(-1) ?? id),
    within: ({ fields: own }) => make({ ...known, form: own }),
    at: (kind, id) => make({ ...known, form: known.forms.get(`${kind} ${id}`)?.fields ?? form }),
  };
}

export function recordFields(type: FieldType | undefined): readonly Field[] | undefined {
  if (type?.kind === 'list') return recordFields(type.of);
  return type?.kind === 'record' ? type.fields : undefined;
}

function allFields(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [...allFields(recordFields(field.type) ?? []), field]);
}

export function enumValues(type: FieldType | undefined): readonly EnumValue[] | undefined {
  if (type?.kind === 'list') return enumValues(type.of);
  return type?.kind === 'enum' ? type.values : undefined;
}

/** Null where two enums call one code differently. */
function codesOf(fields: readonly Field[]): ReadonlyMap<string, Label | null> {
  const codes = new Map<string, Label | null>();
  for (const { type } of allFields(fields)) {
    for (const { id, label } of enumValues(type) ?? []) {
      const before = codes.get(id);
      codes.set(id, before === undefined || before?.zh === label.zh ? label : null);
    }
  }
  return codes;
}

/** The number by which a table is called in words. */
export function tableLabel(index: number): Label {
  return { zh: `附表${index + 1}`, en: `Table ${index + 1}` };
}
