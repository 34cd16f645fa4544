/**
 * Checks what was submitted against its form, by the rules of forms: a field is required unless it is optional, what
 * is required is judged on the form as submitted, and checks over several fields are made when each is valid.
 */
import type { Env } from '../expression/env.ts';
import { isRecord, type JsonObject } from '../json.ts';
import { merged } from '../records.ts';
import { at, wrongType } from './faults.ts';
import type { Fault, Form } from './model.ts';
import {
  ask,
  beginRecord,
  type CompiledFields,
  compileFields,
  faultsOf,
  judge,
  type OpenRecord,
  seenOf,
  View,
  withRoots,
} from './record.ts';
import { rootsRead } from './roots.ts';

export interface FormContext {
  /** What conditions see besides the form; `roots.data` are the case data before it. */
  readonly env: Env;
  /** A form of a case that runs already: null withdraws what the case data have. */
  readonly later?: boolean;
}

export interface CheckedForm {
  /** What is stored: valid, without nulls and without what a condition hides. */
  values: JsonObject;
  /** Names that null withdraws from the case data. */
  cleared: string[];
  faults: Fault[];
}

interface CompiledForm {
  readonly fields: CompiledFields;
  /** What its conditions and checks read: what is dear to make is made only for those that do. */
  readonly reads: ReadonlySet<string>;
}

const COMPILED = new WeakMap<Form, CompiledForm>();

function compiledForm(form: Form): CompiledForm {
  let compiled = COMPILED.get(form);
  if (compiled === undefined) {
    compiled = { fields: compileFields(form.fields, form.checks), reads: rootsRead(form) };
    COMPILED.set(form, compiled);
  }
  return compiled;
}

/**
 * All faults at once. In conditions `form` and `message` are the form as submitted, `input` the same over the case
 * data (so that the inputs of a decision can be part of a form), each with defaults; in checks `data` are the case data
 * with the form merged in. With faults, `values` hold the valid part only.
 */
export function checkForm(form: Form, submitted: JsonObject, context: FormContext): CheckedForm {
  if (!isRecord(submitted)) {
    return { values: {}, cleared: [], faults: [at('', wrongType('an object', '一组数据', submitted))] };
  }
  const { fields, reads } = compiledForm(form);
  const record = beginRecord(fields, submitted, '');
  const data = caseData(context.env);
  if (fields.conditional.length > 0 || record.below.size > 0) {
    judge(record, new View(() => withRoots(context.env, formRoots(record, reads, data))));
  }
  const cleared = context.later === true ? [...record.nulls] : [];
  const faults = faultsOf(record);
  if (faults.length === 0 && (fields.checks.length > 0 || record.below.size > 0)) {
    faults.push(...recordCheckFaults(record, checkEnv(record, reads, context.env, data, cleared)));
  }
  return { values: record.values, cleared, faults };
}

function caseData(env: Env): JsonObject {
  const data = env.roots.data;
  return data !== undefined && isRecord(data) ? data : {};
}

function formRoots(record: OpenRecord, reads: ReadonlySet<string>, data: JsonObject): JsonObject {
  const seen = seenOf(record);
  return reads.has('input')
    ? { form: seen, message: seen, input: merged(data, seen, []) }
    : { form: seen, message: seen };
}

// ---- checks ----

/** Checks see the case data with the form merged in. */
function checkEnv(
  record: OpenRecord,
  reads: ReadonlySet<string>,
  env: Env,
  before: JsonObject,
  cleared: readonly string[],
): Env {
  if (!reads.has('data') && !reads.has('input')) return withRoots(env, formRoots(record, reads, before));
  const data = merged(before, record.values, cleared);
  return withRoots(env, { data, ...formRoots(record, reads, data) });
}

function recordCheckFaults(record: OpenRecord, env: Env): Fault[] {
  const found: Fault[] = [];
  for (const { check, holds, list } of record.fields.checks) {
    const name = list ?? check.fault;
    const field = record.path === '' ? name : `${record.path}.${name}`;
    const rows = list === undefined ? undefined : record.values[list];
    if (list !== undefined && rows === undefined) continue;
    const answer = ask(holds, rows === undefined ? env : withRoots(env, { rows }));
    if (answer === true) {
      found.push({ field, code: 'check', message: check.message.en, messageZh: check.message.zh });
    } else if (answer !== false) found.push(at(field, answer));
  }
  for (const rows of record.below.values()) {
    for (const row of rows) {
      found.push(...recordCheckFaults(row, withRoots(env, { row: seenOf(row) })));
    }
  }
  return found;
}
