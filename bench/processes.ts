/** Processor time and memory of this process and its children, from /proc (Linux; elsewhere nothing is known). */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/** Kernel ticks a second: 100 on every Linux that Node runs on. */
const TICKS = 100;
const KIB_PER_MIB = 1024;

interface Process {
  pid: number;
  parent: number;
  name: string;
  ticks: number;
}

/** CPU seconds of all descendants of a process, by the name of the child at the top (`postgres`, `server`), so far. */
export function cpuOfChildren(pid: number): Record<string, number> {
  const all = processes();
  const result: Record<string, number> = {};
  for (const child of all.filter(({ parent }) => parent === pid)) {
    const ticks = [child, ...below(child.pid, all)].reduce((sum, process) => sum + process.ticks, 0);
    result[child.name] = (result[child.name] ?? 0) + ticks / TICKS;
  }
  return result;
}

/** Memory of a process and all its descendants in MiB. Shared pages are counted once a set (PSS) where that is known. */
export function memoryOfTree(pid: number): { pid: number; name: string; mib: number }[] {
  const all = processes();
  const self = all.filter((process) => process.pid === pid);
  return [...self, ...below(pid, all)].map(({ pid: id, name }) => ({
    pid: id,
    name: titleOf(id, name),
    mib: memoryOf(id),
  }));
}

function below(pid: number, all: readonly Process[]): Process[] {
  return all.filter(({ parent }) => parent === pid).flatMap((child) => [child, ...below(child.pid, all)]);
}

function processes(): Process[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const stat = readIfThere(`/proc/${name}/stat`);
    if (stat === undefined) return [];
    const end = stat.lastIndexOf(')');
    // proc(5): after the name come state (3), ppid (4), … utime, stime, cutime, cstime (14 to 17).
    const fields = stat.slice(end + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, text) => sum + Number(text), 0);
    return [{ pid: Number(name), parent: Number(fields[1]), name: stat.slice(stat.indexOf('(') + 1, end), ticks }];
  });
}

/** Of a Node what it runs, for its processes have one name; of others their name. */
function titleOf(pid: number, name: string): string {
  const [program = '', script = ''] = (readIfThere(`/proc/${pid}/cmdline`) ?? '').split('\0');
  return basename(program) === 'node' ? `node ${basename(script)}` : name;
}

function memoryOf(pid: number): number {
  const rollup = readIfThere(`/proc/${pid}/smaps_rollup`);
  const status = readIfThere(`/proc/${pid}/status`);
  const kib = /^Pss:\s+(\d+)/m.exec(rollup ?? '')?.[1] ?? /^VmRSS:\s+(\d+)/m.exec(status ?? '')?.[1];
  return Number(kib ?? 0) / KIB_PER_MIB;
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
