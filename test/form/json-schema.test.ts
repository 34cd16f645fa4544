/**
 * Goal: browser and API judge a form as the core does. Method: for random forms and random submissions, most of them
 * nearly right, ajv with the form's JSON Schema accepts exactly what checkForm accepts.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNOTATIONS, FORMATS, formSchema, KEYWORDS, linearRegExp } from '../../rules/form/json-schema.ts';
import type { Field, FieldType, Form } from '../../rules/form/model.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import { faultsOf, formOf, submit } from './form-of.ts';

function validator(form: Form): (value: unknown) => boolean {
  const engine = Object.assign(linearRegExp, { code: 'linearRegExp' });
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    code: { regExp: engine as never },
  });
  for (const [name, test] of Object.entries(FORMATS)) ajv.addFormat(name, test);
  for (const { keyword, type, validate } of KEYWORDS) ajv.addKeyword({ keyword, type, validate: validate as never });
  for (const keyword of ANNOTATIONS) ajv.addKeyword(keyword);
  return ajv.compile(formSchema(form));
}

const LABEL = { zh: '名', en: 'Name' };
const CODES = ['a', 'b', 'c'].map((id) => ({ id, label: LABEL }));

const simple: fc.Arbitrary<FieldType> = fc.oneof(
  fc.constant<FieldType>({ kind: 'boolean' }),
  fc.record(
    { kind: fc.constant('text' as const), maxLength: fc.integer({ min: 1, max: 4 }) },
    { requiredKeys: ['kind'] },
  ),
  fc.constantFrom<FieldType>(
    { kind: 'text', pattern: '[a-c]{1,2}|甲+' },
    { kind: 'text', format: 'month' },
    { kind: 'text', format: 'id-number', minLength: 2 },
  ),
  fc.record(
    {
      kind: fc.constant('integer' as const),
      min: fc.integer({ min: -2, max: 1 }),
      max: fc.integer({ min: 1, max: 3 }),
    },
    { requiredKeys: ['kind'] },
  ),
  fc.record(
    {
      kind: fc.constant('number' as const),
      min: fc.integer({ min: -2, max: 0 }),
      max: fc.integer({ min: 1, max: 3 }),
      decimals: fc.integer({ min: 0, max: 2 }),
      exclusiveMin: fc.constant(true as const),
      exclusiveMax: fc.constant(true as const),
    },
    { requiredKeys: ['kind'] },
  ),
  fc.constantFrom<FieldType>({ kind: 'date' }, { kind: 'instant' }, { kind: 'enum', values: CODES }, { kind: 'file' }),
);

function typeOf(depth: number): fc.Arbitrary<FieldType> {
  if (depth === 0) return simple;
  const list = fc.record(
    {
      kind: fc.constant('list' as const),
      of: typeOf(depth - 1),
      min: fc.integer({ min: 0, max: 1 }),
      max: fc.integer({ min: 1, max: 3 }),
      repeats: fc.constant(true as const),
      key: fc.constantFrom('f0', 'f1'),
      contains: fc.constant<Json[]>(['a']),
    },
    { requiredKeys: ['kind', 'of'] },
  );
  const record = fieldsOf(depth - 1).map((fields): FieldType => ({ kind: 'record', fields }));
  return fc.oneof({ weight: 3, arbitrary: simple }, { weight: 1, arbitrary: list }, { weight: 1, arbitrary: record });
}

function fieldsOf(depth: number): fc.Arbitrary<Field[]> {
  const field = fc.tuple(typeOf(depth), fc.nat(11)).map(([type, n]) => ({
    type,
    ...(n < 5 && { optional: true as const }),
    ...(n === 11 && { mustBe: true }),
  }));
  const list = fc.array(field, { minLength: 1, maxLength: 3 });
  return list.map((fields) => fields.map((one, i) => ({ name: `f${i}`, label: LABEL, ...one })));
}

const scalar: fc.Arbitrary<Json> = fc.constantFrom<Json>(
  null,
  true,
  false,
  0,
  1,
  -1,
  2,
  0.5,
  0.07,
  1.005,
  1e-7,
  2 ** 53,
  'a',
  'b',
  'ab',
  '甲甲',
  ' ',
  '\u3000',
  '',
  '𠮷𠮷𠮷',
  'a\0',
  '\ud800',
  '2024-02',
  '2024-02-29',
  '2023-02-29',
  '2024-02-29T08:00:00+08:00',
  '2024-02-29T08:00:00',
  '11010519491231002X',
);

/** Values of which most fit. */
const FITTING: Readonly<Record<string, readonly Json[]>> = {
  boolean: [true, false],
  text: ['a', 'b', 'ab', '2024-02', '11010519491231002X', '甲'],
  integer: [0, 1],
  number: [0.5, 1, 0.07],
  date: ['2024-02-29'],
  instant: ['2024-02-29T08:00:00+08:00'],
  enum: ['a', 'b', 'c'],
  file: [{ hash: 'a'.repeat(64), name: 'x', size: 0 }],
};

function valueFor(type: FieldType): fc.Arbitrary<Json> {
  return fc.oneof({ weight: 12, arbitrary: fitting(type) }, { weight: 1, arbitrary: scalar });
}

function fitting(type: FieldType): fc.Arbitrary<Json> {
  if (type.kind === 'list') return fc.array(valueFor(type.of), { minLength: type.min ?? 0, maxLength: 3 });
  if (type.kind === 'record') return objectFor(type.fields);
  return fc.constantFrom(...(FITTING[type.kind] ?? [null]));
}

function objectFor(fields: readonly Field[]): fc.Arbitrary<JsonObject> {
  const parts = fields.map(
    ({ name, type }) => [name, fc.option(valueFor(type), { freq: 12, nil: undefined })] as const,
  );
  const known = fc.record(Object.fromEntries(parts));
  return fc.tuple(known, fc.integer({ min: 0, max: 19 })).map(([object, extra]) => {
    const given = Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as JsonObject;
    return extra === 0 ? { ...given, zz: 1 } : given;
  });
}

/** A form with some submissions. */
const formAndInputs = fieldsOf(2).chain((fields) =>
  fc.tuple(fc.constant<Form>({ fields, checks: [] }), fc.array(objectFor(fields), { minLength: 4, maxLength: 6 })),
);

describe('the JSON Schema of a form', () => {
  it('accepts exactly what the core accepts, for forms without conditions', () => {
    let accepted = 0;
    fc.assert(
      fc.property(formAndInputs, ([form, inputs]) => {
        const accepts = validator(form);
        for (const input of inputs) {
          const valid = submit(form, input).faults.length === 0;
          if (valid) accepted++;
          expect([input, accepts(input)]).toEqual([input, valid]);
        }
      }),
      { numRuns: 60 },
    );
    expect(accepted).toBeGreaterThan(15);
  }, 60_000);

  it('says conditions on single fields as if and then', () => {
    const form = formOf(`
fields:
  result: { label: 结果 | Result, enum: { good: 好 | Good, bad: 坏 | Bad } }
  reason: { label: 理由 | Reason, type: text, required: form.result = "bad" }
  until: { label: 至 | Until, type: date, when: form.result = "good" }
`);
    const valid = validator(form);
    for (const input of [
      { result: 'bad' },
      { result: 'bad', reason: 'r' },
      { result: 'bad', reason: null },
      { result: 'bad', reason: 'r', until: 'hidden' },
      { result: 'good' },
      { result: 'good', until: '2024-01-01' },
      { result: 'good', until: 'no date' },
      { result: 'good', until: '2024-01-01', reason: null },
      {},
    ]) {
      expect([input, valid(input)]).toEqual([input, faultsOf(form, input).length === 0]);
    }
  });

  it('carries labels in both languages', () => {
    const schema = formSchema(formOf('fields:\n  kind?: { label: 种类 | Kind, enum: { a: 甲 | A } }'));
    expect(schema.properties).toMatchObject({
      kind: {
        title: '种类',
        'x-labels': { zh: '种类', en: 'Kind' },
        anyOf: [{ 'x-enum-labels': { a: { zh: '甲', en: 'A' } } }, { type: 'null' }],
      },
    });
  });
});
