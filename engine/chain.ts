/**
 * The hash chain of a case: h(n) = SHA-256(h(n−1) ‖ canonical fact), hex, facts canonical by RFC 8785. An independent
 * script needs nothing but these two lines to check a history.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { CaseState, Fact } from './model.ts';

/** h(0): sixty-four zeros. */
export const GENESIS = '0'.repeat(64);

/**
 * Canonical JSON (RFC 8785): keys by UTF-16 code units, numbers and text as ECMAScript writes them. Written here because
 * it runs at every fact; a test holds it equal to the library `canonicalize`.
 * @throws TypeError on what JSON cannot say: undefined at the top or in a list, NaN, infinities, lone surrogates.
 */
export function canonical(value: unknown): string {
  switch (typeof value) {
    case 'string':
      if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical JSON');
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new TypeError(`${value} has no canonical JSON`);
      return String(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalList(value) : canonicalObject(value as Record<string, unknown>);
    default:
      throw new TypeError(`${typeof value} has no canonical JSON`);
  }
}

function canonicalList(list: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + canonical(list[i]);
  return `${text}]`;
}

function canonicalObject(object: Record<string, unknown>): string {
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    text += `${text.length === 1 ? '' : ','}${canonical(key)}:${canonical(member)}`;
  }
  return `${text}}`;
}

/** Hex SHA-256 of UTF-8 text. */
export function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** The hash of a fact behind the hash of the one before it. */
export function chain(previous: string, fact: Fact): string {
  return digest(previous + canonical(fact));
}

/** Hash of the whole state: taken once a command and at the end of a run. */
export function stateHash(state: CaseState): string {
  return digest(canonicalState(state));
}

/** States share what did not change, and nothing in them is ever written to: so is the text of their parts. */
const TEXT_OF_PART = new WeakMap<object, string>();

/** The same text as `canonical(state)`. */
export function canonicalState(state: CaseState): string {
  return sharedObject(state as unknown as Record<string, unknown>, 2);
}

/** Keeps the text of objects down to `depth`: below, single values change as often as the whole. */
function sharedObject(object: Record<string, unknown>, depth: number): string {
  let text = '{';
  for (const key of Object.keys(object).sort()) {
    const member = object[key];
    if (member === undefined) continue;
    text += `${text.length === 1 ? '' : ','}${canonical(key)}:${shared(member, depth)}`;
  }
  return `${text}}`;
}

function shared(member: unknown, depth: number): string {
  if (typeof member !== 'object' || member === null) return canonical(member);
  let text = TEXT_OF_PART.get(member);
  if (text !== undefined) return text;
  if (depth === 0) text = canonical(member);
  else if (Array.isArray(member)) text = `[${member.map((entry) => shared(entry, depth - 1)).join(',')}]`;
  else text = sharedObject(member as Record<string, unknown>, depth - 1);
  TEXT_OF_PART.set(member, text);
  return text;
}
