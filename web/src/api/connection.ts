/** How the connection to the system is, for the bar that says so. */
import { createStore } from '../store.ts';
import { Refused, Unreachable } from './problem.ts';

/** `recovering`: a server behind the API is away; `offline`: no answer at all. */
export type Connection = 'well' | 'recovering' | 'offline';

export const connection = createStore<Connection>('well');

/** A case whose rule is being evaluated is no trouble of the system. */
const ORDINARY = new Set(['busy', 'outcome-unknown']);

export function noteAnswer(error?: unknown): void {
  if (error instanceof Unreachable) connection.set('offline');
  else if (error instanceof Refused && error.problem.status === 503 && !ORDINARY.has(error.code))
    connection.set('recovering');
  else connection.set('well');
}
