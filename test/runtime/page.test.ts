/**
 * Goal: a fresh clone has a page, and it is built again only when its sources change. Method: the real build, twice; the
 * second is silent; with another mark it is built anew.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
