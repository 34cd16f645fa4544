/**
 * Goal: a task that was prolonged by heartbeats replays. At its replay the workflow's clock shows the last of them, not
 * the instant at which the task was taken up; what happened is of the instant that its command carries. And a command
 * that came while it was prolonged comes at every replay where it came at first.
 * Method: tasks of two seconds and a projection that takes nearly as long, or for ever in a worker that is killed, on
 * the real server; the history shows the heartbeat.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { Command } from '../../engine/model.ts';
import { codecOf } from '../../replay/audit.ts';
import { replayOnSdk } from '../../replay/sdk-pass.ts';
import { contents } from '../workflows/fixture.ts';
import { type Office, openOffice } from './temporal-office.ts';

const TASK_MS = 2_000;
/** Past the heartbeat, at four fifths of the task, and before the end of both. */
const PROJECTION_MS = 1_750;
/** The same without the activity's own limit. */
const PROLONGING_MS = 1_850;
const FOR_EVER_MS = 1_000_000;
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

const historyOf = async (caseId: string): Promise<Events> =>
  (await office.client.workflow.getHandle(caseId).fetchHistory()).events ?? [];

/** Waits for the start of the case's nth task. */
async function isAtTask(caseId: string, n: number): Promise<void> {
  const isStarted = (event: Events[number]) => event.workflowTaskStartedEventAttributes != null;
  const started = async () => (await historyOf(caseId)).filter(isStarted).length;
  await expect.poll(started).toBeGreaterThanOrEqual(n);
}

async function isRecorded(caseId: string): Promise<void> {
  const recorded = async () => (await historyOf(caseId)).some((event) => event.markerRecordedEventAttributes != null);
  await expect.poll(recorded).toBe(true);
}

/** Tasks completed before the first result of a local activity stands in the history. */
function tasksBeforeRecord(events: Events): number {
  const marker = events.findIndex((event) => event.markerRecordedEventAttributes != null);
  return events.slice(0, marker).filter((event) => event.workflowTaskCompletedEventAttributes != null).length;
}

async function prolongedCase(): Promise<string> {
  for (let opened = 0; opened < CASES_MAX; opened++) {
    const caseId = await office.open();
    await isRecorded(caseId);
    if (tasksBeforeRecord(await historyOf(caseId)) > 1) return caseId;
  }
  throw new Error('no task was prolonged');
}

/** Another worker knows the case from its history alone. */
async function anotherWorker(): Promise<void> {
  await office.stopWorker();
  await office.startWorker();
}

/** Both passes of an audit: the first difference, or null. */
async function differenceIn(caseId: string) {
  const { difference } = await office.folded(caseId);
  const codec = codecOf(office.keys, contents);
  const histories = [await office.client.workflow.getHandle(caseId).fetchHistory()] as never[];
  return difference ?? (await replayOnSdk({ caseId, histories, codec, workflowBundle: office.bundle }));
}

/** A worker that takes so long for each record; it works until it is killed. */
async function slowWorker(projectionMs: number) {
  const script = fileURLToPath(new URL('./fixtures/slow-worker.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const place = { address: inject('temporalAddress'), namespace: inject('namespace'), keysFile: inject('keysFile') };
  child.stdin.end(JSON.stringify({ ...place, taskQueue: office.taskQueue, projectionMs }));
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
}

test('a case whose projection took longer than its task goes on with another worker, and its history replays', async () => {
  const project = office.readModel.project.bind(office.readModel);
  office.readModel.project = (batch) => sleep(PROJECTION_MS).then(() => project(batch));
  const caseId = await prolongedCase();
  office.readModel.project = project;

  await anotherWorker();
  await office.cases.command({ caseId, id: 'first', command: review });
  expect(await differenceIn(caseId)).toBeNull();
});

test('so does a case that got a command while its first task was prolonged, one of whose workers was lost', async () => {
  await office.stopWorker();
  const killFirst = await slowWorker(FOR_EVER_MS);
  const caseId = await office.open();
  const answer = office.cases.command({ caseId, id: 'first', command: review });
  // The second task has the command and is lost with its worker; the one in its place is prolonged, too.
  await isAtTask(caseId, 2);
  await killFirst();
  const killSecond = await slowWorker(PROLONGING_MS);
  await answer;
  await isAtTask(caseId, 4);
  await isRecorded(caseId);
  await killSecond();

  await office.startWorker();
  await office.cases.command({ caseId, id: 'second', command: review });
  await anotherWorker();
  await office.cases.command({ caseId, id: 'third', command: review });
  expect(await differenceIn(caseId)).toBeNull();
});
