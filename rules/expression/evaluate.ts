/** Runs a compiled expression. */
import type { Json } from '../json.ts';
import type { Env } from './env.ts';
import type { Expr } from './tree.ts';

/** Gives plain JSON, or throws EvaluationFault and nothing else. */
export type Evaluate = (env: Env) => Json;

export function compileExpr(_tree: Expr): Evaluate {
  throw new Error('not there yet');
}
