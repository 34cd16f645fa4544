/**
 * Goal: check characters are those of the standards. Method: published numbers (of well-known companies, of the
 * standard's own example), and the property that no single wrong digit passes.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCreditCode, isIdNumber, isMonth } from '../../rules/form/identifiers.ts';

describe('unified social credit code, GB 32100-2015', () => {
  const known = ['91350100M000100Y43', '91440300708461136T', '914403001922038216'];

  it.each(known)('accepts %s', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it('refuses it with any one character changed', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    fc.assert(
      fc.property(fc.constantFrom(...known), fc.nat(17), fc.constantFrom(...characters), (code, i, character) => {
        fc.pre(code[i] !== character);
        expect(isCreditCode(code.slice(0, i) + character + code.slice(i + 1))).toBe(false);
      }),
    );
  });

  it.each(['', '91440300708461136t', '9144030070846113', '91440300708461136TT', 'I1440300708461136T'])(
    'refuses %j',
    (code) => {
      expect(isCreditCode(code)).toBe(false);
    },
  );
});

describe('citizen identity number, GB 11643-1999', () => {
  it.each(['11010519491231002X', '440524188001010014'])('accepts the example %s of the standard', (number) => {
    expect(isIdNumber(number)).toBe(true);
  });

  it('refuses it with any one digit changed', () => {
    const number = '11010519491231002X';
    fc.assert(
      fc.property(fc.nat(17), fc.constantFrom(...'0123456789X'), (i, digit) => {
        fc.pre(number[i] !== digit);
        expect(isIdNumber(number.slice(0, i) + digit + number.slice(i + 1))).toBe(false);
      }),
    );
  });

  it.each(['11010519491331002X', '11010519490230002X', '11010519491231002x'])('refuses %s', (number) => {
    expect(isIdNumber(number)).toBe(false);
  });
});

describe('months', () => {
  it.each([
    ['2024-01', true],
    ['2024-12', true],
    ['2024-13', false],
    ['2024-00', false],
    ['2024-1', false],
    ['0000-01', false],
  ])('%s: %s', (text, expected) => {
    expect(isMonth(text)).toBe(expected);
  });
});
