/** Offers as a person has them: to their groups, and to the party that they are in the case that offers. */
import { sql } from 'kysely';
import { checkedLimit, decodeCursor, type Page, pageOf } from '../../store/cursor.ts';
import type { Store } from '../../store/database.ts';
import { closeOffer, offerInput } from '../../store/offers.ts';
import type { Offer, Offers } from '../ports.ts';

interface OfferRow {
  case_id: string;
  seq: number;
  number: string;
  definition: string;
  grp: string;
  /** Sealed. */
  input: Buffer;
  at: number;
}

const OPEN = sql`
  SELECT o.case_id, o.seq, coalesce(c.number, '') AS number, o.definition, o.grp, o.input, o.at
  FROM app.offers o LEFT JOIN app.cases c ON c.id = o.case_id WHERE o.closed_at IS NULL`;

export function createOffers(store: Store): Offers {
  return {
    open: (query) => openOffers(store, query),
    find: (caseId, seq) => openOffer(store, caseId, seq),
    close: (offer, by) => closeOffer(store, offer, by),
  };
}

/** Oldest first. */
async function openOffers(store: Store, query: Parameters<Offers['open']>[0]): Promise<Page<Offer>> {
  const limit = checkedLimit(query.limit);
  const after = query.cursor === undefined ? FIRST : decodeCursor(query.cursor, ['number', 'uuid', 'number']);
  const result = await sql<OfferRow>`${OPEN}
    AND (o.at, o.case_id, o.seq) > (${after[0]}::bigint, ${after[1]}::uuid, ${after[2]}::integer)
    AND (o.grp = ANY (${[...query.groups]}::text[]) OR EXISTS (
      SELECT FROM read.parties p WHERE p.case_id = o.case_id AND p.grp = o.grp AND p.person = ${query.person}))
    ORDER BY o.at, o.case_id, o.seq LIMIT ${limit + 1}`.execute(store.db);
  return pageOf(
    result.rows,
    limit,
    (row) => offerOf(store, row),
    (row) => [row.at, row.case_id, row.seq],
  );
}

const FIRST = [0, '00000000-0000-0000-0000-000000000000', 0] as const;

async function openOffer(store: Store, caseId: string, seq: number): Promise<Offer | null> {
  const result = await sql<OfferRow>`${OPEN} AND o.case_id = ${caseId}::uuid AND o.seq = ${seq}`.execute(store.db);
  const row = result.rows[0];
  return row === undefined ? null : offerOf(store, row);
}

function offerOf(store: Store, row: OfferRow): Offer {
  return {
    caseId: row.case_id,
    seq: row.seq,
    caseNumber: row.number,
    definition: row.definition,
    group: row.grp,
    input: offerInput(store, row),
    at: row.at,
  };
}
