/** The database of a benchmark that fills and empties it: never one in which somebody works. */
import { openStore, type Store } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';

/** @throws Error where DATABASE_URL names none, or one that has cases */
export async function openEmptyStore(options: Parameters<typeof openStore>[1]): Promise<Store> {
  const url = process.env.DATABASE_URL;
  if (url === undefined) throw new Error('DATABASE_URL is not set: give a database that may be emptied');
  const store = openStore(url, options);
  await migrate(store);
  const { cases } = await store.db
    .selectFrom('app.cases')
    .select(({ fn }) => fn.countAll<number>().as('cases'))
    .executeTakeFirstOrThrow();
  if (cases > 0) throw new Error(`this database has ${cases} cases: give one that may be emptied`);
  return store;
}
