/**
 * The hash chain of a case: h(n) = SHA-256(h(n−1) ‖ canonical fact), hex, facts canonical by RFC 8785. An independent
 * script needs nothing but these two lines to check a history.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
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
      return quoted(value);
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

/** Characters that stand for themselves between quotes. */
const PLAIN = /^[ !#-[\]-~]*$/;

function quoted(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw new TypeError('a lone surrogate has no canonical JSON');
  return JSON.stringify(text);
}

function canonicalList(list: readonly unknown[]): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + canonical(list[i]);
  return `${text}]`;
}

function canonicalObject(object: Record<string, unknown>): string {
  let text = '{';
  let comma = '';
  for (const key of sortedKeys(object)) {
    const member = object[key];
    if (member === undefined) continue;
    text += `${comma}${quoted(key)}:${canonical(member)}`;
    comma = ',';
  }
  return `${text}}`;
}

/** Most objects have few keys, and a sort costs more than looking whether it is needed. */
function sortedKeys(object: Record<string, unknown>): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  return keys;
}

const UTF8 = new TextEncoder();
/** Written anew at every call; three bytes hold any UTF-16 unit. */
let scratch = new Uint8Array(16_384);

/** Hex SHA-256 of UTF-8 text. */
export function digest(text: string): string {
  if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 3);
  const { written } = UTF8.encodeInto(text, scratch);
  return bytesToHex(sha256(scratch.subarray(0, written)));
}

/** The hash of a fact behind the hash of the one before it. */
export function chain(previous: string, fact: Fact): string {
  return digest(previous + canonical(fact));
}

/** Hash of the whole state: taken once a command and at the end of a run. */
export function stateHash(state: CaseState): string {
  return digest(canonical(state));
}
