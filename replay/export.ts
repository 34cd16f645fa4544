/** Makes an evidence file of a case from what server, archive and content store have. */
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { type CaseHistoriesParts, runsOf } from '../activities/case-histories.ts';
import type { ContentStore } from '../activities/ports.ts';
import { GENESIS } from '../engine/chain.ts';
import { evolve } from '../engine/evolve.ts';
import type { CaseState } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import type { SigningKey } from '../runtime/keys.ts';
import { writeEvidence } from './evidence.ts';
import type { Folded } from './fold.ts';
import { type RunRecord, readRun } from './history.ts';

export interface ExportParts extends CaseHistoriesParts {
  content: ContentStore;
  /** Signs the file. */
  key: SigningKey;
  /** Epoch ms. */
  now: number;
}

/**
 * Null if nothing of the case is left. The facts are those that the histories record; whether they hold is for the
 * audit to say, of a case that went wrong too.
 * @throws UnreadableHistory if a payload can't be opened with the keys at hand.
 */
export async function exportEvidence(parts: ExportParts, caseId: string): Promise<Uint8Array | null> {
  const runs = await runsOf(parts, caseId);
  const records = await Promise.all(runs.map(({ history }) => readRun(history, caseId, parts.codec)));
  const [first] = records;
  if (first === undefined) return null;
  const facts = records.flatMap(({ steps }) => steps.flatMap((step) => step.facts));
  const state = stateOf(first, facts);
  const calendars = calendarsOf(records);
  const { content, key, now } = parts;
  return writeEvidence(
    {
      manifest: {
        case: { id: caseId, number: first.input.number, procedure: first.bundle.content?.procedure.id ?? '' },
        definition: first.bundle.hash,
        calendars,
        head: {
          ...{ seq: state.seq, chain: facts.at(-1)?.hash ?? GENESIS },
          ...{ status: state.status, outcome: state.outcome },
        },
        exportedAt: new Date(now).toISOString(),
      },
      runs: runs.map(({ runId, history }) => ({ runId, json: historyToJSON(history as never) })),
      content: await contentsOf(content, [first.bundle.hash, ...calendars]),
      facts,
    },
    key,
  );
}

function stateOf({ input, bundle, calendar }: RunRecord, facts: Folded['facts']): CaseState {
  const fresh = newCase({ id: input.caseId, number: input.number, definition: bundle.hash, calendar: calendar.hash });
  return facts.reduce((state, { fact }) => evolve(state, fact), fresh);
}

/** In the order in which the case counted with them. */
function calendarsOf(records: readonly RunRecord[]): string[] {
  const later = records.flatMap(({ updates }) => [...updates.values()].flatMap(({ calendar }) => calendar?.hash ?? []));
  return [...new Set([...records.slice(0, 1).map(({ calendar }) => calendar.hash), ...later])];
}

async function contentsOf(store: ContentStore, hashes: readonly string[]): Promise<Map<string, string>> {
  const contents = new Map<string, string>();
  for (const hash of hashes) {
    const text = await store.get(hash);
    if (text !== null) contents.set(hash, text);
  }
  return contents;
}
