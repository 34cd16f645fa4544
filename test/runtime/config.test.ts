/**
 * Goal: every fault of the settings is told at once, with the variable's name.
 * Method: environments as plain objects; ports that the test itself takes.
 */
import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { readServiceConfig, readStartConfig } from '../../runtime/config.ts';
import { isPortFree, largestServerPort, pickFreePorts, requireFreePorts } from '../../runtime/ports.ts';

const database = 'postgres://banli:secret@127.0.0.1:5433/banli';
const services = { TEMPORAL_ADDRESS: '127.0.0.1:7233', DATABASE_URL: database };

describe('settings', () => {
  test('have defaults for everything but the servers', () => {
    expect(readStartConfig({}, '/srv')).toMatchObject({ home: '/srv/.banli', temporalPort: 7233, namespace: 'banli' });
    expect(readServiceConfig(services, '/srv')).toEqual({
      home: '/srv/.banli',
      namespace: 'banli',
      keysFile: '/srv/.banli/keys.json',
      temporal: { address: '127.0.0.1:7233' },
      databaseUrl: database,
      onePostgres: false,
      apiHost: '127.0.0.1',
      apiPort: 8420,
      workerPort: 8421,
    });
  });

  test('that are wrong are all named, and a password is not repeated', () => {
    const read = () =>
      readServiceConfig(
        { BANLI_API_PORT: '80a', BANLI_KEYS_FILE: 'keys.json', DATABASE_URL: 'mysql://root:secret@x/y' },
        '/srv',
      );
    expect(read).toThrow(/BANLI_API_PORT.*TEMPORAL_ADDRESS.*DATABASE_URL/s);
    expect(read).toThrow(/BANLI_KEYS_FILE/);
    expect(read).not.toThrow(/secret/);
  });

  test('of an empty variable are those of a missing one', () => {
    expect(readStartConfig({ BANLI_API_PORT: '', DATABASE_URL: ' ' }, '/srv').databaseUrl).toBeUndefined();
  });

  test('turn TLS on with an API key, and want both halves of a certificate', () => {
    expect(readServiceConfig({ ...services, TEMPORAL_API_KEY: 'k' }, '/srv').temporal.tls).toBe(true);
    const half = { ...services, TEMPORAL_TLS_CLIENT_CERT_PATH: import.meta.filename };
    expect(() => readServiceConfig(half, '/srv')).toThrow(/belong together/);
  });

  test('take the last port that the Temporal server can store, and no higher one', () => {
    const port = (value: number) => readStartConfig({ BANLI_TEMPORAL_PORT: String(value) }, '/srv').temporalPort;
    expect(port(largestServerPort)).toBe(32_767);
    expect(() => port(largestServerPort + 1)).toThrow(/BANLI_TEMPORAL_PORT is "32768"/);
  });
});

describe('ports', () => {
  test('that are taken are all named, with the setting that moves them', async () => {
    const [taken = 0, alsoTaken = 0, free = 0] = await pickFreePorts(3);
    const servers = [taken, alsoTaken].map((port) => createServer().listen(port, '127.0.0.1'));
    await Promise.all(servers.map((server) => new Promise((resolve) => server.once('listening', resolve))));
    const wish = (port: number) => ({ purpose: 'pages', setting: 'BANLI_API_PORT', port });
    await expect(requireFreePorts([wish(taken), wish(free), wish(alsoTaken)])).rejects.toThrow(
      new RegExp(`Port ${taken} .*\\(pages\\).*BANLI_API_PORT.*Port ${alsoTaken} `, 's'),
    );
    await expect(requireFreePorts([wish(free)])).resolves.toBeUndefined();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    expect(await isPortFree(taken)).toBe(true);
  });

  test('that are picked are different and can be stored by the Temporal server', async () => {
    const ports = await pickFreePorts(20);
    expect(new Set(ports).size).toBe(20);
    expect(Math.max(...ports)).toBeLessThanOrEqual(largestServerPort);
  });
});
