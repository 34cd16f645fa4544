/** Forms that a person has begun: one a person and subject, with a version that tells two windows apart. */
import { v7 } from 'uuid';
import type { Json } from '../rules/json.ts';
import type { Store } from './database.ts';
import { PLACES } from './places.ts';

export interface Draft {
  id: string;
  /** What it is a draft of: `start/<procedure>`, `task/<case>/<token>`, `definition/<path>`. */
  subject: string;
  version: number;
  content: Json;
  updatedAt: Date;
}

const columns = ['id', 'subject', 'version', 'content', 'updated_at'] as const;

interface DraftRow {
  id: string;
  subject: string;
  version: number;
  content: Buffer;
  updated_at: Date;
}

function draftOf({ vault }: Store, person: string, row: DraftRow): Draft {
  const { id, subject, version, updated_at: updatedAt } = row;
  return { id, subject, version, content: vault.openJson(PLACES.draft(person, subject), row.content), updatedAt };
}

export async function readDraft(store: Store, person: string, subject: string): Promise<Draft | null> {
  const row = await store.db
    .selectFrom('app.drafts')
    .select(columns)
    .where('person', '=', person)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row === undefined ? null : draftOf(store, person, row);
}

export async function listDrafts(store: Store, person: string): Promise<Draft[]> {
  const select = store.db.selectFrom('app.drafts').select(columns).where('person', '=', person);
  return (await select.orderBy('updated_at', 'desc').limit(100).execute()).map((row) => draftOf(store, person, row));
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
  const sealed = store.vault.sealJson(PLACES.draft(person, subject), content);
  const saved =
    version === 0
      ? await store.db
          .insertInto('app.drafts')
          .values({ id: v7(), person, subject, version: 1, content: sealed })
          .onConflict((conflict) => conflict.constraint('drafts_subject').doNothing())
          .returning(columns)
          .executeTakeFirst()
      : await store.db
          .updateTable('app.drafts')
          .set({ content: sealed, version: version + 1, updated_at: new Date() })
          .where('person', '=', person)
          .where('subject', '=', subject)
          .where('version', '=', version)
          .returning(columns)
          .executeTakeFirst();
  return saved === undefined ? null : draftOf(store, person, saved);
}

export async function dropDraft(store: Store, person: string, subject: string): Promise<void> {
  await store.db.deleteFrom('app.drafts').where('person', '=', person).where('subject', '=', subject).execute();
}
