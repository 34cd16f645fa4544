/** What the author of an expression may name, with types. */

import {
  BOOLEAN,
  DATE,
  enumOf,
  INSTANT,
  INTEGER,
  optional,
  recordOf,
  TEXT,
  type Type,
} from '../../rules/expression/type.ts';
import type { Json } from '../../rules/json.ts';

export interface TableType {
  /** The columns by which `lookup` finds a row. */
  readonly keys: readonly string[];
  /** A record. */
  readonly row: Type;
  /** The key values of all rows: `lookup` by a code whose values are all here is never null. */
  readonly values?: readonly (readonly Json[])[];
}

export interface DecisionType {
  readonly inputs: Readonly<Record<string, Type>>;
  readonly outputs: Type;
}

export interface FeelContext {
  /** Declared names: `data`, `form`, `item`, … and the locals of a decision's stage. */
  readonly roots: Readonly<Record<string, Type>>;
  /**
   * Functions of the case's state that take one id, written as a literal: for each name the known ids with
   * the type of the answer, such as `{step: {review: STEP}, items: {'county-report': listOf(…)}}`.
   */
  readonly byId?: Readonly<Record<string, Readonly<Record<string, Type>>>>;
  /** For `decide("id", {…})`. */
  readonly decisions?: Readonly<Record<string, DecisionType>>;
  /** `tables.x` is the list of its rows; `lookup(tables.x, key)` one of them. */
  readonly tables?: Readonly<Record<string, TableType>>;
}

export interface Finding {
  /** Stable name, see docs/feel.md. */
  readonly code: FindingCode;
  readonly message: string;
  /** Offsets in the source, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
  /** What to write instead. */
  readonly remedy?: string;
}

export type FindingCode =
  | 'syntax'
  | 'full-width'
  | 'unknown-name'
  | 'unknown-field'
  | 'unknown-function'
  | 'unknown-id'
  | 'unknown-code'
  | 'argument-count'
  | 'argument-type'
  | 'type-mismatch'
  | 'not-boolean'
  | 'not-integer'
  | 'bad-literal'
  | 'unsupported'
  | 'limit'
  /** A warning. */
  | 'may-be-null';

/** `step("x")`. `done` is "completed at least once", `times` how often. */
export const STEP: Type = recordOf({
  open: BOOLEAN,
  done: BOOLEAN,
  times: INTEGER,
  openedAt: optional(INSTANT),
  firstOpenedAt: optional(INSTANT),
  completedAt: optional(INSTANT),
  firstCompletedAt: optional(INSTANT),
  completedBy: optional(TEXT),
});

/** `deadline("x")`. All null before its first start. */
export const DEADLINE: Type = recordOf({
  state: optional(enumOf('running', 'suspended', 'met', 'overdue', 'cancelled')),
  startedAt: optional(INSTANT),
  due: optional(DATE),
  extended: BOOLEAN,
});

/** `document("x")`: its last issue. */
export const DOCUMENT: Type = recordOf({ issuedOn: optional(DATE), number: optional(TEXT), times: INTEGER });
