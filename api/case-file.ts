/**
 * One case with all that is needed to show it or to judge a command beforehand: rows of the read model, the state folded
 * from its facts, its definition and calendar. Reading needs no Temporal.
 */
import { evolve } from '../engine/evolve.ts';
import type { CaseState } from '../engine/model.ts';
import { newCase } from '../engine/new-case.ts';
import { loadProgram, type Program } from '../engine/program.ts';
import { type Calendar, compileCalendar } from '../rules/calendar/calendar.ts';
import type { CaseView, TimelineEntry } from '../store/case-view.ts';
import { slugOf } from '../store/outline.ts';
import type { Gazette, Ports } from './ports.ts';
import { Problem } from './problems.ts';

export interface CaseFile {
  view: CaseView;
  entries: readonly TimelineEntry[];
  state: CaseState;
  program: Program;
  calendar: Calendar;
  gazette: Gazette | undefined;
}

const FACTS_AT_ONCE = 5_000;
const PROGRAMS_KEPT = 200;
const GAZETTES_FOR_MS = 2_000;

/** What many requests need again: definitions and calendars by hash, which never change, and the documents. */
export interface Library {
  program(hash: string): Promise<Program>;
  calendar(hash: string): Promise<Calendar>;
  gazettes(): Promise<Gazette[]>;
  gazetteOf(id: string): Promise<Gazette | undefined>;
  forgetGazettes(): void;
}

export function createLibrary({ shelf, now }: Pick<Ports, 'shelf' | 'now'>): Library {
  const programs = new Map<string, Program>();
  const calendars = new Map<string, Calendar>();
  let known: { at: number; gazettes: Gazette[] } | undefined;

  async function gazettes(): Promise<Gazette[]> {
    if (known !== undefined && now() - known.at < GAZETTES_FOR_MS) return known.gazettes;
    known = { at: now(), gazettes: await shelf.gazettes() };
    return known.gazettes;
  }

  return {
    program: (hash) => kept(programs, hash, async () => loadProgram(await shelf.bundle(hash))),
    calendar: (hash) =>
      kept(calendars, hash, async () => compileCalendar({ ...(await shelf.calendar(hash)), version: hash })),
    gazettes,
    gazetteOf: async (id) => {
      const slug = slugOf(id);
      return (await gazettes()).find((gazette) => gazette.id === slug);
    },
    forgetGazettes: () => {
      known = undefined;
    },
  };
}

async function kept<T>(known: Map<string, T>, hash: string, load: () => Promise<T>): Promise<T> {
  const found = known.get(hash);
  if (found !== undefined) return found;
  const loaded = await load();
  if (known.size >= PROGRAMS_KEPT) known.clear();
  known.set(hash, loaded);
  return loaded;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** @throws Problem `not-found` */
export async function readCaseFile(ports: Ports, library: Library, caseId: string): Promise<CaseFile> {
  const view = UUID.test(caseId) ? await ports.cases.view(caseId) : null;
  if (view === null) throw new Problem('not-found');
  const { id, number, definition, calendar, procedure } = view.case;
  const [entries, program, counts, gazette] = await Promise.all([
    allFacts(ports, caseId),
    library.program(definition),
    library.calendar(calendar),
    library.gazetteOf(procedure),
  ]);
  const fresh = newCase({ id, number, definition, calendar });
  const state = entries.reduce((before, { fact }) => evolve(before, fact), fresh);
  return { view, entries, state, program, calendar: counts, gazette };
}

async function allFacts(ports: Ports, caseId: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (;;) {
    const page = await ports.cases.timeline(caseId, entries.length + 1, FACTS_AT_ONCE);
    entries.push(...page);
    if (page.length < FACTS_AT_ONCE) return entries;
  }
}
