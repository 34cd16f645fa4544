/**
 * Goal: what is submitted is judged as the rules of forms say. Method: forms written as in a definition, one rule a
 * test, each with what is accepted beside what is refused.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INTEGER, TEXT } from '../../rules/expression/type.ts';
import { faultsOf, formOf, submit } from './form-of.ts';

describe('fields by themselves', () => {
  const form = formOf(`
fields:
  name: { label: 名称 | Name, type: text, max: 5 }
  area?: { label: 面积 | Area, type: integer, min: 1, max: 10, unit: km2 }
  rate?: { label: 比率 | Rate, type: number, above: 0, below: 1, decimals: 2 }
  day?: { label: 日期 | Day, type: date }
  at?: { label: 时刻 | Instant, type: instant }
  kind?: { label: 种类 | Kind, enum: { a: 甲 | A, b: 乙 | B } }
  month?: { label: 月份 | Month, type: text, format: month }
  plate?: { label: 号牌 | Plate, type: text, pattern: '晋L[A-Z0-9]{5}' }
  agreed?: { label: 同意 | Agreed, type: boolean, mustBe: true }
  paper?: { label: 文件 | File, type: file }
`);
  const with_ = (extra: Record<string, never> | object) => faultsOf(form, { name: '甲', ...extra });

  it('is required unless it is optional; null is left out', () => {
    expect(faultsOf(form, {})).toEqual(['name required']);
    expect(faultsOf(form, { name: null })).toEqual(['name required']);
    expect(submit(form, { name: '甲', area: null }).values).toEqual({ name: '甲' });
  });

  it('refuses fields that the form does not know, also such as every object has', () => {
    expect(with_({ colour: 1 })).toEqual(['colour unknown']);
    expect(with_({ toString: 1 })).toEqual(['toString unknown']);
    expect(faultsOf(form, JSON.parse('{"name":"甲","__proto__":1}'))).toEqual(['__proto__ unknown']);
  });

  it('wants text that is not blank, counted in characters, and that can be stored', () => {
    expect(with_({ name: ' \u3000\n' })).toEqual(['name blank']);
    expect(with_({ name: '𠮷𠮷𠮷𠮷𠮷' })).toEqual([]);
    expect(with_({ name: '六个字的名称' })).toEqual(['name size']);
    expect(with_({ name: 'a\0' })).toEqual(['name character']);
    expect(with_({ name: '\ud800' })).toEqual(['name character']);
  });

  it('takes 30.0 for an integer, and no fraction, text or number beyond what is exact', () => {
    expect(submit(form, JSON.parse('{"name":"甲","area":3.0}')).values).toEqual({ name: '甲', area: 3 });
    expect(with_({ area: 3.5 })).toEqual(['area type']);
    expect(with_({ area: '3' })).toEqual(['area type']);
    expect(with_({ area: true })).toEqual(['area type']);
    expect(with_({ area: 2 ** 53 })).toEqual(['area range']);
  });

  it.each([
    [{ area: 0 }, ['area range']],
    [{ area: 1 }, []],
    [{ area: 10 }, []],
    [{ area: 11 }, ['area range']],
    [{ rate: 0 }, ['rate range']],
    [{ rate: 0.01 }, []],
    [{ rate: 0.07 }, []],
    [{ rate: 0.29 }, []],
    [{ rate: 0.295 }, ['rate decimals']],
    [{ rate: 1e-7 }, ['rate decimals']],
    [{ rate: 1 }, ['rate range']],
  ])('holds bounds and decimals: %j', (given, faults) => {
    expect(with_(given)).toEqual(faults);
  });

  it('stores -0 as 0', () => {
    const zero = formOf('fields:\n  n: { label: 数 | N, type: number }');
    expect(Object.is(submit(zero, { n: -0 }).values.n, 0)).toBe(true);
  });

  it('wants dates and instants that exist', () => {
    expect(with_({ day: '2024-02-29', at: '2024-02-29T08:00:00+08:00' })).toEqual([]);
    expect(with_({ day: '2023-02-29' })).toEqual(['day type']);
    expect(with_({ day: '2023-2-9' })).toEqual(['day type']);
    expect(with_({ day: 20230209 })).toEqual(['day type']);
    expect(with_({ at: '2024-02-29T08:00:00' })).toEqual(['at type']);
    expect(with_({ at: '2023-02-29T08:00:00Z' })).toEqual(['at type']);
  });

  it('wants one of the codes, and says which', () => {
    expect(with_({ kind: 'b' })).toEqual([]);
    const [fault] = submit(form, { name: '甲', kind: 'c' }).faults;
    expect(fault).toEqual({
      field: 'kind',
      code: 'enum',
      message: 'expected one of a, b, found "c"',
      messageZh: '应为下列之一:甲、乙',
    });
  });

  it('matches patterns against the whole text, in time that grows with its length', () => {
    expect(with_({ plate: '晋LA1234' })).toEqual([]);
    expect(with_({ plate: '晋LA12345' })).toEqual(['plate pattern']);
    const nested = formOf(`fields:\n  t: { label: 文 | T, type: text, pattern: '(a+)+' }`);
    expect(faultsOf(nested, { t: `${'a'.repeat(20_000)}b` })).toEqual(['t pattern']);
  });

  it('accepts one value where only one is meant', () => {
    expect(with_({ agreed: true })).toEqual([]);
    expect(with_({ agreed: false })).toEqual(['agreed must-be']);
  });

  it('takes a file by hash, name and size', () => {
    const paper = { hash: 'a'.repeat(64), name: '申请表.pdf', size: 12 };
    expect(with_({ paper })).toEqual([]);
    expect(with_({ paper: { ...paper, hash: 'A'.repeat(64) } })).toEqual(['paper.hash pattern']);
    expect(with_({ paper: { hash: paper.hash } })).toEqual(['paper.name required', 'paper.size required']);
  });

  it('refuses what is no object', () => {
    expect(submit(form, [] as never).faults).toHaveLength(1);
  });

  it('finds its way through whatever is sent, and gives back only what it knows', () => {
    const names = new Set(form.fields.map(({ name }) => name));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names, 'x'), fc.jsonValue()), (given) => {
        const { values } = submit(form, given as never);
        expect(Object.keys(values).every((name) => names.has(name))).toBe(true);
      }),
    );
  });
});

describe('lists', () => {
  const form = formOf(`
fields:
  codes?: { label: 代码 | Codes, type: list, of: { enum: { a: 甲 | A, b: 乙 | B, c: 丙 | C } }, min: 1, max: 2 }
  points?: { label: 分数 | Points, type: list, of: { type: integer, min: 0 } }
  all?: { label: 全部 | All, type: list, of: text, contains: [x, y] }
  again?: { label: 可重复 | Again, type: list, of: text, repeats: true }
  cars?:
    label: 车辆 | Cars
    type: list
    key: plate
    of: { type: record, fields: { plate: { label: 号牌 | Plate, type: text }, seats?: { label: 座位 | Seats, type: integer } } }
`);

  it('holds no code twice, told under the name of the list; numbers may repeat', () => {
    expect(faultsOf(form, { codes: ['a', 'a'] })).toEqual(['codes repeated']);
    expect(faultsOf(form, { points: [0, 0, 0] })).toEqual([]);
    expect(faultsOf(form, { again: ['x', 'x'] })).toEqual([]);
  });

  it('names the item that is wrong', () => {
    expect(faultsOf(form, { codes: ['a', 'z'] })).toEqual(['codes[1] enum']);
    expect(faultsOf(form, { points: [1, null, -1] })).toEqual(['points[1] type', 'points[2] range']);
  });

  it('counts its items, and wants what it must contain', () => {
    expect(faultsOf(form, { codes: [] })).toEqual(['codes size']);
    expect(faultsOf(form, { codes: ['a', 'b', 'c'] })).toEqual(['codes size']);
    expect(faultsOf(form, { all: ['x'] })).toEqual(['all contains']);
    expect(faultsOf(form, { all: ['y', 'x'] })).toEqual([]);
  });

  it('checks records in it: their fields, unknown ones, and the key by which they differ', () => {
    expect(faultsOf(form, { cars: [{ plate: '晋LA1234', seats: null }] })).toEqual([]);
    expect(submit(form, { cars: [{ plate: '晋LA1234', seats: null }] }).values).toEqual({
      cars: [{ plate: '晋LA1234' }],
    });
    expect(faultsOf(form, { cars: [{ plate: 'A' }, { seats: 2.5, x: 1 }] })).toEqual([
      'cars[1].plate required',
      'cars[1].seats type',
      'cars[1].x unknown',
    ]);
    expect(faultsOf(form, { cars: [{ plate: 'A' }, { plate: 'A' }] })).toEqual(['cars repeated']);
  });
});

describe('conditions', () => {
  const form = formOf(`
fields:
  result: { label: 结果 | Result, enum: { good: 好 | Good, bad: 坏 | Bad } }
  reason: { label: 理由 | Reason, type: text, required: form.result = "bad" }
  until: { label: 至 | Until, type: date, when: form.result = "good" }
  note: { label: 备注 | Note, type: text, required: 'not(form.result = "good")' }
`);

  it('requires a field exactly when the condition holds; otherwise it is optional', () => {
    expect(faultsOf(form, { result: 'bad', note: 'n' })).toEqual(['reason required']);
    expect(submit(form, { result: 'good', reason: 'r', until: '2024-01-01' }).values.reason).toBe('r');
    expect(faultsOf(form, { result: 'good', reason: ' ', until: '2024-01-01' })).toEqual(['reason blank']);
  });

  it('neither checks nor stores a field whose condition does not hold', () => {
    const { values, faults } = submit(form, { result: 'bad', reason: 'r', note: 'n', until: 'no date' });
    expect({ values, faults }).toEqual({ values: { result: 'bad', reason: 'r', note: 'n' }, faults: [] });
    expect(faultsOf(form, { result: 'good' })).toEqual(['until required']);
  });

  it('does not hold when it is about a field that was left out or is invalid by itself', () => {
    expect(faultsOf(form, {})).toEqual(['result required']);
    expect(faultsOf(form, { result: 'ugly' })).toEqual(['result enum']);
  });

  it('is judged after the conditions of the fields that it names, in whatever order they are written', () => {
    const chain = formOf(`
fields:
  c: { label: 丙 | C, type: text, when: form.b = "yes" }
  b: { label: 乙 | B, type: text, when: form.a = "yes" }
  a: { label: 甲 | A, type: text }
`);
    expect(submit(chain, { a: 'no', b: 'yes', c: 'x' }).values).toEqual({ a: 'no' });
    expect(submit(chain, { a: 'yes', b: 'yes', c: 'x' }).values).toEqual({ a: 'yes', b: 'yes', c: 'x' });
  });

  it('sees the case data before the form', () => {
    const byData = formOf(`fields:\n  why: { label: 理由 | Why, type: text, required: data.area > 5 }`, {
      area: INTEGER,
    });
    expect(faultsOf(byData, {}, { area: 6 })).toEqual(['why required']);
    expect(faultsOf(byData, {}, { area: 5 })).toEqual([]);
    expect(faultsOf(byData, {}, {})).toEqual([]);
  });

  it('sees its row inside a list of records', () => {
    const rows = formOf(`
fields:
  strict: { label: 严格 | Strict, type: boolean }
  rows:
    label: 行 | Rows
    type: list
    of:
      type: record
      fields:
        kind: { label: 种类 | Kind, enum: { a: 甲 | A, b: 乙 | B } }
        note: { label: 备注 | Note, type: text, required: row.kind = "b" and form.strict }
        extra: { label: 附加 | Extra, type: text, when: row.kind = "a" }
      checks: [{ fault: kind, when: row.kind = "b" and row.note = "never", message: 不行 | No }]
`);
    const rest = { kind: 'a', extra: 'e' };
    expect(faultsOf(rows, { strict: true, rows: [rest, { kind: 'b' }] })).toEqual(['rows[1].note required']);
    expect(faultsOf(rows, { strict: false, rows: [rest, { kind: 'b' }] })).toEqual([]);
    const { values } = submit(rows, { strict: false, rows: [{ kind: 'b', extra: '' }] });
    expect(values.rows).toEqual([{ kind: 'b' }]);
    expect(faultsOf(rows, { strict: false, rows: [{ kind: 'b', note: 'never' }] })).toEqual(['rows[0].kind check']);
  });

  it('tells a condition that cannot be reckoned as a fault of its field', () => {
    const far = formOf(`
fields:
  years: { label: 年 | Years, type: integer }
  why: { label: 理由 | Why, type: text, required: 'add years(date("2024-01-01"), form.years) > date("2024-01-01")' }
`);
    expect(faultsOf(far, { years: 1_000_000 })).toEqual(['why evaluation']);
  });
});

describe('later forms', () => {
  const form = formOf(`
fields:
  name: { label: 名称 | Name, type: text }
  until?: { label: 至 | Until, type: date }
`);

  it('withdraw by null, and keep what is left out', () => {
    expect(submit(form, { name: '甲', until: null }, { until: '2024-01-01' }, true)).toEqual({
      values: { name: '甲' },
      cleared: ['until'],
      faults: [],
    });
    expect(submit(form, { name: '甲' }, { until: '2024-01-01' }, true).cleared).toEqual([]);
  });

  it('withdraw nothing at the start', () => {
    expect(submit(form, { name: '甲', until: null }).cleared).toEqual([]);
  });

  it('require what is required though the case data have it', () => {
    expect(submit(form, { name: null }, { name: '甲' }, true).faults.map(({ code }) => code)).toEqual(['required']);
  });
});

describe('checks', () => {
  const form = formOf(
    `
fields:
  from: { label: 起 | From, type: integer }
  to?: { label: 止 | To, type: integer }
checks:
  - { fault: to, unless: data.from <= data.to, message: 止不得早于起 | To must not be less than from }
  - { fault: owner, when: data.owner = "nobody", message: 无人 | Nobody }
`,
    { owner: { ...TEXT, optional: true } },
  );

  it('are made when every field is valid, and name the field that the author names', () => {
    expect(faultsOf(form, { from: 2, to: 1 })).toEqual(['to check']);
    expect(faultsOf(form, { from: 'x', to: 1 })).toEqual(['from type']);
    expect(faultsOf(form, { from: 1, to: 2 }, { owner: 'nobody' })).toEqual(['owner check']);
    expect(submit(form, { from: 2, to: 1 }).faults[0]).toMatchObject({ messageZh: '止不得早于起' });
  });

  it('see the case data with the form merged in', () => {
    expect(faultsOf(form, { from: 2 }, { to: 1 })).toEqual(['to check']);
    expect(submit(form, { from: 2, to: null }, { to: 1 }, true).faults).toEqual([]);
  });

  it('are not made on values that are not there', () => {
    expect(faultsOf(form, { from: 2 })).toEqual([]);
  });
});

describe('any JSON', () => {
  const form = formOf('fields:\n  any?: { label: 数据 | Data, type: json }');

  it('is kept as it is, unless it cannot be stored', () => {
    expect(submit(form, { any: { a: [1, null, 'x'] } }).values).toEqual({ any: { a: [1, null, 'x'] } });
    expect(faultsOf(form, { any: { 'a\0': 1 } })).toEqual(['any character']);
    expect(faultsOf(form, { any: JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`) })).toEqual(['any character']);
  });
});
