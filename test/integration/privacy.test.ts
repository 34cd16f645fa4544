/**
 * Goal: what people write (names, free text) stands in the clear in the read model alone: not in Temporal's databases,
 * not in the schema `app`, not in archives, ids, attributes, memos or logs.
 * Method: a whole installation with cases of a permit that has been granted and archived, refused forms, an incident,
 * a case that continued as new, a start that waits, a draft, a file; then every value of every table of the three
 * databases and every file of the home but the database's own is searched in all spellings of the texts.
 *
 * No table outside the schema `read` is left out. What stands there in the clear all the same is not what people wrote
 * in a case: law (definitions, calendars, documents of law), numbers, ids, and the directory of persons and memberships
 * (docs/decisions/0004-what-is-in-the-clear.md).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCipher } from '../../codec/cipher.ts';
import { createDataConverter } from '../../codec/data-converter.ts';
import { createSigner } from '../../codec/signing.ts';
import { sealStart } from '../../codec/start-command.ts';
import { createVault } from '../../codec/vault.ts';
import { readKeys } from '../../runtime/keys.ts';
import { createArchive } from '../../store/archives.ts';
import { putBlob } from '../../store/blobs.ts';
import { markStarted, mintCase } from '../../store/cases.ts';
import { closeStore, openStore, type Store } from '../../store/database.ts';
import { currentCalendar, currentDefinition } from '../../store/definitions.ts';
import { saveDraft } from '../../store/drafts.ts';
import { dutyFailed, recordTick } from '../../store/duties.ts';
import { createCaseClient } from '../../workflows/case-client.ts';
import type { Ask } from './fixtures/api.ts';
import { foundIn, searchDatabase, searchFiles, spellingsOf } from './fixtures/plain-text.ts';
import { startWhole, type WholeInstallation } from './fixtures/whole-installation.ts';

const PROCEDURE = 'ride-hailing.platform-permit';
const COMPANY = '隐鲸独角出行科技有限公司';
const RECEIVER = '欧阳稀见名';
const REMARK = 'Zebrafink wrote this remark';
const SECRETS = [COMPANY, RECEIVER, REMARK];

let whole: WholeInstallation;
let store: Store;
let client: Client;
let applicant: Ask;
let window: Ask;
let reviewer: Ask;
let director: Ask;

const input = {
  companyName: COMPANY,
  creditCode: '91140100MA0K1A2B3C',
  firstTime: false,
  registeredInLinfen: false,
  branch: false,
  ePayment: true,
  foreignInvested: false,
  submitted: [
    'm1-application-form',
    'm2-identity-credit',
    'm3-recognition',
    'm4-business-licence',
    'm5-local-office',
    'm8-systems',
  ],
};
const REVIEW = Object.fromEntries(
  [
    ...['legalPerson', 'platformCapability', 'dataAccess', 'supervisionLink', 'serverInMainland', 'networkSecurity'],
    ...['paymentAgreement', 'managementRules', 'safetyRules', 'serviceRules', 'localService', 'otherConditions'],
  ].map((name) => [name, true]),
);
const GRANT = { decision: 'grant', scope: REMARK, area: '临汾市区', termYears: 4 };

const key = () => ({ 'idempotency-key': v7() });

async function startCase(): Promise<string> {
  const started = await applicant('POST', '/api/cases', { procedure: PROCEDURE, input }, key());
  expect(started.status, JSON.stringify(started.body)).toBe(201);
  return started.body.id;
}

async function complete(ask: Ask, caseId: string, step: string, data: object) {
  const shown = await ask('GET', `/api/cases/${caseId}`);
  const task = shown.body.tasks.find((one: { step: { id: string } }) => one.step.id === step);
  expect(task, `${step} is not open: ${JSON.stringify(shown.body.open)}`).toBeDefined();
  const headers = { 'if-match': `"${task.version}"`, ...key() };
  return ask('POST', `/api/tasks/${task.id}/complete`, { data }, headers);
}

async function grant(caseId: string, decision: object, delivery: object = {}): Promise<void> {
  for (const [ask, step, data] of [
    [window, 'check-materials', { result: 'complete' }],
    [reviewer, 'review', REVIEW],
    [director, 'decide', decision],
    [window, 'deliver-permit', { receivedBy: RECEIVER, ...delivery }],
  ] as const) {
    const done = await complete(ask, caseId, step, data);
    expect(done.status, `${step}: ${JSON.stringify(done.body)}`).toBe(200);
  }
}

async function eventually<T>(look: () => Promise<T | undefined>, seconds: number): Promise<T> {
  for (let attempt = 0; attempt < seconds * 4; attempt++) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error(`it did not happen within ${seconds} s`);
}

beforeAll(async () => {
  whole = await startWhole(['definitions/ride-hailing']);
  const keys = readKeys(whole.keysFile);
  store = openStore(whole.databaseUrl, { vault: createVault(keys.dataKeys) });
  const connection = await Connection.connect({ address: whole.temporalAddress });
  client = new Client({ connection, namespace: whole.namespace, dataConverter: createDataConverter(keys) });
  [applicant, window, reviewer, director] = (await Promise.all(
    ['applicant', 'approval-window', 'approval-reviewer', 'approval-director'].map((group) =>
      whole.as(`demo-ride-hailing-${group}-1`),
    ),
  )) as [Ask, Ask, Ask, Ask];
  await refusedForms();
  await incident();
  await continuedAsNew();
  await waiting();
  const granted = await startCase();
  await grant(granted, GRANT);
  await eventually(async () => (await createArchive(store).read(granted))[0], 120);
}, 400_000);

afterAll(async () => {
  await client?.connection.close();
  if (store !== undefined) await closeStore(store);
  await whole?.stop();
});

async function refusedForms(): Promise<void> {
  const wrong = { ...input, firstTime: COMPANY, creditCode: RECEIVER, submitted: [REMARK] };
  const start = await applicant('POST', '/api/cases', { procedure: PROCEDURE, input: wrong }, key());
  expect(start.status).toBe(422);
  const id = await startCase();
  expect((await applicant('POST', '/api/cases', { procedure: COMPANY, input }, key())).status).toBe(404);
  expect((await window('GET', `/api/registers/ride-hailing/${encodeURIComponent(RECEIVER)}`)).status).toBe(404);
  expect((await complete(window, id, 'check-materials', { result: REMARK })).status).toBe(422);
  const cursor = encodeURIComponent(COMPANY);
  const forged = Buffer.from(JSON.stringify([1, COMPANY])).toString('base64url');
  expect((await window('GET', `/api/cases?cursor=${forged}`)).status).toBe(400);
  expect((await window('GET', `/api/cases?applicant=${cursor}&cursor=${cursor}`)).status).toBe(400);
  expect(
    (await window('POST', `/api/cases/${id}/messages`, { message: COMPANY, data: {} }, key())).status,
  ).toBeGreaterThan(399);
}

/** The case that it owes can't be started: its procedure is gone. */
async function incident(): Promise<void> {
  const filings = { table: 'app.definitions', id: 'ride-hailing.filings' } as const;
  const setCurrent = (current: boolean) =>
    store.db.updateTable(filings.table).set({ current }).where('id', '=', filings.id).execute();
  await setCurrent(false);
  const id = await startCase();
  await grant(id, GRANT, { telecomBusiness: true });
  await eventually(async () => {
    const found = await store.db.selectFrom('read.incidents').select('kind').where('case_id', '=', id).execute();
    return found[0];
  }, 60);
  await setCurrent(true);
}

async function versions() {
  const definition = (await currentDefinition(store.db, 'procedure', PROCEDURE))?.hash ?? '';
  const calendar = (await currentCalendar(store.db))?.hash ?? '';
  return { procedure: PROCEDURE, definition, calendar };
}

async function mint() {
  const command = {
    type: 'start' as const,
    by: { group: 'applicant', person: 'demo-ride-hailing-applicant-1' },
    input,
  };
  const startCommand = sealStart(createCipher(readKeys(whole.keysFile).dataKeys), { command });
  const at = Date.now();
  const minted = await mintCase(store, {
    ...(await versions()),
    ...{ idempotencyKey: v7(), bodyHash: 'x', numberPrefix: '网约车经营许可', at, startCommand },
  });
  if (minted.kind !== 'minted') throw new Error(minted.kind);
  return { ...minted, command };
}

async function continuedAsNew(): Promise<void> {
  const cases = createCaseClient({ client, sign: createSigner(readKeys(whole.keysFile).commandKeys) });
  const { caseId, number, command } = await mint();
  await cases.start({ caseId, number, ...(await versions()), command, forceContinueAsNewEvery: 1 });
  await markStarted(store, caseId);
  await eventually(async () => (await window('GET', `/api/cases/${caseId}`)).body.tasks?.[0], 30);
  expect((await complete(window, caseId, 'check-materials', { result: 'complete' })).status).toBe(200);
  await eventually(async () => ((await cases.state(caseId)).runNumber > 1 ? true : undefined), 60);
}

/** A start and a duty that nobody takes up now, a draft, a file. */
async function waiting(): Promise<void> {
  const { caseId } = await mint();
  const tomorrow = new Date(Date.now() + 86_400_000);
  await store.db.updateTable('app.cases').set({ created_at: tomorrow }).where('id', '=', caseId).execute();
  const duty = { key: `ride-hailing.gone/s/2026/${COMPANY}`, procedure: 'ride-hailing.gone', schedule: 's' };
  await recordTick(store, [{ ...duty, period: '2026', unit: '', at: 1, input: { companyName: COMPANY } }], []);
  await dutyFailed(store, duty.key, 'not deployed');
  // The server's log names the fault, not the row that has it.
  const row = `INSERT INTO read.search VALUES ($1, $2, '{}')`;
  await store.pool.query(row, [caseId, COMPANY]);
  await expect(store.pool.query(row, [caseId, COMPANY])).rejects.toThrow(/duplicate key/);
  const json = JSON.stringify({ name: COMPANY });
  await expect(store.pool.query('SELECT $1::text::jsonb', [`${json.slice(0, -1)},`])).rejects.toThrow(/invalid input/);
  await expect(store.pool.query(`SELECT '${COMPANY}' / 0`)).rejects.toThrow();
  await saveDraft(store, 'demo-ride-hailing-applicant-1', `start/${PROCEDURE}`, 0, { ...input, remark: REMARK });
  await putBlob(store, Buffer.from(`${COMPANY}\n${RECEIVER}`), 'text/plain', 'demo-ride-hailing-applicant-1');
}

describe('the search itself', () => {
  test('finds a text in each spelling, wherever it begins', () => {
    for (const spelling of spellingsOf(COMPANY)) {
      expect(foundIn(Buffer.concat([Buffer.from('xy'), spelling.bytes]), [COMPANY]), spelling.name).not.toEqual([]);
    }
    for (const before of ['', 'a', 'ab', 'abc']) {
      const json = Buffer.from(JSON.stringify({ [before]: COMPANY })).toString('base64');
      expect(foundIn(Buffer.from(json), [COMPANY])).toEqual([`${COMPANY} as base64 of UTF-8`]);
    }
  });

  test('finds all of it in the read model, where people look for it', async () => {
    const hits = await searchDatabase(whole.databaseUrl, SECRETS);
    const readable = [...hits].filter(([table, found]) => table.startsWith('read.') && found.length > 0);
    for (const secret of SECRETS) {
      expect(
        readable.flatMap(([, found]) => found).some((hit) => hit.includes(secret)),
        secret,
      ).toBe(true);
    }
    expect(readable.map(([table]) => table)).toEqual(
      expect.arrayContaining(['read.facts', 'read.cases', 'read.search', 'read.registers']),
    );
  });
});

describe('in the clear stands nothing', () => {
  test('outside the read model of the database', async () => {
    const hits = await searchDatabase(whole.databaseUrl, SECRETS);
    const elsewhere = [...hits].filter(([table, found]) => !table.startsWith('read.') && found.length > 0);
    expect(elsewhere).toEqual([]);
    const searched = [
      'documents',
      'registers',
      'register_history',
      'offers',
      'drafts',
      'blobs',
      'duty_keys',
      'archives',
    ];
    for (const table of searched) {
      const { rows } = await store.pool.query(`SELECT count(*) AS n FROM app.${table}`);
      expect(rows[0].n, `${table} is empty: nothing was shown`).toBeGreaterThan(0);
    }
  });

  test.each(['temporal', 'temporal_visibility'])('in the database %s', async (name) => {
    const credentials = JSON.parse(readFileSync(join(whole.home, 'postgres-credentials.json'), 'utf8'));
    const { port } = new URL(whole.databaseUrl);
    const hits = await searchDatabase(`postgres://${name}:${credentials[name]}@127.0.0.1:${port}/${name}`, SECRETS);
    expect([...hits].filter(([, found]) => found.length > 0)).toEqual([]);
    expect(hits.size).toBeGreaterThan(0);
  });

  test('in ids, search attributes and memos', async () => {
    const list = await client.workflowService.listWorkflowExecutions({ namespace: whole.namespace, pageSize: 1000 });
    expect(list.executions.length).toBeGreaterThan(4);
    for (const { execution, searchAttributes, memo } of list.executions) {
      expect(foundIn(Buffer.from(JSON.stringify({ execution, searchAttributes, memo })), SECRETS)).toEqual([]);
      expect(memo?.fields ?? {}).toEqual({});
    }
  });

  test('in logs and in any other file of the home but the database itself', () => {
    const { files, hits } = searchFiles(whole.home, [join(whole.home, 'postgres/')], SECRETS);
    expect(hits).toEqual([]);
    for (const log of ['api', 'postgres', 'temporal', 'worker']) expect(files).toContain(join('logs', `${log}.log`));
  });
});
