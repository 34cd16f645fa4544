/** `document.banli.yaml`: the gazette document with its groups, types, registers, letters and templates. */
import { isRealDate } from '../rules/calendar/date.ts';
import type { EnumValue, FieldType } from '../rules/form/model.ts';
import type { Label } from '../rules/label.ts';
import { compileNamedType } from './fields.ts';
import { readLabel, readLabelled } from './labels.ts';
import { type Register, readRegister } from './registers.ts';
import type { SourceNode } from './source/node.ts';
import { type ReadBeside, readTables, type Tables } from './tables.ts';
import type { NamedTypes } from './types.ts';

export interface Group extends EnumValue {
  /** Membership is per case: the applicant, an enterprise. */
  readonly party?: true;
  /** A task of it that names no unit is for the members of every unit, not of the city alone. */
  readonly anyUnit?: true;
}

export interface DocumentInfo {
  /** The slug. */
  readonly id: string;
  /** As it is cited: 临政规发〔2023〕3号. */
  readonly number: string;
  readonly title: Label;
  readonly issued?: string;
  readonly inForce?: string;
  readonly validUntil?: string;
  /** Laws and other documents that citations may name. */
  readonly laws: readonly string[];
  readonly groups: readonly Group[];
  readonly types: NamedTypes;
  readonly registers: readonly Register[];
  /** Letters that its procedures issue. */
  readonly documents: readonly EnumValue[];
  readonly templates: readonly EnumValue[];
  /** Figures for all its procedures and decisions. */
  readonly tables: Tables;
}

/** What a document says of a letter beside its label. */
export const LETTER_KEYS = ['letter', 'from', 'to', 'annexes', 'reasons', 'review'];

const KEYS = [
  'document',
  'number',
  'title',
  'issued',
  'inForce',
  'validUntil',
  'laws',
  'groups',
  'types',
  'registers',
  'documents',
  'templates',
  'tables',
  'accept',
];

export const ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

export function compileDocument(node: SourceNode, beside: ReadBeside): DocumentInfo {
  node.unknownKeys(KEYS);
  const types = readTypes(node.get('types'));
  const groups = readGroups(node.get('groups'));
  return {
    id: readId(node.need('document')),
    number: node.need('number')?.text('the number of the document') ?? '',
    title: readLabel(node.need('title')),
    ...datesOf(node),
    laws: node.get('laws')?.texts('the name of a law') ?? [],
    groups,
    types,
    registers: readRegisters(node.get('registers'), types, groups),
    documents: readDocuments(node.get('documents')),
    templates: readIds(node.get('templates')),
    tables: readTables(node.get('tables'), beside),
  };
}

function readId(node: SourceNode | undefined): string {
  const id = node?.text('an id in kebab-case') ?? '';
  if (id !== '') checkId(id, node);
  return id;
}

function checkId(id: string, node: SourceNode | undefined): void {
  if (!ID.test(id))
    node?.error('id', `"${id}" is no id`, 'write it in kebab-case: small letters, digits, single hyphens');
}

/** What is said of letters: compiled by each procedure that issues them, with the types of its case data. */
export function letterNodes(node: SourceNode): Map<string, SourceNode> {
  const documents = node.get('documents');
  return new Map(
    (documents?.isMap ? documents.entries() : []).flatMap(({ key, value }) => (value.isMap ? [[key, value]] : [])),
  );
}

function readDocuments(node: SourceNode | undefined): EnumValue[] {
  for (const { value } of node?.entries() ?? []) if (value.isMap) value.unknownKeys(['label', ...LETTER_KEYS]);
  return readIds(node);
}

/** Ids with labels; each id is checked. */
function readIds(node: SourceNode | undefined): EnumValue[] {
  for (const { key, name } of node?.entries() ?? []) checkId(key, name);
  return readLabelled(node);
}

function datesOf(node: SourceNode): Pick<DocumentInfo, 'issued' | 'inForce' | 'validUntil'> {
  const dates: { issued?: string; inForce?: string; validUntil?: string } = {};
  for (const key of ['issued', 'inForce', 'validUntil'] as const) {
    const text = node.get(key)?.text('a date YYYY-MM-DD');
    if (text === undefined) continue;
    if (isRealDate(text)) dates[key] = text;
    else node.get(key)?.expected('a date that exists, YYYY-MM-DD');
  }
  return dates;
}

/** Units of groups as they are written: what the case data are is known to each procedure alone. */
export function groupUnits(node: SourceNode): Map<string, SourceNode> {
  const groups = node.get('groups');
  return new Map(
    (groups?.isMap ? groups.entries() : []).flatMap(({ key, value }) => {
      const unit = value.get('unit');
      return unit === undefined ? [] : [[key, unit] as const];
    }),
  );
}

function readGroups(node: SourceNode | undefined): Group[] {
  for (const { value } of node?.entries() ?? [])
    if (value.isMap) value.unknownKeys(['label', 'party', 'unit', 'anyUnit']);
  return readIds(node).map((group) => {
    const is = (key: 'party' | 'anyUnit') =>
      node?.get(group.id)?.get(key)?.boolean() === true && { [key]: true as const };
    return { ...group, ...is('party'), ...is('anyUnit') };
  });
}

/** A type may use those written before it. */
function readTypes(node: SourceNode | undefined): Map<string, FieldType> {
  const types = new Map<string, FieldType>();
  for (const { key, value } of node?.entries() ?? []) {
    const type = compileNamedType(value, types, { roots: {} });
    if (type !== undefined) types.set(key, type);
  }
  return types;
}

function readRegisters(node: SourceNode | undefined, types: NamedTypes, groups: readonly Group[]): Register[] {
  return (node?.entries() ?? []).map(({ key, name, value }) => {
    checkId(key, name);
    return readRegister(key, value, { types, groups });
  });
}
