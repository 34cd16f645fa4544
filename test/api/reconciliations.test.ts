/**
 * Goal: of two lists that were compared in a case every line is shown with both sides, its kind and its answers, and the
 * page says when it balances: never before all that differs has its answer.
 * Method: a shipped scenario on the core, read as the API reads a case after each act.
 */
import { expect, test } from 'vitest';
import { callerOf } from '../../api/policy/standing.ts';
import { dataItems } from '../../api/present/cases.ts';
import { linesOfKind, reconciliationDetail } from '../../api/present/reconciliation.ts';
import { reconciledIn } from '../../api/reconciliation.ts';
import type { Fact } from '../../engine/model.ts';
import { ask, started } from './fixtures/app.ts';
import { rehearsedFile } from './fixtures/rehearsed.ts';

const SCENARIO = 'blood-fee/annual-settlement/differences-in-two-rounds';
const officer = callerOf({ id: 'o', name: 'o', disabled: false }, [], []);
const opened = (step: string) => (fact: Fact) => fact.type === 'instances-opened' && fact.step === step;
const taskOpened = (step: string) => (fact: Fact) => fact.type === 'task-opened' && fact.step === step;

const compared = () => rehearsedFile(SCENARIO, opened('resolve-line'));

test('how many lines of each kind, in the words of the document, with their differences', () => {
  const { result } = reconciliationDetail(compared(), officer);
  expect(result?.kinds.map(({ label, lines, difference }) => [label.zh, lines, difference.zh])).toEqual([
    ['一致', 1, '0.00元'],
    ['重复', 1, '440.00元'],
    ['血站无记录', 1, '50.00元'],
    ['金额不符', 1, '40.00元'],
    ['医院未申报', 1, '-5.00元'],
  ]);
  expect(result).toMatchObject({ unanswered: 3, balances: false });
});

test('until it balances it says who has the next step', () => {
  const file = rehearsedFile(SCENARIO, taskOpened('resolve-line'));
  expect(reconciliationDetail(file, officer).tasks).toMatchObject([
    { label: { zh: '差异核定' }, group: { zh: '血站财务科' }, isMine: false },
  ]);
});

test('lists in the data of the case are told in the words of the document, without a code', () => {
  const { program, state } = compared();
  const text = (name: string) => dataItems(program, state.data).find((item) => item.name === name)?.text;
  expect(text('lines')?.zh).toMatch(
    /^减免编号 W1，核对结果 一致，差额 0元；减免编号 W2，核对结果 金额不符，差额 40元；/,
  );
  expect(text('lines')?.en).toMatch(/^Waiver W1, Status Agreed, Difference 0 yuan; /);
  expect(text('hospitalLines')?.zh).toMatch(/^减免编号 W1，用血日期 2023年8月1日，金额 660元；/);
});

test('what is settled in all is computed, and shown as an amount', () => {
  const { program, state } = rehearsedFile(SCENARIO, taskOpened('confirm-statement'));
  const total = dataItems(program, state.data).find(({ name }) => name === 'totalFen');
  expect(total).toMatchObject({ label: { zh: '结算总额' }, text: { zh: expect.stringMatching(/^\d+\.\d\d元$/) } });
});

test('each line has both sides; what only one side has, has one', () => {
  const file = compared();
  const found = reconciledIn(file);
  if (found === null) throw new Error('it was compared');
  const { sides, total, page } = linesOfKind(file, found, 'differing');
  expect([sides.claimed.zh, sides.recorded.zh, total]).toEqual(['医院清单', '血站记录', 4]);
  const lines = page(0, 10);
  expect(
    lines.map(({ number, status, claimed, recorded }) => [number, status.zh, claimed !== null, recorded !== null]),
  ).toEqual([
    ['W2', '金额不符', true, true],
    ['W2', '重复', true, true],
    ['W3', '血站无记录', true, false],
    ['W9', '医院未申报', false, true],
  ]);
  expect(page(3, 10).map(({ place }) => place)).toEqual([4]);
  expect(linesOfKind(file, found, 'agreed').page(0, 10)).toMatchObject([
    { number: 'W1', difference: { zh: '0.00元' }, claimed: [{}, {}, { text: { zh: '660.00元' } }] },
  ]);
});

test('it balances when the last number has its answer, which stands at the line and in the table', () => {
  const file = rehearsedFile(SCENARIO, taskOpened('confirm-statement'));
  const { result } = reconciliationDetail(file, officer);
  expect(result).toMatchObject({ balances: true, unanswered: 0 });
  const found = reconciledIn(file);
  if (found === null) throw new Error('it was compared');
  const { page, rows } = linesOfKind(file, found, 'not-claimed');
  expect(page(0, 1)[0]?.answers).toMatchObject([
    { label: { zh: '差异核定' }, items: [{ text: { zh: '5.00元' } }, { value: '核定' }] },
  ]);
  expect([...rows('zh')]).toEqual([
    [
      '编号',
      '核对结果',
      '差额',
      '医院清单：减免编号',
      '医院清单：用血日期',
      '医院清单：金额',
      '血站记录：减免编号',
      '血站记录：金额',
      '核定',
    ],
    ['W9', expect.any(String), '-5.00元', '', '', '', 'W9', '5.00元', '差异核定：5.00元，核定'],
  ]);
});

test('a case that reconciles nothing has no such page', async () => {
  const id = await started();
  expect((await ask('window1', 'GET', `/api/reconciliations/${id}`)).status).toBe(404);
  expect((await ask('window1', 'GET', `/api/reconciliations/${id}/lines`)).status).toBe(404);
  expect((await ask('window1', 'GET', `/api/cases/${id}`)).body.may).not.toContain('reconciliation.read');
});
