/**
 * Two lists of any length compared by PostgreSQL, as the decision function `reconcile` compares them in memory
 * (rules/functions/reconcile.ts). All tables are temporary: they are this connection's own and go with it.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from } from 'pg-copy-streams';
import {
  type CentreLine,
  type HospitalLine,
  LINE_STATUSES,
  type LineStatus,
  type ReconciledLine,
} from '../rules/functions/reconcile.ts';

/** Where a line stands in its file, from 1: the order of the list. */
export type InFile<L> = L & { line: number };

export type Lines<L> = AsyncIterable<InFile<L>> | Iterable<InFile<L>>;

export interface RepeatedLine {
  line: number;
  waiverNo: string;
  /** Where the number stands first. */
  firstLine: number;
}

/** Sums in fen, whole numbers whatever their size. */
export interface StatusSums {
  lines: number;
  /** Of the hospital, of the centre for `not-claimed`. */
  amountFen: bigint;
  differenceFen: bigint;
}

export interface ListReconciliation {
  loadHospital(lines: Lines<HospitalLine>): Promise<void>;
  loadCentre(lines: Lines<CentreLine>): Promise<void>;
  /** Lines whose number stood in the same list before: how many, and the first of them in its order. */
  repeated(list: 'hospital' | 'centre', limit: number): Promise<{ count: number; first: RepeatedLine[] }>;
  /** Gives each line its status; once, when both lists are loaded and the centre's numbers are unique. */
  judge(year: number): Promise<Record<LineStatus, StatusSums>>;
  /** Of the judged lines those that are not agreed, in the order of the function's `lines`. */
  differences(): AsyncGenerator<ReconciledLine>;
}

/** Numbers compare by their bytes. */
const TABLES = `
  CREATE TEMPORARY TABLE hospital_lines (
    line integer NOT NULL, waiver_no text COLLATE "C" NOT NULL, use_date date NOT NULL, amount_fen bigint NOT NULL);
  CREATE TEMPORARY TABLE centre_lines (
    line integer NOT NULL, waiver_no text COLLATE "C" NOT NULL, amount_fen bigint NOT NULL);
  -- line: of the hospital; null for what nobody claimed
  CREATE TEMPORARY TABLE reconciled_lines (
    line integer, waiver_no text COLLATE "C" NOT NULL, status text NOT NULL,
    amount_fen bigint NOT NULL, difference_fen bigint NOT NULL)`;

/** What a sort or a hash table takes before it goes to the disk. The lists are of any length. */
const MEMORY = `SET work_mem = '32MB'; SET jit = off`;

/** The message says why, and nothing of the password. */
export class NoDatabase extends Error {
  override readonly name = 'NoDatabase';
}

/** @throws NoDatabase, or an error of PostgreSQL */
export async function withListReconciliation<T>(
  databaseUrl: string,
  work: (lists: ListReconciliation) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'banli reconcile' });
  // A connection that breaks fails the statement at work: nothing else has to hear of it.
  client.on('error', () => undefined);
  await client.connect().catch((error: NodeJS.ErrnoException) => {
    throw new NoDatabase(error.message || error.code);
  });
  try {
    await client.query(MEMORY);
    await client.query(TABLES);
    return await work(listsOf(client));
  } finally {
    await client.end();
  }
}

function listsOf(client: pg.Client): ListReconciliation {
  return {
    loadHospital: (lines) =>
      copy(client, 'hospital_lines (line, waiver_no, use_date, amount_fen)', lines, (line) => [
        line.line,
        line.waiverNo,
        line.useDate,
        line.amountFen,
      ]),
    loadCentre: (lines) =>
      copy(client, 'centre_lines (line, waiver_no, amount_fen)', lines, (line) => [
        line.line,
        line.waiverNo,
        line.amountFen,
      ]),
    repeated: (list, limit) => repeated(client, list, limit),
    judge: (year) => judge(client, year),
    differences: () => differences(client),
  };
}

// ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────────

async function copy<L>(
  client: pg.Client,
  into: string,
  lines: Lines<L>,
  columns: (line: InFile<L>) => (string | number)[],
): Promise<void> {
  const text = Readable.from(copyText(lines, columns));
  await pipeline(text, client.query(from(`COPY ${into} FROM STDIN`)));
  // Of tables that are temporary the server learns nothing by itself.
  await client.query(`ANALYZE ${into.split(' ')[0]}`);
}

const CHUNK = 64 * 1024;

/** PostgreSQL's text format of COPY, in pieces that are worth a message. */
async function* copyText<L>(
  lines: Lines<L>,
  columns: (line: InFile<L>) => (string | number)[],
): AsyncGenerator<string> {
  let text = '';
  for await (const line of lines) {
    text += `${columns(line).map(escaped).join('\t')}\n`;
    if (text.length < CHUNK) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(value: string | number): string {
  return typeof value === 'number' ? `${value}` : value.replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found);
}

// ── compared ────────────────────────────────────────────────────────────────────────────────────────────────────

async function repeated(client: pg.Client, list: 'hospital' | 'centre', limit: number) {
  const { rows } = await client.query<RepeatedLine & { count: string }>(
    `SELECT line, waiver_no AS "waiverNo", first_line AS "firstLine", count(*) OVER () AS count
     FROM (SELECT line, waiver_no, min(line) OVER (PARTITION BY waiver_no) AS first_line FROM ${list}_lines) AS l
     WHERE line > first_line ORDER BY line LIMIT $1`,
    [limit],
  );
  const first = rows.map(({ line, waiverNo, firstLine }) => ({ line, waiverNo, firstLine }));
  return { count: Number(rows[0]?.count ?? 0), first };
}

/** The first status that applies, as `judge` of the function has them. */
const JUDGE_HOSPITAL = `
  INSERT INTO reconciled_lines
  SELECT line, waiver_no, status, amount_fen,
    CASE status WHEN 'agreed' THEN 0 WHEN 'amount-differs' THEN amount_fen - recorded_fen ELSE amount_fen END
  FROM (
    SELECT h.line, h.waiver_no, h.amount_fen, c.amount_fen AS recorded_fen,
      CASE
        WHEN h.line > h.first_line THEN 'duplicate'
        WHEN extract(year FROM h.use_date) <> $1 THEN 'wrong-year'
        WHEN c.waiver_no IS NULL THEN 'not-in-centre'
        WHEN c.amount_fen <> h.amount_fen THEN 'amount-differs'
        ELSE 'agreed'
      END AS status
    FROM (SELECT *, min(line) OVER (PARTITION BY waiver_no) AS first_line FROM hospital_lines) AS h
      LEFT JOIN centre_lines AS c USING (waiver_no)
  ) AS judged`;

const JUDGE_CENTRE = `
  INSERT INTO reconciled_lines
  SELECT NULL, waiver_no, 'not-claimed', amount_fen, -amount_fen
  FROM centre_lines AS c
  WHERE NOT EXISTS (SELECT FROM hospital_lines AS h WHERE h.waiver_no = c.waiver_no)`;

async function judge(client: pg.Client, year: number): Promise<Record<LineStatus, StatusSums>> {
  await client.query(JUDGE_HOSPITAL, [year]);
  await client.query(JUDGE_CENTRE);
  const { rows } = await client.query<{ status: LineStatus; lines: string; amount: string; difference: string }>(
    `SELECT status, count(*) AS lines, sum(amount_fen) AS amount, sum(difference_fen) AS difference
     FROM reconciled_lines GROUP BY status`,
  );
  const none = LINE_STATUSES.map((status) => [status, { lines: 0, amountFen: 0n, differenceFen: 0n }] as const);
  const found = rows.map(({ status, lines, amount, difference }) => {
    const sums = { lines: Number(lines), amountFen: BigInt(amount), differenceFen: BigInt(difference) };
    return [status, sums] as const;
  });
  return Object.fromEntries([...none, ...found]) as Record<LineStatus, StatusSums>;
}

// ── out ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const ROWS_AT_ONCE = 5_000;

async function* differences(client: pg.Client): AsyncGenerator<ReconciledLine> {
  await client.query('BEGIN');
  try {
    await client.query(`
      DECLARE differing NO SCROLL CURSOR FOR
      SELECT waiver_no AS "waiverNo", status, difference_fen AS difference FROM reconciled_lines
      WHERE status <> 'agreed' ORDER BY line NULLS LAST, waiver_no`);
    for (;;) {
      const { rows } = await client.query<{ waiverNo: string; status: LineStatus; difference: string }>(
        `FETCH ${ROWS_AT_ONCE} FROM differing`,
      );
      for (const { waiverNo, status, difference } of rows) {
        yield { waiverNo, status, differenceFen: Number(difference) };
      }
      if (rows.length < ROWS_AT_ONCE) return;
    }
  } finally {
    await client.query('COMMIT');
  }
}
