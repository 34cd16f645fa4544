/**
 * Goal: the permit written by hand is a fair opponent: it does what it claims. Method: on the real server and database,
 * one case to its end, refusals on the way, and what lies in the tables after it.
 */
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';
import { bundleWorkflowCode, NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createBaselineActivities, prepareBaseline } from '../../bench/baseline/activities.ts';
import { CONDITIONS, type Completion, complete } from '../../bench/baseline/permit-workflow.ts';
import { loadCalendars } from '../../store/calendar-files.ts';

const namespace = inject('namespace');
const taskQueue = `baseline-${randomUUID()}`;
const pool = new pg.Pool({ connectionString: inject('databaseUrl'), max: 4 });
let client: Client;
let connection: Connection;
let native: NativeConnection;
let worker: Worker;
let running: Promise<void>;

beforeAll(async () => {
  const address = inject('temporalAddress');
  [connection, native] = await Promise.all([Connection.connect({ address }), NativeConnection.connect({ address })]);
  client = new Client({ connection, namespace });
  await prepareBaseline(pool);
  worker = await Worker.create({
    connection: native,
    namespace,
    taskQueue,
    workflowBundle: await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('../../bench/baseline/permit-workflow.ts', import.meta.url)),
    }),
    activities: createBaselineActivities(pool),
  });
  running = worker.run();
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await Promise.all([connection.close(), native.close(), pool.end()]);
});

async function start(): Promise<string> {
  const caseId = randomUUID();
  const calendar = loadCalendars();
  const input = {
    caseId,
    number: caseId,
    companyName: '某公司',
    creditCode: '91350100M000100Y43',
    ePayment: true,
    foreignInvested: false,
    submitted: [],
    calendar: { ...calendar, years: calendar.years.slice(-3) },
  };
  await client.workflow.start('permitWorkflow', { workflowId: caseId, taskQueue, args: [input] });
  return caseId;
}

const send = (caseId: string, completion: Completion) =>
  client.workflow.getHandle(caseId).executeUpdate(complete, { args: [completion], updateId: randomUUID() });

const yes = Object.fromEntries(CONDITIONS.map((name) => [name, true]));
const steps: Completion[] = [
  { id: '1', step: 'check-materials', group: 'approval-window', data: { result: 'complete' } },
  { id: '2', step: 'review', group: 'approval-reviewer', data: yes },
  {
    id: '3',
    step: 'decide',
    group: 'approval-director',
    data: { decision: 'grant', scope: '客运', area: '市区', termYears: 4 },
  },
  { id: '4', step: 'deliver-permit', group: 'approval-window', data: { receivedBy: '经办人' } },
];

test('a permit goes from its start to the grant, with a row, documents, registers and notices', async () => {
  const caseId = await start();
  for (const completion of steps) await send(caseId, completion);
  expect(await client.workflow.getHandle(caseId).result()).toMatchObject({ outcome: 'granted', seq: 5 });
  const rows = await pool.query('select seq, outcome from baseline.cases where case_id = $1', [caseId]);
  expect(rows.rows).toEqual([{ seq: 5, outcome: 'granted' }]);
  const documents = await pool.query('select document from baseline.documents where case_id = $1 order by 1', [caseId]);
  expect(documents.rows.map(({ document }) => document)).toEqual(['acceptance-notice', 'platform-permit']);
  const entries = await pool.query('select 1 from baseline.registers where key like $1', [`%${caseId}`]);
  expect(entries.rowCount).toBe(2);
  const notices = await pool.query('select 1 from baseline.notices where case_id = $1', [caseId]);
  expect(notices.rowCount).toBe(2);
});

test('the wrong step, the wrong group and a wrong form are refused; a repeat gets the first answer', async () => {
  const caseId = await start();
  const [first, second] = steps as [Completion, Completion];
  await expect(send(caseId, second)).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
  await expect(send(caseId, { ...first, group: 'applicant' })).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
  await expect(send(caseId, { ...first, data: {} })).rejects.toBeInstanceOf(WorkflowUpdateFailedError);
  const answer = await send(caseId, first);
  expect(await send(caseId, first)).toEqual(answer);
  await client.workflow.getHandle(caseId).terminate('the test is over');
});
