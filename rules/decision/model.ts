/**
 * A decision: typed inputs, stages of rules evaluated in order, typed outputs, each rule with its citation.
 * Expressions see `input.x` (defaults filled in), `output.x` (what earlier stages gave), `tables.x`, and the
 * locals of their stage. Follows DMN 1.3 decision tables; hit policies have their DMN names.
 */
import type { Expr } from '../expression/tree.ts';
import type { Field, Form } from '../form/model.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Citation, Label } from '../label.ts';

export interface Decision {
  format: 1;
  /** `<slug>.<name>` */
  id: string;
  version: number;
  title: Label;
  citations: Citation[];
  inputs: Form;
  /** Outputs in the order in which a person reads them. `type` as in forms. */
  outputs: Field[];
  stages: Stage[];
  /** Figures that it reads as `tables.<name>`. */
  tables: JsonObject;
}

export type Stage =
  /** FIRST: the first rule that holds gives its values. UNIQUE: at most one may hold. ANY: all that hold agree. */
  | { kind: 'rules'; hit: 'first' | 'unique' | 'any'; when?: Expr; rules: ValueRule[] }
  /** RULE ORDER: every rule that holds adds a value to the list `into`, in the order of the rules. */
  | { kind: 'collect'; into: string; when?: Expr; rules: CollectRule[] }
  /** Values computed without a choice; one rule of its own in the trace. */
  | { kind: 'set'; when?: Expr; rule: string; values: Assignment[]; citations: Citation[] }
  /** A registered pure function of ours (the draw, allocation, reconciliation), with limits; its result is stored by name. */
  | { kind: 'function'; when?: Expr; rule: string; name: string; args: Assignment[]; citations: Citation[] };

export interface Assignment {
  name: string;
  value: Expr;
}

export interface ValueRule {
  rule: string;
  when: Expr;
  values: Assignment[];
  citations: Citation[];
  label?: Label;
}

export interface CollectRule {
  rule: string;
  when: Expr;
  add: Expr;
  citations: Citation[];
  label?: Label;
}

export interface TraceEntry {
  rule: string;
  /** The inputs and earlier outputs that the rule read, with their values. */
  because: Record<string, Json>;
  citation: Citation | null;
}

export interface DecisionResult {
  outputs: Record<string, Json>;
  trace: TraceEntry[];
  citations: Citation[];
}
