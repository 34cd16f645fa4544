/**
 * Goal: the read model says what the history says, whatever was written to it before, by whom and how often.
 * Method: hand-made histories projected in pieces, doubled, in the wrong order, after phantoms and at the same time;
 * then every row is compared with what one projection of the truth gives.
 */
import fc from 'fast-check';
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { ReadModel } from '../../activities/ports.ts';
import type { FactBody } from '../../engine/model.ts';
import { timeline } from '../../store/case-view.ts';
import { createContentStore } from '../../store/content.ts';
import { closeStore, openStore, type Store } from '../../store/database.ts';
import { type DeskNotice, listenToDesk } from '../../store/desk.ts';
import { migrate } from '../../store/migrate.ts';
import { createReadModel } from '../../store/projection.ts';
import { recreateReadSchema } from '../../store/read-schema.ts';
import { historyOf, WHOLE_CASE } from '../store/history.ts';
import { freshStore, readModelOf } from './store-database.ts';

let store: Store;
let model: ReadModel;
const ID = v7();
const whole = historyOf(ID, WHOLE_CASE);
const LAST = WHOLE_CASE.length;

beforeAll(async () => {
  store = await freshStore({ statementTimeoutMs: 2_000 });
  model = createReadModel(store, createContentStore(store));
});

beforeEach(() => recreateReadSchema(store.db));

afterAll(() => closeStore(store));

async function projectedAtOnce(to: number): Promise<Record<string, unknown[]>> {
  await recreateReadSchema(store.db);
  await model.project(whole.batch(1, to));
  return readModelOf(store);
}

describe('a history', () => {
  test('gives the same rows fact by fact, in pieces and at once', async () => {
    const atOnce = await projectedAtOnce(LAST);
    expect(atOnce.tasks).toHaveLength(3);
    expect(atOnce.facts).toHaveLength(LAST);
    const cuts = fc.uniqueArray(fc.integer({ min: 1, max: LAST - 1 }), { maxLength: LAST - 1 });
    const inPieces = fc.asyncProperty(cuts, async (places) => {
      await recreateReadSchema(store.db);
      let from = 1;
      for (const to of [...places.sort((a, b) => a - b), LAST]) {
        expect(await model.project(whole.batch(from, to))).toEqual({ kind: 'stored' });
        from = to + 1;
      }
      expect(await readModelOf(store)).toEqual(atOnce);
    });
    await fc.assert(inPieces, { numRuns: 15, examples: [[Array.from({ length: LAST - 1 }, (_, i) => i + 1)]] });
  });

  test('that comes again changes nothing, not even with facts that are there', async () => {
    await model.project(whole.batch(1, 10));
    const before = await readModelOf(store);
    expect(await model.project(whole.batch(1, 10))).toEqual({ kind: 'stored' });
    expect(await model.project(whole.batch(6, 10))).toEqual({ kind: 'stored' });
    expect(await model.project(whole.batch(11, 10))).toEqual({ kind: 'stored' });
    expect(await readModelOf(store)).toEqual(before);
  });

  test('may come with all that is there already', async () => {
    const atOnce = await projectedAtOnce(LAST);
    for (const there of [1, 7, 19, LAST - 1]) {
      await recreateReadSchema(store.db);
      await model.project(whole.batch(1, there));
      expect(await model.project(whole.batch(1, LAST))).toEqual({ kind: 'stored' });
      expect(await readModelOf(store)).toEqual(atOnce);
    }
  });

  test('with a hole is refused with the number to go on from', async () => {
    expect(await model.project(whole.batch(4, 6))).toEqual({ kind: 'gap', has: 0 });
    await model.project(whole.batch(1, 4));
    expect(await model.project(whole.batch(7, 9))).toEqual({ kind: 'gap', has: 4 });
    expect((await timeline(store, ID)).map(({ fact }) => fact.seq)).toEqual([1, 2, 3, 4]);
  });

  test('keeps characters that only JSON can hold', async () => {
    const odd = historyOf(v7(), [{ type: 'started', input: { owner: '王\0明', note: '\u0000' } }]);
    await model.project(odd.batch(1, 1));
    expect((await timeline(store, odd.caseId))[0]?.fact).toMatchObject({ input: { owner: '王\0明', note: '\u0000' } });
  });
});

describe('a running of a deadline', () => {
  const STEPS = { check: ['check'], review: ['review'], decision: ['check', 'review'] } as const;
  type Name = keyof typeof STEPS;
  const names = fc.constantFrom<Name>('check', 'review', 'decision');
  const event = fc.oneof(
    fc.record({
      type: fc.constant('task' as const),
      step: fc.constantFrom('check', 'review'),
      group: fc.constantFrom('a', 'b', 'c'),
    }),
    fc.record({ type: fc.constantFrom('start' as const, 'overdue' as const, 'met' as const), deadline: names }),
  );

  /** A history of these events as far as they can be, and the groups of each running as plain reading tells them. */
  function told(events: readonly (typeof event extends fc.Arbitrary<infer E> ? E : never)[]) {
    const bodies: FactBody[] = [{ type: 'started', by: { group: 'applicant' }, input: {} }];
    const opened: { step: string; group: string }[] = [];
    const runs: { deadline: Name; run: number; open: boolean; grps: string[] | null }[] = [];
    const presentOf = (deadline: Name) => runs.findLast((run) => run.deadline === deadline);
    for (const one of events) {
      if (one.type === 'task') {
        opened.push(one);
        bodies.push({ type: 'task-opened', token: opened.length, step: one.step, scope: 0, group: one.group });
        continue;
      }
      const { type, deadline } = one;
      const present = presentOf(deadline);
      if (type === 'start') {
        if (present !== undefined) present.open = false;
        runs.push({ deadline, run: (present?.run ?? 0) + 1, open: true, grps: null });
        const day = '2026-01-05';
        bodies.push({
          type: 'deadline-started',
          deadline,
          basis: 'working',
          from: day,
          days: 5,
          date: null,
          due: { date: day },
        });
      } else if (present?.open && (type === 'met' || present.grps === null)) {
        const under = opened.filter(({ step }) => (STEPS[deadline] as readonly string[]).includes(step));
        present.grps ??= [...new Set(under.map(({ group }) => `pets/${group}`))].sort();
        present.open = type !== 'met';
        bodies.push({ type: type === 'met' ? 'deadline-met' : 'overdue', deadline });
      }
    }
    return { bodies, runs: runs.map(({ deadline, run, grps }) => ({ deadline, run, grps: grps ?? [] })) };
  }

  test('has the groups that had a task under it when it was known whether it was kept, however its history comes', async () => {
    const property = fc.asyncProperty(
      fc.array(event, { minLength: 5, maxLength: 40 }),
      fc.array(fc.record({ again: fc.nat(4), facts: fc.integer({ min: 1, max: 9 }) }), { maxLength: 10 }),
      async (events, pieces) => {
        const { bodies, runs } = told(events);
        const history = historyOf(v7(), bodies);
        let done = 0;
        for (const { again, facts } of [...pieces, { again: 0, facts: bodies.length }]) {
          const to = Math.min(bodies.length, done + facts);
          expect(await model.project(history.batch(Math.max(1, done + 1 - again), to))).toEqual({ kind: 'stored' });
          done = to;
        }
        const stored = await store.db
          .selectFrom('read.deadline_runs')
          .select(['deadline', 'run', 'grps'])
          .where('case_id', '=', history.caseId)
          .execute();
        expect(stored).toHaveLength(runs.length);
        expect(stored.map((run) => ({ ...run, grps: run.grps.toSorted() }))).toEqual(expect.arrayContaining(runs));
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('a phantom: rows of a task that was lost', () => {
  const phantom = historyOf(ID, [
    ...WHOLE_CASE.slice(0, 10),
    { type: 'task-completed', token: 2, step: 'check', by: { group: 'window' }, data: { checkedBy: '鬼' }, clear: [] },
    { type: 'task-opened', token: 3, step: 'review', scope: 0, group: 'ghost' },
    { type: 'notified', to: 'ghost', template: 'boo' },
    { type: 'document-issued', document: 'licence' },
  ]);

  test.each([
    ['shorter than the truth', 20],
    ['as long as the truth', 14],
    ['longer than the truth', 11],
  ])('%s is removed from its first number on', async (_, to) => {
    const truth = await projectedAtOnce(to);
    await recreateReadSchema(store.db);
    await model.project(phantom.batch(1, 10));
    await model.project(phantom.batch(11, 14));
    expect((await readModelOf(store)).tasks).toHaveLength(2);
    expect(await model.project(whole.batch(11, to, { historyLength: 100 }))).toEqual({ kind: 'stored' });
    expect(await readModelOf(store)).toEqual(truth);
  });

  test('goes also when the truth has nothing new', async () => {
    const truth = await projectedAtOnce(10);
    await recreateReadSchema(store.db);
    await model.project(phantom.batch(1, 14));
    expect(await model.project(whole.batch(11, 10, { historyLength: 100 }))).toEqual({ kind: 'stored' });
    expect(await readModelOf(store)).toEqual(truth);
  });

  test('that lies before what is sent asks for the whole history', async () => {
    const truth = await projectedAtOnce(16);
    await recreateReadSchema(store.db);
    await model.project(phantom.batch(1, 14));
    expect(await model.project(whole.batch(15, 16, { historyLength: 100 }))).toEqual({ kind: 'gap', has: 0 });
    expect(await model.project(whole.batch(1, 16, { historyLength: 100 }))).toEqual({ kind: 'stored' });
    expect(await readModelOf(store)).toEqual(truth);
  });
});

describe('an older writer', () => {
  test.each([
    ['of the same run', { runNumber: 2, historyLength: 9 }],
    ['of an earlier run, however long', { runNumber: 1, historyLength: 9_999 }],
  ])('%s writes nothing', async (_, older) => {
    await model.project(whole.batch(1, 8, { runNumber: 2, historyLength: 10 }));
    const before = await readModelOf(store);
    expect(await model.project(whole.batch(9, 12, older))).toEqual({ kind: 'stale' });
    expect(await readModelOf(store)).toEqual(before);
  });

  test('is told from a new run, which begins with a short history', async () => {
    await model.project(whole.batch(1, 8, { runNumber: 1, historyLength: 900 }));
    expect(await model.project(whole.batch(9, 12, { runNumber: 2, historyLength: 3 }))).toEqual({ kind: 'stored' });
  });
});

describe('at the same time', () => {
  test('twenty writers of one case leave the rows of the newest', async () => {
    const truth = await projectedAtOnce(20);
    await recreateReadSchema(store.db);
    await model.project(whole.batch(1, 5));
    const writers = Array.from({ length: 20 }, (_, i) => model.project(whole.batch(1, i + 1)));
    const answers = await Promise.all(writers);
    expect(answers.every(({ kind }) => kind === 'stored' || kind === 'stale')).toBe(true);
    expect(await readModelOf(store)).toEqual(truth);
  });

  test('a lock that is held fails after the time limit, and leaves nothing', async () => {
    const holder = openStore(inject('databaseUrl'));
    await holder.db.transaction().execute(async (tx) => {
      await sql`SELECT pg_advisory_xact_lock(hashtextextended(${ID}, 0))`.execute(tx);
      await expect(model.project(whole.batch(1, 3))).rejects.toThrow(/statement timeout/);
    });
    await closeStore(holder);
    expect(await timeline(store, ID)).toEqual([]);
  });

  test('two processes may migrate at once', async () => {
    await sql`DROP SCHEMA read CASCADE`.execute(store.db);
    const answers = await Promise.all([migrate(store), migrate(store), migrate(store)]);
    expect(answers.filter(({ readModelEmptied }) => readModelEmptied)).toHaveLength(1);
  });
});

test('desks hear of a change after it can be read', async () => {
  const heard: DeskNotice[] = [];
  const listener = openStore(inject('databaseUrl'));
  let told = (): void => undefined;
  const first = new Promise<void>((resolve) => {
    told = resolve;
  });
  const stop = await listenToDesk(
    listener,
    (notice) => {
      heard.push(notice);
      told();
    },
    () => undefined,
  );
  await model.project(whole.batch(1, 6));
  await first;
  expect(heard).toEqual([{ caseId: ID, seq: 6, groups: ['pets/window'], persons: [] }]);
  await stop();
  await closeStore(listener);
});

test('who loses a task to another, and who is asked to sign no more, hear of it too', async () => {
  const by = { group: 'window', person: 'p-li' };
  const on = { token: 1, step: 'review' };
  const taken = historyOf(v7(), [
    { type: 'started', by: { group: 'applicant', person: 'p-wang' }, input: {} },
    { type: 'step-reached', ...on, scope: 0 },
    { type: 'task-opened', ...on, scope: 0, group: 'reviewer' },
    { type: 'signing-opened', ...on, mode: 'all', signers: ['p-zhao', 'p-qian'], by },
    { type: 'signer-removed', ...on, signer: 'p-qian', by },
    { type: 'step-closed', ...on },
  ]);
  await model.project(taken.batch(1, 4));
  const heard: DeskNotice[] = [];
  let told = (): void => undefined;
  const all = new Promise<void>((resolve) => {
    told = resolve;
  });
  const stop = await listenToDesk(
    store,
    (notice) => {
      if (notice.caseId === taken.caseId && notice.seq > 4 && heard.push(notice) === 2) told();
    },
    () => undefined,
  );
  await model.project(taken.batch(5, 5));
  await model.project(taken.batch(6, 6));
  await all;
  expect(heard).toMatchObject([
    { groups: ['pets/reviewer', 'pets/window'], persons: ['p-qian'] },
    { groups: ['pets/reviewer'] },
  ]);
  await stop();
});
