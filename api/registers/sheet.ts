/** Spreadsheets are written and read in a thread: one of 100,000 rows takes seconds, and a malicious one all memory. */
import { Worker } from 'node:worker_threads';
import type { SheetCell } from './cells.ts';

export type SheetTask = { write: SheetCell[][] } | { read: Uint8Array };

const MEMORY_MB = 1_024;

/**
 * @returns the bytes of what was written, or the cells of the first sheet that was read
 * @throws Error if it is no spreadsheet, or needs more memory than a thread has
 */
export function inSheetThread(task: SheetTask): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./sheet-thread.mjs', import.meta.url), {
      workerData: task,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', () => reject(new Error('the thread ended without an answer')));
  });
}
