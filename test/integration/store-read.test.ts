/**
 * Goal: lists are whole, in order and without doubles on every page; what was rebuilt or reconciled equals the truth.
 * Method: some dozens of cases projected from hand-made histories; pages compared with the sorted whole.
 */
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ReadModel } from '../../activities/ports.ts';
import type { FactBody } from '../../engine/model.ts';
import { caseByNumber, caseView, countUnread, inbox, listCases, markSeen, seenHead } from '../../store/case-view.ts';
import { createContentStore, sha256 } from '../../store/content.ts';
import { BadCursor } from '../../store/cursor.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { createCaseSearch } from '../../store/effects.ts';
import {
  deadlinesWithoutYear,
  listIncidents,
  openCasesByDefinition,
  openCasesWithOtherCalendar,
} from '../../store/operations.ts';
import { createReadModel } from '../../store/projection.ts';
import { type CaseHistories, rebuild } from '../../store/rebuild.ts';
import { type CaseHeads, reconcile } from '../../store/reconcile.ts';
import {
  countTasks,
  firstTasks,
  openTask,
  type TaskFilter,
  type TaskItem,
  unitsWithTasks,
  type WorklistQuery,
  worklist,
} from '../../store/worklist.ts';
import { BUNDLE, BUNDLE_HASH, type History, historyOf, START, WHOLE_CASE } from '../store/history.ts';
import { CALENDAR_TEXT, freshStore, readModelOf } from './store-database.ts';

const CASES = 37;
const COUNTIES = ['yaodu', 'hongtong'];
let store: Store;
let model: ReadModel;
const histories = new Map<string, History>();

/** Cases with one open task each: of two units, with and without a date, some claimed. */
function openCase(i: number): FactBody[] {
  const county = COUNTIES[i % 2] as string;
  const due = `2026-02-${String(1 + (i % 5)).padStart(2, '0')}`;
  const by = { group: 'applicant', person: `p-${i % 3}` };
  const deadline: FactBody[] =
    i % 4 === 0
      ? []
      : [
          {
            type: 'deadline-started',
            deadline: 'check',
            basis: 'working',
            from: '2026-01-05',
            days: 9,
            date: null,
            due: { date: due },
          },
        ];
  const claim: FactBody[] =
    i % 6 === 0
      ? [{ type: 'task-claimed', token: 1, step: 'check', person: 'p-li', by: { group: 'window', person: 'p-li' } }]
      : [];
  return [
    { type: 'started', by, input: { owner: `王${'甲乙丙'[i % 3]}${i}`, county, n: i } },
    ...deadline,
    { type: 'task-opened', token: 1, step: 'check', scope: 0, group: 'window', unit: county },
    { type: 'notified', to: 'window', template: 'new-case' },
    ...claim,
  ];
}

beforeAll(async () => {
  store = await freshStore();
  model = createReadModel(store, createContentStore(store));
  const bodies = [...Array.from({ length: CASES - 1 }, (_, i) => openCase(i)), WHOLE_CASE];
  for (const [i, body] of bodies.entries()) {
    const caseId = v7();
    const history = historyOf(caseId, body, `养犬许可〔2026〕${String(i + 1).padStart(5, '0')}`);
    histories.set(caseId, history);
    await store.db
      .insertInto('app.cases')
      .values({
        id: caseId,
        number: history.states[0]?.number ?? '',
        procedure: BUNDLE.procedure.id,
        definition: BUNDLE_HASH,
        calendar: sha256(CALENDAR_TEXT),
        idempotency_key: caseId,
        body_hash: '',
        start_at: START,
        started: true,
      })
      .execute();
    await model.project(history.batch(1, body.length));
  }
});

afterAll(() => closeStore(store));

async function allPages(query: Omit<WorklistQuery, 'limit' | 'cursor'>, limit: number): Promise<TaskItem[]> {
  const items: TaskItem[] = [];
  let cursor: string | undefined;
  for (;;) {
    const page = await worklist(store, { ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    items.push(...page.items);
    if (page.next === null) return items;
    expect(page.items).toHaveLength(limit);
    cursor = page.next;
  }
}

const BOTH = COUNTIES.map((unit) => ({ group: 'pets/window', unit }));

describe('the worklist', () => {
  test.each([1, 2, 7, 100])('in pages of %i is the whole list by due date, those without one last', async (limit) => {
    const items = await allPages({ view: { kind: 'groups', memberships: [...BOTH, ...BOTH] } }, limit);
    expect(items).toHaveLength(CASES - 1);
    expect(new Set(items.map(({ caseId }) => caseId)).size).toBe(CASES - 1);
    const order = items.map(({ due, caseId }) => `${due ?? '9'}${caseId}`);
    expect(order).toEqual([...order].sort());
    expect(items.at(-1)?.due).toBeNull();
  });

  test('holds the tasks of one unit, of nobody yet, or of one person', async () => {
    const ofUnit = await allPages({ view: { kind: 'groups', memberships: BOTH.slice(0, 1) } }, 10);
    expect(ofUnit.every(({ unit }) => unit === 'yaodu')).toBe(true);
    expect(ofUnit).toHaveLength(18);
    const free = await allPages({ view: { kind: 'groups', memberships: BOTH }, claimed: false }, 10);
    const mine = await allPages({ view: { kind: 'mine', persons: ['p-li', 'p-nobody'] } }, 10);
    expect([free.length, mine.length]).toEqual([30, 6]);
    expect(mine.every(({ claimedBy }) => claimedBy === 'p-li')).toBe(true);
  });

  test('holds what is due by a day, and of one procedure', async () => {
    const view = { kind: 'groups', memberships: BOTH } as const;
    const due = await allPages({ view, dueBy: '2026-02-02' }, 10);
    expect(due.length).toBeGreaterThan(0);
    expect(due.every((task) => task.due !== null && task.due <= '2026-02-02')).toBe(true);
    expect(await allPages({ view, procedure: 'pets.licence' }, 50)).toHaveLength(36);
    expect(await allPages({ view, procedure: 'pets.other' }, 50)).toEqual([]);
  });

  test('of a party holds the tasks of its group in its own cases only', async () => {
    expect(await allPages({ view: { kind: 'party', person: 'p-0' } }, 10)).toEqual([]);
    const caseId = v7();
    const mine = historyOf(caseId, [
      { type: 'started', by: { group: 'applicant', person: 'p-0' }, input: { county: 'yaodu' } },
      { type: 'task-opened', token: 1, step: 'correct', scope: 0, group: 'applicant' },
    ]);
    await model.project(mine.batch(1, 2));
    expect((await allPages({ view: { kind: 'party', person: 'p-0' } }, 10)).map((task) => task.caseId)).toEqual([
      caseId,
    ]);
    expect(await allPages({ view: { kind: 'party', person: 'p-1' } }, 10)).toEqual([]);
    await store.db.deleteFrom('read.tasks').where('case_id', '=', caseId).execute();
    for (const table of ['read.cases'] as const) await store.db.deleteFrom(table).where('id', '=', caseId).execute();
    for (const table of ['read.facts', 'read.parties', 'read.acted', 'read.case_keys', 'read.search'] as const) {
      await store.db.deleteFrom(table).where('case_id', '=', caseId).execute();
    }
  });

  test('counts its tasks under a filter, up to a number', async () => {
    const view = { kind: 'groups', memberships: BOTH } as const;
    const count = (filter: TaskFilter, max = 100) => countTasks(store, view, filter, max);
    expect(await count({})).toBe(36);
    expect(await count({}, 5)).toBe(5);
    expect(await count({ dueBy: '2026-02-01' })).toBe(6);
    expect(await count({ dueFrom: '2026-01-01' })).toBe(27);
    expect(await count({ claimed: true })).toBe(6);
    expect(await count({ unit: 'yaodu', group: 'pets/window' })).toBe(18);
    expect(await count({ group: 'pets/other' })).toBe(0);
  });

  test('holds the tasks of the cases that have a text, however it is written', async () => {
    const view = { kind: 'groups', memberships: BOTH } as const;
    const subjects = async (text: string) => (await allPages({ view, text }, 5)).map(({ subject }) => subject);
    expect(await subjects('王乙7')).toEqual(['王乙7']);
    expect(await subjects('〔２０２６〕００００８　王乙')).toEqual(['王乙7']);
    expect(await subjects('丙')).toHaveLength(12);
    expect(await subjects('没有')).toEqual([]);
    expect(await subjects(' ')).toHaveLength(36);
  });

  test('refuses a limit or a cursor that it did not give out', async () => {
    const view = { kind: 'mine', persons: ['p-li'] } as const;
    await expect(worklist(store, { view, limit: 0 })).rejects.toThrow(
      /limit is 0: expected a whole number from 1 to 100/,
    );
    await expect(worklist(store, { view, limit: 101 })).rejects.toThrow(RangeError);
    await expect(worklist(store, { view, limit: 1, cursor: 'x' })).rejects.toThrow(BadCursor);
  });

  test('knows the units of a group, and one task by its name', async () => {
    expect(await unitsWithTasks(store, ['pets/window', 'pets/nobody'])).toEqual([
      { group: 'pets/window', unit: 'hongtong' },
      { group: 'pets/window', unit: 'yaodu' },
    ]);
    expect(await firstTasks(store, [...BOTH, { group: 'pets/window', unit: 'nowhere' }])).toEqual(
      COUNTIES.toSorted().map((unit) => ({ definition: BUNDLE_HASH, step: 'check', item: null, unit, name: null })),
    );
    const [first] = await allPages({ view: { kind: 'mine', persons: ['p-li'] } }, 10);
    expect(await openTask(store, first?.caseId ?? '', 1)).toEqual(first);
    expect(await openTask(store, v7(), 1)).toBeNull();
  });
});

describe('cases', () => {
  const everything = { all: true, party: '', offices: [] };

  test('are found by a part of the number and of the name', async () => {
    const found = async (query: { number?: string; applicant?: string }) =>
      (await listCases(store, { sight: everything, limit: 100, ...query })).items.map(({ subject }) => subject);
    expect(await found({ number: '〔2026〕00008' })).toEqual(['王乙7']);
    expect(await found({ applicant: '丙' })).toHaveLength(12);
    expect(await found({ applicant: '王大' })).toEqual(['王大明']);
    expect(await found({ applicant: '大王' })).toEqual([]);
    expect(await found({ number: '00008', applicant: '丙' })).toEqual([]);
    expect((await caseByNumber(store, '养犬许可〔2026〕00008'))?.subject).toBe('王乙7');
  });

  test('are listed page by page, latest start first, within what a person may see', async () => {
    const pages = async (
      sight: typeof everything | { all: false; party: string; offices: { slug: string; unit: string }[] },
    ) => {
      const ids: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listCases(store, { sight, limit: 5, ...(cursor === undefined ? {} : { cursor }) });
        ids.push(...page.items.map(({ id }) => id));
        cursor = page.next ?? undefined;
      } while (cursor !== undefined);
      expect(new Set(ids).size).toBe(ids.length);
      return ids.length;
    };
    expect(await pages(everything)).toBe(CASES);
    expect(await pages({ all: false, party: 'p-1', offices: [] })).toBe(12);
    expect(await pages({ all: false, party: 'nobody', offices: [] })).toBe(0);
    expect(await pages({ all: false, party: 'nobody', offices: [{ slug: 'pets', unit: 'hongtong' }] })).toBe(18);
    expect(await pages({ all: false, party: 'nobody', offices: [{ slug: 'pets', unit: '' }] })).toBe(CASES);
    expect(await pages({ all: false, party: 'p-1', offices: [{ slug: 'other', unit: '' }] })).toBe(12);
  });

  test('are shown with tasks, deadlines, documents and incidents', async () => {
    const caseId = [...histories.keys()].at(-1) ?? '';
    const view = await caseView(store, caseId);
    expect(view).toMatchObject({
      case: { status: 'ended', outcome: 'granted', seq: WHOLE_CASE.length },
      tasks: [{ state: 'completed' }, { state: 'completed' }, { state: 'closed', closed_at: START + 28 * 3_600_000 }],
      documents: [{ number: '养犬证〔2026〕00001' }],
      incidents: [{ incident: 1, resolved_at: START + 24 * 3_600_000 }],
    });
    expect((await seenHead(store, caseId)).seq).toBe(WHOLE_CASE.length);
    expect(await caseView(store, v7())).toBeNull();
  });

  test('are found by their data for a message, the open ones only, in the order of their numbers', async () => {
    const search = createCaseSearch(store);
    const found = await search.openCases('pets.licence', { county: 'yaodu' });
    expect(found).toEqual([...histories.keys()].filter((_, i) => i % 2 === 0 && i < CASES - 1));
    expect(await search.openCases('pets.licence', { county: 'yaodu', n: 4 })).toHaveLength(1);
    expect(await search.openCases('pets.other', { n: 4 })).toEqual([]);
  });

  test('are counted by definition and calendar for the operator', async () => {
    expect(await openCasesByDefinition(store)).toEqual([
      { procedure: 'pets.licence', definition: BUNDLE_HASH, cases: CASES - 1 },
    ]);
    const first = await openCasesWithOtherCalendar(store, 'other', '', 30);
    expect(await openCasesWithOtherCalendar(store, 'other', first.at(-1) ?? '', 30)).toHaveLength(6);
    expect(await openCasesWithOtherCalendar(store, 'c'.repeat(64), '', 30)).toEqual([]);
    expect(await listIncidents(store, { open: true, limit: 5 })).toEqual({ items: [], next: null });
    expect((await listIncidents(store, { open: false, limit: 5 })).items).toMatchObject([{ reason: 'no printer' }]);
    expect(await deadlinesWithoutYear(store)).toEqual([]);
  });
});

const EMPTY_NOTICE = {
  ...{ by_person: null, step: null, note: null },
  ...{ template: null, deadline: null, days_before: null },
};

describe('the inbox', () => {
  test('holds notices to the groups of a person in their unit, latest first, page by page', async () => {
    const read = (memberships: { group: string; unit: string }[], cursor?: string) =>
      inbox(store, { person: 'p-li', memberships, limit: 10, ...(cursor === undefined ? {} : { cursor }) });
    const first = await read([{ group: 'pets/window', unit: 'yaodu' }]);
    const second = await read([{ group: 'pets/window', unit: 'yaodu' }], first.next ?? '');
    expect([first.items.length, second.items.length, second.next]).toEqual([10, 9, null]);
    expect((await read([{ group: 'pets/head', unit: '' }])).items.map(({ kind }) => kind)).toEqual([
      'escalation',
      'reminder',
    ]);
    const item = first.items[0];
    await markSeen(store, 'p-li', item?.caseId ?? '', item?.seq ?? 0);
    expect((await read([{ group: 'pets/window', unit: 'yaodu' }])).items.map(({ seen }) => seen).slice(0, 2)).toEqual([
      true,
      false,
    ]);
    const reader = (person: string) => ({ person, memberships: [{ group: 'pets/window', unit: 'yaodu' }] });
    expect(await countUnread(store, reader('p-li'))).toBe(18);
    expect(await countUnread(store, reader('p-sun'))).toBe(19);
  });

  test('holds notices to a group of a unit of its own in that unit, not in the case’s', async () => {
    const caseId = [...histories.keys()].at(-1) ?? '';
    const read = async (unit: string) => {
      const memberships = [{ group: 'pets/head', unit }];
      const { items } = await inbox(store, { person: 'p-li', memberships, limit: 10 });
      return items.filter((item) => item.caseId === caseId).map(({ kind }) => kind);
    };
    const setUnits = (units: Record<string, string> | null) =>
      store.db.updateTable('read.cases').set({ units }).where('id', '=', caseId).execute();
    expect(await read('huozhou')).toEqual([]);
    expect(await read('yaodu')).toEqual(['escalation', 'reminder']);
    await setUnits({ 'pets/head': 'huozhou', 'pets/window': 'yaodu' });
    expect(await read('huozhou')).toEqual(['escalation', 'reminder']);
    expect(await read('yaodu')).toEqual([]);
    expect(await read('')).toEqual(['escalation', 'reminder']);
    await setUnits(null);
  });

  test('holds a copy once for each member of the groups that got it, and for nobody who has left', async () => {
    const caseId = [...histories.keys()].at(-1) ?? '';
    const told = { case_id: caseId, seq: 9_000, kind: 'copy', at: Number.MAX_SAFE_INTEGER - 1 } as const;
    const receivers = [
      { person: null, grp: 'pets/window' },
      { person: null, grp: 'pets/head' },
      { person: 'p-li', grp: '' },
    ];
    await store.db
      .insertInto('read.inbox')
      .values(receivers.map((to, place) => ({ ...EMPTY_NOTICE, ...told, ...to, place })))
      .execute();
    const copies = async (person: string, memberships: { group: string; unit: string }[]) => {
      const found: string[] = [];
      for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
        const page = await inbox(store, { person, memberships, limit: 1, ...(cursor === undefined ? {} : { cursor }) });
        found.push(...page.items.filter(({ kind }) => kind === 'copy').map(({ group }) => group));
        cursor = page.next ?? undefined;
      }
      return found;
    };
    const both = [
      { group: 'pets/window', unit: 'yaodu' },
      { group: 'pets/head', unit: '' },
    ];
    expect(await copies('p-li', both)).toEqual(['']);
    expect(await copies('p-sun', both)).toEqual(['pets/window']);
    // Only what reaches the person counts as told already.
    expect(await copies('p-sun', [{ group: 'pets/window', unit: 'huozhou' }, both[1] as never])).toEqual(['pets/head']);
    expect(await copies('p-sun', [])).toEqual([]);
    await store.db.deleteFrom('read.inbox').where('seq', '=', told.seq).execute();
  });

  test('holds notices to the party that a person is, in their case', async () => {
    const { items } = await inbox(store, { person: 'p-wang', memberships: [], limit: 10 });
    expect(items).toMatchObject([{ group: 'pets/applicant', template: 'correct-materials' }]);
  });
});

// ── from nothing ────────────────────────────────────────────────────────────────────────────────────────────────

const whole: CaseHistories = {
  async whole(caseId) {
    const history = histories.get(caseId);
    const state = history?.states[0];
    if (history === undefined || state === undefined) return null;
    return {
      ...{ caseId, number: state.number, procedure: BUNDLE.procedure.id },
      ...{ definition: state.definition, calendar: state.calendar, runId: 'r', runNumber: 1, historyLength: 1_000 },
      facts: history.facts.map((one) => ({ ...one, machineAt: START })),
    };
  },
};

describe('rebuilding', () => {
  test('from the histories gives what projection gave', async () => {
    const before = await readModelOf(store);
    const result = await rebuild(store, model, whole);
    expect(result).toMatchObject({ cases: CASES, failed: [] });
    expect(await readModelOf(store)).toEqual(before);
  });

  test('names the cases whose history is gone or broken, and rebuilds the others', async () => {
    const [gone, broken] = [...histories.keys()];
    const result = await rebuild(store, model, {
      async whole(caseId) {
        if (caseId === gone) return null;
        const history = await whole.whole(caseId);
        if (caseId !== broken || history === null) return history;
        return {
          ...history,
          facts: history.facts.map((one) => ({ ...one, fact: { ...one.fact, at: one.fact.at + 1 } })),
        };
      },
    });
    expect(result.cases).toBe(CASES - 2);
    expect(result.failed.map(({ caseId }) => caseId).sort()).toEqual([gone, broken].sort());
    await rebuild(store, model, whole);
  });
});

describe('reconciling', () => {
  const heads: CaseHeads = {
    async head(caseId) {
      const last = histories.get(caseId)?.facts.at(-1);
      return last === undefined ? null : { seq: last.fact.seq, chain: last.hash };
    },
  };
  const longer: CaseHistories = {
    whole: async (caseId) => {
      const history = await whole.whole(caseId);
      return history === null ? null : { ...history, historyLength: 3_000 };
    },
  };

  test('repairs a phantom, a case that is behind and one that is missing, and nothing else', async () => {
    const truth = await readModelOf(store);
    const [phantom = '', behind = '', missing = ''] = [...histories.keys()];
    const ghost = historyOf(
      phantom,
      [...openCase(0), { type: 'ended', outcome: 'ghost' }],
      histories.get(phantom)?.states[0]?.number,
    );
    await model.project(ghost.batch(1, openCase(0).length + 1, { historyLength: 2_000 }));
    await model.project((histories.get(behind) as History).batch(1, 2, { historyLength: 2_000 }));
    await store.db.deleteFrom('read.cases').where('id', '=', missing).execute();
    await store.db.deleteFrom('read.facts').where('case_id', '=', missing).execute();
    const result = await reconcile(store, model, { ...heads, ...longer }, 0);
    expect(result).toMatchObject({ compared: CASES, failed: [] });
    expect(result.repaired.sort()).toEqual([phantom, behind, missing].sort());
    expect(await readModelOf(store)).toEqual(truth);
    expect((await reconcile(store, model, { ...heads, ...longer }, 0)).repaired).toEqual([]);
  });

  test('takes the history of a case that the server has forgotten', async () => {
    const truth = await readModelOf(store);
    const [forgotten = ''] = [...histories.keys()];
    await model.project((histories.get(forgotten) as History).batch(1, 1, { historyLength: 3_000 }));
    const partly: CaseHeads = { head: async (id, run) => (id === forgotten ? null : heads.head(id, run)) };
    expect((await reconcile(store, model, { ...partly, ...longer }, 0)).repaired).toEqual([forgotten]);
    expect((await reconcile(store, model, { ...partly, ...longer }, 0)).repaired).toEqual([]);
    expect(await readModelOf(store)).toEqual(truth);
  });

  test('leaves what a worker has written since the history was read, but marks it', async () => {
    const [newer = ''] = [...histories.keys()];
    await model.project((histories.get(newer) as History).batch(1, 2, { historyLength: 9_000 }));
    const before = await readModelOf(store);
    expect((await reconcile(store, model, { ...heads, ...longer }, 0)).repaired).toEqual([]);
    const marked = store.db.updateTable('read.cases').set({ dirty: false }).where('dirty', '=', true).returning('id');
    expect(await marked.execute()).toEqual([{ id: newer }]);
    expect(await readModelOf(store)).toEqual(before);
    await rebuild(store, model, whole);
  });

  test('removes what a lost task wrote, though its history was longer than the true one', async () => {
    const truth = await readModelOf(store);
    const [phantom = ''] = [...histories.keys()];
    const ghost = historyOf(
      phantom,
      [...openCase(0), { type: 'ended', outcome: 'ghost' }],
      histories.get(phantom)?.states[0]?.number,
    );
    await model.project(ghost.batch(1, openCase(0).length + 1, { historyLength: 9_000 }));
    expect((await reconcile(store, model, { ...heads, ...longer }, 0)).repaired).toEqual([]);
    // Its task may still end well: it is marked, and compared again at every pass.
    const marked = store.db.selectFrom('read.cases').select('dirty').where('id', '=', phantom);
    expect(await marked.executeTakeFirst()).toEqual({ dirty: true });
    const anHourAgo = new Date(Date.now() - 3_600_000);
    await store.db.updateTable('read.cases').set({ projected_at: anHourAgo }).where('id', '=', phantom).execute();
    expect((await reconcile(store, model, { ...heads, ...longer }, 0)).repaired).toEqual([phantom]);
    expect(await readModelOf(store)).toEqual(truth);
    await rebuild(store, model, whole);
  });

  test('marks what it cannot repair, and comes back to it', async () => {
    const [lost = ''] = [...histories.keys()];
    const nothing: CaseHistories = { whole: async () => null };
    const silent: CaseHeads = { head: async (id, run) => (id === lost ? null : heads.head(id, run)) };
    expect((await reconcile(store, model, { ...silent, ...nothing }, 0)).failed.map(({ caseId }) => caseId)).toEqual([
      lost,
    ]);
    const never = Number.MAX_SAFE_INTEGER / 1_000;
    expect(await reconcile(store, model, { ...heads, ...whole }, never)).toMatchObject({ compared: 1, repaired: [] });
    expect(await reconcile(store, model, { ...heads, ...whole }, never)).toMatchObject({ compared: 0 });
  });
});
