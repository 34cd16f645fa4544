/** Made-up numbers that carry a right check character (rules/form/identifiers.ts holds the rules). */
import { addDays, type Instant, localDate } from '../rules/calendar/date.ts';
import { isCreditCode, isIdNumber } from '../rules/form/identifiers.ts';
import { between, type Random } from './random.ts';

const CHECKS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const REGION = '141002';

/** 统一社会信用代码. */
export function creditCode(random: Random): string {
  const digits = String(between(random, 0, 999_999_999)).padStart(9, '0');
  return completed(`91${REGION}${digits}`, isCreditCode);
}

/** 公民身份号码 of somebody who is up to 70 years old. */
export function idNumber(random: Random, at: Instant): string {
  const born = addDays(localDate(at), -between(random, 2 * 365, 70 * 365)).replaceAll('-', '');
  return completed(`${REGION}${born}${String(between(random, 1, 999)).padStart(3, '0')}`, isIdNumber);
}

function completed(text: string, isRight: (text: string) => boolean): string {
  const check = [...CHECKS].find((character) => isRight(text + character)) ?? '';
  return text + check;
}
