/**
 * Goal: a child reads exactly what the supervisor hands it, and tells whether it works.
 * Method: the environment is read back; a health endpoint is asked over HTTP.
 */
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { readServiceConfig, readStartConfig } from '../../runtime/config.ts';
import { serveHealth } from '../../runtime/health-endpoint.ts';
import type { Installation } from '../../runtime/installation.ts';
import { createKeys } from '../../runtime/keys.ts';
import { banliServices, checkHealth, pagesUrl, serviceEnvironment } from '../../runtime/services.ts';

const config = readStartConfig({ BANLI_API_PORT: '0', BANLI_API_HOST: '0.0.0.0' }, '/srv');
const installation: Installation = {
  home: config.home,
  keys: createKeys(),
  namespace: 'banli',
  temporalAddress: '127.0.0.1:7233',
  databaseUrl: 'postgres://banli:secret@127.0.0.1:5433/banli',
  onePostgres: true,
  ports: { postgres: 5433, temporal: 7233, temporalInternal: [], api: 8420, worker: 8421 },
  startService: () => Promise.resolve(),
  announceReady: () => undefined,
  stop: () => Promise.resolve(),
};

test('a child reads from its environment what the supervisor knows, with the ports really chosen', () => {
  expect(readServiceConfig(serviceEnvironment(config, installation), '/elsewhere')).toEqual({
    home: '/srv/.banli',
    namespace: 'banli',
    keysFile: '/srv/.banli/keys.json',
    temporal: { address: '127.0.0.1:7233' },
    databaseUrl: installation.databaseUrl,
    onePostgres: true,
    apiHost: '0.0.0.0',
    apiPort: 8420,
    workerPort: 8421,
  });
  const apart = serviceEnvironment(config, { ...installation, onePostgres: false });
  expect(readServiceConfig(apart, '/elsewhere').onePostgres).toBe(false);
});

test('the worker starts before the api, and the pages are shown at an address that can be opened', () => {
  expect(banliServices(config, installation).map(({ name }) => name)).toEqual(['worker', 'api']);
  expect(pagesUrl(config, installation)).toBe('http://127.0.0.1:8420/');
});

test('a process without a web server answers whether it works, and its metrics', async () => {
  let works = true;
  const server = await serveHealth({
    port: 0,
    check: () => (works ? Promise.resolve() : Promise.reject(new Error('no poller'))),
    metrics: () => Promise.resolve('cases 1\n'),
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await expect(checkHealth(`${address}/healthz`)).resolves.toBeUndefined();
  expect(await (await fetch(`${address}/metrics`)).text()).toBe('cases 1\n');
  expect((await fetch(`${address}/other`)).status).toBe(404);
  works = false;
  await expect(checkHealth(`${address}/healthz`)).rejects.toThrow(/answered 503/);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
