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

type Writer = (value: unknown) => string;

function canonicalList(list: readonly unknown[], write: Writer = canonical): string {
  let text = '[';
  for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ',') + write(list[i]);
  return `${text}]`;
}

function canonicalObject(object: Record<string, unknown>, write: Writer = canonical): string {
  let text = '{';
  let comma = '';
  for (const key of sortedKeys(object)) {
    const member = object[key];
    if (member === undefined) continue;
    text += comma + named(key) + write(member);
    comma = ',';
  }
  return `${text}}`;
}

/** Names before their values, as they are written: the same few hundred, over and over. */
const NAMED = new Map<string, string>();
const NAMED_MAX = 10_000;

function named(key: string): string {
  const known = NAMED.get(key);
  if (known !== undefined) return known;
  const text = `${quoted(key)}:`;
  if (NAMED.size < NAMED_MAX) NAMED.set(key, text);
  return text;
}

/** Most objects have few keys, and a sort costs more than looking whether it is needed. */
function sortedKeys(object: Record<string, unknown>): string[] {
  const keys = Object.keys(object);
  for (let i = 1; i < keys.length; i++) if ((keys[i - 1] as string) > (keys[i] as string)) return keys.sort();
  return keys;
}

// ── hashes ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Hex SHA-256 of UTF-8 text. What runs outside the sandbox may hand in the machine's own, which is faster. */
export type Hash = (text: string) => string;

const UTF8 = new TextEncoder();
/** Written anew at every call; three bytes hold any UTF-16 unit. */
let scratch = new Uint8Array(16_384);

export const digest: Hash = (text) => {
  if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 3);
  const { written } = UTF8.encodeInto(text, scratch);
  return bytesToHex(sha256(scratch.subarray(0, written)));
};

/** The hash of a fact behind the hash of the one before it. */
export function chain(previous: string, fact: Fact, hash: Hash = digest): string {
  return hash(previous + canonical(fact));
}

/** Hash of the whole state: taken once a command and at the end of a run. */
export function stateHash(state: CaseState, hash: Hash = digest): string {
  return hash(canonicalObject(state as unknown as Record<string, unknown>, canonicalPart));
}

/**
 * Canonical texts of the parts of states: lists and records below the top, and what lies in them. States share structure
 * and are never written to, so that most parts of one are those of the state before it.
 */
const PARTS = new WeakMap<object, string>();

const canonicalPart: Writer = (value) => remembered(value, canonicalMember);
const canonicalMember: Writer = (value) => remembered(value, canonical);

function remembered(value: unknown, write: Writer): string {
  if (typeof value !== 'object' || value === null) return canonical(value);
  let text = PARTS.get(value);
  if (text === undefined) {
    text = Array.isArray(value)
      ? canonicalList(value, write)
      : canonicalObject(value as Record<string, unknown>, write);
    PARTS.set(value, text);
  }
  return text;
}
