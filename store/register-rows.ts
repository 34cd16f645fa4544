/**
 * Rows that an office gives, merged into a register: while nobody else writes one, after all that was written before,
 * each with its history and its readable copy.
 */
import { sql, type Transaction } from 'kysely';
import { canonical } from '../engine/chain.ts';
import type { JsonObject } from '../rules/json.ts';
import type { Queries, Store } from './database.ts';
import { OWNERS, PLACES } from './places.ts';
import type { Tables } from './tables.ts';

export interface GivenRow {
  /** Names the write within its import; of a single row 1. */
  line: number;
  key: string;
  /** What is merged into the row. */
  values: JsonObject;
  /** Of a row that was edited by hand. */
  by?: Editor;
}

/** Who edited a row, and why. */
export interface Editor {
  person: string;
  /** Without the document. */
  group: string;
  /** The officer on leave in whose name it was done. */
  standsInFor?: string;
  reason: string;
}

/** Whoever writes a row writes its history: cases wait meanwhile, and those that were first are waited for. */
export async function holdWriters(tx: Transaction<Tables>): Promise<void> {
  await sql`LOCK TABLE app.register_history IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

interface MergedRow extends GivenRow {
  /** Under which the row stands, a keyed hash; and under which a new one would. */
  name: string;
  newName: string;
  merged: JsonObject;
  outcome: 'added' | 'changed' | 'unchanged';
}

/** What the rows would be, as they stand now. */
export async function mergedRows(
  db: Queries,
  { vault }: Store,
  register: string,
  batch: readonly GivenRow[],
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

/** A row that stays as it is is sealed anew and has the write in its history too: the office has said it again. */
export async function writeRows(
  tx: Transaction<Tables>,
  { vault }: Store,
  register: string,
  rows: readonly MergedRow[],
  { id, at }: { id: string; at: number },
): Promise<void> {
  const writes = rows.map(({ line, key, values, by }) =>
    vault.sealJson(PLACES.registerWrite(id, line), { key, values, ...(by && { by }) }),
  );
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
