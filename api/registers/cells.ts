/** Rows of a register as cells of a table, in the columns that its document prescribes. Pure. */
import type { Field } from '../../rules/form/model.ts';
import type { Json } from '../../rules/json.ts';
import type { Gazette, RegisterRow } from '../ports.ts';
import type { Language } from '../present/language.ts';
import { readable } from '../present/names.ts';

export type Register = Gazette['registers'][number];

/** The key, then the fields in the order of the document. */
export function headings({ key, fields }: Register, language: Language): string[] {
  return [key, ...fields.map(({ label }) => label[language])];
}

/** Codes by their labels; numbers as they are; what has no short form is JSON, which an import reads. */
export function textCells({ fields }: Register, { key, values }: RegisterRow, language: Language): (string | number)[] {
  return [key, ...fields.map((field) => textCell(field, values[field.name] ?? null, language))];
}

function textCell(field: Field, value: Json, language: Language): string | number {
  const label = readable(field, value)?.[language];
  if (label !== undefined) return label;
  if (value === null) return '';
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

/** A cell of a spreadsheet; `format` is Excel's. */
export interface SheetCell {
  value: string | number | Date;
  format?: string;
}

/** As `textCells`, with dates that can be sorted and amounts that can be added up. */
export function sheetCells(register: Register, row: RegisterRow, language: Language): SheetCell[] {
  const texts = textCells(register, row, language);
  return texts.map((text, i) => {
    const field = register.fields[i - 1];
    return sheetCell(field, field === undefined ? null : (row.values[field.name] ?? null), text, language);
  });
}

/** What Excel holds in a cell. */
const CELL_MAX = 32_767;

function sheetCell(field: Field | undefined, value: Json, text: string | number, language: Language): SheetCell {
  const type = field?.type;
  if (type?.kind === 'date' && typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) {
    return { value: new Date(`${value}T00:00:00Z`), format: 'yyyy-mm-dd' };
  }
  if (type?.kind === 'integer' && type.unit === 'fen' && typeof value === 'number') {
    return { value: value / 100, format: language === 'zh' ? '0.00"元"' : '0.00" yuan"' };
  }
  if (typeof text === 'number' || text.length <= CELL_MAX) return { value: text };
  return { value: `${text.slice(0, CELL_MAX - 1)}…` };
}
