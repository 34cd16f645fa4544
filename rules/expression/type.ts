import type { Label } from '../label.ts';

/**
 * Types of expressions. A value carries no type at run time (a date is text, an amount is a number), so
 * the types are checked when a definition is deployed and the operators of the tree are chosen by them.
 */

/** Names of codes, by code. */
export type CodeLabels = Readonly<Record<string, Label>>;

interface Optional {
  /** May be null or absent. */
  readonly optional?: true;
}

export type Type = Optional &
  (
    | { readonly kind: 'boolean' }
    /** Exact decimal; `integer` holds for counts, identifiers of years, and money in fen. */
    | { readonly kind: 'number'; readonly integer?: boolean }
    /** With `enum`, one of these codes; `labels` are names of codes, where they are declared. */
    | { readonly kind: 'text'; readonly enum?: readonly string[]; readonly labels?: CodeLabels }
    /** `YYYY-MM-DD`. */
    | { readonly kind: 'date' }
    /** ISO 8601 text with offset. */
    | { readonly kind: 'instant' }
    /** Only inside expressions: milliseconds (`days`) or whole months (`months`). */
    | { readonly kind: 'duration'; readonly unit: 'days' | 'months' }
    | { readonly kind: 'list'; readonly of: Type }
    /** `open`: other fields may be there, of type `any`. */
    | { readonly kind: 'record'; readonly fields: Readonly<Record<string, Type>>; readonly open?: boolean }
    | { readonly kind: 'null' }
    /** Not known at deployment; checked when it is used. */
    | { readonly kind: 'any' }
  );

export type Kind = Type['kind'];

export const BOOLEAN: Type = { kind: 'boolean' };
export const NUMBER: Type = { kind: 'number' };
export const INTEGER: Type = { kind: 'number', integer: true };
export const TEXT: Type = { kind: 'text' };
export const DATE: Type = { kind: 'date' };
export const INSTANT: Type = { kind: 'instant' };
export const DAYS: Type = { kind: 'duration', unit: 'days' };
export const MONTHS: Type = { kind: 'duration', unit: 'months' };
export const NULL: Type = { kind: 'null' };
export const ANY: Type = { kind: 'any' };

export function listOf(of: Type): Type {
  return { kind: 'list', of };
}

export function recordOf(fields: Readonly<Record<string, Type>>): Type {
  return { kind: 'record', fields };
}

export function enumOf(...values: string[]): Type {
  return { kind: 'text', enum: values };
}

export function optional(type: Type): Type {
  return type.optional === true ? type : { ...type, optional: true };
}

export function required(type: Type): Type {
  if (type.optional !== true) return type;
  const { optional: _, ...rest } = type;
  return rest as Type;
}

/** Whether a value of the type can be null. */
export function mayBeNull(type: Type): boolean {
  return type.optional === true || type.kind === 'null' || type.kind === 'any';
}
