/** Labels of what a procedure names: what people read instead of ids. Pure. */
import { multipleAround, nameOfItem } from '../../engine/items.ts';
import type { Fact, Item, StepId } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import type { EnumValue, Field, FieldType } from '../../rules/form/model.ts';
import { isRecord, type Json, type JsonObject } from '../../rules/json.ts';
import type { Label } from '../../rules/label.ts';
import type { Gazette } from '../ports.ts';
import { joined, NOTHING } from './words/say.ts';
import { valueWords } from './words/value.ts';

export interface Named {
  id: string;
  label: Label;
}

/** An id whose label is gone stands for itself, so that nothing is hidden. */
function named(id: string, label: Label | undefined): Named {
  return { id, label: label ?? { zh: id, en: id } };
}

function byId(values: readonly { id: string; label: Label }[], id: string): Named {
  return named(id, values.find((value) => value.id === id)?.label);
}

export const stepName = (program: Program, id: string): Named => named(id, program.steps.get(id)?.label);
export const deadlineName = (program: Program, id: string): Named => named(id, program.deadlines.get(id)?.label);
export const messageName = (program: Program, id: string): Named => named(id, program.messages.get(id)?.label);
export const groupName = (program: Program, id: string): Named => byId(program.procedure.groups, id);
export const documentName = (program: Program, id: string): Named => byId(program.procedure.documents, id);
export const registerName = (program: Program, id: string): Named => byId(program.procedure.registers, id);
export const templateName = (program: Program, id: string): Named => byId(program.procedure.templates, id);
export const outcomeName = (program: Program, id: string): Named => byId(program.procedure.outcomes, id);
export const decisionName = (program: Program, id: string): Named => named(id, program.decisions.get(id)?.title);

/**
 * What people read of an item of a multi-instance step; null where there is none.
 * @param name what the item is called by its own record; null: the label of the key, or the key itself
 */
export function itemLabel(program: Program, step: StepId, key: string | null, name: string | null): Label | null {
  const shown = name ?? key;
  if (shown === null) return null;
  return multipleAround(program.steps, step)?.each.labels?.[shown] ?? { zh: shown, en: shown };
}

/** As `itemLabel`, of an item of which the whole is at hand. */
export function wholeItemLabel(program: Program, step: StepId, item: Item | undefined): Label | null {
  if (item === undefined) return null;
  return itemLabel(program, step, item.key, nameOfItem(multipleAround(program.steps, step)?.each, item.value));
}

/** What people read of an item of which a fact tells only the key. */
export type ItemLabels = (step: StepId, key: string | undefined) => Label | null;

/** @param facts those before and with the ones that are told: they bring the names that items have by their records */
export function itemLabels(program: Program, facts: readonly Fact[]): ItemLabels {
  const names = new Map(facts.flatMap((fact) => namesBroughtBy(fact, program)));
  return (step, key) => {
    if (key === undefined) return null;
    const around = multipleAround(program.steps, step);
    return itemLabel(program, step, key, names.get(`${around?.id} ${key}`) ?? null);
  };
}

/** As `itemLabels`, by the whole history of a case. */
export function itemLabelsOf({
  program,
  entries,
}: {
  program: Program;
  entries: readonly { fact: Fact }[];
}): ItemLabels {
  return itemLabels(
    program,
    entries.map(({ fact }) => fact),
  );
}

function namesBroughtBy(fact: Fact, program: Program): [string, string][] {
  if (fact.type !== 'instances-opened') return [];
  const each = multipleAround(program.steps, fact.step)?.each;
  return fact.items.flatMap(({ key, value }): [string, string][] => {
    const name = nameOfItem(each, value);
    return name === null ? [] : [[`${fact.step} ${key}`, name]];
  });
}

/** Of `<slug>/<group>` as it is stored, a group of the procedure's own document. */
export const ownGroupName = (program: Program, qualified: string): Named =>
  groupName(program, qualified.slice(qualified.indexOf('/') + 1));

/** `<slug>/<group>` as it is stored. */
export function groupOf(gazettes: readonly Gazette[], qualified: string): Named {
  const [slug, local = ''] = qualified.split('/', 2);
  return named(qualified, gazettes.find(({ id }) => id === slug)?.groups.find(({ id }) => id === local)?.label);
}

/** Every field by which case data can come to be, by name, in the order of the definition. */
export type DataFields = ReadonlyMap<string, readonly Field[]>;

export function fieldsOf(program: Program): DataFields {
  const { procedure, decisions } = program;
  const fields = new Map<string, Field[]>();
  const add = (list: readonly Field[]) => {
    for (const field of list) fields.set(field.name, [...(fields.get(field.name) ?? []), field]);
  };
  for (const decision of decisions.values()) add(decision.outputs);
  add(procedure.input.fields);
  for (const step of procedure.steps) if (step.kind === 'task') add(step.form.fields);
  for (const message of procedure.messages) add(message.form.fields);
  for (const [name, unit] of Object.entries(procedure.dataUnits ?? {})) {
    const label = procedure.dataLabels[name];
    if (label !== undefined) add([{ name, label, type: { kind: 'integer', unit } }]);
  }
  return fields;
}

/** Where several fields write one name: the last that knows the value's codes, or else the last. */
export function fieldOf(fields: DataFields, name: string, value: Json): Field | undefined {
  const candidates = fields.get(name) ?? [];
  return candidates.findLast((field) => knows(field, value)) ?? candidates.at(-1);
}

function knows({ type }: Field, value: Json): boolean {
  const codes = codesOf(type.kind === 'list' ? type.of : type);
  const knownTo = (one: Json) => codes?.some(({ id }) => id === one) === true;
  if (type.kind !== 'list') return knownTo(value);
  return Array.isArray(value) && value.length > 0 && value.every(knownTo);
}

/** The codes that people read by their labels. */
function codesOf(type: FieldType): readonly EnumValue[] | undefined {
  if (type.kind === 'enum') return type.values;
  return type.kind === 'text' ? type.codes : undefined;
}

/** A value as a person reads it; null where it has no short form. */
export function readable(field: Field | undefined, value: Json): Label | null {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
  const type = field?.type;
  const codes = type === undefined ? undefined : codesOf(type.kind === 'list' ? type.of : type);
  if (codes !== undefined && type?.kind !== 'list') return codes.find(({ id }) => id === value)?.label ?? null;
  if (codes !== undefined && Array.isArray(value)) {
    const labels = value.map((one) => codes.find(({ id }) => id === one)?.label);
    if (labels.some((label) => label === undefined)) return null;
    return {
      zh: labels.map((label) => label?.zh).join('、'),
      en: labels.map((label) => label?.en).join(', '),
    };
  }
  if (type?.kind === 'integer' && type.unit === 'fen' && typeof value === 'number') return money(value);
  return null;
}

/** As `readable`, and of records what stands in them: in a table that is imported again they are JSON, to people never. */
export function readableWhole(field: Field | undefined, value: Json): Label | null {
  const type = field?.type;
  const holdsRecords = type?.kind === 'record' || (type?.kind === 'list' && type.of.kind === 'record');
  return holdsRecords ? valueWords(type, value) : readable(field, value);
}

/** Data under a step's id are forms of its items, by key: what was entered or decided for each. Null: they are none. */
export function itemFormsWords(
  { steps }: Program,
  step: StepId,
  forms: Json,
  { fields, items }: { fields: DataFields; items: ItemLabels },
): Label | null {
  if (!isRecord(forms) || multipleAround(steps, step) === undefined) return null;
  const lines = Object.entries(forms).flatMap(([key, form]): Label[] => {
    const label = items(step, key);
    const words = label === null || !isRecord(form) ? null : formWords(fields, form);
    return label === null || words === null ? [] : [{ zh: `${label.zh}：${words.zh}`, en: `${label.en}: ${words.en}` }];
  });
  return lines.length === 0 ? NOTHING : joined(lines, { zh: '；', en: '; ' });
}

function formWords(fields: DataFields, form: JsonObject): Label | null {
  const known = Object.entries(form).flatMap(([name, value]) => fieldOf(fields, name, value) ?? []);
  return valueWords({ kind: 'record', fields: known }, form);
}

/** Integer fen as yuan. */
function money(fen: number): Label {
  const sign = fen < 0 ? '-' : '';
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const yuan = `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { zh: `${yuan}元`, en: `${yuan} yuan` };
}

const CITY: Label = { zh: '市级', en: 'City' };

/** The code of a unit by a field that knows it; a unit without a code is its own name. */
export function unitLabel(unit: string, programs: readonly Program[]): Label {
  if (unit === '') return CITY;
  for (const program of programs) {
    for (const fields of fieldsOf(program).values()) {
      for (const { type } of fields) {
        const of = type.kind === 'list' ? type.of : type;
        const found = of.kind === 'enum' ? of.values.find(({ id }) => id === unit) : undefined;
        if (found !== undefined) return found.label;
      }
    }
  }
  return { zh: unit, en: unit };
}

export interface TaskOfUnit {
  step: StepId;
  unit: string;
  item: string | null;
  /** What the item is called by its own record. */
  name: string | null;
}

/** The unit of a task: where it is the item itself, people know it as that. */
export function taskUnitLabel(task: TaskOfUnit, program: Program): Label {
  const { step, unit, item, name } = task;
  return (unit === item ? itemLabel(program, step, item, name) : null) ?? unitLabel(unit, [program]);
}

/** Units as people know them: by a task that lies in the unit, or else by a field of one of the programs. */
export function unitNames(
  units: readonly string[],
  tasks: readonly { task: TaskOfUnit; program: Program }[],
  programs: readonly Program[],
): Named[] {
  return units.map((unit) => {
    const labels = tasks.filter(({ task }) => task.unit === unit).map((of) => taskUnitLabel(of.task, of.program));
    return { id: unit, label: labels.find(({ zh }) => zh !== unit) ?? unitLabel(unit, programs) };
  });
}
