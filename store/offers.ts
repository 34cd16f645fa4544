/** Cases that a group is to start because nobody else has their inputs: offered by one case, taken as another. */
import { sql } from 'kysely';
import type { JsonObject } from '../rules/json.ts';
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Store } from './database.ts';
import { PLACES } from './places.ts';
import { runPrepared } from './prepared.ts';
import type { Membership } from './worklist.ts';

export interface OfferItem {
  /** The case that offers, and the number of its fact; of a schedule's, an id of its own. */
  caseId: string;
  seq: number;
  /** The procedure to start. */
  definition: string;
  /** `<slug>/<group>` */
  group: string;
  unit: string;
  /** What is known of the input. */
  input: JsonObject;
  /** Legal instant, epoch ms. */
  at: number;
}

/** Once: a repetition changes nothing. An offer of a schedule has an id of its own in place of a case's. */
export async function insertOffer(store: Store, offer: OfferItem): Promise<void> {
  const { caseId, seq, definition, group, unit, input, at } = offer;
  const sealed = store.vault.sealJson(PLACES.offer(caseId, seq), input);
  const insert = store.db
    .insertInto('app.offers')
    .values({ case_id: caseId, seq, definition, grp: group, unit, input: sealed, at })
    .onConflict((conflict) => conflict.columns(['case_id', 'seq']).doNothing());
  await runPrepared(store, insert);
}

/** Open offers to these groups, oldest first. @throws RangeError for the limit, BadCursor for the cursor */
export async function listOffers(
  store: Store,
  query: { memberships: readonly Membership[]; limit: number; cursor?: string },
): Promise<Page<OfferItem>> {
  const limit = checkedLimit(query.limit);
  const [at = 0, caseId = FIRST_ID, seq = 0] =
    query.cursor === undefined ? [] : decodeCursor(query.cursor, ['number', 'uuid', 'number']);
  const groups = query.memberships.map(({ group }) => group);
  const units = query.memberships.map(({ unit }) => unit);
  const rows = await store.db
    .selectFrom('app.offers as o')
    .select(['o.case_id', 'o.seq', 'o.definition', 'o.grp', 'o.unit', 'o.input', 'o.at'])
    .where('o.closed_at', 'is', null)
    .where(
      sql<boolean>`EXISTS (SELECT FROM unnest(${groups}::text[], ${units}::text[]) AS m(grp, unit)
        WHERE o.grp = m.grp AND (m.unit = '' OR o.unit = '' OR o.unit = m.unit))`,
    )
    .where(sql<boolean>`(o.at, o.case_id, o.seq) > (${at}::bigint, ${caseId}::uuid, ${seq}::integer)`)
    .orderBy('o.at')
    .orderBy('o.case_id')
    .orderBy('o.seq')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => ({
      caseId: row.case_id,
      seq: row.seq,
      definition: row.definition,
      group: row.grp,
      unit: row.unit,
      input: offerInput(store, row),
      at: row.at,
    }),
    (row) => [row.at, row.case_id, row.seq],
  );
}

export function offerInput({ vault }: Store, row: { case_id: string; seq: number; input: Buffer }): JsonObject {
  return vault.openJson(PLACES.offer(row.case_id, row.seq), row.input);
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * The offer was taken: `by.caseId` is the case started for it. Or declined: nothing will be started.
 * @returns false if it was closed before, or there is none
 */
export async function closeOffer(
  store: Store,
  offer: { caseId: string; seq: number },
  by: { caseId: string } | { declinedBy: string },
): Promise<boolean> {
  const done = await store.db
    .updateTable('app.offers')
    .set({
      closed_at: new Date(),
      ...('caseId' in by ? { taken_by_case: by.caseId } : { declined_by: by.declinedBy }),
    })
    .where('case_id', '=', offer.caseId)
    .where('seq', '=', offer.seq)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return Number(done.numUpdatedRows) === 1;
}
