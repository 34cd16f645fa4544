/** Dates, instants and durations written as text: `@"2023-08-20"`, `date("…")`, `duration("P3D")`. */
import { formatInstant, isRealDate, MS_PER_DAY, parseInstant } from '../../rules/calendar/date.ts';
import { DATE, DAYS, INSTANT, MONTHS } from '../../rules/expression/type.ts';
import type { Span } from './ast.ts';
import type { Checker } from './check.ts';
import { type Checked, checked } from './checked.ts';

export function dateLiteral(text: string): Checked | undefined {
  return isRealDate(text) ? checked({ op: 'const', value: text }, DATE) : undefined;
}

/** Without an offset, local time (+08:00). */
export function instantLiteral(text: string): Checked | undefined {
  const instant = parseInstant(text) ?? parseInstant(`${text}+08:00`);
  return instant === undefined ? undefined : checked({ op: 'const', value: formatInstant(instant) }, INSTANT);
}

const DAYS_FORM = /^(-?)P(?=.)(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})S)?)?$/;
const MONTHS_FORM = /^(-?)P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,6})M)?$/;

export function durationLiteral(text: string): Checked | undefined {
  const months = MONTHS_FORM.exec(text);
  if (months !== null) {
    const [, sign, years = '0', rest = '0'] = months;
    const value = Number(years) * 12 + Number(rest);
    return checked({ op: 'const', value: sign === '-' ? 0 - value : value }, MONTHS);
  }
  const time = DAYS_FORM.exec(text);
  if (time === null) return undefined;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = time;
  const value = Number(days) * MS_PER_DAY + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return checked({ op: 'const', value: sign === '-' ? 0 - value : value }, DAYS);
}

export function atLiteral(checker: Checker, ast: Span & { text: string }): Checked {
  const found = dateLiteral(ast.text) ?? instantLiteral(ast.text) ?? durationLiteral(ast.text);
  if (found !== undefined) return found;
  const remedy = 'write @"2023-08-20", @"2023-08-20T18:00:00+08:00", @"P3D" or @"P1Y6M"';
  return checker.bad('bad-literal', ast, `"${ast.text}" is no date, instant or duration`, remedy);
}
