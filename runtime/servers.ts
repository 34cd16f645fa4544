import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readStartConfig } from './config.ts';
import { RuntimeFault } from './errors.ts';
import { findRunning, type Installation, openInstallation } from './installation.ts';
import { listenForInterruption } from './interruption.ts';
import type { RuntimeFile } from './runtime-file.ts';
import type { Log } from './service.ts';

export interface ServersOptions {
  /** The data directory; relative to the working directory. */
  readonly home: string;
  /** `free`: any free ports, for tests. `configured` (default): those of the environment. */
  readonly ports?: 'free' | 'configured';
  readonly log?: Log;
  /**
   * What if another command has started the servers of this home for its own time, and will stop them when it is done.
   * `share` (default): they are used all the same. `apart`: others are started in a directory of their own, which goes
   * with them; for work that needs nothing of the home's data.
   */
  readonly others?: 'share' | 'apart';
}

/** PostgreSQL and a Temporal server, without worker and api. */
export interface Servers {
  readonly home: string;
  /** The namespace of cases; that of rehearsals is `banli-rehearsal`. */
  readonly namespace: string;
  readonly temporalAddress: string;
  readonly databaseUrl: string;
  readonly keysFile: string;
  /** True if they were running already; then `stop` leaves them running. */
  readonly reused: boolean;
  readonly stop: () => Promise<void>;
}

/**
 * Uses the servers of a home that runs (`banli start`), or starts them as own children, to be stopped
 * with `stop`; when this process is interrupted or terminated they are stopped and it ends.
 * @throws RuntimeFault on taken ports, a missing server, or a home that another process uses.
 */
export async function startServersOnly(options: ServersOptions): Promise<Servers> {
  const running = await findRunning(resolve(options.home));
  const isAnothers = running !== undefined && running.apiUrl === null;
  if (options.others !== 'apart') return takeOrUse(options, running);
  if (isAnothers) return startApart(options);
  return takeOrUse(options, running).catch((fault: unknown) => {
    if (fault instanceof HomeInUse) return startApart(options);
    throw fault;
  });
}

/** Another process took the home between looking and taking. */
class HomeInUse extends RuntimeFault {}

async function startApart(options: ServersOptions): Promise<Servers> {
  const home = mkdtempSync(join(tmpdir(), 'banli-apart-'));
  const remove = () => rmSync(home, { recursive: true, force: true });
  try {
    const servers = await takeOrUse({ ...options, home, ports: 'free' }, undefined);
    return { ...servers, stop: () => servers.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

async function takeOrUse(options: ServersOptions, running: RuntimeFile | undefined): Promise<Servers> {
  const anyPort = { BANLI_POSTGRES_PORT: '0', BANLI_TEMPORAL_PORT: '0', BANLI_TEMPORAL_INTERNAL_PORT: '0' };
  const environment = {
    ...process.env,
    BANLI_HOME: resolve(options.home),
    ...(options.ports === 'free' ? anyPort : {}),
  };
  const config = readStartConfig(environment, process.cwd());
  if (running !== undefined) {
    const { namespace, temporalAddress, databaseUrl } = running;
    const { home, keysFile } = config;
    return { home, namespace, temporalAddress, databaseUrl, keysFile, reused: true, stop: () => Promise.resolve() };
  }
  const interruption = listenForInterruption();
  const open = { log: options.log ?? (() => undefined), withServices: false, signal: interruption.signal };
  const installation = await openInstallation(config, open);
  if ('runningAs' in installation) {
    interruption.forget();
    throw new HomeInUse(`${config.home} is being used by process ${installation.runningAs.pid}: try again.`);
  }
  interruption.signal.addEventListener('abort', () => void endProcess(installation));
  installation.announceReady(null);
  const { home, namespace, temporalAddress, databaseUrl } = installation;
  return {
    ...{ home, namespace, temporalAddress, databaseUrl },
    keysFile: config.keysFile,
    reused: false,
    stop: async () => {
      await installation.stop();
      interruption.forget();
    },
  };
}

async function endProcess(installation: Installation): Promise<never> {
  await installation.stop();
  process.exit(130);
}
