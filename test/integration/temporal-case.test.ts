/**
 * Goal: a case on the real server does what the engine decides, survives what happens to machines, and keeps nothing
 * readable there.
 * Method: one small procedure on the real server, ports in memory; the case's own facts and its history are the witness.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { createSigner } from '../../codec/signing.ts';
import { chain, GENESIS } from '../../engine/chain.ts';
import type { Command } from '../../engine/model.ts';
import { createKeys } from '../../runtime/keys.ts';
import { createCaseClient } from '../../workflows/case-client.ts';
import { COMMAND_UPDATE } from '../../workflows/contract.ts';
import { type Office, openOffice } from './temporal-office.ts';

let office: Office;

beforeAll(async () => {
  office = await openOffice(inject('namespace'));
});
afterAll(() => office.close());
beforeEach(() => {
  office.readModel.down = false;
  office.rulesApart = false;
  office.effects.notNow.clear();
  office.effects.neverWill.clear();
});

const by = (group: string) => ({ group, person: `${group}-1` });
const review: Command = { type: 'complete', step: 'review', by: by('window'), data: { result: 'complete' } };
const again: Command = { type: 'complete', step: 'review', by: by('window'), data: { result: 'incomplete' } };
const grant: Command = { type: 'complete', step: 'approve', by: by('leader'), data: { decision: 'grant' } };
const send = (caseId: string, command: Command, id: string = randomUUID()) =>
  office.cases.command({ caseId, id, command });
const types = async (caseId: string) => (await office.cases.facts(caseId, 0)).facts.map(({ fact }) => fact.type);

/** Those that stand in the history, by name. */
async function localActivities(caseId: string): Promise<unknown[]> {
  const { events } = await office.client.workflow.getHandle(caseId).fetchHistory();
  return (events ?? []).flatMap(({ markerRecordedEventAttributes: marker }) => {
    const [data] = marker?.details?.data?.payloads ?? [];
    return data ? [JSON.parse(Buffer.from(data.data ?? []).toString()).activity_type] : [];
  });
}

async function eventually(condition: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not happen within 10 s');
}

describe('a case', () => {
  test('goes from start to end, with its rule and its effects', async () => {
    const caseId = await office.open();
    await send(caseId, review);
    expect((await office.cases.state(caseId)).state.data).toMatchObject({ eligible: true });
    const last = await send(caseId, grant);
    expect(last).toMatchObject({ status: 'ended', outcome: 'granted' });
    const result = await office.client.workflow.getHandle(caseId).result();
    expect(result).toMatchObject({ outcome: 'granted' });
    const of = office.effects.done.filter((request) => request.caseId === caseId).map(({ content }) => content);
    expect(of).toMatchObject([{ document: 'permit' }, { register: 'permits' }]);
  });

  test('has its small rules evaluated with the record, and apart where that can not be', async () => {
    for (const [rulesApart, activities] of [
      [false, ['project', 'project']],
      [true, ['project', 'project', 'evaluateRules', 'project']],
    ] as const) {
      office.rulesApart = rulesApart;
      const caseId = await office.open();
      await send(caseId, review);
      expect((await office.cases.state(caseId)).state.data).toMatchObject({ eligible: true });
      expect(await localActivities(caseId)).toEqual(activities);
      expect((await office.folded(caseId)).difference).toBeNull();
    }
  });

  test('is visible to readers when the officer has the answer, with its chain of hashes', async () => {
    const caseId = await office.open();
    const { seq, chain: last } = await send(caseId, review);
    const seen = office.readModel.batches.filter((batch) => batch.caseId === caseId);
    const facts = seen.flatMap((batch) => batch.facts);
    expect(facts.at(-1)?.fact.seq).toBeGreaterThanOrEqual(seq);
    expect(facts.map(({ fact }) => fact.seq)).toEqual(facts.map((_, index) => index + 1));
    let hash = GENESIS;
    for (const { fact, hash: kept } of facts) {
      hash = chain(hash, fact);
      expect(kept).toBe(hash);
    }
    expect(facts[seq - 1]?.hash).toBe(last);
    for (const batch of seen) expect(batch.previous).toBe(facts[(batch.facts[0]?.fact.seq ?? 0) - 2]?.hash ?? GENESIS);
  });

  test('refuses without leaving a trace in the history', async () => {
    const caseId = await office.open();
    const handle = office.client.workflow.getHandle(caseId);
    await send(caseId, again);
    const before = (await handle.fetchHistory()).events?.length;
    const wrong: Command = { ...review, by: by('leader') } as Command;
    await expect(send(caseId, wrong)).rejects.toMatchObject({ type: 'not-authorised', refusal: { step: 'review' } });
    await expect(send(caseId, { ...grant })).rejects.toMatchObject({ type: 'not-open' });
    const invalid: Command = { ...review, data: { result: 'nonsense' } } as Command;
    await expect(send(caseId, invalid)).rejects.toMatchObject({
      type: 'invalid',
      refusal: { faults: [{ field: 'result' }] },
    });
    expect((await handle.fetchHistory()).events?.length).toBe(before);
  });

  test('gives a repeat its first answer, also after its end, and refuses other content under the id', async () => {
    const caseId = await office.open();
    const first = await send(caseId, review, 'c-1');
    expect(await send(caseId, review, 'c-1')).toEqual(first);
    await expect(send(caseId, again, 'c-1')).rejects.toMatchObject({ type: 'conflict' });
    const last = await send(caseId, grant, 'c-2');
    await office.client.workflow.getHandle(caseId).result();
    expect(await send(caseId, grant, 'c-2')).toEqual(last);
    await expect(send(caseId, review, 'c-3')).rejects.toMatchObject({ type: 'not-open' });
  });

  test('lets many act at the same time and takes each once', async () => {
    const caseId = await office.open();
    const remark = (index: number): Command => ({ type: 'message', message: 'remark', data: { remark: `${index}` } });
    const answers = await Promise.all(Array.from({ length: 8 }, (_, index) => send(caseId, remark(index))));
    expect(new Set(answers.map(({ seq }) => seq)).size).toBe(8);
    expect((await types(caseId)).filter((type) => type === 'message-received')).toHaveLength(8);
  });

  test('does not hear a request of the server to cancel it', async () => {
    const caseId = await office.open();
    const handle = office.client.workflow.getHandle(caseId);
    await handle.cancel();
    await send(caseId, review);
    expect((await send(caseId, grant)).status).toBe('ended');
    expect(await handle.result()).toMatchObject({ outcome: 'granted' });
  });
});

describe('trust', () => {
  test('a command signed by a stranger, signed for another case, or not encrypted by us is refused', async () => {
    const caseId = await office.open();
    const stranger = createCaseClient({
      ...{ client: office.client, taskQueue: office.taskQueue },
      sign: createSigner(createKeys().commandKeys),
    });
    await expect(stranger.command({ caseId, id: 'c-1', command: review })).rejects.toMatchObject({
      type: 'not-signed',
    });
    const signed = createSigner(office.keys.commandKeys)({ caseId: randomUUID(), id: 'c-1', command: review });
    const handle = office.client.workflow.getHandle(caseId);
    await expect(handle.executeUpdate(COMMAND_UPDATE, { args: [signed, null] })).rejects.toMatchObject({
      cause: { type: 'not-signed' },
    });
    const { Client } = await import('@temporalio/client');
    const plain = new Client({ connection: office.client.connection, namespace: inject('namespace') });
    await expect(
      plain.workflow.getHandle(caseId).executeUpdate(COMMAND_UPDATE, { args: [signed, null] }),
    ).rejects.toThrow();
    expect((await office.cases.state(caseId)).state.steps.review?.completed).toBe(0);
    await expect(send(caseId, review, 'c-1')).resolves.toMatchObject({ status: 'open' });
  });

  test('nothing of the applicant, the officer or the definition stands readable in the history', async () => {
    const caseId = await office.open({ input: { applicant: '欧阳明月', amount: 10 } });
    await send(caseId, review);
    await send(caseId, grant);
    const handle = office.client.workflow.getHandle(caseId);
    await handle.result();
    const raw = JSON.stringify(await handle.fetchHistory(), (_key, value) =>
      value?.type === 'Buffer' ? Buffer.from(value.data).toString('utf8') : value,
    );
    expect(raw).toContain('caseWorkflow');
    for (const secret of ['欧阳明月', 'window-1', 'eligible', 'granted', 'approve']) expect(raw).not.toContain(secret);
  });
});

describe('what happens to machines', () => {
  test('a worker that goes away in the middle loses and doubles nothing', async () => {
    const caseId = await office.open();
    await send(caseId, review);
    await office.stopWorker();
    const late = send(caseId, grant);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await office.startWorker();
    expect(await late).toMatchObject({ status: 'ended' });
    await office.client.workflow.getHandle(caseId).result();
    const keys = office.effects.done.filter((request) => request.caseId === caseId).map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  test('a database that is down delays only what readers see', async () => {
    const caseId = await office.open();
    office.readModel.down = true;
    await send(caseId, again);
    const view = await office.cases.state(caseId);
    expect(view.visibleSeq).toBeLessThan(view.state.seq);
    office.readModel.down = false;
    await send(caseId, again);
    const after = await office.cases.state(caseId);
    expect(after.visibleSeq).toBe(after.state.seq);
    const seen = office.readModel.batches.filter((batch) => batch.caseId === caseId).flatMap((batch) => batch.facts);
    expect(seen.map(({ fact }) => fact.seq)).toEqual(seen.map((_, index) => index + 1));
  });

  test('an effect that can not be carried out now is tried until it is', async () => {
    office.effects.notNow.set('documents', 2);
    const caseId = await office.open();
    await send(caseId, review);
    await send(caseId, grant);
    expect(await office.client.workflow.getHandle(caseId).result()).toMatchObject({ outcome: 'granted' });
    expect(office.effects.notNow.get('documents')).toBe(0);
  });

  test('an effect that never will be is an incident, which an operator can try again', async () => {
    office.effects.neverWill.add('registers');
    const caseId = await office.open();
    await send(caseId, review);
    await send(caseId, grant);
    await eventually(async () => (await office.cases.state(caseId)).state.incidents.length === 1);
    const [incident] = (await office.cases.state(caseId)).state.incidents;
    expect(incident).toMatchObject({ kind: 'effect-failed', reason: 'registers never will' });
    office.effects.neverWill.clear();
    await send(caseId, { type: 'retry-incident', incident: incident?.incident ?? 0, by: by('operator') });
    expect(await office.client.workflow.getHandle(caseId).result()).toMatchObject({ outcome: 'granted' });
  });
});

describe('a new run', () => {
  test('goes on with state, chain and answers; the old one says nothing twice', async () => {
    const caseId = await office.open({ forceContinueAsNewEvery: 2 });
    const first = await send(caseId, again, 'c-1');
    for (let index = 0; index < 4; index++) await send(caseId, again);
    await eventually(async () => (await office.cases.state(caseId)).runNumber >= 3);
    expect(await send(caseId, again, 'c-1')).toEqual(first);
    await expect(send(caseId, review, 'c-1')).rejects.toMatchObject({ type: 'conflict' });
    await send(caseId, review);
    const last = await send(caseId, grant);
    const result = (await office.client.workflow.getHandle(caseId).result()) as { seq: number };
    const seen = office.readModel.batches.filter((batch) => batch.caseId === caseId);
    const facts = seen.flatMap((batch) => batch.facts);
    expect(facts.map(({ fact }) => fact.seq)).toEqual(Array.from({ length: result.seq }, (_, index) => index + 1));
    expect(facts[last.seq - 1]?.hash).toBe(last.chain);
    const pairs = seen.map(({ runNumber, historyLength }) => runNumber * 1e6 + historyLength);
    expect(pairs).toEqual(pairs.toSorted((a, b) => a - b));
  });

  test('is begun when asked for', async () => {
    const caseId = await office.open();
    await send(caseId, again);
    expect((await office.cases.state(caseId)).runNumber).toBe(1);
    await office.cases.renew(caseId);
    await eventually(async () => (await office.cases.state(caseId)).runNumber === 2);
    expect((await send(caseId, review)).status).toBe('open');
  });
});
