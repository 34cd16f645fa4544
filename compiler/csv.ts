/** Tables as CSV (RFC 4180): the first line names the columns. */
import type { Json, JsonObject } from '../rules/json.ts';

/**
 * Rows as records. A column whose cells are all numbers holds numbers, one of `true` and `false` booleans, any other
 * text; `007` is text. An empty cell is null. Throws an Error that names the line.
 */
export function parseCsv(text: string): JsonObject[] {
  const [header, ...lines] = records(text.replace(/^\uFEFF/, ''));
  if (header === undefined) throw new Error('the file is empty');
  const twice = header.find((name, i) => name === '' || header.indexOf(name) !== i);
  if (twice !== undefined) throw new Error(`line 1: the column "${twice}" has no name or appears twice`);
  lines.forEach((cells, i) => {
    if (cells.length !== header.length) {
      throw new Error(`row ${i + 2} has ${cells.length} cells, expected ${header.length}`);
    }
  });
  const readers = header.map((_, column) => readerOf(lines.map((cells) => cells[column] ?? '')));
  return lines.map((cells) =>
    Object.fromEntries(
      header.map((name, i) => [name, cells[i] === '' ? null : (readers[i] as Reader)(cells[i] ?? '')]),
    ),
  );
}

type Reader = (cell: string) => Json;

const NUMBER = /^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,10})?$/;

function readerOf(cells: readonly string[]): Reader {
  const filled = cells.filter((cell) => cell !== '');
  if (filled.length > 0 && filled.every((cell) => NUMBER.test(cell))) return Number;
  if (filled.length > 0 && filled.every((cell) => cell === 'true' || cell === 'false'))
    return (cell) => cell === 'true';
  return (cell) => cell;
}

function records(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : bare(text, at);
    row.push(cell);
    at = end;
    if (text[at] === ',') {
      at++;
      if (at < text.length && text[at] !== '\n' && text[at] !== '\r') continue;
      row.push('');
    }
    if (text.startsWith('\r\n', at)) at += 2;
    else if (text[at] === '\n') at++;
    else if (at < text.length) throw new Error(`row ${rows.length + 1}: text after a quoted cell`);
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

function bare(text: string, from: number): [string, number] {
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && text[at] !== '\r') at++;
  return [text.slice(from, at), at];
}

function quoted(text: string, from: number): [string, number] {
  let cell = '';
  for (let at = from + 1; at < text.length; at++) {
    if (text[at] !== '"') cell += text[at];
    else if (text[at + 1] === '"') {
      cell += '"';
      at++;
    } else return [cell, at + 1];
  }
  throw new Error('a quoted cell is not closed');
}
