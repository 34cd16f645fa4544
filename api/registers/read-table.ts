/** A file that was handed in as lines of cells: CSV (UTF-8 or GB 18030, as Excel saves it in China) or a spreadsheet. */
import { type CsvError, type Info, parse } from 'csv-parse';
import type { ProblemError } from '../problems.ts';
import { inSheetThread } from './sheet.ts';

export type Cell = string | number | boolean | Date | null;

export interface TableLine {
  /** As an editor or Excel counts, from 1. */
  line: number;
  cells: Cell[];
}

/** A file that can't be read as a table. */
export class UnreadableTable extends Error {
  override readonly name = 'UnreadableTable';
  readonly fault: ProblemError;

  constructor(line: number, detail: string, detailEn: string) {
    super(detailEn);
    this.fault = { pointer: `/${line}`, code: 'unreadable', detail, detailEn, line };
  }
}

/** Zip archives, which spreadsheets are, begin with it. */
const ZIP = Buffer.from('PK\u0003\u0004');

/** Empty lines left out. @throws UnreadableTable */
export async function readTable(bytes: Buffer): Promise<TableLine[]> {
  const lines = bytes.subarray(0, ZIP.length).equals(ZIP) ? await sheetLines(bytes) : await csvLines(bytes);
  return lines.filter(({ cells }) => cells.some((cell) => !isEmpty(cell)));
}

export function isEmpty(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');
}

async function sheetLines(bytes: Buffer): Promise<TableLine[]> {
  try {
    const rows = (await inSheetThread({ read: bytes })) as Cell[][];
    return rows.map((cells, i) => ({ line: i + 1, cells }));
  } catch {
    throw new UnreadableTable(
      1,
      '不是可以读取的 Excel 文件（.xlsx），或内容过大。',
      'It is no Excel file (.xlsx) that can be read, or it is too large.',
    );
  }
}

async function csvLines(bytes: Buffer): Promise<TableLine[]> {
  const lines: TableLine[] = [];
  const records = parse(textOf(bytes), { bom: true, info: true, relax_column_count: true });
  let ended = 0;
  try {
    for await (const { record, info } of records as AsyncIterable<{ record: string[]; info: Info }>) {
      lines.push({ line: ended + 1, cells: record.map(unescaped) });
      ended = info.lines;
    }
  } catch (error) {
    if (!('lines' in (error as object))) throw error;
    const { lines: line } = error as CsvError & { lines: number };
    throw new UnreadableTable(line, '引号不成对，无法读取。', 'Quotes do not match: it can not be read.');
  }
  return lines;
}

function textOf(bytes: Buffer): string {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // the next
    }
  }
  throw new UnreadableTable(
    1,
    '文字编码无法识别，请另存为 CSV UTF-8。',
    'The encoding is unknown: save it as CSV UTF-8.',
  );
}

/** An export puts an apostrophe before what could be taken for a formula. */
function unescaped(cell: string): string {
  return /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
