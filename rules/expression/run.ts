/** One evaluation, and the closures that a tree becomes. */
import { localDate, type PlainDate } from '../calendar/date.ts';
import type { Env } from './env.ts';
import { EvaluationFault } from './fault.ts';
import type { Expr } from './tree.ts';
import { describeValue, ITERATIONS_MAX, type Value } from './value.ts';

export class Run {
  readonly env: Env;
  /** Values of bound names, by nesting depth. */
  readonly slots: Value[] = [];
  /** The node at work, for messages. */
  at: Expr | undefined = undefined;
  private steps = 0;
  private date: PlainDate | undefined = undefined;

  constructor(env: Env) {
    this.env = env;
  }

  get today(): PlainDate {
    this.date ??= localDate(this.env.now);
    return this.date;
  }

  /** Counts passes over items, so that no expression holds a worker up. */
  count(passes: number): void {
    this.steps += passes;
    if (this.steps > ITERATIONS_MAX) {
      throw new EvaluationFault('limit', `more than ${ITERATIONS_MAX} passes over items: is a loop nested in another?`);
    }
  }
}

export type Code = (run: Run) => Value;

/** The value of a condition, which must be true or false. */
export function condition(value: Value, tree: Expr, run: Run): boolean {
  if (value === true) return true;
  if (value === false) return false;
  run.at = tree;
  throw new EvaluationFault('null-condition', `${describeValue(value)} where true or false is needed`);
}

/** Bound names and their slots; the innermost wins. */
export interface Scope {
  readonly names: readonly string[];
}

export const NO_NAMES: Scope = { names: [] };

export function bind(scope: Scope, name: string): Scope {
  return { names: [...scope.names, name] };
}

export function slotOf(scope: Scope, name: string): number {
  const slot = scope.names.lastIndexOf(name);
  if (slot < 0) throw new TypeError(`tree uses the unbound name ${name}`);
  return slot;
}

export type Build = (tree: Expr, scope: Scope) => Code;
