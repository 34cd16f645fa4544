/**
 * The API as a process. Composition root: the only place where its settings are read and its adapters are built. It
 * starts and answers while Temporal or PostgreSQL is away (503), and heals when they are back.
 */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import pino from 'pino';
import { createCaseHistories } from '../activities/case-histories.ts';
import { createCipher } from '../codec/cipher.ts';
import { codecWith, createDataConverter } from '../codec/data-converter.ts';
import { createSigner } from '../codec/signing.ts';
import { createVault } from '../codec/vault.ts';
import { createIsAsSeen } from '../replay/as-seen.ts';
import { createFindEndedCase } from '../replay/ended-case.ts';
import { readServiceConfig, type ServiceConfig } from '../runtime/config.ts';
import { RuntimeFault } from '../runtime/errors.ts';
import { type Keys, readKeys } from '../runtime/keys.ts';
import { createArchive } from '../store/archives.ts';
import { audit, readAudit } from '../store/audit.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';
import { createContentStore } from '../store/content.ts';
import { closeStore, openStore, type Store } from '../store/database.ts';
import { currentCalendar, deployCalendar } from '../store/definitions.ts';
import { migrate } from '../store/migrate.ts';
import { putSigningKey } from '../store/signing-keys.ts';
import { createCaseClient } from '../workflows/case-client.ts';
import { CASE_QUEUE } from '../workflows/contract.ts';
import { createAudits } from './adapters/audits.ts';
import { type CaseServer, createCommands, createIdempotency } from './adapters/commands.ts';
import { compileInWorker } from './adapters/compile.ts';
import { createDeadlines, createStatistics } from './adapters/figures.ts';
import { createOffers } from './adapters/offers.ts';
import {
  createDemo,
  createDirectory,
  createDrafts,
  createPeople,
  createSubstitutes,
  ensureAdministrator,
  ensureDemoPersons,
} from './adapters/people.ts';
import {
  createCampaignReader,
  createCaseReader,
  createComments,
  createDeskReader,
  createFiles,
  createOperationsReader,
  createRegisters,
  createSavedViews,
} from './adapters/readers.ts';
import { createReceipts } from './adapters/receipts.ts';
import { createShelf } from './adapters/shelf.ts';
import { buildApi } from './app.ts';
import { demoAuthentication, type OidcSettings, oidcAuthentication } from './auth/tokens.ts';
import { readOidc } from './config.ts';
import type { App } from './context.ts';
import { type Audits, type Ports, Unavailable } from './ports.ts';

const PAGES = fileURLToPath(new URL('../web/dist', import.meta.url));
const ANSWER_MS = 5_000;

export interface ApiServer {
  app: App;
  /** As a person on this machine opens it. */
  url: string;
  close(): Promise<void>;
}

/** Migrates the database, then listens. */
export async function startApi(
  config: ServiceConfig,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  logger: boolean | object = false,
): Promise<ApiServer> {
  const oidc = readOidc(environment, config.apiHost);
  const keys = readKeys(config.keysFile);
  const store = openStore(config.databaseUrl, { vault: createVault(keys.dataKeys) });
  const temporal = lazyTemporal(config, keys, store);
  try {
    await prepareDatabase(store, keys, environment);
    if (oidc === null) await ensureDemoPersons(store);
    else if (oidc.administrator !== undefined) await ensureAdministrator(store, oidc.administrator);
    const app = await buildApi(createPorts(store, temporal, keys, oidc, createAudits(environment)), {
      logger,
      ...(existsSync(PAGES) ? { pages: PAGES } : {}),
      ...(oidc === null ? { hosts: ['127.0.0.1', 'localhost', '[::1]', '::1'] } : {}),
    });
    const url = await app.listen({ host: config.apiHost, port: config.apiPort });
    const close = async () => {
      await app.close();
      await temporal.close();
      await closeStore(store);
    };
    return { app, url, close };
  } catch (error) {
    await temporal.close();
    await closeStore(store);
    throw error;
  }
}

function createPorts(
  store: Store,
  temporal: LazyTemporal,
  keys: Keys,
  oidc: OidcSettings | null,
  audits: Audits,
): Ports {
  const now = Date.now;
  return {
    now,
    authentication: oidc === null ? demoAuthentication(keys.demoIssuerKeys, now) : oidcAuthentication(oidc),
    people: createPeople(store),
    directory: createDirectory(store),
    substitutes: createSubstitutes(store),
    drafts: createDrafts(store),
    shelf: createShelf(store, async () => (oidc === null ? ensureDemoPersons(store) : undefined)),
    compile: compileInWorker,
    cases: createCaseReader(store),
    campaigns: createCampaignReader(store),
    deadlines: createDeadlines(store),
    statistics: createStatistics(store),
    desk: createDeskReader(store),
    savedViews: createSavedViews(store),
    comments: createComments(store),
    registers: createRegisters(store),
    files: createFiles(store),
    offers: createOffers(store),
    receipts: createReceipts(store, now),
    operations: createOperationsReader(store),
    commands: createCommands(store, temporal.server, createCipher(keys.dataKeys)),
    idempotency: createIdempotency(store),
    audit: { write: (entry) => audit(store.db, entry), read: (query) => readAudit(store, query) },
    audits,
    demo: oidc === null ? createDemo(store, keys.demoIssuerKeys, now) : null,
    health: {
      database: async () => void (await store.pool.query('SELECT 1')),
      temporal: temporal.check,
      worker: temporal.checkWorker,
    },
  };
}

/** The shipped calendar is the first one; afterwards an operator's years come over the API. */
async function prepareDatabase(
  store: Store,
  keys: Keys,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  await migrate(store);
  for (const { id, publicKey } of keys.commandKeys) {
    await putSigningKey(store, id, Buffer.from(publicKey.x ?? '', 'base64url'));
  }
  if ((await currentCalendar(store.db)) !== null) return;
  await deployCalendar(store, loadCalendars(SHIPPED_CALENDARS, operatorCalendars(environment)), 'shipped');
}

interface LazyTemporal {
  server: () => Promise<CaseServer>;
  check: () => Promise<void>;
  checkWorker: () => Promise<void>;
  close: () => Promise<void>;
}

/** Connects when it is first needed and again after a failure; a connection that stands heals by itself. */
function lazyTemporal(config: ServiceConfig, keys: Keys, store: Store): LazyTemporal {
  const { address, apiKey, tls } = config.temporal;
  const server = { address, ...(apiKey === undefined ? {} : { apiKey }), ...(tls === undefined ? {} : { tls }) };
  const { namespace } = config;
  let connecting: Promise<CaseServer & { client: Client }> | undefined;

  async function connect() {
    const connection = await Connection.connect({ ...server, connectTimeout: ANSWER_MS });
    const client = new Client({ connection, namespace, dataConverter: createDataConverter(keys) });
    const sign = createSigner(keys.commandKeys);
    const codec = codecWith(keys, createContentStore(store));
    const histories = { client, codec, archive: createArchive(store) };
    const endedCase = createFindEndedCase(histories);
    return {
      client,
      cases: createCaseClient({ client, sign, endedCase, busyMs: ANSWER_MS, unknownMs: ANSWER_MS }),
      isAsSeen: createIsAsSeen(client, createCaseHistories(histories), ANSWER_MS),
    };
  }

  async function connected() {
    connecting ??= connect();
    try {
      return await connecting;
    } catch (error) {
      connecting = undefined;
      throw new Unavailable(`The Temporal server at ${address} is away.`, { cause: error });
    }
  }

  return {
    server: connected,
    async check() {
      const { client } = await connected();
      await client.withDeadline(Date.now() + ANSWER_MS, () => client.workflowService.getSystemInfo({}));
    },
    async checkWorker() {
      const { client } = await connected();
      const taskQueue = { name: CASE_QUEUE };
      const { pollers } = await client.withDeadline(Date.now() + ANSWER_MS, () =>
        client.workflowService.describeTaskQueue({ namespace, taskQueue, taskQueueType: 1 }),
      );
      if (!(pollers ?? []).some(isAsking)) throw new Error('no worker asks for tasks');
    },
    async close() {
      const open = await connecting?.catch(() => undefined);
      await open?.client.connection.close();
    },
  };
}

/** A worker asks again within a minute; the server names those that are gone for five. */
const ASKED_WITHIN_SECONDS = 75;

function isAsking({ lastAccessTime }: { lastAccessTime?: { seconds?: unknown } | null }): boolean {
  return Number(lastAccessTime?.seconds ?? 0) >= Date.now() / 1_000 - ASKED_WITHIN_SECONDS;
}

// ── the process ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Ids and routes only; these names never hold a value. */
const REDACTED = [
  'req.headers.authorization',
  'headers.authorization',
  '*.data',
  '*.input',
  '*.token',
  '*.secret',
  '*.onBehalfOf',
  'err.detail',
  'err.where',
];

/** PostgreSQL's errors about values (classes 22 and 23) quote them in their message: their code says enough. */
function withoutValues(error: Error & { code?: unknown }): object {
  const plain = pino.stdSerializers.err(error);
  if (typeof error.code !== 'string' || !/^2[23]...$/.test(error.code)) return plain;
  const stack = (plain.stack ?? '').slice((plain.stack ?? '').indexOf('\n    at '));
  return { type: plain.type, code: error.code, message: `the database refused a value (${error.code})`, stack };
}

async function main(): Promise<void> {
  const config = readServiceConfig(process.env, process.cwd());
  const logger = {
    level: process.env.LOG_LEVEL ?? 'info',
    redact: { paths: REDACTED, censor: '[redacted]' },
    serializers: { err: withoutValues },
  };
  const server = await startApi(config, process.env, logger);
  const stop = async () => {
    // Streams of events would hold the server open.
    const late = sleep(10_000, undefined, { ref: false }).then(() => process.exit(0));
    await Promise.race([server.close(), late]);
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((error: unknown) => {
    console.error(error instanceof RuntimeFault ? error.message : error);
    process.exitCode = 1;
  });
}
