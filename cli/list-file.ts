/**
 * A list in a file, row by row: CSV (UTF-8 or GB 18030, as Excel saves it in China) or NDJSON. A column of a CSV file
 * that is named by a field's id has values as JSON has them, fen among them; one named by its label has what people
 * write: amounts in yuan, dates such as 2023/8/1, labels of codes.
 */
import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { type CsvError, parse } from 'csv-parse';
import { cellReader } from '../api/registers/read-cell.ts';
import type { Field, FieldType } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { readLines } from './input.ts';
import { UsageError } from './output.ts';

export interface FieldFault {
  /** As the file names it; empty: the row as a whole. */
  field: string;
  message: string;
}

/** What stands in the file, still to be checked by the form of a row. */
export interface ListRow {
  /** Where the row begins, from 1. */
  line: number;
  row: Json;
  /** By the name of the field; of cells that can't be read. */
  faults: FieldFault[];
}

export interface ListFile {
  /** Ends after a row that makes the rest unreadable. */
  rows: AsyncGenerator<ListRow>;
  /** How the file names a field. */
  nameOf(field: string): string;
}

/** Characters of one row: quotes that do not match would take the whole file into memory. */
const ROW_MAX = 1_000_000;

/** @throws UsageError for a file that is none, or no text. */
export async function openList(path: string, fields: readonly Field[]): Promise<ListFile> {
  const isCsv = /\.csv$/i.test(path);
  if (!isCsv && !/\.(ndjson|jsonl)$/i.test(path))
    throw new UsageError(`${path}: expected a file .csv, .ndjson or .jsonl`);
  const text = textOf(path, await encodingOf(path));
  if (!isCsv) return { rows: ndjsonRows(text), nameOf: (field) => field };
  const headings = new Map<string, string>();
  return { rows: csvRows(text, fields, headings), nameOf: (field) => headings.get(field) ?? field };
}

// ── text ────────────────────────────────────────────────────────────────────────────────────────────────────────

const ENCODINGS = ['utf-8', 'gb18030'] as const;

/** The first that fits the whole file. */
async function encodingOf(path: string): Promise<string> {
  for (const encoding of ENCODINGS) {
    try {
      for await (const _text of textOf(path, encoding));
      return encoding;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') continue;
      throw new UsageError(`${path} can't be read: ${(error as Error).message}`);
    }
  }
  throw new UsageError(`${path}: the encoding is unknown. Save it as CSV UTF-8.`);
}

async function* textOf(path: string, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const bytes of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    yield decoder.decode(bytes as Buffer, { stream: true });
  }
  yield decoder.decode();
}

// ── NDJSON ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function* ndjsonRows(text: AsyncIterable<string>): AsyncGenerator<ListRow> {
  let line = 0;
  for await (const json of readLines(text)) {
    line++;
    if (json.trim() !== '') yield ndjsonRow(line, json);
  }
}

function ndjsonRow(line: number, json: string): ListRow {
  try {
    return { line, row: JSON.parse(json) as Json, faults: [] };
  } catch (error) {
    return { line, row: null, faults: [{ field: '', message: `expected JSON: ${(error as Error).message}` }] };
  }
}

// ── CSV ─────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Column {
  name: string;
  read: (cell: string) => { value: Json } | { wrong: { message: string } };
}

/** Undefined: without a heading. */
type Columns = readonly (Column | undefined)[];

async function* csvRows(
  text: AsyncIterable<string>,
  fields: readonly Field[],
  headings: Map<string, string>,
): AsyncGenerator<ListRow> {
  let columns: Columns | undefined;
  let line = 0;
  try {
    for await (const record of csvRecords(text)) {
      const begins = line + 1;
      line += linesOf(record);
      if (record.every(isEmpty)) continue;
      if (columns !== undefined) {
        yield csvRow(columns, begins, record);
        continue;
      }
      const read = columnsOf(fields, record, headings);
      if (read.faults.length > 0) {
        yield { line: begins, row: null, faults: read.faults };
        return;
      }
      columns = read.columns;
    }
  } catch (error) {
    if (!('lines' in (error as object))) throw error;
    const message = `can't be read from here on: ${(error as CsvError).message}`;
    yield { line: line + 1, row: null, faults: [{ field: '', message }] };
    return;
  }
  if (columns === undefined) {
    const wanted = `expected a line of headings: ${fields.map(({ name }) => name).join(', ')}`;
    yield { line: 1, row: null, faults: [{ field: '', message: wanted }] };
  }
}

function csvRecords(text: AsyncIterable<string>): AsyncIterable<string[]> {
  const parser = parse({ bom: true, relax_column_count: true, max_record_size: ROW_MAX });
  // A fault of either is told to who reads the records.
  pipeline(Readable.from(text), parser, () => undefined);
  return parser as AsyncIterable<string[]>;
}

/** Cells in quotes may have line ends. (The parser's own count costs as much as its parsing.) */
function linesOf(record: readonly string[]): number {
  return record.reduce((lines, cell) => (cell.includes('\n') ? lines + cell.split('\n').length - 1 : lines), 1);
}

function isEmpty(cell: string): boolean {
  return cell.trim() === '';
}

function columnsOf(fields: readonly Field[], record: readonly string[], headings: Map<string, string>) {
  const faults: FieldFault[] = [];
  const known = fields.map(({ name, label }) => `${name} (${label.zh})`).join(', ');
  const columns = record.map((cell): Column | undefined => {
    const heading = cell.trim();
    const field = fieldNamed(fields, heading);
    if (heading === '') return undefined;
    if (field === undefined) faults.push({ field: heading, message: `no such column: expected ${known}` });
    else if (headings.has(field.name)) faults.push({ field: heading, message: 'this column is there twice' });
    else {
      headings.set(field.name, heading);
      return { name: field.name, read: heading === field.name ? plainReader(field.type) : cellReader(field.type) };
    }
    return undefined;
  });
  for (const { name, label, optional, when, required } of fields) {
    const isNeeded = optional !== true && when === undefined && required === undefined;
    if (isNeeded && !headings.has(name))
      faults.push({ field: `${name} (${label.zh})`, message: 'the column is missing' });
  }
  return { columns, faults };
}

/** An id is before a label; a label that several have names none. */
function fieldNamed(fields: readonly Field[], heading: string): Field | undefined {
  const labelled = fields.filter(({ label }) => label.zh === heading || label.en === heading);
  return fields.find(({ name }) => name === heading) ?? (labelled.length === 1 ? labelled[0] : undefined);
}

/** What the type makes of it, the form says. */
function plainReader(type: FieldType): Column['read'] {
  return (cell) => ({ value: plainValue(type, cell) });
}

const NUMBER = /^-?\d+(\.\d+)?$/;

/** Text as a value of the type, where it looks like one; otherwise the text. */
export function plainValue({ kind }: FieldType, text: string): Json {
  const bare = text.trim();
  switch (kind) {
    case 'text':
    case 'date':
    case 'instant':
    case 'enum':
      return text;
    case 'integer':
    case 'number':
      return NUMBER.test(bare) ? Number(bare) : text;
    case 'boolean':
      return bare === 'true' ? true : bare === 'false' ? false : text;
    default:
      return jsonOr(text);
  }
}

function jsonOr(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

function csvRow(columns: Columns, line: number, cells: readonly string[]): ListRow {
  const row: JsonObject = {};
  const faults: FieldFault[] = [];
  for (const [i, cell] of cells.entries()) {
    if (isEmpty(cell)) continue;
    const column = columns[i];
    if (column === undefined) {
      faults.push({ field: '', message: `cell ${i + 1} stands under no heading` });
      continue;
    }
    const read = column.read(unescaped(cell));
    if ('value' in read) row[column.name] = read.value;
    else faults.push({ field: column.name, message: read.wrong.message });
  }
  return { line, row, faults };
}

/** An export puts an apostrophe before what could be taken for a formula. */
function unescaped(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
