/** Where commands of the command line find cases: server, database and keys of the data directory. */
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { codecWith, createDataConverter } from '../codec/data-converter.ts';
import type { ExportParts } from '../replay/export.ts';
import { type Keys, readKeys } from '../runtime/keys.ts';
import { startServersOnly } from '../runtime/servers.ts';
import { createArchive } from '../store/archives.ts';
import { findCaseId } from '../store/cases.ts';
import { createContentStore } from '../store/content.ts';
import { closeStore, openStore } from '../store/database.ts';

export interface CaseSource {
  parts: ExportParts;
  /** By id or number; null if there is no such case. */
  findCase(name: string): Promise<string | null>;
  close(): Promise<void>;
}

export function homeOf(environment: Readonly<Record<string, string | undefined>>): string {
  return resolve(environment.BANLI_HOME ?? '.banli');
}

/** Keys of the installation, or of a file. @throws RuntimeFault */
export function keysOf(home: string, file: string | undefined): Keys {
  return readKeys(file ?? process.env.BANLI_KEYS_FILE ?? join(home, 'keys.json'));
}

/** Uses the servers that run, or starts them for the time. */
export async function openCaseSource(log: (line: string) => void): Promise<CaseSource> {
  const servers = await startServersOnly({ home: homeOf(process.env), ports: 'free', log });
  const keys = readKeys(servers.keysFile);
  const [key] = keys.commandKeys;
  if (key === undefined) throw new Error('no command key');
  const connection = await Connection.connect({ address: servers.temporalAddress });
  const store = openStore(servers.databaseUrl);
  const content = createContentStore(store);
  const codec = codecWith(keys, content);
  const client = new Client({
    ...{ connection, namespace: servers.namespace },
    dataConverter: createDataConverter(keys),
  });
  return {
    parts: { client, archive: createArchive(store), codec, content, key, now: Date.now() },
    findCase: (name) => findCaseId(store.db, name).catch(noneWithoutTables),
    async close() {
      await Promise.all([connection.close(), closeStore(store)]);
      await servers.stop();
    },
  };
}

/** PostgreSQL's `undefined_table`: nothing was ever stored here. */
function noneWithoutTables(error: Error & { code?: string }): null {
  if (error.code === '42P01') return null;
  throw error;
}
