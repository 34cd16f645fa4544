/** Where each sealed value of the schema `app` stands: its owner, whose key seals it, and its name. */
import type { Place } from '../codec/vault.ts';

export const PLACES = {
  document: (caseId: string, seq: number): Place => ({ owner: caseId, name: `document ${seq}` }),
  offer: (caseId: string, seq: number): Place => ({ owner: caseId, name: `offer ${seq}` }),
  registerWrite: (caseId: string, seq: number): Place => ({ owner: caseId, name: `register ${seq}` }),
  /** `name` is the keyed hash of the row's key. */
  registerRow: (register: string, name: string): Place => ({ owner: `register ${register}`, name }),
  comment: (caseId: string, id: string): Place => ({ owner: caseId, name: `comment ${id}` }),
  draft: (person: string, subject: string): Place => ({ owner: `person ${person}`, name: `draft ${subject}` }),
  savedView: (person: string, id: string): Place => ({ owner: `person ${person}`, name: `view ${id}` }),
  answer: (person: string, key: string): Place => ({ owner: `person ${person}`, name: `answer ${key}` }),
  duty: (procedure: string, name: string): Place => ({ owner: `schedule ${procedure}`, name }),
  file: (hash: string): Place => ({ owner: 'files', name: hash }),
  receiptSession: { owner: 'receipts', name: 'session' } as Place,
} as const;

/** The keyed hash under which a row of a register, or what a schedule owes, is found. */
export const OWNERS = {
  register: (register: string): string => `register ${register}`,
  /** Codes and secrets. */
  receipts: 'receipts',
  /** `<case>/<issue>`, from which the secret is made. */
  receiptSecret: 'secrets of receipts',
  /** `<slug>/<input>` of a start. */
  once: (name: string): string => `once ${name}`,
} as const;
