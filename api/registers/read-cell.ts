/** What somebody typed into a cell, as the value of a field. Pure. */
import { type at, type Wrong, wrongCode, wrongForm, wrongType } from '../../rules/form/faults.ts';
import type { FieldType } from '../../rules/form/model.ts';
import { valueChecker } from '../../rules/form/value.ts';
import type { Json } from '../../rules/json.ts';
import type { Cell } from './read-table.ts';

export type CellReader = (cell: Exclude<Cell, null>) => { value: Json } | { wrong: Wrong };

/** Reads and checks; made once for a column. */
export function cellReader(type: FieldType): CellReader {
  const check = valueChecker(type);
  return (cell) => {
    const read = readCell(type, cell);
    if ('wrong' in read) return read;
    const { value, faults } = check(read.value);
    const [fault] = faults;
    return fault === undefined ? { value } : { wrong: within(fault) };
  };
}

/** The place inside a list or record stands before what is wrong with it. */
function within({ field, code, message, messageZh }: ReturnType<typeof at>): Wrong {
  if (field === '') return { code, message, messageZh };
  return { code, message: `${field}: ${message}`, messageZh: `${field}：${messageZh}` };
}

function readCell(type: FieldType, cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  switch (type.kind) {
    case 'text':
      return readText(type.codes ?? [], cell);
    case 'boolean':
      return readBoolean(cell);
    case 'integer':
      return type.unit === 'fen' ? readYuan(cell) : readNumber(cell);
    case 'number':
      return readNumber(cell);
    case 'date':
      return readDate(cell);
    case 'enum':
      return readCode(type.values, cell);
    case 'list':
      return readList(type.of, cell);
    case 'instant':
      return { value: typeof cell === 'string' ? cell.trim() : String(cell) };
    default:
      return readJson(cell);
  }
}

const wrong = (found: Wrong) => ({ wrong: found });

/** A label that only one code has is the code. */
function readText(codes: Codes, cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  if (typeof cell === 'number' && !Number.isSafeInteger(cell) && Math.abs(cell) >= 1e15) {
    return wrong(
      wrongForm(
        'text: Excel has lost digits of this number; format the column as text',
        '文本：Excel 已丢失末尾数字，请将该列设为文本格式',
      ),
    );
  }
  const text = plainText(cell);
  return { value: codeNamed(codes, text) ?? text };
}

export function plainText(cell: Exclude<Cell, null>): string {
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell);
}

const WORDS: Readonly<Record<string, boolean>> = {
  是: true,
  否: false,
  yes: true,
  no: false,
  true: true,
  false: false,
};

function readBoolean(cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  if (typeof cell === 'boolean') return { value: cell };
  const word = WORDS[plainText(cell).trim().toLowerCase()];
  return word === undefined ? wrong(wrongForm('yes or no', '是或否')) : { value: word };
}

/** Thousands may be set apart by commas. */
const NUMBER = /^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/;

function readNumber(cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  if (typeof cell === 'number') return { value: cell };
  const text = plainText(cell).trim();
  if (cell instanceof Date || !NUMBER.test(text)) return wrong(wrongType('a number', '数字', text));
  return { value: Number(text.replaceAll(',', '')) };
}

const YUAN = /^(.*?)\s*(?:元|yuan)$/;

/** Amounts are typed and shown in yuan and stored in fen. */
function readYuan(cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  const text = plainText(cell).trim();
  const yuan = readNumber(typeof cell === 'number' ? cell : (YUAN.exec(text)?.[1] ?? text));
  if ('wrong' in yuan) return wrong(wrongForm('an amount in yuan, e.g. 12.50', '金额（元），如 12.50'));
  const fen = Math.round((yuan.value as number) * 100);
  if (Math.abs((yuan.value as number) * 100 - fen) > 1e-6) {
    return wrong(wrongForm('an amount in yuan with two decimals at most', '金额（元），至多两位小数'));
  }
  return { value: fen };
}

const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;

function readDate(cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  const text = plainText(cell).trim();
  const [, year, month = '', day = ''] = DATE.exec(text) ?? [];
  return { value: year === undefined ? text : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}

type Codes = Extract<FieldType, { kind: 'enum' }>['values'];

/** By id, or by a label that only one has. */
function readCode(values: Codes, cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  const text = plainText(cell).trim();
  if (values.some(({ id }) => id === text)) return { value: text };
  const code = codeNamed(values, text);
  return code === undefined ? wrong(wrongCode(values, text)) : { value: code };
}

/** The code whose label it is, if only one has it. */
function codeNamed(codes: Codes, text: string): string | undefined {
  const named = codes.filter(({ label }) => label.zh === text || label.en === text);
  return named.length === 1 ? named[0]?.id : undefined;
}

const SIMPLE = new Set<FieldType['kind']>(['text', 'boolean', 'integer', 'number', 'date', 'enum']);

/** JSON; or simple values, one after the other. */
function readList(of: FieldType, cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  const text = plainText(cell).trim();
  if (text.startsWith('[') || !SIMPLE.has(of.kind)) return readJson(cell);
  const whole = readCell(of, text);
  if (of.kind === 'enum' && 'value' in whole) return { value: [whole.value] };
  const items = text.split(/\s*[、，,；;\n]\s*/).filter((part) => part !== '');
  const values: Json[] = [];
  for (const item of items) {
    const read = readCell(of, item);
    if ('wrong' in read) return read;
    values.push(read.value);
  }
  return { value: values };
}

function readJson(cell: Exclude<Cell, null>): { value: Json } | { wrong: Wrong } {
  try {
    return { value: JSON.parse(plainText(cell)) as Json };
  } catch {
    return wrong(wrongForm('JSON, as the export writes it', 'JSON，格式同导出文件'));
  }
}
