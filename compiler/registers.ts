/** Registers of a document: their columns, which of them officers write, and of which unit a row is. */
import type { Field } from '../rules/form/model.ts';
import type { Label } from '../rules/label.ts';
import type { Group } from './document.ts';
import { compileFields } from './fields.ts';
import { labelOf } from './labels.ts';
import type { SourceNode } from './source/node.ts';
import { didYouMean } from './source/suggest.ts';
import type { NamedTypes } from './types.ts';

export interface Register {
  readonly id: string;
  readonly label: Label;
  /** What its key is made of, for people: `permitNumber`, `subject/case`. */
  readonly key: string;
  readonly fields: readonly Field[];
  /** Fields that officers write. */
  readonly byHand?: readonly ByHand[];
  /** The field that tells of which unit a row is. */
  readonly unit?: string;
}

export interface ByHand {
  readonly field: string;
  /** Groups; none: every office of the document. */
  readonly by: readonly string[];
}

export function readRegister(
  id: string,
  node: SourceNode,
  { types, groups }: { types: NamedTypes; groups: readonly Group[] },
): Register {
  node.unknownKeys(['label', 'key', 'fields', 'byHand', 'unit']);
  const label = labelOf(node);
  const key = node.need('key')?.text('the name of the key') ?? '';
  const names = fieldNames(node.get('fields'));
  const byHand = readByHand(node.get('byHand'), names, groups);
  const fields = compileFields(node.need('fields'), { types, feel: { roots: {} }, roots: ['row'] });
  const unit = readUnit(node.get('unit'), names, fields);
  return { id, label, key, fields, ...(byHand && { byHand }), ...(unit !== undefined && { unit }) };
}

function fieldNames(fields: SourceNode | undefined): string[] {
  return (fields?.isMap ? fields.entries() : []).map(({ key }) => key.replace(/\?$/, ''));
}

/** `[a, b]`: by every office; `{ group: [a, b] }`: by the group. */
function readByHand(
  node: SourceNode | undefined,
  names: readonly string[],
  groups: readonly Group[],
): ByHand[] | undefined {
  if (node === undefined) return undefined;
  if (!node.isMap) return fieldRefs(node, names).map((field) => ({ field, by: [] }));
  const writers = new Map<string, string[]>();
  for (const { key, name: at, value } of node.entries()) {
    checkOffice(key, at, groups);
    for (const field of fieldRefs(value, names)) writers.set(field, [...(writers.get(field) ?? []), key]);
  }
  return [...writers].map(([field, by]) => ({ field, by }));
}

/** A party is somebody else in each case: no row is its. */
function checkOffice(id: string, at: SourceNode, groups: readonly Group[]): void {
  const offices = groups.filter(({ party }) => party !== true).map((group) => group.id);
  if (!offices.includes(id)) {
    at.error('unknown-group', `the document has no office "${id}"`, didYouMean(id, offices));
  }
}

function fieldRefs(node: SourceNode, names: readonly string[]): string[] {
  return node.oneOrMany().flatMap((item) => fieldRef(item, names) ?? []);
}

function fieldRef(node: SourceNode, names: readonly string[]): string | undefined {
  const name = node.text('the name of a field');
  if (name === undefined || names.includes(name)) return name;
  node.error('unknown-register-field', `the register has no field "${name}"`, didYouMean(name, names));
  return undefined;
}

function readUnit(node: SourceNode | undefined, names: readonly string[], fields: readonly Field[]) {
  const unit = node && fieldRef(node, names);
  const kind = fields.find(({ name }) => name === unit)?.type.kind;
  if (kind !== undefined && kind !== 'text' && kind !== 'enum') {
    node?.error('type', `"${unit}" is no text and no code`, 'name the field that holds the unit');
  }
  return unit;
}
