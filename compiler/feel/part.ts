/** Parts of dates and durations: `x.year`, `(a - b).days`. */
import { INTEGER, type Type } from '../../rules/expression/type.ts';
import type { Ast } from './ast.ts';
import type { Checker } from './check.ts';
import { type Checked, checked } from './checked.ts';
import { suggestion } from './suggest.ts';

const PARTS: Readonly<Record<string, readonly string[]>> = {
  date: ['year', 'month', 'day', 'weekday'],
  days: ['days', 'hours', 'minutes', 'seconds'],
  months: ['years', 'months'],
};

function partsOf(type: Type): readonly string[] | undefined {
  return PARTS[type.kind === 'duration' ? type.unit : type.kind];
}

/** Undefined where the type is neither date, instant nor duration. */
export function datePart(checker: Checker, of: Checked, ast: Ast & { kind: 'path' }): Checked | undefined {
  const { field } = ast;
  if (of.type.kind === 'instant') {
    const remedy = 'write local date(x).year, local time(x)';
    return checker.bad('unknown-field', field, `an instant has no part "${field.name}"`, remedy);
  }
  const parts = partsOf(of.type);
  if (parts === undefined) return undefined;
  const type = checker.value(of, ast.of);
  if (!parts.includes(field.name)) {
    const remedy = suggestion(field.name, parts);
    return checker.bad('unknown-field', field, `there is no part "${field.name}"`, remedy);
  }
  const fn = type.kind === 'duration' ? `duration ${field.name}` : field.name;
  return checked({ op: 'call', fn, args: [of.tree] }, INTEGER);
}
