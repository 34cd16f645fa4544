/**
 * Goal: `banli replay` of a file names the first difference and ends; a key file that others can read is said so in a line.
 * Method: the program itself on a golden history, forged by somebody who has every key, and on its own.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Keys } from '../../runtime/keys.ts';
import { forger } from '../histories/tamper.ts';

const golden = 'test/histories/v2/granted.zip';
const testKeys = readFileSync('test/histories/test-keys.json', 'utf8');

let folder: string;
let keys: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'banli-replay-'));
  keys = join(folder, 'keys.json');
  writeFileSync(keys, testKeys, { mode: 0o600 });
});

afterAll(() => rmSync(folder, { recursive: true }));

function replay(file: string) {
  return spawnSync(process.execPath, ['scripts/banli.mjs', 'replay', file, '--keys', keys, '--json'], {
    encoding: 'utf8',
    env: { ...process.env, BANLI_HOME: folder },
  });
}

test('a changed fact is named, and the program ends; the same file unchanged holds', async () => {
  const forged = await forger(readFileSync(golden), JSON.parse(testKeys) as Keys).resigned((parts) => ({
    ...parts,
    facts: parts.facts.map((line) => (line.fact.seq === 3 ? { ...line, fact: { ...line.fact, at: 1 } } : line)),
  }));
  const file = join(folder, 'forged.zip');
  writeFileSync(file, forged);
  const found = replay(file);
  expect(found.status, found.stderr).toBe(1);
  expect(JSON.parse(found.stdout).fold).toMatchObject({ check: 'chain', number: 3 });
  const whole = replay(golden);
  expect([whole.status, JSON.parse(whole.stdout).fold, JSON.parse(whole.stdout).replay]).toEqual([0, null, null]);
});

test('a key file that others can read is said so in one line', () => {
  chmodSync(keys, 0o644);
  const refused = replay(golden);
  chmodSync(keys, 0o600);
  expect(refused.status).toBe(2);
  expect(refused.stderr.trim().split('\n')).toEqual([expect.stringContaining('chmod 600')]);
});
