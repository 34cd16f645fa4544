/**
 * One form for many tasks. What is filled in beforehand differs between cases: where a field that is needed differs, the
 * tasks are not the same; where one that may be left out differs, each keeps its own. Pure.
 */
import type { Label, TaskDetail } from '../api/queries.ts';
import type { FormSchema, Values } from '../form/shape.ts';

export interface SameForm {
  form: FormSchema;
  /** What all have. */
  initial: Values;
  /** Fields that each keeps as they are; they are not asked. */
  own: { name: string; label: Label }[];
  tasks: TaskDetail[];
}

export type Compared = SameForm | { differs: Label };

/** @param tasks at least one, with the same form */
export function compareForms(tasks: readonly [TaskDetail, ...TaskDetail[]]): Compared {
  const [first] = tasks;
  const form = first.form as FormSchema;
  const names = Object.keys(form.properties ?? {});
  const differing = names.filter((name) => new Set(tasks.map(({ initial }) => JSON.stringify(initial[name]))).size > 1);
  const needed = differing.find((name) => isNeeded(form, name));
  if (needed !== undefined) return { differs: labelOf(form, needed) };
  return {
    form: without(form, differing),
    initial: Object.fromEntries(Object.entries(first.initial).filter(([name]) => !differing.includes(name))),
    own: differing.map((name) => ({ name, label: labelOf(form, name) })),
    tasks: [...tasks],
  };
}

/** What is sent for one task. */
export function valuesFor({ own, tasks }: SameForm, id: string, values: Values): Values {
  const initial = tasks.find((task) => task.id === id)?.initial ?? {};
  const kept = own.flatMap(({ name }) => (initial[name] === undefined ? [] : [[name, initial[name]]]));
  return { ...values, ...Object.fromEntries(kept) };
}

/** Always, or under some condition. */
function isNeeded({ required, allOf }: FormSchema, name: string): boolean {
  return [required, ...(allOf ?? []).map(({ then }) => then?.required)].some((names) => names?.includes(name) === true);
}

function labelOf(form: FormSchema, name: string): Label {
  const field = form.properties?.[name];
  return field?.['x-labels'] ?? { zh: field?.title ?? '', en: field?.title ?? '' };
}

function without(form: FormSchema, names: readonly string[]): FormSchema {
  const fields = Object.entries(form.properties ?? {}).filter(([name]) => !names.includes(name));
  return { ...form, properties: Object.fromEntries(fields) };
}
