/**
 * Goal: canonical JSON and hashes are what an independent script would compute. Method: against the library
 * `canonicalize` on random JSON, and against node:crypto.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nativeHash } from '../../codec/native-hash.ts';
import { canonical, chain, digest, GENESIS, stateHash } from '../../engine/chain.ts';
import type { Fact } from '../../engine/model.ts';
import { rehearse } from '../../rehearsal/core.ts';
import { parseScenario } from '../../rehearsal/scenario.ts';
import { calendar, compileFolder, jsonCases, programOf } from '../support.ts';

test('canonical JSON equals the library on any JSON value', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      let expected: string | undefined;
      try {
        expected = canonicalize(value);
      } catch {
        expect(() => canonical(value)).toThrow();
        return;
      }
      expect(canonical(value)).toBe(expected);
    }),
    { numRuns: 2_000 },
  );
});

test('numbers are written as RFC 8785 demands', () => {
  const cases: [number, string][] = [
    [0, '0'],
    [-0, '0'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],

    [30.0, '30'],
  ];
  for (const [value, text] of cases) expect(canonical(value)).toBe(text);
});

test('what JSON cannot say is refused', () => {
  for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, '\ud800', 1n])
    expect(() => canonical(value)).toThrow(TypeError);
});

test('the digest is SHA-256 of the UTF-8 text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(digest(text)).toBe(createHash('sha256').update(text).digest('hex'));
      expect(nativeHash(text)).toBe(digest(text));
    }),
  );
});

test('a fact hangs on all before it', () => {
  const fact: Fact = { seq: 1, at: 0, type: 'ended', outcome: 'granted' };
  const first = chain(GENESIS, fact);
  expect(first).toBe(
    createHash('sha256')
      .update(GENESIS + canonicalize(fact))
      .digest('hex'),
  );
  expect(chain(first, { ...fact, seq: 2 })).not.toBe(chain(GENESIS, { ...fact, seq: 2 }));
});

test('the hash of a state is that of its canonical text, whatever it shares with the states before it', () => {
  const folder = 'definitions/outfalls';
  const compiled = compileFolder(folder);
  let states = 0;
  for (const { entry } of jsonCases<unknown>(`${folder}/scenarios`)) {
    const parsed = parseScenario(entry);
    if ('faults' in parsed) throw new Error('the scenario has faults');
    rehearse(programOf(compiled, parsed.ok.definition), calendar, parsed.ok, (state) => {
      states += 1;
      expect(stateHash(state)).toBe(nativeHash(canonical(state)));
    });
  }
  expect(states).toBeGreaterThan(500);
});
