/**
 * Substring search in any script and without an extension of the database: a text is kept with its pairs of
 * characters, and what contains the query contains all of the query's pairs. Pure.
 */

/** Longer texts are cut: names and numbers are short. */
const LONGEST = 400;

/** One form for what looks alike: full width and half width, capitals, blanks, brackets of document numbers. */
export function normalised(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}\p{C}]/gu, '');
}

/** The text that is searched: normalised parts, kept apart so that no match runs across two. */
export function searchText(parts: readonly string[]): string {
  return parts
    .map(normalised)
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, LONGEST);
}

/** Single characters and pairs of neighbours of each part, without doubles, sorted. */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const part of text.split(' ')) {
    const characters = [...part];
    characters.forEach((character, i) => {
      grams.add(character);
      const next = characters[i + 1];
      if (next !== undefined) grams.add(character + next);
    });
  }
  return [...grams].sort();
}

/** What a row must hold to be looked at: the query's pairs, or its only character. */
export function gramsOfQuery(query: string): string[] {
  const grams = gramsOf(query);
  return [...query].length === 1 ? grams : grams.filter((gram) => [...gram].length === 2);
}
