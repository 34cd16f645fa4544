import { resolve } from 'node:path';
import { readStartConfig } from './config.ts';
import { findRunning, openInstallation, refuseRunning } from './installation.ts';
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
 * with `stop`; they are also stopped when this process is interrupted or terminated.
 * @throws RuntimeFault on taken ports, a missing server, or a home that another process uses.
 */
export async function startServersOnly(options: ServersOptions): Promise<Servers> {
  const log = options.log ?? (() => undefined);
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
  const installation = await openInstallation(config, log, false);
  if ('runningAs' in installation) return refuseRunning(installation, config.home);
  installation.announceReady(null);
  const forget = stopOnSignal(installation.stop);
  return {
    home: installation.home,
    namespace: installation.namespace,
    temporalAddress: installation.temporalAddress,
    databaseUrl: installation.databaseUrl,
    keysFile: config.keysFile,
    reused: false,
    stop: async () => {
      await installation.stop();
      forget();
    },
  };
}

function stopOnSignal(stop: () => Promise<void>): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    void stop().finally(() => process.exit(signal === 'SIGINT' ? 130 : 143));
  };
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  return () => {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  };
}
