/**
 * The border between Temporal and us, outside the workflow's sandbox. Everything that goes to the server is encrypted;
 * everything that comes from it is opened, references are filled in, signatures are verified.
 *
 * C1. What can't be opened is read as {unreadable: true}; nothing here throws while reading: an exception would block
 *     the case for ever. What wasn't encrypted by us is not readable.
 * C2. `verdict` of a signed command is always ours, whatever was written there.
 * C3. `content` of a reference is always the store's, by hash; a history holds the hash alone.
 */
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import type { ContentStore } from '../activities/ports.ts';
import { caseOfWorkflow, type Ref } from '../workflows/contract.ts';
import type { Cipher } from './cipher.ts';
import { contentPayload } from './payload-converter.ts';
import type { Verifier } from './signing.ts';

const { Payload: PayloadMessage } = proto.temporal.api.common.v1;

/** Metadata: the words of Temporal's own samples for `encoding`, ours for the rest. */
const ENCODING = 'binary/encrypted';
const HASH = /^[0-9a-f]{64}$/;
/** What a signed command or a reference can't be written without; `\u` because JSON may spell any letter with it. */
const MAY_BE_SPECIAL = /signed|verdict|\$ref|\\u/;

export interface PayloadCodecParts {
  cipher: Cipher;
  verify: Verifier;
  /** Absent on clients: references stay as they are. */
  content?: ContentStore;
}

export function createPayloadCodec(parts: PayloadCodecParts): PayloadCodec {
  return {
    encode: (payloads, context) => Promise.resolve(payloads.map((payload) => seal(parts.cipher, payload, context))),
    decode: (payloads, context) => Promise.all(payloads.map((payload) => open(parts, payload, context))),
  };
}

// ---- writing ----

function seal(cipher: Cipher, payload: Payload, context: SerializationContext | undefined): Payload {
  const caseId = caseOf(context) ?? '';
  const reference = referenceIn(payload);
  const written = reference === null ? payload : jsonPayload({ $ref: reference.$ref, hash: reference.hash });
  const ref = reference === null ? '' : `${reference.$ref}:${reference.hash}`;
  const { keyId, data } = cipher.seal(caseId, ref, PayloadMessage.encode(written).finish());
  const metadata: Record<string, Uint8Array> = { encoding: bytes(ENCODING), 'banli/key': bytes(keyId) };
  if (caseId !== '') metadata['banli/case'] = bytes(caseId);
  if (ref !== '') metadata['banli/ref'] = bytes(ref);
  return { metadata, data };
}

// ---- reading ----

async function open(parts: PayloadCodecParts, payload: Payload, context?: SerializationContext): Promise<Payload> {
  try {
    return (await opened(parts, payload, context)) ?? jsonPayload({ unreadable: true });
  } catch {
    return jsonPayload({ unreadable: true });
  }
}

async function opened(
  parts: PayloadCodecParts,
  payload: Payload,
  context: SerializationContext | undefined,
): Promise<Payload | null> {
  if (word(payload, 'encoding') !== ENCODING) return null;
  const caseId = word(payload, 'banli/case');
  const expected = caseOf(context);
  if (expected !== undefined && expected !== caseId) return null;
  const sealed = { keyId: word(payload, 'banli/key'), data: payload.data ?? new Uint8Array() };
  const plain = parts.cipher.open(caseId, word(payload, 'banli/ref'), sealed);
  if (plain === null) return null;
  const { metadata, data } = PayloadMessage.decode(plain);
  return filledIn(parts, { metadata, data });
}

/** Verifies a signed command, fills in a reference; leaves everything else as it is. */
async function filledIn(parts: PayloadCodecParts, payload: Payload): Promise<Payload> {
  const text = textOf(payload);
  if (text === null || !MAY_BE_SPECIAL.test(text)) return payload;
  const value: unknown = JSON.parse(text);
  if (isSigned(value)) return jsonPayload({ ...value, verdict: parts.verify(value) });
  if (isObject(value) && ('verdict' in value || 'signed' in value)) return jsonPayload({ unreadable: true });
  const reference = asReference(value);
  return reference === null || parts.content === undefined ? payload : withContent(parts.content, reference);
}

async function withContent(content: ContentStore, { $ref, hash }: Reference): Promise<Payload> {
  const text = await content.get(hash).catch(() => null);
  if (text === null) return jsonPayload({ $ref, hash, unreadable: true });
  return contentPayload({ $ref, hash }, text);
}

// ---- shapes ----

function caseOf(context: SerializationContext | undefined): string | undefined {
  return context?.workflowId === undefined ? undefined : caseOfWorkflow(context.workflowId);
}

type Reference = Pick<Ref, '$ref' | 'hash'>;

const REFERENCE_START = bytes('{"$ref":');

/** Most payloads are none and long: only the beginning is looked at. */
function referenceIn(payload: Payload): Reference | null {
  const { data } = payload;
  if (!data || !REFERENCE_START.every((byte, i) => data[i] === byte)) return null;
  const text = textOf(payload);
  return text === null ? null : asReference(JSON.parse(text));
}

function asReference(value: unknown): Reference | null {
  if (!isObject(value) || (value.$ref !== 'bundle' && value.$ref !== 'calendar')) return null;
  return typeof value.hash === 'string' && HASH.test(value.hash) ? { $ref: value.$ref, hash: value.hash } : null;
}

function isSigned(value: unknown): value is Parameters<Verifier>[0] {
  if (!isObject(value) || !isObject(value.signed)) return false;
  const { caseId, id, command, at } = value.signed;
  return (
    typeof value.key === 'string' &&
    typeof value.signature === 'string' &&
    typeof caseId === 'string' &&
    typeof id === 'string' &&
    isObject(command) &&
    typeof command.type === 'string' &&
    (at === undefined || Number.isSafeInteger(at))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(payload: Payload): string | null {
  return word(payload, 'encoding') === 'json/plain' && payload.data ? new TextDecoder().decode(payload.data) : null;
}

function word(payload: Payload, name: string): string {
  const value = payload.metadata?.[name];
  return value ? new TextDecoder().decode(value) : '';
}

function jsonPayload(value: unknown): Payload {
  return { metadata: { encoding: bytes('json/plain') }, data: bytes(JSON.stringify(value)) };
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
