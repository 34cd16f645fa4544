/**
 * Goal: a home has one supervisor, survives a killed one, and keeps its secrets.
 * Method: temporary directories, and small processes that are started and killed.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DataDirectory, lockHolder, lockHome, openDataDirectory } from '../../runtime/data-directory.ts';
import { createKeys, readKeys, readOrCreateKeys } from '../../runtime/keys.ts';
import { identify, isRunning, stopProcess } from '../../runtime/processes.ts';

let directory: DataDirectory;

beforeEach(() => {
  directory = openDataDirectory(mkdtempSync(join(tmpdir(), 'banli-home-')));
});

afterEach(() => {
  rmSync(directory.home, { recursive: true, force: true });
});

async function startSleeper(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000); console.log("up")']);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

const mode = (path: string) => statSync(path).mode & 0o777;

describe('the lock of a home', () => {
  test('is held by one and told to the next', () => {
    const first = lockHome(directory);
    expect(first).toHaveProperty('release');
    expect(lockHome(directory)).toEqual({ heldBy: identify(process.pid) });
    if ('release' in first) first.release();
    expect(lockHolder(directory)).toBeUndefined();
    expect(lockHome(directory)).toHaveProperty('release');
  });

  test('is taken over from a killed holder', async () => {
    const child = await startSleeper();
    const holder = identify(child.pid ?? 0);
    writeFileSync(directory.lockFile, JSON.stringify(holder));
    expect(lockHome(directory)).toEqual({ heldBy: holder });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    expect(lockHome(directory)).toHaveProperty('release');
    expect(JSON.parse(readFileSync(directory.lockFile, 'utf8'))).toEqual(identify(process.pid));
  });

  test('of a process whose number was given to another is not held', () => {
    writeFileSync(directory.lockFile, JSON.stringify({ pid: process.pid, startedAt: 'earlier' }));
    expect(lockHome(directory)).toHaveProperty('release');
  });

  test('that is half written is taken over', () => {
    writeFileSync(directory.lockFile, '{"pid":');
    expect(lockHome(directory)).toHaveProperty('release');
  });
});

describe('processes', () => {
  test('are stopped by the signal, or killed when they ignore it', async () => {
    const obedient = await startSleeper();
    const stubborn = spawn(process.execPath, [
      '-e',
      'process.on("SIGTERM", () => 0); setInterval(() => 0, 1000); console.log("up")',
    ]);
    await new Promise((resolve) => stubborn.stdout.once('data', resolve));
    for (const child of [obedient, stubborn]) {
      const identity = identify(child.pid ?? 0);
      if (identity === undefined) throw new Error('the process has not started');
      expect(isRunning(identity)).toBe(true);
      await stopProcess(identity, 'SIGTERM', 300);
      expect(isRunning(identity)).toBe(false);
    }
  });

  test('with the number but not the start of the one meant are left alone', async () => {
    const child = await startSleeper();
    await stopProcess({ pid: child.pid ?? 0, startedAt: 'earlier' }, 'SIGKILL', 0);
    expect(identify(child.pid ?? 0)).toBeDefined();
    child.kill('SIGKILL');
  });
});

describe('keys', () => {
  test('are created once, private to the owner, and read again', () => {
    const first = readOrCreateKeys(directory.keysFile);
    expect(mode(directory.keysFile)).toBe(0o600);
    expect(readOrCreateKeys(directory.keysFile)).toEqual(first);
    expect(Buffer.from(first.dataKeys[0]?.key ?? '', 'base64')).toHaveLength(32);
    expect(first.commandKeys[0]?.privateKey?.crv).toBe('Ed25519');
  });

  test('differ from installation to installation', () => {
    expect(createKeys()).not.toEqual(createKeys());
  });

  test('that others can read are refused with the remedy', () => {
    readOrCreateKeys(directory.keysFile);
    writeFileSync(join(directory.home, 'open.json'), readFileSync(directory.keysFile), { mode: 0o644 });
    expect(() => readKeys(join(directory.home, 'open.json'))).toThrow(/chmod 600/);
  });

  test.each([
    ['not JSON', '{', /not valid JSON/],
    ['another version', '{"version":2}', /version 1/],
    ['a short key', JSON.stringify({ ...createKeys(), dataKeys: [{ id: 'x', key: 'AAAA' }] }), /32 bytes/],
  ])('in a broken file (%s) are refused', (_, content, message) => {
    writeFileSync(directory.keysFile, content, { mode: 0o600 });
    expect(() => readKeys(directory.keysFile)).toThrow(message);
  });
});

test('logs and servers have directories that only the owner can read', () => {
  expect(existsSync(directory.logs)).toBe(true);
  expect([mode(directory.logs), mode(directory.temporalDirectory)]).toEqual([0o700, 0o700]);
});
