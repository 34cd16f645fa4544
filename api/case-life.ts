/**
 * The life of a case as its facts tell it, fact by fact. Unlike a case file it can be read of a case whose facts don't
 * fit together any more: up to the fact that doesn't.
 */
import { chain, GENESIS } from '../engine/chain.ts';
import { evolve } from '../engine/evolve.ts';
import type { CaseState } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import type { Program } from '../engine/program.ts';
import type { CaseView, TimelineEntry } from '../store/case-view.ts';
import { allFacts, type Library } from './case-file.ts';
import type { Gazette, Ports } from './ports.ts';
import { Problem } from './problems.ts';

export interface CaseLife {
  view: CaseView;
  entries: readonly TimelineEntry[];
  /** Hash of the calendar that the case began with; the row has the latest. */
  calendar: string;
  program: Program;
  gazette: Gazette | undefined;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws Problem `not-found` */
export async function readCaseLife(ports: Ports, library: Library, caseId: string): Promise<CaseLife> {
  const view = UUID.test(caseId) ? await ports.cases.view(caseId) : null;
  if (view === null) throw new Problem('not-found');
  const [entries, calendar, program, gazette] = await Promise.all([
    allFacts(ports, caseId),
    ports.cases.firstCalendar(caseId),
    library.program(view.case.definition),
    library.gazetteOf(view.case.procedure),
  ]);
  return { view, entries, calendar: calendar ?? view.case.calendar, program, gazette };
}

/** The states before and after fact n. @throws Problem `history-broken` */
export function statesAround(life: CaseLife, n: number): { before: CaseState; after: CaseState } {
  const { id, number, definition } = life.view.case;
  let before = newCase({ id, number, definition, calendar: life.calendar });
  let after = before;
  for (const { fact } of life.entries.slice(0, n)) {
    before = after;
    try {
      after = evolve(before, fact);
    } catch {
      throw new Problem('history-broken');
    }
  }
  return { before, after };
}

/** Whether the hash that stands beside fact n is that of the fact behind the one before. */
export function isChained({ entries }: Pick<CaseLife, 'entries'>, n: number): boolean {
  const entry = entries[n - 1];
  const previous = n === 1 ? GENESIS : entries[n - 2]?.hash;
  if (entry === undefined || previous === undefined) return false;
  return entry.fact.seq === n && chain(previous, entry.fact) === entry.hash;
}
