/** The files that a form names. */
import type { Json, JsonObject } from '../json.ts';
import type { Field, FieldType } from './model.ts';

export interface NamedFile {
  /** Path of the field: `plans[2].drawing`. */
  field: string;
  /** SHA-256 of its bytes, lower-case hex. */
  hash: string;
}

/** In the order of the form; what is of another shape is left to the form's own check. */
export function filesIn(fields: readonly Field[], values: JsonObject, under = ''): NamedFile[] {
  return fields.flatMap(({ name, type }) => filesOf(type, values[name], `${under}${name}`));
}

function filesOf(type: FieldType, value: Json | undefined, field: string): NamedFile[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return type.kind === 'list' ? value.flatMap((item, i) => filesOf(type.of, item, `${field}[${i}]`)) : [];
  }
  if (type.kind === 'record') return filesIn(type.fields, value, `${field}.`);
  return type.kind === 'file' && typeof value.hash === 'string' ? [{ field, hash: value.hash }] : [];
}
