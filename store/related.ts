/** Cases to which a case has to do: that started it or were started by it, and that sent it a message or got one. */
import { sql } from 'kysely';
import { inSight, type Sight } from './case-view.ts';
import type { Store } from './database.ts';
import type { CaseRow } from './tables.ts';

/** What the other case is to this one. */
export type Relationship = 'starter' | 'started' | 'teller' | 'told';

export interface RelatedCase {
  relationship: Relationship;
  case: CaseRow;
}

const MOST = 200;

/** Of those that may be seen the latest, by what they are and when they started. */
export async function relatedCases({ db }: Store, caseId: string, sight: Sight): Promise<RelatedCase[]> {
  const { rows } = await sql<CaseRow & { relationship: Relationship }>`
    SELECT r.relationship, c.* FROM (
      SELECT CASE kind WHEN 'started' THEN 'started' ELSE 'told' END AS relationship, other AS id
        FROM read.links WHERE case_id = ${caseId}::uuid
      UNION SELECT CASE kind WHEN 'started' THEN 'starter' ELSE 'teller' END, case_id FROM read.links WHERE other = ${caseId}::uuid
      UNION SELECT 'starter', parent_case FROM read.cases WHERE id = ${caseId}::uuid AND parent_case IS NOT NULL
      UNION SELECT 'started', id FROM read.cases WHERE parent_case = ${caseId}::uuid
      UNION SELECT 'started', taken_by_case FROM app.offers WHERE case_id = ${caseId}::uuid AND taken_by_case IS NOT NULL
      UNION SELECT 'starter', case_id FROM app.offers WHERE taken_by_case = ${caseId}::uuid
    ) AS r JOIN read.cases c ON c.id = r.id
    WHERE ${inSight(sight)}
    ORDER BY r.relationship, c.started_at DESC, c.id DESC LIMIT ${MOST}`.execute(db);
  return rows.map(({ relationship, ...row }) => ({ relationship, case: row }));
}
