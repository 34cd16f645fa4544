/**
 * Checks the fields of a record: first each value by itself, then, when the whole form has been read, the conditions
 * (`when`, `required`), each after those of the fields that it names.
 */
import type { Env } from '../expression/env.ts';
import { compileExpr, type Evaluate } from '../expression/evaluate.ts';
import { EvaluationFault } from '../expression/fault.ts';
import { readsOf } from '../expression/reads.ts';
import type { Expr } from '../expression/tree.ts';
import type { Json, JsonObject } from '../json.ts';
import { at, notThis, REQUIRED, UNKNOWN, type Wrong } from './faults.ts';
import type { Check, Fault, Field } from './model.ts';
import { compileValue, type ValueCheck } from './value.ts';

/** Roots under which a form's own fields are read. */
export const FORM_ROOTS = ['form', 'input', 'message', 'row'] as const;

interface Condition {
  readonly holds: Evaluate;
  /** Fields of the same record that it reads, by root: `form` or `row`. */
  readonly names: readonly { readonly root: string; readonly name: string }[];
}

interface CompiledField {
  readonly field: Field;
  readonly check: ValueCheck;
  readonly mustBe: string | undefined;
  readonly alwaysRequired: boolean;
  readonly when: Condition | undefined;
  readonly required: Condition | undefined;
}

export interface CompiledCheck {
  readonly check: Check;
  readonly holds: Evaluate;
  /** The field whose list is checked as a whole. */
  readonly list?: string;
}

export interface CompiledFields {
  readonly list: readonly CompiledField[];
  readonly byName: ReadonlyMap<string, CompiledField>;
  /** Those with conditions, in the order in which they can be judged. */
  readonly conditional: readonly CompiledField[];
  readonly defaults: readonly (readonly [string, Json])[];
  readonly checks: readonly CompiledCheck[];
}

/** A record whose values have been read and whose conditions are still to be judged. */
export interface OpenRecord {
  readonly fields: CompiledFields;
  readonly path: string;
  /** What was given and is valid by itself, and what is not. */
  readonly values: JsonObject;
  readonly faults: Map<string, Fault[]>;
  /** Fields given as null. */
  readonly nulls: Set<string>;
  readonly below: Map<string, OpenRecord[]>;
}

export function compileFields(fields: readonly Field[], checks: readonly Check[]): CompiledFields {
  const list = fields.map(compileField);
  const byName = new Map(list.map((compiled) => [compiled.field.name, compiled]));
  return {
    list,
    byName,
    conditional: inOrder(list.filter(({ when, required }) => when !== undefined || required !== undefined)),
    defaults: fields.flatMap((field) => (field.default === undefined ? [] : [[field.name, field.default] as const])),
    checks: [...fields.flatMap(listChecks), ...checks.map((check) => ({ check, holds: compileExpr(check.when) }))],
  };
}

function listChecks({ name, type }: Field): CompiledCheck[] {
  if (type.kind !== 'list') return [];
  return (type.checks ?? []).map((check) => ({ check, holds: compileExpr(check.when), list: name }));
}

function compileField(field: Field): CompiledField {
  const { when, required, mustBe } = field;
  return {
    field,
    check: compileValue(field.type),
    mustBe: mustBe === undefined ? undefined : JSON.stringify(mustBe),
    alwaysRequired: field.optional !== true && when === undefined && required === undefined,
    when: when && compileCondition(when),
    required: required && compileCondition(required),
  };
}

function compileCondition(tree: Expr): Condition {
  const names = readsOf(tree).flatMap(([root = '', name]) =>
    name !== undefined && (FORM_ROOTS as readonly string[]).includes(root) ? [{ root, name }] : [],
  );
  return { holds: compileExpr(tree), names };
}

/** A field after the conditional ones which its conditions read; circles keep the written order. */
function inOrder(fields: readonly CompiledField[]): CompiledField[] {
  const byName = new Map(fields.map((field) => [field.field.name, field]));
  const done = new Set<CompiledField>();
  const visit = (field: CompiledField): void => {
    if (done.has(field)) return;
    done.add(field);
    for (const { name } of [...(field.when?.names ?? []), ...(field.required?.names ?? [])]) {
      const other = byName.get(name);
      if (other !== undefined) visit(other);
    }
    order.push(field);
  };
  const order: CompiledField[] = [];
  for (const field of fields) visit(field);
  return order;
}

// ---- first: each value by itself ----

export function beginRecord(fields: CompiledFields, given: JsonObject, path: string): OpenRecord {
  const record: OpenRecord = { fields, path, values: {}, faults: new Map(), nulls: new Set(), below: new Map() };
  for (const compiled of fields.list) {
    const { name } = compiled.field;
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined || value === null) {
      if (value === null) record.nulls.add(name);
      if (compiled.alwaysRequired) addFault(record, name, REQUIRED);
    } else readValue(record, compiled, value);
  }
  for (const name of Object.keys(given)) if (!fields.byName.has(name)) addFault(record, name, UNKNOWN);
  return record;
}

function readValue(record: OpenRecord, { field, check, mustBe }: CompiledField, value: Json): void {
  const sink = { faults: [] as Fault[], records: [] as OpenRecord[] };
  const stored = check(value, below(record.path, field.name), sink);
  if (sink.records.length > 0) record.below.set(field.name, sink.records);
  if (sink.faults.length > 0) record.faults.set(field.name, sink.faults);
  else if (mustBe !== undefined && JSON.stringify(stored) !== mustBe)
    addFault(record, field.name, notThis(field.mustBe ?? null, stored));
  else record.values[field.name] = stored;
}

function below(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function addFault(record: OpenRecord, name: string, wrong: Wrong): void {
  record.faults.set(name, [at(below(record.path, name), wrong)]);
}

// ---- then: conditions ----

/** The same environment with further roots. */
export function withRoots(env: Env, roots: Env['roots']): Env {
  const { now, calendar } = env;
  return { roots: { ...env.roots, ...roots }, now, calendar, call: (name, args) => env.call(name, args) };
}

/** What conditions see of the form as submitted, with the defaults of what was left out. */
export function seenOf({ fields, values }: OpenRecord): JsonObject {
  if (fields.defaults.length === 0) return values;
  const seen: JsonObject = { ...values };
  for (const [name, value] of fields.defaults) if (seen[name] === undefined) seen[name] = value;
  return seen;
}

/** The environment in which a record as it is now can be read: made when it is asked for, and again after a change. */
export class View {
  private known: Env | undefined = undefined;
  private readonly make: () => Env;
  private readonly around: View | undefined;

  constructor(make: () => Env, around?: View) {
    this.make = make;
    this.around = around;
  }

  get env(): Env {
    this.known ??= this.make();
    return this.known;
  }

  changed(): void {
    this.known = undefined;
    this.around?.changed();
  }
}

/**
 * Judges the conditions of a record and of the records in it. Hidden fields lose value and faults. `outer` is the form
 * of which a row is part.
 */
export function judge(record: OpenRecord, view: View, outer?: OpenRecord): void {
  for (const { field, when, required } of record.fields.conditional) {
    const { name } = field;
    if (when !== undefined && !holds(when, record, name, view, outer)) {
      if (record.values[name] !== undefined) {
        view.changed();
        delete record.values[name];
      }
      record.faults.delete(name);
      record.below.delete(name);
      record.nulls.delete(name);
      continue;
    }
    const absent = record.values[name] === undefined && !record.faults.has(name);
    const mandatory =
      required === undefined ? field.optional !== true : absent && holds(required, record, name, view, outer);
    if (absent && mandatory) addFault(record, name, REQUIRED);
  }
  for (const rows of record.below.values()) {
    for (const row of rows) {
      judge(row, new View(() => withRoots(view.env, { row: seenOf(row) }), view), outer ?? record);
    }
  }
}

function holds(condition: Condition, record: OpenRecord, field: string, view: View, outer?: OpenRecord): boolean {
  for (const { root, name } of condition.names) {
    const owner = root !== 'row' && outer !== undefined ? outer : record;
    if (isUnsure(owner, name)) return false;
  }
  const answer = ask(condition.holds, view.env);
  if (typeof answer === 'boolean') return answer;
  addFault(record, field, answer);
  return false;
}

/** Left out though required, or invalid by itself: a condition on it does not hold. */
function isUnsure({ faults, values, fields }: OpenRecord, name: string): boolean {
  if (faults.has(name)) return true;
  const compiled = fields.byName.get(name);
  return compiled?.alwaysRequired === true && values[name] === undefined;
}

/** A condition on a value that is not there does not hold; one that can't be reckoned is a fault of its field. */
export function ask(condition: Evaluate, env: Env): boolean | Wrong {
  try {
    return condition(env) === true;
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    if (error.code === 'null-operand' || error.code === 'null-condition') return false;
    return { code: 'evaluation', message: `can't be judged: ${error.message}`, messageZh: `无法判断:${error.message}` };
  }
}

/** Faults in the order of the fields, unknown fields last. Empty when the record and those in it are valid. */
export function faultsOf(record: OpenRecord): Fault[] {
  const found: Fault[] = [];
  if (record.faults.size === 0 && record.below.size === 0) return found;
  for (const { field } of record.fields.list) {
    found.push(...(record.faults.get(field.name) ?? []));
    for (const row of record.below.get(field.name) ?? []) found.push(...faultsOf(row));
  }
  for (const [name, faults] of record.faults) if (!record.fields.byName.has(name)) found.push(...faults);
  return found;
}
