/** What every benchmark says beside its figures: the machine, the commit; and where its last result is kept. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

/** One line of the table: a figure, what is wanted of it. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** Digits after the point. */
  digits?: number;
  wanted?: { atLeast: number } | { atMost: number };
}

export interface Result {
  bench: string;
  commit: string;
  machine: string;
  figures: Figure[];
  /** Whatever else is worth keeping. */
  details?: unknown;
}

/** Prints a benchmark's figures and keeps them in `bench/results/<bench>.json`. */
export function report(bench: string, figures: Figure[], details?: unknown): void {
  const result: Result = {
    bench,
    commit: commit(),
    machine: machine(),
    figures,
    ...(details === undefined ? {} : { details }),
  };
  console.log(`${result.machine}; commit ${result.commit}`);
  for (const figure of figures) console.log(line(figure));
  mkdirSync(new URL('./results/', import.meta.url), { recursive: true });
  writeFileSync(resultFile(bench), `${JSON.stringify(result, null, 2)}\n`);
}

export function resultFile(bench: string): string {
  return fileURLToPath(new URL(`./results/${bench}.json`, import.meta.url));
}

export function line({ name, value, unit, digits = 0, wanted }: Figure): string {
  const text = value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${name.padEnd(56)} ${text.padStart(10)} ${unit.padEnd(12)} ${wanted === undefined ? '' : judged(value, wanted)}`.trimEnd();
}

function judged(value: number, wanted: NonNullable<Figure['wanted']>): string {
  const [sign, limit, isMet] =
    'atLeast' in wanted ? ['≥', wanted.atLeast, value >= wanted.atLeast] : ['≤', wanted.atMost, value <= wanted.atMost];
  return `wanted ${sign} ${limit.toLocaleString('en')}${isMet ? '' : '  MISSED'}`;
}

function machine(): string {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown processor'}, Node ${process.version}`;
}

function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

export function median(list: readonly number[]): number {
  return [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
}

/** How long a call takes, whole: so many times, after some that do not count. Milliseconds, sorted. */
export async function callTimes(call: () => Promise<unknown>, rounds: number, before: number): Promise<number[]> {
  for (let i = 0; i < before; i++) await call();
  const taken: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const begin = performance.now();
    await call();
    taken.push(performance.now() - begin);
  }
  return taken.sort((a, b) => a - b);
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

/** Calls `work` for `seconds` of this process's own processor time and gives calls per such second: others on the machine don't count. */
export function ratePerCoreSecond(seconds: number, work: () => void): number {
  const used = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  const began = used();
  let calls = 0;
  let spent = 0;
  while (spent < seconds) {
    for (let i = 0; i < 20; i++) work();
    calls += 20;
    spent = used() - began;
  }
  return calls / spent;
}
