/** Values of fields as people read them, in both languages. Pure. */
import { localDate, localTime, parseInstant, partsOf } from '../../../rules/calendar/date.ts';
import type { Field, FieldType } from '../../../rules/form/model.ts';
import { isRecord, type Json, type JsonObject } from '../../../rules/json.ts';
import type { Label } from '../../../rules/label.ts';
import { joined, same } from './say.ts';

/** Null where the value is none of the type, or of a type without words. */
export function valueWords(type: FieldType, value: Json): Label | null {
  switch (type.kind) {
    case 'boolean':
      if (typeof value !== 'boolean') return null;
      return value ? { zh: '是', en: 'yes' } : { zh: '否', en: 'no' };
    case 'enum':
      return type.values.find(({ id }) => id === value)?.label ?? null;
    case 'integer':
    case 'number':
      return typeof value === 'number' ? amountWords(value, type.unit) : null;
    case 'date':
      return typeof value === 'string' ? dateWords(value) : null;
    case 'instant':
      return typeof value === 'string' ? instantWords(value) : null;
    case 'list':
      return Array.isArray(value) ? listWords(type.of, value) : null;
    case 'record':
      return isRecord(value) ? recordWords(type.fields, value) : null;
    case 'file':
      return isRecord(value) ? same(String(value.name ?? '')) : null;
    case 'text':
      if (typeof value !== 'string') return null;
      return type.codes?.find(({ id }) => id === value)?.label ?? same(value);
    case 'json':
      return null;
  }
}

export function dateWords(date: string): Label | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const { year, month, day } = partsOf(date);
  return { zh: `${year}年${month}月${day}日`, en: date };
}

function instantWords(text: string): Label | null {
  const at = parseInstant(text);
  if (at === undefined) return null;
  const day = dateWords(localDate(at));
  return day === null ? null : { zh: `${day.zh} ${localTime(at)}`, en: `${day.en} ${localTime(at)}` };
}

function amountWords(value: number, unit: string | undefined): Label {
  if (unit === 'fen') {
    const yuan = (value / 100).toFixed(2).replace(/\.00$/, '');
    return { zh: `${yuan}元`, en: `${yuan} yuan` };
  }
  return unit === undefined ? same(value) : { zh: `${value}${unit}`, en: `${value} ${unit}` };
}

function listWords(of: FieldType, values: readonly Json[]): Label | null {
  const words = values.map((one) => valueWords(of, one));
  if (words.some((one) => one === null)) return null;
  if (words.length === 0) return { zh: '无', en: 'none' };
  return of.kind === 'record' ? joined(words as Label[], { zh: '；', en: '; ' }) : joined(words as Label[]);
}

function recordWords(fields: readonly Field[], record: JsonObject): Label | null {
  const parts = fields.flatMap(({ name, label, type }) => {
    const value = record[name];
    const words = value === undefined || value === null ? null : valueWords(type, value);
    return words === null ? [] : [{ zh: `${label.zh} ${words.zh}`, en: `${label.en} ${words.en}` }];
  });
  return parts.length === 0 ? null : joined(parts, { zh: '，', en: ', ' });
}
