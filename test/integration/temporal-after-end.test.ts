/**
 * Goal: a letter of a case that has ended is served once and only once, as strongly recorded as what came before: in the
 * history, chained, decided again, archived.
 * Method: cases on the real server, ended and closed; two officers at once, the same command twice, no worker, a server
 * that has forgotten the case.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { closedRun } from '../../activities/archive.ts';
import { createCaseHistories, runsOf } from '../../activities/case-histories.ts';
import { createSigner } from '../../codec/signing.ts';
import type { Command } from '../../engine/model.ts';
import { audit, folding } from '../../replay/audit.ts';
import { createFindEndedCase } from '../../replay/ended-case.ts';
import { exportEvidence } from '../../replay/export.ts';
import { localDate } from '../../rules/calendar/date.ts';
import { createKeys } from '../../runtime/keys.ts';
import { CaseUnreachable, createCaseClient } from '../../workflows/case-client.ts';
import { CASE_WORKFLOW, idAfterEnd, refTo } from '../../workflows/contract.ts';
import { contentStore } from '../workflows/fixture.ts';
import { type Office, openOffice } from './temporal-office.ts';

let office: Office;
let forgotten: Awaited<ReturnType<typeof forgottenCase>>;

beforeAll(async () => {
  office = await openOffice(inject('namespace'));
  forgotten = await forgottenCase();
});
afterAll(() => office.close());
beforeEach(() => {
  office.readModel.down = false;
});

const by = (group: string) => ({ group, person: `${group}-1` });
const review: Command = { type: 'complete', step: 'review', by: by('window'), data: { result: 'complete' } };
const refuse: Command = { type: 'complete', step: 'approve', by: by('leader'), data: { decision: 'refuse' } };
const serve = (document: string, note = ''): Command => ({
  ...{ type: 'serve', document, method: 'mail', servedOn: localDate(Date.now()), by: by('window') },
  ...(note === '' ? {} : { note }),
});
const send = (caseId: string, command: Command, id: string = randomUUID()) =>
  office.cases.command({ caseId, id, command });

/** Refused with two letters, over several runs, closed. */
async function endedCase(): Promise<{ caseId: string; seq: number }> {
  const caseId = await office.open({ forceContinueAsNewEvery: 1 });
  await send(caseId, review);
  await send(caseId, refuse);
  const { seq } = (await office.client.workflow.getHandle(caseId).result()) as { seq: number };
  return { caseId, seq };
}

async function foldedOf(caseId: string) {
  const runs = await runsOf(office.sources, caseId);
  const histories = runs.map(({ history }) => history);
  return { runs, ...(await folding(histories, caseId, office.sources.codec)) };
}

const servicesIn = ({ facts }: Awaited<ReturnType<typeof foldedOf>>) =>
  facts.flatMap(({ fact }) => (fact.type === 'document-served' ? [fact.document] : []));

async function exported(caseId: string): Promise<Uint8Array> {
  const [key] = office.keys.commandKeys;
  if (key === undefined) throw new Error('no key');
  const file = await exportEvidence({ ...office.sources, content: contentStore, key, now: Date.now() }, caseId);
  if (file === null) throw new Error('no history');
  return file;
}

test('in one more run, which goes on from the end and is closed again; readers and auditors see it', async () => {
  const { caseId, seq } = await endedCase();
  const before = (await runsOf(office.sources, caseId)).length;
  const answer = await send(caseId, serve('refusal'));
  expect(answer).toMatchObject({ from: seq + 1, seq: seq + 1, status: 'ended', outcome: 'refused' });

  const after = await foldedOf(caseId);
  expect(after.difference).toBeNull();
  expect(after.runs).toHaveLength(before + 1);
  expect([after.state.seq, after.chain]).toEqual([answer.seq, answer.chain]);
  expect(after.state.documents.refusal?.served).toMatchObject({ method: 'mail' });
  const result = await office.client.workflow.getHandle(idAfterEnd(caseId, before + 1)).result();
  expect(result).toEqual({ outcome: 'refused', seq: answer.seq, chain: answer.chain });

  const shown = office.readModel.batches.filter((batch) => batch.caseId === caseId).at(-1);
  expect(shown).toMatchObject({ runNumber: before + 1, state: { seq: answer.seq, status: 'ended' } });
  expect(await createCaseHistories(office.sources).head(caseId, before)).toEqual({
    seq: answer.seq,
    chain: answer.chain,
  });
  expect(await createCaseHistories(office.sources).head(caseId, before + 1)).toMatchObject({ seq: answer.seq });
  expect(await audit(await exported(caseId), office.keys, office.bundle)).toMatchObject({
    ...{ runs: before + 1, facts: answer.seq, chain: answer.chain, fold: null, replay: null },
  });
});

test('two letters at once, one of them sent twice: each once, in one chain', async () => {
  const { caseId, seq } = await endedCase();
  const id = randomUUID();
  const [refusal, again, advice] = await Promise.all([
    send(caseId, serve('refusal'), id),
    send(caseId, serve('refusal'), id),
    send(caseId, serve('advice')),
  ]);
  expect(again).toEqual(refusal);
  expect([refusal.seq, advice.seq].sort()).toEqual([seq + 1, seq + 2]);
  const after = await foldedOf(caseId);
  expect(after.difference).toBeNull();
  expect(servicesIn(after).sort()).toEqual(['advice', 'refusal']);

  expect(await send(caseId, serve('refusal'), id)).toEqual(refusal);
  await expect(send(caseId, serve('refusal', 'other'), id)).rejects.toMatchObject({ type: 'conflict' });
  await expect(send(caseId, serve('refusal'))).rejects.toMatchObject({ refusal: { detail: 'served-already' } });
  expect((await foldedOf(caseId)).runs).toHaveLength(after.runs.length);
});

test('nothing else is taken, and what is refused leaves no run', async () => {
  const { caseId } = await endedCase();
  const { runs } = await foldedOf(caseId);
  const ended = { type: 'not-open', refusal: { detail: 'case-ended' } };
  await expect(send(caseId, review)).rejects.toMatchObject(ended);
  const remark: Command = { type: 'message', message: 'remark', data: { remark: 'late' } };
  await expect(send(caseId, remark)).rejects.toMatchObject(ended);
  await expect(send(caseId, serve('permit'))).rejects.toMatchObject({ refusal: { detail: 'not-issued' } });
  const early = { ...serve('refusal'), servedOn: '2020-01-01' } as Command;
  await expect(send(caseId, early)).rejects.toMatchObject({ type: 'invalid' });
  expect((await foldedOf(caseId)).runs).toHaveLength(runs.length);
});

test('no worker is there: the service waits on the server, and a repeat is given its answer', async () => {
  const { caseId, seq } = await endedCase();
  await office.stopWorker();
  const impatient = createCaseClient({
    ...{ client: office.client, sign: createSigner(office.keys.commandKeys), taskQueue: office.taskQueue },
    ...{ endedCase: createFindEndedCase(office.sources), unknownMs: 1_000 },
  });
  const request = { caseId, id: randomUUID(), command: serve('advice') };
  try {
    await expect(impatient.command(request)).rejects.toBeInstanceOf(CaseUnreachable);
    await expect(impatient.command(request)).rejects.toBeInstanceOf(CaseUnreachable);
  } finally {
    await office.startWorker();
  }
  expect(await office.cases.command(request)).toMatchObject({ from: seq + 1, seq: seq + 1 });
  const after = await foldedOf(caseId);
  expect([after.difference, servicesIn(after)]).toEqual([null, ['advice']]);
});

test('a run that was begun from what was the end no more is not let in by the server', async () => {
  const { caseId } = await endedCase();
  const find = createFindEndedCase(office.sources);
  const stale = await find(caseId);
  await send(caseId, serve('refusal'));
  let asked = 0;
  const late = createCaseClient({
    ...{ client: office.client, sign: createSigner(office.keys.commandKeys), taskQueue: office.taskQueue },
    endedCase: (id) => (asked++ === 0 ? Promise.resolve(stale) : find(id)),
  });
  await late.command({ caseId, id: randomUUID(), command: serve('advice') });
  const after = await foldedOf(caseId);
  expect([after.difference, servicesIn(after)]).toEqual([null, ['refusal', 'advice']]);
});

/** Served once after its end, archived, and deleted on the server, which takes it half a minute. */
async function forgottenCase() {
  const { caseId, seq } = await endedCase();
  await send(caseId, serve('refusal'));
  const runs = await runsOf(office.sources, caseId);
  const ids = runs.map(({ runId }, index) => ({
    workflowId: index < runs.length - 1 ? caseId : idAfterEnd(caseId, runs.length),
    runId,
  }));
  for (const id of ids) office.archived.push(await closedRun(office.client, id));
  const { namespace } = office.client.options;
  for (const workflowExecution of ids) {
    await office.client.workflowService.deleteWorkflowExecution({ namespace, workflowExecution });
  }
  return { caseId, seq, ids };
}

const isKnown = ({ workflowId, runId }: { workflowId: string; runId: string }) =>
  office.client.workflow
    .getHandle(workflowId, runId)
    .describe()
    .then(() => true)
    .catch(() => false);

test('a run that a stranger begins brings nothing, and the next goes on from it', async () => {
  const { caseId, seq } = await endedCase();
  const found = await createFindEndedCase(office.sources)(caseId);
  if (found === null || found === 'at-work') throw new Error('it has not ended');
  const command = serve('refusal');
  const forged = createSigner(createKeys().commandKeys)({ caseId, id: 'forged', command, at: Date.now() });
  await office.client.workflow.execute(CASE_WORKFLOW, {
    workflowId: idAfterEnd(caseId, found.input.resumed.runNumber),
    taskQueue: office.taskQueue,
    args: [found.input, refTo('bundle', found.bundle.hash), refTo('calendar', found.calendar.hash), forged],
  });
  expect(await send(caseId, serve('advice'))).toMatchObject({ from: seq + 1, seq: seq + 1 });
  const after = await foldedOf(caseId);
  expect([after.difference, servicesIn(after)]).toEqual([null, ['advice']]);
  expect(after.runs).toHaveLength(found.input.resumed.runNumber + 1);
  const audited = await audit(await exported(caseId), office.keys, office.bundle);
  expect(audited).toMatchObject({ fold: null, replay: null, facts: seq + 1 });
});

test('from the archive, when the server has forgotten the case; and a run that is gone shows', async () => {
  const { caseId, seq, ids } = forgotten;
  const known = async () => (await Promise.all(ids.map(isKnown))).filter(Boolean);
  await expect.poll(known, { timeout: 80_000, interval: 500 }).toEqual([]);

  expect(await send(caseId, serve('advice'))).toMatchObject({ from: seq + 2, seq: seq + 2 });
  const after = await foldedOf(caseId);
  expect([after.difference, servicesIn(after)]).toEqual([null, ['refusal', 'advice']]);
  expect(after.runs).toHaveLength(ids.length + 1);

  const last = { workflowId: idAfterEnd(caseId, after.runs.length), runId: after.runs.at(-1)?.runId ?? '' };
  office.archived.push(await closedRun(office.client, last));
  const first = office.archived.findIndex(({ runId }) => runId === ids.at(-1)?.runId);
  office.archived.splice(first, 1);
  expect((await foldedOf(caseId)).difference).toMatchObject({ check: 'run' });
});
