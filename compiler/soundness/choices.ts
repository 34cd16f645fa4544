/**
 * Free choice, made exhaustively: a run that asks is repeated until every answer was given. So the moves of the
 * search read like ordinary code.
 */
export type Choose = (options: number) => number;

/** Results of all runs, at most `limit`. */
export function everyRun<T>(run: (choose: Choose) => T, limit = 5000): T[] {
  const results: T[] = [];
  const trail: { at: number; of: number }[] = [];
  for (;;) {
    let depth = 0;
    const choose: Choose = (options) => {
      if (options <= 1) return 0;
      if (trail.length === depth) trail.push({ at: 0, of: options });
      const choice = trail[depth];
      depth += 1;
      return choice?.at ?? 0;
    };
    results.push(run(choose));
    if (!nextTrail(trail) || results.length >= limit) return results;
  }
}

function nextTrail(trail: { at: number; of: number }[]): boolean {
  for (let last = trail.at(-1); last !== undefined; last = trail.at(-1)) {
    last.at += 1;
    if (last.at < last.of) return true;
    trail.pop();
  }
  return false;
}
