/**
 * Checks one value against its type. A type becomes closures once; the value comes back as it is stored: −0 as 0, what
 * is null inside a record left out.
 */
import { isRealDate, parseInstant } from '../calendar/date.ts';
import { EvaluationFault } from '../expression/fault.ts';
import { compilePattern, type Pattern } from '../expression/match.ts';
import { textOfNum } from '../expression/number.ts';
import { isRecord, type Json } from '../json.ts';
import {
  at,
  BAD_CHARACTER,
  BLANK,
  lacking,
  outOfRange,
  REQUIRED,
  repeated,
  type Wrong,
  wrongCode,
  wrongForm,
  wrongSize,
  wrongType,
} from './faults.ts';
import { isCreditCode, isIdNumber, isMonth } from './identifiers.ts';
import type { Fault, FieldType, TextFormat } from './model.ts';
import { beginRecord, compileFields, type OpenRecord } from './record.ts';

/** Where the check of a value puts what it finds. */
export interface Sink {
  readonly faults: Fault[];
  /** Records inside, whose conditions are judged when the whole form has been read. */
  readonly records: OpenRecord[];
}

export type ValueCheck = (value: Json, path: string, sink: Sink) => Json;

type Of<K extends FieldType['kind']> = Extract<FieldType, { kind: K }>;

/** As it is stored, with what is wrong with it. */
export interface CheckedValue {
  value: Json;
  faults: Fault[];
}

/** Checks values that are alone: conditions inside their records are not judged. Made once for a type. */
export function valueChecker(type: FieldType): (value: Json) => CheckedValue {
  const check = compileValue(type);
  return (given) => {
    const sink: Sink = { faults: [], records: [] };
    const value = check(given, '', sink);
    for (const record of sink.records) for (const faults of record.faults.values()) sink.faults.push(...faults);
    return { value, faults: sink.faults };
  };
}

export function valueFaults(type: FieldType, value: Json): Fault[] {
  return valueChecker(type)(value).faults;
}

export function compileValue(type: FieldType): ValueCheck {
  switch (type.kind) {
    case 'boolean':
      return simple((value) => (typeof value === 'boolean' ? undefined : wrongType('true or false', '是或否', value)));
    case 'text':
      return simple(textCheck(type));
    case 'integer':
      return numberCheck((value) => integerWrong(type, value));
    case 'number':
      return numberCheck((value) => numberWrong(type, value));
    case 'date':
      return simple(dateWrong);
    case 'instant':
      return simple(instantWrong);
    case 'enum':
      return enumCheck(type);
    case 'list':
      return listCheck(type);
    case 'record':
      return recordCheck(type);
    case 'file':
      return recordCheck({ kind: 'record', fields: FILE_FIELDS });
    case 'json':
      return (value, path, sink) => {
        if (!isStorable(value)) sink.faults.push(at(path, BAD_CHARACTER));
        return value;
      };
  }
}

function simple(wrong: (value: Json) => Wrong | undefined): ValueCheck {
  return (value, path, sink) => {
    const found = wrong(value);
    if (found !== undefined) sink.faults.push(at(path, found));
    return value;
  };
}

// ---- text ----

/** NUL can be stored by no PostgreSQL text, half a surrogate by no UTF-8. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;
const VISIBLE = /\S/;

/** Nesting of a value that is any JSON. */
const DEPTH_MAX = 100;

function isStorable(value: Json, depth = 0): boolean {
  if (depth > DEPTH_MAX) return false;
  if (typeof value === 'string') return !UNSTORABLE.test(value);
  if (typeof value !== 'object' || value === null) return typeof value !== 'number' || Number.isFinite(value);
  if (Array.isArray(value)) return value.every((item) => isStorable(item, depth + 1));
  return Object.entries(value).every(([key, item]) => isStorable(key) && isStorable(item, depth + 1));
}

/** Formats by name; the JSON Schema of a form names the same. */
export const TEXT_FORMATS: Readonly<Record<TextFormat, { test(text: string): boolean; en: string; zh: string }>> = {
  month: { test: isMonth, en: 'a month YYYY-MM', zh: '月份(YYYY-MM)' },
  'credit-code': { test: isCreditCode, en: 'a unified social credit code (GB 32100)', zh: '有效的统一社会信用代码' },
  'id-number': { test: isIdNumber, en: 'a citizen identity number (GB 11643)', zh: '有效的公民身份号码' },
};

function textCheck({ pattern, minLength, maxLength, format }: Of<'text'>): (value: Json) => Wrong | undefined {
  const matches = pattern === undefined ? undefined : compilePattern(pattern);
  const form = format === undefined ? undefined : TEXT_FORMATS[format];
  return (value) => {
    if (typeof value !== 'string') return wrongType('text', '文字', value);
    if (UNSTORABLE.test(value)) return BAD_CHARACTER;
    if (!VISIBLE.test(value)) return BLANK;
    if (minLength !== undefined || maxLength !== undefined) {
      const length = [...value].length;
      if (length < (minLength ?? 0) || length > (maxLength ?? length)) {
        return wrongSize('characters', '个字符', length, minLength, maxLength);
      }
    }
    if (matches !== undefined && !fitsPattern(matches, value))
      return wrongForm(`text of the form ${pattern}`, `${pattern} 格式`);
    if (form !== undefined && !form.test(value)) return wrongForm(form.en, form.zh);
    return undefined;
  };
}

/** A text too long for its pattern does not fit it. */
function fitsPattern(pattern: Pattern, text: string): boolean {
  try {
    return pattern.matches(text);
  } catch (error) {
    if (error instanceof EvaluationFault) return false;
    throw error;
  }
}

function dateWrong(value: Json): Wrong | undefined {
  if (typeof value === 'string' && isRealDate(value)) return undefined;
  return wrongType('a date that exists, YYYY-MM-DD', '存在的日期(YYYY-MM-DD)', value);
}

function instantWrong(value: Json): Wrong | undefined {
  if (typeof value === 'string' && parseInstant(value) !== undefined) return undefined;
  return wrongType('an instant with offset, such as 2024-01-31T09:00:00+08:00', '带时区的时刻', value);
}

function enumCheck({ values }: Of<'enum'>): ValueCheck {
  const codes = new Set<Json>(values.map(({ id }) => id));
  return simple((value) => (codes.has(value) ? undefined : wrongCode(values, value)));
}

// ---- numbers ----

function numberCheck(wrong: (value: Json) => Wrong | undefined): ValueCheck {
  return (value, path, sink) => {
    const found = wrong(value);
    if (found === undefined) return (value as number) + 0;
    sink.faults.push(at(path, found));
    return value;
  };
}

function integerWrong({ min, max, unit }: Of<'integer'>, value: Json): Wrong | undefined {
  const of = unit === undefined ? '' : ` (${unit})`;
  if (typeof value !== 'number' || !Number.isInteger(value)) return wrongType(`an integer${of}`, `整数${of}`, value);
  if (!Number.isSafeInteger(value)) return outOfRange('an integer of at most 2^53 − 1', '不超过 2^53 − 1', value);
  return rangeWrong(value, min, max, false, false);
}

function numberWrong(type: Of<'number'>, value: Json): Wrong | undefined {
  const of = type.unit === undefined ? '' : ` (${type.unit})`;
  if (typeof value !== 'number' || !Number.isFinite(value)) return wrongType(`a number${of}`, `数字${of}`, value);
  if (type.decimals !== undefined && !hasDecimals(value, type.decimals)) {
    const { decimals } = type;
    return {
      code: 'decimals',
      message: `expected at most ${decimals} decimals, found ${value}`,
      messageZh: `至多${decimals}位小数`,
    };
  }
  return rangeWrong(value, type.min, type.max, type.exclusiveMin === true, type.exclusiveMax === true);
}

/** By the number's shortest decimal text: 0.07 has two decimals. */
export function hasDecimals(value: number, decimals: number): boolean {
  if (Number.isInteger(value)) return true;
  const text = textOfNum(value);
  return text.length - text.indexOf('.') - 1 <= decimals;
}

function rangeWrong(value: number, min: number | undefined, max: number | undefined, above: boolean, below: boolean) {
  if (min !== undefined && (above ? value <= min : value < min)) {
    return outOfRange(above ? `more than ${min}` : `at least ${min}`, above ? `大于${min}` : `不小于${min}`, value);
  }
  if (max !== undefined && (below ? value >= max : value > max)) {
    return outOfRange(below ? `less than ${max}` : `at most ${max}`, below ? `小于${max}` : `不大于${max}`, value);
  }
  return undefined;
}

// ---- lists and records ----

function listCheck(type: Of<'list'>): ValueCheck {
  const item = compileValue(type.of);
  const whole = listWrong(type);
  return (value, path, sink) => {
    if (!Array.isArray(value)) {
      sink.faults.push(at(path, wrongType('a list', '列表', value)));
      return value;
    }
    const before = sink.faults.length;
    const items = value.map((entry, i) => item(entry, `${path}[${i}]`, sink));
    const wrong = whole(items);
    if (wrong !== undefined && sink.faults.length === before) sink.faults.push(at(path, wrong));
    return items;
  };
}

/** What is wrong with the list as a whole; its items are checked by themselves. */
function listWrong({
  of,
  min,
  max,
  repeats,
  key,
  contains,
}: Of<'list'>): (items: readonly Json[]) => Wrong | undefined {
  const noneTwice = repeats !== true && (of.kind === 'enum' || of.kind === 'text');
  return (items) => {
    if (items.length < (min ?? 0) || items.length > (max ?? items.length)) {
      return wrongSize('items', '项', items.length, min, max);
    }
    const twice = noneTwice ? firstTwice(items) : key === undefined ? undefined : firstTwice(keysOf(items, key));
    if (twice !== undefined) return repeated(twice);
    const missing = contains?.find((wanted) => !items.includes(wanted));
    return missing === undefined ? undefined : lacking(missing);
  };
}

function keysOf(items: readonly Json[], key: string): Json[] {
  return items.flatMap((item) => {
    const value = isRecord(item) ? item[key] : undefined;
    return value === undefined ? [] : [value];
  });
}

function firstTwice(values: readonly Json[]): Json | undefined {
  const seen = new Set<Json>();
  for (const value of values) {
    if (seen.has(value)) return value;
    seen.add(value);
  }
  return undefined;
}

function recordCheck(type: Of<'record'>): ValueCheck {
  const fields = compileFields(type.fields, type.checks ?? []);
  return (value, path, sink) => {
    if (!isRecord(value)) {
      sink.faults.push(at(path, value === null ? REQUIRED : wrongType('a record', '一组数据', value)));
      return value;
    }
    const record = beginRecord(fields, value, path);
    sink.records.push(record);
    return record.values;
  };
}

/** A stored file: the hash names its content. */
const FILE_FIELDS: Of<'record'>['fields'] = [
  { name: 'hash', label: { zh: '摘要', en: 'Hash' }, type: { kind: 'text', pattern: '[0-9a-f]{64}' } },
  { name: 'name', label: { zh: '文件名', en: 'File name' }, type: { kind: 'text', maxLength: 255 } },
  { name: 'size', label: { zh: '大小', en: 'Size' }, type: { kind: 'integer', min: 0 } },
];
