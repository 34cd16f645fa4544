/**
 * Goal: a code of a receipt survives how people type it, and one wrong sign, or two exchanged, is told at once.
 * Method: every such error of many codes.
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inFives, newCode, readCode, secretFrom } from '../../store/receipt-code.ts';

const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const codes = Array.from({ length: 200 }, newCode);

test('is read as it is printed, in small letters, full width, with or without what parts it', () => {
  for (const code of codes) {
    expect(readCode(inFives(code))).toBe(code);
    expect(readCode(` ${inFives(code).toLowerCase().replace('-', ' ')}\n`)).toBe(code);
  }
  expect(
    readCode(
      [...'22222-22222']
        .map((sign) => (sign === '-' ? '－' : String.fromCharCode(sign.charCodeAt(0) + 0xfee0)))
        .join(''),
    ),
  ).toBe('2222222222');
});

test('one wrong sign is told', () => {
  for (const code of codes.slice(0, 40)) {
    for (let i = 0; i < code.length; i++) {
      for (const sign of SIGNS) {
        if (sign !== code[i]) expect(readCode(code.slice(0, i) + sign + code.slice(i + 1))).toBeNull();
      }
    }
  }
});

test('two exchanged neighbours are told', () => {
  for (const code of codes) {
    for (let i = 0; i + 2 < code.length; i++) {
      const exchanged = code.slice(0, i) + code[i + 1] + code[i] + code.slice(i + 2);
      if (exchanged !== code) expect(readCode(exchanged)).toBeNull();
    }
  }
});

test('what has other signs or another length is no code', () => {
  for (const text of ['', 'ABCDE', `${codes[0]}2`, '0000000000', 'IIIIIIIIII', '<script>..']) {
    expect(readCode(text)).toBeNull();
  }
});

test('a secret has at least 60 bits', () => {
  const hashes = Array.from({ length: 500 }, (_, i) => createHash('sha256').update(`${i}`).digest('hex'));
  const secrets = new Set(hashes.map(secretFrom));
  expect(secrets.size).toBe(500);
  for (const secret of secrets) expect(secret).toMatch(new RegExp(`^[${SIGNS}]{15}$`));
  expect(15 * Math.log2(SIGNS.length)).toBeGreaterThan(60);
});
