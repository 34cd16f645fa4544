/**
 * Goal: figures say what a plain count of the rows says, for every filter and person, and each has exactly its cases.
 * Method: 4,000 cases with tasks and deadlines drawn from a seed, over two years with holidays; every figure compared
 * with one that is computed here case by case.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileCalendar, isKnown, workingDaysBetween } from '../../rules/calendar/calendar.ts';
import { daysBetween, localDate, startOfDay } from '../../rules/calendar/date.ts';
import { loadCalendars } from '../../store/calendar-files.ts';
import type { Sight } from '../../store/case-view.ts';
import { BadCursor } from '../../store/cursor.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { type Figure, type FigureCase, type FigureQuery, figureCases, figures } from '../../store/statistics.ts';
import { freshStore } from './store-database.ts';

const CASES = 4_000;
const DAY = 86_400_000;
const T0 = startOfDay('2024-06-01');
const SPAN = 900 * DAY;
const calendar = compileCalendar(loadCalendars());
const ALL: Sight = { all: true, party: '', offices: [] };
const idOf = (i: number) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;

/** Mulberry32. */
function chance(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const next = chance(6);
const pick = <T>(of: readonly T[]): T => of[Math.floor(next() * of.length)] as T;

interface Task {
  case_id: string;
  procedure: string;
  token: number;
  step: string;
  grp: string;
  state: string;
  opened_at: number;
  closed_at: number | null;
}
interface Run {
  case_id: string;
  procedure: string;
  deadline: string;
  run: number;
  steps: string[];
  overdue_at: number | null;
  ended_at: number | null;
  ended_as: string | null;
  judged_at: number | null;
  grps: string[];
}

const cases = Array.from({ length: CASES }, (_, i) => {
  const started = T0 + Math.floor(next() * SPAN);
  // Some end long after the calendar's last year.
  const ended = next() < 0.7 ? started + Math.floor(next() ** 3 * 1_200 * DAY) : null;
  return {
    id: idOf(i),
    procedure: pick(['permits.permit', 'permits.filing', 'schools.season']),
    unit: pick(['', 'yaodu', 'huozhou']),
    status: ended === null ? 'open' : 'ended',
    started_at: started,
    ended_at: ended,
  };
});

const tasks: Task[] = cases.flatMap(({ id, started_at, procedure }) =>
  Array.from({ length: 1 + Math.floor(next() * 3) }, (_, token) => {
    const opened = started_at + Math.floor(next() * 40 * DAY);
    const state = pick(['open', 'completed', 'completed', 'closed']);
    const slug = procedure.split('.')[0];
    return {
      ...{
        case_id: id,
        procedure,
        token,
        step: pick(['check', 'review', 'decide']),
        grp: `${slug}/${pick(['window', 'director'])}`,
      },
      ...{ state, opened_at: opened, closed_at: state === 'open' ? null : opened + Math.floor(next() * 30 * DAY) },
    };
  }),
);

const runs: Run[] = cases.flatMap(({ id, started_at, procedure }) =>
  ['decision', 'check'].flatMap((deadline) =>
    Array.from({ length: Math.floor(next() * 3) }, (_, i) => {
      const overdue = next() < 0.3 ? started_at + Math.floor(next() * 60 * DAY) : null;
      const ended = next() < 0.8 ? (overdue ?? started_at) + Math.floor(next() * 30 * DAY) : null;
      const steps = deadline === 'check' ? ['check'] : ['review', 'decide'];
      return {
        ...{ case_id: id, procedure, deadline, run: i + 1, steps, overdue_at: overdue, ended_at: ended },
        ended_as: ended === null ? null : pick(['met', 'met', 'cancelled']),
        ...{ judged_at: null, grps: [] },
      };
    }),
  ),
);

const byId = new Map(cases.map((one) => [one.id, one]));
const caseOf = ({ case_id }: { case_id: string }): Case => byId.get(case_id) as Case;
const tasksOf = new Map(cases.map(({ id }) => [id, tasks.filter(({ case_id }) => case_id === id)]));
const verdictOf = ({ overdue_at, ended_at, ended_as }: Run) => overdue_at ?? (ended_as === 'met' ? ended_at : null);

// As the projection writes them: who had a task under it when it was known whether it was kept.
for (const run of runs) {
  run.judged_at = verdictOf(run);
  const [until, of] = [run.judged_at ?? 0, tasksOf.get(run.case_id) ?? []];
  const under = of.filter(({ step, opened_at }) => run.steps.includes(step) && opened_at <= until);
  run.grps = [...new Set(under.map(({ grp }) => grp))];
}

let store: Store;

beforeAll(async () => {
  store = await freshStore();
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, outcome, started_at,
      ended_at, seq, hash, state_hash, run_number, history_length)
    SELECT id, 'n' || id, procedure, 'd', '', '', unit, status, NULL, started_at, ended_at, 1, '', '', 1, 1
    FROM json_populate_recordset(NULL::read.cases, ${JSON.stringify(cases)}::json)`.execute(store.db);
  await sql`
    INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, opened_at, closed_at, due_sort, version)
    SELECT case_id, token, step, procedure, grp, '', state, opened_at, closed_at, '9999-12-31', 1
    FROM json_populate_recordset(NULL::read.tasks, ${JSON.stringify(tasks)}::json)`.execute(store.db);
  await sql`
    INSERT INTO read.deadline_runs (case_id, procedure, deadline, run, steps, started_at, overdue_at, ended_at, ended_as,
      version, changed_at, judged_at, grps)
    SELECT case_id, procedure, deadline, run, steps, 0, overdue_at, ended_at, ended_as, 1, 0, judged_at, grps
    FROM json_populate_recordset(NULL::read.deadline_runs, ${JSON.stringify(runs)}::json)`.execute(store.db);
  // As the server does by itself a minute after so many rows: without, it plans for an empty table, now and then badly.
  await sql`ANALYZE read.cases, read.tasks, read.deadline_runs`.execute(store.db);
});

afterAll(() => closeStore(store));

// ── the same, case by case ──────────────────────────────────────────────────────────────────────────────────────

type Case = (typeof cases)[number];
type Asked = Omit<FigureQuery, 'calendar'>;

const isWithin = (at: number | null, { from, to }: Asked) => at !== null && at >= from && at < to;
const isCounted = ({ id, procedure, unit }: Case, { sight, procedure: only, group }: Asked) =>
  (sight.all ||
    sight.offices.some(
      (o) => procedure.startsWith(`${o.slug}.`) && (o.unit === '' || unit === '' || o.unit === unit),
    )) &&
  (only === undefined || procedure === only) &&
  (group === undefined || tasksOf.get(id)?.some(({ grp }) => grp === group) === true);

const isOfGroup = ({ grps }: Run, group: string) => grps.includes(group);

function quantiles(values: (number | null)[]) {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  const at = (share: number) => known[Math.max(0, Math.ceil(share * known.length) - 1)] as number;
  return known.length === 0 ? null : { median: at(0.5), p90: at(0.9) };
}

const calendarDays = (from: number, to: number) => daysBetween(localDate(from), localDate(to));
function workingDays(from: number, to: number): number | null {
  const days = workingDaysBetween(localDate(from), localDate(to), calendar);
  return isKnown(days) ? days : null;
}

const durations = (spans: readonly [number, number][]) => ({
  calendarDays: quantiles(spans.map(([from, to]) => calendarDays(from, to))),
  workingDays: quantiles(spans.map(([from, to]) => workingDays(from, to))),
});

const kept = (some: readonly Run[]) => ({
  inTime: some.filter(({ overdue_at }) => overdue_at === null).length,
  late: some.filter(({ overdue_at }) => overdue_at !== null).length,
  stillLate: some.filter(({ overdue_at, ended_at }) => overdue_at !== null && ended_at === null).length,
});

const monthOf = (at: number) => localDate(at).slice(0, 7);
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)].sort();

function plainly(asked: Asked) {
  const counted = cases.filter((one) => isCounted(one, asked));
  const started = counted.filter((one) => isWithin(one.started_at, asked));
  const ended = counted.filter((one) => isWithin(one.ended_at, asked));
  const judged = runs.filter(
    (run) =>
      isWithin(verdictOf(run), asked) &&
      isCounted(caseOf(run), asked) &&
      (asked.group === undefined || isOfGroup(run, asked.group)),
  );
  const of = (isOf: (one: Case) => boolean, ofMonth?: string) => {
    const startedThen = started.filter(
      (one) => isOf(one) && (ofMonth ?? monthOf(one.started_at)) === monthOf(one.started_at),
    );
    const endedThen = ended.filter(
      (one) => isOf(one) && (ofMonth ?? monthOf(one.ended_at ?? 0)) === monthOf(one.ended_at ?? 0),
    );
    const judgedThen = judged.filter(
      (run) => isOf(caseOf(run)) && (ofMonth ?? monthOf(verdictOf(run) ?? 0)) === monthOf(verdictOf(run) ?? 0),
    );
    return {
      started: startedThen.length,
      ended: endedThen.length,
      ...durations(endedThen.map((one) => [one.started_at, one.ended_at ?? 0])),
      ...kept(judgedThen),
    };
  };
  const openThen = (at: number) =>
    counted.filter((one) => one.started_at < at && (one.ended_at === null || one.ended_at >= at)).length;
  const isOpen = ({ status }: Case) => status === 'open';
  const months = [];
  for (let at = asked.from; at < asked.to; at = startOfDay(`${monthOf(at + 40 * DAY)}-01`)) months.push(at);
  const mine = tasks.filter((task) => isCounted(caseOf(task), asked) && (asked.group ?? task.grp) === task.grp);
  const present = mine.filter(
    (task) =>
      task.state === 'open' ||
      isWithin(task.opened_at, asked) ||
      (task.state === 'completed' && isWithin(task.closed_at, asked)),
  );
  const procedures = distinct(
    [...started, ...ended, ...judged.map(caseOf), ...counted.filter(isOpen)].map(({ procedure }) => procedure),
  );
  return {
    total: { ...of(() => true), open: counted.filter(isOpen).length },
    months: months.map((at) => ({
      month: monthOf(at),
      ...of(() => true, monthOf(at)),
      open: openThen(Math.min(startOfDay(`${monthOf(at + 40 * DAY)}-01`), asked.to)),
    })),
    procedures: procedures.map((procedure) => ({
      procedure,
      ...of((one) => one.procedure === procedure),
      open: counted.filter((one) => isOpen(one) && one.procedure === procedure).length,
    })),
    groups: distinct(present.map(({ grp }) => grp)).map((group) => {
      const own = mine.filter(({ grp }) => grp === group);
      const done = own.filter(({ state, closed_at }) => state === 'completed' && isWithin(closed_at, asked));
      return {
        group,
        opened: own.filter(({ opened_at }) => isWithin(opened_at, asked)).length,
        completed: done.length,
        open: own.filter(({ state }) => state === 'open').length,
        ...durations(done.map(({ opened_at, closed_at }) => [opened_at, closed_at ?? 0])),
        ...kept(judged.filter((run) => isOfGroup(run, group))),
      };
    }),
    deadlines: distinct(judged.map((run) => `${caseOf(run).procedure} ${run.deadline}`)).map((name) => {
      const [procedure = '', deadline = ''] = name.split(' ');
      return {
        ...{ procedure, deadline },
        ...kept(judged.filter((run) => run.deadline === deadline && caseOf(run).procedure === procedure)),
      };
    }),
  };
}

const year = { from: startOfDay('2025-01-01'), to: startOfDay('2026-01-01') };
const quarter = { from: startOfDay('2026-10-01'), to: startOfDay('2027-01-01') };
const window: Sight = { all: false, party: '', offices: [{ slug: 'permits', unit: 'yaodu' }] };

const QUESTIONS: [string, Asked][] = [
  ['of a year', { ...year, sight: ALL }],
  ['of a quarter at the end of the known years', { ...quarter, sight: ALL }],
  ['of a procedure', { ...year, sight: ALL, procedure: 'permits.filing' }],
  ['of a group', { ...year, sight: ALL, group: 'permits/window' }],
  ['of a group and procedure', { ...year, sight: ALL, group: 'schools/director', procedure: 'schools.season' }],
  ['of an office in its unit', { ...year, sight: window }],
  ['of nobody', { ...year, sight: { ...window, offices: [] } }],
  ['of a time before all', { from: startOfDay('2020-01-01'), to: startOfDay('2020-03-01'), sight: ALL }],
];

describe('figures', () => {
  test.each(QUESTIONS)('%s are those of a plain count', async (_, asked) => {
    expect(await figures(store, { ...asked, calendar })).toEqual(plainly(asked));
  });
});

// ── the cases behind them ───────────────────────────────────────────────────────────────────────────────────────

async function all(query: FigureQuery & { figure: Figure; deadline?: string }, limit = 100): Promise<FigureCase[]> {
  const items: FigureCase[] = [];
  let cursor: string | undefined;
  do {
    const page = await figureCases(store, { ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

const asked: Asked = { ...quarter, sight: window };
const isKept = (run: Run, isLate: boolean) => isWithin(verdictOf(run), asked) && (run.overdue_at !== null) === isLate;

const BEHIND: [Figure, (one: Case) => boolean][] = [
  ['started', (one) => isWithin(one.started_at, asked)],
  ['ended', (one) => isWithin(one.ended_at, asked)],
  ['open', ({ status }) => status === 'open'],
  [
    'handled',
    ({ id }) =>
      tasksOf.get(id)?.some(({ state, closed_at }) => state === 'completed' && isWithin(closed_at, asked)) === true,
  ],
  ['kept', ({ id }) => runs.some((run) => run.case_id === id && isKept(run, false))],
  ['late', ({ id }) => runs.some((run) => run.case_id === id && isKept(run, true))],
];

describe('the cases behind a figure', () => {
  test.each(BEHIND)('%s are these, latest start first', async (figure, isBehind) => {
    const expected = cases
      .filter((one) => isCounted(one, asked) && isBehind(one))
      .sort((a, b) => b.started_at - a.started_at || (a.id < b.id ? 1 : -1));
    const found = await all({ ...asked, calendar, figure }, 30);
    expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    expect(found.length).toBeGreaterThan(0);
    for (const one of found.slice(0, 50)) {
      const { started_at, ended_at } = byId.get(one.id) as Case;
      expect(one.calendarDays).toBe(ended_at === null ? null : calendarDays(started_at, ended_at));
      expect(one.workingDays).toBe(ended_at === null ? null : workingDays(started_at, ended_at));
    }
  });

  test('of one deadline and group are those in which it was late there', async () => {
    const query = { ...year, sight: ALL, group: 'permits/window', calendar };
    const found = await all({ ...query, figure: 'late', deadline: 'check' });
    const expected = runs.filter(
      (run) =>
        run.deadline === 'check' &&
        run.overdue_at !== null &&
        isWithin(run.overdue_at, query) &&
        isOfGroup(run, 'permits/window'),
    );
    expect(distinct(found.map(({ id }) => id))).toEqual(distinct(expected.map(({ case_id }) => case_id)));
  });

  test('a cursor of another list is refused', async () => {
    const query = { ...asked, calendar, figure: 'open' as const, limit: 5, cursor: 'abc' };
    await expect(figureCases(store, query)).rejects.toThrow(BadCursor);
  });
});
