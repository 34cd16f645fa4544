/** Standard input as text or as lines, however long. */
import { StringDecoder } from 'node:string_decoder';
import type { Json, JsonObject } from '../rules/json.ts';

export async function readAll(stream: AsyncIterable<Uint8Array | string> = process.stdin): Promise<string> {
  const decoder = new StringDecoder('utf8');
  const parts: string[] = [];
  for await (const chunk of stream) parts.push(typeof chunk === 'string' ? chunk : decoder.write(chunk));
  return withoutMark(parts.join('') + decoder.end());
}

/** Lines without their ends; the last need have none. Reads on only when the line before has been dealt with. */
export async function* readLines(stream: AsyncIterable<Uint8Array | string> = process.stdin): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let parts: string[] = [];
  let first = true;
  for await (const chunk of stream) {
    const lines = (typeof chunk === 'string' ? chunk : decoder.write(chunk)).split('\n');
    for (const [i, line] of lines.entries()) {
      parts.push(line);
      if (i === lines.length - 1) break;
      yield tidy(parts.join(''), first);
      parts = [];
      first = false;
    }
  }
  const last = tidy(parts.join('') + decoder.end(), first);
  if (last !== '') yield last;
}

function tidy(line: string, first: boolean): string {
  const whole = line.endsWith('\r') ? line.slice(0, -1) : line;
  return first ? withoutMark(whole) : whole;
}

/** The byte order mark that some editors write. */
function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

export function parse(text: string): { json: Json } | { fault: string } {
  try {
    return { json: JSON.parse(text) as Json };
  } catch (error) {
    return { fault: (error as Error).message };
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
