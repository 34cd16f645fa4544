/** Values, dates and citations as official letters write them. */
import { localDate, localTime, parseInstant, partsOf } from '../rules/calendar/date.ts';
import type { Field, FieldType } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import type { Citation } from '../rules/label.ts';

/** 2024年1月15日 */
export function dateWords(date: string): string {
  const { year, month, day } = partsOf(date);
  return `${year}年${month}月${day}日`;
}

/** 2024年1月15日 09:30 */
export function instantWords(text: string): string {
  const instant = parseInstant(text) ?? 0;
  return `${dateWords(localDate(instant))} ${localTime(instant)}`;
}

export function yesNo(value: boolean): string {
  return value ? '是' : '否';
}

/** Integer fen as yuan. */
function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}元`;
}

/** A value of a form; null where it is no matter of a line of text. */
export function valueWords(type: FieldType, value: Json): string | null {
  if (value === null) return null;
  switch (type.kind) {
    case 'boolean':
      return yesNo(value === true);
    case 'date':
      return dateWords(String(value));
    case 'instant':
      return instantWords(String(value));
    case 'enum':
      return type.values.find(({ id }) => id === value)?.label.zh ?? String(value);
    case 'text':
      return type.codes?.find(({ id }) => id === value)?.label.zh ?? String(value);
    case 'integer':
    case 'number':
      return typeof value === 'number' ? amountWords(value, type.unit) : null;
    case 'list':
      return Array.isArray(value) ? listWords(value.map((one) => valueWords(type.of, one))) : null;
    case 'record':
      return recordWords(type.fields, value as JsonObject);
    case 'file':
      return String((value as JsonObject).name);
    case 'json':
      return null;
    default:
      return String(value);
  }
}

function amountWords(value: number, unit: string | undefined): string {
  if (unit === 'fen') return yuan(value);
  return unit === undefined ? String(value) : `${value} ${unit}`;
}

function listWords(values: readonly (string | null)[]): string | null {
  if (values.includes(null)) return null;
  return values.length === 0 ? '无' : values.join('、');
}

function recordWords(fields: readonly Field[], record: JsonObject): string | null {
  const parts = fields.flatMap(({ name, label, type, personal }) => {
    const words = record[name] === undefined || personal === true ? null : valueWords(type, record[name]);
    return words === null ? [] : [`${label.zh} ${words}`];
  });
  return parts.length === 0 ? null : `（${parts.join('，')}）`;
}

/** `label：value`, in the order of the fields; personal data and what has no words are left out. */
export function fieldLines(fields: readonly Field[], data: JsonObject): string[] {
  return fields.flatMap(({ name, label, type, personal }) => {
    const words = type.kind === 'file' || personal === true ? null : valueWords(type, data[name] ?? null);
    return words === null ? [] : [`${label.zh}：${words}`];
  });
}

// ── law ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** 临政规发〔2023〕3号第九条、第十条；《行政许可法》第四十二条 */
export function citationWords(citations: readonly Citation[]): string {
  const documents = [...new Set(citations.map(({ document }) => document))];
  return documents.map((document) => `${documentWords(document)}${articles(citations, document)}`).join('；');
}

function documentWords(document: string): string {
  return document.includes('〔') ? document : `《${document}》`;
}

function articles(citations: readonly Citation[], document: string): string {
  const found = citations.filter((one) => one.document === document).map(({ article }) => articleWords(article));
  return [...new Set(found)].join('、');
}

/** `8 ¶2` and `7(2)` name a paragraph and an item of the article, `notice` the notice that issues the document. */
function articleWords(article: string): string {
  if (article === 'notice') return '印发通知';
  const [, number, paragraph, item] = /^(\d+)(?:\s*¶(\d+))?(?:\s*\((\d+)\))?$/.exec(article) ?? [];
  if (number === undefined) return article;
  const parts = [`第${chineseNumber(Number(number))}条`];
  if (paragraph !== undefined) parts.push(`第${chineseNumber(Number(paragraph))}款`);
  if (item !== undefined) parts.push(`第（${chineseNumber(Number(item))}）项`);
  return parts.join('');
}

const DIGITS = '零一二三四五六七八九';

/** 1 to 999, as articles are counted. */
export function chineseNumber(n: number): string {
  const hundreds = Math.floor(n / 100);
  const tens = Math.floor((n % 100) / 10);
  const ones = n % 10;
  const hundred = hundreds === 0 ? '' : `${DIGITS[hundreds]}百`;
  const zero = hundreds > 0 && tens === 0 && ones > 0 ? '零' : '';
  const ten = tens === 0 ? '' : `${tens === 1 && hundreds === 0 ? '' : DIGITS[tens]}十`;
  return `${hundred}${zero}${ten}${ones === 0 && n > 0 ? '' : DIGITS[ones]}`;
}
