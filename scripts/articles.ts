/**
 * Writes `definitions/<slug>/articles.json`, the list of a document's articles, from the text of the gazette:
 *
 *     node scripts/articles.ts <gazette.txt>
 *
 * Numbers only, no sentence of it. How they are written: an article `7`, with its items `7(一)` and `7(一)1`; a document
 * without articles by its headings, `三`, `三(二)`, `三(二)1` (or `三7`, where points are numbered through all items);
 * with chapters and sections before them, `3-3-二(一)`; an annex `附件1`, a box `专栏2`, and
 * `notice` for the covering letter of a text that is its annex. A document of two letters has each number with
 * its own before it, `38号 二`.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const DEFINITIONS = fileURLToPath(new URL('../definitions/', import.meta.url));
const DIGITS = '零一二三四五六七八九';
/** Alone in its line: where a document of the gazette begins. */
const LETTER = /^临[一-鿿]{1,6}〔\d{4}〕\d+号$/;

/** @throws Error if it is none */
export function numberOf(chinese: string): number {
  const match = /^(?:(.?)(百))?零?(?:(.?)(十))?(.?)$/.exec(chinese);
  const digit = (text: string | undefined, none: number) => (text ? DIGITS.indexOf(text) : none);
  if (match === null) throw new Error(`${chinese} is no number`);
  const [, hundreds, hundred, tens, ten, ones] = match;
  return (hundred ? digit(hundreds, 1) * 100 : 0) + (ten ? digit(tens, 1) * 10 : 0) + digit(ones, 0);
}

const N = '([一二三四五六七八九十百]+)';
const MARKS = {
  annex: /^附件(\d*)$/,
  chapter: new RegExp(`^第${N}章`),
  section: new RegExp(`^第${N}节`),
  article: new RegExp(`^第${N}条`),
  heading: new RegExp(`^${N}、`),
  item: new RegExp(`^\\(${N}\\)`),
  point: /^(\d{1,2})[..]/,
  sub: /^\((\d{1,2})\)/,
  box: /^专栏(\d+)/,
} as const;
type Level = keyof typeof MARKS;

interface Mark {
  level: Level;
  text: string;
  number: number;
}

/** The numbers above and at a place of the text. */
type Place = Partial<Record<Level, Mark>>;

/** What a number of a level ends. */
const BELOW: Record<Level, Level[]> = {
  annex: [],
  chapter: ['section', 'heading', 'item', 'point', 'sub'],
  section: ['heading', 'item', 'point', 'sub'],
  article: ['item', 'point', 'sub'],
  heading: ['item', 'point', 'sub'],
  item: ['point', 'sub'],
  point: ['sub'],
  sub: [],
  box: [],
};

export function articlesOf(text: string): string[] {
  const marks = marksOf(text);
  const places = placesOf(marks);
  const notice = marks[0]?.level === 'annex' ? ['notice'] : [];
  return [...new Set([...notice, ...places.map((place) => idOf(place, isNumberedThrough(places, place)))])];
}

/** A document has articles, or chapters with sections, or headings alone; numbers of other kinds are of no account. */
function marksOf(text: string): Mark[] {
  const marks = text.split('\n').flatMap((line) => markOf(line.replace(/[\s　\f]/g, '')));
  const has = (wanted: Level) => marks.filter(({ level }) => level === wanted).length > 2;
  const left: Level[] = has('article')
    ? ['heading', 'chapter', 'section']
    : has('section')
      ? []
      : ['chapter', 'section'];
  return marks.filter(({ level }) => !left.includes(level) && (has('article') || level !== 'article'));
}

function markOf(line: string): Mark[] {
  for (const level of Object.keys(MARKS) as Level[]) {
    const text = MARKS[level].exec(line)?.[1];
    if (text !== undefined) return [{ level, text, number: /^\d*$/.test(text) ? Number(text || 1) : numberOf(text) }];
  }
  return [];
}

/**
 * A number at the beginning of a line counts only where it is the next of its list: a line may break before one. What
 * follows the first annex behind the text is the annex's; a letter whose annex is the document itself begins with it.
 */
function placesOf(marks: readonly Mark[]): Place[] {
  const places: Place[] = [];
  let at: Place = {};
  let points = 0;
  for (const mark of marks) {
    const { level, number } = mark;
    if (level === 'box') {
      places.push({ box: mark });
      continue;
    }
    if (level === 'annex' && places.length > 0) at = { annex: mark };
    else if (level === 'annex' || at.annex !== undefined || !isNext(at, mark, points)) continue;
    else at = { ...at, [level]: mark };
    for (const below of BELOW[level]) delete at[below];
    // Points may go on counting in the next item.
    points = level === 'point' ? number : level === 'item' || level === 'sub' ? points : 0;
    places.push({ ...at });
  }
  return places;
}

function isNext(at: Place, { level, number }: Mark, points: number): boolean {
  const isInside = at.heading !== undefined || at.article !== undefined || at.section !== undefined;
  if ((level === 'item' || level === 'point') && !isInside) return false;
  if (level === 'sub') return at.point !== undefined && number === (at.sub?.number ?? 0) + 1;
  if (level === 'point') return number === points + 1 || number === 1;
  return number === (at[level]?.number ?? 0) + 1;
}

/** Whether points go on counting from item to item of the same heading. */
function isNumberedThrough(places: readonly Place[], { heading, item, point }: Place): boolean {
  if (point === undefined || item === undefined) return false;
  const points = places.filter((one) => one.heading === heading && one.point !== undefined);
  return points.some((one, index) => one.item !== points[index - 1]?.item && (one.point?.number ?? 1) > 1);
}

function idOf(place: Place, isThrough: boolean): string {
  const { annex, box, chapter, section, article, heading, item, point, sub } = place;
  if (box !== undefined) return `专栏${box.number}`;
  if (annex !== undefined) return `附件${annex.text}`;
  const numbers = [chapter?.number, section?.number, article?.number ?? heading?.text].filter(
    (one) => one !== undefined,
  );
  return `${numbers.join('-')}${item === undefined || isThrough ? '' : `(${item.text})`}${point?.number ?? ''}${sub === undefined ? '' : `(${sub.number})`}`;
}

/** The text of each document, by its number. */
export function lettersOf(gazette: string): Map<string, string> {
  const letters = new Map<string, string[]>();
  let current: string[] | undefined;
  for (const line of gazette.split('\n')) {
    const bare = line.replace(/[\s　\f]/g, '');
    if (LETTER.test(bare)) {
      current = letters.get(bare) ?? [];
      letters.set(bare, current);
    }
    current?.push(line);
  }
  return new Map([...letters].map(([number, lines]) => [number, lines.join('\n')]));
}

function main(file: string): void {
  const letters = lettersOf(readFileSync(file, 'utf8'));
  for (const slug of readdirSync(DEFINITIONS).sort()) {
    const document = `${DEFINITIONS}${slug}/document.banli.yaml`;
    if (!existsSync(document)) continue;
    const { number } = parse(readFileSync(document, 'utf8')) as { number: string };
    const own = [...letters].filter(([letter]) => number.includes(letter) || isSecond(number, letter));
    if (own.length === 0) throw new Error(`the gazette has no ${number}`);
    const articles = own.flatMap(([letter, text]) =>
      articlesOf(text).map((article) => (own.length === 1 ? article : `${/\d+号$/.exec(letter)?.[0]} ${article}`)),
    );
    writeFileSync(`${DEFINITIONS}${slug}/articles.json`, `${JSON.stringify(articles, null, 2)}\n`);
    console.log(`${slug}: ${articles.length}`);
  }
}

/** `临政办函〔2023〕38号、40号` */
function isSecond(number: string, letter: string): boolean {
  const [, body, last] = /^(.*〕)(\d+号)$/.exec(letter) ?? [];
  return body !== undefined && last !== undefined && number.startsWith(body) && number.split(/[、,, ]+/).includes(last);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , file] = process.argv;
  if (file === undefined) throw new Error('which gazette? node scripts/articles.ts <gazette.txt>');
  main(file);
}
