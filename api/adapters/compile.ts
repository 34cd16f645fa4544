/**
 * The compiler, in a thread of its own: proving the soundness of a large procedure takes seconds, and requests must be
 * answered meanwhile.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { DefinitionFile } from '../../compiler/compile.ts';
import type { Compile, Compiled } from '../ports.ts';

export const compileInWorker: Compile = (files) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { compile: files }, execArgv: [] });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the compiler ended with ${code}`)));
  });

export async function compileHere(files: readonly DefinitionFile[]): Promise<Compiled> {
  const { compileDefinitions } = await import('../../compiler/compile.ts');
  const { findings, bundles, decisions, documents } = compileDefinitions(files);
  const gazettes = [...documents.values()].map(({ id, number, title, groups, registers, ...dates }) => {
    const { issued, inForce, validUntil } = dates;
    const known = Object.entries({ issued, inForce, validUntil }).filter(([, date]) => date !== undefined);
    return { id, number, title, groups, registers, ...Object.fromEntries(known) };
  });
  return { findings, bundles: [...bundles.values()], decisions: [...decisions.values()], gazettes };
}

const task = workerData as { compile?: readonly DefinitionFile[] } | null;
if (!isMainThread && task?.compile !== undefined) parentPort?.postMessage(await compileHere(task.compile));
