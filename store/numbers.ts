/** Numbers without a gap: one is taken by the statement or transaction that uses it, so that what fails takes none. */
import { type RawBuilder, sql } from 'kysely';
import type { Queries } from './database.ts';

export interface Counter {
  kind: 'case' | 'document';
  /** Of a case its prefix; of a document `<slug>/<document>`. */
  key: string;
  /** Of the legal instant, in Asia/Shanghai. */
  year: number;
}

/**
 * A statement that takes the next number of a counter, from 1, and returns it as `last`; none if `unless` holds. Until
 * the transaction ends, others who want a number of this counter wait.
 */
export function takeNumber(
  { kind, key, year }: Counter,
  unless: RawBuilder<unknown> = sql`false`,
): RawBuilder<unknown> {
  return sql`
    INSERT INTO app.numbers AS n SELECT ${kind}, ${key}, ${year}::integer, 1 WHERE NOT ${unless}
    ON CONFLICT (kind, key, year) DO UPDATE SET last = n.last + 1
    RETURNING last`;
}

/** As in 网约车许可〔2026〕00001: `last` as text, five digits at least. */
export function numberText(prefix: string, year: number, last: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${`${prefix}〔${year}〕`}::text || lpad(${last}::text, greatest(5, length(${last}::text)), '0')`;
}

export async function nextNumber(tx: Queries, counter: Counter, prefix: string): Promise<string> {
  const result = await sql<{ number: string }>`
    WITH taken AS (${takeNumber(counter)})
    SELECT ${numberText(prefix, counter.year, sql`taken.last`)} AS number FROM taken`.execute(tx);
  return result.rows[0]?.number ?? '';
}
