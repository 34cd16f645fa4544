/**
 * Statements that are sent with every command of a case, under a name each: PostgreSQL parses and plans them once a
 * connection, which costs more than carrying them out.
 */
import { createHash } from 'node:crypto';
import type { Compilable, RawBuilder } from 'kysely';
import type { Store } from './database.ts';

/** Their texts are few: only a statement that is built of a handful of parts belongs here, never one of a list's length. */
export async function runPrepared<Row extends object>(
  store: Store,
  query: RawBuilder<Row> | Compilable<Row>,
): Promise<{ rows: Row[] }> {
  const { sql: text, parameters } = query.compile(store.db);
  const { rows } = await store.pool.query<Row>({ name: nameOf(text), text, values: [...parameters] });
  return { rows };
}

const NAMES = new Map<string, string>();

/** PostgreSQL cuts names after 63 bytes. */
function nameOf(text: string): string {
  let name = NAMES.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    NAMES.set(text, name);
  }
  return name;
}
