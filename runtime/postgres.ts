import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { type DataDirectory, readJsonFile, writePrivateFile } from './data-directory.ts';
import { RuntimeFault } from './errors.ts';
import { type PostgresPlace, placePostgres } from './postgres-install.ts';
import { commandLine, identify, stopProcess } from './processes.ts';
import type { Log, ServiceSpec } from './service.ts';

/** The databases; each has a role of the same name that owns it and can open no other. */
export const databaseNames = ['temporal', 'temporal_visibility', 'banli'] as const;
export type DatabaseName = (typeof databaseNames)[number];

/** Passwords by role, `postgres` is the superuser. */
type Credentials = Readonly<Record<'postgres' | DatabaseName, string>>;

/** An embedded PostgreSQL 18 on a loopback port: its service and the addresses of its databases. */
export interface EmbeddedPostgres {
  readonly service: ServiceSpec;
  readonly password: (name: DatabaseName) => string;
  readonly url: (name: DatabaseName) => string;
}

/**
 * The embedded PostgreSQL of a home. The first start creates the cluster, roles and databases; the
 * passwords are random and kept in a file that only the owner can read.
 */
export async function embeddedPostgres(directory: DataDirectory, port: number, log: Log): Promise<EmbeddedPostgres> {
  const place = placePostgres(directory, log);
  const credentials = await readOrCreateCluster(directory, place, log);
  const url = (role: keyof Credentials, database: string) =>
    `postgres://${role}:${credentials[role]}@127.0.0.1:${port}/${database}`;
  return {
    service: {
      name: 'postgres',
      prepare: () => clearOrphan(place.dataDirectory),
      command: place.postgres,
      args: ['-D', place.dataDirectory, ...serverSettings(port)],
      environment: { LC_ALL: 'C', TZ: 'UTC' },
      workingDirectory: '/',
      ...(place.user === undefined ? {} : { user: place.user }),
      check: () => checkDatabase(url('postgres', 'postgres')),
      afterFirstHealthy: () => createDatabases(url('postgres', 'postgres'), credentials),
      startLimitMs: 60_000,
      // SIGINT is PostgreSQL's fast shutdown: it ends sessions and writes a checkpoint.
      stopSignal: 'SIGINT',
      stopGraceMs: 30_000,
    },
    password: (name) => credentials[name],
    url: (name) => url(name, name),
  };
}

/**
 * fsync and synchronous_commit stay on, their default: an answered command is on the disk. Only projections are committed
 * ahead of it (store/database.ts).
 */
function serverSettings(port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    // No socket files: their directory would have to be writable for everybody.
    unix_socket_directories: '',
    // The Temporal server opens up to 4 × 20 connections, worker and api some dozens.
    max_connections: '200',
    log_timezone: 'UTC',
    timezone: 'UTC',
    log_checkpoints: 'off',
    // Errors of statements quote rows and values, people's data, which no log has; who sent the statement is told them.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function readOrCreateCluster(directory: DataDirectory, place: PostgresPlace, log: Log): Promise<Credentials> {
  const initialised = existsSync(join(place.dataDirectory, 'PG_VERSION'));
  const known = readJsonFile(directory.credentialsFile) as Credentials | undefined;
  if (initialised && known === undefined) {
    throw new RuntimeFault(
      `${place.dataDirectory} holds a database, but its passwords are missing: expected ${directory.credentialsFile}. ` +
        'Restore that file from a backup.',
    );
  }
  const credentials = known ?? createCredentials();
  if (known === undefined) writePrivateFile(directory.credentialsFile, `${JSON.stringify(credentials, null, 2)}\n`);
  if (!initialised) {
    log('Creating the database cluster');
    await initialiseCluster(directory, place, credentials.postgres);
  }
  return credentials;
}

function createCredentials(): Credentials {
  const password = () => randomBytes(24).toString('base64url');
  return { postgres: password(), temporal: password(), temporal_visibility: password(), banli: password() };
}

async function initialiseCluster(directory: DataDirectory, place: PostgresPlace, password: string): Promise<void> {
  // A cluster without PG_VERSION is one whose creation was broken off.
  rmSync(place.dataDirectory, { recursive: true, force: true });
  mkdirSync(dirname(place.dataDirectory), { recursive: true, mode: 0o711 });
  mkdirSync(place.dataDirectory, { mode: 0o700 });
  const passwordFile = join(dirname(place.dataDirectory), 'postgres-password.tmp');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  if (place.user !== undefined) {
    for (const path of [place.dataDirectory, passwordFile]) chownSync(path, place.user.uid, place.user.gid);
  }
  const args = [
    `--pgdata=${place.dataDirectory}`,
    `--pwfile=${passwordFile}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=zh-Hans-CN',
    '--no-instructions',
  ];
  try {
    await promisify(execFile)(place.initdb, args, { cwd: '/', env: { ...process.env, LC_ALL: 'C' }, ...place.user });
  } catch (error) {
    rmSync(place.dataDirectory, { recursive: true, force: true });
    throw new RuntimeFault(`The database cluster of ${directory.home} could not be created:\n${errorOutput(error)}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function errorOutput(error: unknown): string {
  const { stderr, message } = error as { stderr?: string; message: string };
  return stderr === undefined || stderr === '' ? message : stderr.trim();
}

/**
 * A killed supervisor leaves PostgreSQL running: it is stopped, so that the new one is our child. A
 * `postmaster.pid` whose number now belongs to another program would keep PostgreSQL from starting.
 */
async function clearOrphan(dataDirectory: string): Promise<void> {
  const pidFile = join(dataDirectory, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number(readFileSync(pidFile, 'utf8').split('\n', 1)[0]);
  const orphan = Number.isInteger(pid) && pid > 0 ? identify(pid) : undefined;
  if (orphan !== undefined && commandLine(pid)?.includes(dataDirectory)) await stopProcess(orphan, 'SIGINT', 30_000);
  else rmSync(pidFile, { force: true });
}

async function createDatabases(superuserUrl: string, credentials: Credentials): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const name of databaseNames) await createDatabase(client, name, credentials[name]);
  });
}

async function createDatabase(client: pg.Client, name: DatabaseName, password: string): Promise<void> {
  const role = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
  if (role.rowCount === 0) {
    await client.query(`CREATE ROLE ${name} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
  }
  const database = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
  if (database.rowCount !== 0) return;
  // People read lists of ours in Chinese order; Temporal's keys are compared as bytes, which is faster.
  const collation = name === 'banli' ? '' : " LOCALE_PROVIDER libc LOCALE 'C'";
  await client.query(`CREATE DATABASE ${name} OWNER ${name} TEMPLATE template0${collation}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
}

/** Resolves if the database answers a query. */
export async function checkDatabase(url: string): Promise<void> {
  await withClient(url, (client) => client.query('SELECT 1'));
}

/** Runs `work` on a connection of its own, closed afterwards. Connecting is given 5 seconds. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A connection that breaks while idle is reported by the next query; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
