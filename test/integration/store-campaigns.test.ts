/**
 * Goal: a campaign is counted right, for every unit and person, and its members are whole and in order on every page.
 * Method: 20,000 members among as many other cases, written as rows by a formula; counts and pages compared with the
 * same formula in memory.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Campaign,
  type CampaignMembers,
  type CaseAtWork,
  campaignMembers,
  campaignProgress,
  listCampaigns,
  type MemberFilter,
} from '../../store/campaigns.ts';
import type { Sight } from '../../store/case-view.ts';
import { BadCursor } from '../../store/cursor.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { freshStore } from './store-database.ts';

const MEMBERS = 20_000;
const T0 = Date.UTC(2023, 7, 15);
const MINUTE = 60_000;
const DAYS = { today: '2023-09-01', soon: '2023-09-08' };
const ALL: Sight = { all: true, party: 'nobody', offices: [] };
const idOf = (i: number) => `00000000-0000-7000-8000-${String(i).padStart(12, '0')}`;
const CAMPAIGN = idOf(999_999);

let store: Store;

/** Application `i`: the first half was there before the campaign. */
const all = Array.from({ length: 2 * MEMBERS }, (_, i) => {
  const ended = i % 4 === 0;
  const step = ended || i % 10 === 1 ? null : ['check', 'review', 'decide'][i % 3];
  return {
    id: idOf(i),
    startedAt: T0 + (i - MEMBERS) * MINUTE,
    unit: `u${i % 17}`,
    status: ended ? 'ended' : 'open',
    outcome: ended ? (i % 8 === 0 ? 'granted' : 'refused') : null,
    step,
    due: step === null ? null : i % 7 === 0 ? '9999-12-31' : `2023-09-${String(1 + (i % 13)).padStart(2, '0')}`,
    year: i % 5,
  };
}).map((one) => (one.due?.endsWith('-01') ? { ...one, due: '2023-08-20' } : one));
type One = (typeof all)[number];

const isOverdue = ({ due }: One) => due !== null && due < DAYS.today;
const isSoon = ({ due }: One) => due !== null && due >= DAYS.today && due <= DAYS.soon;
const isWaiting = ({ status, step }: One) => status === 'open' && step === null;
const open = (some: readonly One[]) => some.filter(({ status }) => status === 'open').length;

function countsOf(some: readonly One[]) {
  const sums = (of: readonly One[]) => ({
    open: open(of),
    ended: of.length - open(of),
    overdue: of.filter(isOverdue).length,
    soon: of.filter(isSoon).length,
  });
  const by = (key: (one: One) => string | null | undefined) => {
    const names = [...new Set(some.map(key))].filter((name) => typeof name === 'string').sort();
    return names.map((name) => [name, some.filter((one) => key(one) === name)] as const);
  };
  return {
    procedure: 'season.application',
    ...sums(some),
    waiting: some.filter(isWaiting).length,
    steps: by(({ step }) => step).map(([step, of]) => ({
      step,
      open: of.length,
      overdue: of.filter(isOverdue).length,
    })),
    outcomes: by(({ outcome }) => outcome).map(([outcome, of]) => ({ outcome, cases: of.length })),
    units: by(({ unit }) => unit).map(([unit, of]) => ({ unit, ...sums(of) })),
  };
}

async function insertCases(rows: readonly object[], procedure: string, parent: string | null = null): Promise<void> {
  await sql`
    INSERT INTO read.cases (id, number, procedure, definition, calendar, subject, unit, status, outcome, started_at,
      seq, hash, state_hash, run_number, history_length, parent_case)
    SELECT id, 'n' || id, ${procedure}, '', '', '', unit, status, outcome, "startedAt", 1, '', '', 1, 1, ${parent}::uuid
    FROM json_to_recordset(${JSON.stringify(rows)}::json)
      AS r(id uuid, unit text, status text, outcome text, "startedAt" bigint)`.execute(store.db);
}

beforeAll(async () => {
  store = await freshStore();
  await insertCases(all, 'season.application');
  const seasons = [0, 1, 2].map((i) => ({
    ...all[0],
    id: idOf(999_999 - i),
    status: i === 2 ? 'ended' : 'open',
    unit: `u${i}`,
  }));
  await insertCases(seasons, 'season.season');
  await sql`
    INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, opened_at, due_sort, version)
    SELECT id, 1, step, 'season.application', 'season/window', unit, 'open', "startedAt", due, 1
    FROM json_to_recordset(${JSON.stringify(all)}::json)
      AS r(id uuid, step text, unit text, "startedAt" bigint, due date) WHERE step IS NOT NULL`.execute(store.db);
  // What was done before is no work any more.
  await sql`
    INSERT INTO read.tasks (case_id, token, step, procedure, grp, unit, state, opened_at, closed_at, due_sort, version)
    SELECT case_id, 0, 'intake', procedure, grp, unit, 'completed', opened_at, opened_at, '9999-12-31', 1
    FROM read.tasks`.execute(store.db);
  await sql`
    INSERT INTO read.case_keys SELECT id, 'season.application', status = 'open', jsonb_build_object('year', year)
    FROM json_to_recordset(${JSON.stringify(all)}::json) AS r(id uuid, status text, year integer)`.execute(store.db);
  await sql`ANALYZE`.execute(store.db);
});

afterAll(() => closeStore(store));

const whileOpen: CampaignMembers = { procedure: 'season.application', by: { kind: 'while-open' } };
const season = (members: readonly CampaignMembers[] = [whileOpen], endedAt: number | null = null): Campaign => ({
  caseId: CAMPAIGN,
  startedAt: T0,
  endedAt,
  members,
});

describe('counts', () => {
  test('are those of the cases that were started while the campaign was open', async () => {
    expect(await campaignProgress(store, season(), ALL, DAYS)).toEqual([countsOf(all.slice(MEMBERS))]);
    const ended = season([whileOpen], T0 + 100 * MINUTE);
    expect(await campaignProgress(store, ended, ALL, DAYS)).toEqual([countsOf(all.slice(MEMBERS, MEMBERS + 101))]);
  });

  test('are those of the cases with the data, open and ended, whenever they were started', async () => {
    const members: CampaignMembers = { ...whileOpen, by: { kind: 'data', match: { year: 3 } } };
    const counted = await campaignProgress(store, season([members]), ALL, DAYS);
    expect(counted).toEqual([countsOf(all.filter(({ year }) => year === 3))]);
    const text: CampaignMembers = { ...whileOpen, by: { kind: 'data', match: { year: '3' } } };
    expect(await campaignProgress(store, season([text]), ALL, DAYS)).toEqual([countsOf([])]);
  });

  test('have each case once that the campaign started, by a link or without one', async () => {
    const [linked, told] = all.slice(0, 2) as [One, One];
    await sql`UPDATE read.cases SET parent_case = ${CAMPAIGN}::uuid WHERE id = ${linked.id}::uuid`.execute(store.db);
    for (const [i, caseId] of [linked.id, told.id, idOf(MEMBERS)].entries()) {
      const body = JSON.stringify({ seq: i + 2, type: 'effect-done', of: 1, result: { caseId, number: '' } });
      await sql`INSERT INTO read.facts VALUES (${CAMPAIGN}::uuid, ${i + 2}, 0, 'effect-done', ${body}, '', 0)`.execute(
        store.db,
      );
    }
    const none: CampaignMembers = { ...whileOpen, by: { kind: 'none' } };
    const counted = await campaignProgress(store, season([none, whileOpen]), ALL, DAYS);
    expect(counted).toEqual([
      countsOf([linked, told, all[MEMBERS] as One]),
      countsOf([linked, told, ...all.slice(MEMBERS)]),
    ]);
    await sql`DELETE FROM read.facts`.execute(store.db);
    await sql`UPDATE read.cases SET parent_case = NULL`.execute(store.db);
  });

  test('are those that the person may see: of their unit, or where they are a party', async () => {
    const offices = [{ slug: 'season', unit: 'u5' }];
    const ofUnit = await campaignProgress(store, season(), { all: false, party: 'li', offices }, DAYS);
    expect(ofUnit).toEqual([countsOf(all.slice(MEMBERS).filter(({ unit }) => unit === 'u5'))]);
    await sql`INSERT INTO read.parties VALUES (${idOf(MEMBERS + 1)}::uuid, 'season/guardian', 'wang')`.execute(
      store.db,
    );
    const own = await campaignProgress(store, season(), { all: false, party: 'wang', offices: [] }, DAYS);
    expect(own).toEqual([countsOf([all[MEMBERS + 1] as One])]);
    const other = { all: false, party: 'li', offices: [{ slug: 'other', unit: '' }] };
    expect(await campaignProgress(store, season(), other, DAYS)).toEqual([countsOf([])]);
  });
});

async function pages(filter: MemberFilter, limit: number, sight = ALL): Promise<CaseAtWork[]> {
  const items: CaseAtWork[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...filter, sight, days: DAYS, limit, ...(cursor === undefined ? {} : { cursor }) };
    const page = await campaignMembers(store, season(), whileOpen, query);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return items;
}

const idsOf = (some: readonly One[]) => some.map(({ id }) => id).reverse();

describe('pages of members', () => {
  const members = all.slice(MEMBERS);
  const ofUnit = members.filter(({ unit }) => unit === 'u3');

  test.each([7, 100])('in pages of %i are the whole, latest first', async (limit) => {
    const found = await pages({ unit: 'u3' }, limit);
    expect(found.map((one) => one.case.id)).toEqual(idsOf(ofUnit));
    const [latest, expected] = [found[0], ofUnit.at(-1) as One];
    expect(latest?.steps).toEqual(expected.step === null ? [] : [expected.step]);
  });

  test.each<[string, MemberFilter, (one: One) => boolean]>([
    ['at a step', { step: 'review' }, ({ step }) => step === 'review'],
    ['that wait', { waiting: true }, isWaiting],
    ['with an outcome', { outcome: 'granted' }, ({ outcome }) => outcome === 'granted'],
    ['open', { status: 'open' }, ({ status }) => status === 'open'],
    ['ended', { status: 'ended' }, ({ status }) => status === 'ended'],
    ['overdue', { due: 'overdue' }, isOverdue],
    ['due soon', { due: 'soon' }, isSoon],
    ['overdue at a step', { due: 'overdue', step: 'check' }, (one) => isOverdue(one) && one.step === 'check'],
  ])('hold those %s', async (_, filter, fits) => {
    const found = await pages({ ...filter, unit: 'u3' }, 100);
    expect(found.map((one) => one.case.id)).toEqual(idsOf(ofUnit.filter(fits)));
    expect(found.length).toBeGreaterThan(0);
  });

  test('say what is due first, and nothing where nothing is', async () => {
    const found = await pages({ unit: 'u3' }, 100);
    const due = new Map(ofUnit.map((one) => [one.id, one.due === '9999-12-31' ? null : one.due]));
    for (const one of found) expect(one.due, one.case.id).toBe(due.get(one.case.id));
  });

  test('refuse a cursor of another list', async () => {
    const query = { sight: ALL, days: DAYS, limit: 5, cursor: 'abc' };
    await expect(campaignMembers(store, season(), whileOpen, query)).rejects.toThrow(BadCursor);
  });
});

test('campaigns are the cases of the procedures that have members, in sight of the person', async () => {
  const procedures = ['season.season'];
  const list = (more: object) => listCampaigns(store, { procedures, sight: ALL, limit: 10, ...more });
  expect((await list({})).items).toHaveLength(3);
  expect((await list({ status: 'ended' })).items.map((one) => one.case.unit)).toEqual(['u2']);
  const sight = { all: false, party: 'li', offices: [{ slug: 'season', unit: 'u1' }] };
  expect((await list({ sight })).items.map((one) => one.case.unit)).toEqual(['u1']);
  const first = await list({ limit: 2 });
  const rest = await list({ limit: 2, cursor: first.next });
  expect(new Set([...first.items, ...rest.items].map((one) => one.case.id)).size).toBe(3);
  expect((await list({ procedures: [] })).items).toEqual([]);
});
