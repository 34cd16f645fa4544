/**
 * What people wrote is sealed: columns in the clear are replaced by sealed ones. The readable copy of registers is in the
 * schema `read`.
 */
import { createHash } from 'node:crypto';
import { type QueryExecutorProvider, sql } from 'kysely';
import type { Place, Vault } from '../../codec/vault.ts';
import { OWNERS, PLACES } from '../places.ts';

// biome-ignore lint/suspicious/noExplicitAny: rows as they were before
type Row = any;

interface Column {
  table: string;
  primary: readonly string[];
  /** Columns that go; the sealed one may have the name of one of them. */
  plain: readonly string[];
  sealed: string;
  seal(row: Row, vault: Vault): Buffer | null;
}

const json = (place: (row: Row) => Place, value: (row: Row) => unknown) => (row: Row, vault: Vault) =>
  vault.sealJson(place(row), value(row));

const nameOf = (vault: Vault, { register, key }: Row): string => vault.namesOf(OWNERS.register(register), key)[0];

const COLUMNS: readonly Column[] = [
  {
    ...{ table: 'documents', primary: ['case_id', 'seq'], plain: ['content'], sealed: 'content' },
    seal: json(
      (row) => PLACES.document(row.case_id, row.seq),
      (row) => row.content,
    ),
  },
  {
    ...{ table: 'offers', primary: ['case_id', 'seq'], plain: ['input'], sealed: 'input' },
    seal: json(
      (row) => PLACES.offer(row.case_id, row.seq),
      (row) => row.input,
    ),
  },
  {
    ...{ table: 'drafts', primary: ['id'], plain: ['content'], sealed: 'content' },
    seal: json(
      (row) => PLACES.draft(row.person, row.subject),
      (row) => row.content,
    ),
  },
  {
    ...{ table: 'idempotency', primary: ['person', 'key'], plain: ['response'], sealed: 'response' },
    seal: (row, vault) =>
      row.status === null ? null : vault.sealJson(PLACES.answer(row.person, row.key), row.response),
  },
  {
    ...{ table: 'blobs', primary: ['hash'], plain: ['bytes'], sealed: 'bytes' },
    seal: (row, vault) => vault.seal(PLACES.file(row.hash), row.bytes),
  },
  {
    ...{ table: 'register_history', primary: ['id'], plain: ['values'], sealed: 'row' },
    seal: json(
      (row) => PLACES.registerWrite(row.case_id, row.seq),
      ({ key, values }) => ({ key, values }),
    ),
  },
  {
    ...{ table: 'registers', primary: ['register', 'key'], plain: ['values'], sealed: 'row' },
    seal: (row, vault) =>
      vault.sealJson(PLACES.registerRow(row.register, nameOf(vault, row)), { key: row.key, values: row.values }),
  },
  {
    ...{ table: 'duty_keys', primary: ['key'], plain: ['input'], sealed: 'duty' },
    seal: (row, vault) =>
      vault.sealJson(PLACES.duty(row.procedure, dutyName(row.key)), { key: row.key, input: row.input }),
  },
];

const dutyName = (key: string): string => createHash('sha256').update(key).digest('hex');

export async function sealApp(db: QueryExecutorProvider, vault: Vault): Promise<void> {
  for (const column of COLUMNS) await sealColumn(db, column, vault);
  for (const row of await rowsOf(db, 'registers')) {
    const { register, key } = row;
    await sql`UPDATE app.registers SET key = ${nameOf(vault, row)} WHERE register = ${register} AND key = ${key}`.execute(
      db,
    );
  }
  for (const row of await rowsOf(db, 'register_history')) {
    await sql`UPDATE app.register_history SET key = ${nameOf(vault, row)} WHERE id = ${row.id}`.execute(db);
  }
  for (const { key } of await rowsOf(db, 'duty_keys')) {
    await sql`UPDATE app.duty_keys SET key = ${dutyName(key)} WHERE key = ${key}`.execute(db);
  }
  await sql`UPDATE app.duty_keys SET last_error = NULL`.execute(db);
}

async function sealColumn(db: QueryExecutorProvider, column: Column, vault: Vault): Promise<void> {
  const { primary, plain, sealed, seal } = column;
  const table = sql.table(`app.${column.table}`);
  const rows = await rowsOf(db, column.table);
  for (const name of plain) {
    await sql`ALTER TABLE ${table} RENAME COLUMN ${sql.ref(name)} TO ${sql.ref(`plain_${name}`)}`.execute(db);
  }
  await sql`ALTER TABLE ${table} ADD COLUMN ${sql.ref(sealed)} bytea`.execute(db);
  for (const row of rows) {
    const same = sql.join(
      primary.map((name) => sql`${sql.ref(name)} = ${row[name]}`),
      sql` AND `,
    );
    await sql`UPDATE ${table} SET ${sql.ref(sealed)} = ${seal(row, vault)} WHERE ${same}`.execute(db);
  }
  if (column.table !== 'idempotency') {
    await sql`ALTER TABLE ${table} ALTER COLUMN ${sql.ref(sealed)} SET NOT NULL`.execute(db);
  }
  for (const name of plain) {
    await sql`ALTER TABLE ${table} DROP COLUMN ${sql.ref(`plain_${name}`)}`.execute(db);
  }
}

async function rowsOf(db: QueryExecutorProvider, table: string): Promise<Row[]> {
  return (await sql<Row>`SELECT * FROM ${sql.table(`app.${table}`)}`.execute(db)).rows;
}
