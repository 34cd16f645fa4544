/**
 * Checks of cases that auditors asked for, one after another: each takes the better part of a processor. They live in
 * this process for a time; what they found is not kept, for it can be found again: after a restart who asks for one is told
 * that it is gone.
 */
import PQueue from 'p-queue';
import { v7 } from 'uuid';
import type { CaseCheck } from '../replay/case-check.ts';
import type { Audits } from './ports.ts';

export interface ReplayedCase {
  id: string;
  number: string;
  subject: string;
}

export interface Replay {
  id: string;
  cases: readonly ReplayedCase[];
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** In the order of the cases; as many as are done. */
  results: CaseCheck[];
}

export interface Replays {
  /** The same cases again, while they wait or run, are the same replay. Null: too many wait. */
  start(cases: readonly ReplayedCase[]): Replay | null;
  find(id: string): Replay | undefined;
  /** Ends what runs. */
  close(): void;
}

const WAITING_MAX = 20;
const KEPT = 50;
/** Starting the process, and each case. */
const START_MS = 120_000;
const CASE_MS = 60_000;

export function createReplays(audits: Audits): Replays {
  const queue = new PQueue({ concurrency: 1 });
  const replays = new Map<string, Replay>();
  const closing = new AbortController();

  async function run(replay: Replay): Promise<void> {
    replay.state = 'running';
    const limit = AbortSignal.timeout(START_MS + CASE_MS * replay.cases.length);
    const ids = replay.cases.map(({ id }) => id);
    try {
      for await (const found of audits.check(ids, AbortSignal.any([limit, closing.signal]))) replay.results.push(found);
      replay.state = 'done';
    } catch {
      replay.state = 'failed';
    }
  }

  return {
    start(cases) {
      const name = (of: readonly ReplayedCase[]) => of.map(({ id }) => id).join();
      const isAhead = ({ state }: Replay) => state === 'waiting' || state === 'running';
      const ahead = [...replays.values()].filter(isAhead);
      const same = ahead.find((replay) => name(replay.cases) === name(cases));
      if (same !== undefined) return same;
      if (ahead.length >= WAITING_MAX) return null;
      const replay: Replay = { id: v7(), cases, state: 'waiting', results: [] };
      replays.set(replay.id, replay);
      const old = [...replays.values()].filter((one) => !isAhead(one)).slice(0, Math.max(0, replays.size - KEPT));
      for (const { id } of old) replays.delete(id);
      void queue.add(() => run(replay));
      return replay;
    },
    find: (id) => replays.get(id),
    close: () => closing.abort(),
  };
}
