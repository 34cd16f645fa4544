/** What a check is: a name that stays, what it finds, what to do about it, and how it looks for it. */
import type { DocumentInfo } from '../document.ts';
import type { Severity } from '../finding.ts';
import type { Block } from '../procedure/blocks.ts';
import type { CompiledProcedure } from '../procedure/procedure.ts';
import type { Verdict } from '../soundness/verdict.ts';
import type { SourceNode } from '../source/node.ts';

export interface CheckInfo {
  name: string;
  severity: Severity;
  /** What is wrong where it is found, in one sentence. */
  about: string;
  /** What the author does about it. */
  remedy: string;
}

/** One procedure with what is known of it. */
export interface Subject extends CompiledProcedure {
  verdict: Verdict;
  /** The name of a step, deadline, message, outcome or schedule, for findings about it. */
  nameOf(section: Section, id: string): SourceNode;
}

export type Section = 'steps' | 'deadlines' | 'messages' | 'outcomes' | 'schedules';

/** All definitions together. */
export interface WholeTree {
  procedures: readonly CompiledProcedure[];
  documents: readonly { root: SourceNode; document: DocumentInfo }[];
  blocks: readonly Block[];
  decisions: readonly { id: string; root: SourceNode }[];
}

/** `possible`: it can not be excluded, which is a warning. */
export type Tell = (at: SourceNode, message: string, how?: { remedy?: string; possible?: boolean }) => void;

export interface ProcedureCheck extends CheckInfo {
  /** Left aside while the procedure has errors of reading: on half a flow it would mislead. */
  needsWhole?: true;
  procedure(subject: Subject, tell: Tell): void;
}

export interface TreeCheck extends CheckInfo {
  tree(tree: WholeTree, tell: Tell): void;
}

export type Check = ProcedureCheck | TreeCheck;
