/**
 * Memory of a whole installation that has nothing to do: supervisor, PostgreSQL, Temporal server, worker, api with the
 * pages. Started in a home of its own, looked at a while after it is ready; pages that processes share count once.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { memoryOfTree } from './processes.ts';
import { report } from './report.ts';

const IDLE_MS = 20_000;
const LIMIT_MIB = 800;

const home = mkdtempSync(join(tmpdir(), 'banli-bench-'));
const PORTS = ['POSTGRES', 'TEMPORAL', 'TEMPORAL_INTERNAL', 'API', 'WORKER'].map((name) => [`BANLI_${name}_PORT`, '0']);
const script = fileURLToPath(new URL('../scripts/banli.mjs', import.meta.url));
const installation = spawn(process.execPath, [script, 'start'], {
  env: { ...process.env, ...Object.fromEntries(PORTS), BANLI_HOME: home },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = new Promise<number | null>((resolve) => installation.once('exit', resolve));
// The first line on standard output is the address: everything is there.
const ready = new Promise<'ready'>((resolve) => installation.stdout.once('data', () => resolve('ready')));
try {
  if ((await Promise.race([ready, ended])) !== 'ready') throw new Error('the installation did not start');
  await sleep(IDLE_MS);
  const processes = memoryOfTree(installation.pid ?? 0);
  const total = processes.reduce((sum, { mib }) => sum + mib, 0);
  report(
    'memory',
    [{ name: 'all services, idle', value: total, unit: 'MiB', wanted: { atMost: LIMIT_MIB } }],
    processes.map(({ name, mib }) => ({ name, mib: Math.round(mib) })).filter(({ mib }) => mib >= 5),
  );
} finally {
  installation.kill('SIGTERM');
  await ended;
  rmSync(home, { recursive: true, force: true });
}
