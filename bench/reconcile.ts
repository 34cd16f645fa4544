/**
 * `banli reconcile` on 1,000,000 claims of a hospital against 1,000,000 records of the blood centre, files that no
 * memory is meant to hold: how long it takes, and what the command and PostgreSQL need at most. `LINES` in the
 * environment takes another number.
 */
import { spawn } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { startServersOnly } from '../runtime/servers.ts';
import { cpuOfChildren, memoryOfTree } from './processes.ts';
import { report } from './report.ts';

const LINES = Number(process.env.LINES ?? 1_000_000);
const LOOK_EVERY_MS = 1_000;
const PROGRAM = fileURLToPath(new URL('../scripts/banli.mjs', import.meta.url));

/** Of a hundred claims: two claimed twice, two of the year before, three unknown to the centre, one with another amount. */
function* claims(): Generator<string> {
  yield 'waiverNo,useDate,amountFen\n';
  for (let i = 0; i < LINES; i++) {
    const kind = i % 100;
    const number = kind < 2 ? i + 50 : kind < 5 ? LINES + i : i;
    const year = kind === 10 || kind === 11 ? 2022 : 2023;
    const month = `${(i % 12) + 1}`.padStart(2, '0');
    yield `${waiver(number)},${year}-${month}-15,${amount(number) + (kind === 20 ? 100 : 0)}\n`;
  }
}

/** In another order than the claims. */
function* records(): Generator<string> {
  yield 'waiverNo,amountFen\n';
  for (let i = LINES - 1; i >= 0; i--) yield `${waiver(i)},${amount(i)}\n`;
}

const waiver = (i: number): string => `ZJ2023-${`${i}`.padStart(8, '0')}`;
const amount = (i: number): number => 22_000 + (i % 997) * 100;

/** MiB at most; seconds of processor time so far. */
interface Peaks {
  command: number;
  postgres: number;
  cpu: number;
}

/** Until the process has ended. */
async function run(args: string[], databaseUrl: string): Promise<{ seconds: number; peaks: Peaks; out: string }> {
  const began = performance.now();
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  const child = spawn(process.execPath, [PROGRAM, ...args], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const peaks: Peaks = { command: 0, postgres: 0, cpu: 0 };
  const used = () => {
    const { node = 0, postgres = 0 } = cpuOfChildren(process.pid);
    return node + postgres;
  };
  const before = used();
  const look = setInterval(() => {
    peaks.cpu = Math.max(peaks.cpu, used() - before);
    peaks.command = Math.max(peaks.command, residentPeak(child.pid ?? 0));
    const server = memoryOfTree(process.pid).filter(({ name }) => name === 'postgres');
    const sum = server.reduce((total, { mib }) => total + mib, 0);
    peaks.postgres = Math.max(peaks.postgres, sum);
  }, LOOK_EVERY_MS);
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearInterval(look);
  if (code !== 1) throw new Error(`expected the exit code 1 for differences, found ${code}`);
  return { seconds: (performance.now() - began) / 1000, peaks, out };
}

/** The most that a process has ever had, as the kernel keeps it. */
function residentPeak(pid: number): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

const home = mkdtempSync(join(tmpdir(), 'banli-bench-'));
const [claimsFile, recordsFile, differencesFile] = ['claims.csv', 'records.csv', 'differences.csv'].map((name) =>
  join(home, name),
) as [string, string, string];
const servers = await startServersOnly({ home: join(home, 'servers'), ports: 'free' });
try {
  await pipeline(Readable.from(claims()), createWriteStream(claimsFile));
  await pipeline(Readable.from(records()), createWriteStream(recordsFile));
  const lists = ['--list', `hospitalLines=${claimsFile}`, '--list', `centreLines=${recordsFile}`];
  const args = ['reconcile', 'blood-fee.reconcile', '--with', 'year=2023', ...lists];
  const { seconds, peaks, out } = await run([...args, '--differences', differencesFile, '--json'], servers.databaseUrl);
  report(
    'reconcile',
    [
      { name: `${LINES.toLocaleString('en')} claims, as many records`, value: seconds, unit: 's', digits: 1 },
      { name: 'the same, processor time of both', value: peaks.cpu, unit: 's', digits: 1 },
      { name: 'the command, at most', value: peaks.command, unit: 'MiB' },
      { name: 'all of PostgreSQL, at most', value: peaks.postgres, unit: 'MiB' },
    ],
    JSON.parse(out),
  );
} finally {
  await servers.stop();
  rmSync(home, { recursive: true, force: true });
}
