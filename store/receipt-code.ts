/**
 * Codes and secrets of receipts as people read them aloud and type them: 31 signs of which none is taken for another,
 * in fives. The last sign of a code checks the others: one wrong sign, or two exchanged, is told before anything is
 * looked up.
 */
import { randomInt } from 'node:crypto';

/** A prime number of them: what makes the check sign see every exchange. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 10;
/** 31^15 is more than 2^74. */
const SECRET_LENGTH = 15;

/** Random. */
function signs(length: number): string {
  return Array.from({ length }, () => SIGNS[randomInt(SIGNS.length)]).join('');
}

export function newCode(): string {
  const own = signs(CODE_LENGTH - 1);
  return own + checkSign(own);
}

/** @param hash 256 bits in hex: far more than the secret has, so that no sign is likelier than another. */
export function secretFrom(hash: string): string {
  let rest = BigInt(`0x${hash}`);
  const signs = Array.from({ length: SECRET_LENGTH }, () => {
    const sign = SIGNS[Number(rest % BigInt(SIGNS.length))];
    rest /= BigInt(SIGNS.length);
    return sign;
  });
  return signs.join('');
}

/** `ABCDE-FGHJK` */
export function inFives(text: string): string {
  return text.match(/.{1,5}/g)?.join('-') ?? '';
}

/** What was typed, without what only parts the signs; null: it can't be a code. */
export function readCode(typed: string): string | null {
  const code = plain(typed);
  const isCode = code.length === CODE_LENGTH && [...code].every((sign) => SIGNS.includes(sign));
  return isCode && checkSign(code.slice(0, -1)) === code.at(-1) ? code : null;
}

export const readSecret = plain;

function plain(typed: string): string {
  return typed.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
}

function checkSign(own: string): string {
  const sum = [...own].reduce((total, sign, i) => total + (i + 1) * SIGNS.indexOf(sign), 0);
  return SIGNS[sum % SIGNS.length] ?? '';
}
