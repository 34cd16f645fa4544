import { execFile, spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createLock, readLock } from './data-directory.ts';
import { RuntimeFault } from './errors.ts';
import { identify, isRunning } from './processes.ts';
import type { Log } from './service.ts';

/** The server release that Banli is built and tested with. */
export const temporalVersion = '1.32.2';

/** What is there to run cases on. */
export type TemporalProgram =
  /** Somebody else runs it; we only connect. */
  | { readonly kind: 'address'; readonly address: string }
  /** The real server, with its schema tool, on our PostgreSQL. */
  | { readonly kind: 'server'; readonly server: string; readonly sqlTool: string; readonly origin: string }
  /** Temporal's command line program, whose development server keeps its data in SQLite. */
  | { readonly kind: 'development'; readonly cli: string; readonly origin: string };

/**
 * Finds a Temporal server, in this order: TEMPORAL_ADDRESS; `temporal-server` (with
 * `temporal-sql-tool`) or `temporal` on PATH; our cached build; a build with Go ≥ 1.21; the
 * development server that Temporal's SDK can download.
 * @throws RuntimeFault that names these choices, if none works.
 */
export async function resolveTemporalServer(
  log: Log,
  environment: NodeJS.ProcessEnv = process.env,
  signal?: AbortSignal,
): Promise<TemporalProgram> {
  const address = environment.TEMPORAL_ADDRESS;
  if (address !== undefined && address !== '') return { kind: 'address', address };
  const onPath = programOnPath(environment);
  if (onPath !== undefined) return onPath;
  const cache = join(cacheDirectory(environment), 'temporal-server', temporalVersion);
  const cached = cachedBuild(cache, 'cache');
  if (cached !== undefined) return cached;
  const reasons: string[] = [];
  for (const attempt of [buildWithGo, downloadDevelopmentServer]) {
    signal?.throwIfAborted();
    try {
      return await attempt(cache, log, environment, signal);
    } catch (error) {
      reasons.push((error as Error).message);
    }
  }
  throw new RuntimeFault(noServerMessage(reasons));
}

function noServerMessage(reasons: readonly string[]): string {
  return [
    'No Temporal server was found. Any one of these will do:',
    '  - set TEMPORAL_ADDRESS=<host>:<port> of a server that runs',
    '  - put temporal-server and temporal-sql-tool, or the command line program temporal, on PATH',
    '  - install Go 1.21 or newer (https://go.dev/dl): Banli then builds the server itself, once, in about 5 minutes',
    '  - allow downloads, for the development server of the Temporal SDK',
    ...reasons.map((reason) => `What was tried: ${reason}`),
  ].join('\n');
}

/** Where builds are kept for all checkouts of this user: $XDG_CACHE_HOME/banli or ~/.cache/banli. */
function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  const xdg = environment.XDG_CACHE_HOME;
  return join(xdg !== undefined && xdg !== '' ? xdg : join(homedir(), '.cache'), 'banli');
}

function programOnPath(environment: NodeJS.ProcessEnv): TemporalProgram | undefined {
  const server = findOnPath('temporal-server', environment);
  const sqlTool = findOnPath('temporal-sql-tool', environment);
  if (server !== undefined && sqlTool !== undefined) return { kind: 'server', server, sqlTool, origin: 'PATH' };
  const cli = findOnPath('temporal', environment);
  return cli === undefined ? undefined : { kind: 'development', cli, origin: 'PATH' };
}

function findOnPath(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const directories = (environment.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function cachedBuild(cache: string, origin: string): TemporalProgram | undefined {
  const [server, sqlTool] = [join(cache, 'server'), join(cache, 'sql')];
  return isExecutable(server) && isExecutable(sqlTool) ? { kind: 'server', server, sqlTool, origin } : undefined;
}

/**
 * Builds server and schema tool from the modules that Go's checksum database vouches for. They are
 * built aside and renamed into the cache, so that a broken build is never taken for a good one; a
 * lock keeps a second start waiting instead of building too.
 */
async function buildWithGo(
  cache: string,
  log: Log,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<TemporalProgram> {
  const go = await usableGo(environment);
  const lock = `${cache}.lock`;
  mkdirSync(join(cache, '..'), { recursive: true });
  await takeBuildLock(lock, log, signal);
  try {
    const meanwhile = cachedBuild(cache, 'cache');
    if (meanwhile !== undefined) return meanwhile;
    log(`Building the Temporal server ${temporalVersion} with Go, once: 3 to 6 minutes, about 2 GB of memory`);
    const building = `${cache}.building-${process.pid}`;
    mkdirSync(building, { recursive: true });
    try {
      for (const part of ['sql', 'server'] as const) {
        await goInstall(go, part, building, log, environment, signal);
      }
      rmSync(cache, { recursive: true, force: true });
      renameSync(building, cache);
    } finally {
      rmSync(building, { recursive: true, force: true });
    }
  } finally {
    rmSync(lock, { force: true });
  }
  const built = cachedBuild(cache, 'built with Go');
  if (built === undefined) throw new Error(`Go reported success, but ${cache} lacks the programs server and sql`);
  return built;
}

async function usableGo(environment: NodeJS.ProcessEnv): Promise<string> {
  const go = findOnPath('go', environment);
  if (go === undefined) throw new Error('there is no Go on PATH');
  const { stdout } = await promisify(execFile)(go, ['env', 'GOVERSION'], {
    env: { ...environment, GOTOOLCHAIN: 'local' },
  });
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(stdout.trim()) ?? [];
  const usable = Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 21);
  if (!usable) throw new Error(`${go} is ${stdout.trim()}, at least Go 1.21 is needed`);
  return go;
}

async function takeBuildLock(lock: string, log: Log, signal?: AbortSignal): Promise<void> {
  const self = identify(process.pid);
  if (self === undefined) throw new Error('this process can not be identified');
  for (let announced = false; !createLock(lock, self); ) {
    const holder = readLock(lock);
    if (holder === undefined || !isRunning(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!announced) log('Another start is building the Temporal server: waiting for it');
    announced = true;
    await sleep(1_000, undefined, signal === undefined ? {} : { signal });
  }
}

async function goInstall(
  go: string,
  part: 'server' | 'sql',
  into: string,
  log: Log,
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  const module = { server: 'go.temporal.io/server/cmd/server', sql: 'go.temporal.io/server/cmd/tools/sql' }[part];
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const progress = setInterval(() => log(`  still building ${part}: ${seconds()} s`), 10_000);
  try {
    const goEnvironment = { ...environment, GOTOOLCHAIN: 'auto', GOBIN: into, GOFLAGS: '', GOOS: '', GOARCH: '' };
    await runToEnd(go, ['install', `${module}@v${temporalVersion}`], goEnvironment, signal);
    log(`  built ${part} in ${seconds()} s`);
  } finally {
    clearInterval(progress);
  }
}

/** Runs a program to its end; its last words are in the error if it fails. */
function runToEnd(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  signal?: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { env: environment, stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
    const child = spawn(command, args, signal === undefined ? options : { ...options, signal });
    let words = '';
    child.stderr.on('data', (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-2_000);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args.join(' ')} ended with ${code}: ${words.trim()}`));
    });
  });
}

/**
 * The last resort. The SDK can only download by starting the server, so it is started once and
 * stopped; what it downloaded is then run like any other program.
 */
async function downloadDevelopmentServer(cache: string, log: Log): Promise<TemporalProgram> {
  const downloads = join(cache, '..', '..', 'temporal-development-server');
  mkdirSync(downloads, { recursive: true });
  const known = developmentServerIn(downloads);
  if (known !== undefined) return known;
  log("Downloading the development server of Temporal's SDK from temporal.download");
  const { Runtime } = await import('@temporalio/worker');
  const runtime = Runtime.instance();
  const server = await runtime.createEphemeralServer({
    type: 'dev-server',
    exe: {
      type: 'cached-download',
      downloadDir: downloads,
      version: 'default',
      ttl: 0,
      sdkName: 'sdk-typescript',
      sdkVersion: '1.24.0',
    },
    namespace: 'default',
    ip: '127.0.0.1',
    port: null,
    uiPort: null,
    dbFilename: null,
    ui: false,
    log: { format: 'pretty', level: 'error' },
    extraArgs: [],
  });
  await runtime.shutdownEphemeralServer(server);
  const downloaded = developmentServerIn(downloads);
  if (downloaded === undefined) throw new Error(`the download left no program in ${downloads}`);
  return downloaded;
}

function developmentServerIn(directory: string): TemporalProgram | undefined {
  const cli = join(directory, 'temporal-sdk-typescript-1.24.0');
  return existsSync(cli) && isExecutable(cli) ? { kind: 'development', cli, origin: 'download' } : undefined;
}
