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
import type { DefinitionEntry } from '../store/definitions.ts';
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
/** Another process may deploy too: for so long lists may show labels of before. */
const KNOWN_FOR_MS = 2_000;

/** What many requests need again: definitions and calendars by hash, which never change, and the documents. */
export interface Library {
  program(hash: string): Promise<Program>;
  calendar(hash: string): Promise<Calendar>;
  /** All versions of all definitions. */
  definitions(): Promise<DefinitionEntry[]>;
  /** Of a procedure's current version, for labels; undefined if it is not deployed (any more). */
  currentProgram(procedure: string): Promise<Program | undefined>;
  gazettes(): Promise<Gazette[]>;
  gazetteOf(id: string): Promise<Gazette | undefined>;
  /** After a deployment. */
  forget(): void;
}

export function createLibrary({ shelf, now }: Pick<Ports, 'shelf' | 'now'>): Library {
  const programs = new Map<string, Program>();
  const calendars = new Map<string, Calendar>();
  const gazettes = briefly(now, () => shelf.gazettes());
  const definitions = briefly(now, () => shelf.list());
  const program = (hash: string) => kept(programs, hash, async () => loadProgram(await shelf.bundle(hash)));

  return {
    program,
    calendar: (hash) =>
      kept(calendars, hash, async () => compileCalendar({ ...(await shelf.calendar(hash)), version: hash })),
    definitions: definitions.get,
    async currentProgram(procedure) {
      const entries = await definitions.get();
      const entry = entries.find(({ kind, id, current }) => kind === 'procedure' && current && id === procedure);
      return entry === undefined ? undefined : program(entry.hash);
    },
    gazettes: gazettes.get,
    async gazetteOf(id) {
      const slug = slugOf(id);
      return (await gazettes.get()).find((gazette) => gazette.id === slug);
    },
    forget() {
      gazettes.forget();
      definitions.forget();
    },
  };
}

function briefly<T>(now: () => number, load: () => Promise<T>): { get(): Promise<T>; forget(): void } {
  let known: { at: number; value: T } | undefined;
  return {
    async get() {
      if (known === undefined || now() - known.at >= KNOWN_FOR_MS) known = { at: now(), value: await load() };
      return known.value;
    },
    forget() {
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

/** Else it names none, and a database would take it for a fault. */
export function isCaseId(text: string): boolean {
  return UUID.test(text);
}

/** @throws Problem `not-found` */
export async function readCaseFile(ports: Ports, library: Library, caseId: string): Promise<CaseFile> {
  const view = isCaseId(caseId) ? await ports.cases.view(caseId) : null;
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

export async function allFacts(ports: Ports, caseId: string): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  for (;;) {
    const page = await ports.cases.timeline(caseId, entries.length + 1, FACTS_AT_ONCE);
    entries.push(...page);
    if (page.length < FACTS_AT_ONCE) return entries;
  }
}
