/**
 * Goal: every article of every document is accounted for, and nothing refers to what isn't there. Method: the table
 * COVERAGE.md beside the definitions is held against the list of articles made from the gazette (`articles.json`),
 * against what the definitions declare, and against every citation that they carry.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHIPPED_DEFINITIONS } from '../cli/definition-files.ts';
import { numberOf } from '../scripts/articles.ts';
import { shippedDefinitions } from './support.ts';

const slugs = readdirSync(SHIPPED_DEFINITIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort();

const compiled = shippedDefinitions();

interface Row {
  articles: string[];
  references: string[];
  note: string;
}

function rowsOf(slug: string): Row[] {
  const lines = readFileSync(join(SHIPPED_DEFINITIONS, slug, 'COVERAGE.md'), 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').slice(1, -1))
    .map(([articles = '', where = '', note = '']) => ({
      articles: articles.split(/[,,、]/).map((one) => one.trim()),
      references: [...where.matchAll(/`([^`]+)`/g)].map(([, reference = '']) => reference),
      note: note.trim(),
    }));
}

const listOf = (slug: string) =>
  JSON.parse(readFileSync(join(SHIPPED_DEFINITIONS, slug, 'articles.json'), 'utf8')) as string[];

/** `18–20` or `三17–三20`: from the one to the other, as they stand in the list. */
function expanded(article: string, list: readonly string[]): string[] {
  const [first = '', last] = article.split(/[–—-](?=[^-]*$)/);
  if (list.includes(article) || last === undefined) return [article];
  const [from, to] = [list.indexOf(first), list.indexOf(last)];
  return from < 0 || to < from ? [article] : list.slice(from, to + 1);
}

const isBelow = (article: string, above: string) =>
  article.startsWith(above) && article !== above && !/^\d/.test(/\d$/.test(above) ? article.slice(above.length) : '');

/** Everything of the form {document, article} in a tree. */
function citationsIn(value: unknown, found: { document: string; article: string }[] = []): typeof found {
  if (Array.isArray(value)) for (const one of value) citationsIn(one, found);
  else if (typeof value === 'object' && value !== null) {
    const { document, article } = value as Record<string, unknown>;
    if (typeof document === 'string' && typeof article === 'string') found.push({ document, article });
    for (const one of Object.values(value)) citationsIn(one, found);
  }
  return found;
}

/** Ids of a list, a map or an object of what is declared. */
function namesOf(part: unknown): Set<string> {
  if (part instanceof Map) return new Set(part.keys());
  if (Array.isArray(part))
    return new Set(part.map((one: { id?: string; value?: string }) => one.id ?? one.value ?? ''));
  return new Set(Object.keys(part ?? {}));
}

/** What a table may point at. */
function declared(slug: string): (reference: string) => boolean {
  const document = compiled.documents.get(slug);
  if (document === undefined) throw new Error(`there is no document ${slug}`);
  const kinds: Record<string, Set<string>> = {
    register: namesOf(document.registers),
    group: namesOf(document.groups),
    document: namesOf(document.documents),
    template: namesOf(document.templates),
    table: namesOf(document.tables),
  };
  return (reference) => {
    const [kind = '', name = ''] = reference.split(':');
    if (kind in kinds) return kinds[kind]?.has(name) === true;
    const [id = '', part] = reference.split('#');
    const procedure = compiled.bundles.get(id)?.procedure;
    if (part !== undefined) {
      const { steps, deadlines, messages, schedules } = procedure ?? {};
      return [steps, deadlines, messages, schedules].some((own) => namesOf(own).has(part));
    }
    return procedure !== undefined || compiled.decisions.has(id) || existsSync(join(SHIPPED_DEFINITIONS, slug, id));
  };
}

describe.each(slugs)('%s', (slug) => {
  const list = listOf(slug);

  test('each article is in the table, and nothing else is', () => {
    const listed = rowsOf(slug).flatMap(({ articles }) => articles.flatMap((article) => expanded(article, list)));
    const rows = listed.map(inDigits);
    const has = (article: string) =>
      rows.some((row) => row === article || isBelow(article, row) || isBelow(row, article));
    expect(list.filter((article) => !has(inDigits(article)))).toEqual([]);
    expect(listed.filter((one) => !isKnown(one, list))).toEqual([]);
  });

  test('the table points at what is there; where it points at nothing it says why', () => {
    const isDeclared = declared(slug);
    const rows = rowsOf(slug);
    expect(rows.flatMap(({ references }) => references.filter((one) => !isDeclared(one)))).toEqual([]);
    expect(rows.filter(({ references, note }) => references.length === 0 && note === '')).toEqual([]);
  });

  test('every citation is of an article that the document has', () => {
    const own = [...compiled.bundles, ...compiled.decisions].filter(([id]) => id.startsWith(`${slug}.`));
    const number = compiled.documents.get(slug)?.number;
    const cited = own.flatMap(([, definition]) => citationsIn(definition));
    const articles = cited.filter(({ document }) => document === number).map(({ article }) => article);
    expect([...new Set(articles)].filter((article) => !isKnown(article, list))).toEqual([]);
    expect(articles.length).toBeGreaterThan(0);
  });
});

/**
 * A paragraph (`8 ¶2`), or the circled last item of a list, is below what has it. An item is `8(三)` or `8(3)`. The last
 * number may be of a list within a paragraph, which has no line of its own.
 */
function isKnown(article: string, list: readonly string[]): boolean {
  const plain = article.replace(/ ¶\d+$|[①-⑳]+$/, '');
  const named = list.map(inDigits);
  const wanted = inDigits(plain);
  return [wanted, wanted.replace(/\d+$/, ''), wanted.replace(/\(\d+\)$/, '')].some((one) => named.includes(one));
}

function inDigits(article: string): string {
  return article.replace(/\(([一二三四五六七八九十]+)\)/g, (_, number: string) => `(${numberOf(number)})`);
}
