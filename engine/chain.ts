/**
 * The hash chain of a case: h(n) = SHA-256(h(n−1) ‖ canonical fact), hex, facts canonical by RFC 8785. An independent
 * script needs nothing but these two lines to check a history.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';
import type { CaseState, Fact } from './model.ts';

/** h(0): sixty-four zeros. */
export const GENESIS = '0'.repeat(64);

/** Canonical JSON (RFC 8785). Throws on what JSON cannot say: NaN, undefined at the top, lone surrogates. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('undefined has no canonical JSON');
  return text;
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
  return digest(canonical(state));
}
