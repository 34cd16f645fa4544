import { parseArgs } from 'node:util';
import { readStartConfig, type StartConfig } from './config.ts';
import { RuntimeFault } from './errors.ts';
import { findRunning, type Installation, openInstallation } from './installation.ts';
import { type Interruption, listenForInterruption } from './interruption.ts';
import type { Log, ServiceSpec } from './service.ts';
import { banliServices, pagesUrl } from './services.ts';

export interface StartOptions {
  readonly config: StartConfig;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Started after the servers, in this order. Default: worker and api. */
  readonly services?: (config: StartConfig, installation: Installation) => readonly ServiceSpec[];
  /** Called when all services are healthy, before the home counts as ready: deploys the definitions. */
  readonly afterReady?: (installation: Installation) => Promise<void>;
}

/** `running`: this process runs the home. `elsewhere`: another does, its pages are at `url`. */
export type Started =
  | { readonly kind: 'running'; readonly installation: Installation; readonly url: string }
  | { readonly kind: 'elsewhere'; readonly pid: number; readonly url: string | null };

/**
 * Starts a whole installation: PostgreSQL, Temporal server, worker, api. If a step fails or the
 * signal aborts, everything started is stopped again, in the opposite order.
 * @throws RuntimeFault with what to do about it.
 */
export async function startAll(options: StartOptions): Promise<Started> {
  const { config, log, signal } = options;
  const installation = await openInstallation(config, { log, withServices: true, signal });
  if ('runningAs' in installation) {
    const running = installation.runtime ?? (await findRunning(config.home));
    return { kind: 'elsewhere', pid: installation.runningAs.pid, url: running?.apiUrl ?? null };
  }
  try {
    for (const service of (options.services ?? banliServices)(config, installation)) {
      await installation.startService(service);
    }
    await options.afterReady?.(installation);
    signal.throwIfAborted();
  } catch (error) {
    await installation.stop();
    throw error;
  }
  const url = pagesUrl(config, installation);
  installation.announceReady(url);
  return { kind: 'running', installation, url };
}

const usage = `Usage: banli start [--home <directory>] [--port <port>]

Starts PostgreSQL, the Temporal server, the worker and the API with its pages, and keeps them running.
Ctrl-C stops them. Everything is kept in one directory.

  --home <directory>  the data directory (BANLI_HOME; default .banli)
  --port <port>       the port of API and pages (BANLI_API_PORT; default 8420, 0 picks a free one)
  -h, --help          this text

Further settings are environment variables: BANLI_POSTGRES_PORT, BANLI_TEMPORAL_PORT,
BANLI_TEMPORAL_INTERNAL_PORT, BANLI_WORKER_PORT, BANLI_API_HOST, BANLI_KEYS_FILE, BANLI_NAMESPACE,
DATABASE_URL and TEMPORAL_ADDRESS (with TEMPORAL_API_KEY, TEMPORAL_TLS…) for servers of your own.`;

/**
 * The command `banli start`: runs until it is told to stop. Words go to stderr, the address of the
 * pages to stdout.
 * @returns the exit code: 0 stopped as asked or running already, 1 a fault, 2 wrong usage.
 */
export async function runStart(
  argv: readonly string[],
  hooks: Pick<StartOptions, 'afterReady' | 'services'> = {},
): Promise<number> {
  const environment = startEnvironment(argv);
  if (typeof environment === 'number') return environment;
  const interruption = listenForInterruption();
  try {
    const config = readStartConfig(environment, process.cwd());
    return await runUntilInterrupted({ ...hooks, config, log, signal: interruption.signal }, interruption);
  } catch (error) {
    if (interruption.signal.aborted) {
      log('Stopped');
      return 0;
    }
    if (!(error instanceof RuntimeFault)) throw error;
    log(error.message);
    return 1;
  } finally {
    interruption.forget();
  }
}

function log(line: string): void {
  process.stderr.write(`${line}\n`);
}

function startEnvironment(argv: readonly string[]): Record<string, string | undefined> | number {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { home: { type: 'string' }, port: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      process.stdout.write(`${usage}\n`);
      return 0;
    }
    return {
      ...process.env,
      ...(values.home === undefined ? {} : { BANLI_HOME: values.home }),
      ...(values.port === undefined ? {} : { BANLI_API_PORT: values.port }),
    };
  } catch (error) {
    log(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
}

async function runUntilInterrupted(options: StartOptions, { signal }: Interruption): Promise<number> {
  const started = await startAll(options);
  const place = options.config.home;
  if (started.kind === 'elsewhere') {
    log(`Banli is running already in ${place} (process ${started.pid})${started.url === null ? '' : ':'}`);
    if (started.url !== null) process.stdout.write(`${started.url}\n`);
    return 0;
  }
  log(`Banli is running in ${place}. Ctrl-C stops it. Its pages:`);
  process.stdout.write(`${started.url}\n`);
  await new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', resolve, { once: true });
  });
  log('Stopping');
  await started.installation.stop();
  log('Stopped');
  return 0;
}
