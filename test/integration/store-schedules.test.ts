/**
 * Goal: a tick starts what schedules owe, once, whatever breaks in between; what waits for a year comes when it is there.
 * Method: real tables, deployed definitions, ticks at chosen instants, starts that fail or are counted.
 */

import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { createOffers } from '../../api/adapters/offers.ts';
import type { Bundle, Schedule } from '../../engine/model.ts';
import { startOfDay } from '../../rules/calendar/date.ts';
import { runTick } from '../../scheduler/run-tick.ts';
import type { Duty } from '../../scheduler/tick.ts';
import { calendarOf, loadCalendars } from '../../store/calendar-files.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { deploy, deployCalendar } from '../../store/definitions.ts';
import { mergeIntoRegister, registerHistory } from '../../store/registers.ts';
import { BUNDLE } from '../store/history.ts';
import { freshStore } from './store-database.ts';

let store: Store | undefined;
const HOUR = 3_600_000;
const shipped = loadCalendars();
const nextYear = calendarOf([...shipped.years, { year: 2027, off: ['2027-01-01'], work: [], source: 'notice' }]);

const monthly: Schedule = {
  id: 'm',
  label: { zh: '', en: '' },
  citations: [],
  every: 'month',
  day: 5,
  at: '09:00',
  input: [],
};

function bundleOf(...schedules: Schedule[]): Bundle {
  return {
    ...BUNDLE,
    procedure: {
      ...BUNDLE.procedure,
      id: 'pets.round',
      schedules,
      registers: [{ id: 'kennels', label: { zh: '', en: '' } }],
    },
  };
}

/** Deployed on 1 November 2026, unless said otherwise. */
async function storeWith(...schedules: Schedule[]): Promise<Store> {
  const fresh = await freshStore();
  store = fresh;
  await deployCalendar(fresh, shipped, 'admin');
  await deploy(fresh, { bundles: [bundleOf(...schedules)], decisions: [] }, 'admin');
  await sql`UPDATE app.definitions SET deployed_at = '2026-11-01T00:00:00+08:00'`.execute(fresh.db);
  return fresh;
}

function counting(): { started: Duty[]; start: (duty: Duty) => Promise<{ caseId: string }> } {
  const started: Duty[] = [];
  const start = async (duty: Duty) => {
    started.push(duty);
    return { caseId: v7() };
  };
  return { started, start };
}

const keys = (duties: readonly Duty[]) => duties.map(({ key }) => key);

afterAll(async () => {
  if (store !== undefined) await closeStore(store);
});

beforeEach(async () => {
  if (store !== undefined) await closeStore(store);
  store = undefined;
});

describe('a tick', () => {
  test('starts what became due since the one before, with its legal instant, and nothing before the deployment', async () => {
    const db = await storeWith(monthly);
    const { started, start } = counting();
    await runTick(db, start, startOfDay('2026-11-05') + 8 * HOUR);
    expect(started).toEqual([]);
    await runTick(db, start, startOfDay('2026-11-05') + 9 * HOUR + 1_000);
    expect(started).toMatchObject([{ key: 'pets.round/m/2026-11/', at: startOfDay('2026-11-05') + 9 * HOUR }]);
    await runTick(db, start, startOfDay('2026-11-05') + 9 * HOUR + 1_000);
    await runTick(db, start, startOfDay('2026-12-20'));
    expect(keys(started)).toEqual(['pets.round/m/2026-11/', 'pets.round/m/2026-12/']);
  });

  test('that runs twice at once starts every case under its one key', async () => {
    const db = await storeWith(monthly);
    const { started, start } = counting();
    const now = startOfDay('2026-12-20');
    await Promise.all([runTick(db, start, now), runTick(db, start, now)]);
    expect(new Set(keys(started))).toEqual(new Set(['pets.round/m/2026-11/', 'pets.round/m/2026-12/']));
    const rows = await db.db.selectFrom('app.duty_keys').select('key').execute();
    expect(rows).toHaveLength(2);
  });

  test('tries again what could not be started, and says why', async () => {
    const db = await storeWith(monthly);
    const broken = async () => Promise.reject(new Error('the server is away'));
    const first = await runTick(db, broken, startOfDay('2026-11-06'));
    expect(first).toMatchObject({ claimed: 1, started: 0, failed: [{ reason: 'the server is away' }] });
    const { started, start } = counting();
    expect(await runTick(db, start, startOfDay('2026-11-06') + HOUR)).toMatchObject({ claimed: 0, started: 1 });
    expect(keys(started)).toEqual(['pets.round/m/2026-11/']);
  });
});

describe('a year whose holidays are not known', () => {
  const workingDay: Schedule = { ...monthly, id: 'w', workingDay: 3 };

  test('holds the schedule back; loading it starts what was missed', async () => {
    const { day: _, ...schedule } = workingDay;
    const db = await storeWith(schedule);
    const { started, start } = counting();
    await runTick(db, start, startOfDay('2026-12-31'));
    expect(keys(started)).toEqual(['pets.round/w/2026-11/', 'pets.round/w/2026-12/']);
    const waiting = await runTick(db, start, startOfDay('2027-02-20'));
    expect(waiting).toMatchObject({ started: 0, held: [{ schedule: 'w', waitingForYear: 2027 }] });
    await deployCalendar(db, nextYear, 'admin');
    expect(await runTick(db, start, startOfDay('2027-02-20') + HOUR)).toMatchObject({ held: [] });
    expect(keys(started).slice(2)).toEqual(['pets.round/w/2027-01/', 'pets.round/w/2027-02/']);
  });
});

test('a row that comes into a register during the period is owed that period too', async () => {
  const rows = { op: 'engine', fn: 'register', args: [{ op: 'const', value: 'kennels' }] } as const;
  const db = await storeWith({ ...monthly, id: 'k', each: { items: rows, as: 'row' } });
  const { started, start } = counting();
  const put = (key: string) =>
    mergeIntoRegister(db, 'pets/kennels', { key, values: {} }, { caseId: v7(), seq: 1, at: 1 });
  await put('A');
  await runTick(db, start, startOfDay('2026-11-10'));
  await put('B');
  await runTick(db, start, startOfDay('2026-11-20'));
  expect(keys(started)).toEqual(['pets.round/k/2026-11/A', 'pets.round/k/2026-11/B']);
  await put('C');
  await runTick(db, start, startOfDay('2026-12-01'));
  expect(started).toHaveLength(2);
});

test('a schedule whose expressions fail is named and does not stop the others', async () => {
  const broken: Schedule = { ...monthly, id: 'b', unit: { op: 'neg', arg: { op: 'const', value: 'x' } } };
  const db = await storeWith(broken, monthly);
  const { started, start } = counting();
  const { held } = await runTick(db, start, startOfDay('2026-11-10'));
  expect(held).toMatchObject([{ schedule: 'b', waitingForYear: null }]);
  expect(keys(started)).toEqual(['pets.round/m/2026-11/']);
});

const CONST = (value: string | null) => ({ op: 'const', value }) as const;
const PERIOD_START = { op: 'path', root: 'period', path: ['start'] } as const;

test('a schedule that offers a case asks the group once, with what is known', async () => {
  const input = [
    { name: 'since', value: PERIOD_START },
    { name: 'unknown', value: CONST(null) },
  ];
  const db = await storeWith({ ...monthly, id: 'o', offer: CONST('keepers'), input });
  const { started, start } = counting();
  const tick = (now: number) => runTick(db, start, now);
  await Promise.all([tick(startOfDay('2026-11-10')), tick(startOfDay('2026-11-10'))]);
  await tick(startOfDay('2026-11-11'));
  expect(started).toEqual([]);
  const { items } = await createOffers(db).open({ person: 'p', groups: ['pets/keepers'], limit: 10 });
  expect(items).toMatchObject([
    {
      definition: 'pets.round',
      group: 'pets/keepers',
      caseNumber: '',
      input: { since: '2026-11-01' },
      at: startOfDay('2026-11-05') + 9 * HOUR,
    },
  ]);
  expect(items[0]?.input).not.toHaveProperty('unknown');
});

test('a schedule that writes a row starts no case; the row is written once, at its legal instant', async () => {
  const writes = { register: 'kennels', key: CONST('K'), values: [{ name: 'since', value: PERIOD_START }] };
  const db = await storeWith({ ...monthly, id: 'r', writes });
  const { started, start } = counting();
  const tick = (now: number) => runTick(db, start, now);
  await Promise.all([tick(startOfDay('2026-11-10')), tick(startOfDay('2026-11-10'))]);
  await tick(startOfDay('2026-12-10'));
  expect(started).toEqual([]);
  const history = await registerHistory(db, 'pets/kennels', 'K');
  expect(history.map(({ at, values }) => [at, values])).toEqual([
    [startOfDay('2026-11-05') + 9 * HOUR, { since: '2026-11-01' }],
    [startOfDay('2026-12-05') + 9 * HOUR, { since: '2026-12-01' }],
  ]);
  expect(await db.db.selectFrom('app.duty_keys').select('key').where('case_id', 'is', null).execute()).toEqual([]);
});

test('who comes after the day is left out where the schedule says so', async () => {
  const rows = { op: 'engine', fn: 'register', args: [CONST('kennels')] } as const;
  const db = await storeWith({ ...monthly, id: 'k', latecomers: false, each: { items: rows, as: 'row' } });
  const { started, start } = counting();
  const put = (key: string) =>
    mergeIntoRegister(db, 'pets/kennels', { key, values: {} }, { caseId: v7(), seq: 1, at: 1 });
  await put('A');
  await runTick(db, start, startOfDay('2026-11-10'));
  await put('B');
  await runTick(db, start, startOfDay('2026-11-20'));
  expect(keys(started)).toEqual(['pets.round/k/2026-11/A']);
  await runTick(db, start, startOfDay('2026-12-06'));
  expect(keys(started).slice(1).sort()).toEqual(['pets.round/k/2026-12/A', 'pets.round/k/2026-12/B']);
});

test('a schedule sees the open cases of a procedure, and which are overdue', async () => {
  const cases = { op: 'engine', fn: 'cases', args: [CONST('pets.walk')] } as const;
  const input = [{ name: 'seen', value: cases }];
  const db = await storeWith({ ...monthly, id: 'c', cases: ['pets.walk'], input });
  const put = async (procedure: string, status: 'open' | 'ended', due: string) => {
    const id = v7();
    await sql`INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, started_at,
        seq, hash, state_hash, run_number, history_length)
      VALUES (${id}, ${due}, ${procedure}, '', '', '', 'yaodu', ${status}, ${startOfDay('2026-10-01')}, 1, '', '', 1, 1)`.execute(
      db.db,
    );
    await sql`INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, opened_at, due, due_sort, version)
      VALUES (${id}, 1, 'a', ${procedure}, 'pets/vet', '', 'open', 1, ${due}::date, ${due}::date, 1)`.execute(db.db);
  };
  await put('pets.walk', 'open', '2026-11-09');
  await put('pets.walk', 'open', '2026-11-10');
  await put('pets.walk', 'ended', '2026-11-01');
  await put('pets.bath', 'open', '2026-11-01');
  const { started, start } = counting();
  await runTick(db, start, startOfDay('2026-11-10') + HOUR);
  const known = { unit: 'yaodu', startedOn: '2026-10-01' };
  expect(started[0]?.input.seen).toEqual([
    { ...known, number: '2026-11-09', overdue: true },
    { ...known, number: '2026-11-10', overdue: false },
  ]);
});
