/**
 * Text literals of FEEL: `"…"` with the escapes \" \\ \' \/ \n \r \t \uXXXX \UXXXXXX. A backslash before anything
 * else stays, so that a pattern may be written "\d+\.txt".
 */

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

export function decodeText(literal: string): string {
  return literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|["\\'/nrt])/g, (_, code: string) => {
    if (code.length > 1) return String.fromCodePoint(Math.min(Number.parseInt(code.slice(1), 16), 0x10ffff));
    return ESCAPES[code] ?? code;
  });
}
