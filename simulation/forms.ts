/**
 * Forms as people fill them in: from what somebody filled in before, or made up; what the form faults is filled in
 * anew until it fits.
 */
import { childrenOf, readsOf } from '../rules/expression/reads.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Field, FieldType, Form } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { between, chance, pick, type Random, shuffled } from './random.ts';
import { type Chance, fieldValue, recordOf, valueOfType } from './values.ts';

/** What is wrong with a field; nothing: the form fits. `code` as in rules/form/faults.ts. */
export interface FieldFault {
  field: string;
  code: string;
}

export type Judge = (data: JsonObject) => readonly FieldFault[];

export interface Filled {
  data: JsonObject;
  fits: boolean;
}

/** Mostly fitting, sometimes not: for walks that want both. */
export function sample(form: Form, random: Random, at: number): JsonObject {
  const data = recordOf(form.fields, { random, at });
  for (const { name } of form.fields) if (random() < 0.01) data[name] = { unexpected: true };
  return data;
}

const ROUNDS = 14;
const FRESH = 3;

/** Tries the examples in their order, then makes forms up; the last one if none fits. */
export function filled(form: Form, judge: Judge, examples: readonly JsonObject[], from: Chance): Filled {
  const candidates = [...examples.map((data) => () => data), ...Array.from({ length: FRESH }, () => made(form, from))];
  let last: JsonObject = {};
  for (const candidate of candidates) {
    const found = repaired(form, judge, candidate(), from);
    if (found.fits) return found;
    last = found.data;
  }
  return { data: last, fits: false };
}

const made = (form: Form, from: Chance) => () => recordOf(form.fields, from);

function repaired(form: Form, judge: Judge, candidate: JsonObject, from: Chance): Filled {
  let data = candidate;
  for (let round = 0; round < ROUNDS; round++) {
    const faults = judge(data);
    if (faults.length === 0) return { data, fits: true };
    data = structuredClone(data);
    for (const fault of faults) repair(form, data, fault, from);
  }
  return { data, fits: judge(data).length === 0 };
}

function repair(form: Form, data: JsonObject, { field, code }: FieldFault, from: Chance): void {
  const path = pathOf(field);
  if (code === 'unknown') return remove(data, path);
  if (code === 'check') return repairCheck(form, data, field, from);
  const place = placeOf(form.fields, data, path);
  if (place !== undefined) place.parent[place.field.name] = fieldValue(place.field, from);
  else for (const one of shuffled(from.random, form.fields).slice(0, 2)) data[one.name] = fieldValue(one, from);
}

/** `items[3].plate` → items, 3, plate. */
function pathOf(field: string): string[] {
  return field.split(/[.[\]]+/).filter((part) => part !== '');
}

function remove(data: JsonObject, path: readonly string[]): void {
  let parent: Json | undefined = data;
  for (const part of path.slice(0, -1)) parent = (parent as JsonObject | undefined)?.[part];
  if (typeof parent === 'object' && parent !== null) delete (parent as JsonObject)[path.at(-1) ?? ''];
}

interface Place {
  parent: JsonObject;
  field: Field;
}

/** The innermost field of the path whose record is there. */
function placeOf(fields: readonly Field[], data: JsonObject, path: readonly string[]): Place | undefined {
  const [name, ...rest] = path;
  const field = fields.find((candidate) => candidate.name === name);
  if (field === undefined) return undefined;
  return below(field.type, data[field.name], rest) ?? { parent: data, field };
}

function below(type: FieldType, value: Json | undefined, path: readonly string[]): Place | undefined {
  if (path.length === 0 || typeof value !== 'object' || value === null) return undefined;
  if (type.kind === 'list' && Array.isArray(value)) {
    const [index = '', ...rest] = path;
    return below(type.of, value[Number(index)], rest);
  }
  return type.kind === 'record' && !Array.isArray(value) ? placeOf(type.fields, value, path) : undefined;
}

// ── checks over several fields ──────────────────────────────────────────────────────────────────────────────────

/** Which of the fields that a check reads is wrong nobody knows: some of them are filled in anew. */
function repairCheck(form: Form, data: JsonObject, fault: string, from: Chance): void {
  const { random } = from;
  const [top = ''] = pathOf(fault);
  const { names, constants } = readByChecks(form, fault);
  const wanted = form.fields.filter(({ name }) => name === top || names.has(name));
  const fields = wanted.length === 0 ? form.fields : wanted;
  const chosen = fields.filter(() => chance(random, 0.5));
  for (const field of chosen.length === 0 ? shuffled(random, fields).slice(0, 1) : chosen) {
    if (field.mustBe === undefined && field.optional === true && chance(random, 0.3)) delete data[field.name];
    else data[field.name] = compared(field, constants, random) ?? altered(field, data[field.name], from);
  }
}

interface Read {
  names: Set<string>;
  /** What the check compares with. */
  constants: Json[];
}

const READS = new WeakMap<Form, Map<string, Read>>();

function readByChecks(form: Form, fault: string): Read {
  const known = READS.get(form) ?? new Map<string, Read>();
  READS.set(form, known);
  const found =
    known.get(fault) ?? readOf(form.checks.filter((check) => check.fault === fault).map(({ when }) => when));
  known.set(fault, found);
  return found;
}

function readOf(conditions: readonly Expr[]): Read {
  const names = new Set(conditions.flatMap(readsOf).flatMap(([, name]) => (name === undefined ? [] : [name])));
  return { names, constants: conditions.flatMap(constantsOf) };
}

function constantsOf(tree: Expr): Json[] {
  const own = tree.op === 'const' ? [tree.value] : tree.op === 'one-of' ? [...tree.values] : [];
  return [...own, ...childrenOf(tree).flatMap(constantsOf)];
}

/** One of the values that the check names, or next to it. */
function compared({ type, mustBe }: Field, constants: readonly Json[], random: Random): Json | undefined {
  if (mustBe !== undefined || !chance(random, 0.4)) return undefined;
  if (type.kind === 'enum')
    return pick(
      random,
      constants.filter((value) => type.values.some(({ id }) => id === value)),
    );
  if (type.kind !== 'integer' && type.kind !== 'number') return undefined;
  const near = pick(
    random,
    constants.filter((value) => typeof value === 'number'),
  );
  return near === undefined ? undefined : near + between(random, -1, 1);
}

/** Another value; of a list also one of its items. */
function altered(field: Field, value: Json | undefined, from: Chance): Json {
  const { type } = field;
  if (field.mustBe !== undefined || type.kind !== 'list' || !Array.isArray(value) || value.length === 0)
    return fieldValue(field, from);
  const { random } = from;
  if (chance(random, 0.3)) return fieldValue(field, from);
  const index = between(random, 0, value.length - 1);
  if (chance(random, 0.3)) return value.filter((_, i) => i !== index);
  return value.map((item, i) => (i === index ? alteredItem(type.of, item, from) : item));
}

function alteredItem(type: FieldType, item: Json, from: Chance): Json {
  if (type.kind !== 'record' || typeof item !== 'object' || item === null) return valueOfType(type, from);
  const field = pick(from.random, type.fields);
  return field === undefined ? item : { ...item, [field.name]: fieldValue(field, from) };
}
