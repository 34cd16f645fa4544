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

/** What is looked for: the words of a query, each normalised. */
export function termsOf(query: string): string[] {
  const terms = query.split(/\s+/).map(normalised);
  return [...new Set(terms.filter((term) => term !== ''))];
}

/** Where in a text as it was written a normalised term stands, in UTF-16 units; null if it doesn't. */
export function placeOf(text: string, term: string): { from: number; to: number } | null {
  let plain = '';
  /** For each unit of `plain` where its character stands in the text. */
  const at: { from: number; to: number }[] = [];
  let from = 0;
  for (const character of text) {
    const to = from + character.length;
    const part = normalised(character);
    plain += part;
    for (let i = 0; i < part.length; i++) at.push({ from, to });
    from = to;
  }
  const found = plain.indexOf(term);
  const [first, last] = [at[found], at[found + term.length - 1]];
  return found < 0 || first === undefined || last === undefined ? null : { from: first.from, to: last.to };
}
