/**
 * Goal: a published draw can be repeated by anyone, with Banli and with the program printed in docs/draw.md, and a
 * forged one is found out by both. Method: both are run as processes on records made here.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'banli-draw-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const run = (args: readonly string[], input = '') => {
  const ran = spawnSync(process.execPath, args, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
};
const banli = (args: readonly string[], input?: string) => run([join(ROOT, 'scripts/banli.mjs'), ...args], input);

const check = join(home, 'check.mjs');
const [, program = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/draw.md'), 'utf8')) ?? [];
writeFileSync(check, program);

/** Every seventh unit has two children. */
function pool(units: number, plan: number) {
  const list = Array.from({ length: units }, (_, i) => {
    const code = `K-${String(i).padStart(6, '0')}`;
    return { code, children: i % 7 === 0 ? [code, `${code}-2`] : [code] };
  });
  return { seed: '5-3-6-1', plan, units: list };
}

function published(input: object): { file: string; record: { outputs: { admitted: string[]; left: number } } } {
  const { code, out, err } = banli(['draw', '--publish'], JSON.stringify(input));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const file = join(home, 'record.json');
  writeFileSync(file, out);
  return { file, record: JSON.parse(out) };
}

describe('a draw', { timeout: 120_000 }, () => {
  test.each([
    ['with more children than places', pool(50, 20)],
    ['with places for all', pool(20, 60)],
    ['of a whole city', pool(100_000, 40_000)],
  ])('%s comes out the same again', (_, input) => {
    const { file } = published(input);
    expect(banli(['draw', 'verify', file])).toMatchObject({ code: 0, err: '' });
    expect(run([check, file])).toMatchObject({ code: 0, err: '' });
  });

  test('without --publish the outputs alone are printed', () => {
    const input = pool(5, 3);
    const { record } = published(input);
    expect(JSON.parse(banli(['draw'], JSON.stringify(input)).out)).toEqual(record.outputs);
  });

  test('a record in which one child was put before another is found out', () => {
    const { file, record } = published(pool(50, 20));
    const { admitted } = record.outputs;
    [admitted[0], admitted[1]] = [admitted[1] ?? '', admitted[0] ?? ''];
    writeFileSync(file, JSON.stringify(record));
    const told = banli(['draw', 'verify', file]);
    expect(told.code).toBe(1);
    expect(told.out).toMatch(/^admitted: entry 1: published "K-\d+", drawn "K-\d+"\n$/);
    expect(run([check, file]).code).toBe(1);
  });

  test('a record with another pool is found out by its hash', () => {
    const { file, record } = published(pool(50, 60));
    const other = { ...record, input: pool(49, 60) };
    writeFileSync(file, JSON.stringify(other));
    expect(banli(['draw', 'verify', file]).out).toMatch(/^poolHash: /);
    expect(run([check, file]).code).toBe(1);
  });

  test('what cannot be read is told, with exit code 2', () => {
    expect(banli(['draw'], '{')).toMatchObject({ code: 2, out: '' });
    const wrong = banli(['draw'], JSON.stringify({ ...pool(2, 1), seed: 'a|b' }));
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(/^seed: /m);
    const file = join(home, 'other.json');
    writeFileSync(file, '{"outputs": {}}');
    expect(banli(['draw', 'verify', file])).toMatchObject({ code: 2, out: '' });
    expect(banli(['draw', 'verify', join(home, 'none.json')]).err).toMatch(/none\.json/);
  });
});
