/** Why a rule gave what it gave: the inputs and outputs that it read, with their values, and its place in law. */
import type { Env } from '../expression/env.ts';
import { compileExpr, type Evaluate } from '../expression/evaluate.ts';
import { readsOf } from '../expression/reads.ts';
import type { Expr } from '../expression/tree.ts';
import type { Json } from '../json.ts';
import type { Citation } from '../label.ts';

/** What a rule reads, each under the name that the trace gives it: `area`, `vehicle.wheelbaseMm`. */
export type Reasons = readonly (readonly [string, Evaluate])[];

/** An output called as an input is named `output.x`. */
export function reasonsOf(trees: readonly Expr[]): Reasons {
  const found = new Map<string, Evaluate>();
  const paths = trees.flatMap((tree) => readsOf(tree));
  for (const [root = '', ...path] of paths) {
    const name = path.join('.');
    if (name === '' || (root !== 'input' && root !== 'output')) continue;
    const asInput = root === 'output' && paths.some(([other, ...rest]) => other === 'input' && rest.join('.') === name);
    const shown = asInput ? `output.${name}` : name;
    if (!found.has(shown)) found.set(shown, compileExpr({ op: 'path', root, path }));
  }
  return [...found];
}

export function because(reasons: Reasons, env: Env): Record<string, Json> {
  const found: Record<string, Json> = {};
  for (const [name, read] of reasons) found[name] = copied(read(env));
  return found;
}

/** Outputs grow from stage to stage: what a rule has seen is kept as it was. */
function copied(value: Json): Json {
  return Array.isArray(value) ? [...value] : value;
}

/** Each once, in the order in which they were first given. */
export function distinct(citations: readonly Citation[]): Citation[] {
  return citations.filter(
    ({ document, article }, i) =>
      citations.findIndex((other) => other.article === article && other.document === document) === i,
  );
}
