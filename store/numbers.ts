/** Numbers without a gap: one is taken in the transaction that uses it, so that what is rolled back takes none. */
import { sql } from 'kysely';
import type { Queries } from './database.ts';

/**
 * The next number of a counter, from 1. Until the transaction ends, others who want a number of this counter wait.
 * @param key of a case its prefix; of a document `<slug>/<document>`
 * @param year of the legal instant, in Asia/Shanghai
 */
export async function nextNumber(tx: Queries, kind: 'case' | 'document', key: string, year: number): Promise<number> {
  const result = await sql<{ last: number }>`
    INSERT INTO app.numbers AS n VALUES (${kind}, ${key}, ${year}, 1)
    ON CONFLICT (kind, key, year) DO UPDATE SET last = n.last + 1
    RETURNING last`.execute(tx);
  return result.rows[0]?.last ?? 0;
}

/** As in 网约车许可〔2026〕00001. */
export function formatNumber(prefix: string, year: number, number: number): string {
  return `${prefix}〔${year}〕${String(number).padStart(5, '0')}`;
}
