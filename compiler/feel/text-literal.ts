/** Text literals of FEEL: `"…"` with the escapes \" \\ \' \n \r \t \uXXXX \UXXXXXX. */

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

export function decodeText(literal: string): string {
  return literal.slice(1, -1).replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|[\s\S])/g, (_, escape: string) => {
    if (escape.length > 1) return String.fromCodePoint(Math.min(Number.parseInt(escape.slice(1), 16), 0x10ffff));
    return ESCAPES[escape] ?? (/[a-zA-Z0-9]/.test(escape) ? `\\${escape}` : escape);
  });
}
