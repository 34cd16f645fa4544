/** Requests under an Idempotency-Key: done once, and the first answer again for a repeat. */
import type { JsonObject } from '../../rules/json.ts';
import type { Idempotency } from '../ports.ts';
import { Problem } from '../problems.ts';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** The header's value, with or without the quotes of a structured field. @throws Problem */
export function idempotencyKey(header: string | string[] | undefined): string {
  const key = optionalKey(header);
  if (key === undefined) throw new Problem('missing-idempotency-key');
  return key;
}

export function optionalKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const text = Array.isArray(header) ? (header[0] ?? '') : header;
  const key = /^"(.*)"$/.exec(text)?.[1] ?? text;
  if (!KEY.test(key)) throw new Problem('missing-idempotency-key');
  return key;
}

export interface Answer<T> {
  status: number;
  body: T;
  repeated: boolean;
}

export interface Request {
  person: string;
  key: string;
  /** Method and path: a key belongs to one act. */
  route: string;
  bodyHash: string;
}

/** A refusal frees the key: nothing was done, or the case itself knows the key. */
export async function once<T extends object>(
  idempotency: Idempotency,
  { person, key, route, bodyHash }: Request,
  work: () => Promise<{ status: number; body: T }>,
): Promise<Answer<T>> {
  const state = await idempotency.begin(person, key, route, bodyHash);
  switch (state.kind) {
    case 'running':
      throw new Problem('in-progress');
    case 'other-content':
      throw new Problem('key-reused');
    case 'answered':
      return { status: state.status, body: state.body as T, repeated: true };
    case 'first':
      break;
  }
  try {
    const answer = await work();
    await idempotency.answered(person, key, answer.status, answer.body as JsonObject);
    return { ...answer, repeated: false };
  } catch (error) {
    await idempotency.release(person, key).catch(() => undefined);
    throw error;
  }
}
