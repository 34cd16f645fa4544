/** What can come back instead of an answer. */
import type { components } from './schema.ts';

export type Problem = components['schemas']['Problem'];

/** The API refused, or couldn't. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly problem: Problem;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(problem: Problem, retryAfter: number | undefined) {
    super(problem.title);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** The last part of its `type`, e.g. `not-open`. */
  get code(): string {
    return this.problem.type.split('/').at(-1) ?? '';
  }
}

/** No answer came: the network or the server is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** Whether the same request may succeed later, with nothing changed. */
export function passes(error: unknown): boolean {
  if (error instanceof Unreachable) return true;
  if (!(error instanceof Refused)) return false;
  return error.problem.status === 503 || error.problem.status === 429 || error.code === 'in-progress';
}

/** Milliseconds until the next attempt. */
export function pause(attempt: number, error: unknown): number {
  const asked = error instanceof Refused ? error.retryAfter : undefined;
  return asked === undefined ? Math.min(1_000 * 2 ** attempt, 10_000) : Math.min(asked, 30) * 1_000;
}
