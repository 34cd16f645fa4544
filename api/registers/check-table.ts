/** A table against the fields of a register: all that is wrong, by line and column; or the rows to merge. */
import { setImmediate as pause } from 'node:timers/promises';
import type { JsonObject } from '../../rules/json.ts';
import type { ProblemError } from '../problems.ts';
import type { Register } from './cells.ts';
import { keyWrong } from './check-row.ts';
import { type CellReader, cellReader, plainText } from './read-cell.ts';
import { isEmpty, type TableLine } from './read-table.ts';

export interface TableRow {
  line: number;
  key: string;
  /** Of the cells that are not empty. */
  values: JsonObject;
}

export interface CheckedTable {
  rows: TableRow[];
  faults: ProblemError[];
}

const ROWS_MAX = 100_000;
/** Lines between which other requests have their turn. */
const PAUSE_EVERY = 500;

/** @param lines the first has the headings: ids of fields, or labels */
export async function checkTable(register: Register, lines: readonly TableLine[]): Promise<CheckedTable> {
  const [head, ...body] = lines;
  if (head === undefined || body.length === 0) {
    return refused(
      1,
      '',
      'empty',
      '应有一行表头和至少一行数据',
      'expected a line of headings and a line of data at least',
    );
  }
  if (body.length > ROWS_MAX) {
    return refused(
      1,
      '',
      'size',
      `一次至多${ROWS_MAX}行，请分开导入`,
      `at most ${ROWS_MAX} rows at once: import it in parts`,
    );
  }
  const columns = columnsOf(register, head);
  const checked: CheckedTable = { rows: [], faults: [...columns.faults] };
  const seen = new Map<string, number>();
  for (const [i, line] of body.entries()) {
    if (i % PAUSE_EVERY === 0) await pause();
    checkLine(columns, line, seen, checked);
  }
  return checked;
}

function refused(...fault: Parameters<typeof faultAt>): CheckedTable {
  return { rows: [], faults: [faultAt(...fault)] };
}

function faultAt(line: number, field: string, code: string, detail: string, detailEn: string): ProblemError {
  const name = field.replaceAll('~', '~0').replaceAll('/', '~1');
  return { pointer: name === '' ? `/${line}` : `/${line}/${name}`, code, detail, detailEn, line, field };
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface Column {
  /** As the file has it. */
  heading: string;
  /** Name of the field. */
  name: string;
  at: number;
  read: CellReader;
}

interface Columns {
  headings: string[];
  /** Of the key; undefined: there is none. */
  key: number | undefined;
  fields: Column[];
  faults: ProblemError[];
}

function columnsOf(register: Register, { line, cells }: TableLine): Columns {
  const columns: Columns = {
    headings: cells.map((cell) => (cell === null ? '' : plainText(cell).trim())),
    key: undefined,
    fields: [],
    faults: [],
  };
  for (const [at, heading] of columns.headings.entries()) addColumn(columns, register, heading, at, line);
  joinKeyAndField(columns, register);
  if (columns.key === undefined) {
    const detail = `缺少主键列，应有表头“${register.key}”`;
    columns.faults.push(
      faultAt(line, register.key, 'no-key', detail, `expected a column "${register.key}" with the key`),
    );
  }
  return columns;
}

function addColumn(columns: Columns, register: Register, heading: string, at: number, line: number): void {
  const { faults, fields } = columns;
  if (heading === '') return;
  if (heading === register.key) {
    if (columns.key !== undefined) faults.push(twice(line, heading));
    columns.key = at;
    return;
  }
  const found = fieldsNamed(register, heading);
  const [field] = found;
  if (field === undefined || found.length > 1) {
    const known = [register.key, ...register.fields.map(({ label }) => label.zh)].join('、');
    const names = [register.key, ...register.fields.map(({ name }) => name)].join(', ');
    faults.push(faultAt(line, heading, 'unknown-column', `应为下列之一：${known}`, `expected one of ${names}`));
  } else if (fields.some(({ name }) => name === field.name)) faults.push(twice(line, heading));
  else fields.push({ heading, name: field.name, at, read: cellReader(field.type) });
}

function twice(line: number, heading: string): ProblemError {
  return faultAt(line, heading, 'repeated', '此列出现两次', 'this column is there twice');
}

/** An id is before a label. */
function fieldsNamed({ fields }: Register, heading: string): Register['fields'] {
  const byId = fields.filter(({ name }) => name === heading);
  return byId.length > 0 ? byId : fields.filter(({ label }) => label.zh === heading || label.en === heading);
}

/** Where the key is a field as well, one column is enough for both. */
function joinKeyAndField(columns: Columns, { key, fields }: Register): void {
  const field = fields.find(({ name }) => name === key);
  if (field === undefined) return;
  const column = columns.fields.find(({ name }) => name === key);
  if (columns.key === undefined) columns.key = column?.at;
  else if (column === undefined) {
    columns.fields.push({ heading: key, name: key, at: columns.key, read: cellReader(field.type) });
  }
}

// ── lines ───────────────────────────────────────────────────────────────────────────────────────────────────────

function checkLine(columns: Columns, { line, cells }: TableLine, seen: Map<string, number>, to: CheckedTable): void {
  const faults: ProblemError[] = [];
  const key = keyOf(columns, line, cells, seen, faults);
  const values: JsonObject = {};
  for (const { heading, name, at, read } of columns.fields) {
    const cell = cells[at];
    if (cell === null || cell === undefined || isEmpty(cell)) continue;
    const found = read(cell);
    if ('value' in found) values[name] = found.value;
    else faults.push(faultAt(line, heading, found.wrong.code, found.wrong.messageZh, found.wrong.message));
  }
  const stray = cells.findIndex((cell, at) => !isEmpty(cell) && (columns.headings[at] ?? '') === '');
  if (stray >= 0) {
    const detail = `第${stray + 1}格没有表头`;
    faults.push(faultAt(line, '', 'no-heading', detail, `cell ${stray + 1} stands under no heading`));
  }
  if (faults.length === 0) to.rows.push({ line, key, values });
  else to.faults.push(...faults);
}

function keyOf(
  { key: at, headings }: Columns,
  line: number,
  cells: TableLine['cells'],
  seen: Map<string, number>,
  faults: ProblemError[],
): string {
  if (at === undefined) return '';
  const cell = cells[at];
  const key = cell === null || cell === undefined ? '' : plainText(cell).trim();
  const fault = (code: string, detail: string, detailEn: string) =>
    faults.push(faultAt(line, headings[at] ?? '', code, detail, detailEn));
  const earlier = seen.get(key);
  const wrong = keyWrong(key);
  if (wrong !== undefined) fault(wrong.code, wrong.messageZh, wrong.message);
  else if (earlier !== undefined) fault('double-key', `主键与第${earlier}行重复`, `line ${earlier} has the same key`);
  else seen.set(key, line);
  return key;
}
