/**
 * Rows of registers and how they came about. The truth is in `app`, sealed and found by keyed hashes of the rows' keys;
 * a readable copy in `read` is written with it, and made again from it.
 */
import { type Selectable, sql, type Transaction } from 'kysely';
import type { Vault } from '../codec/vault.ts';
import { canonical } from '../engine/chain.ts';
import type { JsonObject } from '../rules/json.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import { noneIfThere, type Queries, type Store } from './database.ts';
import { OWNERS, PLACES } from './places.ts';
import { runPrepared } from './prepared.ts';
import { recreateReadSchema } from './read-schema.ts';
import type { Tables } from './tables.ts';

export interface RegisterRow {
  key: string;
  values: JsonObject;
  /** Legal instant of the latest write, epoch ms. */
  updatedAt: number;
}

export interface RegisterWrite {
  caseId: string;
  /** Number of the fact. */
  seq: number;
  values: JsonObject;
  at: number;
}

/**
 * @param register `<slug>/<register>`
 * @param query.text part of the key or of a value
 * @throws RangeError for the limit, BadCursor for the cursor
 */
export async function searchRegister(
  store: Store,
  register: string,
  query: { text?: string; limit: number; cursor?: string },
): Promise<Page<RegisterRow>> {
  const limit = checkedLimit(query.limit);
  let select = store.db.selectFrom('read.registers').selectAll().where('register', '=', register);
  if (query.cursor !== undefined) select = select.where('key', '>', String(decodeCursor(query.cursor, ['string'])[0]));
  if (query.text !== undefined && query.text.trim() !== '') {
    const pattern = `%${query.text.trim().replace(/[\\%_]/g, '\\$&')}%`;
    select = select.where(
      sql<boolean>`(key ILIKE ${pattern} OR EXISTS (
        SELECT FROM jsonb_each_text("values") AS field(name, text) WHERE field.text ILIKE ${pattern}))`,
    );
  }
  const rows = await select
    .orderBy('key')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => ({ key: row.key, values: row.values, updatedAt: row.updated_at }),
    (row) => [row.key],
  );
}

export interface VersionedRow extends RegisterRow {
  /** Number of its latest write. */
  version: number;
}

/** One row, from the truth. */
export async function registerRow(
  { db, vault }: Store,
  register: string,
  key: string,
  queries: Queries = db,
): Promise<VersionedRow | null> {
  const names = [...vault.namesOf(OWNERS.register(register), key)];
  const found = await sql<{ key: string; row: Buffer; updated_at: number; version: number }>`
    SELECT r.key, r.row, r.updated_at,
      (SELECT max(h.id) FROM app.register_history h WHERE h.register = r.register AND h.key = ANY (${names})) AS version
    FROM app.registers r WHERE r.register = ${register} AND r.key = ANY (${names})`.execute(queries);
  const [row] = found.rows;
  if (row === undefined) return null;
  const { values } = openRow(vault, { register, key: row.key, row: row.row });
  return { key, values, updatedAt: row.updated_at, version: row.version };
}

/** What was written to a row, oldest first. */
export async function registerHistory(store: Store, register: string, key: string): Promise<RegisterWrite[]> {
  const rows = await store.db
    .selectFrom('app.register_history')
    .select(['case_id', 'seq', 'row', 'at'])
    .where('register', '=', register)
    .where('key', 'in', [...store.vault.namesOf(OWNERS.register(register), key)])
    .orderBy('id')
    .execute();
  return rows.map(({ case_id, seq, row, at }) => ({
    ...{ caseId: case_id, seq, at },
    values: store.vault.openJson<Row>(PLACES.registerWrite(case_id, seq), row).values,
  }));
}

// ── writing ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Row = Pick<RegisterRow, 'key' | 'values'>;

/** `adds`: what each of these lists gains, unless it is there. */
type Write = Row & { adds?: JsonObject };

interface Fact {
  caseId: string;
  seq: number;
  /** Legal instant, epoch ms. */
  at: number;
}

/** Merges values into the row of the key, once for each (case, number of the fact). */
export async function mergeIntoRegister(store: Store, register: string, write: Write, by: Fact): Promise<void> {
  if (!(await mergeIfAlone(store, register, write, by))) await mergeInTurn(store, register, write, by);
}

/**
 * The usual case in two round trips: nobody else writes the row just now, and no later fact has. What is sealed anew
 * never has the same bytes, so they tell whether the row is still the one that was read.
 * @returns false if it is not; then nothing was written
 */
async function mergeIfAlone(store: Store, register: string, write: Write, by: Fact): Promise<boolean> {
  const { vault } = store;
  const { caseId, seq, at } = by;
  const names = [...vault.namesOf(OWNERS.register(register), write.key)];
  const find = sql<{ key: string | null; row: Buffer; updated_at: number; done: boolean; later: boolean }>`
    SELECT r.key, r.row, r.updated_at,
      EXISTS (SELECT FROM app.register_history WHERE case_id = ${caseId}::uuid AND seq = ${seq}::integer) AS done,
      EXISTS (SELECT FROM app.register_history h WHERE h.register = ${register} AND h.key = ANY (${names})
        AND (h.at > ${at}::bigint OR (h.at = ${at}::bigint AND h.case_id = ${caseId}::uuid AND h.seq > ${seq}::integer))) AS later
    FROM (SELECT) AS one LEFT JOIN app.registers r ON r.register = ${register} AND r.key = ANY (${names})`;
  const found = await runPrepared(store, find);
  const [seen] = found.rows;
  if (seen === undefined || seen.done || seen.later || found.rows.length > 1) return seen?.done === true;
  const name = seen.key ?? names[0] ?? '';
  const place = PLACES.registerRow(register, name);
  const merged = merge(seen.key === null ? {} : vault.openJson<Row>(place, seen.row).values, write);
  const row = vault.sealJson(place, { key: write.key, values: merged });
  const updatedAt = seen.key === null ? at : Math.max(seen.updated_at, at);
  const written = vault.sealJson(PLACES.registerWrite(caseId, seq), write);
  const stored =
    seen.key === null
      ? sql`INSERT INTO app.registers (register, key, row, updated_at) VALUES (${register}, ${name}, ${row}, ${at})
          ON CONFLICT DO NOTHING RETURNING register`
      : sql`UPDATE app.registers SET row = ${row}, updated_at = ${updatedAt}
          WHERE register = ${register} AND key = ${name} AND row = ${seen.row} RETURNING register`;
  const put = sql<object>`
    WITH stored AS (${stored}), history AS (
      INSERT INTO app.register_history (register, key, case_id, seq, row, at)
      SELECT register, ${names[0]}::text, ${caseId}::uuid, ${seq}::integer, ${written}::bytea, ${at}::bigint FROM stored
    )
    INSERT INTO read.registers (register, key, values, updated_at)
    SELECT register, ${write.key}::text, ${JSON.stringify(merged)}::jsonb, ${updatedAt}::bigint FROM stored
    ON CONFLICT (register, key) DO UPDATE SET values = excluded.values, updated_at = excluded.updated_at
    RETURNING key`;
  const done = await runPrepared(store, put).catch(noneIfThere);
  return done.rows.length === 1;
}

async function mergeInTurn(store: Store, register: string, { key, values, adds }: Write, by: Fact): Promise<void> {
  const { vault } = store;
  const names = vault.namesOf(OWNERS.register(register), key);
  const { caseId, seq, at } = by;
  await store.db.transaction().execute(async (tx) => {
    const written = vault.sealJson(PLACES.registerWrite(caseId, seq), { key, values, ...(adds && { adds }) });
    const first = await tx
      .insertInto('app.register_history')
      .values({ register, key: names[0], case_id: caseId, seq, row: written, at })
      .onConflict((conflict) => conflict.constraint('register_history_once').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (first === undefined) return;
    const before = await holdRow(tx, vault, register, { key, names, at });
    const known = openRow(vault, before).values;
    const later = await laterWrites(tx, vault, register, names, by);
    const merged = [{ key, values, ...(adds && { adds }) }, ...later].reduce(merge, known);
    const updated_at = Math.max(before.updated_at, at);
    const row = vault.sealJson(PLACES.registerRow(register, before.key), { key, values: merged });
    await tx
      .updateTable('app.registers')
      .set({ row, updated_at })
      .where('register', '=', register)
      .where('key', '=', before.key)
      .execute();
    const readable = { values: JSON.stringify(merged), updated_at };
    await tx
      .insertInto('read.registers')
      .values({ register, key, ...readable })
      .onConflict((conflict) => conflict.columns(['register', 'key']).doUpdateSet(readable))
      .execute();
  });
}

/**
 * The row as the last writer left it, an empty one if there was none: until the transaction ends, whoever else writes it
 * waits, also one who found nobody else there.
 */
async function holdRow(
  tx: Transaction<Tables>,
  vault: Vault,
  register: string,
  { key, names, at }: { key: string; names: ReturnType<Vault['namesOf']>; at: number },
): Promise<Selectable<Tables['app.registers']>> {
  const found = tx
    .selectFrom('app.registers')
    .selectAll()
    .where('register', '=', register)
    .where('key', 'in', [...names])
    .forUpdate();
  const there = await found.executeTakeFirst();
  if (there !== undefined) return there;
  const row = vault.sealJson(PLACES.registerRow(register, names[0]), { key, values: {} });
  await tx
    .insertInto('app.registers')
    .values({ register, key: names[0], row, updated_at: at })
    .onConflict((conflict) => conflict.columns(['register', 'key']).doNothing())
    .execute();
  return found.executeTakeFirstOrThrow();
}

function merge(row: JsonObject, { values, adds = {} }: Write): JsonObject {
  const merged = { ...row, ...values };
  for (const [name, item] of Object.entries(adds)) {
    const list = Array.isArray(merged[name]) ? merged[name] : [];
    const same = canonical(item);
    merged[name] = list.some((known) => canonical(known) === same) ? list : [...list, item];
  }
  return merged;
}

/**
 * What later facts wrote into the row before this one came: effects are tried again after a failure, so they arrive in
 * any order, and the later fact's values stand.
 */
async function laterWrites(
  tx: Queries,
  vault: Vault,
  register: string,
  names: readonly string[],
  { caseId, seq, at }: Fact,
): Promise<Write[]> {
  const rows = await tx
    .selectFrom('app.register_history')
    .selectAll()
    .where('register', '=', register)
    .where('key', 'in', [...names])
    .where(({ or, and, eb }) =>
      or([eb('at', '>', at), and([eb('at', '=', at), eb('case_id', '=', caseId), eb('seq', '>', seq)])]),
    )
    .orderBy('at')
    .orderBy('seq')
    .execute();
  return rows.map((row) => vault.openJson<Write>(PLACES.registerWrite(row.case_id, row.seq), row.row));
}

// ── the readable copy ───────────────────────────────────────────────────────────────────────────────────────────

/** All rows of a register, by key, from the truth: also while the read model is made again. */
export async function registerRows(store: Store, register: string): Promise<Row[]> {
  const rows = await store.db.selectFrom('app.registers').selectAll().where('register', '=', register).execute();
  return rows.map((row) => openRow(store.vault, row)).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function openRow(vault: Vault, { register, key, row }: { register: string; key: string; row: Buffer }): Row {
  return vault.openJson<Row>(PLACES.registerRow(register, key), row);
}

const ROWS_AT_ONCE = 1_000;

/** The read model without a case, but with the registers. */
export async function emptyReadModel(tx: Queries, vault: Vault): Promise<void> {
  await recreateReadSchema(tx);
  for (let last = ['', '']; ; ) {
    const rows = await tx
      .selectFrom('app.registers')
      .selectAll()
      .where(sql<boolean>`(register, key) > (${last[0]}::text, ${last[1]}::text)`)
      .orderBy('register')
      .orderBy('key')
      .limit(ROWS_AT_ONCE)
      .execute();
    const end = rows.at(-1);
    if (end === undefined) return;
    last = [end.register, end.key];
    const readable = rows.map((sealed) => {
      const { key, values } = openRow(vault, sealed);
      return { register: sealed.register, key, values: JSON.stringify(values), updated_at: sealed.updated_at };
    });
    await tx.insertInto('read.registers').values(readable).execute();
  }
}
