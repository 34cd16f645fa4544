/** Runs the checks over what was compiled. */
import type { DocumentInfo } from '../document.ts';
import type { Block } from '../procedure/blocks.ts';
import type { CompiledProcedure } from '../procedure/procedure.ts';
import type { SourceNode } from '../source/node.ts';

export interface WholeTree {
  procedures: readonly CompiledProcedure[];
  documents: readonly { root: SourceNode; document: DocumentInfo }[];
  blocks: readonly Block[];
  decisions: readonly { id: string; root: SourceNode }[];
}

export function checkProcedure(_compiled: CompiledProcedure): void {}

export function checkTree(_tree: WholeTree): void {}
