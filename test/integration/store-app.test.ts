/**
 * Goal: what is done once is done once, and numbers have no gaps, under repeats, conflicts and many at once.
 * Method: a real PostgreSQL; the same request many times and at the same time, and counts of what was written.
 */

import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type EffectRequest, NeverWill } from '../../activities/ports.ts';
import { ensureAdministrator } from '../../api/adapters/people.ts';
import type { Bundle } from '../../engine/model.ts';
import {
  archiveAlarm,
  createArchive,
  noteArchiveFault,
  queueForArchive,
  takeFromArchiveQueue,
} from '../../store/archives.ts';
import { audit, readAudit } from '../../store/audit.ts';
import { getBlob, ownsBlob, putBlob } from '../../store/blobs.ts';
import { calendarOf } from '../../store/calendar-files.ts';
import {
  casesToStart,
  findCaseId,
  type MintRequest,
  markStarted,
  mintCase,
  type Once,
  ValueTaken,
} from '../../store/cases.ts';
import { getContent, putContent, sha256 } from '../../store/content.ts';
import { closeStore, type Store } from '../../store/database.ts';
import {
  currentCalendar,
  currentDefinition,
  DeploymentRefused,
  deploy,
  deployCalendar,
  listDefinitions,
} from '../../store/definitions.ts';
import { dropDraft, listDrafts, readDraft, saveDraft } from '../../store/drafts.ts';
import { createDocuments, createOffers, createRegisters } from '../../store/effects.ts';
import { tidyUp } from '../../store/housekeeping.ts';
import { beginRequest, finishRequest, forgetRequest } from '../../store/idempotency.ts';
import { closeOffer, listOffers } from '../../store/offers.ts';
import {
  addPerson,
  disablePerson,
  findPerson,
  grantMembership,
  listPersons,
  membershipsOf,
  membersOf,
  pagePersons,
  personBySubject,
  putPerson,
  withdrawMembership,
} from '../../store/people.ts';
import { mergeIntoRegister, registerHistory, registerRow, searchRegister } from '../../store/registers.ts';
import { findSigningKey, putSigningKey, retireSigningKey } from '../../store/signing-keys.ts';
import { BUNDLE, BUNDLE_HASH, START } from '../store/history.ts';
import { CALENDAR_TEXT, freshStore } from './store-database.ts';

let store: Store;
const CALENDAR_HASH = sha256(CALENDAR_TEXT);

beforeAll(async () => {
  store = await freshStore({ connections: 20 });
});

afterAll(() => closeStore(store));

describe('minting a case', () => {
  const request = (key: string, parts: Partial<MintRequest> = {}): MintRequest => ({
    idempotencyKey: key,
    bodyHash: 'body',
    procedure: 'pets.licence',
    definition: BUNDLE_HASH,
    calendar: CALENDAR_HASH,
    numberPrefix: '养犬许可',
    at: START,
    startCommand: Buffer.from('sealed'),
    ...parts,
  });

  beforeEach(async () => {
    await store.db.deleteFrom('app.cases').execute();
    await store.db.deleteFrom('app.numbers').execute();
  });

  test('fifty at once get the numbers 1 to 50', async () => {
    const minted = await Promise.all(Array.from({ length: 50 }, (_, i) => mintCase(store, request(`k${i}`))));
    const numbers = minted.map((one) => ('number' in one ? one.number : '')).sort();
    expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => `养犬许可〔2026〕${String(i + 1).padStart(5, '0')}`));
  });

  test('one key gives one case, however often and at once, and takes one number', async () => {
    const minted = await Promise.all(Array.from({ length: 20 }, () => mintCase(store, request('same'))));
    expect(new Set(minted.map(({ caseId }) => caseId)).size).toBe(1);
    expect(minted.filter(({ kind }) => kind === 'minted')).toHaveLength(1);
    expect(await mintCase(store, request('next'))).toMatchObject({ number: '养犬许可〔2026〕00002' });
  });

  test('a repeat keeps the definition of the first time', async () => {
    const other = await putContent(store.db, 'bundle', '{"other":true}');
    await mintCase(store, request('pinned'));
    expect(await mintCase(store, request('pinned', { definition: other }))).toMatchObject({
      kind: 'repeated',
      definition: BUNDLE_HASH,
      started: false,
    });
  });

  test('the same key with another body is a conflict', async () => {
    await mintCase(store, request('k'));
    expect((await mintCase(store, request('k', { bodyHash: 'other' }))).kind).toBe('conflict');
  });

  describe('a value that must be there once', () => {
    const once = (value: string, parts: Partial<Once> = {}): Partial<MintRequest> => ({
      once: { name: 'pets/tag', value, procedures: ['pets.licence', 'pets.import'], ended: false, ...parts },
    });
    const taken = (found: unknown) => expect(found).rejects.toBeInstanceOf(ValueTaken);

    test('of starts at once one gets it, and the others take no number', async () => {
      const starts = Array.from({ length: 10 }, (_, i) => mintCase(store, request(`o${i}`, once('7'))));
      const results = await Promise.allSettled(starts);
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(await mintCase(store, request('other', once('8')))).toMatchObject({ number: '养犬许可〔2026〕00002' });
    });

    test('another procedure that is named counts, one that is not does not; a repeat is no second start', async () => {
      const first = await mintCase(store, request('a', { ...once('7'), procedure: 'pets.import' }));
      await taken(mintCase(store, request('b', once('7'))));
      expect((await mintCase(store, request('a', { ...once('7'), procedure: 'pets.import' }))).caseId).toBe(
        first.caseId,
      );
      expect((await mintCase(store, request('c', once('7', { procedures: ['pets.licence'] })))).kind).toBe('minted');
      expect((await mintCase(store, request('d', once('7', { name: 'pets/chip' })))).kind).toBe('minted');
    });

    test('a row of the register has it', async () => {
      const register = 'pets/tags';
      expect((await mintCase(store, request('a', once('7', { register })))).kind).toBe('minted');
      const by = { caseId: '00000000-0000-7000-8000-00000000f001', seq: 1, at: START };
      await mergeIntoRegister(store, register, { key: '9', values: {} }, by);
      await taken(mintCase(store, request('b', once('9', { register }))));
      expect((await mintCase(store, request('c', once('9')))).kind).toBe('minted');
    });

    test('who has ended has it no more, unless all cases count', async () => {
      const { caseId } = await mintCase(store, request('a', once('7')));
      const state = (status: 'open' | 'ended') => {
        const row = { number: caseId, procedure: 'pets.licence', definition: BUNDLE_HASH, calendar: CALENDAR_HASH };
        const times = { started_at: START, ended_at: null, seq: 1, run_number: 1, history_length: 1 };
        const rest = { subject: '', unit: '', hash: '', state_hash: '', outcome: null, started_by: null };
        const values = {
          id: caseId,
          ...row,
          ...times,
          ...rest,
          on_behalf_of: null,
          parent_case: null,
          dirty: false,
          projected_at: new Date(),
        };
        const insert = store.db.insertInto('read.cases').values({ ...values, status });
        return insert.onConflict((conflict) => conflict.column('id').doUpdateSet({ status })).execute();
      };
      await state('open');
      await taken(mintCase(store, request('b', once('7'))));
      await state('ended');
      await taken(mintCase(store, request('c', once('7', { ended: true }))));
      expect((await mintCase(store, request('d', once('7')))).kind).toBe('minted');
      await store.db.deleteFrom('read.cases').where('id', '=', caseId).execute();
    });
  });

  test('numbers begin again with the year of the legal start in Asia/Shanghai', async () => {
    await mintCase(store, request('a'));
    const newYear = Date.UTC(2026, 11, 31, 16);
    expect(await mintCase(store, request('b', { at: newYear }))).toMatchObject({ number: '养犬许可〔2027〕00001' });
    expect(await mintCase(store, request('c', { at: newYear - 1 }))).toMatchObject({ number: '养犬许可〔2026〕00002' });
  });

  test('a case is found by its id and by its number, and nothing by another name', async () => {
    const minted = await mintCase(store, request('found'));
    if (minted.kind === 'conflict') throw new Error('the key is new');
    expect(await findCaseId(store.db, minted.caseId)).toBe(minted.caseId);
    expect(await findCaseId(store.db, minted.number)).toBe(minted.caseId);
    expect(await findCaseId(store.db, 'case.zip')).toBeNull();
    expect(await findCaseId(store.db, v7())).toBeNull();
  });

  test('a case that fails to be stored leaves no gap', async () => {
    await expect(mintCase(store, request('bad', { definition: 'f'.repeat(64) }))).rejects.toThrow(/foreign key/);
    expect(await mintCase(store, request('good'))).toMatchObject({ number: '养犬许可〔2026〕00001' });
  });

  test('the sweeper finds what was not started, until it is', async () => {
    const { caseId } = await mintCase(store, request('k'));
    expect(await casesToStart(store, 60_000)).toEqual([]);
    const [found] = await casesToStart(store, -1_000);
    expect(found).toMatchObject({ caseId, procedure: 'pets.licence', definition: BUNDLE_HASH, at: START });
    expect(Buffer.from(found?.startCommand ?? []).toString()).toBe('sealed');
    await markStarted(store, caseId);
    expect(await casesToStart(store, -1_000)).toEqual([]);
    const row = await store.db.selectFrom('app.cases').selectAll().executeTakeFirstOrThrow();
    expect(row.start_command).toBeNull();
  });
});

describe('effects', () => {
  function effect(content: EffectRequest['content'], of = 1, caseId = v7()): EffectRequest {
    const { id } = BUNDLE.procedure;
    const pinned = { procedure: id, definition: BUNDLE_HASH, calendar: CALENDAR_HASH };
    return { key: `${caseId}/${of}`, caseId, caseNumber: 'n', ...pinned, of, at: START, content };
  }

  test('documents are numbered without a gap, each once', async () => {
    const documents = createDocuments(store);
    const requests = Array.from({ length: 20 }, () => effect({ document: 'licence' }));
    const answers = await Promise.all([...requests, ...requests, ...requests].map((one) => documents.issue(one)));
    const numbers = [...new Set(answers.map(({ number }) => number))].sort();
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => `养犬证〔2026〕${String(i + 1).padStart(5, '0')}`));
    expect(answers.slice(0, 20)).toEqual(answers.slice(20, 40));
  });

  test('a document that the procedure does not have will never be issued', async () => {
    await expect(createDocuments(store).issue(effect({ document: 'passport' }))).rejects.toThrow(NeverWill);
    await expect(createDocuments(store).issue(effect({}))).rejects.toThrow(/document is undefined: expected text/);
  });

  test('a write that comes late changes nothing that a later fact wrote', async () => {
    const registers = createRegisters(store);
    const caseId = v7();
    const first = effect({ register: 'late', key: 'k', values: { status: 'open', opened: true } }, 3, caseId);
    const second = effect({ register: 'late', key: 'k', values: { status: 'closed' } }, 9, caseId);
    await registers.write(second);
    await registers.write(first);
    const [row] = (await searchRegister(store, 'pets/late', { limit: 10 })).items;
    expect(row?.values).toEqual({ status: 'closed', opened: true });
  });

  test('register writes merge into the row, once each, and keep its history', async () => {
    const registers = createRegisters(store);
    const caseId = v7();
    const first = effect(
      { register: 'dogs', key: '王/1', values: { name: '旺财', status: 'valid', weight: null } },
      3,
      caseId,
    );
    const second = effect({ register: 'dogs', key: '王/1', values: { status: 'ended' } }, 9, caseId);
    await registers.write(first);
    await registers.write(second);
    await registers.write(first);
    expect((await searchRegister(store, 'pets/dogs', { limit: 10 })).items).toEqual([
      { key: '王/1', values: { name: '旺财', status: 'ended', weight: null }, updatedAt: START },
    ]);
    expect((await registerHistory(store, 'pets/dogs', '王/1')).map(({ seq }) => seq)).toEqual([3, 9]);
  });

  test('what is added to a list of a row is there once, in whatever order it comes', async () => {
    const registers = createRegisters(store);
    const caseId = v7();
    const add = (seq: number, item: string) =>
      effect({ register: 'lists', key: 'k', values: {}, adds: { passes: item } }, seq, caseId);
    for (const write of [add(9, 'b'), add(3, 'a'), add(9, 'b'), add(12, 'a')]) await registers.write(write);
    const [row] = (await searchRegister(store, 'pets/lists', { limit: 10 })).items;
    expect(row?.values).toEqual({ passes: ['b', 'a'] });
  });

  // Again and again: some write at once, others in turn, and they have to meet in every order.
  test('writers of one row at once all get in', async () => {
    const registers = createRegisters(store);
    for (let round = 0; round < 40; round++) {
      const writes = Array.from({ length: 20 }, (_, i) =>
        effect({ register: 'shared', key: `k${round}`, values: { [`f${i}`]: i } }),
      );
      await Promise.all(writes.map((write) => registers.write(write)));
      const row = await registerRow(store, 'pets/shared', `k${round}`);
      expect(Object.keys(row?.values ?? {})).toHaveLength(20);
    }
    const { items } = await searchRegister(store, 'pets/shared', { limit: 40 });
    expect(items.map(({ values }) => Object.keys(values).length)).toEqual(Array(40).fill(20));
  });

  test('rows are found by a part of key or value, page by page', async () => {
    const registers = createRegisters(store);
    for (const key of ['甲', '乙', '丙'])
      await registers.write(effect({ register: 'p', key, values: { note: `100% ${key}` } }));
    expect((await searchRegister(store, 'pets/p', { text: '0% 乙', limit: 10 })).items.map(({ key }) => key)).toEqual([
      '乙',
    ]);
    expect((await searchRegister(store, 'pets/p', { text: '_', limit: 10 })).items).toEqual([]);
    const first = await searchRegister(store, 'pets/p', { limit: 2 });
    const rest = await searchRegister(store, 'pets/p', { limit: 2, cursor: first.next ?? '' });
    expect(new Set([...first.items, ...rest.items].map(({ key }) => key))).toEqual(new Set(['甲', '乙', '丙']));
    expect(rest.next).toBeNull();
  });

  test('a character that the database cannot hold is told as never', async () => {
    const broken = effect({ register: 'dogs', key: 'k', values: { name: 'a\0b' } });
    await expect(createRegisters(store).write(broken)).rejects.toThrow(NeverWill);
  });

  test('an offer is made once', async () => {
    const offers = createOffers(store);
    const request = effect({ definition: 'pets.chip', to: 'owner', input: { dog: 1 } });
    expect(await offers.offer(request)).toEqual(await offers.offer(request));
    const owner = { memberships: [{ group: 'pets/owner', unit: '' }], limit: 9 };
    const made = (await listOffers(store, owner)).items.filter(({ caseId }) => caseId === request.caseId);
    expect(made).toMatchObject([{ definition: 'pets.chip', group: 'pets/owner', input: { dog: 1 } }]);
  });

  test('offers are listed to their group, page by page, until they are taken or declined', async () => {
    const offers = createOffers(store);
    const requests = [1, 2, 3].map((dog) => effect({ definition: 'pets.chip', to: 'vet', input: { dog } }));
    for (const request of requests) await offers.offer(request);
    const memberships = [{ group: 'pets/vet', unit: 'yaodu' }];
    const first = await listOffers(store, { memberships, limit: 2 });
    const second = await listOffers(store, { memberships, limit: 2, cursor: first.next ?? '' });
    expect([first.items.length, second.items.length, second.next]).toEqual([2, 1, null]);
    expect(
      (await listOffers(store, { memberships: [{ group: 'pets/owner', unit: '' }], limit: 9 })).items,
    ).toHaveLength(1);
    const [taken, declined] = first.items;
    if (taken === undefined || declined === undefined) throw new Error('there are two');
    expect(await closeOffer(store, taken, { caseId: v7() })).toBe(true);
    expect(await closeOffer(store, taken, { declinedBy: 'p' })).toBe(false);
    expect(await closeOffer(store, declined, { declinedBy: 'p' })).toBe(true);
    expect((await listOffers(store, { memberships, limit: 9 })).items).toEqual(second.items);
  });
});

describe('definitions', () => {
  const bundle = (version: number, zh = '养犬许可'): Bundle => ({
    ...BUNDLE,
    procedure: { ...BUNDLE.procedure, id: 'pets.deployed', version, title: { zh, en: 'Dog licence' } },
  });
  const deployBundle = (one: Bundle) => deploy(store, { bundles: [one], decisions: [] }, 'admin');

  test('a version is deployed once and stays as it is; the latest is current', async () => {
    const [first] = await deployBundle(bundle(1));
    expect(first).toMatchObject({ version: 1, isNew: true });
    expect((await deployBundle(bundle(1)))[0]).toMatchObject({ isNew: false, hash: first?.hash });
    await deployBundle(bundle(3));
    expect(await currentDefinition(store.db, 'procedure', 'pets.deployed')).toMatchObject({ version: 3 });
    const listed = (await listDefinitions(store.db)).filter(({ id }) => id === 'pets.deployed');
    expect(listed.map(({ version, current }) => [version, current])).toEqual([
      [3, true],
      [1, false],
    ]);
  });

  test.each([
    [
      'the same version with other content',
      bundle(3, '别的'),
      /version 3 is deployed with other content\. Raise its version to 4/,
    ],
    ['an older version', bundle(2), /version 2 is older than the deployed version 3\. Raise its version to 4/],
  ])('%s is refused, with what to do', async (_, one, message) => {
    await expect(deployBundle(one)).rejects.toThrow(message);
    await expect(deployBundle(one)).rejects.toBeInstanceOf(DeploymentRefused);
  });

  test('one that is refused keeps all of them out', async () => {
    const fresh = { ...bundle(1), procedure: { ...bundle(1).procedure, id: 'pets.another' } };
    await expect(deploy(store, { bundles: [fresh, bundle(2)], decisions: [] }, 'admin')).rejects.toThrow();
    expect(await currentDefinition(store.db, 'procedure', 'pets.another')).toBeNull();
  });

  test('content that was altered in the database is not given out', async () => {
    const hash = await putContent(store.db, 'bundle', '{"a":1}');
    expect(await getContent(store.db, hash)).toBe('{"a":1}');
    await store.db
      .updateTable('app.content')
      .set({ bytes: Buffer.from('{"a":2}') })
      .where('hash', '=', hash)
      .execute();
    await expect(getContent(store.db, hash)).rejects.toThrow(/altered/);
  });

  test('the calendar deployed last is current, also an earlier one again', async () => {
    const year = (n: number) => ({ year: n, off: [`${n}-01-01`], work: [], source: 'notice' });
    const old = calendarOf([year(2025)]);
    const late = calendarOf([year(2025), year(2026)]);
    expect(await deployCalendar(store, old, 'admin')).toBe(old.version);
    await deployCalendar(store, late, 'admin');
    expect(await currentCalendar(store.db)).toEqual({ hash: late.version, firstYear: 2025, lastYear: 2026 });
    await deployCalendar(store, old, 'admin');
    expect((await currentCalendar(store.db))?.hash).toBe(old.version);
  });
});

describe('archives', () => {
  const history = Buffer.from('{"events":[]}');
  const run = (caseId: string, runId: string, startedAt = 1) => ({
    ...{ caseId, runId, status: 'COMPLETED', startedAt, closedAt: startedAt + 1, events: 3 },
    ...{ history, sha256: sha256(history) },
  });

  test('a run is queued until it is stored, and stored once', async () => {
    const archive = createArchive(store);
    const caseId = v7();
    // A case of which this is the run after the end: the queue has the id by which the server knows it.
    const queued = { workflowId: `${caseId}/2`, runId: 'r2', closedAt: 11 };
    await queueForArchive(store, queued);
    expect(await archive.missing([{ caseId, runId: 'r2' }])).toHaveLength(1);
    expect(await takeFromArchiveQueue(store, 10)).toEqual([queued]);
    expect(await takeFromArchiveQueue(store, 10)).toEqual([]);
    await noteArchiveFault(store, 'r2', 'disk full');
    expect(await archiveAlarm(store, 12)).toMatchObject({
      late: 1,
      oldestClosedAt: 11,
      faults: [{ reason: 'disk full' }],
    });
    expect(await archiveAlarm(store, 11)).toMatchObject({ late: 0, oldestClosedAt: null });
    await archive.store(run(caseId, 'r2', 10));
    await archive.store(run(caseId, 'r2', 10));
    await archive.store(run(caseId, 'r1', 5));
    await queueForArchive(store, queued);
    expect(await archiveAlarm(store, 1_000)).toMatchObject({ late: 0 });
    expect(await archive.missing([{ caseId, runId: 'r2' }])).toEqual([]);
    expect((await archive.read(caseId)).map(({ runId }) => runId)).toEqual(['r1', 'r2']);
  });

  test('what does not have its hash is neither stored nor given out', async () => {
    const archive = createArchive(store);
    const caseId = v7();
    await expect(archive.store({ ...run(caseId, 'r3'), sha256: 'f'.repeat(64) })).rejects.toThrow(/has the hash/);
    await archive.store(run(caseId, 'r3'));
    await store.db
      .updateTable('app.archives')
      .set({ bytes: Buffer.from('x') })
      .where('run_id', '=', 'r3')
      .execute();
    await expect(archive.read(caseId)).rejects.toThrow(/altered/);
  });
});

describe('people', () => {
  test('memberships are granted and withdrawn once, and the audit has each change', async () => {
    await putPerson(store.db, { id: 'p1', name: '李四', subject: 'oidc|1' });
    expect(await grantMembership(store, 'p1', window, 'admin')).toBe(true);
    expect(await grantMembership(store, 'p1', window, 'admin')).toBe(false);
    expect(await personBySubject(store.db, 'oidc|1')).toEqual({ id: 'p1', name: '李四', disabled: false });
    expect(await membershipsOf(store.db, 'p1')).toEqual([window]);
    expect(await membersOf(store.db, 'pets/window')).toEqual([{ id: 'p1', name: '李四', unit: 'yaodu' }]);
    expect(await withdrawMembership(store, 'p1', window, 'admin')).toBe(true);
    expect(await withdrawMembership(store, 'p1', window, 'admin')).toBe(false);
    const changes = await store.db
      .selectFrom('app.membership_audit')
      .select(['action', 'by_person'])
      .orderBy('id')
      .execute();
    expect(changes).toEqual([
      { action: 'granted', by_person: 'admin' },
      { action: 'withdrawn', by_person: 'admin' },
    ]);
  });

  test('who is disabled is in no list of members, and known as disabled', async () => {
    await putPerson(store.db, { id: 'p2', name: '王五', subject: 'oidc|2' });
    await grantMembership(store, 'p2', { group: 'pets/left', unit: '' }, 'admin');
    await disablePerson(store.db, 'p2');
    expect(await membersOf(store.db, 'pets/left')).toEqual([]);
    expect(await personBySubject(store.db, 'oidc|2')).toMatchObject({ disabled: true });
  });

  test('demo persons are told apart', async () => {
    await putPerson(store.db, { id: 'demo1', name: '演示', demo: true });
    expect((await listPersons(store.db, { demo: true })).map(({ id }) => id)).toEqual(['demo1']);
  });

  test('the first administrator comes from the settings, once; all others by hand', async () => {
    await ensureAdministrator(store, 'sub-1');
    await ensureAdministrator(store, 'sub-1');
    const first = await personBySubject(store.db, 'sub-1');
    const memberships = [{ group: 'banli/administrator', unit: '' }];
    expect(await findPerson(store.db, first?.id ?? '')).toMatchObject({ subject: 'sub-1', memberships });
    const li = { id: 'li', name: '李四光', subject: 'sub-li' };
    expect(await addPerson(store.db, li)).toBe('added');
    expect(await addPerson(store.db, { ...li, subject: 'x' })).toBe('id-taken');
    expect(await addPerson(store.db, { ...li, id: 'x' })).toBe('subject-taken');
    await ensureAdministrator(store, 'sub-li');
    expect(await findPerson(store.db, 'li')).toMatchObject({ name: '李四光', memberships });
    expect([await disablePerson(store.db, 'li'), await disablePerson(store.db, 'li')]).toEqual([true, false]);
    const page = await pagePersons(store.db, { text: '四光', limit: 1 });
    expect(page).toMatchObject({ items: [{ id: 'li', disabled: true, memberships }], next: null });
    const all = await pagePersons(store.db, { limit: 1 });
    const rest = await pagePersons(store.db, { limit: 100, cursor: all.next ?? '' });
    expect(rest.items.map(({ id }) => id)).toContain('li');
    expect(rest.items.map(({ id }) => id)).not.toContain(all.items[0]?.id);
  });

  const window = { group: 'pets/window', unit: 'yaodu' };
});

describe('requests by key', () => {
  const request = { person: 'p', key: 'k1', route: 'completeTask', bodyHash: 'h' };

  test('run once, then give their answer; another body is a conflict', async () => {
    const begun = await Promise.all(Array.from({ length: 10 }, () => beginRequest(store, request)));
    expect(begun.map(({ kind }) => kind).sort()).toEqual(['new', ...Array(9).fill('running')]);
    await finishRequest(store, request, 200, { seq: 7 });
    expect(await beginRequest(store, request)).toEqual({ kind: 'repeated', status: 200, response: { seq: 7 } });
    expect(await beginRequest(store, { ...request, bodyHash: 'x' })).toEqual({ kind: 'conflict' });
    expect(await beginRequest(store, { ...request, person: 'q' })).toEqual({ kind: 'new' });
  });

  test('that came to nothing are free again; an answered one stays until it is old', async () => {
    const lost = { ...request, key: 'k2' };
    await beginRequest(store, lost);
    await forgetRequest(store, lost);
    expect(await beginRequest(store, lost)).toEqual({ kind: 'new' });
    await finishRequest(store, lost, 200, null);
    await forgetRequest(store, lost);
    expect((await beginRequest(store, lost)).kind).toBe('repeated');
    await tidyUp(store);
    expect((await beginRequest(store, lost)).kind).toBe('repeated');
  });
});

describe('tidying up', () => {
  const aged = (table: string, column: string, days: number, where: string) =>
    sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = now() - ${days} * interval '1 day' WHERE ${sql.raw(where)}`.execute(
      store.db,
    );

  test('forgets answers after a month and drafts after half a year, and nothing younger', async () => {
    await tidyUp(store);
    for (const key of ['young', 'old']) {
      const request = { person: 't', key, route: 'POST /x', bodyHash: 'h' };
      await beginRequest(store, request);
      await finishRequest(store, request, 200, null);
      await saveDraft(store, 't', `task/${key}`, 0, {});
    }
    await aged('app.idempotency', 'created_at', 31, `person = 't' AND key = 'old'`);
    await aged('app.idempotency', 'created_at', 29, `person = 't' AND key = 'young'`);
    await aged('app.drafts', 'updated_at', 181, `person = 't' AND subject = 'task/old'`);
    await aged('app.drafts', 'updated_at', 179, `person = 't' AND subject = 'task/young'`);
    expect(await tidyUp(store)).toEqual({ requests: 1, drafts: 1 });
    expect((await listDrafts(store, 't')).map(({ subject }) => subject)).toEqual(['task/young']);
  });
});

describe('drafts, files, keys, audit', () => {
  test('a draft saved in another window is not overwritten', async () => {
    expect(await saveDraft(store, 'p', 'start/pets.licence', 0, { a: 1 })).toMatchObject({ version: 1 });
    expect(await saveDraft(store, 'p', 'start/pets.licence', 0, { a: 2 })).toBeNull();
    expect(await saveDraft(store, 'p', 'start/pets.licence', 1, { a: 3 })).toMatchObject({ version: 2 });
    expect(await readDraft(store, 'q', 'start/pets.licence')).toBeNull();
    expect(await readDraft(store, 'p', 'start/pets.licence')).toMatchObject({ content: { a: 3 } });
    expect((await listDrafts(store, 'p')).map(({ subject }) => subject)).toEqual(['start/pets.licence']);
    await dropDraft(store, 'p', 'start/pets.licence');
    expect(await readDraft(store, 'p', 'start/pets.licence')).toBeNull();
  });

  test('a file is known by its content', async () => {
    const hash = await putBlob(store, Buffer.from('hello'), 'text/plain', 'p');
    expect(await putBlob(store, Buffer.from('hello'), 'text/plain', 'q')).toBe(hash);
    expect(await getBlob(store, hash)).toMatchObject({ size: 5, mediaType: 'text/plain' });
    expect(await getBlob(store, sha256('other'))).toBeNull();
    expect([await ownsBlob(store, hash, 'q'), await ownsBlob(store, hash, 'r')]).toEqual([true, false]);
  });

  test('a signing key keeps its bytes, also when it is retired', async () => {
    await putSigningKey(store, 'key-1', Buffer.alloc(32, 1));
    await putSigningKey(store, 'key-1', Buffer.alloc(32, 1));
    await expect(putSigningKey(store, 'key-1', Buffer.alloc(32, 2))).rejects.toThrow(/another id/);
    await retireSigningKey(store, 'key-1');
    expect(await findSigningKey(store, 'key-1')).toEqual(Buffer.alloc(32, 1));
  });

  test('the audit is read latest first, by case and person', async () => {
    const caseId = v7();
    for (const action of ['readCase', 'completeTask', 'readCase']) {
      await audit(store.db, { person: 'p', action, caseId, outcome: action === 'readCase' ? 'done' : 'refused' });
    }
    const first = await readAudit(store, { caseId, limit: 2 });
    expect(first.items.map(({ action }) => action)).toEqual(['readCase', 'completeTask']);
    const second = await readAudit(store, { caseId, limit: 2, cursor: first.next ?? '' });
    expect(second).toMatchObject({ items: [{ action: 'readCase', person: 'p' }], next: null });
  });
});
