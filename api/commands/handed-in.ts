/** A form may name a file only if it is there: handed in by who names it, or held by the case already. */
import { filesIn } from '../../rules/form/files.ts';
import type { Fault, Field } from '../../rules/form/model.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import type { Files } from '../ports.ts';
import { formErrors, Problem } from '../problems.ts';

/** Whether a form of the case names the file, anywhere in its data or facts. */
export function holdsFile(value: Json, hash: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (!Array.isArray(value) && value.hash === hash && typeof value.name === 'string') return true;
  return Object.values(value).some((one) => holdsFile(one as Json, hash));
}

/**
 * @param known data of the case, or the row of the register, that the form is about
 * @param under where the form stands in the body
 * @throws Problem `invalid` with every field whose file is not there
 */
export async function demandHandedIn(
  files: Files,
  fields: readonly Field[],
  {
    form,
    known,
    person,
    under,
  }: { form: JsonObject; known: JsonObject; person: string; under: 'data' | 'input' | 'values' },
): Promise<void> {
  const faults: Fault[] = [];
  for (const { field, hash } of filesIn(fields, form)) {
    if (holdsFile(known, hash) || (await files.isOwner(hash, person))) continue;
    faults.push({ ...NOT_HANDED_IN, field });
  }
  if (faults.length > 0) throw new Problem('invalid', { errors: formErrors(faults, under) });
}

const NOT_HANDED_IN = {
  code: 'not-handed-in',
  message: 'The file has not been handed in: send it to /api/files first.',
  messageZh: '文件尚未上传，请先上传再提交。',
};
