/**
 * Warnings of null that are worth telling. What an author can know better than the types is not warned of: a field
 * required under a condition, the instant of a step that was done.
 */
import type { Finding } from '../finding.ts';
import type { Context } from './context.ts';

const OF_THE_CASE = /^(step|deadline|document)\("[^"]*"\)\.[A-Za-z]+$/;
const FIELD = /^(data|form|message)\.([A-Za-z0-9]+)$/;

/** `text` is what the warning stands at. */
export function worthTelling(finding: Finding, text: string, ctx: Context): boolean {
  if (finding.check !== 'may-be-null') return true;
  if (OF_THE_CASE.test(text)) return false;
  const [, root, name = ''] = FIELD.exec(text) ?? [];
  if (root === undefined) return true;
  const fields = [...ctx.forms.values()].flatMap((form) => form.fields.filter((field) => field.name === name));
  return !fields.some((field) => field.required !== undefined || field.when !== undefined);
}
