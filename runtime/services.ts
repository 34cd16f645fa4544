import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StartConfig } from './config.ts';
import type { Installation } from './installation.ts';
import type { ServiceSpec } from './service.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Worker and api as children: this Node running their TypeScript source. Each answers GET /healthz on
 * its own loopback port.
 */
export function banliServices(config: StartConfig, installation: Installation): readonly ServiceSpec[] {
  const { ports } = installation;
  return [
    nodeService('worker', 'worker.ts', config, installation, `http://127.0.0.1:${ports.worker}`),
    nodeService(
      'api',
      join('api', 'server.ts'),
      config,
      installation,
      `http://${reachable(config.apiHost)}:${ports.api}`,
    ),
  ];
}

/** The address of the pages as a person on this machine opens it. */
export function pagesUrl(config: StartConfig, installation: Installation): string {
  return `http://${reachable(config.apiHost)}:${installation.ports.api}/`;
}

/** A server that listens on all addresses is reached on loopback. */
function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
}

function nodeService(
  name: string,
  script: string,
  config: StartConfig,
  installation: Installation,
  address: string,
): ServiceSpec {
  return {
    name,
    command: process.execPath,
    args: [join(root, script)],
    workingDirectory: root,
    environment: serviceEnvironment(config, installation),
    check: () => checkHealth(`${address}/healthz`),
    startLimitMs: 120_000,
    stopSignal: 'SIGTERM',
    stopGraceMs: 20_000,
  };
}

/** What `readServiceConfig` reads in the child. */
export function serviceEnvironment(config: StartConfig, installation: Installation): Record<string, string> {
  return {
    BANLI_HOME: installation.home,
    BANLI_NAMESPACE: installation.namespace,
    BANLI_KEYS_FILE: config.keysFile,
    TEMPORAL_ADDRESS: installation.temporalAddress,
    DATABASE_URL: installation.databaseUrl,
    ...(installation.onePostgres ? { BANLI_ONE_POSTGRESQL: 'true' } : {}),
    BANLI_API_HOST: config.apiHost,
    BANLI_API_PORT: String(installation.ports.api),
    BANLI_WORKER_PORT: String(installation.ports.worker),
  };
}

/** Resolves if the address answers with a success within 5 seconds. */
export async function checkHealth(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
}
