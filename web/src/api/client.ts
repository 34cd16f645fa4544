/** Asking the API: with the person's token, problems as errors, and what passes tried again. */
import createClient from 'openapi-fetch';
import { enter, leave, type Session, session } from '../person/session.ts';
import { noteAnswer } from './connection.ts';
import { type Problem, passes, pause, Refused, Unreachable } from './problem.ts';
import type { paths } from './schema.ts';

const PATIENCE_MS = 10 * 60_000;

export const api = createClient<paths>({ baseUrl: location.origin, fetch: fetchAsPerson });

/** A token that has run out is renewed once, for all that were asked with it. */
export async function fetchAsPerson(request: Request): Promise<Response> {
  const again = request.clone();
  const used = session.get()?.token;
  const response = await fetchWith(request, used);
  const current = session.get();
  if (response.status !== 401 || current === null) return response;
  const token = current.token === used ? await renewed(current) : current.token;
  return token === null ? response : fetchWith(again, token);
}

let renewal: { person: string; token: Promise<string | null> } | undefined;

/** Null: the person is not known any more, and has left. */
function renewed({ person }: Session): Promise<string | null> {
  if (renewal?.person !== person) renewal = { person, token: renew(person) };
  return renewal.token;
}

async function renew(person: string): Promise<string | null> {
  try {
    const token = await newToken(person);
    const current = session.get();
    // Meanwhile another may have taken the seat.
    if (current?.person !== person) return token;
    if (token === null) leave();
    else enter({ ...current, token });
    return token;
  } finally {
    renewal = undefined;
  }
}

async function fetchWith(request: Request, token: string | undefined): Promise<Response> {
  if (token !== undefined) request.headers.set('authorization', `Bearer ${token}`);
  // The page takes the words of its own language: answers have both. A file has one.
  if (!request.headers.has('accept-language')) request.headers.set('accept-language', 'zh');
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Unreachable();
  }
}

/** Null: there is no such demo person (any more). */
export async function newToken(person: string): Promise<string | null> {
  const request = new Request(new URL('/api/demo/tokens', location.origin), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  const response = await fetchWith(request, undefined);
  if (response.status === 404 || response.status === 403) return null;
  if (!response.ok) throw await refusalOf(response, undefined);
  return ((await response.json()) as { token: string }).token;
}

interface Answered<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's body. @throws Refused | Unreachable */
export async function ask<T>(answer: Promise<Answered<T>>): Promise<T> {
  try {
    const { data, error, response } = await answer;
    if (!response.ok) throw await refusalOf(response, error);
    noteAnswer();
    return data as T;
  } catch (error) {
    const known = error instanceof SyntaxError ? new Unreachable() : error;
    if (known instanceof Refused || known instanceof Unreachable) noteAnswer(known);
    throw known;
  }
}

async function refusalOf(response: Response, error: unknown): Promise<Refused> {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const body = error ?? (await response.json().catch(() => undefined));
  return new Refused(
    isProblem(body) ? body : plainProblem(response.status),
    Number.isFinite(seconds) ? seconds : undefined,
  );
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'type' in body && 'detail' in body;
}

/** From something between the page and the API, e.g. a proxy. */
function plainProblem(status: number): Problem {
  const away = status >= 502;
  return {
    type: away ? '/problems/unavailable' : '/problems/internal',
    title: away ? '服务暂时不可用' : '系统内部错误',
    status: away ? 503 : status,
    detail: '请稍后重试。',
    detailEn: 'Please try again later.',
    instance: '',
  };
}

/** Tries again what passes: safe where the request carries its key. @throws Refused | Unreachable */
export async function insist<T>(act: () => Promise<T>, onWait: (waiting: boolean) => void): Promise<T> {
  const begun = performance.now();
  try {
    for (let attempt = 0; ; attempt++) {
      try {
        return await act();
      } catch (error) {
        if (!passes(error) || performance.now() - begun > PATIENCE_MS) throw error;
        onWait(true);
        await new Promise((resolve) => setTimeout(resolve, pause(attempt, error)));
      }
    }
  } finally {
    onWait(false);
  }
}

/** A key of its own for each act. `randomUUID` is only there in secure contexts. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
