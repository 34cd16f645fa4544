/**
 * Goal: a workflow of weeks runs in seconds on the real server, people's input lands on the right
 * virtual day, and its history replays.
 * Method: a small workflow with a daily timer; its own diary is the witness.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection, type WorkflowHandleWithFirstExecutionRunId } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { awaitTimeSkipping, fastForward, startTimeSkipping } from '../../runtime/time-skipping.ts';
import { type daily, diary, note } from './fixtures/daily-workflow.ts';

const day = 86_400_000;
const hour = 3_600_000;
const taskQueue = `time-skipping-${randomUUID()}`;
const workflowsPath = fileURLToPath(new URL('./fixtures/daily-workflow.ts', import.meta.url));

let client: Client;
let worker: Worker;
let running: Promise<void>;
let close: () => Promise<void>;

beforeAll(async () => {
  const address = inject('temporalAddress');
  const namespace = inject('rehearsalNamespace');
  const [connection, native] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  client = new Client({ connection, namespace });
  worker = await Worker.create({ connection: native, namespace, taskQueue, workflowsPath });
  running = worker.run();
  close = async () => {
    worker.shutdown();
    await running;
    await Promise.all([connection.close(), native.close()]);
  };
});

afterAll(() => close());

function start(days: number): Promise<WorkflowHandleWithFirstExecutionRunId<typeof daily>> {
  return client.workflow.start<typeof daily>('daily', { taskQueue, workflowId: randomUUID(), args: [days] });
}

test('27 virtual days with a timer each day and a note in between', async () => {
  const handle = await start(27);
  await fastForward(client, handle.workflowId, 9 * day + hour);
  expect((await handle.query(diary)).map(({ what }) => what).at(-1)).toBe('day 9');
  await handle.executeUpdate(note, { args: ['materials received'] });
  await fastForward(client, handle.workflowId, 18 * day);
  await handle.executeUpdate(note, { args: ['end'] });
  const entries = await handle.result();
  const begin = entries[0]?.at ?? Number.NaN;
  expect(entries.map(({ at, what }) => [what, Math.round((at - begin) / hour)])).toEqual([
    ['start', 0],
    ...Array.from({ length: 9 }, (_, index) => [`day ${index + 1}`, 24 * (index + 1)]),
    ['materials received', 9 * 24 + 1],
    ...Array.from({ length: 18 }, (_, index) => [`day ${index + 10}`, 24 * (index + 10)]),
    ['end', 27 * 24 + 1],
  ]);
  await Worker.runReplayHistory({ workflowsPath }, await handle.fetchHistory());
});

test('time stands still between two fast-forwards, at the target of the first', async () => {
  const handle = await start(5);
  const begin = await handle.executeUpdate(note, { args: ['begin'] });
  await fastForward(client, handle.workflowId, 2 * hour);
  const later = await handle.executeUpdate(note, { args: ['two hours later'] });
  expect(Math.round((later - begin) / hour)).toBe(2);
  expect((await handle.query(diary)).map(({ what }) => what)).not.toContain('day 1');
  await handle.terminate();
});

test('what is due by the target has happened when the fast-forward is over', async () => {
  const handle = await start(2);
  await handle.executeUpdate(note, { args: ['begin'] });
  await fastForward(client, handle.workflowId, day);
  expect((await handle.query(diary)).map(({ what }) => what)).toContain('day 1');
  await handle.terminate();
});

test('the 200 skips of the default are no limit: 220 days in one fast-forward', async () => {
  const handle = await start(220);
  expect(await fastForward(client, handle.workflowId, 220 * day + hour)).toBe('reached');
  expect((await handle.query(diary)).at(-1)?.what).toBe('day 220');
  await handle.terminate();
});

test('a workflow that ends on the way is told as ended', async () => {
  const handle = await start(1);
  await handle.executeUpdate(note, { args: ['end'] });
  expect(await fastForward(client, handle.workflowId, 30 * day)).toBe('ended');
});

test('many workflows advance side by side', async () => {
  const handles = await Promise.all(Array.from({ length: 20 }, () => start(3)));
  const skips = await Promise.all(
    handles.map(({ workflowId }) => startTimeSkipping(client, workflowId, 3 * day + hour)),
  );
  expect(await Promise.all(skips.map((skip) => awaitTimeSkipping(client, skip)))).toEqual(Array(20).fill('reached'));
  for (const handle of handles) {
    expect((await handle.query(diary)).at(-1)?.what).toBe('day 3');
    await handle.terminate();
  }
});

test('a case in real time can not be advanced', async () => {
  const office = new Client({ connection: client.connection, namespace: inject('namespace') });
  const handle = await office.workflow.start('daily', { taskQueue, workflowId: randomUUID(), args: [1] });
  await expect(fastForward(office, handle.workflowId, day)).rejects.toThrow(/not enabled/);
  await handle.terminate();
});

test('only whole positive durations are taken', async () => {
  await expect(fastForward(client, 'any', 0)).rejects.toThrow(RangeError);
  await expect(fastForward(client, 'any', 1.5)).rejects.toThrow(RangeError);
});
