/** What the procedures of a document use of what it declares. */
import type { DocumentInfo } from '../document.ts';
import type { CompiledProcedure } from '../procedure/procedure.ts';
import type { SourceNode } from '../source/node.ts';
import type { Tell, WholeTree } from './define.ts';

interface OfDocument {
  root: SourceNode;
  document: DocumentInfo;
  procedures: CompiledProcedure[];
}

export function* byDocument(tree: WholeTree): Generator<OfDocument> {
  for (const { root, document } of tree.documents) {
    const procedures = tree.procedures.filter(({ context }) => context.around.document.id === document.id);
    // Without a procedure nothing can be told.
    if (procedures.length > 0) yield { root, document, procedures };
  }
}

/** Tells of each entry of a section that no procedure uses. */
export function tellUnused(
  tree: WholeTree,
  section: string,
  tell: Tell,
  used: (procedure: CompiledProcedure) => Iterable<string>,
  skip: (procedure: CompiledProcedure) => boolean = () => false,
  mayBeUnused: (id: string, document: DocumentInfo) => boolean = () => false,
): void {
  for (const { root, document, procedures } of byDocument(tree)) {
    if (procedures.some(skip)) continue;
    const names = new Set(procedures.flatMap((procedure) => [...used(procedure)]));
    const declared = root.get(section);
    for (const { key, name } of declared?.isMap ? declared.entries() : []) {
      if (!names.has(key) && !mayBeUnused(key, document)) tell(name, `no procedure uses "${key}" of ${section}`);
    }
  }
}
