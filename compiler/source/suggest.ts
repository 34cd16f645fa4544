/** The known word that an unknown one was probably meant to be. */

/** `undefined` where none is near: at most a third of the letters may differ. */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

/** `did you mean "x"?`, or the list of what is known. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const words = [...known];
  const near = suggest(word, words);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (words.length === 0) return 'none is known here';
  const shown = words.slice(0, 20).join(', ');
  return `known: ${shown}${words.length > 20 ? ', …' : ''}`;
}

/** Letters to add, drop, change or swap with the next one. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j - 1] ?? 0) + 1, (above[j] ?? 0) + 1, (above[j - 1] ?? 0) + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    older = above;
    above = row;
  }
  return above[b.length] ?? 0;
}
