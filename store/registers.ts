/** Rows of registers and how they came about. */
import { sql } from 'kysely';
import type { JsonObject } from '../rules/json.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';

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
  let select = store.db.selectFrom('app.registers').selectAll().where('register', '=', register);
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

/** What was written to a row, oldest first. */
export async function registerHistory(store: Store, register: string, key: string): Promise<RegisterWrite[]> {
  const rows = await store.db
    .selectFrom('app.register_history')
    .select(['case_id', 'seq', 'values', 'at'])
    .where('register', '=', register)
    .where('key', '=', key)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ caseId: row.case_id, seq: row.seq, values: row.values, at: row.at }));
}
