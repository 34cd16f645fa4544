/**
 * A file of rows merged into a register: whole or not at all, and once. It is what the office says now, so it comes
 * after all that was written before; each row keeps it in its history.
 */
import { sql, type Transaction } from 'kysely';
import { v5 } from 'uuid';
import { canonical } from '../engine/chain.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Queries, Store } from './database.ts';
import { OWNERS, PLACES } from './places.ts';
import type { Tables } from './tables.ts';

export interface ImportRow {
  /** Of the file: it names the write. */
  line: number;
  key: string;
  /** What is merged into the row. */
  values: JsonObject;
}

export interface RegisterFile {
  /** SHA-256 of its bytes, hex. */
  file: string;
  person: string;
  /** Epoch ms. */
  at: number;
}

export interface Imported {
  added: number;
  changed: number;
  unchanged: number;
  /** The same file was merged before: nothing was done. */
  earlier: { person: string; at: number } | null;
}

/** A namespace of our own for ids made of a register and a file (RFC 9562, version 5). */
const NAMESPACE = '5f2a0c1e-6c0b-4c55-9d0e-0c6f8f1d7a31';

const idOf = (register: string, file: string): string => v5(`${register} ${file}`, NAMESPACE);

/** Merges the rows, keys each once; or, if the file has been merged before, nothing. */
export async function importIntoRegister(
  store: Store,
  register: string,
  rows: readonly ImportRow[],
  by: RegisterFile,
): Promise<Imported> {
  const id = idOf(register, by.file);
  return store.db.transaction().execute(async (tx) => {
    // Whoever writes a row writes its history: cases wait meanwhile, and those that were first are waited for.
    await sql`LOCK TABLE app.register_history IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
    const earlier = await earlierImport(tx, register, by.file);
    if (earlier !== null) return { added: 0, changed: 0, unchanged: rows.length, earlier };
    const at = Math.max(by.at, await latestWrite(tx, register));
    const { file, person } = by;
    await tx.insertInto('app.register_imports').values({ id, register, person, file, rows: rows.length, at }).execute();
    const counts = { added: 0, changed: 0, unchanged: 0 };
    for (const batch of batches(rows)) {
      const merged = await mergedRows(tx, store, register, batch);
      for (const { outcome } of merged) counts[outcome]++;
      await writeRows(tx, store, register, merged, { id, at });
    }
    return { ...counts, earlier: null };
  });
}

/** What `importIntoRegister` would do now. */
export async function tryImport(
  store: Store,
  register: string,
  rows: readonly ImportRow[],
  file: string,
): Promise<Imported> {
  const earlier = await earlierImport(store.db, register, file);
  if (earlier !== null) return { added: 0, changed: 0, unchanged: rows.length, earlier };
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const batch of batches(rows)) {
    for (const { outcome } of await mergedRows(store.db, store, register, batch)) counts[outcome]++;
  }
  return { ...counts, earlier: null };
}

async function earlierImport(db: Queries, register: string, file: string): Promise<Imported['earlier']> {
  const row = await db
    .selectFrom('app.register_imports')
    .select(['person', 'at'])
    .where('register', '=', register)
    .where('file', '=', file)
    .executeTakeFirst();
  return row ?? null;
}

async function latestWrite(db: Queries, register: string): Promise<number> {
  const row = await db
    .selectFrom('app.registers')
    .select(({ fn }) => fn.max('updated_at').as('at'))
    .where('register', '=', register)
    .executeTakeFirst();
  return row?.at ?? 0;
}

const ROWS_AT_ONCE = 500;

function* batches(rows: readonly ImportRow[]): Generator<readonly ImportRow[]> {
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) yield rows.slice(i, i + ROWS_AT_ONCE);
}

interface MergedRow extends ImportRow {
  /** Under which the row stands, a keyed hash; and under which a new one would. */
  name: string;
  newName: string;
  merged: JsonObject;
  outcome: 'added' | 'changed' | 'unchanged';
}

async function mergedRows(
  db: Queries,
  { vault }: Store,
  register: string,
  batch: readonly ImportRow[],
): Promise<MergedRow[]> {
  const named = batch.map((row) => ({ row, names: vault.namesOf(OWNERS.register(register), row.key) }));
  const found = await db
    .selectFrom('app.registers')
    .select(['key', 'row'])
    .where('register', '=', register)
    .where(sql<boolean>`key = ANY (${named.flatMap(({ names }) => names)})`)
    .execute();
  const sealed = new Map(found.map(({ key, row }) => [key, row]));
  return named.map(({ row, names }) => {
    const newName = names[0];
    const name = names.find((one) => sealed.has(one)) ?? newName;
    const before = sealed.get(name);
    if (before === undefined) return { ...row, name, newName, merged: row.values, outcome: 'added' };
    const known = vault.openJson<{ values: JsonObject }>(PLACES.registerRow(register, name), before).values;
    const merged = { ...known, ...row.values };
    const outcome = canonical(merged) === canonical(known) ? 'unchanged' : 'changed';
    return { ...row, name, newName, merged, outcome };
  });
}

/** A row that stays as it is is sealed anew and has the file in its history too: the office has said it again. */
async function writeRows(
  tx: Transaction<Tables>,
  { vault }: Store,
  register: string,
  rows: readonly MergedRow[],
  { id, at }: { id: string; at: number },
): Promise<void> {
  const writes = rows.map(({ key, values, line }) => vault.sealJson(PLACES.registerWrite(id, line), { key, values }));
  const sealed = rows.map(({ key, name, merged }) =>
    vault.sealJson(PLACES.registerRow(register, name), { key, values: merged }),
  );
  const each = <T>(of: (row: MergedRow) => T): T[] => rows.map(of);
  await sql`
    INSERT INTO app.register_history (register, key, case_id, seq, row, at)
    SELECT ${register}, w.key, ${id}::uuid, w.line, w.row, ${at}::bigint
    FROM unnest(${each((row) => row.newName)}::text[], ${each(({ line }) => line)}::integer[], ${writes}::bytea[])
      AS w (key, line, row)`.execute(tx);
  await sql`
    INSERT INTO app.registers (register, key, row, updated_at)
    SELECT ${register}, w.key, w.row, ${at}::bigint
    FROM unnest(${each(({ name }) => name)}::text[], ${sealed}::bytea[]) AS w (key, row)
    ON CONFLICT (register, key) DO UPDATE SET row = excluded.row, updated_at = excluded.updated_at`.execute(tx);
  await sql`
    INSERT INTO read.registers (register, key, values, updated_at)
    SELECT ${register}, w.key, w.values::jsonb, ${at}::bigint
    FROM unnest(${each(({ key }) => key)}::text[], ${each(({ merged }) => JSON.stringify(merged))}::text[])
      AS w (key, values)
    ON CONFLICT (register, key) DO UPDATE SET values = excluded.values, updated_at = excluded.updated_at`.execute(tx);
}
