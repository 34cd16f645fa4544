/**
 * The process of an audit: it takes seconds of a processor, and those who work meanwhile must not wait for it. Its
 * settings are those of every service.
 *
 *   process.ts check            ids of cases on standard input, one a line; answers one line of JSON each, in order
 *   process.ts evidence <case>  the evidence file on standard output; exit code 3: nothing is left of the case
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { codecWith, createDataConverter } from '../codec/data-converter.ts';
import { readServiceConfig } from '../runtime/config.ts';
import { readKeys } from '../runtime/keys.ts';
import { archivedRuns, createArchive } from '../store/archives.ts';
import { caseView } from '../store/case-view.ts';
import { createContentStore } from '../store/content.ts';
import { closeStore, openStore, type Store } from '../store/database.ts';
import { caseBundle } from '../workflows/bundle.ts';
import { checkCase, type Shown } from './case-check.ts';
import { exportEvidence } from './export.ts';

const NOTHING_LEFT = 3;

async function main([task, caseId]: readonly string[]): Promise<void> {
  const config = readServiceConfig(process.env, process.cwd());
  const keys = readKeys(config.keysFile);
  const [key] = keys.commandKeys;
  if (key === undefined) throw new Error('no command key');
  const connection = await Connection.connect(config.temporal);
  const store = openStore(config.databaseUrl);
  const content = createContentStore(store);
  const codec = codecWith(keys, content);
  const client = new Client({ connection, namespace: config.namespace, dataConverter: createDataConverter(keys) });
  if (task === 'check') {
    Runtime.install({
      logger: new DefaultLogger('ERROR'),
      telemetryOptions: { logging: { forward: {}, filter: 'OFF' } },
    });
    const workflowBundle = await caseBundle(join(config.home, 'bundles'));
    const archived = (id: string) => archivedRuns(store, id);
    for await (const id of createInterface({ input: process.stdin })) {
      const found = await checkCase({ client, codec, archived, workflowBundle, shown: (id) => shownOf(store, id) }, id);
      await write(`${JSON.stringify(found)}\n`);
    }
  } else {
    const parts = { client, archive: createArchive(store), codec, content, key, now: Date.now() };
    const file = await exportEvidence(parts, caseId ?? '');
    if (file === null) process.exitCode = NOTHING_LEFT;
    else await write(file);
  }
  await Promise.all([connection.close(), closeStore(store)]);
}

async function shownOf(store: Store, caseId: string): Promise<Shown | null> {
  const view = await caseView(store, caseId);
  if (view === null) return null;
  const facts = await store.db
    .selectFrom('read.facts')
    .select(['seq', 'at', 'type', 'body', 'hash'])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();
  return { view, facts };
}

function write(bytes: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())));
}

main(process.argv.slice(2)).then(
  // What the SDK keeps open would hold the process.
  () => process.exit(),
  (error: unknown) => {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
    process.exit(1);
  },
);
