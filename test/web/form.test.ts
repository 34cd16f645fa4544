/**
 * Goal: forms of the API become plain forms for pages: labels in the person's language, what a condition hides left out,
 * what it requires marked; faults of the API's answer stand at their fields; amounts are exact.
 * Method: schemas as `formSchema` writes them, from forms read by the compiler; properties for amounts.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formSchema } from '../../rules/form/json-schema.ts';
import { faultsOf, pathUnder } from '../../web/src/form/faults.ts';
import { fenOf, yuanOf } from '../../web/src/form/money.ts';
import { type FormSchema, shapeForm, shownValues } from '../../web/src/form/shape.ts';
import { faultsToShow } from '../../web/src/form/touched.ts';
import { formOf } from '../form/form-of.ts';

const ZH = { language: 'zh', yes: '是', no: '否', personal: '个人信息' } as const;

const decision = shapeable(`
decision: { label: 决定 | Decision, enum: { grant: 准予 | Grant, refuse: 不予 | Refuse } }
reason: { label: 理由 | Reason, type: text, multiline: true, required: form.decision = "refuse" }
years: { label: 期限 | Years, type: integer, when: form.decision = "grant" }
note?: { label: 备注 | Note, type: text, personal: true }
amount?: { label: 金额 | Amount, type: integer, unit: fen }
missing?: { label: 缺少 | Missing, type: list, of: text }
day?: { label: 日期 | Day, type: date }
`);

function shapeable(fields: string): FormSchema {
  return formSchema(formOf(`fields:\n${fields.trim().replace(/^/gm, '  ')}`)) as FormSchema;
}

test('labels, order and kinds of input come from the form', () => {
  const { schema, ui } = shapeForm(decision, {}, ZH);
  expect(Object.keys(schema.properties ?? {})).toEqual(['decision', 'reason', 'note', 'amount', 'missing', 'day']);
  expect(ui['ui:order']).toEqual(Object.keys(schema.properties ?? {}));
  expect(ui.decision).toMatchObject({ 'ui:widget': 'radio', 'ui:enumNames': ['准予', '不予'] });
  expect(ui.reason).toMatchObject({ 'ui:widget': 'textarea' });
  expect(ui.note).toMatchObject({ 'ui:help': '个人信息' });
  expect([ui.amount, ui.missing, ui.day].map((one) => one['ui:widget'])).toEqual(['money', 'lines', 'day']);
  const english = shapeForm(decision, {}, { ...ZH, language: 'en' });
  expect(english.ui.decision['ui:enumNames']).toEqual(['Grant', 'Refuse']);
  expect(english.schema.properties?.reason).toMatchObject({ title: 'Reason' });
});

test('a condition marks what it requires and shows what exists only under it', () => {
  expect(shapeForm(decision, {}, ZH).schema.required).toEqual(['decision']);
  expect(shapeForm(decision, { decision: 'refuse' }, ZH).schema.required).toEqual(['decision', 'reason']);
  const granting = shapeForm(decision, { decision: 'grant' }, ZH).schema;
  expect(granting.properties?.years).toMatchObject({ type: 'integer', title: '期限' });
  expect(granting.required).toEqual(['decision', 'years']);
});

test('a field whose condition no schema can say is shown with its type, and is not required', () => {
  const open: FormSchema = {
    properties: { deep: { 'x-type': { type: 'boolean' }, 'x-labels': { zh: '深', en: 'Deep' } } },
  };
  const { schema, ui } = shapeForm(open, {}, ZH);
  expect(schema.properties?.deep).toMatchObject({ type: 'boolean', title: '深' });
  expect([ui.deep['ui:widget'], schema.required]).toEqual(['radio', []]);
});

test('what is hidden, and an empty list that may be left out, is not sent', () => {
  const values = { decision: 'refuse', years: 3, missing: [], reason: '材料不实', note: undefined };
  expect(shownValues(shapeForm(decision, values, ZH), values)).toEqual({ decision: 'refuse', reason: '材料不实' });
});

const problem = (errors: { pointer: string; detail: string }[]) => ({
  type: '/problems/invalid',
  title: '填报内容有误',
  status: 422,
  detail: '',
  detailEn: '',
  instance: '',
  errors: errors.map((one) => ({ code: 'x', detailEn: one.detail, ...one })),
});

test('faults stand at their fields, those of a list in one input at that input, the others apart', () => {
  const shape = shapeForm(decision, {}, ZH);
  const found = faultsOf(
    problem([
      { pointer: '/data/reason', detail: '必填' },
      { pointer: '/data/missing/1', detail: '不能为空' },
      { pointer: '/data', detail: '两项矛盾' },
      { pointer: '/data/years', detail: '不在表中' },
    ]).errors,
    'data',
    shape,
    'zh',
  );
  expect(found).toEqual({
    atFields: { reason: { __errors: ['必填'] }, missing: { __errors: ['第2项：不能为空'] } },
    others: ['两项矛盾', '不在表中'],
    first: ['reason'],
    count: 4,
  });
});

test('while one types, faults are shown where one has been, what is missing once its input was left', () => {
  const fault = (pointer: string, code: string) => ({ pointer, code, detail: '', detailEn: '' });
  const foreseen = [fault('/data/reason', 'required'), fault('/data/years', 'range'), fault('/data/note', 'pattern')];
  const shown = (changed: string[], left: string[], refused: string[] = []) =>
    faultsToShow({
      refused: refused.map((pointer) => fault(pointer, 'required')),
      foreseen,
      touched: { changed: new Set(changed), left: new Set(left) },
      under: 'data',
    }).map(({ pointer }) => pointer);
  expect(shown([], [])).toEqual([]);
  expect(shown(['reason', 'years'], [])).toEqual(['/data/years']);
  expect(shown(['years'], ['root_reason', 'root_note'])).toEqual(['/data/reason', '/data/years', '/data/note']);
  expect(shown([], [], ['/data/reason', '/data/day'])).toEqual(['/data/reason']);
});

test('pointers are read as RFC 6901 writes them', () => {
  expect(pathUnder('/data/a~1b/0/~0c', 'data')).toEqual(['a/b', '0', '~c']);
  expect(pathUnder('/input/a', 'data')).toBeUndefined();
});

test('amounts go to fen and back without loss', () => {
  fc.assert(
    fc.property(fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), (fen) => {
      expect(fenOf(yuanOf(fen))).toBe(fen);
    }),
  );
  expect(['1,234.5', '0.29', '12', '1.005', '一元', '', '-3.10'].map(fenOf)).toEqual([
    123450,
    29,
    1200,
    undefined,
    undefined,
    undefined,
    -310,
  ]);
});
