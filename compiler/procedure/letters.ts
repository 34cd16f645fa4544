/**
 * Letters: what the documents that a procedure issues say. `documents:` of the gazette document, and over it that of the
 * procedure, names for each a text beside the definition, whose `{{ FEEL }}` is typed by what the case has wherever the
 * document is issued.
 */
import type { DocumentKind, LetterParagraph, LetterValue } from '../../engine/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { ANY, type CodeLabels, mayBeNull, optional, TEXT, type Type } from '../../rules/expression/type.ts';
import { LETTER_KEYS } from '../document.ts';
import { compileFeel } from '../feel/compile.ts';
import type { Finding } from '../feel/context.ts';
import type { Position, Report } from '../finding.ts';
import type { SourceNode } from '../source/node.ts';
import { placeOf, type SourceFile, sourceFile } from '../source/place.ts';
import { didYouMean } from '../source/suggest.ts';
import { describeType, isExpression } from '../values.ts';
import { type Context, dataAt, FLOW, feelContext, noteReads, type Place, typedValue } from './context.ts';

const FILE_NAME = /^([A-Za-z0-9_-]+\/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*\.md$/;

/** All documents of the gazette document; those that the procedure issues with their letters. */
export function compileDocuments(ctx: Context, own: SourceNode | undefined): DocumentKind[] {
  const { documents } = ctx.around.document;
  checkOwn(
    own,
    documents.map(({ id }) => id),
  );
  return documents.map(({ id, label }) => {
    const places = placesOf(ctx, id);
    if (places.length === 0) return { id, label };
    return { id, label, ...compileKind(ctx, [own?.get(id), ctx.around.letters.get(id)], letterPlace(ctx, places)) };
  });
}

function checkOwn(own: SourceNode | undefined, known: readonly string[]): void {
  for (const { key, name, value } of own?.entries() ?? []) {
    if (!known.includes(key)) name.error('unknown-document', `there is no document "${key}"`, didYouMean(key, known));
    if (!value.isMap) value.expected('a map such as { letter: letters/notice.md }');
    value.unknownKeys(LETTER_KEYS);
  }
}

/** Where it is issued by name; else wherever data choose a document. */
function placesOf({ uses }: Context, id: string): readonly Place[] {
  return uses.issuedAt.get(id) ?? uses.issuedByData;
}

/** What is surely there wherever the document is issued. */
function letterPlace(ctx: Context, places: readonly Place[]): Place {
  const over: Record<string, Type> = {};
  const seen = places
    .map((place) => dataAt(ctx, place))
    .flatMap((type) => (type.kind === 'record' ? [type.fields] : []));
  for (const name of new Set(seen.flatMap((fields) => Object.keys(fields)))) {
    const type = seen[0]?.[name] ?? ANY;
    over[name] = seen.every((fields) => !mayBeNull(fields[name] ?? ANY)) ? type : optional(type);
  }
  return { ...FLOW, over };
}

/** `layers`: the procedure's own, then the document's; for each key the first that has it. */
function compileKind(
  ctx: Context,
  layers: readonly (SourceNode | undefined)[],
  place: Place,
): Omit<DocumentKind, 'id' | 'label'> {
  const get = (key: string): SourceNode | undefined => layers.map((node) => node?.get(key)).find((node) => node);
  const text = letterText(ctx, get('letter'), place);
  const from = fromOf(ctx, get('from'), place);
  const to = exprOf(ctx, get('to'), place, TEXT);
  const annexes = exprOf(ctx, get('annexes'), place);
  return {
    ...(text !== undefined && { text }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
    ...(annexes !== undefined && { annexes }),
    ...(get('reasons')?.boolean() === true && { reasons: true as const }),
    ...(get('review')?.boolean() === true && { review: true as const }),
  };
}

function exprOf(ctx: Context, node: SourceNode | undefined, place: Place, type?: Type): Expr | undefined {
  return node === undefined ? undefined : typedValue(ctx, node, place, type)?.tree;
}

/** A group stands for its name. */
function fromOf(ctx: Context, node: SourceNode | undefined, place: Place): Expr | undefined {
  const group = ctx.around.document.groups.find(({ id }) => id === node?.scalar);
  return group === undefined ? exprOf(ctx, node, place, TEXT) : { op: 'const', value: group.label.zh };
}

// ---- the text ----

interface Template {
  ctx: Context;
  place: Place;
  source: SourceFile;
  report: Report;
}

function letterText(ctx: Context, node: SourceNode | undefined, place: Place): LetterParagraph[] | undefined {
  const name = node?.text('the name of a text file such as letters/notice.md');
  if (node === undefined || name === undefined) return undefined;
  const file = FILE_NAME.test(name) && !isExpression(node) ? ctx.around.fileBeside(node, name) : undefined;
  if (file === undefined) {
    node.error('letter-file', `there is no text ${name} beside ${node.file}`, 'add the file; its name ends in .md');
    return undefined;
  }
  const source = sourceFile(file.path, file.text);
  const template = { ctx, place, source, report: node.report };
  const paragraphs = source.lineStarts.flatMap((start, i) => {
    const end = source.lineStarts[i + 1] ?? file.text.length;
    return paragraphOf(template, start, file.text.slice(start, end).trimEnd()) ?? [];
  });
  if (paragraphs.length > 0) return paragraphs;
  node.error('letter-file', `${name} is empty`, 'write the text of the letter, one paragraph a line');
  return undefined;
}

const CONDITION = /^\s*\{\{\s*if\s+(.*?)\s*\}\}/;
const MARK = /^\s*(#+|-)\s+/;

/** One line of the file. Nothing where it is blank. */
function paragraphOf(template: Template, start: number, line: string): LetterParagraph | undefined {
  if (line.trim() === '') return undefined;
  const [head = '', condition] = CONDITION.exec(line) ?? [];
  const when = condition === undefined ? undefined : conditionOf(template, start + head.indexOf(condition), condition);
  const [mark = '', sign] = MARK.exec(line.slice(head.length)) ?? [];
  const at = head.length + mark.length;
  const parts = partsOf(template, start + at, line.slice(at), when?.reads ?? []);
  return {
    kind: sign === undefined ? 'text' : sign === '-' ? 'item' : 'heading',
    ...(when !== undefined && { when: when.tree }),
    parts,
  };
}

type Reads = readonly (readonly string[])[];

function conditionOf(template: Template, at: number, source: string): { tree: Expr; reads: Reads } {
  const compiled = compile(template, at, source, { kind: 'boolean' });
  return compiled ?? { tree: { op: 'const', value: true }, reads: [] };
}

/** Text and values. `ruledOut`: what the paragraph's condition reads is not warned of as absent. */
function partsOf(template: Template, start: number, text: string, ruledOut: Reads): (string | LetterValue)[] {
  const parts: (string | LetterValue)[] = [];
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('{{', at);
    const close = open < 0 ? -1 : text.indexOf('}}', open + 2);
    if (open >= 0 && close < 0) {
      const place = placeOf(template.source, start + open, start + text.length);
      template.report.error(
        'letter-value',
        place,
        '"{{" without "}}" in its line',
        'write {{ expression }} in one line',
      );
    }
    const until = close < 0 ? text.length : open;
    // Between Chinese a space around a value is how it is written, not what is meant.
    const plain = text.slice(at, until).trim();
    if (plain !== '') parts.push(plain);
    if (close < 0) break;
    const written = text.slice(open + 2, close);
    const source = written.trim();
    const value = valueIn(template, start + open + 2 + written.indexOf(source), source, ruledOut);
    if (value !== undefined) parts.push(value);
    at = close + 2;
  }
  return parts;
}

function valueIn(template: Template, at: number, source: string, ruledOut: Reads): LetterValue | undefined {
  const compiled = compile(template, at, source);
  if (compiled === undefined) return undefined;
  const { tree, type, reads } = compiled;
  const place = placeOf(template.source, at, at + source.length);
  const how = writing(type);
  if (how === undefined) {
    const found = `${describeType(type)} can't be written in a letter`;
    template.report.error(
      'type-mismatch',
      place,
      found,
      'write text, a number, a date, true or false, or a list of these',
    );
    return undefined;
  }
  const isKnown = reads.some((path) => ruledOut.some((other) => other.join('.') === path.join('.')));
  if (mayBeNull(type) && type.kind !== 'any' && !isKnown) {
    const remedy = `begin the paragraph with {{ if ${source} != null }}, or write get or else(${source}, …)`;
    template.report.warning('may-be-null', place, `"${source}" may be absent when the letter is issued`, remedy);
  }
  return { value: tree, source, ...how };
}

/** How a value of the type is written; nothing where it can't be. */
function writing(type: Type): Pick<LetterValue, 'as' | 'labels'> | undefined {
  switch (type.kind) {
    case 'list':
      return type.of.kind === 'list' ? undefined : writing(type.of);
    case 'date':
      return { as: 'date' };
    case 'instant':
      return { as: 'instant' };
    case 'boolean':
      return { as: 'yes-no' };
    case 'text':
      return { as: 'text', ...(type.labels !== undefined && { labels: chineseOf(type.labels) }) };
    case 'number':
    case 'any':
      return { as: 'text' };
    default:
      return undefined;
  }
}

/** Letters are Chinese. */
function chineseOf(labels: CodeLabels): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).map(([code, { zh }]) => [code, zh]));
}

interface Compiled {
  tree: Expr;
  type: Type;
  reads: Reads;
}

function compile(
  { ctx, place, source, report }: Template,
  at: number,
  feel: string,
  type?: Type,
): Compiled | undefined {
  const compiled = compileFeel(feel, feelContext(ctx, place), type);
  const positionOf = ({ from, to }: Finding): Position => placeOf(source, at + from, at + to);
  const tell = (severity: 'error' | 'warning', finding: Finding) =>
    report.add(
      severity,
      finding.code,
      positionOf(finding),
      finding.message,
      finding.remedy ?? 'correct the expression',
    );
  if (!compiled.ok) {
    for (const fault of compiled.faults) tell('error', fault);
    return undefined;
  }
  for (const warning of compiled.warnings) tell('warning', warning);
  noteReads(ctx, compiled.reads, placeOf(source, at, at + feel.length));
  return compiled;
}
