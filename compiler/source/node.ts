/**
 * A definition as it was written: maps, lists and scalars, each with its place in the file. Readers give what was
 * asked for, or report what stands there instead and give `undefined` or nothing; so every fault is told at once.
 * Nodes of several files can be put together into one tree (blocks): each keeps its own place.
 */
import type { Json, JsonObject } from '../../rules/json.ts';
import type { Position, Report } from '../finding.ts';
import { alignScalar, placeOf, type ScalarStyle, type SourceFile } from './place.ts';
import { didYouMean } from './suggest.ts';

export type Scalar = null | boolean | number | string;

export interface Entry {
  readonly key: string;
  /** The key itself, for faults about it. */
  readonly name: SourceNode;
  readonly value: SourceNode;
}

export type Content =
  | { readonly kind: 'map'; readonly entries: readonly Entry[] }
  | { readonly kind: 'list'; readonly items: readonly SourceNode[] }
  | { readonly kind: 'scalar'; readonly value: Scalar; readonly style: ScalarStyle };

export interface Origin {
  readonly source: SourceFile;
  readonly from: number;
  readonly to: number;
  readonly report: Report;
}

export class SourceNode {
  /** Where it stands in the definition: `steps.review.form.reason`, `rules[0].first[2]`. */
  readonly path: string;
  readonly content: Content;
  readonly origin: Origin;
  private index: Map<string, SourceNode> | undefined;

  constructor(path: string, content: Content, origin: Origin) {
    this.path = path;
    this.content = content;
    this.origin = origin;
  }

  /** A map, list or scalar in the place of this node: what an include or a parameter makes. */
  with(content: Content): SourceNode {
    return new SourceNode(this.path, content, this.origin);
  }

  get position(): Position {
    const { source, from, to } = this.origin;
    return placeOf(source, from, to);
  }

  get file(): string {
    return this.origin.source.file;
  }

  get report(): Report {
    return this.origin.report;
  }

  get isMap(): boolean {
    return this.content.kind === 'map';
  }

  get isList(): boolean {
    return this.content.kind === 'list';
  }

  get isNull(): boolean {
    return this.content.kind === 'scalar' && this.content.value === null;
  }

  /** The scalar as it was understood; undefined for a map or list. Reports nothing. */
  get scalar(): Scalar | undefined {
    return this.content.kind === 'scalar' ? this.content.value : undefined;
  }

  // ---- reading ----

  /** Entries of a map as written; another node is reported and has none. */
  entries(): readonly Entry[] {
    if (this.content.kind === 'map') return this.content.entries;
    this.expected('a map of names and values');
    return [];
  }

  /** The value of a key; undefined where there is none. Reports nothing. */
  get(key: string): SourceNode | undefined {
    if (this.content.kind !== 'map') return undefined;
    this.index ??= new Map(this.content.entries.map((entry) => [entry.key, entry.value]));
    return this.index.get(key);
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** The value of a key that must be there; its absence is reported. */
  need(key: string): SourceNode | undefined {
    const found = this.get(key);
    if (found === undefined && this.isMap) {
      this.error('missing-key', `"${key}" is missing${this.path === '' ? '' : ` in ${this.path}`}`, `add "${key}:"`);
    }
    return found;
  }

  /** Items of a list; another node is reported and has none. */
  list(): readonly SourceNode[] {
    if (this.content.kind === 'list') return this.content.items;
    this.expected('a list');
    return [];
  }

  /** Items of a list, or the node itself as the only one: `to: a` is `to: [a]`. */
  oneOrMany(): readonly SourceNode[] {
    return this.content.kind === 'list' ? this.content.items : [this];
  }

  text(expected = 'text'): string | undefined {
    if (typeof this.scalar === 'string') return this.scalar;
    const quotes = typeof this.scalar === 'number' || typeof this.scalar === 'boolean';
    this.expected(expected, quotes ? `put it in quotes: "${this.written}"` : undefined);
    return undefined;
  }

  texts(expected = 'text'): string[] {
    return this.list().flatMap((item) => item.text(expected) ?? []);
  }

  boolean(): boolean | undefined {
    if (typeof this.scalar === 'boolean') return this.scalar;
    const yesNo = typeof this.scalar === 'string' && /^(yes|no|on|off)$/i.test(this.scalar);
    this.expected('true or false', yesNo ? `YAML 1.2 reads ${this.written} as text: write true or false` : undefined);
    return undefined;
  }

  number(): number | undefined {
    if (typeof this.scalar === 'number') return this.scalar;
    const quoted = typeof this.scalar === 'string' && this.scalar.trim() !== '' && Number.isFinite(Number(this.scalar));
    this.expected('a number', quoted ? 'write it without quotes' : undefined);
    return undefined;
  }

  integer(min = Number.MIN_SAFE_INTEGER): number | undefined {
    const value = this.scalar;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= min) return value;
    this.expected(min === Number.MIN_SAFE_INTEGER ? 'an integer' : `an integer of at least ${min}`);
    return undefined;
  }

  /** One of these words. */
  oneOf<T extends string>(words: readonly T[]): T | undefined {
    const found = words.find((word) => word === this.scalar);
    if (found !== undefined) return found;
    const known = typeof this.scalar === 'string' ? didYouMean(this.scalar, words) : undefined;
    this.expected(words.length === 1 ? `"${words[0]}"` : `one of ${words.join(', ')}`, known);
    return undefined;
  }

  /** The whole as plain JSON. */
  json(): Json {
    const { content } = this;
    if (content.kind === 'scalar') return content.value;
    if (content.kind === 'list') return content.items.map((item) => item.json());
    const object: JsonObject = {};
    for (const { key, value } of content.entries) {
      Object.defineProperty(object, key, { value: value.json(), enumerable: true, configurable: true, writable: true });
    }
    return object;
  }

  // ---- telling ----

  /** Reports every key of a map that is none of these. */
  unknownKeys(allowed: readonly string[]): void {
    if (this.content.kind !== 'map') return;
    for (const { key, name, value } of this.content.entries) {
      if (allowed.includes(key)) continue;
      // `{ label: one, two }` is read as the label "one" and a key "two".
      const comma = value.isNull && /[^A-Za-z0-9]/.test(key);
      const remedy = comma ? 'a comma inside { } ends the value: put the text in quotes' : didYouMean(key, allowed);
      name.error('unknown-key', `"${key}" is not known here`, remedy);
    }
  }

  error(check: string, message: string, remedy: string): void {
    this.report.error(check, this.position, message, remedy);
  }

  warning(check: string, message: string, remedy: string): void {
    this.report.warning(check, this.position, message, remedy);
  }

  /** Reports that something else was expected here than what stands here. */
  expected(what: string, remedy = `write ${what}`): void {
    const where = this.path === '' ? '' : `${this.path}: `;
    this.error('type', `${where}expected ${what}, found ${this.description}`, remedy);
  }

  /** The place of characters of a text's value (offsets in UTF-16 units), such as a part of an expression. */
  placeWithin(from: number, to: number = from): Position {
    const { content, origin } = this;
    if (content.kind !== 'scalar' || typeof content.value !== 'string') return this.position;
    const offsets = alignScalar(origin.source.text, origin.from, origin.to, content.style, content.value);
    const last = offsets.length - 1;
    const start = offsets[Math.min(Math.max(from, 0), last)] ?? origin.from;
    const end = to > from ? (offsets[Math.min(to, last) - 1] ?? start) + 1 : start;
    return placeOf(origin.source, start, Math.max(start, end));
  }

  /** The scalar as it stands in the file. */
  private get written(): string {
    return this.origin.source.text.slice(this.origin.from, this.origin.to).trim();
  }

  private get description(): string {
    const { content } = this;
    if (content.kind === 'map') return 'a map';
    if (content.kind === 'list') return content.items.length === 0 ? 'an empty list' : 'a list';
    if (content.value === null) return 'nothing';
    if (typeof content.value === 'string') return `the text "${shorten(content.value)}"`;
    return typeof content.value === 'number' ? `the number ${this.written}` : `${content.value}`;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
