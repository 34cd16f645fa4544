/** Receipts of cases: issued, opened by code and secret, and locked for a time when somebody guesses. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import type { Store } from './database.ts';
import { OWNERS } from './places.ts';
import { inFives, newCode, newSecret, readSecret } from './receipt-code.ts';

export interface Receipt {
  caseId: string;
  /** The party group as which its holder acts, without the document. */
  group: string;
  /** Which secret of the case it is, from 1. */
  issue: number;
}

/** As people read them; the secret is told this once. */
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

/** The first receipt of a case, or a new secret under the same code: the earlier one opens nothing any more. */
export async function issueReceipt(
  store: Store,
  { caseId, group, by }: { caseId: string; group: string; by: string },
): Promise<IssuedReceipt> {
  const secret = newSecret();
  const salt = randomBytes(16);
  const [kept] = namesOf(store, await slowHash(secret, salt));
  for (;;) {
    const { rows } = await sql<{ code: string }>`
      INSERT INTO app.receipts AS r (case_id, code, grp, salt, secret, issue, issued_by)
      VALUES (${caseId}, ${newCode()}, ${group}, ${salt}, ${kept}, 1, ${by})
      ON CONFLICT (case_id) DO UPDATE SET grp = excluded.grp, salt = excluded.salt, secret = excluded.secret,
        issue = r.issue + 1, issued_by = excluded.issued_by, issued_at = now()
      RETURNING code`
      .execute(store.db)
      .catch(noneIfCodeIsTaken);
    const [row] = rows;
    if (row === undefined) continue;
    await forgetAttempts(store, row.code);
    return { code: inFives(row.code), secret: inFives(secret) };
  }
}

function noneIfCodeIsTaken(error: unknown): { rows: { code: string }[] } {
  const { code, constraint } = error as { code?: string; constraint?: string };
  if (code === '23505' && constraint === 'receipts_code') return { rows: [] };
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
