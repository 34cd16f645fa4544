/**
 * Goal: the histories of every release hold for today's code, and whatever is changed in them shows, each change by its
 * own name.
 * Method: evidence files kept since their release, with published test keys; one change at a time, made by somebody who
 * has every key. The unchanged file is the control.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RuleResult } from '../../engine/model.ts';
import { type Audit, audit } from '../../replay/audit.ts';
import { createKeys, type Keys } from '../../runtime/keys.ts';
import { caseBundle } from '../../workflows/bundle.ts';
import type { CaseInput, CaseResult, SignedCommand } from '../../workflows/contract.ts';
import { type Forger, forger } from './tamper.ts';

const folder = fileURLToPath(new URL('.', import.meta.url));
const keys = JSON.parse(readFileSync(join(folder, 'test-keys.json'), 'utf8')) as Keys;
const releases = readdirSync(folder).filter((name) => /^v\d+$/.test(name));
const files = releases.flatMap((release) => readdirSync(join(folder, release)).map((name) => `${release}/${name}`));
const read = (name: string) => readFileSync(join(folder, name));

let bundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  bundle = await caseBundle();
}, 120_000);

async function checks(file: Uint8Array): Promise<Pick<Audit, 'fold' | 'replay'>> {
  const { fold, replay } = await audit(file, keys, bundle);
  return { fold, replay };
}

test.each(files)('%s holds', async (name) => {
  const found = await audit(read(name), keys, bundle);
  expect(found).toMatchObject({ fold: null, replay: null });
  expect(found.facts).toBeGreaterThan(5);
});

const one = () => forger(read('v1/granted.zip'), keys);
const served = () => forger(read('v4/served-after-the-end.zip'), keys);
const three = () => forger(read('v1/overdue-in-three-runs.zip'), keys);

/** Decisions of people as the officer signed them. */
const officer = (value: unknown, change: (command: SignedCommand['signed']) => SignedCommand['signed']) => {
  const { verdict: _, ...signed } = value as SignedCommand;
  return { ...signed, signed: change(signed.signed) };
};

const changes: [what: string, check: string, forge: () => Promise<Uint8Array> | Uint8Array][] = [
  ['a byte of the file', 'manifest', () => one().files((all) => (all['facts.jsonl'] += ' '))],
  ['the manifest', 'manifest', () => one().files((all) => (all['manifest.json'] = renamed(all['manifest.json'])))],
  ['a file that nobody named', 'manifest', () => one().files((all) => (all['runs/9.json'] = '{}'))],
  ['a run that is gone', 'manifest', () => three().files((all) => delete all[second(all)])],
  ['the definition', 'content', () => content(one(), (text) => text.replace('"leader"', '"window"'))],
  ['the calendar', 'content', () => content(one(), (text) => text.replace('2026-01-01', '2026-01-05'))],
  ['a byte of a payload', 'unreadable', () => flipped(one())],
  ['what an officer decided', 'signature', () => updates(one(), (command) => ({ ...command, ...refuse(command) }))],
  ['who decided', 'signature', () => updates(one(), (command) => ({ ...command, ...byAnother(command) }))],
  ['the case that a command was for', 'signature', () => updates(one(), (command) => ({ ...command, caseId: 'x' }))],
  ['a fact left out', 'fact', () => one().steps(0, ([step, ...rest]) => [drop(step), ...rest])],
  ['two facts in another order', 'fact', () => one().steps(0, ([step, ...rest]) => [swap(step), ...rest])],
  ['a fact more', 'fact', () => one().steps(0, ([step, ...rest]) => [double(step), ...rest])],
  ['when a fact happened', 'fact', () => one().steps(0, ([step, ...rest]) => [later(step), ...rest])],
  ['the hash of a fact', 'chain', () => one().steps(0, ([step, ...rest]) => [otherHash(step), ...rest])],
  [
    'the hash of the state',
    'state',
    () => one().steps(0, ([step, ...rest]) => [{ ...one1(step), stateHash: '' }, ...rest]),
  ],
  ['a citation that a rule gave', 'rule', () => rules(one(), (result) => ({ ...result, citations: [] }))],
  ['what a rule gave', 'rule', () => rules(one(), (result) => ({ ...result, outputs: { eligible: false } }))],
  ['the data that the next run begins with', 'run', () => begins(three(), (input) => richer(input))],
  ['the chain that the next run begins with', 'run', () => begins(three(), (input) => unchained(input))],
  ['the outcome at the end', 'end', () => result(one(), (value) => ({ ...value, outcome: 'refused' }))],
  ['the last run cut short', 'end', () => three().events(2, (events) => events.slice(0, 8))],
  ['the last run left out', 'end', () => three().resigned((parts) => ({ ...parts, runs: parts.runs.slice(0, 2) }))],
  ['the runs in another order', 'run', () => three().resigned((parts) => ({ ...parts, runs: reordered(parts.runs) }))],
  ['a service after the end left out', 'run', () => served().resigned((parts) => without(parts, 1))],
  ['the last service after the end left out', 'end', () => served().resigned((parts) => without(parts, 2))],
  [
    'services after the end in another order',
    'run',
    () => served().resigned((parts) => ({ ...parts, runs: reordered(parts.runs) })),
  ],
  ['when a letter was served after the end', 'signature', () => begun(served(), otherDay)],
  ['that nobody told the service', 'end', () => begun(served(), () => null)],
  ['a fact in the clear', 'chain', () => one().resigned((parts) => ({ ...parts, facts: parts.facts.slice(1) }))],
];

describe('what was changed shows', () => {
  test.each(changes)('%s: by the check "%s"', async (_what, check, forge) => {
    const { fold } = await checks(await forge());
    expect(fold?.check).toBe(check);
    expect(fold?.message).toMatch(/\.$/);
  });

  test('the number of the fact that differs is named', async () => {
    const { fold } = await checks(await one().steps(0, ([step, ...rest]) => [later(step), ...rest]));
    expect(fold?.number).toBeGreaterThan(1);
    expect(fold?.message).toContain(`number ${fold?.number}`);
  });

  test("an event that is gone from the history shows in Temporal's own replay", async () => {
    const file = await one().events(0, (events) => {
      const timer = events.findIndex((event) => event.timerStartedEventAttributes != null);
      return events
        .filter((_, index) => index !== timer)
        .map((event, index) => ({ ...event, eventId: index + 1 }) as never);
    });
    const { fold, replay } = await checks(file);
    expect([fold, replay?.check]).toEqual([null, 'replay']);
  });

  test('a recorded hash that the code does not compute stops its replay, with the number', async () => {
    const { replay } = await checks(await one().steps(0, ([step, ...rest]) => [otherHash(step), ...rest]));
    expect(replay?.message).toMatch(/differs from the case at number \d+/);
  });

  test('a file signed by a stranger, or read with keys of another installation', async () => {
    const strangers = createKeys();
    const file = read('v1/granted.zip');
    const unsigned = await audit(file, { ...keys, commandKeys: strangers.commandKeys }, bundle);
    expect(unsigned.fold?.check).toBe('manifest');
    const sealed = await audit(file, { ...keys, dataKeys: strangers.dataKeys }, bundle);
    expect(sealed.fold?.check).toBe('unreadable');
    expect((await audit(new Uint8Array([1, 2, 3]), keys, bundle)).fold?.check).toBe('manifest');
  });
});

// ---- changes ----

type Step = Parameters<Parameters<Forger['steps']>[1]>[0][number];

function one1(step: Step | undefined): Step {
  if (step === undefined || step.facts.length < 3) throw new Error('the golden history has no step with three facts');
  return step;
}
const withFacts = (step: Step | undefined, change: (facts: Step['facts']) => Step['facts']): Step => ({
  ...one1(step),
  facts: change(one1(step).facts),
});
const drop = (step?: Step) => withFacts(step, (facts) => facts.filter((_, index) => index !== 1));
const swap = (step?: Step) => withFacts(step, ([a, b, ...rest]) => [b, a, ...rest].flatMap((line) => line ?? []));
const double = (step?: Step) => withFacts(step, (facts) => [...facts, ...facts.slice(-1)]);
const later = (step?: Step) =>
  withFacts(step, ([a, ...rest]) => (a ? [{ ...a, fact: { ...a.fact, at: a.fact.at + 60_000 } }, ...rest] : rest));
const otherHash = (step?: Step) =>
  withFacts(step, (facts) => facts.map((line, index) => (index === 1 ? { ...line, hash: 'f'.repeat(64) } : line)));

const renamed = (text = '') => text.replace('"demo.permit"', '"demo.permlt"');
const second = (all: Record<string, string>) => Object.keys(all).find((path) => path.startsWith('runs/2-')) ?? '';
const reordered = <T>([a, b, c]: T[]) => [a, c, b].flatMap((run) => (run === undefined ? [] : [run]));

const without = <P extends { runs: unknown[] }>(parts: P, index: number): P => ({
  ...parts,
  runs: parts.runs.filter((_, place) => place !== index),
});

/** The command with which the first run after the end begins. */
function begun(by: Forger, change: (command: SignedCommand) => unknown) {
  return by.payloads(1, (place, value) => {
    const isSigned = place === 'start' && value !== null && typeof value === 'object' && 'signed' in value;
    return isSigned ? change(value as SignedCommand) : value;
  });
}

const otherDay = (value: SignedCommand) =>
  officer(value, (signed) => ({ ...signed, command: { ...signed.command, servedOn: '2026-03-07' } as never }));

function content(by: Forger, change: (text: string) => string) {
  return by.resigned((parts) => ({
    ...parts,
    content: new Map([...parts.content].map(([hash, text]) => [hash, change(text)])),
  }));
}

function flipped(by: Forger) {
  return by.events(0, (events) => {
    const payload = events[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[3];
    if (!payload?.data) throw new Error('no payload');
    const data = Uint8Array.from(payload.data);
    data[20] = (data[20] ?? 0) ^ 1;
    payload.data = data;
    return events;
  });
}

const refuse = ({ command }: SignedCommand['signed']) =>
  command.type === 'complete' && command.step === 'approve'
    ? { command: { ...command, data: { decision: 'refuse' } } }
    : {};
const byAnother = ({ command }: SignedCommand['signed']) =>
  command.type === 'complete' ? { command: { ...command, by: { ...command.by, person: 'somebody' } } } : {};

function updates(by: Forger, change: (command: SignedCommand['signed']) => SignedCommand['signed']) {
  return by.payloads(0, (place, value) => (place === 'update' && value !== null ? officer(value, change) : value));
}

function rules(by: Forger, change: (result: RuleResult) => RuleResult) {
  return by.payloads(0, (place, value) => {
    const recorded = value as { steps?: Step[] };
    if (place !== 'marker' || !recorded.steps) return value;
    return {
      ...recorded,
      steps: recorded.steps.map((step) =>
        step.by.kind === 'case' && step.by.command.type === 'rule-returned'
          ? {
              ...step,
              by: { ...step.by, command: { ...step.by.command, results: step.by.command.results.map(change) } },
            }
          : step,
      ),
    };
  });
}

function begins(by: Forger, change: (input: CaseInput) => CaseInput) {
  return by.payloads(1, (place, value) =>
    place === 'start' && value !== null && 'caseId' in (value as object) ? change(value as CaseInput) : value,
  );
}
const richer = (input: CaseInput): CaseInput =>
  input.resumed === undefined
    ? input
    : { ...input, resumed: { ...input.resumed, state: { ...input.resumed.state, data: { amount: 1 } } } };
const unchained = (input: CaseInput): CaseInput =>
  input.resumed === undefined ? input : { ...input, resumed: { ...input.resumed, chain: 'f'.repeat(64) } };

function result(by: Forger, change: (result: CaseResult) => CaseResult) {
  return by.payloads(0, (place, value) => (place === 'result' ? change(value as CaseResult) : value));
}
