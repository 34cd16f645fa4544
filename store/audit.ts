/** Who read or tried what. Entries hold ids and reasons, never data of a case. */
import { checkedLimit, decodeCursor, type Page, pageOf } from './cursor.ts';
import type { Queries, Store } from './database.ts';

export interface AuditEntry {
  /** Null: nobody had signed in. */
  person: string | null;
  /** The group in which they acted, `<slug>/<group>`. */
  actingAs?: string;
  /** As in the API's operation ids, e.g. `readCase`. */
  action: string;
  caseId?: string;
  /** What else it was about: a step, a document, a definition. */
  object?: string;
  outcome: 'done' | 'refused' | 'failed';
  /** Of a refusal: its code. */
  reason?: string;
  traceId?: string;
}

export interface AuditRecord extends AuditEntry {
  id: number;
  at: Date;
  /** Of `caseId`. */
  caseNumber?: string;
}

export interface AuditQuery {
  caseId?: string;
  person?: string;
  action?: string;
  outcome?: AuditEntry['outcome'];
  /** From this instant on, and before that one. */
  from?: Date;
  before?: Date;
  limit: number;
  cursor?: string;
}

export async function audit(db: Queries, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('app.audit_log')
    .values({
      person: entry.person,
      acting_as: entry.actingAs ?? null,
      action: entry.action,
      case_id: entry.caseId ?? null,
      object: entry.object ?? null,
      outcome: entry.outcome,
      reason: entry.reason ?? null,
      trace_id: entry.traceId ?? null,
    })
    .execute();
}

/** Latest first. @throws RangeError for the limit, BadCursor for the cursor */
export async function readAudit(store: Store, query: AuditQuery): Promise<Page<AuditRecord>> {
  const limit = checkedLimit(query.limit);
  let select = store.db
    .selectFrom('app.audit_log as a')
    .leftJoin('app.cases as c', 'c.id', 'a.case_id')
    .selectAll('a')
    .select('c.number');
  if (query.cursor !== undefined) select = select.where('a.id', '<', Number(decodeCursor(query.cursor, ['number'])[0]));
  if (query.caseId !== undefined) select = select.where('a.case_id', '=', query.caseId);
  if (query.person !== undefined) select = select.where('a.person', '=', query.person);
  if (query.action !== undefined) select = select.where('a.action', '=', query.action);
  if (query.outcome !== undefined) select = select.where('a.outcome', '=', query.outcome);
  if (query.from !== undefined) select = select.where('a.at', '>=', query.from);
  if (query.before !== undefined) select = select.where('a.at', '<', query.before);
  const rows = await select
    .orderBy('a.id', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    (row) => ({
      id: row.id,
      at: row.at,
      person: row.person,
      action: row.action,
      outcome: row.outcome,
      ...(row.acting_as !== null && { actingAs: row.acting_as }),
      ...(row.case_id !== null && { caseId: row.case_id }),
      ...(row.number !== null && { caseNumber: row.number }),
      ...(row.object !== null && { object: row.object }),
      ...(row.reason !== null && { reason: row.reason }),
      ...(row.trace_id !== null && { traceId: row.trace_id }),
    }),
    (row) => [row.id],
  );
}
