/**
 * The worker: runs the cases and carries out what they owe. Composition root: the only place where its settings are
 * read and its adapters are built.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import { type ArchiveDesk, createArchiver } from './activities/archive.ts';
import { createCarryOut, createTellParent } from './activities/carry-out.ts';
import { createCaseStarts, type StartDesk } from './activities/case-starts.ts';
import { createEvaluateRules } from './activities/evaluate-rules.ts';
import type { ContentStore } from './activities/ports.ts';
import { createProject } from './activities/project.ts';
import { type Cipher, createCipher } from './codec/cipher.ts';
import { cachedContent } from './codec/content-cache.ts';
import { createDataConverter } from './codec/data-converter.ts';
import { createSigner } from './codec/signing.ts';
import { openStart, sealStart } from './codec/start-command.ts';
import { readServiceConfig, type ServiceConfig } from './runtime/config.ts';
import { serveHealth } from './runtime/health-endpoint.ts';
import { readKeys } from './runtime/keys.ts';
import { createArchive, noteArchiveFault, queueForArchive, takeFromArchiveQueue } from './store/archives.ts';
import { casesToStart, markStarted, mintCase } from './store/cases.ts';
import { createContentStore } from './store/content.ts';
import { closeStore, openStore, type Store } from './store/database.ts';
import { currentCalendar, currentDefinition } from './store/definitions.ts';
import { createCaseSearch, createDocuments, createOffers, createRegisters } from './store/effects.ts';
import { createReadModel } from './store/projection.ts';
import { caseBundle } from './workflows/bundle.ts';
import { type CaseClient, createCaseClient } from './workflows/case-client.ts';
import { createCaseMessages } from './workflows/case-messages.ts';
import { createCaseWorker } from './workflows/case-worker.ts';

const ARCHIVE_EVERY_MS = 20_000;
const UNSTARTED_EVERY_MS = 10_000;
const UNSTARTED_AFTER_MS = 15_000;

/** One line of JSON on standard error; never personal data. */
function log(message: string, error?: unknown): void {
  const reason = error === undefined ? {} : { error: error instanceof Error ? error.message : String(error) };
  console.error(JSON.stringify({ time: new Date().toISOString(), process: 'worker', message, ...reason }));
}

async function main(config: ServiceConfig): Promise<void> {
  const keys = readKeys(config.keysFile);
  const { address, apiKey, tls } = config.temporal;
  const server = { address, ...(apiKey === undefined ? {} : { apiKey }), ...(tls === undefined ? {} : { tls }) };
  const [connection, native, workflowBundle] = await Promise.all([
    Connection.connect(server),
    NativeConnection.connect(server),
    caseBundle(join(config.home, 'bundles')),
  ]);
  const store = openStore(config.databaseUrl);
  const readers = openStore(config.databaseUrl, { statementTimeoutMs: 2_000 });
  const content = cachedContent(createContentStore(store));
  const client = new Client({ connection, namespace: config.namespace, dataConverter: createDataConverter(keys) });
  const cases = createCaseClient({ client, sign: createSigner(keys.commandKeys) });
  const cipher = createCipher(keys.dataKeys);

  const worker = await createCaseWorker({
    connection: native,
    namespace: config.namespace,
    keys,
    content,
    workflowBundle,
    activities: activitiesOf({ store, readers, content, cases, cipher }),
  });
  const archiver = createArchiver(client, archiveDesk(store));
  const timers = [
    every(ARCHIVE_EVERY_MS, 'archiving', async () => void (await archiver.sweep())),
    every(UNSTARTED_EVERY_MS, 'starting cases', () => startWaiting(store, cases, cipher)),
  ];
  const health = await serveHealth({ port: config.workerPort, check: () => check(worker) });
  log(`serving ${config.namespace}`);
  try {
    await worker.run();
  } finally {
    for (const timer of timers) clearInterval(timer);
    health.close();
    await Promise.all([closeStore(store), closeStore(readers), connection.close(), native.close()]);
  }
}

interface Parts {
  store: Store;
  /** A pool of its own for projections, with a short limit. */
  readers: Store;
  content: ContentStore;
  cases: CaseClient;
  cipher: Cipher;
}

function activitiesOf({ store, readers, content, cases, cipher }: Parts) {
  const messages = createCaseMessages(cases, content);
  const starts = createCaseStarts({
    desk: startDesk(store, cipher),
    content,
    start: (request) => cases.start(request),
    now: Date.now,
  });
  return {
    project: createProject(createReadModel(readers, content), log),
    evaluateRules: createEvaluateRules(content),
    carryOut: createCarryOut({
      documents: createDocuments(store),
      registers: createRegisters(store),
      offers: createOffers(store),
      search: createCaseSearch(store),
      starts,
      messages,
    }),
    tellParent: createTellParent(messages),
  };
}

function startDesk(store: Store, cipher: Cipher): StartDesk {
  return {
    async current(procedure) {
      const [definition, calendar] = await Promise.all([
        currentDefinition(store.db, 'procedure', procedure),
        currentCalendar(store.db),
      ]);
      return definition === null || calendar === null ? null : { definition: definition.hash, calendar: calendar.hash };
    },
    async mint({ key, start, ...request }) {
      const { definition, calendar } = request;
      const minted = await mintCase(store, {
        ...request,
        idempotencyKey: key,
        startCommand: sealStart(cipher, start),
      });
      if (minted.kind === 'conflict') throw new Error(`The key ${key} was used for another start.`);
      return { caseId: minted.caseId, number: minted.number, definition, calendar };
    },
    markStarted: (caseId) => markStarted(store, caseId),
  };
}

function archiveDesk(store: Store): ArchiveDesk {
  const archive = createArchive(store);
  return {
    missing: (runs) => archive.missing(runs),
    store: (run) => archive.store(run),
    queue: (run) => queueForArchive(store, run),
    take: (limit) => takeFromArchiveQueue(store, limit),
    fault: (runId, reason) => noteArchiveFault(store, runId, reason),
  };
}

/** Starts the workflow of cases that have a row and none yet: the process that minted them was stopped in between. */
async function startWaiting(store: Store, cases: CaseClient, cipher: Cipher): Promise<void> {
  for (const { startCommand, caseId, number, procedure, definition, calendar } of await casesToStart(
    store,
    UNSTARTED_AFTER_MS,
  )) {
    const start = openStart(cipher, startCommand);
    if (start === null) {
      log(`case ${caseId} can't be started: what starts it can't be read; is its data key missing?`);
      continue;
    }
    await cases.start({ caseId, number, procedure, definition, calendar, ...start });
    await markStarted(store, caseId);
  }
}

/** Runs now and then; one run at a time, and what fails is tried at the next. */
function every(ms: number, what: string, work: () => Promise<void>): NodeJS.Timeout {
  let isRunning = false;
  const run = () => {
    if (isRunning) return;
    isRunning = true;
    work()
      .catch((error) => log(`${what} failed`, error))
      .finally(() => {
        isRunning = false;
      });
  };
  run();
  return setInterval(run, ms);
}

async function check(worker: Worker): Promise<void> {
  const state = worker.getState();
  if (state !== 'RUNNING') throw new Error(`the worker is ${state.toLowerCase()}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  Runtime.install({ telemetryOptions: { logging: { forward: {}, filter: 'WARN' } } });
  main(readServiceConfig(process.env, process.cwd())).catch((error) => {
    log('stopped', error);
    process.exitCode = 1;
  });
}
