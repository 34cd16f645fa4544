/** What Temporal's histories say of every case, and what the database holds; read when everything stands still. */
import { Client, Connection } from '@temporalio/client';
import { sql } from 'kysely';
import { createCaseHistories, runsOf } from '../../activities/case-histories.ts';
import { codecWith, createDataConverter } from '../../codec/data-converter.ts';
import { createVault } from '../../codec/vault.ts';
import { type Folded, fold } from '../../replay/fold.ts';
import { type RunRecord, readRun } from '../../replay/history.ts';
import { readKeys } from '../../runtime/keys.ts';
import type { RuntimeFile } from '../../runtime/runtime-file.ts';
import { createArchive } from '../../store/archives.ts';
import { createContentStore } from '../../store/content.ts';
import { closeStore, openStore, type Store } from '../../store/database.ts';
import type { CaseHistories } from '../../store/rebuild.ts';

export interface Records {
  store: Store;
  histories: CaseHistories;
  /** Cases with a row, in the order of their ids, as `readCases` found them. */
  cases: CaseRow[];
  readCases(): Promise<void>;
  /** Cases whose workflow goes on (but for those left standing), and those of which readers see other than it knows. */
  unsettled(left: ReadonlySet<string>): Promise<string[]>;
  /** The whole history of a case; null if the server does not know it. */
  historyOf(caseId: string): Promise<CaseHistory | null>;
  close(): Promise<void>;
}

export interface CaseRow {
  id: string;
  number: string;
  procedure: string;
  idempotency_key: string;
  started: boolean;
}

export interface CaseHistory {
  runs: RunRecord[];
  folded: Folded;
}

export async function openRecords(runtime: RuntimeFile, keysFile: string): Promise<Records> {
  const keys = readKeys(keysFile);
  const store = openStore(runtime.databaseUrl, { vault: createVault(keys.dataKeys) });
  const content = createContentStore(store);
  const connection = await Connection.connect({ address: runtime.temporalAddress });
  const client = new Client({ connection, namespace: runtime.namespace, dataConverter: createDataConverter(keys) });
  const codec = codecWith(keys, content);
  const source = { client, archive: createArchive(store), codec };
  const settled = new Set<string>();
  const records: Records = {
    store,
    cases: [],
    async readCases() {
      const columns = ['id', 'number', 'procedure', 'idempotency_key', 'started'] as const;
      records.cases = await store.db.selectFrom('app.cases').select(columns).orderBy('id').execute();
    },
    async unsettled(left) {
      const waiting: string[] = [];
      for (const { id } of records.cases.filter((row) => !settled.has(row.id))) {
        const why = await whyUnsettled(records, client, id, left.has(id));
        if (why === null) settled.add(id);
        else waiting.push(`${id} ${why}`);
      }
      return waiting;
    },
    histories: createCaseHistories(source),
    async historyOf(caseId) {
      const runs = await runsOf(source, caseId);
      if (runs.length === 0) return null;
      const records = await Promise.all(runs.map(({ history }) => readRun(history, caseId, codec)));
      return { runs: records, folded: fold(records) };
    },
    close: async () => {
      await Promise.all([connection.close(), closeStore(store)]);
    },
  };
  return records;
}

async function whyUnsettled(records: Records, client: Client, id: string, isLeft: boolean): Promise<string | null> {
  try {
    const { status } = await client.workflow.getHandle(id).describe();
    if (!isLeft && status.name !== 'COMPLETED') return status.name;
    const folded = (await records.historyOf(id))?.folded;
    const shown = await records.store.db
      .selectFrom('read.cases')
      .select(['seq', 'hash'])
      .where('id', '=', id)
      .executeTakeFirst();
    if (isLeft && folded !== undefined && folded.state.owed.length > 0) return 'owes something';
    if (folded?.state.seq === shown?.seq && folded?.chain === shown?.hash) return null;
    return `readers see ${shown?.seq}, the history has ${folded?.state.seq}`;
  } catch (error) {
    return (error as Error).message;
  }
}

const READ_TABLES = [
  'facts',
  'tasks',
  'deadlines',
  'inbox',
  'documents',
  'incidents',
  'parties',
  'case_keys',
  'search',
];

/** Every row of the read model by case, but what depends on when it was written. */
export async function readModelByCase(store: Store): Promise<Map<string, Record<string, string[]>>> {
  const byCase = new Map<string, Record<string, string[]>>();
  for (const table of [...READ_TABLES, 'cases']) {
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      SELECT row_to_json(t) AS row FROM ${sql.table(`read.${table}`)} t ORDER BY t::text`.execute(store.db);
    for (const { row } of rows) {
      const { machine_at: _machine, projected_at: _at, history_length: _length, dirty: _dirty, ...shown } = row;
      const caseId = String(row.case_id ?? row.id);
      const tables = byCase.get(caseId) ?? {};
      byCase.set(caseId, tables);
      tables[table] = [...(tables[table] ?? []), JSON.stringify(shown)];
    }
  }
  return byCase;
}
