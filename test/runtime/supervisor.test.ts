/**
 * Goal: services start in order, come back when they die, stop in the opposite order, and leave
 * nothing behind, even when the supervisor itself was killed.
 * Method: tiny children that note their starts and ends in a file.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rotateLog } from '../../runtime/log-file.ts';
import { pickFreePorts } from '../../runtime/ports.ts';
import { isRunning } from '../../runtime/processes.ts';
import type { ChildRecord } from '../../runtime/runtime-file.ts';
import type { ServiceSpec } from '../../runtime/service.ts';
import { checkHealth } from '../../runtime/services.ts';
import { createSupervisor, restartWaitMs, type Supervisor, stopOrphans } from '../../runtime/supervisor.ts';

const script = fileURLToPath(new URL('./fixtures/child.mjs', import.meta.url));

let directory: string;
let lines: string[];
let known: readonly ChildRecord[];
let supervisor: Supervisor;
let ports: number[];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'banli-supervisor-'));
  [lines, known] = [[], []];
  ports = await pickFreePorts(3);
  supervisor = createSupervisor({
    logs: directory,
    log: (line) => lines.push(line),
    onChildren: (children) => {
      known = children;
    },
  });
});

afterEach(async () => {
  await supervisor.stop();
  rmSync(directory, { recursive: true, force: true });
});

const notesFile = () => join(directory, 'notes');
const notes = () => (existsSync(notesFile()) ? readFileSync(notesFile(), 'utf8').trim().split('\n') : []);

function service(name: string, port: number | undefined, change: Partial<ServiceSpec> = {}): ServiceSpec {
  return {
    name,
    command: process.execPath,
    args: [script, name, notesFile(), String(port)],
    environment: {},
    check: () => checkHealth(`http://127.0.0.1:${port}/healthz`),
    startLimitMs: 20_000,
    stopSignal: 'SIGTERM',
    stopGraceMs: 5_000,
    ...change,
  };
}

test('services start one after the other and stop in the opposite order', async () => {
  for (const [index, name] of ['database', 'server', 'api'].entries()) {
    await supervisor.start(service(name, ports[index]));
  }
  expect(known.map(({ name }) => name)).toEqual(['database', 'server', 'api']);
  await supervisor.stop();
  expect(notes()).toEqual(['database up', 'server up', 'api up', 'api down', 'server down', 'database down']);
  expect(known).toEqual([]);
});

test('a killed service is started again, and prepared again before', async () => {
  const prepare = vi.fn(() => Promise.resolve());
  const afterFirstHealthy = vi.fn(() => Promise.resolve());
  await supervisor.start(service('worker', ports[0], { prepare, afterFirstHealthy }));
  const [first] = supervisor.children();
  process.kill(first?.pid ?? 0, 'SIGKILL');
  await expect.poll(() => lines, { timeout: 20_000 }).toContain('worker is running again');
  expect(lines[0]).toMatch(/worker stopped \(signal SIGKILL\); starting it again in 1 s/);
  expect(supervisor.children()[0]?.pid).not.toBe(first?.pid);
  expect([prepare.mock.calls.length, afterFirstHealthy.mock.calls.length]).toEqual([2, 1]);
  expect(known).toEqual(supervisor.children());
}, 30_000);

test('the waits between starts double up to half a minute', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 60].map(restartWaitMs)).toEqual(
    [1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1_000),
  );
});

test('a service that ends while starting is told with the last lines of its log', async () => {
  const failing = service('api', ports[0], { environment: { FAIL: '1' } });
  await expect(supervisor.start(failing)).rejects.toThrow(/api ended: exit code 3.*this child was told to fail/s);
});

test('a program that is not there is told', async () => {
  await expect(supervisor.start(service('api', ports[0], { command: '/nowhere/api' }))).rejects.toThrow(
    /exit code 127.*\/nowhere\/api.*not found/s,
  );
});

test('a service that never gets healthy is told with the reason', async () => {
  const check = () => Promise.reject(new Error('it has no schema'));
  const slow = service('api', ports[0], { check, startLimitMs: 300 });
  await expect(supervisor.start(slow)).rejects.toThrow(/api is not healthy after 0.3 s: it has no schema/);
});

test('stopping while a service starts ends it and starts nothing more', async () => {
  const never = service('api', ports[0], { check: () => Promise.reject(new Error('not yet')) });
  const starting = supervisor.start(never);
  const refused = expect(starting).rejects.toThrow(/stopped while it started/);
  await expect.poll(() => known.length).toBe(1);
  const [child] = known;
  await supervisor.stop();
  await refused;
  expect(child !== undefined && isRunning(child)).toBe(false);
  await expect(supervisor.start(service('worker', ports[1]))).rejects.toThrow(/stopped while it started/);
});

test('what a killed supervisor left is stopped, and other processes are not', async () => {
  await supervisor.start(service('server', ports[0]));
  const left = known;
  const reused = { name: 'other', pid: process.pid, startedAt: 'earlier', stopSignal: 'SIGKILL' } as const;
  expect(await stopOrphans([reused, ...left])).toBe(1);
  expect(left.some(isRunning)).toBe(false);
});

test('a supervisor that is killed before it has noted a child leaves none', async () => {
  const killed = fileURLToPath(new URL('./fixtures/killed-supervisor.ts', import.meta.url));
  const args = [killed, directory, script, notesFile(), String(ports[0])];
  expect(spawnSync(process.execPath, args).signal).toBe('SIGKILL');
  // Another child comes up meanwhile, so the first one would have, too.
  await supervisor.start(service('other', ports[1]));
  expect(notes()).toEqual(['other up']);
});

test('a log that is too long is set aside and emptied while its writer keeps it open', () => {
  const log = join(directory, 'x.log');
  for (const content of ['first', 'second', 'third', 'fourth', 'fifth']) {
    writeFileSync(log, content);
    rotateLog(log, 3);
  }
  const kept = ['x.log', 'x.log.1', 'x.log.2', 'x.log.3'].map((name) => readFileSync(join(directory, name), 'utf8'));
  expect(kept).toEqual(['', 'fifth', 'fourth', 'third']);
  writeFileSync(log, 'ok');
  rotateLog(log, 3);
  expect(readFileSync(log, 'utf8')).toBe('ok');
});
