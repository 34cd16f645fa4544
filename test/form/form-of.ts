/** Forms for tests, written as in a definition. */
import { compileChecks, compileFields, typeOfFields } from '../../compiler/fields.ts';
import { printFinding, Report } from '../../compiler/finding.ts';
import { readSource } from '../../compiler/source/read.ts';
import type { Calendar } from '../../rules/calendar/calendar.ts';
import type { Type } from '../../rules/expression/type.ts';
import { checkForm } from '../../rules/form/check.ts';
import type { Form } from '../../rules/form/model.ts';
import type { JsonObject } from '../../rules/json.ts';

/** `fields:` and `checks:` in YAML. Anything but warnings fails the test. */
export function formOf(yaml: string, data: Readonly<Record<string, Type>> = {}): Form {
  const report = new Report();
  const node = readSource('form.yaml', yaml, report);
  const dataType: Type = { kind: 'record', fields: data };
  const fields = compileFields(node?.get('fields'), {
    types: new Map(),
    feel: { roots: { data: dataType } },
    roots: ['form'],
  });
  const form = typeOfFields(fields);
  const merged: Type = { kind: 'record', fields: { ...data, ...form.fields } };
  const checks = compileChecks(node?.get('checks'), { roots: { data: merged, form } });
  if (report.hasErrors) throw new Error(report.sorted().map(printFinding).join('\n'));
  return { fields, checks };
}

/** A form checked against case data; `later` as for a form of a running case. */
export function submit(form: Form, submitted: JsonObject, data: JsonObject = {}, later = false) {
  const env = { roots: { data }, now: 0, calendar: undefined as unknown as Calendar, call: () => null };
  return checkForm(form, submitted, { env, later });
}

/** Faults as `field code`. */
export function faultsOf(form: Form, submitted: JsonObject, data: JsonObject = {}): string[] {
  return submit(form, submitted, data).faults.map(({ field, code }) => `${field} ${code}`);
}
