/**
 * A list that changes by itself must not move under a hand that is on it: while it is held, rows stay where they are,
 * what is new waits, and what has gone stays to be seen as such. Pure.
 */
export interface Row<T> {
  item: T;
  /** It is on the list no more. */
  gone: boolean;
}

export interface Steady<T> {
  rows: Row<T>[];
  /** How many wait to be shown. */
  waiting: number;
}

/**
 * @param shown what the list shows
 * @param latest what it is now, in order
 * @param held whether a hand is on it
 * @param more whether the list goes on after the latest: then its end may only have been pushed further
 */
export function steady<T extends { id: string }>(
  shown: readonly Row<T>[],
  latest: readonly T[],
  held: boolean,
  more: boolean,
): Steady<T> {
  if (!held || shown.length === 0) return { rows: latest.map((item) => ({ item, gone: false })), waiting: 0 };
  const now = new Map(latest.map((item) => [item.id, item]));
  const lastThere = shown.findLastIndex(({ item }) => now.has(item.id));
  const rows = shown.map(({ item }, i) => ({
    item: now.get(item.id) ?? item,
    gone: !now.has(item.id) && (i < lastThere || !more),
  }));
  const known = new Set(shown.map(({ item }) => item.id));
  // What follows the last one that is shown moves nothing.
  const end = latest.findLastIndex(({ id }) => known.has(id));
  const after = latest.slice(end + 1).map((item) => ({ item, gone: false }));
  return { rows: [...rows, ...after], waiting: latest.filter(({ id }, i) => i <= end && !known.has(id)).length };
}
