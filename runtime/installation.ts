import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StartConfig } from './config.ts';
import { type DataDirectory, lockHolder, lockHome, openDataDirectory } from './data-directory.ts';
import { RuntimeFault } from './errors.ts';
import { type Keys, readKeys, readOrCreateKeys } from './keys.ts';
import { type PortWish, pickFreePorts, requireFreePorts } from './ports.ts';
import { type EmbeddedPostgres, embeddedPostgres } from './postgres.ts';
import { identify, type ProcessIdentity } from './processes.ts';
import { type Ports, type RuntimeFile, readRuntimeFile, writeRuntimeFile } from './runtime-file.ts';
import type { Log, ServiceSpec } from './service.ts';
import { createSupervisor, stopOrphans } from './supervisor.ts';
import { prepareNamespaces } from './temporal-namespaces.ts';
import { resolveTemporalServer, type TemporalProgram } from './temporal-program.ts';
import { developmentServerService, temporalServerService } from './temporal-server.ts';

/** A home with its servers running; more services can be added. */
export interface Installation {
  readonly home: string;
  readonly keys: Keys;
  readonly namespace: string;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  /** The Temporal server keeps its histories in that PostgreSQL too. */
  readonly onePostgres: boolean;
  readonly ports: Ports;
  readonly startService: (spec: ServiceSpec) => Promise<void>;
  /** Tells other commands (and a second start) that all is up, and where the pages are. */
  readonly announceReady: (apiUrl: string | null) => void;
  /** Stops everything, last started first, and gives the home back. Repeating it does nothing. */
  readonly stop: () => Promise<void>;
}

/** Another process runs this home. */
export interface RunningElsewhere {
  readonly runningAs: ProcessIdentity;
  /** Undefined while the other process is still starting. */
  readonly runtime: RuntimeFile | undefined;
}

export interface OpenOptions {
  readonly log: Log;
  /** Whether worker and api follow, so that their ports must be free too. */
  readonly withServices: boolean;
  /** Aborting stops whatever has been started. */
  readonly signal: AbortSignal;
}

/**
 * Takes a home, clears what a killed run left, and starts PostgreSQL and the Temporal server as far
 * as they are not given by DATABASE_URL and TEMPORAL_ADDRESS. If a step fails, everything started is
 * stopped again.
 * @throws RuntimeFault on taken ports, a missing server, or a service that doesn't start.
 */
export async function openInstallation(
  config: StartConfig,
  options: OpenOptions,
): Promise<Installation | RunningElsewhere> {
  const directory = openDataDirectory(config.home);
  const lock = lockHome(directory);
  if ('heldBy' in lock) return { runningAs: lock.heldBy, runtime: runtimeOf(directory, lock.heldBy) };
  try {
    const orphans = await stopOrphans(readRuntimeFile(directory)?.children ?? []);
    if (orphans > 0) options.log(`Stopped ${orphans} processes that an earlier run left behind`);
    return await startInstallation(directory, config, options, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function runtimeOf(directory: DataDirectory, holder: ProcessIdentity): RuntimeFile | undefined {
  const runtime = readRuntimeFile(directory);
  const isOfHolder = runtime?.supervisor.pid === holder.pid && runtime.supervisor.startedAt === holder.startedAt;
  return isOfHolder && runtime.ready ? runtime : undefined;
}

/**
 * What runs in a home now, without starting anything; undefined if nothing does. Waits while another
 * process is still starting it.
 */
export async function findRunning(home: string): Promise<RuntimeFile | undefined> {
  if (!existsSync(home)) return undefined;
  const directory = openDataDirectory(home);
  for (;;) {
    const holder = lockHolder(directory);
    if (holder === undefined) return undefined;
    const runtime = runtimeOf(directory, holder);
    if (runtime !== undefined) return runtime;
    await sleep(200);
  }
}

async function startInstallation(
  directory: DataDirectory,
  config: StartConfig,
  { log, withServices, signal }: OpenOptions,
  release: () => void,
): Promise<Installation> {
  const environment = { ...process.env, TEMPORAL_ADDRESS: config.temporal?.address };
  const program = await resolveTemporalServer(log, environment, signal);
  const needsPostgres = config.databaseUrl === undefined || program.kind === 'server';
  const ports = await choosePorts(config, program, needsPostgres, withServices);
  const keys = keysOf(directory, config);
  const postgres = needsPostgres ? await embeddedPostgres(directory, ports.postgres, log) : undefined;
  const state = newRuntimeFile(config, program, postgres, ports);
  const save = (change: Partial<RuntimeFile>) => {
    Object.assign(state, change);
    writeRuntimeFile(directory, state);
  };
  const supervisor = createSupervisor({ logs: directory.logs, log, onChildren: (children) => save({ children }) });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= supervisor.stop().finally(release);
    return stopped;
  };
  const startService = async (service: ServiceSpec) => {
    signal.throwIfAborted();
    log(`Starting ${service.name}`);
    await supervisor.start(service);
  };
  signal.addEventListener('abort', () => void stop(), { once: true });
  try {
    for (const service of serverServices(program, directory, ports, config.namespace, postgres)) {
      await startService(service);
    }
    if (config.temporal !== undefined) await prepareNamespaces(config.temporal, [config.namespace]);
    signal.throwIfAborted();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    home: directory.home,
    keys,
    namespace: state.namespace,
    temporalAddress: state.temporalAddress,
    databaseUrl: state.databaseUrl,
    onePostgres: config.databaseUrl === undefined && program.kind === 'server',
    ports,
    startService,
    announceReady: (apiUrl) => save({ ready: true, apiUrl }),
    stop,
  };
}

function serverServices(
  program: TemporalProgram,
  directory: DataDirectory,
  ports: Ports,
  namespace: string,
  postgres: EmbeddedPostgres | undefined,
): ServiceSpec[] {
  const services = postgres === undefined ? [] : [postgres.service];
  if (program.kind === 'development') {
    services.push(developmentServerService(program, directory.temporalDirectory, ports, namespace));
  } else if (program.kind === 'server' && postgres !== undefined) {
    services.push(temporalServerService(program, directory.temporalDirectory, ports, postgres, namespace));
  }
  return services;
}

function newRuntimeFile(
  config: StartConfig,
  program: TemporalProgram,
  postgres: EmbeddedPostgres | undefined,
  ports: Ports,
): RuntimeFile {
  const supervisor = identify(process.pid);
  const databaseUrl = config.databaseUrl ?? postgres?.url('banli');
  if (supervisor === undefined || databaseUrl === undefined) throw new Error('neither a database nor an identity');
  return {
    supervisor,
    namespace: config.namespace,
    temporalAddress: program.kind === 'address' ? program.address : `127.0.0.1:${ports.temporal}`,
    databaseUrl,
    ports,
    apiUrl: null,
    ready: false,
    children: [],
  };
}

/**
 * New keys are made at the first start only: with new keys, the histories that are there could never
 * be read again.
 */
function keysOf(directory: DataDirectory, config: StartConfig): Keys {
  const isFirstStart = !existsSync(join(directory.temporalDirectory, 'server.yaml')) && !readRuntimeFile(directory);
  const isOwnFile = config.keysFile === directory.keysFile;
  return isFirstStart && isOwnFile ? readOrCreateKeys(config.keysFile) : readKeys(config.keysFile);
}

async function choosePorts(
  config: StartConfig,
  program: TemporalProgram,
  needsPostgres: boolean,
  withServices: boolean,
): Promise<Ports> {
  const free = await pickFreePorts(11);
  const or = (port: number) => (port === 0 ? (free.pop() ?? 0) : port);
  const ports: Ports = {
    postgres: or(config.postgresPort),
    temporal: or(config.temporalPort),
    temporalInternal: Array.from({ length: 7 }, (_, index) =>
      or(config.temporalInternalPort === 0 ? 0 : config.temporalInternalPort + index),
    ),
    api: or(config.apiPort),
    worker: or(config.workerPort),
  };
  const wishes: PortWish[] = [];
  const wish = (purpose: string, setting: string, port: number) => wishes.push({ purpose, setting, port });
  if (needsPostgres) wish('PostgreSQL', 'BANLI_POSTGRES_PORT', ports.postgres);
  if (program.kind !== 'address') wish('Temporal server', 'BANLI_TEMPORAL_PORT', ports.temporal);
  if (program.kind === 'server') {
    for (const port of ports.temporalInternal) wish('inside the Temporal server', 'BANLI_TEMPORAL_INTERNAL_PORT', port);
  }
  if (withServices) {
    wish('pages and API', 'BANLI_API_PORT', ports.api);
    wish('health of the worker', 'BANLI_WORKER_PORT', ports.worker);
  }
  await requireFreePorts(wishes);
  return ports;
}

/** @throws RuntimeFault if the home is run by another process that is still starting. */
export function refuseRunning(elsewhere: RunningElsewhere, home: string): never {
  throw new RuntimeFault(
    `${home} is being used by process ${elsewhere.runningAs.pid}. Stop it, or wait until it ends.`,
  );
}
