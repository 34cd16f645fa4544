/**
 * What may be filled in: the fields of a form, of a start input, of a message, of a decision's input.
 * Plain data, compiled from YAML; the same form leaves the compiler as JSON Schema for API and browser.
 */
import type { Expr } from '../expression/tree.ts';
import type { Json } from '../json.ts';
import type { Label } from '../label.ts';

export interface EnumValue {
  id: string;
  label: Label;
}

export type FieldType =
  | { kind: 'boolean' }
  /**
   * Not blank. `pattern` is matched against the whole text in linear time; `format` names a check of ours. Texts that are
   * among `codes` are read by their labels, others as they stand.
   */
  | {
      kind: 'text';
      pattern?: string;
      minLength?: number;
      maxLength?: number;
      format?: TextFormat;
      multiline?: true;
      codes?: EnumValue[];
    }
  /** `30.0` is an integer. Money is an integer in fen (`unit: "fen"`). */
  | { kind: 'integer'; min?: number; max?: number; unit?: string }
  | {
      kind: 'number';
      min?: number;
      max?: number;
      decimals?: number;
      unit?: string;
      exclusiveMin?: true;
      exclusiveMax?: true;
    }
  | { kind: 'date' }
  /** ISO 8601 with offset. */
  | { kind: 'instant' }
  | { kind: 'enum'; values: EnumValue[] }
  /** Lists of codes and texts hold no value twice unless `repeats`; lists of records may name a unique `key` field. */
  | {
      kind: 'list';
      of: FieldType;
      min?: number;
      max?: number;
      repeats?: true;
      key?: string;
      contains?: Json[];
      /** Over the list as a whole, which they see as `rows`; the fault is that of the list. */
      checks?: Check[];
    }
  | { kind: 'record'; fields: Field[]; checks?: Check[] }
  /** A stored file: {hash, name, size}. */
  | { kind: 'file' }
  /** Any JSON: what a decision hands to a later one, never what a person types. */
  | { kind: 'json' };

/** `month` is YYYY-MM; `credit-code` GB 32100-2015; `id-number` GB 11643-1999. */
export type TextFormat = 'month' | 'credit-code' | 'id-number';

export interface Field {
  name: string;
  label: Label;
  type: FieldType;
  /** May be left out (or be null). A field that is neither optional nor conditional is required. */
  optional?: true;
  /** Required exactly when this holds, optional otherwise. */
  required?: Expr;
  /** The field exists only when this holds; otherwise what is given is neither checked nor stored. */
  when?: Expr;
  /** The only value that is accepted (usually `true`): another one is this field's fault. */
  mustBe?: Json;
  /** What a decision reads when an optional input is left out; the data stay without it. */
  default?: Json;
  help?: Label;
  /** Personal data: masked in lists, never logged, reading it is audited. */
  personal?: true;
}

/** A check over several fields or the case data; made only when every field by itself is valid. */
export interface Check {
  /** The field that is told (need not be a field of the form). */
  fault: string;
  /** The form is refused when this holds. */
  when: Expr;
  message: Label;
}

export interface Form {
  fields: Field[];
  checks: Check[];
}

/** A fault of one field: `field` is a path such as `vehicle.wheelbaseMm` or `items[3].plate`. */
export interface Fault {
  field: string;
  /** Stable name of what was wrong, e.g. `required`, `type`, `enum`, `range`, `pattern`, `unknown`, `check`. */
  code: string;
  /** English, with what was expected. */
  message: string;
  messageZh: string;
}
