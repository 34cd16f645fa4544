/**
 * Goal: somebody without our code can check an evidence file.
 * Method: the script printed in docs/evidence.md, run as it stands on a golden file, and on one with a word changed.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';

const page = readFileSync(fileURLToPath(new URL('../../docs/evidence.md', import.meta.url)), 'utf8');
const golden = readFileSync(fileURLToPath(new URL('./v1/granted.zip', import.meta.url)));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'banli-evidence-'));
  writeFileSync(join(folder, 'check.mjs'), /```js\n([\s\S]+?)```/.exec(page)?.[1] ?? '');
  for (const [path, bytes] of Object.entries(unzipSync(golden))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const check = () =>
  execFileSync(process.execPath, [join(folder, 'check.mjs'), folder], { encoding: 'utf8', stdio: 'pipe' });

test('the script on the page finds that a golden file holds, and that a changed one does not', () => {
  expect(check()).toMatch(/facts hold\n$/);
  const facts = join(folder, 'facts.jsonl');
  writeFileSync(facts, readFileSync(facts, 'utf8').replace('"granted"', '"refused"'));
  expect(check).toThrow(/facts\.jsonl was changed/);
});

test('the page names every check', () => {
  const fold = readFileSync(fileURLToPath(new URL('../../replay/fold.ts', import.meta.url)), 'utf8');
  const names = [...(/export type Check =([^;]+);/.exec(fold)?.[1] ?? '').matchAll(/'([a-z]+)'/g)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(page).toContain(`| \`${name}\` |`);
});
