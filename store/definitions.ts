/**
 * Deployed definitions. A procedure or decision has versions; a version never changes, and the latest is current: new
 * cases are pinned to it. Calendars are deployed the same way, by content alone.
 */
import { canonical } from '../engine/chain.ts';
import type { Bundle } from '../engine/model.ts';
import type { CalendarData } from '../rules/calendar/calendar.ts';
import type { Decision } from '../rules/decision/model.ts';
import { getContent, putContent } from './content.ts';
import type { Queries, Store } from './database.ts';
import type { DefinitionTable } from './tables.ts';

/** A definition that can't be deployed as it is; `remedy` says what to change. */
export class DeploymentRefused extends Error {
  override readonly name = 'DeploymentRefused';
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(`${message}. ${remedy}`);
    this.remedy = remedy;
  }
}

export interface Deployed {
  id: string;
  version: number;
  hash: string;
  /** False: this very version was there already. */
  isNew: boolean;
}

export interface DefinitionEntry {
  kind: 'procedure' | 'decision';
  id: string;
  version: number;
  hash: string;
  titleZh: string;
  titleEn: string;
  current: boolean;
  deployedAt: Date;
  deployedBy: string;
}

/**
 * All or none. Every definition must be the very same as deployed, or have a higher version than any before.
 * @throws DeploymentRefused for the first that is neither
 */
export async function deploy(
  store: Store,
  definitions: { bundles: readonly Bundle[]; decisions: readonly Decision[] },
  by: string,
): Promise<Deployed[]> {
  const entries = [
    ...definitions.bundles.map((bundle) => ({ kind: 'procedure' as const, of: bundle.procedure, content: bundle })),
    ...definitions.decisions.map((decision) => ({ kind: 'decision' as const, of: decision, content: decision })),
  ].sort((a, b) => (a.of.id < b.of.id ? -1 : 1));
  return store.db.transaction().execute(async (tx) => {
    const deployed: Deployed[] = [];
    for (const { kind, of, content } of entries) {
      const hash = await putContent(tx, kind === 'procedure' ? 'bundle' : 'decision', canonical(content));
      const isNew = await deployVersion(tx, { kind, id: of.id, version: of.version, hash }, of.title, by);
      deployed.push({ id: of.id, version: of.version, hash, isNew });
    }
    return deployed;
  });
}

async function deployVersion(
  tx: Queries,
  entry: Pick<DefinitionTable, 'kind' | 'id' | 'version' | 'hash'>,
  title: { zh: string; en: string },
  by: string,
): Promise<boolean> {
  const latest = await tx
    .selectFrom('app.definitions')
    .select(['version', 'hash'])
    .where('kind', '=', entry.kind)
    .where('id', '=', entry.id)
    .where('current', '=', true)
    .forUpdate()
    .executeTakeFirst();
  if (latest?.hash === entry.hash) return false;
  if (latest !== undefined && entry.version <= latest.version) refuseVersion(entry, latest.version);
  await tx
    .updateTable('app.definitions')
    .set({ current: false })
    .where('kind', '=', entry.kind)
    .where('id', '=', entry.id)
    .where('current', '=', true)
    .execute();
  await tx
    .insertInto('app.definitions')
    .values({ ...entry, title_zh: title.zh, title_en: title.en, current: true, deployed_by: by })
    .execute();
  return true;
}

function refuseVersion(entry: { kind: string; id: string; version: number }, latest: number): never {
  const what =
    entry.version === latest
      ? `${entry.kind} ${entry.id} version ${entry.version} is deployed with other content`
      : `${entry.kind} ${entry.id} version ${entry.version} is older than the deployed version ${latest}`;
  throw new DeploymentRefused(what, `Raise its version to ${latest + 1}.`);
}

/** The version that new cases get; null if the procedure or decision isn't deployed. */
export async function currentDefinition(
  db: Queries,
  kind: DefinitionTable['kind'],
  id: string,
): Promise<DefinitionEntry | null> {
  const row = await db
    .selectFrom('app.definitions')
    .selectAll()
    .where('kind', '=', kind)
    .where('id', '=', id)
    .where('current', '=', true)
    .executeTakeFirst();
  return row === undefined ? null : entryOf(row);
}

/** All versions, the latest of each first. */
export async function listDefinitions(db: Queries): Promise<DefinitionEntry[]> {
  const rows = await db
    .selectFrom('app.definitions')
    .selectAll()
    .orderBy('kind', 'desc')
    .orderBy('id')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(entryOf);
}

function entryOf(row: Omit<DefinitionTable, 'deployed_at'> & { deployed_at: Date }): DefinitionEntry {
  return {
    kind: row.kind,
    id: row.id,
    version: row.version,
    hash: row.hash,
    titleZh: row.title_zh,
    titleEn: row.title_en,
    current: row.current,
    deployedAt: row.deployed_at,
    deployedBy: row.deployed_by,
  };
}

// ── calendars ───────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * Makes the calendar the one that new cases count with. Its version, which is the hash of its id and years, is its name
 * in the content store, and is returned.
 */
export async function deployCalendar(store: Store, calendar: CalendarData, by: string): Promise<string> {
  const first = calendar.years[0]?.year;
  const last = calendar.years.at(-1)?.year;
  if (first === undefined || last === undefined) {
    throw new DeploymentRefused('the calendar has no year', 'Add at least one cn-<year>.json.');
  }
  return store.db.transaction().execute(async (tx) => {
    const hash = await putContent(tx, 'calendar', canonical({ id: calendar.id, years: calendar.years }));
    if (hash !== calendar.version) throw new Error(`calendar ${calendar.version} holds what has the version ${hash}`);
    const others = tx.updateTable('app.calendars').set({ current: false }).where('id', '=', calendar.id);
    await others.where('hash', '<>', hash).where('current', '=', true).execute();
    await tx
      .insertInto('app.calendars')
      .values({ hash, id: calendar.id, first_year: first, last_year: last, current: true, deployed_by: by })
      .onConflict((conflict) => conflict.column('hash').doUpdateSet({ current: true }))
      .execute();
    return hash;
  });
}

export async function currentCalendar(
  db: Queries,
  id = 'cn',
): Promise<{ hash: string; firstYear: number; lastYear: number } | null> {
  const row = await db
    .selectFrom('app.calendars')
    .select(['hash', 'first_year', 'last_year'])
    .where('id', '=', id)
    .where('current', '=', true)
    .executeTakeFirst();
  return row === undefined ? null : { hash: row.hash, firstYear: row.first_year, lastYear: row.last_year };
}

/** @throws Error if it isn't there */
export async function readContentAs<T>(db: Queries, hash: string): Promise<T> {
  const text = await getContent(db, hash);
  if (text === null) throw new Error(`no content with the hash ${hash}: deploy the definition again`);
  return JSON.parse(text) as T;
}
