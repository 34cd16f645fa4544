/** Gazette documents by slug: what all definitions of one document share and no bundle holds. */
import { sql } from 'kysely';
import type { DocumentInfo } from '../compiler/document.ts';
import type { Queries } from './database.ts';

export type Gazette = Pick<
  DocumentInfo,
  'id' | 'number' | 'title' | 'groups' | 'registers' | 'issued' | 'inForce' | 'validUntil'
>;

/** The latest counts; running cases need only ids, which a document keeps. */
export async function putGazettes(db: Queries, gazettes: readonly Gazette[], by: string): Promise<void> {
  for (const { id, number, title, groups, registers, issued, inForce, validUntil } of gazettes) {
    const content = JSON.stringify({ id, number, title, groups, registers, issued, inForce, validUntil });
    await sql`
      INSERT INTO app.gazettes AS g (slug, content, deployed_by) VALUES (${id}, ${content}::jsonb, ${by})
      ON CONFLICT (slug) DO UPDATE SET content = excluded.content, deployed_at = now(), deployed_by = excluded.deployed_by
      WHERE g.content <> excluded.content`.execute(db);
  }
}

export async function listGazettes(db: Queries): Promise<Gazette[]> {
  const result = await sql<{ content: Gazette }>`SELECT content FROM app.gazettes ORDER BY slug`.execute(db);
  return result.rows.map(({ content }) => content);
}
