/**
 * YAML 1.2 (core schema) to nodes with places. Refused, each with a remedy: what YAML itself refuses, keys written
 * twice, anchors and aliases, merge keys, tags, several documents, and numbers that are not read as they look.
 */
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  type YAMLMap,
  Scalar as YamlScalar,
} from 'yaml';
import type { Report } from '../finding.ts';
import { type Content, type Entry, type Origin, type Scalar, SourceNode } from './node.ts';
import { placeOf, type ScalarStyle, type SourceFile, sourceFile } from './place.ts';

/** Characters of one file. */
export const FILE_MAX = 1_000_000;

/** The file's root node; undefined when it can't be read as YAML at all or is empty, which is reported. */
export function readSource(file: string, text: string, report: Report): SourceNode | undefined {
  const source = sourceFile(file, text);
  if (text.length > FILE_MAX) {
    report.error('file-size', placeOf(source, 0), `the file has ${text.length} characters`, `at most ${FILE_MAX}`);
    return undefined;
  }
  const document = parse(text);
  for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
    report.error(
      `yaml-${code.toLowerCase().replaceAll('_', '-')}`,
      placeOf(source, pos[0], pos[1]),
      message,
      REMEDIES[code] ?? 'correct the YAML',
    );
  }
  if (!isNode(document.contents) || (isScalar(document.contents) && document.contents.value === null)) {
    if (!report.hasErrors) report.error('empty-file', placeOf(source, 0), 'the file is empty', 'write a definition');
    return undefined;
  }
  return new Reader(source, report).node(document.contents, '');
}

function parse(text: string): Document.Parsed {
  return parseDocument(text, { version: '1.2', schema: 'core', merge: false, uniqueKeys: false, prettyErrors: false });
}

const REMEDIES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'one file holds one definition: drop "---" and what follows, or move it to a file of its own',
  TAB_AS_INDENT: 'indent with spaces',
  BAD_INDENT: 'align it with its neighbours',
  TAG_RESOLVE_FAILED: 'write the value without a tag',
  BAD_SCALAR_START: 'put the text in quotes',
  MULTILINE_IMPLICIT_KEY: 'put the text in quotes, or end the line before',
};

const STYLES: Readonly<Record<string, ScalarStyle>> = {
  [YamlScalar.PLAIN]: 'plain',
  [YamlScalar.QUOTE_SINGLE]: 'single',
  [YamlScalar.QUOTE_DOUBLE]: 'double',
  [YamlScalar.BLOCK_FOLDED]: 'block',
  [YamlScalar.BLOCK_LITERAL]: 'block',
};

class Reader {
  private readonly source: SourceFile;
  private readonly report: Report;

  constructor(source: SourceFile, report: Report) {
    this.source = source;
    this.report = report;
  }

  node(node: Node, path: string): SourceNode {
    const origin = this.originOf(node);
    const at = new SourceNode(path, this.content(node, path, origin), origin);
    if (isAlias(node) || ('anchor' in node && node.anchor !== undefined)) {
      at.error(
        'anchor',
        'anchors (&) and aliases (*) are not read',
        'write the value out; share types under "types:" and steps in a block',
      );
    }
    if (node.tag !== undefined) at.error('tag', 'tags (!) are not read', 'write the value without a tag');
    return at;
  }

  private originOf(node: Node): Origin {
    const [from, to] = node.range ?? [0, 0];
    return { source: this.source, from, to, report: this.report };
  }

  private content(node: Node, path: string, origin: Origin): Content {
    if (isMap(node)) return { kind: 'map', entries: this.entries(node, path) };
    if (isSeq(node)) {
      const items = node.items.filter(isNode).map((item, i) => this.node(item, `${path}[${i}]`));
      if (node.items.some(isPair)) this.told(origin, 'pair-in-list', 'a pair in a list', 'write the pair in braces');
      return { kind: 'list', items };
    }
    if (isScalar(node)) {
      return { kind: 'scalar', value: this.scalar(node, origin), style: STYLES[node.type ?? ''] ?? 'plain' };
    }
    return { kind: 'scalar', value: null, style: 'plain' };
  }

  private entries(map: YAMLMap, path: string): Entry[] {
    const entries = new Map<string, Entry>();
    for (const pair of map.items) {
      const keyNode = isNode(pair.key) ? pair.key : undefined;
      const key = keyNode === undefined ? undefined : this.keyOf(keyNode);
      if (keyNode === undefined || key === undefined) continue;
      const below = path === '' ? key : `${path}.${key}`;
      const name = new SourceNode(below, { kind: 'scalar', value: key, style: 'plain' }, this.originOf(keyNode));
      const value = isNode(pair.value)
        ? this.node(pair.value, below)
        : name.with({ kind: 'scalar', value: null, style: 'plain' });
      if (entries.has(key)) {
        name.error('duplicate-key', `"${key}" is written twice in the same map`, 'keep one of them');
      } else entries.set(key, { key, name, value });
    }
    return [...entries.values()];
  }

  /** Keys are text; `2023:` and `true:` are keys of these letters. */
  private keyOf(node: Node): string | undefined {
    const origin = this.originOf(node);
    if (!isScalar(node)) {
      this.told(origin, 'key', 'a key must be text', 'write a name before the colon');
      return undefined;
    }
    const key = typeof node.value === 'string' ? node.value : (node.source ?? '');
    if (key === '<<' && node.type === YamlScalar.PLAIN) {
      this.told(origin, 'merge-key', 'merge keys (<<) are not read', 'write the keys out, or use a block');
      return undefined;
    }
    if (key === '' || key === '__proto__') {
      this.told(origin, 'key', `"${key}" can't be a key`, 'write a name before the colon');
      return undefined;
    }
    return key;
  }

  private scalar(node: YamlScalar, origin: Origin): Scalar {
    const { value } = node;
    if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
    const written = node.source ?? String(value);
    if (typeof value !== 'number') return written;
    const fault = numberFault(written, value);
    if (fault !== undefined)
      this.told(origin, 'number-form', `${written} ${fault}`, 'write a plain decimal number, or text in quotes');
    return Number.isFinite(value) ? value + 0 : 0;
  }

  private told({ from, to }: Origin, check: string, message: string, remedy: string): void {
    this.report.error(check, placeOf(this.source, from, to), message, remedy);
  }
}

function numberFault(written: string, value: number): string | undefined {
  if (/^[-+]?0[0-9]/.test(written)) return `would be read as ${value}`;
  if (!/^[-+]?[0-9]*\.?[0-9]*(e[-+]?[0-9]+)?$/i.test(written)) return 'is not a decimal number';
  const digits = written.replace(/e.*$/i, '').replace(/^[-+.0]+|[-+.]/g, '').length;
  if (digits > 15 || (Number.isInteger(value) && !Number.isSafeInteger(value)))
    return 'has more digits than can be kept exactly';
  return undefined;
}
