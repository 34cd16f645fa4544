/**
 * Goal: a receipt is opened by its code and present secret alone, guesses are counted before they are judged and lock a
 * code for a time, whether it exists or not, and the database holds nothing by which to open one.
 * Method: PostgreSQL; time passes by moving what is stored.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeStore, type Store } from '../../store/database.ts';
import { readCode } from '../../store/receipt-code.ts';
import { issueReceipt, openReceipt, receiptOf } from '../../store/receipts.ts';
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
