/**
 * Goal: `banli start` comes up, says where, survives the death of each part and of itself, and stops clean.
 * Method: the command in a process of its own with real PostgreSQL and Temporal server, in a home of its
 * own, with one small service in place of worker and api; processes are killed with SIGKILL.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openDataDirectory } from '../../runtime/data-directory.ts';
import { findRunning } from '../../runtime/installation.ts';
import { pickFreePorts } from '../../runtime/ports.ts';
import { withClient } from '../../runtime/postgres.ts';
import { isRunning } from '../../runtime/processes.ts';
import { type ChildRecord, type RuntimeFile, readRuntimeFile } from '../../runtime/runtime-file.ts';
import { startServersOnly } from '../../runtime/servers.ts';

const script = fileURLToPath(new URL('./fixtures/start-installation.ts', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'banli-start-'));

interface Command {
  readonly process: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly exit: Promise<number | null>;
}

let running: Command;
let environment: Record<string, string>;

function start(...args: string[]): Command {
  const child = spawn(process.execPath, [script, '--home', home, ...args], {
    env: { ...process.env, ...environment },
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    text.stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    text.stderr += chunk.toString();
  });
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { process: child, stdout: () => text.stdout, stderr: () => text.stderr, exit };
}

/** Waits for the address on stdout; a command that ends before is an error with its words. */
async function untilReady(command: Command): Promise<void> {
  const printed = new Promise((resolve) => command.process.stdout?.once('data', resolve));
  await Promise.race([printed, command.exit]);
  if (command.process.exitCode !== null) throw new Error(`ended with ${command.process.exitCode}: ${command.stderr()}`);
}

async function runtime(): Promise<RuntimeFile> {
  const found = await findRunning(home);
  if (found === undefined) throw new Error('nothing runs in this home');
  return found;
}

async function child(name: string): Promise<ChildRecord> {
  const found = (await runtime()).children.find((record) => record.name === name);
  if (found === undefined) throw new Error(`there is no child ${name}`);
  return found;
}

async function namespaces(): Promise<readonly string[]> {
  const connection = await Connection.connect({ address: (await runtime()).temporalAddress });
  try {
    const { namespaces: all } = await connection.workflowService.listNamespaces({});
    return (all ?? []).map(({ namespaceInfo }) => namespaceInfo?.name ?? '');
  } finally {
    await connection.close();
  }
}

beforeAll(async () => {
  const [postgres, temporal, api, worker] = await pickFreePorts(4);
  environment = {
    BANLI_POSTGRES_PORT: String(postgres),
    BANLI_TEMPORAL_PORT: String(temporal),
    BANLI_TEMPORAL_INTERNAL_PORT: '0',
    BANLI_API_PORT: String(api),
    BANLI_WORKER_PORT: String(worker),
  };
  running = start();
  await untilReady(running);
});

beforeEach(() => {
  expect(running.process.exitCode, running.stderr()).toBeNull();
});

afterAll(async () => {
  running.process.kill('SIGINT');
  await running.exit;
  rmSync(home, { recursive: true, force: true });
});

test('it prints the address of the pages, which answer', async () => {
  expect((await fetch(running.stdout().trim())).status).toBe(200);
  expect((await runtime()).children.map(({ name }) => name)).toEqual(['postgres', 'temporal', 'api']);
});

test('a second start says that it runs already, and where', async () => {
  const second = start();
  expect(await second.exit).toBe(0);
  expect(second.stderr()).toMatch(/running already/);
  expect(second.stdout()).toBe(running.stdout());
});

test('other commands use its servers and leave them running', async () => {
  const servers = await startServersOnly({ home });
  expect([servers.reused, servers.databaseUrl]).toEqual([true, (await runtime()).databaseUrl]);
  await servers.stop();
  await expect(namespaces()).resolves.toContain('banli');
});

test('servers that one command has started for its time are not taken from under another', async () => {
  const shared = mkdtempSync(join(tmpdir(), 'banli-shared-'));
  const open = () => startServersOnly({ home: shared, ports: 'free', others: 'apart' });
  const [first, second] = await Promise.all([open(), open()]);
  expect(first.temporalAddress).not.toBe(second.temporalAddress);
  await first.stop();
  const connection = await Connection.connect({ address: second.temporalAddress });
  await connection.close();
  await second.stop();
  const apart = [first.home, second.home].filter((one) => one !== shared);
  expect(apart.map((one) => existsSync(one))).toEqual([false]);
  rmSync(shared, { recursive: true, force: true });
});

test('a killed PostgreSQL comes back with what it had, and the Temporal server goes on', async () => {
  const { databaseUrl } = await runtime();
  await withClient(databaseUrl, (client) => client.query('CREATE TABLE kept AS SELECT 1 AS one'));
  const before = await child('postgres');
  process.kill(before.pid, 'SIGKILL');
  await expect.poll(() => running.stderr()).toMatch(/postgres is running again/);
  expect((await child('postgres')).pid).not.toBe(before.pid);
  const rows = await withClient(databaseUrl, (client) => client.query('SELECT one FROM kept'));
  expect(rows.rows).toEqual([{ one: 1 }]);
  await expect.poll(() => namespaces().catch(() => [])).toContain('banli');
});

test('a killed Temporal server comes back', async () => {
  const before = await child('temporal');
  process.kill(before.pid, 'SIGKILL');
  await expect.poll(() => running.stderr()).toMatch(/temporal is running again/);
  expect((await child('temporal')).pid).not.toBe(before.pid);
  await expect(namespaces()).resolves.toContain('banli-rehearsal');
});

test('what a killed supervisor left is stopped by the next start, which finds the data', async () => {
  const left = (await runtime()).children;
  running.process.kill('SIGKILL');
  await running.exit;
  expect(left.map(isRunning)).toEqual([true, true, true]);
  running = start();
  await untilReady(running);
  expect(running.stderr()).toMatch(/Stopped 3 processes/);
  expect(left.map(isRunning)).toEqual([false, false, false]);
  const { databaseUrl } = await runtime();
  const rows = await withClient(databaseUrl, (client) => client.query('SELECT one FROM kept'));
  expect(rows.rowCount).toBe(1);
});

test('PostgreSQL left alone, unknown to runtime.json, is stopped by the next start', async () => {
  const left = (await runtime()).children;
  running.process.kill('SIGKILL');
  await running.exit;
  for (const { pid } of left.filter(({ name }) => name !== 'postgres')) process.kill(pid, 'SIGKILL');
  rmSync(openDataDirectory(home).runtimeFile);
  environment = { ...environment, BANLI_POSTGRES_PORT: '0' };
  running = start();
  await untilReady(running);
  expect(left.map(isRunning)).toEqual([false, false, false]);
});

test('interrupted, it stops everything and gives the home back', async () => {
  const left = (await runtime()).children;
  running.process.kill('SIGINT');
  expect(await running.exit).toBe(0);
  expect(running.stderr()).toMatch(/Stopping\nStopped\n$/);
  expect(left.map(isRunning)).toEqual([false, false, false]);
  expect(await findRunning(home)).toBeUndefined();
  expect(readRuntimeFile(openDataDirectory(home))?.children).toEqual([]);
  running = start();
  await untilReady(running);
});

test('interrupted while it starts, it stops what has been started', async () => {
  running.process.kill('SIGINT');
  await running.exit;
  const starting = start();
  await expect.poll(() => starting.stderr()).toMatch(/Starting temporal/);
  starting.process.kill('SIGTERM');
  expect(await starting.exit).toBe(0);
  expect(readRuntimeFile(openDataDirectory(home))?.children).toEqual([]);
  running = start();
  await untilReady(running);
});

test('a taken port is told with the setting that moves it, and nothing is left running', async () => {
  running.process.kill('SIGINT');
  await running.exit;
  const port = Number(environment.BANLI_API_PORT);
  const taker = createServer().listen(port, '127.0.0.1');
  await new Promise((resolve) => taker.once('listening', resolve));
  const refused = start();
  expect(await refused.exit).toBe(1);
  expect(refused.stderr()).toMatch(new RegExp(`^Port ${port} .*pages and API.*BANLI_API_PORT=`));
  await new Promise((resolve) => taker.close(resolve));
  running = start();
  await untilReady(running);
});

test('wrong usage is exit code 2, help is 0', async () => {
  const [wrong, help] = [start('--hom', 'x'), start('--help')];
  expect([await wrong.exit, await help.exit]).toEqual([2, 0]);
  expect(wrong.stderr()).toMatch(/--hom.*Usage: banli start/s);
  expect(help.stdout()).toMatch(/^Usage: banli start/);
});
