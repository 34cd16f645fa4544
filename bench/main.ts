/**
 * `npm run bench [-- core decide check temporal worklist statistics desk memory reconcile]`: runs the benchmarks named, or all, each in a
 * process of its own, and prints their figures as one table. Each keeps its last result in bench/results.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startServersOnly } from '../runtime/servers.ts';
import { line, type Result, resultFile } from './report.ts';

const ALL = ['core', 'decide', 'check', 'temporal', 'worklist', 'statistics', 'desk', 'memory', 'reconcile'];

const named = process.argv.slice(2);
const unknown = named.filter((name) => !ALL.includes(name));
if (unknown.length > 0) throw new Error(`there is no benchmark ${unknown.join(', ')}: there are ${ALL.join(', ')}`);
const chosen = named.length === 0 ? ALL : named;

function run(bench: string, environment: Record<string, string> = {}): boolean {
  console.log(`── ${bench} ${'─'.repeat(100 - bench.length)}`);
  const script = fileURLToPath(new URL(`./${bench}.ts`, import.meta.url));
  const { status } = spawnSync(process.execPath, [script], {
    env: { ...process.env, ...environment },
    stdio: 'inherit',
  });
  return status === 0;
}

/** These need a database that may be emptied. */
const ON_DATABASE = ['worklist', 'statistics'];

async function runOnDatabase(bench: string): Promise<boolean> {
  const home = mkdtempSync(join(tmpdir(), 'banli-bench-'));
  const servers = await startServersOnly({ home, ports: 'free' });
  try {
    return run(bench, { DATABASE_URL: servers.databaseUrl });
  } finally {
    await servers.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

const failed: string[] = [];
for (const bench of chosen) {
  const succeeded = ON_DATABASE.includes(bench) ? await runOnDatabase(bench) : run(bench);
  if (!succeeded) failed.push(bench);
}

console.log(`\n${'═'.repeat(104)}`);
for (const bench of chosen.filter((name) => !failed.includes(name))) {
  const { machine, commit, figures } = JSON.parse(readFileSync(resultFile(bench), 'utf8')) as Result;
  if (bench === chosen[0]) console.log(`${machine}; commit ${commit}`);
  for (const figure of figures) console.log(line({ ...figure, name: `${bench}: ${figure.name}` }));
}
if (failed.length > 0) {
  console.error(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
