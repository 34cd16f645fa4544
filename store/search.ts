/** Cases by the texts that they are known by, in any script. Who may see what is decided by the caller. */
import { type RawBuilder, sql } from 'kysely';
import { inSight, type Sight } from './case-view.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import { gramsOfQuery, termsOf } from './search-text.ts';
import type { CaseRow, SearchPart } from './tables.ts';

/** So many cases are looked up one by one; where more have a text, a list is walked in its order and each is asked. */
const FEW = 1_000;

/**
 * That a case has all terms of a text. Rare texts are looked up beforehand, because walking a long list for them would
 * find nothing for long; common ones are met soon on the way.
 */
export async function withText(store: Store, text: string, caseId: RawBuilder<unknown>): Promise<RawBuilder<boolean>> {
  const terms = termsOf(text);
  if (terms.length === 0) return sql<boolean>`true`;
  const found = await sql<{ case_id: string }>`
    SELECT s.case_id FROM read.search s WHERE ${hasTerms(terms)} LIMIT ${FEW + 1}`.execute(store.db);
  const ids = found.rows.map(({ case_id }) => case_id);
  return ids.length <= FEW
    ? sql<boolean>`${caseId} = ANY (${ids}::uuid[])`
    : sql<boolean>`EXISTS (SELECT FROM read.search s WHERE s.case_id = ${caseId} AND ${hasTerms(terms)})`;
}

/** Of `read.search s`. */
function hasTerms(terms: readonly string[]): RawBuilder<boolean> {
  const grams = [...new Set(terms.flatMap(gramsOfQuery))];
  const likes = terms.map((term) => sql`s.text LIKE ${`%${term.replace(/[\\%_]/g, '\\$&')}%`}`);
  return sql<boolean>`s.grams @> ${grams}::text[] AND ${sql.join(likes, sql` AND `)}`;
}

export interface FoundCase {
  case: CaseRow;
  /** All texts that the case is known by. */
  parts: SearchPart[];
}

/** Latest start first. @throws RangeError for the limit, BadCursor for the cursor */
export async function searchCases(
  store: Store,
  query: { text: string; sight: Sight; limit: number; cursor?: string },
): Promise<Page<FoundCase>> {
  const limit = checkedLimit(query.limit);
  const [startedAt = Number.MAX_SAFE_INTEGER, id = LAST_ID] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['number', 'uuid']);
  const result = await sql<CaseRow & { parts: SearchPart[] }>`
    SELECT c.*, p.parts FROM (
      SELECT c.* FROM read.cases c
      WHERE (c.started_at, c.id) < (${startedAt}::bigint, ${id}::uuid)
        AND ${inSight(query.sight)} AND ${await withText(store, query.text, sql`c.id`)}
      ORDER BY c.started_at DESC, c.id DESC LIMIT ${limit + 1}
    ) AS c JOIN read.search p ON p.case_id = c.id
    ORDER BY c.started_at DESC, c.id DESC`.execute(store.db);
  return pageOf(
    result.rows,
    limit,
    ({ parts, ...row }) => ({ case: row, parts }),
    (row) => [row.started_at, row.id],
  );
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
