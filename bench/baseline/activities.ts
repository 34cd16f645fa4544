/** Activities of the workflow written by hand: the same work on the same PostgreSQL. */
import type pg from 'pg';

export interface Row {
  caseId: string;
  seq: number;
  step: string;
  open: string | null;
  due: string | null;
  outcome: string | null;
}

export type BaselineActivities = ReturnType<typeof createBaselineActivities>;

export async function prepareBaseline(pool: pg.Pool): Promise<void> {
  await pool.query(`
    create schema if not exists baseline;
    create table if not exists baseline.cases (case_id text primary key, seq int not null, step text, open text, due date, outcome text);
    create table if not exists baseline.documents (number bigserial, case_id text, document text, content jsonb, primary key (case_id, document));
    create table if not exists baseline.registers (register text, key text, row_values jsonb, primary key (register, key));
    create table if not exists baseline.notices (case_id text, receiver text, template text, primary key (case_id, receiver, template));
  `);
}

export function createBaselineActivities(pool: pg.Pool) {
  return {
    async writeRow(row: Row): Promise<void> {
      await pool.query(
        `insert into baseline.cases values ($1, $2, $3, $4, $5, $6)
         on conflict (case_id) do update set seq = $2, step = $3, open = $4, due = $5, outcome = $6 where baseline.cases.seq < $2`,
        [row.caseId, row.seq, row.step, row.open, row.due, row.outcome],
      );
    },
    async issueDocument(caseId: string, document: string, content: unknown): Promise<void> {
      await pool.query(
        'insert into baseline.documents (case_id, document, content) values ($1, $2, $3) on conflict do nothing',
        [caseId, document, JSON.stringify(content)],
      );
    },
    async register(_caseId: string, register: string, key: string, values: unknown): Promise<void> {
      await pool.query(
        `insert into baseline.registers values ($1, $2, $3)
         on conflict (register, key) do update set row_values = baseline.registers.row_values || excluded.row_values`,
        [register, key, JSON.stringify(values)],
      );
    },
    async notify(caseId: string, to: string, template: string): Promise<void> {
      await pool.query('insert into baseline.notices values ($1, $2, $3) on conflict do nothing', [
        caseId,
        to,
        template,
      ]);
    },
    async offer(caseId: string, to: string, procedure: string): Promise<void> {
      await pool.query('insert into baseline.notices values ($1, $2, $3) on conflict do nothing', [
        caseId,
        to,
        `offer ${procedure}`,
      ]);
    },
  };
}
