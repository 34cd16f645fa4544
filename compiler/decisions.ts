/** The decisions of one document, from the files of its folder. */
import type { Decision } from '../rules/decision/model.ts';
import { closeDecision, decisionType, type OpenDecision, openDecision } from './decision.ts';
import { compileDocument, type DocumentInfo } from './document.ts';
import type { Report } from './finding.ts';
import type { SourceNode } from './source/node.ts';
import { readSource } from './source/read.ts';
import type { ReadBeside } from './tables.ts';

export interface DefinitionFile {
  /** Relative, with `/`: `ride-hailing/decisions/platform-materials.banli.yaml`. */
  readonly path: string;
  readonly text: string;
}

export interface DocumentDecisions {
  readonly document: DocumentInfo | undefined;
  readonly decisions: ReadonlyMap<string, Decision>;
}

export type FileBeside = (path: string) => string | undefined;

const HEAD = /^(document|decision):[ \t]*["']?([^\s"']+)/m;

/** What a file says it is, without compiling it: `decision ride-hailing.trip-check`. */
export function headOf({ text }: DefinitionFile): { readonly kind: string; readonly id: string } | undefined {
  const [, kind, id] = HEAD.exec(text) ?? [];
  return kind === undefined || id === undefined ? undefined : { kind, id };
}

/** The document's file, that of the decision, and those of the decisions that it may ask. */
export function filesFor(id: string, files: readonly DefinitionFile[]): DefinitionFile[] {
  const wanted = new Set<DefinitionFile>(files.filter((file) => headOf(file)?.kind === 'document'));
  const queue = [id];
  for (const name of queue) {
    const file = files.find((candidate) => headOf(candidate)?.kind === 'decision' && headOf(candidate)?.id === name);
    if (file === undefined || wanted.has(file)) continue;
    wanted.add(file);
    queue.push(...[...file.text.matchAll(/decide\(\s*\\?"([^"\\]+)/g)].map(([, asked = '']) => asked));
  }
  return [...wanted];
}

/** Files that hold something else are left aside. */
export function compileDecisions(
  files: readonly DefinitionFile[],
  report: Report,
  readFile: FileBeside,
): DocumentDecisions {
  const roots = files
    .filter(({ text }) => /^(document|decision):/m.test(text))
    .flatMap(({ path, text }) => readSource(path, text, report) ?? []);
  const documentNode = roots.find((root) => root.has('document'));
  if (documentNode === undefined) return { document: undefined, decisions: new Map() };
  const document = compileDocument(documentNode, besideOf(documentNode, readFile));
  const nodes = roots.filter((root) => root.has('decision'));
  return { document, decisions: compileAll(nodes, document, readFile) };
}

/** Decisions of one document, which may ask one another. */
export function compileAll(
  nodes: readonly SourceNode[],
  document: DocumentInfo,
  readFile: FileBeside,
): Map<string, Decision> {
  const open = new Map<string, OpenDecision>();
  for (const node of nodes) {
    const decision = openDecision(node, document, besideOf(node, readFile));
    if (decision === undefined) continue;
    if (open.has(decision.id))
      node.get('decision')?.error('duplicate-id', `"${decision.id}" is defined twice`, 'rename one');
    open.set(decision.id, decision);
  }
  const types = Object.fromEntries([...open].map(([id, decision]) => [id, decisionType(decision)]));
  return new Map([...open].map(([id, decision]) => [id, closeDecision(decision, types)]));
}

export function besideOf(node: SourceNode, readFile: FileBeside): ReadBeside {
  const folder = node.file.slice(0, node.file.lastIndexOf('/') + 1);
  return (name) => readFile(`${folder}${name}`);
}
