/** Brings the database to the present schema. Run at the start of every process that uses it. */
import { type Migration, Migrator, sql } from 'kysely';
import type { Store } from './database.ts';
import { APP_0001 } from './migrations/app-0001.ts';
import { APP_0002 } from './migrations/app-0002.ts';
import { sealApp } from './migrations/app-0003.ts';
import { APP_0004 } from './migrations/app-0004.ts';
import { APP_0005 } from './migrations/app-0005.ts';
import { APP_0006 } from './migrations/app-0006.ts';
import { APP_0007 } from './migrations/app-0007.ts';
import { APP_0008 } from './migrations/app-0008.ts';
import { APP_0009 } from './migrations/app-0009.ts';
import { APP_0010 } from './migrations/app-0010.ts';
import { APP_0011 } from './migrations/app-0011.ts';
import { APP_0012 } from './migrations/app-0012.ts';
import { READ_SCHEMA_VERSION } from './read-schema.ts';
import { emptyReadModel } from './registers.ts';

/** In order of their names; one that has been released is never changed. */
const migrationsOf = ({ vault }: Store): Record<string, Migration> => ({
  'app-0001': { up: async (db) => void (await sql.raw(APP_0001).execute(db)) },
  'app-0002': { up: async (db) => void (await sql.raw(APP_0002).execute(db)) },
  'app-0003': { up: (db) => sealApp(db, vault) },
  'app-0004': { up: async (db) => void (await sql.raw(APP_0004).execute(db)) },
  'app-0005': { up: async (db) => void (await sql.raw(APP_0005).execute(db)) },
  'app-0006': { up: async (db) => void (await sql.raw(APP_0006).execute(db)) },
  'app-0007': { up: async (db) => void (await sql.raw(APP_0007).execute(db)) },
  'app-0008': { up: async (db) => void (await sql.raw(APP_0008).execute(db)) },
  'app-0009': { up: async (db) => void (await sql.raw(APP_0009).execute(db)) },
  'app-0010': { up: async (db) => void (await sql.raw(APP_0010).execute(db)) },
  'app-0011': { up: async (db) => void (await sql.raw(APP_0011).execute(db)) },
  'app-0012': { up: async (db) => void (await sql.raw(APP_0012).execute(db)) },
});

export interface Migrated {
  /** The read model is empty, because it is new or its shape has changed: rebuild it if there are cases. */
  readModelEmptied: boolean;
}

/** Several processes may call it at once: an advisory lock makes one wait for the other. */
export async function migrate(store: Store): Promise<Migrated> {
  await sql`CREATE SCHEMA IF NOT EXISTS app`.execute(store.db).catch(ignoreRace);
  const migrator = new Migrator({
    db: store.db,
    provider: { getMigrations: async () => migrationsOf(store) },
    migrationTableSchema: 'app',
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return { readModelEmptied: await prepareReadSchema(store) };
}

/** Two processes that create a schema at the same instant: one of them is told that it exists. */
function ignoreRace(error: unknown): void {
  const { code } = error as { code?: string };
  if (code !== '23505' && code !== '42P06') throw error;
}

const READ_SCHEMA_LOCK = 82_001;

async function prepareReadSchema(store: Store): Promise<boolean> {
  return store.db.transaction().execute(async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(${READ_SCHEMA_LOCK})`.execute(tx);
    const there = await sql<{ there: boolean }>`SELECT to_regclass('read.version') IS NOT NULL AS there`.execute(tx);
    if (there.rows[0]?.there) {
      const { version } = await tx.selectFrom('read.version').select('version').executeTakeFirstOrThrow();
      if (version === READ_SCHEMA_VERSION) return false;
    }
    await emptyReadModel(tx, store.vault);
    return true;
  });
}
