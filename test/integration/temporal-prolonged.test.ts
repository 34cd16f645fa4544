/**
 * Goal: a task that was prolonged by heartbeats replays. At its replay the workflow's clock shows the last of them, not
 * the instant at which the task was taken up; what happened is of the instant that its command carries.
 * Method: tasks of two seconds and a projection that takes nearly as long, on the real server; the history shows the
 * heartbeat.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Command } from '../../engine/model.ts';
import { codecOf } from '../../replay/audit.ts';
import { replayOnSdk } from '../../replay/sdk-pass.ts';
import { contents } from '../workflows/fixture.ts';
import { type Office, openOffice } from './temporal-office.ts';

const TASK_MS = 2_000;
/** Past the heartbeat, at four fifths of the task, and before the end of both. */
const PROJECTION_MS = 1_750;
/** A busy machine may lose a task instead of prolonging it. */
const CASES_MAX = 10;

let office: Office;

beforeAll(async () => {
  office = await openOffice(inject('namespace'));
  const { workflow } = office.client;
  const start = workflow.start.bind(workflow);
  workflow.start = ((type: string, options: object) =>
    start(type, { ...options, workflowTaskTimeout: TASK_MS } as never)) as typeof workflow.start;
});

afterAll(() => office.close());

const review: Command = {
  type: 'complete',
  step: 'review',
  by: { group: 'window', person: 'window-1' },
  data: { result: 'incomplete' },
};

type Events = NonNullable<
  Awaited<ReturnType<ReturnType<Office['client']['workflow']['getHandle']>['fetchHistory']>>['events']
>;

/** Tasks completed before the first result of a local activity stands in the history. */
function tasksBeforeRecord(events: Events): number {
  const marker = events.findIndex((event) => event.markerRecordedEventAttributes != null);
  return events.slice(0, marker).filter((event) => event.workflowTaskCompletedEventAttributes != null).length;
}

async function prolongedCase(): Promise<string> {
  for (let opened = 0; opened < CASES_MAX; opened++) {
    const caseId = await office.open();
    const history = async () => (await office.client.workflow.getHandle(caseId).fetchHistory()).events ?? [];
    const isRecorded = async () => (await history()).some((event) => event.markerRecordedEventAttributes != null);
    await expect.poll(isRecorded, { timeout: 60_000, interval: 500 }).toBe(true);
    if (tasksBeforeRecord(await history()) > 1) return caseId;
  }
  throw new Error('no task was prolonged');
}

test('a case whose projection took longer than its task goes on with another worker, and its history replays', async () => {
  const project = office.readModel.project.bind(office.readModel);
  office.readModel.project = (batch) => sleep(PROJECTION_MS).then(() => project(batch));
  const caseId = await prolongedCase();
  office.readModel.project = project;

  // Another worker knows the case from its history alone.
  await office.stopWorker();
  await office.startWorker();
  await office.cases.command({ caseId, id: 'first', command: review });
  const codec = codecOf(office.keys, contents);
  const histories = [await office.client.workflow.getHandle(caseId).fetchHistory()] as never[];
  expect(await replayOnSdk({ caseId, histories, codec, workflowBundle: office.bundle })).toBeNull();
});
