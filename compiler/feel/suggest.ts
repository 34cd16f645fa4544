/** "Did you mean": the declared name nearest to a misspelt one. */

function distance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitute = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitute, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

/** The nearest name, if it is near enough to be meant. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const limit = name.length < 3 ? 0 : Math.ceil(name.length / 3);
  const short = name.slice(0, 60).toLowerCase();
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - short.length) >= least) continue;
    const found = distance(short, candidate.toLowerCase());
    if (found < least) [best, least] = [candidate, found];
  }
  return best;
}

/** A remedy: the nearest name, or what there is. */
export function suggestion(name: string, names: readonly string[]): string | undefined {
  const found = nearest(name, names);
  if (found !== undefined) return `did you mean ${found}?`;
  if (names.length === 0) return undefined;
  const more = names.length > 12 ? ', …' : '';
  return `there are: ${names.slice(0, 12).join(', ')}${more}`;
}
