/**
 * Holds what was acknowledged, what is shown and what was carried out against the histories. A mismatch names the case,
 * the number and both sides.
 */
import { canonical } from '../../engine/chain.ts';
import type { Fact } from '../../engine/model.ts';
import { createContentStore } from '../../store/content.ts';
import { createReadModel } from '../../store/projection.ts';
import { rebuild } from '../../store/rebuild.ts';
import { type Driven, PERMIT } from './clients.ts';
import { compareEffects, compareNumbers } from './effects.ts';
import type { Office } from './office.ts';
import { type CaseHistory, type CaseRow, type Records, readModelByCase } from './records.ts';

export interface Mismatch {
  check: string;
  caseId: string;
  number: number | null;
  expected: string;
  found: string;
}

export interface Compared {
  mismatches: Mismatch[];
  cases: number;
  facts: number;
  acknowledged: number;
  /** Acts refused on a repeat although the history has them: done, but the sender was told otherwise. */
  refusedButDone: string[];
  /** Acts refused although the history lacks them. */
  refusedNotDone: string[];
}

export type Report = (check: string, caseId: string, number: number | null, expected: unknown, found: unknown) => void;

export async function compareAll(records: Records, office: Office, driven: readonly Driven[]): Promise<Compared> {
  const mismatches: Mismatch[] = [];
  const report: Report = (check, caseId, number, expected, found) =>
    mismatches.push({ check, caseId, number, expected: text(expected), found: text(found) });
  const histories = await loadHistories(records, report);
  const commands = commandsOf(histories);
  compareAcknowledged(office, records.cases, histories, commands, report);
  const shown = await readModelByCase(records.store);
  await compareShownFacts(records, histories, report);
  for (const [caseId, { folded }] of histories)
    compareFacts(
      caseId,
      folded.facts.map(({ fact }) => fact),
      report,
    );
  for (const one of driven.filter(({ left }) => !left)) compareEnd(one, histories.get(one.caseId), report);
  await compareEffects(records, histories, report);
  await compareNumbers(records, report);
  await compareRebuilt(records, shown, report);
  const refused = office.refused.map((act) => ({
    line: `${act.kind} ${act.path} key ${act.key}: ${act.status} ${act.code} after ${act.attempts} attempts`,
    isDone: commands.has(`${act.person}/${act.key}`),
  }));
  return {
    mismatches,
    cases: histories.size,
    facts: [...histories.values()].reduce((sum, { folded }) => sum + folded.facts.length, 0),
    acknowledged: office.acknowledged.length,
    refusedButDone: refused.filter(({ isDone }) => isDone).map(({ line }) => line),
    refusedNotDone: refused.filter(({ isDone }) => !isDone).map(({ line }) => line),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Every history is folded by the core: decided again, fact by fact, its hashes at every number. */
async function loadHistories(records: Records, report: Report): Promise<Map<string, CaseHistory>> {
  const histories = new Map<string, CaseHistory>();
  for (const { id } of records.cases) {
    const history = await records.historyOf(id).catch((error: unknown) => {
      report('history', id, null, 'a readable history', String(error));
      return null;
    });
    if (history === null) {
      report('history', id, null, 'a history', 'none on the server nor in the archive');
      continue;
    }
    const { difference } = history.folded;
    if (difference !== null) report('replay', id, difference.number, 'the same again', difference.message);
    histories.set(id, history);
  }
  return histories;
}

interface Done {
  caseId: string;
  times: number;
  lastSeq: number;
}

/** Commands from outside by their id, as the histories have them. */
export function commandsOf(histories: ReadonlyMap<string, CaseHistory>): Map<string, Done> {
  const commands = new Map<string, Done>();
  for (const [caseId, { runs }] of histories) {
    for (const { by, facts } of runs.flatMap((run) => run.steps)) {
      if (by.kind !== 'update') continue;
      const before = commands.get(by.id);
      commands.set(by.id, { caseId, times: (before?.times ?? 0) + 1, lastSeq: facts.at(-1)?.fact.seq ?? 0 });
    }
  }
  return commands;
}

export function compareAcknowledged(
  office: Pick<Office, 'acknowledged'>,
  cases: readonly CaseRow[],
  histories: ReadonlyMap<string, CaseHistory>,
  commands: ReadonlyMap<string, Done>,
  report: Report,
): void {
  for (const [id, { caseId, times, lastSeq }] of commands) {
    if (times !== 1) report('once', caseId, lastSeq, `command ${id} once`, `${times} times`);
  }
  const byKey = new Map(cases.map((row) => [row.idempotency_key, row]));
  for (const { kind, person, key, caseId, seq, answer } of office.acknowledged) {
    if (kind === 'start') {
      const row = byKey.get(`api/${person}/${key}`);
      const isSame = row?.id === caseId && row.number === answer.number;
      if (!isSame) report('acknowledged', caseId, 1, answer, row ?? 'no case under this key');
      const started = histories.get(caseId)?.folded.facts.filter(({ fact }) => fact.type === 'started').length ?? 0;
      if (started !== 1) report('acknowledged', caseId, 1, 'started once', `${started} times`);
      continue;
    }
    const done = commands.get(`${person}/${key}`);
    if (done?.caseId === caseId && done.lastSeq === seq) continue;
    report('acknowledged', caseId, seq, answer, done ?? `no command ${person}/${key} in the history`);
  }
}

/** Nothing is shown that the history lacks, and nothing is missing: number, hash and body. */
async function compareShownFacts(
  { store }: Records,
  histories: ReadonlyMap<string, CaseHistory>,
  report: Report,
): Promise<void> {
  const rows = await store.db.selectFrom('read.facts').selectAll().orderBy('case_id').orderBy('seq').execute();
  const shown = new Map<string, typeof rows>();
  for (const row of rows) shown.set(row.case_id, [...(shown.get(row.case_id) ?? []), row]);
  for (const caseId of new Set([...shown.keys(), ...histories.keys()])) {
    const facts = histories.get(caseId)?.folded.facts ?? [];
    const there = shown.get(caseId) ?? [];
    for (let i = 0; i < Math.max(facts.length, there.length); i++) {
      const [fact, row] = [facts[i], there[i]];
      if (fact?.hash === row?.hash && fact !== undefined && canonical(row?.body) === canonical(fact.fact)) continue;
      const seen = row === undefined ? 'nothing' : `${row.seq} ${row.hash} ${JSON.stringify(row.body)}`;
      const known = fact === undefined ? 'nothing' : `${fact.fact.seq} ${fact.hash} ${JSON.stringify(fact.fact)}`;
      report('shown', caseId, i + 1, known, seen);
      break;
    }
  }
}

/** No task is completed twice, no timer fires twice, no call is answered twice. */
export function compareFacts(caseId: string, facts: readonly Fact[], report: Report): void {
  const seen = new Map<string, number>();
  for (const fact of facts) {
    const name = onceName(fact);
    if (name === null) continue;
    const before = seen.get(name);
    if (before !== undefined) report('twice', caseId, fact.seq, `${name} once, at ${before}`, 'again');
    seen.set(name, fact.seq);
  }
}

function onceName(fact: Fact): string | null {
  switch (fact.type) {
    case 'started':
    case 'ended':
      return fact.type;
    case 'task-completed':
    case 'wait-completed':
      return `${fact.type} of token ${fact.token}`;
    case 'timer-fired':
      return `${fact.type} of token ${fact.token}, branch ${fact.branch}`;
    case 'overdue':
    case 'escalated':
      return `${fact.type} of ${fact.deadline}`;
    case 'decided':
      return `${fact.type} of call ${fact.call}, ${fact.decision}`;
    case 'effect-done':
    case 'effect-failed':
      return `effect of ${fact.of}`;
    default:
      return null;
  }
}

/** What an ended case of the clients has, each as often as its procedure says. */
export function compareEnd(one: Driven, history: CaseHistory | undefined, report: Report): void {
  const { state, facts } = history?.folded ?? { state: undefined, facts: [] };
  if (!one.ended || state?.status !== 'ended') {
    const open = state?.tokens.map(({ step }) => step).join(', ');
    report('end', one.caseId, state?.seq ?? null, 'an ended case', `${state?.status}, at ${open}`);
    return;
  }
  const found: Record<string, number> = {};
  for (const { fact } of facts) {
    const name = countedName(fact);
    if (name !== null) found[name] = (found[name] ?? 0) + 1;
  }
  const expected = one.procedure === PERMIT ? permitCounts(one.input.firstTime === true) : ERRAND_COUNTS;
  if (canonical(found) !== canonical(expected)) report('end', one.caseId, state.seq, expected, found);
}

function countedName(fact: Fact): string | null {
  switch (fact.type) {
    case 'notified':
      return `notified ${fact.template}`;
    case 'document-issued':
      return `document ${fact.document}`;
    case 'registered':
      return `registered ${fact.register}`;
    case 'case-started':
    case 'start-offered':
    case 'escalated':
    case 'reminder':
    case 'incident-raised':
      return fact.type;
    default:
      return null;
  }
}

const ERRAND_COUNTS = {
  'document receipt': 1,
  'document closing-note': 1,
  'registered tally': 2,
  'notified received': 1,
  'notified closed': 1,
  'case-started': 1,
  escalated: 1,
};

function permitCounts(isFirst: boolean): Record<string, number> {
  return {
    ...(isFirst ? { 'notified recognition-request': 1 } : {}),
    'document acceptance-notice': 1,
    'document platform-permit': 1,
    'registered platform-permits': 1,
    'registered credit-records': 1,
    'notified permit-granted': 1,
    'start-offered': 1,
  };
}

/** Everything that is shown (worklists, inbox, deadlines …) is what a rebuilding from the histories gives. */
async function compareRebuilt(
  records: Records,
  before: Awaited<ReturnType<typeof readModelByCase>>,
  report: Report,
): Promise<void> {
  const { store, histories } = records;
  const rebuilt = await rebuild(store, createReadModel(store, createContentStore(store)), histories);
  for (const { caseId, reason } of rebuilt.failed) report('rebuild', caseId, null, 'rebuilt', reason);
  const after = await readModelByCase(store);
  for (const caseId of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(caseId) ?? {}, after.get(caseId) ?? {}];
    for (const table of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const [old = [], fresh = []] = [was[table], is[table]];
      const missing = fresh.filter((row) => !old.includes(row));
      const extra = old.filter((row) => !fresh.includes(row));
      if (missing.length + extra.length > 0)
        report(`read.${table}`, caseId, null, missing.join('\n'), extra.join('\n'));
    }
  }
}
