/** Checks and evidence of cases, made by a process of its own (replay/process.ts). */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CaseCheck } from '../../replay/case-check.ts';
import { type Audits, Unavailable } from '../ports.ts';

const SCRIPT = fileURLToPath(new URL('../../replay/process.ts', import.meta.url));
const NOTHING_LEFT = 3;

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** @param environment where the process finds its settings: those of this service */
export function createAudits(environment: Readonly<Record<string, string | undefined>>): Audits {
  const start = (signal: AbortSignal, ...task: string[]): Child =>
    spawn(process.execPath, [SCRIPT, ...task], {
      env: { ...process.env, ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
      signal,
    });
  return {
    check: (caseIds, signal) => checks(start(signal, 'check'), caseIds, signal),
    async evidence(caseId, signal) {
      const child = start(signal, 'evidence', caseId);
      const ended = ending(child);
      const { stdout } = child;
      const first = await Promise.race([once(stdout, 'readable').then(() => null), ended]);
      // At its end a stream is readable too, with nothing in it.
      if (first === 0 || stdout.readableLength > 0) return stdout;
      stdout.resume();
      const code = await ended;
      if (code === NOTHING_LEFT) return null;
      throw new Unavailable(`The process that writes evidence ended with ${code}.`);
    },
  };
}

async function* checks(child: Child, caseIds: readonly string[], signal: AbortSignal): AsyncGenerator<CaseCheck> {
  const ended = ending(child);
  // A process that has ended takes no more: its code is told below.
  child.stdin.on('error', () => undefined);
  child.stdin.end(caseIds.map((id) => `${id}\n`).join(''));
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as CaseCheck;
  const code = await ended;
  signal.throwIfAborted();
  if (code !== 0) throw new Unavailable(`The process that checks cases ended with ${code}.`);
}

/** Its exit code; null: it was ended, or could not be started. */
function ending(child: Child): Promise<number | null> {
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => resolve(null));
  });
}
