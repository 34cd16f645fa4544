/**
 * Goal: a receipt is opened by its code and present secret alone, guesses are counted before they are judged and lock a
 * code for a time, whether it exists or not, and the database holds nothing by which to open one.
 * Method: PostgreSQL; time passes by moving what is stored.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { createVault } from '../../codec/vault.ts';
import { createKeys, readKeys } from '../../runtime/keys.ts';
import { closeStore, type Store } from '../../store/database.ts';
import { readCode } from '../../store/receipt-code.ts';
import { firstReceipt, issueReceipt, openReceipt, receiptOf } from '../../store/receipts.ts';
import { freshStore } from './store-database.ts';

const WRONG = 'AAAAA-AAAAA-AAAAA';
let store: Store;
let caseId: string;
let code: string;
let secret: string;

beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => closeStore(store));

beforeEach(async () => {
  caseId = v7();
  const issued = await issueReceipt(store, { caseId, group: 'applicant', by: 'p1' });
  code = readCode(issued.code) ?? '';
  ({ secret } = issued);
});

const guess = (n: number, of = code) =>
  Promise.all(Array.from({ length: n }, async () => (await openReceipt(store, of, WRONG)).kind));

const later = (minutes: number) =>
  sql`UPDATE app.receipt_attempts SET last_at = last_at - make_interval(mins => ${minutes})`.execute(store.db);

test('opens by code and secret, however often', async () => {
  for (let i = 0; i < 7; i++) {
    expect(await openReceipt(store, code, secret.toLowerCase())).toEqual({
      kind: 'open',
      receipt: { caseId, group: 'applicant', issue: 1 },
    });
  }
});

test('a new secret stops the old one, under the same code', async () => {
  const again = await issueReceipt(store, { caseId, group: 'applicant', by: 'o1' });
  expect(readCode(again.code)).toBe(code);
  expect(await openReceipt(store, code, secret)).toEqual({ kind: 'wrong', caseId });
  expect((await openReceipt(store, code, again.secret)).kind).toBe('open');
  expect(await receiptOf(store, caseId)).toEqual({ caseId, group: 'applicant', issue: 2 });
});

test('the first one is told again until there is another, even by many at once, and by a rotated key', async () => {
  const of = { caseId: v7(), group: 'applicant', by: 'p1' };
  const told = await Promise.all(Array.from({ length: 5 }, () => firstReceipt(store, of)));
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(1);
  const [first] = told;
  expect((await openReceipt(store, readCode(first?.code ?? '') ?? '', first?.secret ?? '')).kind).toBe('open');
  const vault = createVault([createKeys(), readKeys(inject('keysFile'))].flatMap(({ dataKeys }) => dataKeys));
  expect(await firstReceipt({ ...store, vault }, of)).toEqual(first);
  await issueReceipt(store, of);
  expect(await firstReceipt(store, of)).toBeNull();
});

test('new secrets at once are as many, and the last one opens', async () => {
  const of = { caseId, group: 'applicant', by: 'o1' };
  const issued = await Promise.all(Array.from({ length: 4 }, () => issueReceipt(store, of)));
  expect(new Set(issued.map((one) => one.secret)).size).toBe(4);
  expect((await receiptOf(store, caseId))?.issue).toBe(5);
});

test('many guesses at once are not more than one after another', async () => {
  const kinds = (await guess(20)).sort();
  expect(kinds).toEqual([...Array(15).fill('locked'), ...Array(5).fill('wrong')]);
  expect(await openReceipt(store, code, secret)).toMatchObject({ kind: 'locked' });
});

test('a code that nobody has is counted and locked like one that somebody has', async () => {
  const nobody = '2222222222';
  await guess(6, nobody);
  expect(await openReceipt(store, nobody, WRONG)).toMatchObject({ kind: 'locked' });
});

test('is locked for a quarter of an hour, which further guesses do not prolong', async () => {
  await guess(6);
  await later(10);
  expect(await openReceipt(store, code, WRONG)).toMatchObject({ kind: 'locked', seconds: expect.any(Number) });
  await later(5);
  expect((await openReceipt(store, code, secret)).kind).toBe('open');
});

test('four wrong ones and the right one begin anew; so does a new secret', async () => {
  await guess(4);
  expect((await openReceipt(store, code, secret)).kind).toBe('open');
  await guess(6);
  const again = await issueReceipt(store, { caseId, group: 'applicant', by: 'o1' });
  expect((await openReceipt(store, code, again.secret)).kind).toBe('open');
});

test('the database holds no secret, and no code that was tried', async () => {
  await guess(1, '3333333332');
  const receipts = await sql`SELECT * FROM app.receipts`.execute(store.db);
  const attempts = await sql`SELECT * FROM app.receipt_attempts`.execute(store.db);
  const text = JSON.stringify([receipts.rows, attempts.rows]);
  for (const plain of [secret, secret.replaceAll('-', ''), '3333333332']) expect(text).not.toContain(plain);
});
