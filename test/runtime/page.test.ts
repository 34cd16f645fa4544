/**
 * Goal: a fresh clone has a page, and it is built again only when its sources change. Method: the real build, twice; the
 * second is silent; with another mark it is built anew.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ensurePage } from '../../runtime/page.ts';

const mark = fileURLToPath(new URL('../../web/dist/.sources', import.meta.url));
const page = fileURLToPath(new URL('../../web/dist/index.html', import.meta.url));

function told(): string[] {
  const lines: string[] = [];
  ensurePage((line) => lines.push(line));
  return lines;
}

test('the page is built when it is not there or its sources have changed, and otherwise left alone', () => {
  told();
  expect(existsSync(page)).toBe(true);
  expect(told()).toEqual([]);
  const sources = readFileSync(mark, 'utf8');
  writeFileSync(mark, 'other sources');
  expect(told()).toHaveLength(1);
  expect(readFileSync(mark, 'utf8')).toBe(sources);
});

test('scripts lie there compressed, too, for a browser that takes them so', () => {
  told();
  const assets = join(dirname(page), 'assets');
  const scripts = readdirSync(assets).filter(
    (name) => name.endsWith('.js') && statSync(join(assets, name)).size > 2_000,
  );
  expect(scripts.length).toBeGreaterThan(10);
  for (const name of scripts) {
    const read = (ending: string) => readFileSync(join(assets, name + ending));
    expect(brotliDecompressSync(read('.br')).equals(read(''))).toBe(true);
    expect(gunzipSync(read('.gz')).equals(read(''))).toBe(true);
  }
});
