/**
 * The check of a case where it lives: its histories from server and archive are decided and replayed again, and what
 * people see of it in the read model is held against them. `audit.ts` does the first for an evidence file.
 */
import type { PayloadCodec } from '@temporalio/common';
import type { WorkflowBundleOption } from '@temporalio/worker';
import { type CaseHistoriesParts, runsOf } from '../activities/case-histories.ts';
import type { ClosedRun } from '../activities/ports.ts';
import { canonical, GENESIS, stateHash } from '../engine/chain.ts';
import { evolve } from '../engine/evolve.ts';
import type { CaseState } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import type { JsonObject } from '../rules/json.ts';
import { isAltered } from '../store/archives.ts';
import type { CaseView } from '../store/case-view.ts';
import { outlineOf } from '../store/outline.ts';
import { projectFacts } from '../store/project-facts.ts';
import { differenceOf } from './audit.ts';
import { type Folded, fold } from './fold.ts';
import { type History, type RunRecord, readRun } from './history.ts';
import { replayOnSdk } from './sdk-pass.ts';

/** In the order in which a person reads them. `docs/evidence.md` tells those that an evidence file is checked for too. */
export const CASE_CHECKS = [
  'history',
  'archive',
  'unreadable',
  'content',
  'signature',
  'command',
  'rule',
  'fact',
  'chain',
  'state',
  'run',
  'end',
  'replay',
  'shown-facts',
  'shown-case',
] as const;
export type CaseCheckName = (typeof CASE_CHECKS)[number];

/** Those that the fold makes as it goes: it ends at the first difference of any of them. */
const FOLD_CHECKS = CASE_CHECKS.slice(CASE_CHECKS.indexOf('content'), CASE_CHECKS.indexOf('replay'));

export interface CheckDifference {
  check: CaseCheckName;
  /** `cut-short`: not compared from this number on, because another check ended there. */
  outcome: 'differs' | 'cut-short';
  /** Number of the fact where it shows; null where it is none's. */
  number: number | null;
}

export interface CaseCheck {
  caseId: string;
  runs: number;
  facts: number;
  /** Hash of the last fact; null where nothing could be read. */
  chain: string | null;
  /** What does not hold, in the order of `CASE_CHECKS`; empty: everything holds. */
  differences: CheckDifference[];
}

export interface CaseCheckParts extends Pick<CaseHistoriesParts, 'client' | 'codec'> {
  /** As they are kept, altered or not. */
  archived(caseId: string): Promise<ClosedRun[]>;
  /** What people see: the read model's facts and rows. Null: it does not know the case. */
  shown(caseId: string): Promise<Shown | null>;
  workflowBundle: WorkflowBundleOption;
}

export interface Shown {
  /** In the order of their numbers. */
  facts: { seq: number; at: number; type: string; body: JsonObject; hash: string }[];
  view: CaseView;
}

/** A case may go on while it is read: history and read model are then read again. */
const ATTEMPTS = 4;
const PAUSE_MS = 500;

export async function checkCase(parts: CaseCheckParts, caseId: string): Promise<CaseCheck> {
  for (let attempt = 1; ; attempt++) {
    const { found, isMoving } = await checkOnce(parts, caseId);
    if (!isMoving || attempt === ATTEMPTS) return found;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

async function checkOnce(parts: CaseCheckParts, caseId: string): Promise<{ found: CaseCheck; isMoving: boolean }> {
  const found = new Findings(caseId);
  const archived = await parts.archived(caseId);
  if (archived.some(isAltered)) found.differs('archive', null);
  const histories = await historiesOf(parts, caseId, archived).catch((error: unknown) => {
    // What is no JSON any more was altered; a server that is away is no finding.
    if (!(error instanceof SyntaxError)) throw error;
    found.differs('unreadable', null);
    return null;
  });
  if (histories === null)
    return { found: found.cutShort(1, ...FOLD_CHECKS, 'replay', 'shown-facts', 'shown-case'), isMoving: false };
  found.check.runs = histories.length;
  if (histories.length === 0) found.differs('history', null);
  const records = await recordsOf(histories, caseId, parts.codec).catch((error: unknown) => {
    const { check, number } = differenceOf(error);
    found.differs(check as CaseCheckName, number);
    found.cutShort(number, ...FOLD_CHECKS, 'replay', 'shown-facts', 'shown-case');
    return null;
  });
  if (records === null || records.length === 0) return { found: found.check, isMoving: false };
  decideAgain(found, records);
  const replayed = await replayOnSdk({ caseId, histories, codec: parts.codec, workflowBundle: parts.workflowBundle });
  if (replayed !== null) found.differs('replay', replayed.number);
  const facts = records.flatMap(({ steps }) => steps.flatMap((step) => step.facts));
  return { found: found.check, isMoving: compareShown(found, records, facts, await parts.shown(caseId)) };
}

async function historiesOf({ client }: CaseCheckParts, caseId: string, archived: ClosedRun[]) {
  const runs = await runsOf({ client, archive: { read: () => Promise.resolve(archived) } }, caseId);
  return runs.map(({ history }) => history);
}

async function recordsOf(histories: readonly History[], caseId: string, codec: PayloadCodec): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  for (const history of histories) records.push(await readRun(history, caseId, codec));
  return records;
}

function decideAgain(found: Findings, records: readonly RunRecord[]): void {
  try {
    const { difference, facts, chain } = fold(records);
    found.check.facts = facts.length;
    found.check.chain = chain;
    if (difference !== null) found.ends(difference.check as CaseCheckName, difference.number);
  } catch (error) {
    const { check, number } = differenceOf(error);
    found.ends(check as CaseCheckName, number);
  }
}

// ── what people see ─────────────────────────────────────────────────────────────────────────────────────────────

/** @returns whether one is behind the other, as while the case goes on */
function compareShown(
  found: Findings,
  [first]: readonly RunRecord[],
  facts: Folded['facts'],
  shown: Shown | null,
): boolean {
  if (first === undefined || shown === null) {
    found.differs('shown-facts', 1);
    return true;
  }
  const { facts: seen, view } = shown;
  const other = facts.findIndex(({ fact, hash }, i) => {
    const row = seen[i];
    return row !== undefined && !holds({ seq: fact.seq, at: fact.at, type: fact.type, body: fact, hash }, row);
  });
  const isMoving = other === -1 && seen.length !== facts.length;
  if (other !== -1) found.differs('shown-facts', other + 1);
  else if (isMoving) found.differs('shown-facts', Math.min(seen.length, facts.length) + 1);
  if (isMoving) found.cutShort(null, 'shown-case');
  else compareRows(found, first, facts, view);
  return isMoving;
}

function compareRows(found: Findings, first: RunRecord, facts: Folded['facts'], view: CaseView): void {
  const content = first.bundle.content;
  if (content === undefined) return void found.cutShort(null, 'shown-case');
  const state = stateOf(first, facts);
  const rows = projectFacts(
    facts.map(({ fact }) => fact),
    state,
    outlineOf(content),
  );
  const numbers = new Map(rows.documentNumbers.map(({ seq, number }) => [seq, number]));
  const head = { ...rows.case, hash: facts.at(-1)?.hash ?? GENESIS, state_hash: stateHash(state) };
  const documents = rows.documents.map((row) => ({ ...row, number: numbers.get(row.seq) ?? row.number }));
  const task = firstOther(rows.tasks, view.tasks, ({ token }) => token);
  const document = firstOther(documents, view.documents, ({ seq }) => seq);
  const deadline = firstOther(rows.deadlines, view.deadlines, ({ deadline: id }) => id);
  if (task !== null) found.differs('shown-case', task.version);
  else if (document !== null) found.differs('shown-case', document.seq);
  else if (deadline !== null || !holds(head, view.case)) found.differs('shown-case', null);
}

function stateOf({ input, bundle, calendar }: RunRecord, facts: Folded['facts']): CaseState {
  const fresh = newCase({ id: input.caseId, number: input.number, definition: bundle.hash, calendar: calendar.hash });
  return facts.reduce((state, { fact }) => evolve(state, fact), fresh);
}

/** The first row that is missing, other or too many. */
function firstOther<R extends object>(expected: readonly R[], seen: readonly R[], key: (row: R) => unknown): R | null {
  const byKey = new Map(seen.map((row) => [key(row), row]));
  const other = expected.find((row) => {
    const found = byKey.get(key(row));
    byKey.delete(key(row));
    return found === undefined || !holds(row, found);
  });
  return other ?? [...byKey.values()][0] ?? null;
}

/** What is expected, member by member; a row may have more. */
function holds(expected: object, seen: object): boolean {
  const found = seen as Record<string, unknown>;
  return Object.entries(expected).every(([name, value]) => canonical(value ?? null) === canonical(found[name] ?? null));
}

// ── findings ────────────────────────────────────────────────────────────────────────────────────────────────────

class Findings {
  readonly check: CaseCheck;

  constructor(caseId: string) {
    this.check = { caseId, runs: 0, facts: 0, chain: null, differences: [] };
  }

  differs(check: CaseCheckName, number: number | null): void {
    this.add({ check, outcome: 'differs', number });
  }

  /** A difference with which the fold ends. */
  ends(check: CaseCheckName, number: number | null): void {
    this.differs(check, number);
    this.cutShort(number, ...FOLD_CHECKS);
  }

  cutShort(number: number | null, ...checks: readonly CaseCheckName[]): CaseCheck {
    for (const check of checks) this.add({ check, outcome: 'cut-short', number });
    return this.check;
  }

  /** The first of each check stands. */
  private add(difference: CheckDifference): void {
    const { differences } = this.check;
    if (differences.some(({ check }) => check === difference.check)) return;
    differences.push(difference);
    differences.sort((a, b) => CASE_CHECKS.indexOf(a.check) - CASE_CHECKS.indexOf(b.check));
  }
}
