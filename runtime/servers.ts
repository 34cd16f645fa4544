import { resolve } from 'node:path';
import { readStartConfig } from './config.ts';
import { RuntimeFault } from './errors.ts';
import { findRunning, type Installation, openInstallation } from './installation.ts';
import { listenForInterruption } from './interruption.ts';
import type { Log } from './service.ts';

export interface ServersOptions {
  /** The data directory; relative to the working directory. */
  readonly home: string;
  /** `free`: any free ports, for tests. `configured` (default): those of the environment. */
  readonly ports?: 'free' | 'configured';
  readonly log?: Log;
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
  const anyPort = { BANLI_POSTGRES_PORT: '0', BANLI_TEMPORAL_PORT: '0', BANLI_TEMPORAL_INTERNAL_PORT: '0' };
  const environment = {
    ...process.env,
    BANLI_HOME: resolve(options.home),
    ...(options.ports === 'free' ? anyPort : {}),
  };
  const config = readStartConfig(environment, process.cwd());
  const running = await findRunning(config.home);
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
    throw new RuntimeFault(`${config.home} is being used by process ${installation.runningAs.pid}: try again.`);
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
