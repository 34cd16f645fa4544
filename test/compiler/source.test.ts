/**
 * Goal: YAML is read as it looks, and every fault is told at its place with what to write instead. Method: short
 * files with one fault each; the places of characters are compared with where they stand in the text.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Report } from '../../compiler/finding.ts';
import type { SourceNode } from '../../compiler/source/node.ts';
import { readSource } from '../../compiler/source/read.ts';
import { suggest } from '../../compiler/source/suggest.ts';

function read(text: string): { node: SourceNode | undefined; report: Report } {
  const report = new Report();
  return { node: readSource('a.yaml', text, report), report };
}

function findings(report: Report): string[] {
  return report.sorted().map(({ check, line, column }) => `${line}:${column} ${check}`);
}

describe('what YAML is refused', () => {
  it.each([
    ['a: 1\nb: 2\na: 3\n', '3:1 duplicate-key'],
    ['a: &x 1\n', '1:7 anchor'],
    ['a: 010\n', '1:4 number-form'],
    ['a: 0x10\n', '1:4 number-form'],
    ['a: .inf\n', '1:4 number-form'],
    ['a: 12345678901234567890\n', '1:4 number-form'],
    ['a: !!str 3\n', '1:10 tag'],
    ['<<: { a: 1 }\n', '1:1 merge-key'],
    ['a: 1\n---\nb: 2\n', '2:1 yaml-multiple-docs'],
    ['', '1:1 empty-file'],
    ['? [a]\n: 1\n', '1:3 key'],
  ])('%j: %s', (text, expected) => {
    const { report } = read(text);
    expect(findings(report)).toContain(expected);
    expect(report.findings.every(({ remedy }) => remedy !== '')).toBe(true);
  });

  it('tells all faults of a file', () => {
    expect(findings(read('a: 010\nb: &x 2\nc: 1\nc: 2\n').report)).toEqual([
      '1:4 number-form',
      '2:7 anchor',
      '4:1 duplicate-key',
    ]);
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab:,-[]{}&*!|>\'"#%?\n \t0'), maxLength: 40 }), (text) => {
        read(text).node?.json();
      }),
      { numRuns: 500 },
    );
  });
});

describe('readers', () => {
  it('give what was asked for', () => {
    const { node, report } = read('a: text\nb: 12\nc: true\nd: [x, y]\ne: { f: ~ }\n2023: year\n');
    expect(node?.get('a')?.text()).toBe('text');
    expect(node?.get('b')?.integer(1)).toBe(12);
    expect(node?.get('c')?.boolean()).toBe(true);
    expect(node?.get('d')?.texts()).toEqual(['x', 'y']);
    expect(node?.get('e')?.get('f')?.isNull).toBe(true);
    expect(node?.entries().map(({ key }) => key)).toEqual(['a', 'b', 'c', 'd', 'e', '2023']);
    expect(report.findings).toEqual([]);
  });

  it.each([
    ['a: yes', (node: SourceNode) => node.boolean(), 'YAML 1.2 reads yes as text: write true or false'],
    ['a: 9', (node: SourceNode) => node.text(), 'put it in quotes: "9"'],
    ['a: "9"', (node: SourceNode) => node.number(), 'write it without quotes'],
    ['a: frist', (node: SourceNode) => node.oneOf(['first', 'any']), 'did you mean "first"?'],
    ['a: 1.5', (node: SourceNode) => node.integer(), 'write an integer'],
  ])('tell what to write instead of %s', (text, reader, remedy) => {
    const { node, report } = read(text);
    expect(reader(node?.get('a') as SourceNode)).toBeUndefined();
    expect(report.findings).toMatchObject([{ line: 1, column: 4, remedy }]);
  });

  it('tell unknown keys with the one that was meant, and text that a comma has cut', () => {
    const { node, report } = read('lable: x\nfield: { label: one, two three }\n');
    node?.unknownKeys(['label', 'field']);
    node?.get('field')?.unknownKeys(['label']);
    expect(report.findings.map(({ line, column, remedy }) => [line, column, remedy])).toEqual([
      [1, 1, 'did you mean "label"?'],
      [2, 22, 'a comma inside { } ends the value: put the text in quotes'],
    ]);
  });

  it('tell a missing key at the map that lacks it', () => {
    const { node, report } = read('a:\n  b: 1\n');
    node?.get('a')?.need('label');
    expect(report.findings).toMatchObject([{ check: 'missing-key', line: 2, column: 3 }]);
  });
});

describe('places within a text', () => {
  const scalars = [
    ['plain', 'key: one @ two\n'],
    ['single', "key: 'it''s @ here'\n"],
    ['double', 'key: "a\\"b\\u0041 \\t@ c"\n'],
    ['literal', 'key: |\n  first\n    second @\n'],
    ['folded', 'key: >-\n  first line\n  second @ line\n'],
    ['plain on two lines', 'key: first\n  second @ third\n'],
  ] as const;

  it.each(scalars)('finds a character of a %s text', (_, text) => {
    const node = read(text).node?.get('key');
    const place = node?.placeWithin(node.text()?.indexOf('@') ?? -1);
    const lines = text.split('\n');
    const line = lines.findIndex((one) => one.includes('@'));
    expect(place).toMatchObject({ line: line + 1, column: (lines[line]?.indexOf('@') ?? 0) + 1 });
  });

  it('places every character of any plain text', () => {
    const word = fc.string({ unit: fc.constantFrom(...'abc=<>()."名称𠮷'), minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), fc.nat(60), (words, i) => {
        const value = `x ${words.join(' ')}`;
        const node = read(`key: '${value}'\n`).node?.get('key');
        fc.pre(i < value.length);
        expect(node?.placeWithin(i)).toMatchObject({ line: 1, column: 7 + i });
      }),
    );
  });
});

describe('suggestions', () => {
  it.each([
    ['lable', 'label'],
    ['inputOf', 'inputsOf'],
    ['Label', 'label'],
    ['zzz', undefined],
  ])('%s: %s', (word, expected) => {
    expect(suggest(word, ['label', 'inputsOf', 'cite'])).toBe(expected);
  });
});
