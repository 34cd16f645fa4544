/** A whole register as a file: CSV as it is read, page by page; a spreadsheet made in a thread of its own. */
import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { RegisterRow } from '../ports.ts';
import type { Language } from '../present/language.ts';
import { Problem } from '../problems.ts';
import { headings, type Register, type SheetCell, sheetCells, textCells } from './cells.ts';
import { inSheetThread } from './sheet.ts';

type Pages = AsyncIterable<readonly RegisterRow[]>;

/** With a mark for Excel; text that could be taken for a formula begins with an apostrophe. */
export function csvOf(register: Register, pages: Pages, language: Language): Readable {
  const text = stringify({
    bom: true,
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { number: (value) => ({ value: String(value), escape_formulas: false }) },
  });
  return pipeline(Readable.from(lines(register, pages, language)), text, () => undefined) as unknown as Readable;
}

async function* lines(register: Register, pages: Pages, language: Language): AsyncGenerator<(string | number)[]> {
  yield headings(register, language);
  for await (const rows of pages) for (const row of rows) yield textCells(register, row, language);
}

/** A spreadsheet is made in memory. */
const SHEET_ROWS_MAX = 100_000;

/** @throws Problem `too-large` */
export async function xlsxOf(register: Register, pages: Pages, language: Language): Promise<Buffer> {
  const rows: SheetCell[][] = [headings(register, language).map((value) => ({ value }))];
  for await (const page of pages) {
    for (const row of page) rows.push(sheetCells(register, row, language));
    if (rows.length > SHEET_ROWS_MAX) {
      const detail = `台账超过${SHEET_ROWS_MAX}行，请导出为 CSV。`;
      throw new Problem('too-large', { detail, detailEn: `More than ${SHEET_ROWS_MAX} rows: export them as CSV.` });
    }
  }
  return Buffer.from((await inSheetThread({ write: rows })) as Uint8Array);
}
