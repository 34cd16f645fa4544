/** What was written to a row of a register, and by what. */
import { sql } from 'kysely';
import type { JsonObject } from '../rules/json.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import { OWNERS, PLACES } from './places.ts';
import type { Editor } from './register-rows.ts';

export type WriteOrigin =
  | { kind: 'case'; caseId: string; number: string; seq: number }
  /** `file` is the SHA-256 of its bytes, `line` as an editor counts. */
  | { kind: 'import'; person: string; file: string; line: number }
  | ({ kind: 'edit' } & Editor)
  | { kind: 'schedule' };

export interface DatedWrite {
  /** Legal instant, epoch ms. */
  at: number;
  origin: WriteOrigin;
  values: JsonObject;
  /** What each of these lists gained. */
  adds: JsonObject;
}

interface Found {
  id: number;
  case_id: string;
  seq: number;
  row: Buffer;
  at: number;
  number: string | null;
  person: string | null;
  file: string | null;
}

interface Written {
  values: JsonObject;
  adds?: JsonObject;
  by?: Editor;
}

/** Latest first. @throws RangeError for the limit, BadCursor for the cursor */
export async function rowHistory(
  store: Store,
  register: string,
  key: string,
  query: { limit: number; cursor?: string },
): Promise<Page<DatedWrite>> {
  const limit = checkedLimit(query.limit);
  const [at, id] = query.cursor === undefined ? [null, null] : decodeCursor(query.cursor, ['number', 'number']);
  const found = await sql<Found>`
    SELECT h.id, h.case_id, h.seq, h.row, h.at, c.number, i.person, i.file
    FROM app.register_history h
      LEFT JOIN app.cases c ON c.id = h.case_id
      LEFT JOIN app.register_imports i ON i.id = h.case_id
    WHERE h.register = ${register} AND h.key = ANY (${[...store.vault.namesOf(OWNERS.register(register), key)]})
      AND (${at}::bigint IS NULL OR (h.at, h.id) < (${at}::bigint, ${id}::bigint))
    ORDER BY h.at DESC, h.id DESC LIMIT ${limit + 1}`.execute(store.db);
  return pageOf(
    found.rows,
    limit,
    (row) => {
      const sealed = PLACES.registerWrite(row.case_id, row.seq);
      const { values, adds = {}, by } = store.vault.openJson<Written>(sealed, row.row);
      return { at: row.at, origin: by === undefined ? originOf(row) : { kind: 'edit', ...by }, values, adds };
    },
    (row) => [row.at, row.id],
  );
}

function originOf({ case_id, seq, number, person, file }: Found): WriteOrigin {
  if (number !== null) return { kind: 'case', caseId: case_id, number, seq };
  if (person !== null && file !== null) return { kind: 'import', person, file, line: seq };
  return { kind: 'schedule' };
}
