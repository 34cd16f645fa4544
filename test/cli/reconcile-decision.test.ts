/**
 * Goal: any decision whose one rule is `function: reconcile` can be reconciled from files, under whatever names; any
 * other is refused with the reason. Method: one that fits, and neighbours that each lack one thing.
 */
import { expect, test } from 'vitest';
import { listDecision } from '../../cli/reconcile-decision.ts';
import { decisionOf } from '../decision/decision-of.ts';

interface Parts {
  ours?: string;
  theirs?: string;
  key?: string;
  rules?: string;
  period?: string;
}

const ROW =
  'waiverNo: { label: 号 | No, type: text }, useDate: { label: 日 | Day, type: date }, amountFen: { label: 额 | Amount, type: integer }';
const RULE = `
  - function: reconcile
    args: { year: =input.period, hospitalLines: =input.ours, centreLines: =input.theirs }
    rule: lines
    cite: "5"`;

function decision({ ours = ROW, theirs = ROW, key = 'key: waiverNo, ', rules = RULE, period = 'integer' }: Parts = {}) {
  return decisionOf(`
inputs:
  period: { label: 年度 | Period, type: ${period} }
  ours: { label: 甲 | Ours, type: list, of: { type: record, fields: { ${ours} } } }
  theirs: { label: 乙 | Theirs, type: list, ${key}of: { type: record, fields: { ${theirs} } } }
outputs:
  result: { label: 结论 | Result, enum: { agreed: 一致 | Agreed, differences: 有差异 | Differences } }
rules:${rules}
`);
}

test('the arguments name the inputs; the others are beside the lists', () => {
  const found = listDecision(decision());
  expect([found.hospital.input.name, found.centre.input.name, found.year]).toEqual(['ours', 'theirs', 'period']);
  expect(found.others.fields.map(({ name }) => name)).toEqual(['period']);
  expect(found.hospital.rowForm.fields.map(({ name }) => name)).toEqual(['period', 'ours']);
  expect(found.citations).toEqual([{ document: '示例〔2024〕1号', article: '5' }]);
});

test.each<[string, Parts]>([
  ['expected one rule, function: reconcile', { rules: RULE.replace('function: reconcile', 'function: refill') }],
  ['expected ours to have a required field amountFen of the type integer', { ours: ROW.replace('integer', 'number') }],
  [
    'expected ours to have a required field useDate of the type date',
    { ours: ROW.replace('type: date', 'type: date, required: false') },
  ],
  ['expected theirs to have the key waiverNo', { key: '' }],
  ['expected period to be an integer', { period: 'date' }],
])('%s', (reason, parts) => {
  expect(() => listDecision(decision(parts))).toThrow(reason);
});
