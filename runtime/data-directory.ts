import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { RuntimeFault } from './errors.ts';
import { identify, isRunning, type ProcessIdentity } from './processes.ts';

/** Where everything of one installation lies, absolute paths. */
export interface DataDirectory {
  readonly home: string;
  readonly lockFile: string;
  readonly runtimeFile: string;
  readonly keysFile: string;
  readonly credentialsFile: string;
  readonly postgresData: string;
  readonly temporalDirectory: string;
  readonly logs: string;
}

/**
 * Creates the directory if it is missing and gives its paths. Only the owner can read what is in it;
 * as root it can be passed through (0711), because PostgreSQL refuses to run as root and its own
 * user must reach its part.
 */
export function openDataDirectory(home: string): DataDirectory {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  mkdirSync(home, { recursive: true, mode });
  if ((statSync(home).mode & mode) !== mode) chmodSync(home, mode);
  const directory: DataDirectory = {
    home,
    lockFile: join(home, 'lock.json'),
    runtimeFile: join(home, 'runtime.json'),
    keysFile: join(home, 'keys.json'),
    credentialsFile: join(home, 'postgres-credentials.json'),
    postgresData: join(home, 'postgres'),
    temporalDirectory: join(home, 'temporal'),
    logs: join(home, 'logs'),
  };
  mkdirSync(directory.logs, { recursive: true, mode: 0o700 });
  mkdirSync(directory.temporalDirectory, { recursive: true, mode: 0o700 });
  return directory;
}

/** Writes a file that only its owner can read, whole or not at all. */
export function writePrivateFile(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.new`;
  writeFileSync(temporary, content, { mode: 0o600 });
  renameSync(temporary, path);
}

/** A JSON file of ours; undefined if it isn't there. @throws RuntimeFault if it isn't JSON. */
export function readJsonFile(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RuntimeFault(`${path} is not valid JSON (${(error as Error).message}). Restore it from a backup.`);
  }
}

/** Held by the one supervisor of a home; `release` gives it back. */
export interface HomeLock {
  readonly release: () => void;
}

/**
 * Takes the lock of a home for this process. A lock whose holder has ended (killed, power cut) is
 * taken over: the holder is named by number and start, so a reused number doesn't count as alive.
 * @returns the living holder instead, if there is one.
 */
export function lockHome(directory: DataDirectory): HomeLock | { readonly heldBy: ProcessIdentity } {
  const self = identify(process.pid);
  if (self === undefined) throw new Error('this process can not be identified');
  for (;;) {
    if (createLock(directory.lockFile, self)) return { release: () => releaseLock(directory, self) };
    const holder = lockHolder(directory);
    if (holder !== undefined) return { heldBy: holder };
    setStaleLockAside(directory);
  }
}

/**
 * Creates a lock file with its holder in it; false if there is one. Linking a file that is complete
 * means that no other process ever reads a half written one.
 */
export function createLock(path: string, holder: ProcessIdentity): boolean {
  const complete = `${path}.${randomUUID()}.new`;
  writeFileSync(complete, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(complete, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(complete, { force: true });
  }
}

/** The living process that holds the lock of this home, if any. */
export function lockHolder(directory: DataDirectory): ProcessIdentity | undefined {
  const holder = readLock(directory.lockFile);
  return holder !== undefined && isRunning(holder) ? holder : undefined;
}

/** The holder that a lock file names, living or not; undefined if there is no readable lock. */
export function readLock(path: string): ProcessIdentity | undefined {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isProcessIdentity(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Renaming lets exactly one of several starts win. If a new holder came between reading and renaming,
 * its lock is put back.
 */
function setStaleLockAside(directory: DataDirectory): void {
  const aside = `${directory.lockFile}.${process.pid}.stale`;
  try {
    renameSync(directory.lockFile, aside);
  } catch {
    return;
  }
  const taken = readLock(aside);
  if (taken !== undefined && isRunning(taken)) renameSync(aside, directory.lockFile);
  else rmSync(aside, { force: true });
}

function releaseLock(directory: DataDirectory, self: ProcessIdentity): void {
  const holder = readLock(directory.lockFile);
  if (holder?.pid === self.pid && holder.startedAt === self.startedAt) rmSync(directory.lockFile, { force: true });
}

/** Whether a value read from a file names a process. */
export function isProcessIdentity(value: unknown): value is ProcessIdentity {
  if (typeof value !== 'object' || value === null) return false;
  const candidate = value as Partial<Record<keyof ProcessIdentity, unknown>>;
  return typeof candidate.pid === 'number' && typeof candidate.startedAt === 'string';
}
