/**
 * Goal: the worker as a process, with the real database: what a case decides is visible, carried out, and archived.
 * Method: the program itself as a child, one small procedure deployed; the database is the witness.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createCipher } from '../../codec/cipher.ts';
import { createDataConverter } from '../../codec/data-converter.ts';
import { createSigner } from '../../codec/signing.ts';
import { sealStart } from '../../codec/start-command.ts';
import { readKeys } from '../../runtime/keys.ts';
import { pickFreePorts } from '../../runtime/ports.ts';
import { checkHealth } from '../../runtime/services.ts';
import { createArchive } from '../../store/archives.ts';
import { loadCalendars } from '../../store/calendar-files.ts';
import { mintCase } from '../../store/cases.ts';
import { closeStore, openStore, type Store } from '../../store/database.ts';
import { deploy, deployCalendar } from '../../store/definitions.ts';
import { migrate } from '../../store/migrate.ts';
import { type CaseClient, createCaseClient } from '../../workflows/case-client.ts';
import { bundle, procedure } from '../workflows/fixture.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const keys = () => readKeys(inject('keysFile'));
const by = (group: string) => ({ group, person: `${group}-1` });

let store: Store;
let client: Client;
let cases: CaseClient;
let worker: ChildProcess;
let calendar: string;
let definition: string;
let port: number;

async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['worker.ts'], {
    cwd: root,
    env: {
      ...process.env,
      BANLI_HOME: inject('home'),
      BANLI_KEYS_FILE: inject('keysFile'),
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      DATABASE_URL: inject('databaseUrl'),
      BANLI_WORKER_PORT: String(port),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  await eventually(() => checkHealth(`http://127.0.0.1:${port}/healthz`).then(() => true));
  return child;
}

async function eventually(condition: () => Promise<boolean>, seconds = 60): Promise<void> {
  let reason: unknown = 'the condition does not hold';
  for (let attempt = 0; attempt < seconds * 5; attempt++) {
    try {
      if (await condition()) return;
    } catch (error) {
      reason = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`It did not happen within ${seconds} s`, { cause: reason });
}

beforeAll(async () => {
  store = openStore(inject('databaseUrl'));
  await migrate(store);
  const [deployed] = await deploy(store, { bundles: [bundle], decisions: [] }, 'test');
  definition = deployed?.hash ?? '';
  calendar = await deployCalendar(store, loadCalendars(), 'test');
  const connection = await Connection.connect({ address: inject('temporalAddress') });
  client = new Client({ connection, namespace: inject('namespace'), dataConverter: createDataConverter(keys()) });
  cases = createCaseClient({ client, sign: createSigner(keys().commandKeys) });
  [port = 0] = await pickFreePorts(1);
  worker = await startWorker();
});

afterAll(async () => {
  worker.kill('SIGTERM');
  await once(worker, 'exit');
  await closeStore(store);
  await client.connection.close();
});

async function mint() {
  const input = { applicant: `乙-${randomUUID()}`, amount: 10 };
  const command = { type: 'start' as const, by: by('applicant'), input };
  const minted = await mintCase(store, {
    ...{ idempotencyKey: randomUUID(), procedure: procedure.id, definition, calendar, at: Date.now() },
    bodyHash: createHash('sha256').update(JSON.stringify(input)).digest('hex'),
    numberPrefix: procedure.numberPrefix,
    startCommand: sealStart(createCipher(keys().dataKeys), { command }),
  });
  if (minted.kind !== 'minted') throw new Error(minted.kind);
  return { ...minted, command, input };
}

async function rows<T>(query: ReturnType<typeof sql<T>>): Promise<T[]> {
  return (await query.execute(store.db)).rows;
}

test('a case is visible, carried out to the letter, and archived after its end', async () => {
  const { caseId, number, command, input } = await mint();
  await cases.start({ caseId, number, procedure: procedure.id, definition, calendar, command });
  const review = await cases.command({
    ...{ caseId, id: 'c-1' },
    command: { type: 'complete', step: 'review', by: by('window'), data: { result: 'complete' } },
  });
  const [seen] = await rows(sql<{ seq: number }>`SELECT seq FROM read.cases WHERE id = ${caseId}`);
  expect(seen?.seq).toBeGreaterThanOrEqual(review.seq);
  await cases.command({
    ...{ caseId, id: 'c-2' },
    command: { type: 'complete', step: 'approve', by: by('leader'), data: { decision: 'grant' } },
  });
  await client.workflow.getHandle(caseId).result();
  const [document] = await rows(sql<{ number: string }>`SELECT number FROM app.documents WHERE case_id = ${caseId}`);
  expect(document?.number).toMatch(/〔\d{4}〕/);
  const registered = await rows(
    sql<{ v: unknown }>`SELECT "values" AS v FROM read.registers WHERE key = ${input.applicant}`,
  );
  expect(registered).toEqual([{ v: { amount: 10 } }]);
  await eventually(async () => (await createArchive(store).read(caseId)).length === 1, 150);
  const [archived] = await createArchive(store).read(caseId);
  expect(archived).toMatchObject({ status: 'COMPLETED', caseId });
}, 200_000);

test('a case whose workflow was never started is started', async () => {
  const { caseId } = await mint();
  await eventually(async () => {
    const found = await rows(sql<{ status: string }>`SELECT status FROM read.cases WHERE id = ${caseId}`);
    return found[0]?.status === 'open';
  }, 100);
}, 120_000);

test('a killed worker loses nothing: the next one goes on', async () => {
  const { caseId, number, command } = await mint();
  await cases.start({ caseId, number, procedure: procedure.id, definition, calendar, command });
  await cases.state(caseId);
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  const late = cases.command({
    ...{ caseId, id: 'c-1' },
    command: { type: 'complete', step: 'review', by: by('window'), data: { result: 'complete' } },
  });
  worker = await startWorker();
  expect(await late).toMatchObject({ status: 'open' });
  // Readers may have seen what the killed task wrote; that is mended when it is sure that the task is lost.
  await eventually(async () => {
    const [seen] = await rows(sql<{ seq: number }>`SELECT seq FROM read.cases WHERE id = ${caseId}`);
    return seen?.seq === (await cases.state(caseId)).state.seq;
  }, 150);
}, 120_000);
