/**
 * Goal: whoever writes a decision is told what is wrong with it, where, and what to write. Method: decisions with one
 * fault each; line and column count within the part that is shown here.
 */
import { describe, expect, it } from 'vitest';
import { compileDemo, findingsOf, wholeOf } from '../decision/decision-of.ts';

const KIND = `inputs: { kind: { label: 种类 | Kind, type: grade }, n: { label: 数 | N, type: integer, min: 0, max: 100 } }
outputs: { big: { label: 大 | Big, type: boolean } }
rules:
`;

const first = (rules: string) => findingsOf(`${KIND}  - first:\n${rules}`);

describe('rules', () => {
  it('a sound decision has no findings', () => {
    expect(
      first(
        '      - { rule: R1, when: input.n > 5 and input.kind = "a", set: { big: true }, cite: "1" }\n      - { rule: R2, set: { big: false }, cite: "1" }',
      ),
    ).toEqual([]);
  });

  it('tells a fault of an expression at its character', () => {
    const [finding] = first(
      '      - { rule: R1, when: input.m > 5, set: { big: true }, cite: "1" }\n      - { rule: R2, set: { big: =input.kind }, cite: "1" }',
    );
    expect(finding).toMatch(/^5:33 unknown-field: .*"m"/);
  });

  it('tells values of the wrong type, unknown outputs and unknown codes', () => {
    expect(first('      - { rule: R1, set: { big: perhaps }, cite: "1" }')[0]).toMatch(/^5:33 type: .*true or false/);
    expect(first('      - { rule: R1, set: { bigg: true }, cite: "1" }')[0]).toMatch(/^5:28 unknown-output: /);
    expect(first('      - { rule: R1, when: input.kind = "z", set: { big: true }, cite: "1" }')[0]).toMatch(
      /^5:27 unknown-code: /,
    );
  });

  it('tells rules without citation, with a name used twice, or that never come to turn', () => {
    expect(first('      - { rule: R1, set: { big: true } }').at(-1)).toMatch(/^5:9 no-citation/);
    const twice =
      '      - { rule: R1, when: input.n > 5, set: { big: true }, cite: "1" }\n      - { rule: R1, set: { big: false }, cite: "1" }';
    expect(first(twice)[0]).toMatch(/^6:17 duplicate-rule/);
    const after =
      '      - { rule: R1, set: { big: true }, cite: "1" }\n      - { rule: R2, when: input.n > 5 or input.kind = "a", set: { big: false }, cite: "1" }';
    expect(first(after).filter((line) => line.includes('error') || line.includes('unreachable'))[0]).toMatch(
      /^6:9 unreachable-rule: rule R2/,
    );
  });

  it('finds by cases that a rule is covered by those before it', () => {
    const covered = `      - { rule: R1, when: input.n > 5, set: { big: true }, cite: "1" }
      - { rule: R2, when: input.n > 50 and input.kind = "a", set: { big: true }, cite: "1" }
      - { rule: R3, set: { big: false }, cite: "1" }`;
    expect(first(covered)).toEqual([expect.stringMatching(/^6:9 unreachable-rule: rule R2/)]);
  });

  it('finds the case that no rule covers, with its values', () => {
    const gap = `      - { rule: R1, when: input.n > 5, set: { big: true }, cite: "1" }
      - { rule: R2, when: input.n < 5 or input.kind != "c", set: { big: false }, cite: "1" }`;
    expect(first(gap)).toEqual([expect.stringMatching(/^4:5 gap: no rule holds when n = 5, kind = "c"/)]);
  });

  it('finds rules that hold together where only one may', () => {
    const both = findingsOf(`${KIND}  - unique:
      - { rule: R1, when: input.n >= 5, set: { big: true }, cite: "1" }
      - { rule: R2, when: input.n <= 5 and input.kind != "c", set: { big: false }, cite: "1" }`);
    expect(both).toEqual([
      expect.stringMatching(/^4:5 gap/),
      expect.stringMatching(/^4:5 overlap: R1 and R2 hold together when n = 5/),
    ]);
  });

  it('has no clock', () => {
    expect(
      first(
        '      - { rule: R1, when: "today() > date(\\"2024-01-01\\") and input.n > 1 and input.kind = \\"a\\"", set: { big: true }, cite: "1" }\n      - { rule: R2, set: { big: false }, cite: "1" }',
      ),
    ).toEqual([expect.stringMatching(/^5:27 clock: /)]);
  });
});

describe('inputs and outputs', () => {
  it('tells what nobody reads and what nobody sets', () => {
    const findings = findingsOf(`inputs: { n: { label: 数 | N, type: integer } }
outputs: { a: { label: 甲 | A, type: integer }, b: { label: 乙 | B, type: integer } }
rules: [{ set: { a: 1 }, rule: r, cite: "1" }]`);
    expect(findings).toEqual([
      expect.stringMatching(/^1:11 unused-input: .*"n"/),
      expect.stringMatching(/^2:48 output-never-set: .*"b"/),
    ]);
  });

  it.each([
    ['{ label: 数 | N, type: integr }', 'unknown-type'],
    ['{ type: integer }', 'missing-key'],
    ['{ label: 数 | N }', 'missing-key'],
    ['{ label: 数 | N, type: integer, pattern: x }', 'type-detail'],
    ['{ label: 数 | N, type: integer, min: 5, max: 1 }', 'range'],
    ['{ label: 数 | N, type: text, pattern: "(a" }', 'pattern'],
    ['{ label: 数 | N, type: list }', 'missing-key'],
    ['{ label: 数 | N, type: grade, values: [a, z] }', 'unknown-code'],
    ['{ label: 数 | N, type: integer, required: input.n }', 'type-mismatch|not-boolean'],
    ['{ label: 数 | N, type: integer, default: 1 }', 'default'],
    ['{ label: 数 | N, type: integer, mustBe: x }', 'type'],
    ['{ label: 数, type: integer }', 'label'],
  ])('%s: %s', (field, check) => {
    const findings = findingsOf(`inputs: { n: ${field} }
outputs: { a: { label: 甲 | A, type: integer } }
rules: [{ set: { a: 1 }, rule: r, cite: "1" }]`);
    expect(findings.some((line) => new RegExp(`^1:\\d+ (${check}):`).test(line))).toBe(true);
  });

  it('refuses names that no form could have', () => {
    const findings = findingsOf(`inputs: { Big-n: { label: 数 | N, type: integer } }
outputs: { a: { label: 甲 | A, type: integer } }
rules: [{ set: { a: 1 }, rule: r, cite: "1" }]`);
    expect(findings[0]).toMatch(/^1:11 name/);
  });
});

describe('citations and figures', () => {
  const rules = (rest: string, beside = {}) =>
    findingsOf(
      `inputs: { n: { label: 数 | N, type: integer } }
outputs: { a: { label: 甲 | A, type: integer } }
${rest}`,
      beside,
    );

  it('tells a law that the document does not list, and a number without quotes', () => {
    expect(rules('rules: [{ set: { a: =input.n }, rule: r, cite: 行政处罚法/3 }]')).toEqual([
      expect.stringMatching(/^3:\d+ citation/),
    ]);
    expect(rules('rules: [{ set: { a: =input.n }, rule: r, cite: 9 }]')).toEqual([expect.stringMatching(/^3:48 type/)]);
  });

  it('tells files of figures that are not there or can not be read', () => {
    const rest = 'tables: { t: t.csv }\nrules: [{ set: { a: =input.n }, rule: r, cite: "1" }]';
    expect(rules(rest)).toEqual([expect.stringMatching(/^3:14 table-file: there is no file t.csv/)]);
    expect(rules(rest, { 't.csv': 'a,b\n1\n' })).toEqual([
      expect.stringMatching(/^3:14 table-file: .*row 2 has 1 cells/),
    ]);
    expect(rules(rest.replace('t.csv', '../t.csv'))).toEqual([expect.stringMatching(/table-file/)]);
  });

  it('reads single figures as well as rows', () => {
    const figures = JSON.stringify({ limit: 7, rows: [{ code: 'a', n: 1 }] });
    expect(
      rules('tables: { f: f.json }\nrules: [{ set: { a: =input.n + tables.f.limit }, rule: r, cite: "1" }]', {
        'f.json': figures,
      }),
    ).toEqual([]);
    expect(
      rules('tables: { f: f.json }\nrules: [{ set: { a: =input.n + tables.f.limmit }, rule: r, cite: "1" }]', {
        'f.json': figures,
      }),
    ).toEqual([expect.anything(), expect.stringMatching(/^4:41 unknown-field/)]);
  });
});

it('two decisions of the same id are told', () => {
  const text = wholeOf(`inputs: { n: { label: 数 | N, type: integer } }
outputs: { a: { label: 甲 | A, type: integer } }
rules: [{ set: { a: =input.n }, rule: r, cite: "1" }]`);
  expect(compileDemo([text, text]).findings.map(({ check }) => check)).toEqual(['duplicate-id']);
});

it('an input that is there under a condition is not warned of, an optional one is', () => {
  const findings = findingsOf(`inputs:
  kind: { label: 种类 | Kind, type: grade }
  n: { label: 数 | N, type: integer, when: input.kind = "a" }
  m?: { label: 数 | M, type: integer }
outputs: { big: { label: 大 | Big, type: boolean } }
rules:
  - { when: input.kind = "a", set: { big: =input.n > 5 }, rule: r, cite: "1" }
  - { when: input.kind = "b", set: { big: =input.m > 5 }, rule: s, cite: "1" }`);
  expect(findings).toEqual([expect.stringMatching(/^8:\d+ may-be-null/)]);
});
