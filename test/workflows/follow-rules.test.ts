/**
 * Goal: what the activity `project` concludes from rules is what the case concludes by itself, and it records in any event.
 * Method: a case whose rule is out; the activity gets what the workflow would give it, the case gets back what it said.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import type { ProjectionBatch, ReadModel } from '../../activities/ports.ts';
import { createPrograms } from '../../activities/programs.ts';
import { createProject } from '../../activities/project.ts';
import { GENESIS } from '../../engine/chain.ts';
import type { CaseState, Command } from '../../engine/model.ts';
import { openCalls } from '../../engine/owed.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import type { RecordedStep } from '../../workflows/contract.ts';
import { followRules } from '../../workflows/follow-rules.ts';
import { answer, confirmRecorded, openShell, performOwn, type Shell } from '../../workflows/shell.ts';
import { bundle, bundleHash, calendarHash, contentStore, contents } from './fixture.ts';

const T0 = Date.parse('2026-03-02T09:00:00+08:00');
const calendar = {
  $ref: 'calendar',
  hash: calendarHash,
  content: JSON.parse(contents.get(calendarHash) ?? ''),
} as const;
const commands: Command[] = [
  { type: 'start', input: { applicant: '甲', amount: 10 } },
  { type: 'complete', step: 'review', by: { group: 'window', person: 'w' }, data: { result: 'complete' } },
];

/** After the second command the rule is out. */
let shell: Shell;
beforeEach(() => {
  const input = { caseId: 'case-1', number: '示例〔2026〕00001', engineVersion: ENGINE_VERSION };
  shell = openShell(input, { $ref: 'bundle', hash: bundleHash, content: bundle }, calendar, T0);
  commands.forEach((command, i) => {
    answer(shell, { caseId: 'case-1', id: `c-${i}`, command, at: T0 + i }, null, T0 + i);
  });
  expect(openCalls(shell.state)).toHaveLength(1);
});

function batchOf({ state, pending }: Shell): ProjectionBatch {
  return {
    ...{ caseId: state.id, runId: 'run', runNumber: 1, historyLength: 9, procedure: 'demo.permit', previous: GENESIS },
    ...{ facts: [], state, stateHash: pending.at(-1)?.stateHash ?? '', machineAt: T0 },
  };
}

/** As the workflow takes it in. */
function takeIn(recorded: readonly RecordedStep[]): void {
  for (const { by } of recorded.slice(shell.pending.length))
    if (by.kind === 'case') performOwn(shell, by.command, T0 + 5);
  confirmRecorded(shell, shell.pending, recorded);
}

const shown: ProjectionBatch[] = [];
const readModel: ReadModel = {
  project(batch) {
    shown.push(batch);
    return Promise.resolve({ kind: 'stored' });
  },
};

describe('the record', () => {
  const project = createProject({ readModel, programs: createPrograms(contentStore), log: () => undefined });

  test('has what the rules led to; the case comes to the same, and readers see the end of it', async () => {
    const given = shell.pending;
    const { steps, visible } = await project({ steps: given, batch: batchOf(shell) });
    expect(visible).toBe(true);
    expect(steps.slice(0, given.length)).toEqual(given);
    expect(steps.at(-1)?.by).toMatchObject({ kind: 'case', command: { type: 'rule-returned', call: 1 } });
    takeIn(steps);
    expect(openCalls(shell.state)).toEqual([]);
    expect(shell.state.data).toMatchObject({ eligible: true });
    expect(shell.pending).toEqual([]);
    expect(shell.chain).toBe(steps.at(-1)?.facts.at(-1)?.hash);
    const last = shown.at(-1);
    expect(last?.state).toEqual(shell.state);
    expect(last?.stateHash).toBe(steps.at(-1)?.stateHash);
    expect(last?.facts.map(({ hash }) => hash)).toEqual(shell.log.map(({ hash }) => hash));
  });

  test('is refused by the case if it concludes other than it, or more', async () => {
    const { steps } = await project({ steps: shell.pending, batch: batchOf(shell) });
    const last = steps.at(-1) as RecordedStep;
    const before = shell.state;
    const other = { type: 'rule-returned', call: 1, results: [{ outputs: { eligible: false } }] } as unknown as Command;
    expect(() => takeIn([...steps.slice(0, -1), { ...last, by: { kind: 'case', command: other } }])).toThrow(/differs/);
    expect(shell.state).not.toBe(before);
    expect(() => confirmRecorded(shell, shell.pending.slice(0, -1), steps)).toThrow(/more than the case/);
  });

  test('is there without the rules if their definition is not', async () => {
    const said: string[] = [];
    const nothing = createPrograms({ get: () => Promise.resolve(null) });
    const without = createProject({ readModel, programs: nothing, log: (line) => said.push(line) });
    const given = shell.pending;
    expect(await without({ steps: given, batch: batchOf(shell) })).toEqual({ steps: given, visible: true });
    expect(said).toEqual([`the rules of case case-1 after ${shell.state.seq} are evaluated apart`]);
  });
});

describe('a call', () => {
  const calls = (state: CaseState, evaluations: CaseState['calls'][number]['evaluations']): CaseState => ({
    ...state,
    calls: state.calls.map((call) => ({ ...call, evaluations })),
  });
  const followed = (state: CaseState) =>
    followRules(shell.program, shell.calendar, { state, chain: shell.chain, machineAt: T0 }).steps.length;
  const one = { decision: 'demo.check', inputs: { amount: 10 } };

  test('of up to twenty evaluations is followed, a larger one is left', () => {
    const times = (n: number) => calls(shell.state, Array(n).fill(one));
    expect(followed(times(20))).toBe(1);
    expect(followed(times(21))).toBe(0);
  });

  test('of up to 32,000 characters is followed, a longer one is left', () => {
    const long = (n: number) => calls(shell.state, [{ ...one, inputs: { ...one.inputs, note: 'x'.repeat(n) } }]);
    const rest = JSON.stringify([{ ...one, inputs: { ...one.inputs, note: '' } }]).length;
    expect(followed(long(32_000 - rest))).toBe(1);
    expect(followed(long(32_001 - rest))).toBe(0);
  });

  test('whose decision is missing leads to an incident, as it does apart', () => {
    const state = calls(shell.state, [{ ...one, decision: 'demo.other' }]);
    const from = { state, chain: shell.chain, machineAt: T0 };
    const [step] = followRules(shell.program, shell.calendar, from).steps;
    expect(step?.by).toMatchObject({ command: { type: 'rule-failed', call: 1 } });
    expect(step?.facts.map(({ fact }) => fact.type)).toEqual(['incident-raised']);
  });
});
