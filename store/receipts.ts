/** Receipts of cases: issued, opened by code and secret, and locked for a time when somebody guesses. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import type { Store } from './database.ts';
import { OWNERS } from './places.ts';
import { inFives, newCode, readSecret, secretFrom } from './receipt-code.ts';

export interface Receipt {
  caseId: string;
  /** The party group as which its holder acts, without the document. */
  group: string;
  /** Which secret of the case it is, from 1. */
  issue: number;
}

/** As people read them. */
export interface IssuedReceipt {
  code: string;
  secret: string;
}

export type OpenedReceipt =
  | { kind: 'open'; receipt: Receipt }
  /** `caseId`: there is a receipt of this code. */
  | { kind: 'wrong'; caseId: string | null }
  | { kind: 'locked'; seconds: number };

const ATTEMPTS_MAX = 5;
const LOCKED_SECONDS = 15 * 60;

const HOLDER = 'receipt:';

/** Who acts by the receipt of a case, as commands, files and the audit log name them. */
export const holderOf = (caseId: string): string => `${HOLDER}${caseId}`;
export const isHolder = (person: string): boolean => person.startsWith(HOLDER);

interface ReceiptFor {
  caseId: string;
  group: string;
  by: string;
}

/**
 * The receipt that is told with the start of a case: the same again however often the start is sent. Null once a new
 * secret was issued, which was told to somebody else.
 */
export async function firstReceipt(store: Store, of: ReceiptFor): Promise<IssuedReceipt | null> {
  return (await written(store, of, 1)) ?? (await toldFirst(store, of.caseId));
}

/** The first receipt of a case, or a new secret under the same code: the earlier one opens nothing any more. */
export async function issueReceipt(store: Store, of: ReceiptFor): Promise<IssuedReceipt> {
  for (;;) {
    const before = await receiptOf(store, of.caseId);
    const issued = await written(store, of, (before?.issue ?? 0) + 1);
    if (issued !== null) return issued;
  }
}

/** Null: there is one of that issue already, or of a later one. */
async function written(store: Store, { caseId, group, by }: ReceiptFor, issue: number): Promise<IssuedReceipt | null> {
  const [secret] = secretsOf(store, caseId, issue);
  const salt = randomBytes(16);
  const [kept] = namesOf(store, await slowHash(secret, salt));
  for (;;) {
    const rows = await sql<{ code: string }>`
      INSERT INTO app.receipts AS r (case_id, code, grp, salt, secret, issue, issued_by)
      VALUES (${caseId}, ${newCode()}, ${group}, ${salt}, ${kept}, ${issue}, ${by})
      ON CONFLICT (case_id) DO UPDATE SET grp = excluded.grp, salt = excluded.salt, secret = excluded.secret,
        issue = excluded.issue, issued_by = excluded.issued_by, issued_at = now()
        WHERE r.issue = excluded.issue - 1
      RETURNING code`
      .execute(store.db)
      .then((result) => result.rows, nullIfCodeIsTaken);
    if (rows === null) continue;
    const [row] = rows;
    if (row === undefined) return null;
    await forgetAttempts(store, row.code);
    return { code: inFives(row.code), secret: inFives(secret) };
  }
}

async function toldFirst(store: Store, caseId: string): Promise<IssuedReceipt | null> {
  const row = await store.db
    .selectFrom('app.receipts')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('issue', '=', 1)
    .executeTakeFirst();
  if (row === undefined) return null;
  for (const secret of secretsOf(store, caseId, 1)) {
    if (namesOf(store, await slowHash(secret, row.salt)).includes(row.secret))
      return { code: inFives(row.code), secret: inFives(secret) };
  }
  return null;
}

function nullIfCodeIsTaken(error: unknown): null {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'receipts_code') return null;
  throw error;
}

/**
 * A code that nobody has takes as long as a wrong secret, and is locked like one: nobody learns which codes there are.
 * The attempt is counted before it is judged, so that many at once are not more than one after another.
 * @param code as `readCode` gives it
 */
export async function openReceipt(store: Store, code: string, secret: string): Promise<OpenedReceipt> {
  const seconds = await countAttempt(store, code);
  if (seconds > 0) return { kind: 'locked', seconds };
  const found = await store.db.selectFrom('app.receipts').selectAll().where('code', '=', code).executeTakeFirst();
  const names = namesOf(store, await slowHash(readSecret(secret), found?.salt ?? randomBytes(16)));
  const kept = Buffer.from(found?.secret ?? '0'.repeat(64));
  const isRight = names.map((name) => timingSafeEqual(Buffer.from(name), kept)).includes(true);
  if (found === undefined || !isRight) return { kind: 'wrong', caseId: found?.case_id ?? null };
  await forgetAttempts(store, code);
  return { kind: 'open', receipt: { caseId: found.case_id, group: found.grp, issue: found.issue } };
}

export async function receiptOf(store: Store, caseId: string): Promise<Receipt | null> {
  const row = await store.db
    .selectFrom('app.receipts')
    .select(['grp', 'issue'])
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  return row === undefined ? null : { caseId, group: row.grp, issue: row.issue };
}

/**
 * Derived from the installation's keys, one of each data key, so that an answer that was lost on its way can be given
 * again although no secret is kept.
 */
function secretsOf({ vault }: Store, caseId: string, issue: number): [string, ...string[]] {
  const [present, ...earlier] = vault.namesOf(OWNERS.receiptSecret, `${caseId}/${issue}`);
  return [secretFrom(present), ...earlier.map(secretFrom)];
}

/** Keyed hashes, one a data key: who has the database alone can't even try secrets. */
function namesOf({ vault }: Store, text: string): readonly [string, ...string[]] {
  return vault.namesOf(OWNERS.receipts, text);
}

const derive = promisify<string, Buffer, number, object, Buffer>(scrypt);

async function slowHash(secret: string, salt: Buffer): Promise<string> {
  return (await derive(secret, salt, 32, { N: 4_096, r: 8, p: 1 })).toString('hex');
}

/** Seconds for which the code is locked; 0: the attempt may go on. Attempts while it is locked do not prolong it. */
async function countAttempt(store: Store, code: string): Promise<number> {
  const [name] = namesOf(store, code);
  const locked = sql`make_interval(secs => ${LOCKED_SECONDS})`;
  const { rows } = await sql<{ attempts: number; seconds: number }>`
    INSERT INTO app.receipt_attempts AS a (code, attempts, last_at) VALUES (${name}, 1, now())
    ON CONFLICT (code) DO UPDATE SET
      attempts = CASE WHEN a.last_at < now() - ${locked} THEN 1 ELSE a.attempts + 1 END,
      last_at = CASE WHEN a.attempts >= ${ATTEMPTS_MAX} AND a.last_at >= now() - ${locked} THEN a.last_at ELSE now() END
    RETURNING attempts, ceil(extract(epoch FROM last_at + ${locked} - now()))::integer AS seconds`.execute(store.db);
  const { attempts = 1, seconds = 0 } = rows[0] ?? {};
  if (attempts === 1)
    await sql`DELETE FROM app.receipt_attempts WHERE last_at < now() - interval '1 day'`.execute(store.db);
  return attempts > ATTEMPTS_MAX ? Math.max(1, seconds) : 0;
}

async function forgetAttempts(store: Store, code: string): Promise<void> {
  await store.db.deleteFrom('app.receipt_attempts').where('code', '=', namesOf(store, code)[0]).execute();
}
