/** Forms that a person has begun: one a person and subject, with a version that tells two windows apart. */
import { v7 } from 'uuid';
import type { Json } from '../rules/json.ts';
import type { Store } from './database.ts';

export interface Draft {
  id: string;
  /** What it is a draft of: `start/<procedure>`, `task/<case>/<token>`, `definition/<path>`. */
  subject: string;
  version: number;
  content: Json;
  updatedAt: Date;
}

const columns = ['id', 'subject', 'version', 'content', 'updated_at'] as const;

function draftOf(row: { id: string; subject: string; version: number; content: Json; updated_at: Date }): Draft {
  return { id: row.id, subject: row.subject, version: row.version, content: row.content, updatedAt: row.updated_at };
}

export async function readDraft(store: Store, person: string, subject: string): Promise<Draft | null> {
  const row = await store.db
    .selectFrom('app.drafts')
    .select(columns)
    .where('person', '=', person)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row === undefined ? null : draftOf(row);
}

export async function listDrafts(store: Store, person: string): Promise<Draft[]> {
  const select = store.db.selectFrom('app.drafts').select(columns).where('person', '=', person);
  return (await select.orderBy('updated_at', 'desc').limit(100).execute()).map(draftOf);
}

/**
 * @param version the one that was read; 0 if there was none
 * @returns null if another window has saved in between
 */
export async function saveDraft(
  store: Store,
  person: string,
  subject: string,
  version: number,
  content: Json,
): Promise<Draft | null> {
  const text = JSON.stringify(content);
  const saved =
    version === 0
      ? await store.db
          .insertInto('app.drafts')
          .values({ id: v7(), person, subject, version: 1, content: text })
          .onConflict((conflict) => conflict.constraint('drafts_subject').doNothing())
          .returning(columns)
          .executeTakeFirst()
      : await store.db
          .updateTable('app.drafts')
          .set({ content: text, version: version + 1, updated_at: new Date() })
          .where('person', '=', person)
          .where('subject', '=', subject)
          .where('version', '=', version)
          .returning(columns)
          .executeTakeFirst();
  return saved === undefined ? null : draftOf(saved);
}

export async function dropDraft(store: Store, person: string, subject: string): Promise<void> {
  await store.db.deleteFrom('app.drafts').where('person', '=', person).where('subject', '=', subject).execute();
}
