/**
 * Goal: the shell around the engine keeps what it says in its header (W1 to W3), without Temporal.
 * Method: signed commands given to it directly; each refusal is followed by the same command in its right form.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import { chain, GENESIS } from '../../engine/chain.ts';
import { LIMITS } from '../../engine/limits.ts';
import type { Command } from '../../engine/model.ts';
import { ENGINE_VERSION } from '../../engine/version.ts';
import type { CommandAnswer, Ref, SignedCommand } from '../../workflows/contract.ts';
import {
  advance,
  answer,
  chainAt,
  confirmRecorded,
  factsAfter,
  judge,
  openShell,
  performOwn,
  resume,
  type Shell,
} from '../../workflows/shell.ts';
import { bundle, bundleHash, calendarHash, contents } from './fixture.ts';

const T0 = Date.parse('2026-03-02T09:00:00+08:00');
const HOUR = 3_600_000;
const bundleRef: Ref<typeof bundle> = { $ref: 'bundle', hash: bundleHash, content: bundle };
const calendarRef: Ref = {
  $ref: 'calendar',
  hash: calendarHash,
  content: JSON.parse(contents.get(calendarHash) ?? ''),
};
const input = { caseId: 'case-1', number: '示例〔2026〕00001', engineVersion: ENGINE_VERSION };
const start: Command = { type: 'start', input: { applicant: '甲', amount: 10 } };
const window = { group: 'window', person: 'w' };
const leader = { group: 'leader', person: 'l' };
const applicant = { group: 'applicant', person: 'a' };
const review = (result: string, note?: string): Command => ({
  type: 'complete',
  step: 'review',
  by: window,
  data: { result, ...(note === undefined ? {} : { note }) },
});

function signed(id: string, command: Command, verdict: SignedCommand['verdict'] = 'valid'): SignedCommand {
  return { signed: { caseId: 'case-1', id, command }, key: 'k', signature: '', ...(verdict && { verdict }) };
}

function perform(shell: Shell, id: string, command: Command, at: number): CommandAnswer {
  const refusal = judge(shell, signed(id, command), null, at);
  const given = refusal ?? answer(shell, signed(id, command).signed, null, at);
  if ('type' in given) throw new Error(`${given.type}: ${given.message}`);
  return given;
}

let shell: Shell;
beforeEach(() => {
  shell = openShell(input, bundleRef, calendarRef, T0);
  perform(shell, 'start', start, T0);
});

describe('after the end', () => {
  const refuse: Command = { type: 'complete', step: 'approve', by: leader, data: { decision: 'refuse' } };
  const serve: Command = { type: 'serve', document: 'refusal', method: 'mail', servedOn: '2026-03-02', by: window };
  const ended = (engineVersion: number): Shell => {
    const of = openShell({ ...input, engineVersion }, bundleRef, calendarRef, T0);
    const at = (hours: number) => T0 + hours * HOUR;
    const send = (id: string, command: Command, hours: number) => {
      const given = answer(of, { caseId: 'case-1', id, command, at: at(hours) }, null, at(hours));
      if ('type' in given) throw new Error(given.message);
    };
    send('start', start, 0);
    send('c-1', review('complete'), 1);
    performOwn(of, { type: 'rule-returned', call: 1, results: [{ outputs: { eligible: true } }] } as never, at(1));
    send('c-2', refuse, 2);
    expect(of.state.status).toBe('ended');
    return of;
  };

  test('a letter is served in a run of today, and not in one that began before version 4', () => {
    expect(judge(ended(ENGINE_VERSION), signed('s', serve), null, T0 + 3 * HOUR)).toBeNull();
    const old = ended(3);
    const refused = { type: 'not-open', refusal: { detail: 'case-ended' } };
    expect(judge(old, signed('s', serve), null, T0 + 3 * HOUR)).toMatchObject(refused);
    expect(answer(old, signed('s', serve).signed, null, T0 + 3 * HOUR)).toMatchObject(refused);
  });
});

describe('commands', () => {
  test('are answered with the numbers of their facts and the chain up to them', () => {
    const before = shell.state.seq;
    const given = perform(shell, 'c-1', review('incomplete'), T0 + HOUR);
    expect(given).toMatchObject({ from: before + 1, seq: shell.state.seq, chain: shell.chain, status: 'open' });
    let hash = GENESIS;
    for (const { fact, hash: kept } of shell.log) {
      hash = chain(hash, fact);
      expect(kept).toBe(hash);
    }
    expect(shell.chain).toBe(hash);
  });

  test('repeated under their id get the first answer and bring nothing', () => {
    const first = perform(shell, 'c-1', review('incomplete'), T0 + HOUR);
    perform(shell, 'c-2', review('incomplete'), T0 + 2 * HOUR);
    const state = shell.state;
    expect(perform(shell, 'c-1', review('incomplete'), T0 + 3 * HOUR)).toEqual(first);
    expect(shell.state).toBe(state);
  });

  test('with other content under a known id are told so', () => {
    perform(shell, 'c-1', review('incomplete'), T0 + HOUR);
    const other = signed('c-1', review('incomplete', 'another'));
    expect(judge(shell, other, null, T0 + 2 * HOUR)).toMatchObject({ type: 'conflict' });
    expect(judge(shell, { ...other, signed: { ...other.signed, id: 'c-2' } }, null, T0 + 2 * HOUR)).toBeNull();
  });

  test.each(['unknown-key', 'invalid', undefined] as const)('whose signature is %s are refused', (verdict) => {
    const { verdict: _, ...unmarked } = signed('c-1', review('complete'));
    const command = verdict === undefined ? unmarked : { ...unmarked, verdict };
    expect(judge(shell, command, null, T0 + HOUR)).toMatchObject({ type: 'not-signed' });
    expect(judge(shell, signed('c-1', review('complete')), null, T0 + HOUR)).toBeNull();
  });

  test('signed for another case are refused', () => {
    const command = signed('c-1', review('complete'));
    const elsewhere = { ...command, signed: { ...command.signed, caseId: 'case-2' } };
    expect(judge(shell, elsewhere, null, T0 + HOUR)).toMatchObject({ type: 'not-signed' });
  });

  test('that can not be read are refused', () => {
    expect(judge(shell, { unreadable: true }, null, T0 + HOUR)).toMatchObject({ type: 'unreadable' });
  });

  test('are refused by the engine with its reason, and judging changes nothing', () => {
    const { state, chain: hash } = shell;
    const wrong: Command = { type: 'complete', step: 'review', by: { group: 'leader' }, data: {} };
    expect(judge(shell, signed('c-1', wrong), null, T0 + HOUR)).toMatchObject({
      type: 'not-authorised',
      refusal: { reason: 'not-authorised', step: 'review' },
    });
    expect([shell.state, shell.chain]).toEqual([state, hash]);
  });

  test('are taken with 64 KB of data and refused with one byte more', () => {
    const fixed = '{"note":"","result":"incomplete"}'.length;
    const fits = review('incomplete', 'x'.repeat(65_536 - fixed));
    expect(judge(shell, signed('c-1', fits), null, T0 + HOUR)).toBeNull();
    const tooMuch = review('incomplete', 'x'.repeat(65_537 - fixed));
    expect(judge(shell, signed('c-1', tooMuch), null, T0 + HOUR)).toMatchObject({ refusal: { detail: 'too-large' } });
  });

  test('bring the case to 512 KB and not one byte past it; what makes it no larger is taken still', () => {
    const remark = (text: string): Command => ({
      type: 'message',
      message: 'remark',
      by: applicant,
      data: { remark: text },
    });
    const bytes = () => new TextEncoder().encode(JSON.stringify(shell.state)).length;
    perform(shell, 'r', remark('x'), T0 + HOUR);
    // As many data as leave room for a remark of another length.
    const room = LIMITS.stateBytes - bytes() - 1_000;
    shell.state = { ...shell.state, data: { ...shell.state.data, old: 'x'.repeat(room - '"old":"",'.length) } };
    const before = bytes();
    const more = perform(shell, 'r-1', remark('y'), T0 + HOUR);
    const perRemark = bytes() - before;
    expect([more.status, perRemark >= 0]).toEqual(['open', true]);
    const left = LIMITS.stateBytes - bytes() - perRemark + 1;
    expect(judge(shell, signed('r-2', remark('z'.repeat(left))), null, T0 + HOUR)).toBeNull();
    expect(judge(shell, signed('r-2', remark('z'.repeat(left + 1))), null, T0 + HOUR)).toMatchObject({
      type: 'invalid',
      refusal: { detail: 'too-large', faults: [{ message: expect.stringContaining('524289 bytes') }] },
    });
    perform(shell, 'r-2', remark('z'.repeat(left)), T0 + HOUR);
    expect(bytes()).toBe(LIMITS.stateBytes);
    expect(judge(shell, signed('r-3', remark('short')), null, T0 + HOUR)).toBeNull();
  });

  test('on a branch whose rule is out wait for their turn, and are refused only in it', () => {
    perform(shell, 'c-1', review('complete'), T0 + HOUR);
    expect(shell.state.calls).toHaveLength(1);
    advance(shell, T0 + HOUR, T0 + HOUR);
    const again = signed('c-2', review('complete'));
    expect(judge(shell, again, null, T0 + HOUR)).toBeNull();
    expect(answer(shell, again.signed, null, T0 + HOUR)).toMatchObject({ type: 'busy' });
  });
});

describe('instants', () => {
  const at = T0 + HOUR;
  const carrying = (command: Command): SignedCommand => {
    const plain = signed('c-1', command);
    return { ...plain, signed: { ...plain.signed, at } };
  };

  test('are those that commands carry, whatever the clock of the workflow shows', () => {
    const again = openShell(input, bundleRef, calendarRef, T0 + 5_000);
    perform(again, 'start', start, T0);
    expect(judge(shell, carrying(review('incomplete')), null, at + 20)).toBeNull();
    answer(shell, carrying(review('incomplete')).signed, null, at + 20);
    answer(again, carrying(review('incomplete')).signed, null, at + 7_000);
    expect(again.chain).toBe(shell.chain);
    expect(shell.log.at(-1)?.fact.at).toBe(at);
  });

  test('of time that passes are those that were waited for', () => {
    advance(shell, at, at + 900);
    expect(shell.pending.every(({ now }) => now <= at)).toBe(true);
  });

  test('ahead of the clock by more than clocks differ are refused', () => {
    expect(judge(shell, carrying(review('incomplete')), null, at - 30_000)).toBeNull();
    expect(judge(shell, carrying(review('incomplete')), null, at - 90_000)).toMatchObject({ type: 'clock' });
  });

  test('in a run of version 1 are the clock of the workflow', () => {
    const old = openShell({ ...input, engineVersion: 1 }, bundleRef, calendarRef, T0);
    perform(old, 'start', start, T0);
    answer(old, carrying(review('incomplete')).signed, null, at + 700);
    expect(old.log.at(-1)?.fact.at).toBe(at + 700);
  });
});

describe('recording', () => {
  test('takes every fact once', () => {
    perform(shell, 'c-1', review('incomplete'), T0 + HOUR);
    const steps = shell.pending;
    expect(steps.flatMap((step) => step.facts)).toEqual(shell.log);
    perform(shell, 'c-2', review('incomplete'), T0 + 2 * HOUR);
    confirmRecorded(shell, steps, steps);
    expect(shell.pending.map((step) => step.by)).toEqual([{ kind: 'update', id: 'c-2' }]);
  });

  test('stops the case when the history has another fact, fewer facts or another state', () => {
    perform(shell, 'c-1', review('incomplete'), T0 + HOUR);
    const steps = shell.pending;
    const changed = structuredClone(steps);
    const fact = changed[1]?.facts[1];
    if (fact !== undefined) fact.hash = 'f'.repeat(64);
    const number = steps[1]?.facts[1]?.fact.seq;
    expect(() => confirmRecorded(shell, steps, changed)).toThrow(`differs from the case at number ${number}`);
    expect(() => confirmRecorded(shell, steps, steps.slice(1))).toThrow(/differs from the case at number 1/);
    const otherState = steps.map((step) => ({ ...step, stateHash: '' }));
    expect(() => confirmRecorded(shell, steps, otherState)).toThrow(/in the state after number/);
    expect(shell.pending).toBe(steps);
    expect(() => confirmRecorded(shell, steps, structuredClone(steps))).not.toThrow();
  });

  test('knows the facts after a number and the chain at each', () => {
    perform(shell, 'c-1', review('incomplete'), T0 + HOUR);
    expect(factsAfter(shell, 0)).toEqual(shell.log);
    expect(factsAfter(shell, 3)).toEqual(shell.log.slice(3));
    expect(factsAfter(shell, shell.state.seq)).toEqual([]);
    expect(chainAt(shell, 0)).toBe(GENESIS);
    expect(chainAt(shell, 2)).toBe(shell.log[1]?.hash);
    expect(chainAt(shell, shell.state.seq)).toBe(shell.chain);
  });
});

describe('a new run', () => {
  test('goes on with state, chain and answers, after a trip through JSON', () => {
    const first = perform(shell, 'c-1', review('incomplete'), T0 + HOUR);
    const carried = JSON.parse(JSON.stringify(resume(shell, 2, T0)));
    const next = openShell(carried, bundleRef, calendarRef, T0 + 2 * HOUR);
    expect(next).toMatchObject({ chain: shell.chain, runNumber: 2, firstSeq: shell.state.seq + 1, offsetMs: 0 });
    expect(next.state).toEqual(shell.state);
    expect(perform(next, 'c-1', review('incomplete'), T0 + 3 * HOUR)).toEqual(first);
    perform(next, 'c-2', review('incomplete'), T0 + 3 * HOUR);
    expect(next.log[0]?.fact.seq).toBe(next.firstSeq);
    expect(next.chain).not.toBe(shell.chain);
    expect(chainAt(next, next.firstSeq - 1)).toBe(shell.chain);
  });

  test('carries the last 500 answers', () => {
    for (let index = 0; index < 501; index++) perform(shell, `c-${index}`, review('incomplete'), T0 + HOUR + index);
    const carried = resume(shell, 1, T0).resumed?.answers ?? [];
    expect([carried.length, carried[0]?.id, carried.at(-1)?.id]).toEqual([500, 'c-1', 'c-500']);
  });
});

test('a bundle that is not there stops the case until it is', () => {
  const missing: Ref<typeof bundle> = { $ref: 'bundle', hash: bundleHash, unreadable: true };
  expect(() => openShell(input, missing, calendarRef, T0)).toThrow(/not in the content store/);
});
