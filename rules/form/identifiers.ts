/** Numbers that carry a check character: the unified social credit code and the citizen's number. */
import { isRealDate } from '../calendar/date.ts';

/** GB 32100-2015: 31 characters, without I, O, S, V, Z. */
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const CREDIT_FORM = /^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** 统一社会信用代码 by GB 32100-2015: weights 3^i mod 31, check character (31 − sum mod 31) mod 31. */
export function isCreditCode(text: string): boolean {
  if (!CREDIT_FORM.test(text)) return false;
  let sum = 0;
  let weight = 1;
  for (let i = 0; i < 17; i++) {
    sum += CREDIT_ALPHABET.indexOf(text[i] ?? '') * weight;
    weight = (weight * 3) % 31;
  }
  return CREDIT_ALPHABET[(31 - (sum % 31)) % 31] === text[17];
}

const ID_FORM = /^[1-9][0-9]{16}[0-9X]$/;
const ID_CHECK = '10X98765432';

/** 公民身份号码 by GB 11643-1999 (ISO 7064 MOD 11-2), with a real date of birth. */
export function isIdNumber(text: string): boolean {
  if (!ID_FORM.test(text)) return false;
  if (!isRealDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`)) return false;
  let sum = 0;
  let weight = 1;
  for (let i = 16; i >= 0; i--) {
    weight = (weight * 2) % 11;
    sum += Number(text[i]) * weight;
  }
  return ID_CHECK[sum % 11] === text[17];
}

const MONTH_FORM = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

/** YYYY-MM of the years 1 to 9999. */
export function isMonth(text: string): boolean {
  return MONTH_FORM.test(text) && !text.startsWith('0000');
}
