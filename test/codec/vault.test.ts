/**
 * Goal: what a vault seals is read in its place alone, by who has the key; names are found across a change of keys.
 * Method: random values and places (fast-check), keys added in front as a rotation does.
 */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createVault, NO_VAULT } from '../../codec/vault.ts';

const key = (id: string) => ({ id, key: randomBytes(32).toString('base64') });
const old = key('data-1');
const vault = createVault([old]);
const place = { owner: 'case-1', name: 'document 3' };

test('any bytes and any JSON come back as they were', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.jsonValue(), fc.string(), fc.string(), (bytes, value, owner, name) => {
      expect(vault.open({ owner, name }, vault.seal({ owner, name }, bytes))).toEqual(Buffer.from(bytes));
      const sealed = vault.sealJson({ owner, name }, value);
      expect(JSON.stringify(vault.openJson({ owner, name }, sealed))).toBe(JSON.stringify(value));
    }),
  );
});

test('the text stands nowhere in what is sealed, and twice the same is not the same', () => {
  const text = '临汾演示有限公司';
  const [first, second] = [vault.sealJson(place, text), vault.sealJson(place, text)];
  expect(first.includes(Buffer.from(text))).toBe(false);
  expect(first.equals(second)).toBe(false);
});

test('moved to another place, altered or without its key, it is an error that says so', () => {
  const sealed = vault.sealJson(place, { a: 1 });
  expect(() => vault.openJson({ ...place, name: 'document 4' }, sealed)).toThrow(
    /document 4 of case-1 can't be opened/,
  );
  expect(() => vault.openJson({ ...place, owner: 'case-2' }, sealed)).toThrow(/case-2/);
  const altered = Buffer.from(sealed);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  expect(() => vault.openJson(place, altered)).toThrow(/altered/);
  expect(() => createVault([key('data-2')]).openJson(place, sealed)).toThrow(/data-1/);
  expect(() => NO_VAULT.openJson(place, sealed)).toThrow(/without the data keys/);
});

test('after a change of keys, old values open and old names are among those that are looked for', () => {
  const later = createVault([key('data-2'), old]);
  expect(later.openJson(place, vault.sealJson(place, 7))).toBe(7);
  const [before] = vault.namesOf('register a/b', '王');
  expect(later.namesOf('register a/b', '王')).toContain(before);
  expect(later.namesOf('register a/b', '王')[0]).not.toBe(before);
  expect(vault.namesOf('register a/c', '王')).not.toContain(before);
});
