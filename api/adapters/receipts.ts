/** Receipts in the database, and sessions of their holders: sealed, so that the API keeps none. */
import type { Store } from '../../store/database.ts';
import { PLACES } from '../../store/places.ts';
import { firstReceipt, issueReceipt, openReceipt, type Receipt, receiptOf } from '../../store/receipts.ts';
import type { Receipts } from '../ports.ts';

const SESSION_MS = 30 * 60_000;

interface Session {
  caseId: string;
  issue: number;
  until: number;
}

export function createReceipts(store: Store, now: () => number): Receipts {
  return {
    first: (of) => firstReceipt(store, of),
    issue: (of) => issueReceipt(store, of),
    async open(code, secret) {
      const opened = await openReceipt(store, code, secret);
      if (opened.kind !== 'open') return opened;
      const { caseId, issue } = opened.receipt;
      const session: Session = { caseId, issue, until: now() + SESSION_MS };
      const token = store.vault.sealJson(PLACES.receiptSession, session).toString('base64url');
      return { kind: 'open', caseId, token, expiresAt: session.until };
    },
    async holder(token) {
      const session = sessionIn(store, token);
      if (session === null || session.until <= now()) return null;
      const receipt: Receipt | null = await receiptOf(store, session.caseId);
      return receipt?.issue === session.issue ? { caseId: receipt.caseId, group: receipt.group } : null;
    },
  };
}

function sessionIn({ vault }: Store, token: string): Session | null {
  try {
    return vault.openJson<Session>(PLACES.receiptSession, Buffer.from(token, 'base64url'));
  } catch {
    return null;
  }
}
