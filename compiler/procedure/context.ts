/**
 * What the compilation of one procedure knows and gathers. The tree is walked several times, with different goals:
 * first to learn the types of the case data, then what is certain where, then for good.
 */
import type { DecideEffect, StepId } from '../../engine/model.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { listOf, optional, recordOf, TEXT, type Type } from '../../rules/expression/type.ts';
import type { Form } from '../../rules/form/model.ts';
import type { DocumentInfo } from '../document.ts';
import type { DecisionType, FeelContext } from '../feel/context.ts';
import { typeOfFields } from '../fields.ts';
import type { Position } from '../finding.ts';
import type { SourceNode } from '../source/node.ts';
import { didYouMean } from '../source/suggest.ts';
import { type ReadBeside, type Tables, tablesSeen } from '../tables.ts';
import { type Read, readCondition, readValue, readWhen } from '../values.ts';
import { caseType, DEADLINE, DOCUMENT, OPEN_CASE, STEP } from './case-types.ts';
import type { CaseData } from './data.ts';
import type { Declared } from './declared.ts';

/** What is known of other procedures: what starting one needs, what can be sent to it. */
export interface ProcedureFace {
  id: string;
  input: readonly string[] | undefined;
  messages: readonly string[];
}

/** All that lies outside a procedure and that it may refer to. */
export interface Surroundings {
  document: DocumentInfo;
  /** Units of groups, as written in the document. */
  groupUnits: ReadonlyMap<string, SourceNode>;
  decisions: ReadonlyMap<string, Decision>;
  decisionTypes: Readonly<Record<string, DecisionType>>;
  procedures: ReadonlyMap<string, ProcedureFace>;
  /** Files beside the definition, for figures. */
  beside: ReadBeside;
  /** What the document says of its letters, by id. */
  letters: ReadonlyMap<string, SourceNode>;
  /** A file by its name, seen from the file in which the node stands. */
  fileBeside(node: SourceNode, name: string): { path: string; text: string } | undefined;
}

/** What was used, for the checks. */
export interface Uses {
  documents: Set<string>;
  templates: Set<string>;
  groups: Set<string>;
  decisions: Set<string>;
  outcomes: Set<string>;
  /** Where each document is issued by name, and where data choose one. */
  issuedAt: Map<string, Place[]>;
  issuedByData: Place[];
  /** An outcome is computed, a document chosen by data. */
  computed: Set<'outcomes' | 'documents' | 'templates'>;
  registers: Map<string, Set<string>>;
  /** Names read as `data.x`, with a place. */
  data: Map<string, Position>;
  /** Rules with their inputs as compiled. */
  decides: { effect: DecideEffect; node: SourceNode }[];
  /** What data of its members must be, with the types of the values. */
  matches: { procedure: string; field: string; type: Type | undefined; node: SourceNode }[];
}

/** What expressions may name wherever they stand in the procedure. */
interface Named {
  case: Type;
  /** The root `tables`, and how rows are looked up. */
  tables: Pick<FeelContext, 'roots' | 'tables'>;
  byId: NonNullable<FeelContext['byId']>;
  /** Outside a case only. */
  byIdOutside: NonNullable<FeelContext['byId']>;
}

/** What stays the same in all walks over a procedure. */
export interface Shared {
  slug: string;
  id: string;
  around: Surroundings;
  declared: Declared;
  /** The document's and the procedure's own. */
  tables: Tables;
  named: Named;
}

/**
 * What a walk is for. The types of the case data need no conditions, what is certain needs no values but those that are
 * set; these are left aside. Findings are told for good only by the walk for `all`.
 */
export type Goal = 'types' | 'certain' | 'all';

export interface Context extends Shared {
  data: CaseData;
  goal: Goal;
  forms: Map<string, Form>;
  /** What the items of a multi-instance step are, and what its rules add to their forms. */
  items: Map<StepId, ItemTypes>;
  /** The document's and the procedure's own. */
  tables: Tables;
  uses: Uses;
}

interface ItemTypes {
  item: Type;
  /** Of the key, which is text. */
  key: Type;
  form: Type;
  outputs: Record<string, Type>;
}

/** Where an expression stands: what it sees beside the case. */
export interface Place {
  roots: Readonly<Record<string, Type>>;
  /** The step whose script it is: what is surely there is known by it, unless `where` says otherwise. */
  step?: StepId;
  /** A message or deadline, by which it is known what is surely there; see certain.ts. */
  where?: string;
  /** The step or message whose form `form` is. */
  owner?: string;
  /** Case data known better here than in general: the form just merged, what was set just before. */
  over?: Readonly<Record<string, Type>>;
  in: 'flow' | 'item' | 'message' | 'overdue' | 'schedule' | 'initial';
}

export const FLOW: Place = { roots: {}, in: 'flow' };

export function newUses(): Uses {
  return {
    documents: new Set(),
    templates: new Set(),
    groups: new Set(),
    decisions: new Set(),
    outcomes: new Set(),
    issuedAt: new Map(),
    issuedByData: [],
    computed: new Set(),
    registers: new Map(),
    data: new Map(),
    decides: [],
    matches: [],
  };
}

// ---- expressions ----

const NEVER: Expr = { op: 'const', value: null };

export function feelContext(ctx: Context, place: Place): FeelContext {
  const { named, around } = ctx;
  const items = Object.fromEntries([...ctx.items].map(([id, types]) => [id, listOf(itemRecord(types))]));
  const outside = place.in === 'schedule' || place.in === 'initial';
  return {
    ...named.tables,
    roots: { data: dataAt(ctx, place), case: named.case, ...place.roots, ...named.tables.roots },
    byId: { ...named.byId, items, ...(outside && named.byIdOutside) },
    decisions: around.decisionTypes,
  };
}

export function namedEverywhere(declared: Declared, around: Surroundings, tables: Tables): Named {
  const documents = around.document.documents.map(({ id }) => id);
  return {
    case: caseType([...declared.outcomes.keys()]),
    tables: tablesSeen(tables),
    byId: {
      step: sameType(declared.steps.keys(), STEP),
      deadline: sameType(declared.deadlines.keys(), DEADLINE),
      document: sameType(documents, DOCUMENT),
    },
    byIdOutside: {
      register: rowsOfRegisters(around.document),
      cases: sameType(around.procedures.keys(), listOf(OPEN_CASE)),
    },
  };
}

/** By what it is known which data are surely there. */
export function whereOf({ where, step }: Place): string | undefined {
  return where ?? step;
}

/** The type of `data` in a place. */
export function dataAt(ctx: Context, place: Place): Type {
  const whole = ctx.data.typeAt(whereOf(place));
  if (place.over === undefined || whole.kind !== 'record') return whole;
  return { ...whole, fields: { ...whole.fields, ...place.over } };
}

/** `register("x")`: its rows, each with its key. */
function rowsOfRegisters({ registers }: DocumentInfo): Record<string, Type> {
  return Object.fromEntries(
    registers.map(({ id, fields }) => [id, listOf(recordOf({ ...typeOfFields(fields).fields, key: TEXT }))]),
  );
}

function sameType(ids: Iterable<string>, type: Type): Record<string, Type> {
  return Object.fromEntries([...ids].map((id) => [id, type]));
}

function itemRecord({ key, form, outputs }: ItemTypes): Type {
  const fields = form.kind === 'record' ? form.fields : {};
  const mayLack = Object.fromEntries(
    Object.entries({ ...fields, ...outputs }).map(([name, type]) => [name, optional(type)]),
  );
  return recordOf({ ...mayLack, key });
}

export function condition(ctx: Context, node: SourceNode | undefined, place: Place): Expr | undefined {
  if (node === undefined || ctx.goal === 'types') return undefined;
  return noted(ctx, readCondition(node, feelContext(ctx, place)), node)?.tree;
}

/** `when` or `unless` of a map. */
export function whenOf(ctx: Context, node: SourceNode, place: Place): Expr | undefined {
  if (ctx.goal === 'types') return undefined;
  return noted(ctx, readWhen(node, feelContext(ctx, place)), node)?.tree;
}

export function whenPart(when: Expr | undefined): { when?: Expr } {
  return when === undefined ? {} : { when };
}

/** A value of the expected type; what can't be read is reported and stands as null. */
export function value(ctx: Context, node: SourceNode, place: Place, expected?: Type): Expr {
  return ctx.goal !== 'all' ? NEVER : (typedValue(ctx, node, place, expected)?.tree ?? NEVER);
}

/** A value with its type, in each walk. */
export function typedValue(ctx: Context, node: SourceNode, place: Place, expected?: Type): Read | undefined {
  return noted(ctx, readValue(node, feelContext(ctx, place), expected), node);
}

function noted(ctx: Context, read: Read | undefined, node: SourceNode): Read | undefined {
  if (read !== undefined && read.reads.length > 0) noteReads(ctx, read.reads, node.position);
  return read;
}

/** Names of case data that an expression reads. */
export function noteReads(ctx: Context, reads: Read['reads'], at: Position): void {
  for (const [root, name] of reads) {
    if (root === 'data' && name !== undefined && !ctx.uses.data.has(name)) ctx.uses.data.set(name, at);
  }
}

// ---- references ----

export interface Kind {
  check: string;
  word: string;
}

export const STEP_REF: Kind = { check: 'unknown-step', word: 'step' };
export const DEADLINE_REF: Kind = { check: 'unknown-deadline', word: 'deadline' };
export const MESSAGE_REF: Kind = { check: 'unknown-message', word: 'message' };
export const DOCUMENT_REF: Kind = { check: 'unknown-document', word: 'document' };
export const GROUP_REF: Kind = { check: 'unknown-group', word: 'group' };
export const REGISTER_REF: Kind = { check: 'unknown-register', word: 'register' };
export const TEMPLATE_REF: Kind = { check: 'unknown-template', word: 'template' };
export const DECISION_REF: Kind = { check: 'unknown-decision', word: 'decision' };
export const OUTCOME_REF: Kind = { check: 'unknown-outcome', word: 'outcome' };

/** The id that a node names, if it is known; otherwise it is reported. */
export function reference(node: SourceNode, kind: Kind, known: Iterable<string>, written?: string): string | undefined {
  const id = written ?? node.text(`the name of a ${kind.word}`);
  if (id === undefined) return undefined;
  const ids = [...known];
  if (ids.includes(id)) return id;
  node.error(kind.check, `${node.path}: there is no ${kind.word} "${id}"`, didYouMean(id, ids));
  return undefined;
}

export function stepRef(ctx: Context, node: SourceNode): StepId[] {
  const id = reference(node, STEP_REF, ctx.declared.steps.keys());
  return id === undefined ? [] : [id];
}

export function stepRefs(ctx: Context, node: SourceNode | undefined): StepId[] {
  return node === undefined ? [] : node.oneOrMany().flatMap((item) => stepRef(ctx, item));
}

/** `filings` is the document's own; `air-action.swap` another's. */
export function fullId(ctx: Context, id: string): string {
  return id.includes('.') ? id : `${ctx.slug}.${id}`;
}
