/**
 * Goal: hit policies, traces, citations and faults are those of DMN and of the contract. Method: one small decision for
 * each, compiled from the language and run.
 */
import { describe, expect, it } from 'vitest';
import { decideRule } from '../../rules/decision/decide.ts';
import { CALENDAR, compileDemo, decide, decisionOf, resultOf, wholeOf } from './decision-of.ts';

const KIND = `
inputs:
  kind: { label: 种类 | Kind, type: grade }
  area: { label: 面积 | Area, type: integer, min: 0 }
outputs:
  class: { label: 类别 | Class, enum: { big: 大 | Big, small: 小 | Small } }
`;

describe('first', () => {
  const decision = decisionOf(`${KIND}
rules:
  - first:
      - { rule: R1, when: input.kind = "a" and input.area > 10, set: { class: big }, cite: "2" }
      - { rule: R2, when: input.area > 100, set: { class: big }, cite: ["3", 行政许可法/4] }
      - { rule: R3, set: { class: small }, cite: "2" }
`);

  it.each([
    [{ kind: 'a', area: 200 }, 'big', 'R1'],
    [{ kind: 'b', area: 101 }, 'big', 'R2'],
    [{ kind: 'b', area: 100 }, 'small', 'R3'],
  ])('takes the first rule that holds: %j', (inputs, outcome, rule) => {
    const { outputs, trace } = resultOf(decision, inputs);
    expect(outputs).toEqual({ class: outcome });
    expect(trace.map((entry) => entry.rule)).toEqual([rule]);
  });

  it('says which inputs led there, those of the rules before it included, and by which articles', () => {
    const { trace, citations } = resultOf(decision, { kind: 'b', area: 101 });
    expect(trace).toEqual([
      { rule: 'R2', because: { kind: 'b', area: 101 }, citation: { document: '示例〔2024〕1号', article: '3' } },
    ]);
    expect(citations).toEqual([
      { document: '示例〔2024〕1号', article: '3' },
      { document: '行政许可法', article: '4' },
    ]);
  });
});

describe('unique and any', () => {
  const rules = (hit: string, second: string) => `${KIND}
rules:
  - ${hit}:
      - { rule: R1, when: input.area > 10, set: { class: big }, cite: "2" }
      - { rule: R2, when: input.area > 20, set: { class: ${second} }, cite: "3" }
      - { rule: R3, when: input.area <= 10 and input.kind != "c", set: { class: small }, cite: "3" }
      - { rule: R4, when: input.area <= 10 and input.kind = "c", set: { class: small }, cite: "3" }
`;

  it('unique: two rules that hold are a fault that names both', () => {
    const { decisions, findings } = compileDemo([wholeOf(rules('unique', 'big'))]);
    const [decision] = decisions.values();
    if (decision === undefined) throw new Error('no decision');
    expect(findings.map(({ check }) => check)).toEqual(['overlap']);
    expect(resultOf(decision, { kind: 'a', area: 15 }).outputs).toEqual({ class: 'big' });
    const decided = decide(decision, { kind: 'a', area: 25 });
    expect(decided).toMatchObject({
      ok: false,
      faults: [{ code: 'evaluation', message: expect.stringContaining('R1, R2') }],
    });
  });

  it('any: rules that hold together must agree; all of them are told', () => {
    const agreed = resultOf(decisionOf(rules('any', 'big')), { kind: 'a', area: 25 });
    expect(agreed.trace.map(({ rule }) => rule)).toEqual(['R1', 'R2']);
    const decided = decide(decisionOf(rules('any', 'small')), { kind: 'a', area: 25 });
    expect(decided).toMatchObject({ ok: false, faults: [{ message: expect.stringContaining('R1, R2') }] });
  });
});

describe('collect, set and stages', () => {
  const decision = decisionOf(`
inputs:
  area: { label: 面积 | Area, type: integer }
  clean?: { label: 清洁 | Clean, type: boolean, default: true }
  note?: { label: 备注 | Note, type: text }
outputs:
  failures: { label: 不符合项 | Failures, type: list, of: { enum: { small: 小 | Small, dirty: 脏 | Dirty, late: 迟 | Late } } }
  eligible: { label: 符合 | Eligible, type: boolean }
  remark?: { label: 说明 | Remark, type: text }
rules:
  - collect: failures
    rules:
      - { rule: "1", when: input.area < 10, add: small, cite: "2" }
      - { rule: "2", when: not(input.clean), add: dirty, cite: "3" }
  - collect: failures
    when: input.area > 1000
    rules: [{ rule: "3", add: late, cite: "3" }]
  - { set: { eligible: =count(output.failures) = 0 }, rule: eligible, cite: "1" }
  - { when: input.note != null, set: { remark: =input.note }, rule: remark, cite: "1" }
`);

  it('adds the value of every rule that holds, in order', () => {
    const { outputs, trace, citations } = resultOf(decision, { area: 5, clean: false });
    expect(outputs).toEqual({ failures: ['small', 'dirty'], eligible: false, remark: null });
    expect(trace).toEqual([
      { rule: '1', because: { area: 5 }, citation: { document: '示例〔2024〕1号', article: '2' } },
      { rule: '2', because: { clean: false }, citation: { document: '示例〔2024〕1号', article: '3' } },
      {
        rule: 'eligible',
        because: { failures: ['small', 'dirty'] },
        citation: { document: '示例〔2024〕1号', article: '1' },
      },
    ]);
    expect(citations.map(({ article }) => article)).toEqual(['2', '3', '1']);
  });

  it('goes on with the list of an earlier stage, and skips a stage whose condition fails', () => {
    expect(resultOf(decision, { area: 2000, clean: false }).outputs.failures).toEqual(['dirty', 'late']);
  });

  it('gives an empty list where no rule holds, and null for what nobody set', () => {
    expect(resultOf(decision, { area: 50 }).outputs).toEqual({ failures: [], eligible: true, remark: null });
  });

  it('takes the default of an input that is left out or null', () => {
    expect(resultOf(decision, { area: 50, clean: null }).outputs.eligible).toBe(true);
    expect(resultOf(decision, { area: 50, clean: false }).outputs.eligible).toBe(false);
  });

  it('gives the same for the same, however often, and leaves the inputs alone', () => {
    const inputs = Object.freeze({ area: 5 });
    const first = resultOf(decision, inputs);
    expect(resultOf(decision, inputs)).toEqual(first);
    expect(inputs).toEqual({ area: 5 });
  });

  it('refuses inputs by name, all at once', () => {
    const decided = decide(decision, { area: 1.5, clean: 'yes', colour: 1 });
    expect(decided.ok ? [] : decided.faults.map(({ field }) => field)).toEqual(['area', 'clean', 'colour']);
  });
});

describe('figures and other decisions', () => {
  it('looks figures up by their key', () => {
    const decision = decisionOf(`
inputs: { area: { label: 区域 | Area, enum: { core: 核心 | Core, outer: 外围 | Outer } } }
outputs: { fen: { label: 费用 | Fee, type: integer } }
rules: [{ set: { fen: '=lookup(tables.fees, input.area).fen' }, rule: fee, cite: "5" }]
`);
    expect(resultOf(decision, { area: 'outer' }).outputs).toEqual({ fen: 300 });
    expect(Object.keys(decision.tables)).toEqual(['fees']);
  });

  it('reads figures from a file beside it', () => {
    const csv = 'code,days,from\n001,5,2024-01-01\n002,10,\n';
    const decision = decisionOf(
      `
tables: { periods: periods.csv }
inputs: { code: { label: 代码 | Code, type: text } }
outputs: { days?: { label: 天数 | Days, type: integer } }
rules: [{ set: { days: '=lookup(tables.periods, input.code).days' }, rule: days, cite: "5" }]
`,
      { 'periods.csv': csv },
    );
    expect(resultOf(decision, { code: '002' }).outputs).toEqual({ days: 10 });
    expect(resultOf(decision, { code: '003' }).outputs).toEqual({ days: null });
  });

  it('asks another decision', () => {
    const inner = wholeOf(
      `
inputs: { n: { label: 数 | N, type: integer, min: 0 } }
outputs: { twice: { label: 倍 | Twice, type: integer } }
rules: [{ set: { twice: =input.n * 2 }, rule: twice, cite: "5" }]`,
      'inner',
    );
    const outer = wholeOf(
      `
inputs: { n: { label: 数 | N, type: integer } }
outputs: { more: { label: 多 | More, type: integer } }
rules: [{ set: { more: '=decide("demo.inner", { n: input.n }).twice + 1' }, rule: more, cite: "5" }]`,
      'outer',
    );
    const { decisions, findings } = compileDemo([outer, inner]);
    expect(findings).toEqual([]);
    const decision = decisions.get('demo.outer');
    if (decision === undefined) throw new Error('no decision');
    const decided = decideRule(decision, { n: 4 }, CALENDAR, (id) => decisions.get(id));
    expect(decided).toMatchObject({ ok: true, result: { outputs: { more: 9 } } });
    const refused = decideRule(decision, { n: -4 }, CALENDAR, (id) => decisions.get(id));
    expect(refused).toMatchObject({ ok: false, faults: [{ field: 'rules.more', code: 'evaluation' }] });
  });

  it('says that a year has no holidays yet', () => {
    const decision = decisionOf(`
inputs: { from: { label: 起 | From, type: date } }
outputs: { due: { label: 止 | Due, type: date } }
rules: [{ set: { due: '=working day(input.from, 5)' }, rule: due, cite: "5" }]`);
    expect(resultOf(decision, { from: '2024-09-30' }).outputs).toEqual({ due: '2024-10-12' });
    const decided = decide(decision, { from: '2049-12-30' });
    expect(decided).toMatchObject({
      ok: false,
      faults: [{ code: 'evaluation', message: expect.stringMatching(/2027|2049/) }],
    });
  });
});

describe('a table by columns', () => {
  const decision = decisionOf(`${KIND}
rules:
  - table:
      inputs: [input.kind, input.area]
      outputs: [class]
      hit: unique
      rows:
        - [R1, '"a", "b"', '[0..10]', small, "2"]
        - [R2, '"a", "b"', '> 10', big, "2"]
        - [R3, '"c"', '-', small, "3"]
`);

  it.each([
    [{ kind: 'b', area: 10 }, 'small', 'R1', '2'],
    [{ kind: 'a', area: 11 }, 'big', 'R2', '2'],
    [{ kind: 'c', area: 11 }, 'small', 'R3', '3'],
  ])('%j is %s by %s', (inputs, outcome, rule, article) => {
    const { outputs, trace } = resultOf(decision, inputs);
    expect(outputs).toEqual({ class: outcome });
    expect(trace.map((entry) => [entry.rule, entry.citation?.article])).toEqual([[rule, article]]);
  });
});
