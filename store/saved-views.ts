/** Filters of the worklist that a person keeps under a name; one of them may be what their desk opens with. */
import { sql, type Transaction } from 'kysely';
import { v7 } from 'uuid';
import type { JsonObject } from '../rules/json.ts';
import type { Store } from './database.ts';
import { PLACES } from './places.ts';
import type { Tables } from './tables.ts';

export interface SavedView {
  id: string;
  name: string;
  filter: JsonObject;
  isDefault: boolean;
}

/** A person's own, in the order in which they were made. */
export async function listViews(store: Store, person: string): Promise<SavedView[]> {
  return viewsOf(store, store.db, person);
}

async function viewsOf({ vault }: Store, db: Pick<Store['db'], 'selectFrom'>, person: string): Promise<SavedView[]> {
  const rows = await db.selectFrom('app.saved_views').selectAll().where('person', '=', person).orderBy('id').execute();
  return rows.map(({ id, is_default: isDefault, content }) => {
    const { name, filter } = vault.openJson(PLACES.savedView(person, id), content) as Pick<
      SavedView,
      'name' | 'filter'
    >;
    return { id, name, filter, isDefault };
  });
}

const MOST = 50;

/**
 * @param id null: a new one
 * @returns why not: another has the name, there are too many, or there is none with that id
 */
export async function saveView(
  store: Store,
  person: string,
  id: string | null,
  view: Omit<SavedView, 'id'>,
): Promise<SavedView | 'taken' | 'too-many' | 'none'> {
  return store.db.transaction().execute(async (tx) => {
    // Names are sealed: that each is there once can only be seen by looking, one writer at a time.
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${person}, 8))`.execute(tx);
    const all = await viewsOf(store, tx, person);
    if (all.some((other) => other.id !== id && other.name === view.name)) return 'taken';
    if (id === null && all.length >= MOST) return 'too-many';
    if (id !== null && !all.some((other) => other.id === id)) return 'none';
    const saved = { id: id ?? v7(), ...view };
    await write(tx, store, person, saved);
    return saved;
  });
}

async function write(tx: Transaction<Tables>, { vault }: Store, person: string, view: SavedView): Promise<void> {
  const { id, name, filter, isDefault } = view;
  if (isDefault) {
    await tx.updateTable('app.saved_views').set({ is_default: false }).where('person', '=', person).execute();
  }
  const values = { is_default: isDefault, content: vault.sealJson(PLACES.savedView(person, id), { name, filter }) };
  await tx
    .insertInto('app.saved_views')
    .values({ id, person, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...values, saved_at: new Date() }))
    .execute();
}

/** False if there is none with that id. */
export async function dropView(store: Store, person: string, id: string): Promise<boolean> {
  const gone = await store.db
    .deleteFrom('app.saved_views')
    .where('person', '=', person)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}
