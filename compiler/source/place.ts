/** From offsets in a file to lines and columns, and from characters of a YAML scalar to where they stand in the file. */
import type { Position } from '../finding.ts';

export interface SourceFile {
  readonly file: string;
  readonly text: string;
  /** Offset of the first character of each line. */
  readonly lineStarts: readonly number[];
}

export function sourceFile(file: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) lineStarts.push(i + 1);
  return { file, text, lineStarts };
}

/** The place of the characters from `from` up to, not including, `to`. */
export function placeOf(source: SourceFile, from: number, to: number = from): Position {
  const [line, column] = lineAndColumn(source, from);
  const [endLine, endColumn] = lineAndColumn(source, Math.max(from, to));
  return { file: source.file, line, column, endLine, endColumn };
}

function lineAndColumn({ lineStarts }: SourceFile, offset: number): [number, number] {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return [low + 1, offset - (lineStarts[low] ?? 0) + 1];
}

export type ScalarStyle = 'plain' | 'single' | 'double' | 'block';

/**
 * For each character of a scalar's value the offset at which it is written, and at the end the offset after
 * the last. What YAML folds, unescapes or takes away as indentation is skipped.
 */
export function alignScalar(text: string, start: number, end: number, style: ScalarStyle, value: string): number[] {
  const offsets: number[] = [];
  let at = style === 'plain' ? start : style === 'block' ? afterHeader(text, start) : start + 1;
  for (let i = 0; i < value.length; i++) {
    if (style === 'double' && text[at] === '\\') {
      offsets.push(at);
      at += escapeLength(text, at);
      continue;
    }
    at = seek(text, at, end, value[i] ?? '');
    offsets.push(at);
    at += style === 'single' && value[i] === "'" ? 2 : 1;
  }
  offsets.push(Math.min(at, end));
  return offsets;
}

/** The next character that can be this one: white space stands for any white space. */
function seek(text: string, from: number, end: number, wanted: string): number {
  let at = from;
  while (at < end && !(text[at] === wanted || (isBlank(wanted) && isBlank(text[at] ?? '')))) at++;
  return at;
}

function isBlank(character: string): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t';
}

function afterHeader(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  return newline < 0 ? text.length : newline + 1;
}

function escapeLength(text: string, at: number): number {
  const letter = text[at + 1];
  return letter === 'x' ? 4 : letter === 'u' ? 6 : letter === 'U' ? 10 : 2;
}
