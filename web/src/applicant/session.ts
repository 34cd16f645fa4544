/** Who holds a receipt asks for its one case, with the session's token, kept for this tab. */
import createClient from 'openapi-fetch';
import { Refused, Unreachable } from '../api/problem.ts';
import type { paths } from '../api/schema.ts';
import { handInAt } from '../form/hand-in.ts';
import { createStore } from '../store.ts';

const PLACE = 'banli.receipt';
const DRAFTS = 'banli.draft//receipt/';

/** `over`: it ran out, or the secret was replaced. */
export type Session = { token: string } | 'none' | 'over';

const kept = sessionStorage.getItem(PLACE);

export const session = createStore<Session>(kept === null ? 'none' : { token: kept });

export function enter(token: string): void {
  sessionStorage.setItem(PLACE, token);
  session.set({ token });
}

/** What was typed stays: the session is opened again. */
export function loseSession(error: unknown): void {
  if (!(error instanceof Refused) || error.problem.status !== 401) return;
  sessionStorage.removeItem(PLACE);
  session.set('over');
}

/** On a machine that others use, nothing stays. */
export function leave(): void {
  for (const place of Object.keys(sessionStorage)) if (place.startsWith(DRAFTS)) sessionStorage.removeItem(place);
  sessionStorage.removeItem(PLACE);
  session.set('none');
}

export const receiptApi = createClient<paths>({ baseUrl: location.origin, fetch: fetchByReceipt });

export const handInByReceipt = (file: File) => handInAt('/api/receipt/files', file, fetchByReceipt);

async function fetchByReceipt(request: Request): Promise<Response> {
  const now = session.get();
  if (typeof now === 'object') request.headers.set('authorization', `Bearer ${now.token}`);
  request.headers.set('accept-language', 'zh');
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new Unreachable();
  }
}
