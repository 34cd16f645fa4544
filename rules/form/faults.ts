/** Faults of fields, in English for systems and in Chinese for the people who fill in the form. */
import type { Json } from '../json.ts';
import type { EnumValue, Fault } from './model.ts';

/** What is wrong with a value, without where it stands. */
export interface Wrong {
  readonly code: string;
  readonly message: string;
  readonly messageZh: string;
}

export function at(field: string, { code, message, messageZh }: Wrong): Fault {
  return { field, code, message, messageZh };
}

export const REQUIRED: Wrong = { code: 'required', message: 'required, but left out', messageZh: '必填' };
export const UNKNOWN: Wrong = { code: 'unknown', message: 'no such field in this form', messageZh: '表单中没有此项' };
export const BLANK: Wrong = { code: 'blank', message: 'expected text that is not blank', messageZh: '不能为空白' };
export const BAD_CHARACTER: Wrong = {
  code: 'character',
  message: 'cannot be stored: expected no NUL characters, no half surrogates, no nesting deeper than 100',
  messageZh: '含有无法保存的字符或嵌套过深',
};

export function wrongType(expected: string, expectedZh: string, found: Json): Wrong {
  return { code: 'type', message: `expected ${expected}, found ${describe(found)}`, messageZh: `应为${expectedZh}` };
}

export function wrongCode(values: readonly EnumValue[], found: Json): Wrong {
  const codes = values.map(({ id }) => id);
  const labels = values.map(({ label }) => label.zh);
  return {
    code: 'enum',
    message: `expected one of ${shortList(codes, ', ')}, found ${describe(found)}`,
    messageZh: `应为下列之一:${shortList(labels, '、')}`,
  };
}

export function outOfRange(expected: string, expectedZh: string, found: number): Wrong {
  return { code: 'range', message: `expected ${expected}, found ${found}`, messageZh: `应${expectedZh}` };
}

export function wrongForm(expected: string, expectedZh: string): Wrong {
  return { code: 'pattern', message: `expected ${expected}`, messageZh: `应为${expectedZh}` };
}

export function wrongSize(what: string, whatZh: string, found: number, min?: number, max?: number): Wrong {
  const [bound, boundZh] =
    min === max
      ? [`${min}`, `${min}`]
      : max === undefined
        ? [`at least ${min}`, `至少${min}`]
        : min === undefined
          ? [`at most ${max}`, `至多${max}`]
          : [`${min} to ${max}`, `${min}至${max}`];
  return { code: 'size', message: `expected ${bound} ${what}, found ${found}`, messageZh: `应为${boundZh}${whatZh}` };
}

export function repeated(value: Json): Wrong {
  return { code: 'repeated', message: `${describe(value)} appears twice`, messageZh: `${textOf(value)}重复` };
}

export function lacking(value: Json): Wrong {
  return { code: 'contains', message: `must contain ${describe(value)}`, messageZh: `必须包含${textOf(value)}` };
}

export function notThis(expected: Json, found: Json): Wrong {
  const zh = expected === true ? '必须为是' : expected === false ? '必须为否' : `必须为${textOf(expected)}`;
  return { code: 'must-be', message: `must be ${describe(expected)}, found ${describe(found)}`, messageZh: zh };
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : describe(value);
}

/** A value for a message: short, and never the whole of what somebody sent. */
function describe(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a record';
  return typeof value === 'string' ? JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value) : `${value}`;
}

function shortList(words: readonly string[], separator: string): string {
  return words.length <= 30 ? words.join(separator) : `${words.slice(0, 30).join(separator)}${separator}…`;
}
