/**
 * Goal: patterns match what they match in JS, in linear time.
 * Method: a property against RegExp over generated patterns and short texts; where RegExp runs away on them, which no wait
 * would end, it has no answer to compare with; the pattern that makes backtracking engines run away; one line a pattern
 * that is refused.
 */
import { createContext, Script } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EvaluationFault } from '../../rules/expression/fault.ts';
import { compilePattern } from '../../rules/expression/match.ts';

const { pattern } = fc.letrec<{ pattern: string; atom: string; piece: string; sequence: string }>((tie) => ({
  atom: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(
      'a',
      'b',
      '1',
      '.',
      '\\d',
      '\\w',
      '\\s',
      '\\S',
      '[ab]',
      '[^a]',
      '[a-c1]',
      '[\\d_]',
      '\\.',
      '𠮷',
      '汾',
    ),
    tie('pattern').map((inner) => `(${inner})`),
    tie('pattern').map((inner) => `(?:${inner})`),
  ),
  piece: fc
    .tuple(tie('atom'), fc.constantFrom('', '', '', '*', '+', '?', '{2}', '{1,}', '{0,2}', '*?'))
    .map((parts) => parts.join('')),
  sequence: fc.array(tie('piece'), { maxLength: 4 }).map((parts) => parts.join('')),
  pattern: fc.array(tie('sequence'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('|')),
}));
const text = fc
  .array(fc.constantFrom('a', 'b', 'c', '1', '_', ' ', '.', '𠮷', '汾'), { maxLength: 5 })
  .map((parts) => parts.join(''));
const anchored = fc.tuple(fc.constantFrom('', '^'), pattern, fc.constantFrom('', '$'));

const SANDBOX = createContext({});
const TEST = new Script("new RegExp(source, 'u').test(value)");
const RUNAWAY_MS = 2_000;

/** What RegExp says; undefined where it runs away. */
function javaScript(source: string, value: string): boolean | undefined {
  Object.assign(SANDBOX, { source, value });
  try {
    return TEST.runInContext(SANDBOX, { timeout: RUNAWAY_MS });
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return undefined;
    throw error;
  }
}

test('a pattern matches what it matches in JS', () => {
  const agrees = (ours: boolean, source: string, value: string) => {
    const theirs = javaScript(source, value);
    if (theirs !== undefined) expect(ours).toBe(theirs);
  };
  fc.assert(
    fc.property(anchored, text, ([start, inner, end], value) => {
      const source = `${start}(?:${inner})${end}`;
      const ours = compilePattern(source);
      agrees(ours.finds(value), source, value);
      agrees(ours.matches(value), `^(?:${source})$`, value);
    }),
    { numRuns: 1_000 },
  );
});

test('a reference that runs away has no answer', () => {
  expect(javaScript('^(a+)+$', 'aa')).toBe(true);
  expect(javaScript('^(a+)+$', `${'a'.repeat(60)}!`)).toBeUndefined();
});

test('the pattern that makes others run away is answered', () => {
  expect(compilePattern('^(a+)+$').finds(`${'a'.repeat(20_000)}!`)).toBe(false);
  expect(compilePattern('(.*)*(.*)*x').matches('a'.repeat(5_000))).toBe(false);
});

describe('refused patterns', () => {
  test.each([
    '(',
    ')',
    'a)',
    '[a',
    '*a',
    'a**',
    'a{2',
    'a{3,2}',
    '(?=a)',
    '(?<n>a)',
    '\\1',
    '\\b',
    '\\p{L}',
    '[b-a]',
    '\\u00',
    '\\',
  ])('%s', (source) => {
    expect(() => compilePattern(source)).toThrow(EvaluationFault);
  });

  test('a pattern whose repeats multiply is refused by its size', () => {
    expect(() => compilePattern('((a{100}){100}){100}')).toThrow(/limit|more than/);
  });
});
