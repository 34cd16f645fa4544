/**
 * Goal: the Temporal server is found in the promised order, built once, and never half built.
 * Method: small shell scripts on a PATH of their own stand for the programs, Go among them.
 */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resolveTemporalServer } from '../../runtime/temporal-program.ts';

let directory: string;
let lines: string[];

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'banli-program-'));
  mkdirSync(bin());
  lines = [];
});

afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const bin = () => join(directory, 'bin');
const cache = () => join(directory, 'cache', 'banli', 'temporal-server', '1.32.2');
const resolve = (environment: Record<string, string> = {}) =>
  resolveTemporalServer((line) => lines.push(line), {
    PATH: bin(),
    XDG_CACHE_HOME: join(directory, 'cache'),
    ...environment,
  });

function program(path: string, text = '#!/bin/sh\n'): string {
  writeFileSync(path, text);
  chmodSync(path, 0o755);
  return path;
}

/** A Go of some version that "builds" by writing an empty program, and notes that it did. */
function fakeGo(version: string, build = ': > "$GOBIN/$name"; /bin/chmod 755 "$GOBIN/$name"'): void {
  program(
    join(bin(), 'go'),
    `#!/bin/sh
if [ "$1" = env ]; then echo ${version}; exit; fi
echo "$2 $GOTOOLCHAIN" >> ${directory}/built
name=\${2%@*}; name=\${name##*/}
${build}
`,
  );
}

const built = () => readFileSync(join(directory, 'built'), 'utf8').trim().split('\n');

describe('the order of choice', () => {
  test('is: address, server on PATH, command line program on PATH, cache, build', async () => {
    fakeGo('go1.21.0');
    expect(await resolve()).toMatchObject({ kind: 'server', origin: 'built with Go', server: join(cache(), 'server') });
    expect(await resolve()).toMatchObject({ kind: 'server', origin: 'cache', sqlTool: join(cache(), 'sql') });
    const cli = program(join(bin(), 'temporal'));
    expect(await resolve()).toEqual({ kind: 'development', cli, origin: 'PATH' });
    const server = program(join(bin(), 'temporal-server'));
    expect(await resolve()).toMatchObject({ kind: 'development' });
    const sqlTool = program(join(bin(), 'temporal-sql-tool'));
    expect(await resolve()).toEqual({ kind: 'server', server, sqlTool, origin: 'PATH' });
    const address = 'temporal.example:7233';
    expect(await resolve({ TEMPORAL_ADDRESS: address })).toEqual({ kind: 'address', address });
  });

  test('passes over a program that can not be run', async () => {
    fakeGo('go1.26.0');
    writeFileSync(join(bin(), 'temporal'), 'not executable', { mode: 0o644 });
    expect(await resolve()).toMatchObject({ kind: 'server' });
  });
});

describe('the build', () => {
  test('takes server and schema tool of the release, by whatever Go they need', async () => {
    fakeGo('go1.22.3');
    await resolve();
    expect(built()).toEqual([
      'go.temporal.io/server/cmd/tools/sql@v1.32.2 auto',
      'go.temporal.io/server/cmd/server@v1.32.2 auto',
    ]);
    expect(lines[0]).toMatch(/Building the Temporal server 1\.32\.2 with Go, once/);
  });

  test('is done once by two starts at the same time', async () => {
    fakeGo('go1.22.3');
    const [one, two] = await Promise.all([resolve(), resolve()]);
    expect(built()).toHaveLength(2);
    expect([one, two].map((found) => 'origin' in found && found.origin).sort()).toEqual(['built with Go', 'cache']);
    expect(lines).toContain('Another start is building the Temporal server: waiting for it');
  });

  test('that was broken off leaves no lock in the way', async () => {
    fakeGo('go1.22.3');
    mkdirSync(join(cache(), '..'), { recursive: true });
    writeFileSync(`${cache()}.lock`, JSON.stringify({ pid: process.pid, startedAt: 'earlier' }));
    expect(await resolve()).toMatchObject({ origin: 'built with Go' });
    expect(readdirSync(join(cache(), '..'))).toEqual(['1.32.2']);
  });
});
