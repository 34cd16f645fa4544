/** What the office notes beside a case, for itself. Nothing is changed or taken back: what was written stays. */
import { v7 } from 'uuid';
import type { Store } from './database.ts';
import { PLACES } from './places.ts';

export interface Comment {
  id: string;
  author: string;
  text: string;
  writtenAt: Date;
}

const MOST = 500;

/** Latest first. */
export async function commentsOf({ db, vault }: Store, caseId: string): Promise<Comment[]> {
  const rows = await db
    .selectFrom('app.comments')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  return rows.map(({ id, author, content, written_at: writtenAt }) => {
    const text = vault.openJson(PLACES.comment(caseId, id), content) as string;
    return { id, author, text, writtenAt };
  });
}

export async function writeComment({ db, vault }: Store, caseId: string, author: string, text: string): Promise<void> {
  const id = v7();
  const content = vault.sealJson(PLACES.comment(caseId, id), text);
  await db.insertInto('app.comments').values({ id, case_id: caseId, author, content }).execute();
}
