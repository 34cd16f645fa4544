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
import { createCaseHistories } from './activities/case-histories.ts';
import { type CaseStartsParts, createCaseStarts, createStartDuty, type StartDesk } from './activities/case-starts.ts';
import { createEvaluateRules } from './activities/evaluate-rules.ts';
import type { ContentStore } from './activities/ports.ts';
import { createPrograms } from './activities/programs.ts';
import { createProject } from './activities/project.ts';
import { type Cipher, createCipher } from './codec/cipher.ts';
import { cachedContent } from './codec/content-cache.ts';
import { codecWith, createDataConverter } from './codec/data-converter.ts';
import { createSigner } from './codec/signing.ts';
import { openStart, sealStart } from './codec/start-command.ts';
import { createVault } from './codec/vault.ts';
import { readServiceConfig, type ServiceConfig } from './runtime/config.ts';
import { serveHealth } from './runtime/health-endpoint.ts';
import { type Keys, readKeys } from './runtime/keys.ts';
import { bringDigests } from './scheduler/deliver-digests.ts';
import { runTick } from './scheduler/run-tick.ts';
import type { Duty } from './scheduler/tick.ts';
import { createArchive, noteArchiveFault, queueForArchive, takeFromArchiveQueue } from './store/archives.ts';
import { casesToStart, markStarted, mintCase } from './store/cases.ts';
import { createContentStore } from './store/content.ts';
import { closeStore, openStore, type Store } from './store/database.ts';
import { currentCalendar, currentDefinition } from './store/definitions.ts';
import { createCaseSearch, createDocuments, createOffers, createRegisters } from './store/effects.ts';
import { tidyUp } from './store/housekeeping.ts';
import { migrate } from './store/migrate.ts';
import { createReadModel } from './store/projection.ts';
import { reconcile } from './store/reconcile.ts';
import { caseBundle } from './workflows/bundle.ts';
import { type CaseClient, createCaseClient } from './workflows/case-client.ts';
import { createCaseMessages } from './workflows/case-messages.ts';
import { createCaseWorker } from './workflows/case-worker.ts';
import { ensureTickSchedule } from './workflows/tick-schedule.ts';

const ARCHIVE_EVERY_MS = 20_000;
const UNSTARTED_EVERY_MS = 10_000;
const RECONCILE_EVERY_MS = 20_000;
const DIGESTS_EVERY_MS = 60_000;
const TIDY_UP_EVERY_MS = 6 * 3_600_000;
/** After a start: cases written within this time are compared. */
const RECENT_MS = 24 * 3_600_000;
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
  // First of all, and alone: while it is made anew nothing else of this process moves, and a connection would run late.
  const workflowBundle = await caseBundle(join(config.home, 'bundles'));
  const [connection, native] = await Promise.all([Connection.connect(server), NativeConnection.connect(server)]);
  const client = new Client({ connection, namespace: config.namespace, dataConverter: createDataConverter(keys) });
  const cases = createCaseClient({ client, sign: createSigner(keys.commandKeys) });
  const { databaseUrl, onePostgres } = config;
  const parts = openParts({ databaseUrl, onePostgres, keys, cases });
  const { store, content, cipher } = parts;
  await migrate(store);

  const worker = await createCaseWorker({
    connection: native,
    namespace: config.namespace,
    keys,
    content,
    workflowBundle,
    activities: { ...activitiesOf(parts), tick: tickOf(parts) },
  });
  const archiver = createArchiver(client, archiveDesk(store));
  const timers = [
    every(ARCHIVE_EVERY_MS, 'archiving', async () => void (await archiver.sweep())),
    every(UNSTARTED_EVERY_MS, 'starting cases', () => startWaiting(store, cases, cipher)),
    every(DIGESTS_EVERY_MS, 'bringing the digests', async () => void (await bringDigests(store, Date.now()))),
    every(TIDY_UP_EVERY_MS, 'tidying up', async () => void (await tidyUp(store))),
    every(RECONCILE_EVERY_MS, 'reconciling readers', reconcilerOf(parts, client, keys)),
  ];
  await ensureTickSchedule(client);
  const health = await serveHealth({ port: config.workerPort, check: () => check(worker) });
  log(`serving ${config.namespace}`);
  try {
    await worker.run();
  } finally {
    for (const timer of timers) clearInterval(timer);
    health.close();
    await Promise.all([parts.close(), connection.close(), native.close()]);
  }
}

export interface Parts {
  store: Store;
  /** A pool of its own for projections, with a short limit. */
  readers: Store;
  content: ContentStore;
  cases: CaseClient;
  cipher: Cipher;
  close(): Promise<void>;
}

interface PartsSource extends Pick<ServiceConfig, 'databaseUrl' | 'onePostgres'> {
  keys: Keys;
  cases: CaseClient;
}

export function openParts(from: PartsSource): Parts {
  const vault = createVault(from.keys.dataKeys);
  const store = openStore(from.databaseUrl, { vault });
  const readers = openStore(from.databaseUrl, { vault, statementTimeoutMs: 2_000, commitsAhead: from.onePostgres });
  return {
    store,
    readers,
    content: cachedContent(createContentStore(store)),
    cases: from.cases,
    cipher: createCipher(from.keys.dataKeys),
    close: async () => void (await Promise.all([closeStore(store), closeStore(readers)])),
  };
}

function startsOf({ store, content, cases, cipher }: Parts): CaseStartsParts {
  return { desk: startDesk(store, cipher), content, start: (request) => cases.start(request), now: Date.now };
}

/** Opens what schedules owe since the last tick. */
function tickOf(parts: Parts) {
  const startDuty = createStartDuty(startsOf(parts));
  return async function tick(): Promise<{ claimed: number; started: number }> {
    const { claimed, started, failed } = await runTick(parts.store, startDuty, Date.now());
    for (const { duty, reason } of failed)
      log(`what a schedule owes could not be started (${nameOf(duty)}): ${reason}`);
    return { claimed, started };
  };
}

/** Items of a list may be names of people: a log has none. */
function nameOf({ procedure, schedule, period }: Duty): string {
  return `${procedure}/${schedule}/${period}`;
}

/** At the first call everything that is marked or recent, then what was written since shortly before the last call. */
function reconcilerOf({ store, content }: Parts, client: Client, keys: Keys): () => Promise<void> {
  const parts = { client, archive: createArchive(store), codec: codecWith(keys, content) };
  const histories = createCaseHistories(parts);
  // Not that of projections: nobody waits here, and no task is committed after it.
  const model = createReadModel(store, content);
  let since = Date.now() - RECENT_MS;
  return async () => {
    const began = Date.now();
    const { repaired, failed } = await reconcile(store, model, histories, since);
    since = began - 2 * RECONCILE_EVERY_MS;
    if (repaired.length > 0) log(`readers saw other than the history of ${repaired.length} cases; mended`);
    for (const { caseId, reason } of failed) log(`case ${caseId} could not be compared with its history: ${reason}`);
  };
}

export function activitiesOf(parts: Parts) {
  const { store, readers, content, cases } = parts;
  const programs = createPrograms(content);
  const messages = createCaseMessages(cases, content);
  const starts = createCaseStarts(startsOf(parts));
  return {
    project: createProject({ readModel: createReadModel(readers, content), programs, log }),
    evaluateRules: createEvaluateRules(programs),
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
      const minted = await mintCase(store, {
        ...request,
        idempotencyKey: key,
        startCommand: sealStart(cipher, start),
      });
      if (minted.kind === 'conflict') throw new Error(`The key ${key} was used for another start.`);
      // Of a repeat the versions of the first time: a deployment may lie between.
      const { caseId, number, definition, calendar } = minted;
      return { caseId, number, definition, calendar };
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
  // At once: background work that tries again on closed connections would end the process as a fault, and connections
  // that stand would keep it, while the supervisor waits for its health in vain.
  main(readServiceConfig(process.env, process.cwd())).then(
    () => process.exit(0),
    (error) => {
      log('stopped', error);
      process.exit(1);
    },
  );
}
