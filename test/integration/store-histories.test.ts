/**
 * Goal: the read model can be made from what Temporal and the archive have, and is the one that projection made.
 * Method: cases on the real server with several runs, projected to PostgreSQL as their worker does it; then rebuilt.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createArchiver } from '../../activities/archive.ts';
import { createCaseHistories } from '../../activities/case-histories.ts';
import { codecWith } from '../../codec/data-converter.ts';
import type { Command } from '../../engine/model.ts';
import { localDate } from '../../rules/calendar/date.ts';
import { createArchive, noteArchiveFault, queueForArchive, takeFromArchiveQueue } from '../../store/archives.ts';
import { createContentStore, putContent } from '../../store/content.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { createReadModel } from '../../store/projection.ts';
import { type CaseHistories, rebuild } from '../../store/rebuild.ts';
import type { CaseHeads } from '../../store/reconcile.ts';
import { bundleHash, calendarHash, contentStore, procedure } from '../workflows/fixture.ts';
import { freshStore, readModelOf } from './store-database.ts';
import { type Office, openOffice } from './temporal-office.ts';

let office: Office;
let store: Store;
let histories: CaseHistories & CaseHeads;

beforeAll(async () => {
  office = await openOffice(inject('namespace'));
  store = await freshStore();
  await putContent(store.db, 'bundle', (await contentStore.get(bundleHash)) ?? '');
  await putContent(store.db, 'calendar', (await contentStore.get(calendarHash)) ?? '');
  const codec = codecWith(office.keys, createContentStore(store));
  histories = createCaseHistories({ client: office.client, archive: createArchive(store), codec });
});

afterAll(async () => {
  await office.close();
  await closeStore(store);
});

const by = (group: string) => ({ group, person: `${group}-1` });
const review: Command = { type: 'complete', step: 'review', by: by('window'), data: { result: 'complete' } };
const grant: Command = { type: 'complete', step: 'approve', by: by('leader'), data: { decision: 'grant' } };
const today = localDate(Date.now());
const serve: Command = { type: 'serve', document: 'permit', method: 'direct', servedOn: today, by: by('window') };

async function known(caseId: string): Promise<void> {
  const pinned = { procedure: procedure.id, definition: bundleHash, calendar: calendarHash };
  await store.db
    .insertInto('app.cases')
    .values({
      id: caseId,
      number: caseId,
      ...pinned,
      idempotency_key: caseId,
      body_hash: '',
      start_at: 0,
      started: true,
    })
    .execute();
}

/** A projection has one machine's time for the facts of several commands; the history has that of each. */
async function rows(): Promise<Record<string, unknown>> {
  const { facts = [], ...others } = await readModelOf(store);
  return { ...others, facts: facts.map((row) => ({ ...(row as object), machine_at: 0 })) };
}

test('rebuilding gives what the worker projected: open, ended and served after their end, archived or not', async () => {
  const open = await office.open();
  const ended = await office.open({ forceContinueAsNewEvery: 1 });
  const served = await office.open();
  for (const caseId of [open, ended, served]) {
    await known(caseId);
    await office.cases.command({ caseId, id: randomUUID(), command: review });
  }
  for (const caseId of [ended, served]) {
    await office.cases.command({ caseId, id: randomUUID(), command: grant });
    await office.client.workflow.getHandle(caseId).result();
  }
  await office.cases.command({ caseId: served, id: randomUUID(), command: serve });
  const model = createReadModel(store, createContentStore(store));
  for (const batch of office.readModel.batches) expect((await model.project(batch)).kind).toBe('stored');
  const projected = await rows();
  expect(projected.cases).toHaveLength(3);

  expect(await rebuild(store, model, histories)).toMatchObject({ cases: 3, failed: [] });
  expect(await rows()).toEqual(projected);

  const archiver = createArchiver(office.client, {
    missing: (runs) => createArchive(store).missing(runs),
    store: (run) => createArchive(store).store(run),
    queue: (run) => queueForArchive(store, run),
    take: (limit) => takeFromArchiveQueue(store, limit),
    fault: (runId, reason) => noteArchiveFault(store, runId, reason),
  });
  const archived = async () => {
    await archiver.sweep();
    return [await createArchive(store).read(ended), await createArchive(store).read(served)].map(
      ({ length }) => length,
    );
  };
  await expect.poll(archived, { timeout: 20_000 }).toEqual([(await histories.whole(ended))?.runNumber, 2]);
  await rebuild(store, model, histories);
  expect(await rows()).toEqual(projected);
});

test('how far a case has come is read from the end of its history, be it in its first run or a later one', async () => {
  const caseId = await office.open();
  const renewed = await office.open({ forceContinueAsNewEvery: 1 });
  for (const id of [caseId, renewed]) {
    await office.cases.command({ caseId: id, id: randomUUID(), command: review });
    const isRecorded = async () => (await office.cases.state(id)).isSettled;
    await expect.poll(isRecorded).toBe(true);
    const { state, chain } = await office.cases.state(id);
    expect(await histories.head(id, 1)).toEqual({ seq: state.seq, chain });
  }
  const { state, chain } = await office.cases.state(renewed);
  await office.cases.renew(renewed);
  await expect.poll(async () => (await office.cases.state(renewed)).runNumber).toBeGreaterThan(2);
  expect(await histories.head(renewed, 1)).toEqual({ seq: state.seq, chain });
});

test('a case of which nothing is left has no history', async () => {
  const unknown = randomUUID();
  expect(await histories.whole(unknown)).toBeNull();
  expect(await histories.head(unknown, 0)).toBeNull();
});
