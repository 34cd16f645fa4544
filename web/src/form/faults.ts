/** Faults of the API's answer at the fields that they speak of. Pure. */
import type { ErrorSchema, UiSchema } from '@rjsf/utils';
import type { Problem } from '../api/problem.ts';
import type { Language } from '../dates.ts';
import type { Shape } from './shape.ts';

export interface Faults {
  /** For rjsf. */
  atFields: ErrorSchema;
  /** What no field of the form shows. */
  others: string[];
  /** Path of the first field that has a fault. */
  first: string[] | undefined;
  count: number;
}

/** @param under the member of the body that holds the form, e.g. `data` */
export function faultsOf(
  errors: readonly NonNullable<Problem['errors']>[number][],
  under: string,
  { schema, ui }: Shape,
  language: Language,
): Faults {
  const faults: Faults = { atFields: {}, others: [], first: undefined, count: 0 };
  for (const { pointer, detail, detailEn } of errors) {
    const text = language === 'zh' ? detail : detailEn;
    faults.count++;
    const path = pathUnder(pointer, under);
    const field = path?.[0];
    if (path === undefined || field === undefined || !(field in (schema.properties ?? {}))) {
      faults.others.push(text);
      continue;
    }
    const place = shownPath(path, ui);
    faults.first ??= place.path;
    put(faults.atFields, place.path, place.entry === undefined ? text : `${entryWords(place.entry, language)}${text}`);
  }
  return faults;
}

/** The path of an RFC 6901 pointer inside a member of the body. */
export function pathUnder(pointer: string, under: string): string[] | undefined {
  const [, first, ...rest] = pointer.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  return first === under ? rest : undefined;
}

/** A list in one widget shows the faults of its entries itself. */
function shownPath(path: string[], ui: UiSchema): { path: string[]; entry?: number } {
  const [name = '', entry] = path;
  const widget: unknown = (ui[name] as UiSchema | undefined)?.['ui:widget'];
  if (entry === undefined || widget === undefined) return { path };
  const number = Number(entry);
  return Number.isInteger(number) ? { path: [name], entry: number } : { path: [name] };
}

function entryWords(entry: number, language: Language): string {
  return language === 'zh' ? `第${entry + 1}项：` : `Entry ${entry + 1}: `;
}

function put(errors: ErrorSchema, path: readonly string[], text: string): void {
  let here = errors as Record<string, ErrorSchema>;
  for (const part of path) {
    here[part] ??= {};
    here = here[part] as Record<string, ErrorSchema>;
  }
  const place = here as ErrorSchema;
  place.__errors = [...(place.__errors ?? []), text];
}
