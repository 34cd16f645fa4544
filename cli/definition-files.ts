/** Where definitions lie, and their texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefinitionFile } from '../compiler/decisions.ts';
import type { Json } from '../rules/json.ts';

/** The definitions that come with Banli. */
export const SHIPPED_DEFINITIONS = fileURLToPath(new URL('../definitions', import.meta.url));

/** The `*.banli.yaml` below a folder, in the order of their paths, which are told from where the person stands. */
export function definitionFiles(folder: string): DefinitionFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.banli.yaml'),
  );
  return names
    .sort()
    .map((name) => ({ path: shownPath(join(folder, name)), text: readFileSync(join(folder, name), 'utf8') }));
}

const FIGURES = /\.(csv|json|ya?ml)$/;
const LETTERS = /(^|[/\\])letters[/\\].*\.md$/;
const CASES = /(^|[/\\])(examples|scenarios)[/\\]/;

/** The definitions below a folder with the figures and letters that they refer to; examples and scenarios are left out. */
export function definitionTree(folder: string): DefinitionFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => (FIGURES.test(name) || LETTERS.test(name)) && !CASES.test(name))
    .sort()
    .map((name) => ({ path: shownPath(join(folder, name)), text: readFileSync(join(folder, name), 'utf8') }));
}

const CASE_FILE = /(^|[/\\])(examples|scenarios)[/\\][^/\\]+\.json$/;
export type CaseKind = 'examples' | 'scenarios';

/** The files of examples and scenarios beside the definitions below a folder, in the order of their paths. */
export function caseFiles(folder: string, ...kinds: CaseKind[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => kinds.includes(CASE_FILE.exec(name)?.[2] as CaseKind))
    .sort()
    .map((name) => join(folder, name));
}

/** What these files hold: each a list, or one alone. @throws SyntaxError for one that is no JSON */
export function casesBeside(folder: string, kind: CaseKind): Json[] {
  return caseFiles(folder, kind).flatMap((path) => {
    const json = JSON.parse(readFileSync(path, 'utf8')) as Json;
    return Array.isArray(json) ? json : [json];
  });
}

/** Folders of documents below the folder of all definitions. */
export function slugsOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

/** The text of a file, by a path as told above; undefined where there is none. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function shownPath(path: string): string {
  const short = relative(process.cwd(), path);
  return (short.startsWith('..') ? path : short).split(sep).join('/');
}
