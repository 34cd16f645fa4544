/** What a case wrote into registers, as people read it. Pure. */
import { formatInstant } from '../../rules/calendar/date.ts';
import type { JsonObject } from '../../rules/json.ts';
import { slugOf } from '../../store/outline.ts';
import type { CaseFile } from '../case-file.ts';
import { readableWhole, registerName } from './names.ts';

export function registerEntries({ entries, program, gazette, view }: CaseFile) {
  const slug = slugOf(view.case.procedure);
  return entries.flatMap(({ fact }) => {
    if (fact.type !== 'registered') return [];
    const { seq, at, register, key, values, adds = {} } = fact;
    const fields = gazette?.registers.find(({ id }) => id === register)?.fields ?? [];
    const items = Object.entries<JsonObject[string]>({ ...values, ...adds }).map(([name, value]) => {
      const field = fields.find((one) => one.name === name);
      return {
        name,
        label: field?.label ?? { zh: name, en: name },
        value,
        text: readableWhole(field, value),
        personal: field?.personal === true,
      };
    });
    return [{ seq, at: formatInstant(at), slug, register: registerName(program, register), key, values: items }];
  });
}
