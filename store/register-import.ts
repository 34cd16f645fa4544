/**
 * A file of rows merged into a register: whole or not at all, and once. It is what the office says now, so it comes
 * after all that was written before; each row keeps it in its history.
 */
import { v5 } from 'uuid';
import type { Queries, Store } from './database.ts';
import { type GivenRow, holdWriters, mergedRows, writeRows } from './register-rows.ts';

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
  rows: readonly GivenRow[],
  by: RegisterFile,
): Promise<Imported> {
  const id = idOf(register, by.file);
  return store.db.transaction().execute(async (tx) => {
    await holdWriters(tx);
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
  rows: readonly GivenRow[],
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

function* batches(rows: readonly GivenRow[]): Generator<readonly GivenRow[]> {
  for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) yield rows.slice(i, i + ROWS_AT_ONCE);
}
