/**
 * The database of Banli: any PostgreSQL ≥ 14. Two schemas: `app` is the only truth of what it holds (numbers, keys,
 * definitions, archives) and is backed up; `read` is derived from the histories of cases and can be dropped.
 *
 * In both, a legal instant is a bigint of epoch milliseconds, as in facts; a machine's time is a timestamptz; a date is
 * `YYYY-MM-DD`. What people wrote stands in the clear in `read` alone; in `app` it is sealed.
 */
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { NO_VAULT, type Vault } from '../codec/vault.ts';
import type { Tables } from './tables.ts';

export interface Store {
  readonly pool: pg.Pool;
  readonly db: Kysely<Tables>;
  /** Opens what is sealed. */
  readonly vault: Vault;
}

/** What a query runs on: the store's own connection pool or a transaction. */
export type Queries = Kysely<Tables> | Transaction<Tables>;

export interface StoreOptions {
  /** Connections at most. */
  readonly connections?: number;
  /** A statement that takes longer fails. The projection takes 2,000: an officer waits for it. */
  readonly statementTimeoutMs?: number;
  /**
   * A commit comes back before it is on the disk. Only for the projection, and only where the Temporal server keeps its
   * histories in the same PostgreSQL: the task that recorded the facts is committed after them, to the disk, and the log
   * is one; so nothing that was answered is lost. Of the rest nothing was told to anybody.
   */
  readonly commitsAhead?: boolean;
  /** Without it the sealed tables can't be used. */
  readonly vault?: Vault;
}

const INT8 = 20;
const DATE = 1082;

/** Opens a pool; connections are made when they are needed. Close it with `closeStore`. */
export function openStore(databaseUrl: string, options: StoreOptions = {}): Store {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: options.connections ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    application_name: 'banli',
    ...(options.commitsAhead === true ? { options: '-c synchronous_commit=off' } : {}),
    types: { getTypeParser: typeParser },
  });
  // An idle connection that breaks (a restart of the server) must not end the process: the pool makes another.
  pool.on('error', () => undefined);
  // Nor must one that breaks while a transaction holds it, between two statements: the next statement fails.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }), vault: options.vault ?? NO_VAULT };
}

export async function closeStore(store: Store): Promise<void> {
  await store.db.destroy();
}

/** Of a statement that inserts: the same effect is carried out by two workers at once, and the other was first. */
export function noneIfThere(error: unknown): { rows: never[] } {
  if ((error as { code?: string }).code === '23505') return { rows: [] };
  throw error;
}

/** Numbers as numbers (all of ours are below 2^53), dates as text: a Date would move with the machine's zone. */
function typeParser(oid: number, format?: string): (value: string) => unknown {
  if (oid === INT8) return Number;
  if (oid === DATE) return (text) => text;
  return pg.types.getTypeParser(oid, format as 'text') as (value: string) => unknown;
}
