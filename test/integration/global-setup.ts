/**
 * Starts one PostgreSQL and one Temporal server for all integration tests, in a directory of their own
 * and on free ports, and stops them at the end. Tests read where they are with vitest's `inject`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServersOnly } from '../../runtime/servers.ts';
import { rehearsalNamespace } from '../../runtime/temporal-config.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** `host:port` of the Temporal server. */
    temporalAddress: string;
    /** The database `banli`, empty at first and shared by all test files. */
    databaseUrl: string;
    /** The data directory. */
    home: string;
    /** The namespace of cases in real time. */
    namespace: string;
    /** The namespace in which time can be skipped. */
    rehearsalNamespace: string;
    /** The key file of the installation. */
    keysFile: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'banli-test-'));
  const servers = await startServersOnly({ home, ports: 'free', log: (line) => console.error(line) });
  project.provide('temporalAddress', servers.temporalAddress);
  project.provide('databaseUrl', servers.databaseUrl);
  project.provide('home', servers.home);
  project.provide('namespace', servers.namespace);
  project.provide('rehearsalNamespace', rehearsalNamespace);
  project.provide('keysFile', servers.keysFile);
  return async () => {
    await servers.stop();
    rmSync(home, { recursive: true, force: true });
  };
}
