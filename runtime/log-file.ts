import { copyFileSync, existsSync, openSync, readFileSync, renameSync, statSync, truncateSync } from 'node:fs';

const largestBytes = 10 * 1024 * 1024;
const keptOld = 3;

/**
 * Opens a child's log for appending. The child writes to the file itself, not through a pipe of
 * ours, so that it can go on writing when the supervisor is killed.
 */
export function openLog(path: string): number {
  rotateLog(path);
  return openSync(path, 'a', 0o600);
}

/**
 * Keeps a log below its size: its content is copied to `<log>.1` (older ones move up to `.3`) and
 * the file is emptied, because the child keeps the file open. Lines written during the copy may be lost.
 */
export function rotateLog(path: string, limitBytes = largestBytes): void {
  if (!existsSync(path) || statSync(path).size <= limitBytes) return;
  for (let number = keptOld - 1; number >= 1; number--) {
    if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`);
  }
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
}

/** The last lines of a log, each cut at 400 characters, for the message about a child that does not start. */
export function lastLines(path: string, count: number): string {
  if (!existsSync(path)) return '';
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n').slice(-count);
  return lines.map((line) => line.slice(0, 400)).join('\n');
}
