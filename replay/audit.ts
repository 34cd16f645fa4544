/** The audit of an evidence file: what it says of itself, Temporal's replay, and our own fold. */

import type { PayloadCodec } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { codecWith } from '../codec/data-converter.ts';
import { canonical, chain as chainHash, GENESIS } from '../engine/chain.ts';
import type { Keys } from '../runtime/keys.ts';
import { type Evidence, readEvidence } from './evidence.ts';
import { type Difference, Differs, type Folded, fold } from './fold.ts';
import { type History, readRun, UnreadableHistory } from './history.ts';
import { replayOnSdk } from './sdk-pass.ts';

export interface Audit {
  case: Evidence['manifest']['case'] | null;
  runs: number;
  facts: number;
  chain: string | null;
  /** The first of each pass; null: it holds. */
  fold: Difference | null;
  replay: Difference | null;
}

export type AuditKeys = Pick<Keys, 'dataKeys' | 'commandKeys'>;

/** Never throws for what is wrong with the file; that is the answer. */
export async function audit(file: Uint8Array, keys: AuditKeys, workflowBundle: WorkflowBundleOption): Promise<Audit> {
  const found: Audit = { case: null, runs: 0, facts: 0, chain: null, fold: null, replay: null };
  try {
    const evidence = readEvidence(file, keys.commandKeys);
    const { id } = evidence.manifest.case;
    found.case = evidence.manifest.case;
    found.runs = evidence.runs.length;
    checkChain(evidence.facts);
    const histories = evidence.runs.map(({ json }): History => historyFromJSON(JSON.parse(json)));
    const codec = codecOf(keys, evidence.content);
    const folded = await folding(histories, id, codec);
    found.facts = folded.facts.length;
    found.chain = folded.chain;
    found.fold = folded.difference ?? beside(folded, evidence);
    found.replay = await replayOnSdk({ caseId: id, histories, codec, workflowBundle });
  } catch (error) {
    found.fold = differenceOf(error);
  }
  return found;
}

/** The runs of a case read and decided again. @throws UnreadableHistory | Differs */
export async function folding(histories: readonly History[], caseId: string, codec: PayloadCodec): Promise<Folded> {
  const runs = [];
  for (const history of histories) runs.push(await readRun(history, caseId, codec));
  return fold(runs);
}

export function codecOf(keys: AuditKeys, content: ReadonlyMap<string, string>): PayloadCodec {
  return codecWith(keys, { get: (hash) => Promise.resolve(content.get(hash) ?? null) });
}

/** The facts in the clear, by their own chain. */
function checkChain(facts: Evidence['facts']): void {
  let previous = GENESIS;
  facts.forEach(({ fact, hash }, index) => {
    previous = chainHash(previous, fact);
    if (fact.seq === index + 1 && hash === previous) return;
    throw new Differs('chain', index + 1, `facts.jsonl, line ${index + 1}: the chain of hashes is broken.`);
  });
}

/** What the histories give against what stands beside them. */
function beside(folded: Folded, { facts, manifest }: Evidence): Difference | null {
  const { seq, chain, status, outcome } = manifest.head;
  const { state } = folded;
  const reaches = state.seq === seq && folded.chain === chain && state.status === status && state.outcome === outcome;
  if (!reaches) {
    const message = `The histories end at number ${state.seq}, the case stood at ${seq} when the file was made.`;
    return { check: 'end', number: state.seq + 1, message };
  }
  const other = folded.facts.find((line, index) => canonical(line) !== canonical(facts[index] ?? null));
  if (other === undefined && facts.length === folded.facts.length) return null;
  const number = other?.fact.seq ?? folded.facts.length + 1;
  return { check: 'fact', number, message: `facts.jsonl has another fact at number ${number} than the histories.` };
}

export function differenceOf(error: unknown): Difference {
  if (error instanceof Differs) return error.difference;
  if (error instanceof UnreadableHistory) return { check: 'unreadable', number: error.number, message: error.message };
  if (error instanceof Error) return { check: 'unreadable', number: null, message: error.message };
  throw error;
}
