/** A counter-example in words: the moves from the start on. */
export function wayText(way: readonly string[]): string {
  const [, ...moves] = way;
  return moves.length === 0 ? 'at the start' : `start → ${moves.join(' → ')}`;
}
