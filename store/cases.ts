/**
 * Where a case begins: one row, under its idempotency key, with id and number; the workflow follows. A row whose
 * workflow was not started (a crash in between) is found by `casesToStart`.
 */
import { sql } from 'kysely';
import { v7 } from 'uuid';
import { localDate, yearOf } from '../rules/calendar/date.ts';
import type { Queries, Store } from './database.ts';
import { nextNumber } from './numbers.ts';
import { OWNERS } from './places.ts';

export interface MintRequest {
  /** Unique among all: the caller puts its own name before it, e.g. `api/<person>/<key>` or `effect/<case>/<number>`. */
  idempotencyKey: string;
  /** SHA-256 of what was asked: the same key with another one is a conflict. */
  bodyHash: string;
  procedure: string;
  /** Hashes of bundle and calendar, both in the content store. */
  definition: string;
  calendar: string;
  numberPrefix: string;
  /** Legal instant of the start, epoch ms. Its year is that of the number. */
  at: number;
  /** What starts the workflow, sealed by the caller; kept until it runs. */
  startCommand: Uint8Array;
  once?: Once;
}

/** A value of the start that no other case of these procedures has: no open one, or (`ended`) none at all. */
export interface Once {
  /** `<slug>/<input>` */
  name: string;
  value: string;
  procedures: readonly string[];
  ended: boolean;
  /** `<slug>/<register>`: nor is it the key of a row. */
  register?: string;
}

/** Another case, or a row of the register, has the value that must be there once. */
export class ValueTaken extends Error {}

/** What the case is pinned to: of a repeat, that of the first time. */
interface MintedCase {
  caseId: string;
  number: string;
  definition: string;
  calendar: string;
}

export type Minted =
  | ({ kind: 'minted' } & MintedCase)
  /** The key was used before for the same: its case. */
  | ({ kind: 'repeated'; started: boolean } & MintedCase)
  /** The key was used before for something else. */
  | { kind: 'conflict'; caseId: string };

/** Case id (UUIDv7) and number of a new case, once for each key. @throws ValueTaken */
export async function mintCase(store: Store, request: MintRequest): Promise<Minted> {
  return store.db.transaction().execute(async (tx) => {
    const id = v7();
    const { idempotencyKey, procedure, definition, calendar, at, once } = request;
    const names = once === undefined ? [] : store.vault.namesOf(OWNERS.once(once.name), once.value);
    const taken = await tx
      .insertInto('app.cases')
      .values({
        id,
        // Its own until the counter gives the right one: a repeated key must take no number.
        number: id,
        procedure,
        definition,
        calendar,
        idempotency_key: idempotencyKey,
        body_hash: request.bodyHash,
        start_at: at,
        start_command: Buffer.from(request.startCommand),
        once_key: names[0] ?? null,
      })
      .onConflict((conflict) => conflict.constraint('cases_idempotency_key').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (taken === undefined) return earlierCase(tx, request);
    if (once !== undefined && (await isTaken(tx, store, id, once, names))) throw new ValueTaken();
    const year = yearOf(localDate(at));
    const number = await nextNumber(tx, { kind: 'case', key: request.numberPrefix, year }, request.numberPrefix);
    await tx.updateTable('app.cases').set({ number }).where('id', '=', id).execute();
    return { kind: 'minted', caseId: id, number, definition, calendar };
  });
}

/** Two starts at once: the second waits for the first. A case that readers do not see yet is open. */
async function isTaken(
  tx: Queries,
  { vault }: Store,
  id: string,
  { value, procedures, ended, register = '' }: Once,
  names: readonly string[],
): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${names[0]}, 2))`.execute(tx);
  const keys = register === '' ? [] : vault.namesOf(OWNERS.register(register), value);
  const { rows } = await sql<{ taken: boolean }>`SELECT EXISTS (
      SELECT FROM app.cases c LEFT JOIN read.cases r ON r.id = c.id
      WHERE c.once_key = ANY(${names}) AND c.procedure = ANY(${procedures}) AND c.id <> ${id}
        AND (${ended}::boolean OR r.status IS DISTINCT FROM 'ended'))
    OR EXISTS (SELECT FROM app.registers WHERE register = ${register} AND key = ANY(${keys})) AS taken`.execute(tx);
  return rows[0]?.taken === true;
}

async function earlierCase(tx: Queries, request: MintRequest): Promise<Minted> {
  const found = await tx
    .selectFrom('app.cases')
    .select(['id', 'number', 'definition', 'calendar', 'body_hash', 'started'])
    .where('idempotency_key', '=', request.idempotencyKey)
    .executeTakeFirstOrThrow();
  if (found.body_hash !== request.bodyHash) return { kind: 'conflict', caseId: found.id };
  const { id, number, definition, calendar, started } = found;
  return { kind: 'repeated', caseId: id, number, definition, calendar, started };
}

/** The workflow runs: nothing more is needed of what started it. */
export async function markStarted(store: Store, caseId: string): Promise<void> {
  await store.db
    .updateTable('app.cases')
    .set({ started: true, start_command: null })
    .where('id', '=', caseId)
    .where('started', '=', false)
    .execute();
}

export interface CaseToStart {
  caseId: string;
  number: string;
  procedure: string;
  definition: string;
  calendar: string;
  at: number;
  startCommand: Uint8Array;
}

/** Cases minted more than `olderThanMs` ago and not started since, oldest first. */
export async function casesToStart(store: Store, olderThanMs: number, limit = 100): Promise<CaseToStart[]> {
  const rows = await store.db
    .selectFrom('app.cases')
    .selectAll()
    .where('started', '=', false)
    .where('created_at', '<', sql<Date>`now() - ${olderThanMs} * interval '1 millisecond'`)
    .orderBy('created_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    caseId: row.id,
    number: row.number,
    procedure: row.procedure,
    definition: row.definition,
    calendar: row.calendar,
    at: row.start_at,
    startCommand: row.start_command ?? Buffer.alloc(0),
  }));
}

/** Hash of the calendar that a case began with; null if there is no such case. */
export async function firstCalendar(store: Store, caseId: string): Promise<string | null> {
  const row = await store.db.selectFrom('app.cases').select('calendar').where('id', '=', caseId).executeTakeFirst();
  return row?.calendar ?? null;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of a case that a person names by its id or by its number (办件编号); null if there is none of that name. */
export async function findCaseId(db: Queries, name: string): Promise<string | null> {
  const column = UUID.test(name) ? 'id' : 'number';
  const row = await db.selectFrom('app.cases').select('id').where(column, '=', name).executeTakeFirst();
  return row?.id ?? null;
}
