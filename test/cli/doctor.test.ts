/**
 * Goal: doctor tells what keeps Banli from running here, and what to do.
 * Method: examine made-up environments; ports are taken and files made open for the test.
 */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { examine } from '../../cli/doctor.ts';
import { createKeys } from '../../runtime/keys.ts';

const home = mkdtempSync(join(tmpdir(), 'banli-doctor-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const NOW = Date.parse('2026-05-04T10:00:00+08:00');
const free = { BANLI_API_PORT: '0', BANLI_WORKER_PORT: '0', BANLI_POSTGRES_PORT: '0', BANLI_TEMPORAL_PORT: '0' };

async function finding(what: string, environment: Record<string, string> = {}, now = NOW) {
  const all = await examine({ PATH: '', BANLI_HOME: home, XDG_CACHE_HOME: home, ...free, ...environment }, now);
  return all.find((one) => one.what === what);
}

test('a setting that does not fit is named, with its variable', async () => {
  expect(await finding('settings', { BANLI_API_PORT: 'x' })).toMatchObject({
    state: 'fault',
    detail: expect.stringContaining('BANLI_API_PORT'),
  });
});

test('a taken port is a fault that names the variable which moves it', async () => {
  const taker = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taker.once('listening', resolve));
  const { port } = taker.address() as { port: number };
  expect(await finding('ports', { BANLI_API_PORT: String(port) })).toMatchObject({
    state: 'fault',
    detail: `taken by another program: ${port} (BANLI_API_PORT)`,
  });
  await new Promise((resolve) => taker.close(resolve));
  expect(await finding('ports')).toMatchObject({ state: 'ok' });
});

test('keys that others can read are a fault', async () => {
  const file = join(home, 'keys.json');
  expect(await finding('keys')).toMatchObject({ state: 'ok' });
  writeFileSync(file, JSON.stringify(createKeys()), { mode: 0o600 });
  expect(await finding('keys')).toMatchObject({ state: 'ok' });
  chmodSync(file, 0o644);
  expect(await finding('keys')).toMatchObject({ state: 'fault', detail: expect.stringContaining('chmod 600') });
});

test('the next year of holidays is asked for from October on; without the present year nothing counts', async () => {
  expect(await finding('calendar')).toMatchObject({ state: 'ok' });
  expect(await finding('calendar', {}, Date.parse('2026-10-01T00:00:00+08:00'))).toMatchObject({
    state: 'warning',
    detail: expect.stringContaining('2027'),
  });
  expect(await finding('calendar', {}, Date.parse('2027-01-01T00:00:00+08:00'))).toMatchObject({ state: 'fault' });
});

test('a Temporal server or database that does not answer is a fault; no server and no Go is a warning', async () => {
  expect(await finding('temporal', { TEMPORAL_ADDRESS: '127.0.0.1:1' })).toMatchObject({
    state: 'fault',
    detail: expect.stringContaining('127.0.0.1:1'),
  });
  expect(await finding('temporal')).toMatchObject({
    state: 'warning',
    remedy: expect.stringContaining('TEMPORAL_ADDRESS'),
  });
  expect(await finding('postgres', { DATABASE_URL: 'postgres://u:secret@127.0.0.1:1/banli' })).toMatchObject({
    state: 'fault',
    detail: expect.not.stringContaining('secret'),
  });
});
