import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RuntimeFault } from './errors.ts';
import { type EmbeddedPostgres, withClient } from './postgres.ts';
import type { Ports } from './runtime-file.ts';
import type { ServiceSpec } from './service.ts';
import { rehearsalNamespace, writeTemporalConfig } from './temporal-config.ts';
import { checkTemporal, prepareNamespaces } from './temporal-namespaces.ts';
import type { TemporalProgram } from './temporal-program.ts';

/** The real server on our PostgreSQL. The first start creates the schema, a start after an upgrade updates it. */
export function temporalServerService(
  program: Extract<TemporalProgram, { kind: 'server' }>,
  directory: string,
  ports: Ports,
  postgres: EmbeddedPostgres,
  namespace: string,
): ServiceSpec {
  const configFile = writeTemporalConfig(directory, ports, {
    port: ports.postgres,
    temporalPassword: postgres.password('temporal'),
    visibilityPassword: postgres.password('temporal_visibility'),
  });
  return {
    ...commonParts(ports, namespace),
    prepare: async () => {
      await Promise.all([
        updateSchema(program.sqlTool, ports, postgres, 'temporal', 'postgresql/v12/temporal'),
        updateSchema(program.sqlTool, ports, postgres, 'temporal_visibility', 'postgresql/v12/visibility'),
      ]);
      await forgetMembers(postgres.url('temporal'));
    },
    command: program.server,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    environment: {},
    workingDirectory: directory,
  };
}

/** The development server of Temporal's command line program: SQLite in one file, for trying out only. */
export function developmentServerService(
  program: Extract<TemporalProgram, { kind: 'development' }>,
  directory: string,
  ports: Ports,
  namespace: string,
): ServiceSpec {
  return {
    ...commonParts(ports, namespace),
    command: program.cli,
    args: [
      ...['server', 'start-dev', '--headless', '--ip', '127.0.0.1', '--port', String(ports.temporal)],
      ...['--db-filename', join(directory, 'development.sqlite'), '--log-level', 'warn'],
      ...['--namespace', namespace, '--namespace', rehearsalNamespace],
    ],
    environment: {},
    workingDirectory: directory,
  };
}

function commonParts(ports: Ports, namespace: string) {
  const address = `127.0.0.1:${ports.temporal}`;
  return {
    name: 'temporal',
    check: () => checkTemporal({ address }),
    afterFirstHealthy: () => prepareNamespaces({ address }, [namespace, rehearsalNamespace]),
    startLimitMs: 120_000,
    stopSignal: 'SIGTERM',
    // Within seconds of its start it takes up to 18 s to stop; being killed costs it nothing.
    stopGraceMs: 8_000,
  } as const;
}

/**
 * Brings one of Temporal's databases to the schema of the server's release. Does nothing to a
 * database that has it already; never drops anything.
 */
async function updateSchema(
  sqlTool: string,
  ports: Ports,
  postgres: EmbeddedPostgres,
  database: 'temporal' | 'temporal_visibility',
  schema: string,
): Promise<void> {
  const run = async (...args: string[]) => {
    const target = ['--plugin', 'postgres12', '--endpoint', '127.0.0.1', '--port', String(ports.postgres)];
    const names = ['--user', database, '--database', database];
    const environment = { ...process.env, SQL_PASSWORD: postgres.password(database) };
    try {
      await promisify(execFile)(sqlTool, [...target, ...names, ...args], { env: environment });
    } catch (error) {
      const { stdout = '', stderr = '', message } = error as { stdout?: string; stderr?: string; message: string };
      throw new RuntimeFault(`The schema of ${database} could not be prepared: ${(stderr + stdout).trim() || message}`);
    }
  };
  if (!(await hasVersionTable(postgres.url(database)))) await run('setup-schema', '-v', '0.0');
  await run('update-schema', '-s', schema);
}

/**
 * Removes the members that a killed server left: with them, the next one takes 16 s instead of one to
 * stop. There is one server, and it is not running when this is called, so every member is stale.
 */
async function forgetMembers(url: string): Promise<void> {
  await withClient(url, (client) => client.query('DELETE FROM cluster_membership'));
}

async function hasVersionTable(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const found = await client.query("SELECT to_regclass('schema_version') IS NOT NULL AS present");
    return (found.rows[0] as { present: boolean }).present;
  });
}
