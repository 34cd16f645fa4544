/** Texts. Positions and lengths count characters (code points), from 1, from the end with −1. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { EvaluationFault } from '../fault.ts';
import { compilePattern } from '../match.ts';
import { isNum, numOfText, textOfNum } from '../number.ts';
import { TEXT_MAX, type Value, wrongValue } from '../value.ts';
import { type BuiltIn, integer, list, made, text } from './arguments.ts';

/** Whether any character needs two units. */
const WIDE = /[\ud800-\udbff]/;

function lengthOf(value: string): number {
  return WIDE.test(value) ? [...value].length : value.length;
}

function substring(value: string, start: number, length: Value): string {
  const characters = WIDE.test(value) ? [...value] : value.split('');
  const from = start > 0 ? start - 1 : start < 0 ? Math.max(characters.length + start, 0) : characters.length;
  const to = length === null ? characters.length : from + Math.max(integer(length), 0);
  return characters.slice(from, to).join('');
}

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (isNum(value)) return textOfNum(value);
  if (typeof value === 'boolean') return `${value}`;
  throw wrongValue(value, 'a text, number, date or boolean');
}

function join(items: readonly Value[], separator: string): string {
  let length = 0;
  for (const item of items) length += text(item).length + separator.length;
  if (length > TEXT_MAX) made(' '.repeat(TEXT_MAX + 1));
  return items.join(separator);
}

function pad(value: Value, width: number): string {
  if (width < 0 || width > 1000) throw new EvaluationFault('limit', `width ${width}: 0 to 1000 is allowed`);
  if (isNum(value) && textOfNum(value).startsWith('-')) throw new EvaluationFault('wrong-type', `${value} is negative`);
  return textOf(value).padStart(width, '0');
}

function replaceAll(value: string, what: string, by: string): string {
  if (what === '') throw new EvaluationFault('bad-text', 'an empty text cannot be replaced');
  return join(value.split(what), by);
}

function split(value: string, separator: string): readonly string[] {
  return separator === '' ? [...value] : value.split(separator);
}

export const TEXT_FUNCTIONS: Readonly<Record<string, BuiltIn>> = {
  concat: (a, b) => made(text(a) + text(b)),
  string: (a) => textOf(a),
  number: (a) => numOfText(text(a)),
  'string length': (a) => lengthOf(text(a)),
  substring: (a, b, c) => substring(text(a), integer(b), c),
  'substring before': (a, b) => {
    const at = text(a).indexOf(text(b));
    return at < 0 ? '' : text(a).slice(0, at);
  },
  'substring after': (a, b) => {
    const at = text(a).indexOf(text(b));
    return at < 0 ? '' : text(a).slice(at + text(b).length);
  },
  'upper case': (a) => text(a).toUpperCase(),
  'lower case': (a) => text(a).toLowerCase(),
  trim: (a) => text(a).trim(),
  contains: (a, b) => text(a).includes(text(b)),
  'starts with': (a, b) => text(a).startsWith(text(b)),
  'ends with': (a, b) => text(a).endsWith(text(b)),
  matches: (a, b) => compilePattern(text(b)).finds(text(a)),
  replace: (a, b, c) => replaceAll(text(a), text(b), text(c)),
  split: (a, b) => split(text(a), text(b)),
  'string join': (a, b) => join(list(a), text(b)),
  pad: (a, b) => pad(a, integer(b)),
  sha256: (a) => bytesToHex(sha256(utf8ToBytes(text(a)))),
};
