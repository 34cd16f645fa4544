/**
 * Goal: the check of a stored case passes where nothing was touched, over all its runs, and names what was: a fact that
 * people see, one that is missing or too many, a row of a list, an archived history, what officers signed.
 * Method: the golden histories as an archive and as the rows that are derived from them; one change at a time.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkflowNotFoundError } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import type { WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { beforeAll, expect, test } from 'vitest';
import type { ClosedRun } from '../../activities/ports.ts';
import { stateHash } from '../../engine/chain.ts';
import { evolve } from '../../engine/evolve.ts';
import type { Bundle } from '../../engine/model.ts';
import { newCase } from '../../engine/new-case.ts';
import { codecOf } from '../../replay/audit.ts';
import { type CaseCheck, checkCase, type Shown } from '../../replay/case-check.ts';
import { type Evidence, readEvidence } from '../../replay/evidence.ts';
import type { History } from '../../replay/history.ts';
import type { Keys } from '../../runtime/keys.ts';
import { sha256 } from '../../store/content.ts';
import { outlineOf } from '../../store/outline.ts';
import { projectFacts } from '../../store/project-facts.ts';
import { caseBundle } from '../../workflows/bundle.ts';

const keys = JSON.parse(readFileSync(join(import.meta.dirname, 'test-keys.json'), 'utf8')) as Keys;
const golden = (...path: string[]) => readEvidence(readFileSync(join(import.meta.dirname, ...path)), keys.commandKeys);
const evidence = golden('v1', 'overdue-in-three-runs.zip');
const served = golden('v4', 'served-after-the-end.zip');
const { id: caseId } = evidence.manifest.case;

/** The server has forgotten the case. */
const client = {
  workflow: {
    getHandle: () => ({
      describe: async () => {
        throw new WorkflowNotFoundError('gone', caseId, undefined);
      },
    }),
  },
} as never;

let workflowBundle: WorkflowBundleWithSourceMap;
beforeAll(async () => {
  workflowBundle = await caseBundle();
}, 120_000);

function archived({ runs, manifest }: Evidence): ClosedRun[] {
  const { id: caseId } = manifest.case;
  return runs.map(({ runId, json }) => {
    const history = new TextEncoder().encode(json);
    const times = { startedAt: 0, closedAt: 0, events: 0 };
    return { caseId, runId, status: 'COMPLETED', ...times, history, sha256: sha256(history) };
  });
}

/** What people see of the case, as the worker would have written it. */
function shown({ facts, manifest, content }: Evidence): Shown {
  const bundle = JSON.parse(content.get(manifest.definition) ?? '') as Bundle;
  const { id, number } = manifest.case;
  const fresh = newCase({ id, number, definition: manifest.definition, calendar: manifest.calendars[0] ?? '' });
  const state = facts.reduce((before, { fact }) => evolve(before, fact), fresh);
  const rows = projectFacts(
    facts.map(({ fact }) => fact),
    state,
    outlineOf(bundle),
  );
  const numbers = new Map(rows.documentNumbers.map(({ seq, number: of }) => [seq, of]));
  const head = { hash: manifest.head.chain, state_hash: stateHash(state) };
  return structuredClone({
    facts: facts.map(({ fact, hash }) => ({ seq: fact.seq, at: fact.at, type: fact.type, body: fact as never, hash })),
    view: {
      case: { ...rows.case, ...head, run_number: 3, history_length: 9, parent_case: null, dirty: false } as never,
      tasks: rows.tasks,
      deadlines: rows.deadlines,
      documents: rows.documents.map((row) => ({ ...row, number: numbers.get(row.seq) ?? null })),
      incidents: [],
      parties: rows.parties,
      signers: [],
      copies: [],
    },
  });
}

function check(change: {
  seen?: (seen: Shown) => void;
  runs?: (runs: ClosedRun[]) => ClosedRun[];
  of?: Evidence;
}): Promise<CaseCheck> {
  const { of = evidence } = change;
  const seen = shown(of);
  change.seen?.(seen);
  const runs = (change.runs ?? ((all) => all))(archived(of));
  const codec = codecOf(keys, of.content);
  const { id } = of.manifest.case;
  return checkCase({ client, codec, workflowBundle, archived: async () => runs, shown: async () => seen }, id);
}

test('an untouched case passes every check, over all its runs', async () => {
  const { seq, chain } = evidence.manifest.head;
  expect(await check({})).toEqual({ caseId, runs: 3, facts: seq, chain, differences: [] });
});

test('letters that were served after the end are of the case; a run of them that is gone shows', async () => {
  const { seq, chain } = served.manifest.head;
  expect(await check({ of: served })).toMatchObject({ runs: 3, facts: seq, chain, differences: [] });
  const first = await check({ of: served, runs: (runs) => runs.filter((_, index) => index !== 1) });
  expect(first.differences).toContainEqual({ check: 'run', outcome: 'differs', number: seq - 1 });
  const last = await check({ of: served, runs: (runs) => runs.slice(0, -1) });
  expect(last.differences[0]).toEqual({ check: 'shown-facts', outcome: 'differs', number: seq });
});

test.each<[string, number, (facts: Shown['facts']) => unknown]>([
  ['what a fact says', 3, (facts) => Object.assign(facts[2]?.body ?? {}, { at: 1 })],
  ['the hash beside a fact', 4, (facts) => Object.assign(facts[3] ?? {}, { hash: '0' })],
  ['the kind by which it is counted', 5, (facts) => Object.assign(facts[4] ?? {}, { type: 'ended' })],
  ['a fact in the middle gone', 6, (facts) => facts.splice(5, 1)],
  ['the last fact gone', evidence.facts.length, (facts) => facts.pop()],
  ['a fact too many', evidence.facts.length + 1, (facts) => facts.push({ ...facts[0], seq: 99 } as never)],
])('%s: shown at its number, and the history holds', async (_what, number, change) => {
  const { differences } = await check({ seen: ({ facts }) => void change(facts) });
  expect(differences[0]).toEqual({ check: 'shown-facts', outcome: 'differs', number });
  expect(differences.filter(({ check: name }) => !name.startsWith('shown'))).toEqual([]);
});

test.each<[string, (view: Shown['view']) => unknown]>([
  ['who completed a task', ({ tasks }) => Object.assign(tasks[0] ?? {}, { completed_by: 'somebody' })],
  ['a task too many', ({ tasks }) => tasks.push({ ...tasks[0], token: 99 } as never)],
  ['a due date', ({ deadlines }) => Object.assign(deadlines[0] ?? {}, { due: '2099-01-01' })],
  ['how the case ended', (view) => Object.assign(view.case, { outcome: 'other' })],
])('%s: shown as what people see of the case', async (_what, change) => {
  const { differences } = await check({ seen: ({ view }) => void change(view) });
  expect(differences).toMatchObject([{ check: 'shown-case', outcome: 'differs' }]);
});

test('a byte of an archived run: the archive is named, and the number from which it can not be read', async () => {
  const { differences } = await check({
    runs: (runs) => runs.map((run, i) => (i === 1 ? { ...run, history: flipped(run.history) } : run)),
  });
  const at = (name: string) => differences.find(({ check: of }) => of === name);
  expect(at('archive')).toEqual({ check: 'archive', outcome: 'differs', number: null });
  const first = evidence.facts.length / 4;
  expect(at('unreadable')?.outcome).toBe('differs');
  expect(at('unreadable')?.number).toBeGreaterThan(first);
  expect(at('replay')?.outcome).toBe('cut-short');
});

test('a run that is gone, and a case of which nothing is left', async () => {
  const cut = await check({ runs: (runs) => runs.slice(0, 2) });
  expect(cut.differences[0]).toMatchObject({ check: 'content', outcome: 'cut-short' });
  expect(cut.differences).toContainEqual(expect.objectContaining({ check: 'end', outcome: 'differs' }));
  expect((await check({ runs: () => [] })).differences).toMatchObject([{ check: 'history', outcome: 'differs' }]);
});

/** Of the last recorded result. */
function flipped(bytes: Uint8Array): Uint8Array {
  const json = new TextDecoder().decode(bytes);
  const history: History = historyFromJSON(JSON.parse(json));
  const results = (history.events ?? []).flatMap(
    ({ markerRecordedEventAttributes: marker }) => marker?.details?.result?.payloads ?? [],
  );
  const data = Buffer.from(results.at(-1)?.data ?? []).toString('base64');
  const other = `${data.slice(0, -8)}${data.at(-8) === 'A' ? 'B' : 'A'}${data.slice(-7)}`;
  return new TextEncoder().encode(json.replaceAll(data, other));
}
