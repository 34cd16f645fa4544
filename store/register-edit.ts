/** A row of a register edited by hand: for the version that was read, and once. */
import { v5 } from 'uuid';
import type { JsonObject } from '../rules/json.ts';
import type { Queries, Store } from './database.ts';
import { type Editor, holdWriters, mergedRows, writeRows } from './register-rows.ts';
import { registerRow } from './registers.ts';

export interface RowEdit {
  key: string;
  /** What is merged into the row; null clears a value. */
  values: JsonObject;
  by: Editor;
  /** Epoch ms. */
  at: number;
  /** Of the row as it was read; null: it is to be a new one. */
  version: number | null;
  /** The same for every repeat of this edit, and for no other. */
  request: string;
}

/** `taken`: the new row is there; `stale`: it was written since it was read. */
export type EditedRow = { kind: 'written'; version: number } | { kind: 'missing' | 'taken' | 'stale' };

/** A namespace of our own for ids made of a person and what they asked for (RFC 9562, version 5). */
const NAMESPACE = '0b1f6f0e-6f0d-4a6f-9c56-3d5a1c2f7e90';

export async function editRow(store: Store, register: string, edit: RowEdit): Promise<EditedRow> {
  const { key, values, by, version } = edit;
  const id = v5(`${register} ${by.person} ${edit.request}`, NAMESPACE);
  return store.db.transaction().execute(async (tx) => {
    await holdWriters(tx);
    const earlier = await versionOf(tx, id);
    if (earlier !== undefined) return { kind: 'written', version: earlier };
    const row = await registerRow(store, register, key, tx);
    if (version === null && row !== null) return { kind: 'taken' };
    if (version !== null && row === null) return { kind: 'missing' };
    if (version !== null && row?.version !== version) return { kind: 'stale' };
    const merged = await mergedRows(tx, store, register, [{ line: 1, key, values, by }]);
    await writeRows(tx, store, register, merged, { id, at: Math.max(edit.at, row?.updatedAt ?? 0) });
    return { kind: 'written', version: (await versionOf(tx, id)) ?? 0 };
  });
}

/** That of the row with this write as its latest. */
async function versionOf(db: Queries, id: string): Promise<number | undefined> {
  const written = db.selectFrom('app.register_history').select('id').where('case_id', '=', id);
  return (await written.executeTakeFirst())?.id;
}
