/**
 * `banli rebuild`: drops the read model and makes it again from the histories of all cases, on the server and in the
 * archive. Officers see lists that fill up meanwhile. Exit code 1: some cases could not be rebuilt; they are named.
 */
import type { Command } from 'commander';
import type { Rebuilt } from '../store/rebuild.ts';
import { NEGATIVE, write } from './output.ts';

interface RebuildOptions {
  readonly json?: boolean;
}

export function registerRebuild(program: Command): void {
  program
    .command('rebuild')
    .description('make the read model again from the histories of all cases')
    .option('--json', 'print one line of JSON')
    .action(async (options: RebuildOptions) => {
      const rebuilt = await rebuildAll((line) => console.error(line));
      await write(options.json === true ? `${JSON.stringify(rebuilt)}\n` : told(rebuilt));
      for (const { caseId, reason } of rebuilt.failed) console.error(`${caseId}: ${reason}`);
      if (rebuilt.failed.length > 0) process.exitCode = NEGATIVE;
    });
}

function told({ cases, facts, failed }: Rebuilt): string {
  const missing = failed.length === 0 ? '' : `, ${failed.length} cases are missing`;
  return `${cases} cases with ${facts} facts${missing}\n`;
}

/** Uses the servers that run, or starts them for the time. */
async function rebuildAll(log: (line: string) => void): Promise<Rebuilt> {
  const [{ homeOf }, { startServersOnly }] = await Promise.all([
    import('./case-source.ts'),
    import('../runtime/servers.ts'),
  ]);
  const servers = await startServersOnly({ home: homeOf(process.env), ports: 'free', log });
  try {
    return await rebuildFrom(servers, log);
  } finally {
    await servers.stop();
  }
}

interface Place {
  temporalAddress: string;
  namespace: string;
  databaseUrl: string;
  keysFile: string;
}

async function rebuildFrom(place: Place, log: (line: string) => void): Promise<Rebuilt> {
  const [
    { Client, Connection },
    { createCaseHistories },
    { createDataConverter },
    { createVault },
    { readKeys },
    database,
  ] = await Promise.all([
    import('@temporalio/client'),
    import('../activities/case-histories.ts'),
    import('../codec/data-converter.ts'),
    import('../codec/vault.ts'),
    import('../runtime/keys.ts'),
    databaseModules(),
  ]);
  const keys = readKeys(place.keysFile);
  const store = database.openStore(place.databaseUrl, { vault: createVault(keys.dataKeys) });
  const connection = await Connection.connect({ address: place.temporalAddress });
  try {
    await database.migrate(store);
    const content = database.createContentStore(store);
    const dataConverter = createDataConverter(keys, content);
    const [codec] = dataConverter.payloadCodecs;
    if (codec === undefined) throw new Error('no payload codec');
    const client = new Client({ connection, namespace: place.namespace, dataConverter });
    const histories = createCaseHistories({ client, archive: database.createArchive(store), codec });
    const model = database.createReadModel(store, content);
    return await database.rebuild(store, model, histories, {
      progress: (done, of) => log(`${done} of ${of} cases`),
    });
  } finally {
    await Promise.all([connection.close(), database.closeStore(store)]);
  }
}

async function databaseModules() {
  const [archives, content, store, migrations, projection, rebuilding] = await Promise.all([
    import('../store/archives.ts'),
    import('../store/content.ts'),
    import('../store/database.ts'),
    import('../store/migrate.ts'),
    import('../store/projection.ts'),
    import('../store/rebuild.ts'),
  ]);
  return { ...archives, ...content, ...store, ...migrations, ...projection, ...rebuilding };
}
