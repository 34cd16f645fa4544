/**
 * Goal: the chaos test can fail, and a seed walks the same kills again.
 * Method: histories made by hand, doctored in one place each; scripts of kills made twice.
 */
import { describe, expect, test } from 'vitest';
import type { Fact } from '../../engine/model.ts';
import type { CommandAnswer } from '../../workflows/contract.ts';
import { ERRAND } from './clients.ts';
import { commandsOf, compareAcknowledged, compareEnd, compareFacts, type Report } from './compare.ts';
import { killScript, Recovery } from './killer.ts';
import type { Acknowledged } from './office.ts';
import type { CaseHistory } from './records.ts';

const CASE = '01a217b5-68e1-718d-a596-e61c8ca45f3e';
const ACT = { kind: 'complete', person: 'clerk-1', key: 'k1', path: '', body: {}, caseId: CASE } as const;
const STARTED: Fact = { seq: 1, at: 0, type: 'started', input: {} };
const COMPLETED: Fact = {
  ...{ seq: 2, at: 0, type: 'task-completed', token: 1, step: 'receive' },
  ...{ by: { group: 'clerk' }, data: {}, clear: [] },
};

function historyWith(ids: readonly string[], facts: Fact[] = [STARTED, COMPLETED]): Map<string, CaseHistory> {
  const steps = ids.map((id) => ({ by: { kind: 'update', id }, facts: [{ fact: COMPLETED, hash: '' }] }));
  const folded = { facts: facts.map((fact) => ({ fact, hash: '' })), state: { status: 'ended', seq: facts.length } };
  return new Map([[CASE, { runs: [{ steps }], folded } as unknown as CaseHistory]]);
}

function reported(check: (report: Report) => void): string[] {
  const checks: string[] = [];
  check((name) => checks.push(name));
  return checks;
}

function acknowledged(seq: number, ids: readonly string[]): string[] {
  const histories = historyWith(ids);
  const act: Acknowledged = { ...ACT, seq, answer: { seq } satisfies Partial<CommandAnswer> };
  return reported((report) =>
    compareAcknowledged({ acknowledged: [act] }, [], histories, commandsOf(histories), report),
  );
}

describe('comparing', () => {
  test('what was acknowledged and stands in the history once is right', () => {
    expect(acknowledged(2, ['clerk-1/k1'])).toEqual([]);
  });

  test('an acknowledged act that the history lacks, has twice or at another number is a mismatch', () => {
    expect(acknowledged(2, [])).toEqual(['acknowledged']);
    expect(acknowledged(2, ['clerk-1/k2'])).toEqual(['acknowledged']);
    expect(acknowledged(2, ['clerk-1/k1', 'clerk-1/k1'])).toEqual(['once']);
    expect(acknowledged(3, ['clerk-1/k1'])).toEqual(['acknowledged']);
  });

  test('an acknowledged start without a case under its key is a mismatch', () => {
    const start: Acknowledged = { ...ACT, kind: 'start', seq: 1, answer: { number: '试验〔2026〕00001' } };
    const row = {
      id: CASE,
      number: '试验〔2026〕00001',
      procedure: ERRAND,
      idempotency_key: 'api/clerk-1/k1',
      started: true,
    };
    const check = (rows: (typeof row)[]) =>
      reported((report) => compareAcknowledged({ acknowledged: [start] }, rows, historyWith([]), new Map(), report));
    expect(check([row])).toEqual([]);
    expect(check([])).toEqual(['acknowledged']);
    expect(check([{ ...row, number: '试验〔2026〕00002' }])).toEqual(['acknowledged']);
  });

  test('a task completed twice is a mismatch', () => {
    expect(reported((report) => compareFacts(CASE, [STARTED, COMPLETED], report))).toEqual([]);
    expect(reported((report) => compareFacts(CASE, [COMPLETED, { ...COMPLETED, seq: 3 }], report))).toEqual(['twice']);
  });

  test('an ended case that lacks a document, a notice or a register entry is a mismatch', () => {
    const one = { caseId: CASE, number: '', procedure: ERRAND, input: {}, ended: true, left: false };
    expect(reported((report) => compareEnd(one, historyWith([]).get(CASE), report))).toEqual(['end']);
  });
});

describe('kills', () => {
  test('a seed gives the same script again, another seed another one', () => {
    expect(killScript(7, 50)).toEqual(killScript(7, 50));
    expect(killScript(8, 50)).not.toEqual(killScript(7, 50));
  });

  test('in two hundred every kind has its turn, and two at once are two', () => {
    const script = killScript(7, 200);
    expect(new Set(script.map(({ kind }) => kind))).toEqual(
      new Set(['postgres', 'temporal', 'worker', 'api', 'two', 'supervisor', 'everything']),
    );
    for (const { services } of script.filter(({ kind }) => kind === 'two')) expect(new Set(services).size).toBe(2);
  });

  test('only what was sent after a kill tells of recovery from it', () => {
    const recovery = new Recovery();
    const before = performance.now() - 1;
    recovery.killed('api');
    recovery.acknowledged(before);
    expect(recovery.isComplete).toBe(false);
    recovery.acknowledged(performance.now());
    expect(recovery.times.map(({ kind }) => kind)).toEqual(['api']);
  });
});
