/**
 * Types of the case data: what the start input, forms, messages, rules and `set` write, by name. Two writers of one
 * name must agree.
 */
import { ANY, listOf, mayBeNull, optional, required, type Type } from '../../rules/expression/type.ts';
import type { Json } from '../../rules/json.ts';
import { describe, unify } from '../feel/types.ts';
import type { Position } from '../finding.ts';
import type { SourceNode } from '../source/node.ts';
import { isNot } from './codes.ts';

interface Writer {
  type: Type;
  /** Who writes, for messages: `the form of review`. */
  who: string;
  at: SourceNode;
}

export class CaseData {
  private readonly writers = new Map<string, Writer[]>();
  private readonly known: ReadonlyMap<string, Type>;
  /** What is surely known where; see certain.ts. */
  private readonly certain: ReadonlyMap<string, ReadonlySet<string>>;
  private readonly open: boolean;
  private readonly types = new Map<string, Type>();

  /** `known`: the types learnt before; undefined when nothing is known, and every name may be anything. */
  constructor(known?: ReadonlyMap<string, Type>, certain: ReadonlyMap<string, ReadonlySet<string>> = new Map()) {
    this.known = known ?? new Map();
    this.open = known === undefined;
    this.certain = certain;
  }

  write(name: string, type: Type, who: string, at: SourceNode): void {
    const list = this.writers.get(name) ?? [];
    list.push({ type, who, at });
    this.writers.set(name, list);
  }

  /** Type of the whole of `data` in a place: a step, `message x`, `deadline x` (see certain.ts). */
  typeAt(where: string | undefined): Type {
    const key = this.keyOf(where);
    const before = this.types.get(key);
    if (before !== undefined) return before;
    const certain = this.certain.get(key);
    const fields: Record<string, Type> = {};
    for (const [name, type] of this.known) fields[name] = certain?.has(name) === true ? type : optional(type);
    const whole: Type = this.open ? { kind: 'record', fields, open: true } : { kind: 'record', fields };
    this.types.set(key, whole);
    return whole;
  }

  private keyOf(where: string | undefined): string {
    return where !== undefined && this.certain.has(where) ? where : '';
  }

  isCertain(name: string, where: string | undefined): boolean {
    return this.certain.get(this.keyOf(where))?.has(name) === true && !mayBeNull(this.known.get(name) ?? ANY);
  }

  /** The type of a name without the codes that the conditions on the way to the place exclude. */
  narrowedAt(name: string, where: string | undefined): Type | undefined {
    const type = this.known.get(name);
    if (type?.kind !== 'text' || type.enum === undefined) return type;
    const facts = this.certain.get(this.keyOf(where));
    return { ...type, enum: type.enum.filter((code) => facts?.has(isNot(name, code)) !== true) };
  }

  typeOf(name: string): Type | undefined {
    return this.known.get(name);
  }

  names(): Iterable<string> {
    return this.known.keys();
  }

  writersOf(name: string): readonly Writer[] {
    return this.writers.get(name) ?? [];
  }

  writtenNames(): Iterable<string> {
    return this.writers.keys();
  }

  /** Types of everything that was written. */
  learnt(): Map<string, Type> {
    return new Map([...this.writers].map(([name, writers]) => [name, unionOf(writers)]));
  }

  /** Reports names whose writers do not agree. */
  reportConflicts(): void {
    for (const [name, writers] of this.writers) {
      const [first, ...others] = writers;
      if (first === undefined) continue;
      let type = required(first.type);
      for (const { type: other, who, at } of others) {
        const both = unify(type, other);
        if (both !== undefined) {
          type = both;
          continue;
        }
        const place = placeText(first.at.position);
        at.error(
          'data-type-conflict',
          `"${name}" is ${describe(required(other))} in ${who}, but ${describe(required(type))} in ${first.who} (${place})`,
          'give it the same type, or store one of them under another name',
        );
      }
    }
  }
}

function unionOf(writers: readonly Writer[]): Type {
  return writers.map(({ type }) => type).reduce((a, b) => unify(a, b) ?? ANY);
}

function placeText({ file, line }: Position): string {
  return `${file}:${line}`;
}

/** The type of a constant. */
export function typeOfJson(value: Json): Type {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (typeof value === 'number')
    return Number.isInteger(value) ? { kind: 'number', integer: true } : { kind: 'number' };
  if (typeof value === 'string') return typeOfText(value);
  if (Array.isArray(value)) {
    const items = value.map(typeOfJson);
    return listOf(items.length === 0 ? ANY : items.reduce((a, b) => unify(a, b) ?? ANY));
  }
  return {
    kind: 'record',
    fields: Object.fromEntries(Object.entries(value).map(([name, v]) => [name, typeOfJson(v)])),
  };
}

function typeOfText(value: string): Type {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { kind: 'date' };
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return { kind: 'instant' };
  return { kind: 'text', enum: [value] };
}
