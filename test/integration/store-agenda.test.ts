/**
 * Goal: what is due is counted and listed right, for each person's groups and units, and each digest comes once.
 * Method: 6,000 rows by a formula, compared with the same formula in memory; then histories that are projected, with
 * feeds and digests over them.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileCalendar } from '../../rules/calendar/calendar.ts';
import { addDays } from '../../rules/calendar/date.ts';
import {
  type AgendaFilter,
  type AgendaItem,
  type AgendaSpan,
  agendaCounts,
  agendaDays,
  agendaPage,
  calendarEntries,
  type Desk,
  desksOf,
  type Risk,
  todayOf,
} from '../../store/agenda.ts';
import { createFeed, feedsOf, openFeed, revokeFeed } from '../../store/calendar-feeds.ts';
import { loadCalendars } from '../../store/calendar-files.ts';
import { createContentStore } from '../../store/content.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { deliverDigests, digestsOf, isDelivered, markDigestSeen } from '../../store/digests.ts';
import { type Gazette, putGazettes } from '../../store/gazettes.ts';
import { disablePerson, grantMembership, putPerson } from '../../store/people.ts';
import { createReadModel } from '../../store/projection.ts';
import { recreateReadSchema } from '../../store/read-schema.ts';
import type { AgendaRow } from '../../store/tables.ts';
import { historyOf, START, WHOLE_CASE } from '../store/history.ts';
import { freshStore } from './store-database.ts';

const ROWS = 6_000;
const TODAY = '2026-09-29';
const calendar = compileCalendar(loadCalendars());
const today = todayOf(TODAY, calendar);
const idOf = (i: number) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;

const agenda: AgendaRow[] = Array.from({ length: ROWS }, (_, i) => {
  const state = i % 11 === 0 ? 'suspended' : i % 13 === 0 ? 'overdue' : 'running';
  const isUnknown = state === 'running' && i % 17 === 0;
  const due =
    state === 'suspended' || isUnknown ? null : addDays(state === 'overdue' ? '2026-09-01' : '2026-09-29', i % 28);
  return {
    ...{ case_id: idOf(i), deadline: i % 3 === 0 ? 'decision' : 'check', run: 1 },
    ...{ grp: ['permits/window', 'permits/director', 'permits/applicant', 'permits/', 'schools/window'][i % 5] ?? '' },
    ...{ unit: `u${i % 4}`, case_unit: i % 7 === 0 ? '' : `u${i % 3}` },
    ...{
      procedure: `permits.p${i % 2}`,
      state,
      basis: i % 2 === 0 ? 'working' : 'calendar',
      counts_from: '2026-09-01',
    },
    ...{ due, due_earliest: isUnknown ? '2027-01-04' : null, unknown_year: isUnknown ? 2027 : null },
    ...{ due_sort: due ?? '9999-12-31', warn_days: [3, 5][i % 2] ?? 3, unclaimed: i % 3 === 1 ? 1 : 0 },
  };
});

const group = (id: string, more: object = {}) => ({ id, label: { zh: id, en: id }, ...more });
const permits = {
  ...{ id: 'permits', number: '1号', title: { zh: '许可', en: 'permits' }, registers: [] },
  groups: [group('applicant', { party: true }), group('window'), group('director')],
} as unknown as Gazette;

let store: Store;

beforeAll(async () => {
  store = await freshStore();
  await sql`INSERT INTO read.agenda SELECT * FROM json_populate_recordset(NULL::read.agenda, ${JSON.stringify(agenda)}::json)`.execute(
    store.db,
  );
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, started_at, seq, hash,
      state_hash, run_number, history_length)
    SELECT case_id, 'n' || case_id, procedure, 'd', '', '某公司', case_unit, 'open', 0, 1, '', '', 1, 1
    FROM read.agenda`.execute(store.db);
});

afterAll(() => closeStore(store));

// ── the same in memory ──────────────────────────────────────────────────────────────────────────────────────────

/** 2026-09-29 is a Tuesday; from the 1st of October to the 7th are holidays, the 10th (Saturday) is worked. */
const WORKING = ['2026-09-29', '2026-09-30', '2026-10-08', '2026-10-09', '2026-10-10', '2026-10-12'];

const IS: Record<Risk, (row: AgendaRow) => boolean> = {
  overdue: ({ state, due }) => state === 'overdue' || (due !== null && due < TODAY),
  near: ({ state, due, basis, warn_days }) =>
    state === 'running' &&
    due !== null &&
    due >= TODAY &&
    due <= (basis === 'working' ? (WORKING[warn_days] ?? '') : addDays(TODAY, warn_days)),
  unclaimed: ({ unclaimed, due }) => unclaimed > 0 && due !== null && due <= '2026-10-06',
  suspended: ({ state }) => state === 'suspended',
  unknown: ({ unknown_year }) => unknown_year !== null,
};
const RISKS = Object.keys(IS) as Risk[];
const countsOf = (rows: readonly AgendaRow[]) =>
  Object.fromEntries(RISKS.map((risk) => [risk, rows.filter(IS[risk]).length]));

const isAt = (row: AgendaRow, desks: readonly Desk[]) =>
  desks.some(
    ({ grp, units, byCase }) =>
      row.grp === grp && (units === null || units.includes(byCase ? row.case_unit : row.unit)),
  );
const key = ({ case_id, deadline, grp, unit }: AgendaRow | AgendaItem) => `${case_id} ${deadline} ${grp} ${unit}`;
const inOrder = (rows: readonly AgendaRow[]) =>
  rows.toSorted((a, b) => (`${a.due_sort} ${key(a)}` < `${b.due_sort} ${key(b)}` ? -1 : 1)).map(key);

async function pages(filter: AgendaFilter, span: AgendaSpan, limit: number): Promise<AgendaItem[]> {
  const items: AgendaItem[] = [];
  let cursor: string | undefined;
  do {
    const page = await agendaPage(store, { ...filter, span, limit, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

const city = desksOf([{ group: 'permits/window', unit: '' }], [permits]);
const county = desksOf(
  [
    { group: 'permits/window', unit: 'u1' },
    { group: 'permits/director', unit: 'u2' },
  ],
  [permits],
);
const EVER = { from: '0001-01-01', to: '9999-12-30' };

describe('desks', () => {
  test('are the groups of the person, and of their documents what parties owe and what is nobody’s turn', () => {
    expect(city).toEqual([
      { grp: 'permits/window', units: null, byCase: false },
      { grp: 'permits/applicant', units: null, byCase: true },
      { grp: 'permits/', units: null, byCase: true },
    ]);
    expect(county).toEqual([
      { grp: 'permits/window', units: ['u1'], byCase: false },
      { grp: 'permits/director', units: ['u2'], byCase: false },
      { grp: 'permits/applicant', units: ['', 'u1', 'u2'], byCase: true },
      { grp: 'permits/', units: ['', 'u1', 'u2'], byCase: true },
    ]);
    expect(desksOf([{ group: 'permits/applicant', unit: '' }], [permits])).toEqual([]);
    const shared = { ...permits, groups: [group('window', { anyUnit: true })] } as unknown as Gazette;
    expect(desksOf([{ group: 'permits/window', unit: 'u1' }], [shared])[0]?.units).toEqual(['', 'u1']);
  });
});

describe.each([
  ['the city', city],
  ['a county', county],
])('for %s', (_, desks) => {
  const mine = agenda.filter((row) => isAt(row, desks));
  const filter = { desks, today };

  test('days have what ends on them and what of it is at risk', async () => {
    const span = { from: '2026-09-10', to: '2026-10-10' };
    const days = [...new Set(mine.map(({ due_sort }) => due_sort))]
      .filter((day) => day >= span.from && day <= span.to)
      .sort();
    expect(await agendaDays(store, filter, span)).toEqual(
      days.map((day) => {
        const rows = mine.filter(({ due_sort }) => due_sort === day);
        return { day, due: rows.length, ...countsOf(rows) };
      }),
    );
  });

  test('groups and procedures have theirs', async () => {
    const found = await agendaCounts(store, filter);
    const names = [...new Set(mine.map(({ grp, procedure }) => `${grp} ${procedure}`))].sort();
    expect(found).toEqual(
      names.map((name) => {
        const rows = mine.filter(({ grp, procedure }) => `${grp} ${procedure}` === name);
        const [grp, procedure] = name.split(' ');
        return { grp, procedure, open: rows.length, ...countsOf(rows) };
      }),
    );
  });

  test('pages are the whole, those due first before the others', async () => {
    const dated = await pages(filter, EVER, 100);
    expect(dated.map(key)).toEqual(inOrder(mine.filter(({ due }) => due !== null)));
    for (const item of dated) expect(item.risks).toEqual(RISKS.filter((risk) => IS[risk](item)));
    const span = { from: '2026-10-01', to: '2026-10-02' };
    const short = await pages(filter, span, 7);
    expect(short.map(key)).toEqual(
      inOrder(mine.filter(({ due_sort }) => due_sort >= span.from && due_sort <= span.to)),
    );
    const without = await pages(filter, 'without-date', 100);
    expect(without.map(key)).toEqual(inOrder(mine.filter(({ due }) => due === null)));
  });

  test.each(RISKS)('%s leads to those rows alone', async (risk) => {
    const span = risk === 'suspended' || risk === 'unknown' ? 'without-date' : EVER;
    const found = await pages({ ...filter, risk, procedure: 'permits.p1' }, span, 100);
    expect(found.map(key)).toEqual(inOrder(mine.filter((row) => row.procedure === 'permits.p1' && IS[risk](row))));
    expect(found.length).toBeGreaterThan(0);
  });
});

test('nobody sees anything without a desk', async () => {
  expect(await agendaCounts(store, { desks: [], today })).toEqual([]);
  expect((await agendaPage(store, { desks: [], today, span: EVER, limit: 5 })).items).toEqual([]);
});

// ── over histories ──────────────────────────────────────────────────────────────────────────────────────────────

const pets = {
  ...{ id: 'pets', number: '2号', title: { zh: '养犬', en: 'pets' }, registers: [] },
  groups: [group('window'), group('reviewer'), group('head')],
} as unknown as Gazette;

describe('over histories', () => {
  const id = v7();
  const desks = desksOf([{ group: 'pets/window', unit: 'yaodu' }], [pets]);
  const project = async (to: number) => {
    await recreateReadSchema(store.db);
    await createReadModel(store, createContentStore(store)).project(historyOf(id, WHOLE_CASE).batch(1, to));
  };

  test('an entry of a calendar keeps its name, grows in number, and is over when it is met', async () => {
    await project(7);
    const [entry] = await calendarEntries(store, desks, 0);
    expect(entry).toMatchObject({ caseId: id, deadline: 'check', run: 1, due: '2026-01-12', isOver: false });
    await project(8);
    expect((await calendarEntries(store, desks, 0)).map(({ deadline }) => deadline)).toEqual([]);
    await project(12);
    const later = (await calendarEntries(store, desks, 0)).find(({ deadline }) => deadline === 'check');
    expect(later).toMatchObject({ due: '2026-01-14', isOver: false });
    expect(later?.version).toBeGreaterThan(entry?.version ?? 0);
    await project(16);
    const over = (await calendarEntries(store, desks, 0)).find(({ deadline }) => deadline === 'check');
    expect(over).toMatchObject({ run: 1, due: '2026-01-14', isOver: true });
    expect((await calendarEntries(store, desks, Date.now())).filter(({ isOver }) => isOver)).toEqual([]);
    expect(await calendarEntries(store, desksOf([{ group: 'pets/window', unit: 'other' }], [pets]), 0)).toEqual([]);
  });

  test('an ended case has nothing due', async () => {
    await project(WHOLE_CASE.length);
    expect(await agendaCounts(store, { desks, today })).toEqual([]);
  });

  test('a digest comes once a day, to officers that have something to be told, with what is new since the last', async () => {
    await putGazettes(store.db, [pets, permits], 'test');
    for (const [person, of] of [
      ['li', 'pets/window'],
      ['zhao', 'permits/window'],
      ['gone', 'pets/window'],
      ['party', 'permits/applicant'],
    ] as const) {
      await putPerson(store.db, { id: person, name: person });
      await grantMembership(store, person, { group: of, unit: '' }, 'test');
    }
    await disablePerson(store.db, 'gone');
    await project(7);
    const at = START + 5 * 3_600_000;
    expect(await isDelivered(store, '2026-01-05')).toBe(false);
    const both = await Promise.all([deliverDigests(store, '2026-01-05', at), deliverDigests(store, '2026-01-05', at)]);
    expect(both[0] + both[1]).toBe(1);
    expect(await isDelivered(store, '2026-01-05')).toBe(true);
    expect(await digestsOf(store, 'li', 5)).toEqual([
      { day: '2026-01-05', at, since: at - 7 * 86_400_000, overdue: 0, today: 0, week: 0, fresh: 2, seen: false },
    ]);
    const later = at + 7 * 86_400_000;
    expect(await deliverDigests(store, '2026-01-12', later)).toBe(1);
    expect((await digestsOf(store, 'li', 1))[0]).toMatchObject({ day: '2026-01-12', since: at, today: 1, fresh: 0 });
    // A clock that went back brings no day again.
    expect(await deliverDigests(store, '2026-01-06', at + 86_400_000)).toBe(0);
    expect(await markDigestSeen(store, 'li', '2026-01-12')).toBe(true);
    expect(await markDigestSeen(store, 'li', '2026-01-13')).toBe(false);
    expect((await digestsOf(store, 'li', 1))[0]?.seen).toBe(true);
    for (const person of ['zhao', 'gone', 'party']) expect(await digestsOf(store, person, 5), person).toEqual([]);
  });

  test('the address of a calendar is known by its secret alone, and until it is revoked', async () => {
    const made = await createFeed(store, 'li', 'pets/window');
    if (made === null) throw new Error('none was made');
    expect(await openFeed(store, made.token)).toEqual({ person: 'li', group: 'pets/window' });
    const { rows } = await sql<{ all: string }>`SELECT json_agg(f)::text AS all FROM app.calendar_feeds f`.execute(
      store.db,
    );
    expect(rows[0]?.all).not.toContain(made.token);
    expect((await feedsOf(store, 'li'))[0]).toMatchObject({
      id: made.id,
      group: 'pets/window',
      readAt: expect.any(Date),
    });
    expect(await revokeFeed(store, 'zhao', made.id)).toBe(false);
    expect(await revokeFeed(store, 'li', made.id)).toBe(true);
    expect(await openFeed(store, made.token)).toBeNull();
    for (let i = 0; i < 20; i++) expect(await createFeed(store, 'zhao', null)).not.toBeNull();
    expect(await createFeed(store, 'zhao', null)).toBeNull();
  });

  test('the address of a person who can’t sign in any more shows nothing', async () => {
    const made = await createFeed(store, 'gone', null);
    expect(await openFeed(store, made?.token ?? '')).toBeNull();
  });
});
