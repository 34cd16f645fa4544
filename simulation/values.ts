/** Values that fit a type, by chance. */
import { type Arbitrary, sample as sampleOf, stringMatching } from 'fast-check';
import {
  addDays,
  addYears,
  daysBetween,
  formatInstant,
  type Instant,
  isRealDate,
  localDate,
  type PlainDate,
  yearOf,
} from '../rules/calendar/date.ts';
import { isMonth } from '../rules/form/identifiers.ts';
import type { Field, FieldType } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { creditCode, idNumber } from './identifiers.ts';
import { between, chance, pick, type Random } from './random.ts';

export interface Chance {
  random: Random;
  /** The instant of the case: dates lie around it. */
  at: Instant;
  /** Values that fields of a name have had, in scenarios or in the case; none: made up. */
  known?(name: string, type: FieldType): readonly Json[];
}

const HOUR = 3_600_000;

/** What is known of the field, or a value that fits its type. */
export function fieldValue(field: Field, from: Chance): Json {
  if (field.mustBe !== undefined) return field.mustBe;
  const known = from.known?.(field.name, field.type) ?? [];
  if (known.length > 0 && chance(from.random, 0.6)) return pick(from.random, known) as Json;
  return valueOfType(field.type, from);
}

export function valueOfType(type: FieldType, from: Chance): Json {
  const { random, at } = from;
  switch (type.kind) {
    case 'boolean':
      return chance(random, 0.7);
    case 'text':
      return textOf(type, from);
    case 'integer':
    case 'number':
      return numberOf(type, random);
    case 'date':
      return addDays(localDate(at), between(random, -40, 40));
    case 'instant':
      return formatInstant(at + between(random, -48, 48) * HOUR);
    case 'enum':
      return pick(random, type.values)?.id ?? null;
    case 'list':
      return listOf(type, from);
    case 'record':
      return recordOf(type.fields, from);
    case 'file':
      return { hash: 'a'.repeat(64), name: '附件.pdf', size: 1_000 };
    case 'json':
      return null;
  }
}

export function recordOf(fields: readonly Field[], from: Chance): JsonObject {
  const kept = fields.filter(
    ({ optional, required, when }) =>
      (optional === undefined && required === undefined && when === undefined) || chance(from.random, 0.6),
  );
  return Object.fromEntries(kept.map((field) => [field.name, fieldValue(field, from)]));
}

type Of<K extends FieldType['kind']> = Extract<FieldType, { kind: K }>;

function textOf({ pattern, format, minLength, maxLength }: Of<'text'>, { random, at }: Chance): string {
  if (pattern !== undefined) return matching(pattern, random);
  if (format === 'month') return localDate(at).slice(0, 7);
  if (format === 'credit-code') return creditCode(random);
  if (format === 'id-number') return idNumber(random, at);
  const text = `文本${between(random, 1, 99_999)}`.padEnd(minLength ?? 0, '。');
  return [...text].slice(0, maxLength ?? text.length).join('');
}

const MATCHING = new Map<string, Arbitrary<string>>();

/** Our patterns are regular expressions of JavaScript too (rules/expression/match.ts tells which). */
function matching(pattern: string, random: Random): string {
  const known = MATCHING.get(pattern) ?? stringMatching(new RegExp(`^(?:${pattern})$`));
  MATCHING.set(pattern, known);
  return sampleOf(known, { numRuns: 1, seed: between(random, 0, 2 ** 31 - 1) })[0] ?? '';
}

function numberOf(type: Of<'integer'> | Of<'number'>, random: Random): number {
  const min = type.min ?? 0;
  const max = type.max ?? min + (chance(random, 0.5) ? 20 : 2_000);
  const whole = between(random, Math.ceil(min), Math.floor(max));
  if (type.kind === 'integer') return whole;
  if (type.exclusiveMin === true && whole === min) return (min + max) / 2;
  if (type.exclusiveMax === true && whole === max) return (min + max) / 2;
  return whole;
}

function listOf(type: Of<'list'>, from: Chance): Json[] {
  const { random } = from;
  const min = type.min ?? 0;
  const size = between(random, min, Math.max(min, Math.min(type.max ?? 4, 4)));
  const items = [...(type.contains ?? []), ...Array.from({ length: size }, () => valueOfType(type.of, from))];
  if (type.repeats === true) return items;
  const { key } = type;
  const name = (item: Json): string => JSON.stringify(key === undefined ? item : ((item as JsonObject)[key] ?? item));
  return [...new Map(items.map((item) => [name(item), item])).values()];
}

/** How dates of one year are told of another. */
export type Move = (date: PlainDate) => PlainDate;

const SAME_SEASON_DAYS = 10;

/** By whole years where that leads near enough, so that a year stays a year; otherwise by days. */
export function moveOf(from: PlainDate, to: PlainDate): Move {
  const years = yearOf(to) - yearOf(from);
  if (Math.abs(daysBetween(addYears(from, years), to)) <= SAME_SEASON_DAYS) return (date) => addYears(date, years);
  const days = daysBetween(from, to);
  return (date) => addDays(date, days);
}

/** The data with their dates, instants and months moved. */
export function moved<T extends Json>(data: T, move: Move): T {
  return movedValue(data, move) as T;
}

function movedValue(value: Json, move: Move): Json {
  if (typeof value === 'string') return movedText(value, move);
  if (Array.isArray(value)) return value.map((item) => movedValue(item, move));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, movedValue(item, move)]));
}

function movedText(text: string, move: Move): string {
  if (isMonth(text)) return move(`${text}-01`).slice(0, 7);
  const date = text.slice(0, 10);
  if (!isRealDate(date) || !(text.length === 10 || text[10] === 'T')) return text;
  return move(date) + text.slice(10);
}
