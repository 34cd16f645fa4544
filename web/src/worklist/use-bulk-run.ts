/** One act on several tasks: each on its own, told how far it is, what failed and why. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api, ask, insist, newKey } from '../api/client.ts';
import type { TaskSummary } from '../api/queries.ts';
import { createKeys, doAll } from './bulk.ts';

export interface Act {
  kind: 'claim' | 'complete';
  /** Does it for one task, under the key. */
  send: (task: TaskSummary, key: string) => Promise<unknown>;
  /** What is sent with it: sent anew when it differs. */
  content: unknown;
}

export interface Result {
  kind: Act['kind'];
  done: TaskSummary[];
  failed: { task: TaskSummary; error: unknown }[];
}

export interface BulkRun {
  /** Null: nothing runs. */
  progress: { kind: Act['kind']; through: number; all: number } | null;
  /** An answer is waited for. */
  waiting: boolean;
  /** Of the last run; null: there was none. */
  result: Result | null;
  run(tasks: readonly TaskSummary[], act: Act): Promise<Result>;
}

export function useBulkRun(): BulkRun {
  const client = useQueryClient();
  const keyFor = useRef(createKeys(newKey));
  const [progress, setProgress] = useState<BulkRun['progress']>(null);
  const [waiting, setWaiting] = useState(false);
  const [result, setResult] = useState<Result | null>(null);
  const run = async (tasks: readonly TaskSummary[], { kind, send, content }: Act) => {
    const all = tasks.length;
    setResult(null);
    setProgress({ kind, through: 0, all });
    const doOne = (task: TaskSummary) => {
      const key = keyFor.current({ kind, id: task.id, version: task.version, content });
      return insist(() => send(task, key), setWaiting);
    };
    const failed = await doAll(tasks, doOne, (through) => setProgress({ kind, through, all }));
    const outcome = {
      kind,
      done: tasks.filter((task) => !failed.has(task)),
      failed: [...failed].map(([task, error]) => ({ task, error })),
    };
    setProgress(null);
    setResult(outcome);
    for (const kind of ['tasks', 'bulk']) void client.invalidateQueries({ queryKey: [kind] });
    return outcome;
  };
  return { progress, waiting, result, run };
}

export const CLAIM: Act = {
  kind: 'claim',
  content: null,
  send: ({ id }, key) =>
    ask(api.POST('/api/tasks/{id}/claim', { params: { path: { id }, header: { 'idempotency-key': key } } })),
};
