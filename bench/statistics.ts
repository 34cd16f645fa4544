/**
 * What the page of figures asks of 100,000 cases, with 300,000 tasks and 200,000 runnings of deadlines over three years:
 * all figures of a year, narrowed by procedure and group, as a leader and as an officer of one unit sees them, and the
 * cases behind each.
 *
 *   npm run bench -- statistics
 *
 * With a DATABASE_URL of its own choice, as bench/worklist.ts: it refuses a database that has cases. Times are whole
 * calls.
 */
import { sql } from 'kysely';
import { compileCalendar } from '../rules/calendar/calendar.ts';
import { startOfDay } from '../rules/calendar/date.ts';
import { loadCalendars } from '../store/calendar-files.ts';
import type { Sight } from '../store/case-view.ts';
import { closeStore, type Store } from '../store/database.ts';
import { recreateReadSchema } from '../store/read-schema.ts';
import { FIGURES, type FigureQuery, figureCases, figures } from '../store/statistics.ts';
import { openEmptyStore } from './empty-store.ts';
import { callTimes, type Figure, quantile, report } from './report.ts';

const CASES = 100_000;
const T0 = startOfDay('2024-01-01');
const DAY_MS = 86_400_000;
const SPAN_DAYS = 1_095;
const ROUNDS = 30;
/** A page that opens, and one for which somebody chose years. */
const WANTED_MS = 500;
const WANTED_OF_YEARS_MS = 1_000;
const LIMIT = 50;

/** Chance that is the same on every machine: `n` from 0 up to `below`, of case `i` for the purpose `salt`. */
const drawn = (salt: number, below: number) =>
  sql`(abs(hashint8(i * 64 + ${salt}::bigint)::bigint) % ${below}::bigint)`;

async function fill(store: Store): Promise<void> {
  await recreateReadSchema(store.db);
  // Seven of ten have ended, most within weeks.
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, outcome, started_at,
      ended_at, seq, hash, state_hash, run_number, history_length)
    SELECT md5(i::text)::uuid, 'n' || i, 'bench' || ${drawn(1, 13)} || '.p' || ${drawn(2, 4)}, 'd', 'c', '某某公司',
      CASE WHEN i % 3 = 0 THEN '' ELSE 'u' || ${drawn(3, 20)} END,
      CASE WHEN c.ended IS NULL THEN 'open' ELSE 'ended' END, NULL, c.started, c.ended, 9, 'h', 's', 1, 30
    FROM generate_series(0, ${CASES - 1}) AS i,
      LATERAL (SELECT ${T0}::bigint + ${drawn(4, SPAN_DAYS)} * ${DAY_MS} + ${drawn(5, DAY_MS)} AS started) AS s,
      LATERAL (SELECT s.started, CASE WHEN i % 10 < 7 THEN s.started + ${drawn(6, 40)} * ${DAY_MS} END AS ended) AS c`.execute(
    store.db,
  );
  await sql`
    INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, opened_at, closed_at, due_sort, version)
    SELECT c.id, token, 'step' || token, c.procedure, split_part(c.procedure, '.', 1) || '/g' || token, c.unit,
      CASE WHEN token = 3 AND c.ended_at IS NULL THEN 'open' ELSE 'completed' END,
      c.started_at + token * ${DAY_MS},
      CASE WHEN token = 3 AND c.ended_at IS NULL THEN NULL
        ELSE c.started_at + (token + abs(hashtext(c.id::text || token)::bigint) % 15) * ${DAY_MS} END,
      '9999-12-31', 1
    FROM read.cases c, generate_series(1, 3) AS token`.execute(store.db);
  // Of those that took longer than twenty days, one in four is late.
  await sql`
    INSERT INTO read.deadline_runs (case_id, procedure, deadline, run, steps, started_at, overdue_at, ended_at, ended_as,
      version, changed_at, judged_at, grps)
    SELECT c.id, c.procedure, 'd' || run, run, ARRAY['step' || run, 'step3'], c.started_at,
      late.since, c.ended_at,
      CASE WHEN c.ended_at IS NOT NULL THEN 'met' END, 1, 0, coalesce(late.since, c.ended_at),
      ARRAY(SELECT split_part(c.procedure, '.', 1) || '/g' || step FROM unnest(ARRAY[run, 3]) AS step)
    FROM read.cases c, generate_series(1, 2) AS run, LATERAL (
      SELECT CASE WHEN hashtext(c.id::text || run) & 3 = 0 AND coalesce(c.ended_at - c.started_at > ${20 * DAY_MS}, true)
        THEN c.started_at + ${20 * DAY_MS} END AS since) AS late`.execute(store.db);
  await sql`VACUUM ANALYZE read.cases, read.tasks, read.deadline_runs`.execute(store.db);
}

const results: Figure[] = [];

async function measure(name: string, call: () => Promise<unknown>, wantedMs = WANTED_MS): Promise<void> {
  const taken = await callTimes(call, ROUNDS, 3);
  results.push({
    name: `${name}, p99`,
    value: quantile(taken, 0.99),
    unit: 'ms',
    digits: 1,
    wanted: { atMost: wantedMs },
  });
  const at = (share: number) => quantile(taken, share).toFixed(1).padStart(8);
  console.log(`| ${name.padEnd(52)} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`);
}

async function run(store: Store): Promise<void> {
  const calendar = compileCalendar(loadCalendars());
  const leader: Sight = { all: true, party: '', offices: [] };
  const officer: Sight = { all: false, party: '', offices: [{ slug: 'bench1', unit: 'u5' }] };
  const year = { from: startOfDay('2025-01-01'), to: startOfDay('2026-01-01') };
  const query: FigureQuery = { ...year, sight: leader, calendar };
  const narrowed = { procedure: 'bench1.p1', group: 'bench1/g1' };
  const years = { ...query, from: T0, to: T0 + SPAN_DAYS * DAY_MS };
  await measure('figures of three years', () => figures(store, years), WANTED_OF_YEARS_MS);
  for (const [name, asked] of [
    ['figures of a year', query],
    ['figures of a year, one procedure', { ...query, procedure: narrowed.procedure }],
    ['figures of a year, one group', { ...query, group: narrowed.group }],
    ['figures of a year, of an officer', { ...query, sight: officer }],
  ] as const) {
    await measure(name, () => figures(store, asked));
  }
  for (const figure of FIGURES) {
    const first = await figureCases(store, { ...query, figure, limit: LIMIT });
    const next = { ...query, figure, limit: LIMIT, ...(first.next === null ? {} : { cursor: first.next }) };
    await measure(`cases behind: ${figure}, page 2`, () => figureCases(store, next));
    const few = { ...query, ...narrowed, figure, limit: LIMIT };
    await measure(`cases behind: ${figure}, of a procedure and group`, () => figureCases(store, few));
  }
  await measure('cases behind: late, of an officer', () =>
    figureCases(store, { ...query, sight: officer, figure: 'late', limit: LIMIT }),
  );
}

const store = await openEmptyStore({ statementTimeoutMs: 600_000 });
await fill(store);
console.log(
  `| ${CASES.toLocaleString('en')} cases, ${ROUNDS} calls | p50 ms | p99 ms | max ms |\n|---|---:|---:|---:|`,
);
await run(store);
report('statistics', results, { cases: CASES });
if (process.env.KEEP === undefined) await recreateReadSchema(store.db);
await closeStore(store);
