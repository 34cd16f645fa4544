/**
 * Figures that rules read as `tables.<name>`: a JSON, YAML or CSV file beside the definition, or written inline. What
 * type they have is told by what is in them.
 */

import { isRealDate } from '../rules/calendar/date.ts';
import {
  ANY,
  BOOLEAN,
  DATE,
  INTEGER,
  NULL,
  NUMBER,
  optional,
  required,
  TEXT,
  type Type,
} from '../rules/expression/type.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import { parseCsv } from './csv.ts';
import type { FeelContext, TableType } from './feel/context.ts';
import type { SourceNode } from './source/node.ts';
import { readSource } from './source/read.ts';

/** The text of a file beside the definition, by its relative name; undefined where there is none. */
export type ReadBeside = (name: string) => string | undefined;

export interface Table {
  readonly rows: Json;
  readonly type: Type;
  /** Of a list of records: how `lookup` finds a row. */
  readonly lookup?: TableType;
}

export type Tables = ReadonlyMap<string, Table>;

const FILE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*\.(json|yaml|csv)$/;

/** `tables: { limits: limits.json, places: { file: places.csv, key: [code] }, fees: { rows: [ … ] } }` */
export function readTables(node: SourceNode | undefined, beside: ReadBeside): Map<string, Table> {
  const tables = new Map<string, Table>();
  for (const { key, name, value } of node?.entries() ?? []) {
    if (!/^[a-z][A-Za-z0-9]*$/.test(key)) name.error('name', `"${key}" is no name of a table`, 'write it in camelCase');
    const table = readTable(value, beside);
    if (table !== undefined) tables.set(key, table);
  }
  return tables;
}

function readTable(node: SourceNode, beside: ReadBeside): Table | undefined {
  const described = node.isMap && (node.has('file') || node.has('rows'));
  if (described) node.unknownKeys(['file', 'rows', 'key']);
  const file = described ? node.get('file') : typeof node.scalar === 'string' ? node : undefined;
  const content = file === undefined ? (described ? node.get('rows') : node)?.json() : readFile(file, beside);
  if (content === undefined) return undefined;
  return tableOf(content, described ? node.get('key') : undefined);
}

function readFile(node: SourceNode, beside: ReadBeside): Json | undefined {
  const name = node.text('the name of a file');
  if (name === undefined) return undefined;
  if (!FILE_NAME.test(name)) {
    node.error(
      'table-file',
      `"${name}" is no file beside the definition`,
      'name a .json, .yaml or .csv file of the same folder',
    );
    return undefined;
  }
  const text = beside(name);
  if (text === undefined) {
    node.error('table-file', `there is no file ${name} beside the definition`, `add ${name}`);
    return undefined;
  }
  if (name.endsWith('.yaml')) return readSource(name, text, node.report)?.json();
  try {
    return name.endsWith('.csv') ? parseCsv(text) : (JSON.parse(text) as Json);
  } catch (error) {
    node.error('table-file', `${name}: ${(error as Error).message}`, 'correct the file');
    return undefined;
  }
}

function tableOf(rows: Json, keyNode: SourceNode | undefined): Table {
  const type = typeOfJson(rows);
  const row = type.kind === 'list' ? type.of : undefined;
  if (row?.kind !== 'record' || !Array.isArray(rows)) {
    keyNode?.error('table-key', 'only a list of records has a key', 'drop "key"');
    return { rows, type };
  }
  const columns = Object.keys(row.fields);
  const keys = keyNode?.oneOrMany().flatMap((item) => item.oneOf(columns) ?? []) ?? columns.slice(0, 1);
  const values = (rows as JsonObject[]).map((entry) => keys.map((key) => entry[key] ?? null));
  const twice = firstTwice(values.map((value) => JSON.stringify(value)));
  if (twice !== undefined && keyNode !== undefined) {
    keyNode.error('table-key', `two rows have the key ${twice}`, 'correct the rows, or name more columns');
  }
  return { rows, type, lookup: { keys, row, values } };
}

function firstTwice(keys: readonly string[]): string | undefined {
  return keys.find((key, i) => keys.indexOf(key) !== i);
}

/** The tables as expressions see them: their types under the root `tables`, and how `lookup` finds rows. */
export function tablesSeen(tables: Tables): Pick<FeelContext, 'roots' | 'tables'> {
  if (tables.size === 0) return { roots: {} };
  const fields = Object.fromEntries([...tables].map(([name, { type }]) => [name, type]));
  // Not enumerable: the FEEL checker would take the enumerable ones for all tables there are, and single records are
  // tables too.
  const lookups: Record<string, TableType> = {};
  for (const [name, { lookup }] of tables) {
    if (lookup !== undefined) Object.defineProperty(lookups, name, { value: lookup });
  }
  return { roots: { tables: { kind: 'record', fields } }, tables: lookups };
}

export function withTables(feel: FeelContext, tables: Tables): FeelContext {
  const seen = tablesSeen(tables);
  return { ...feel, ...seen, roots: { ...feel.roots, ...seen.roots } };
}

/** The contents of those tables that are read, by name. */
export function tableContents(tables: Tables, read: ReadonlySet<string>): JsonObject {
  return Object.fromEntries([...tables].flatMap(([name, { rows }]) => (read.has(name) ? [[name, rows] as const] : [])));
}

// ---- types ----

const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

export function typeOfJson(value: Json): Type {
  if (value === null) return NULL;
  if (typeof value === 'boolean') return BOOLEAN;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? INTEGER : NUMBER;
  if (typeof value === 'string')
    return isRealDate(value) ? DATE : CODE.test(value) ? { kind: 'text', enum: [value] } : TEXT;
  if (Array.isArray(value))
    return { kind: 'list', of: value.length === 0 ? ANY : value.map(typeOfJson).reduce(joined) };
  return {
    kind: 'record',
    fields: Object.fromEntries(Object.entries(value).map(([key, item]) => [key, typeOfJson(item)])),
  };
}

/** A type that holds the values of both; `any` where they have nothing in common. */
function joined(a: Type, b: Type): Type {
  if (a.kind === 'null') return b.kind === 'null' ? a : optional(b);
  if (b.kind === 'null') return optional(a);
  const both = joinedKinds(required(a), required(b));
  return a.optional === true || b.optional === true ? optional(both) : both;
}

function joinedKinds(a: Type, b: Type): Type {
  if (a.kind === 'number' && b.kind === 'number') return a.integer === true && b.integer === true ? INTEGER : NUMBER;
  if (a.kind === 'text' && b.kind === 'text') {
    if (a.enum === undefined || b.enum === undefined) return TEXT;
    return { kind: 'text', enum: [...new Set([...a.enum, ...b.enum])] };
  }
  if ((a.kind === 'text' && b.kind === 'date') || (a.kind === 'date' && b.kind === 'text')) return TEXT;
  if (a.kind === 'list' && b.kind === 'list') return { kind: 'list', of: joined(a.of, b.of) };
  if (a.kind === 'record' && b.kind === 'record') return joinedRecords(a.fields, b.fields);
  return a.kind === b.kind ? a : ANY;
}

function joinedRecords(a: Readonly<Record<string, Type>>, b: Readonly<Record<string, Type>>): Type {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return {
    kind: 'record',
    fields: Object.fromEntries(names.map((name) => [name, joined(a[name] ?? NULL, b[name] ?? NULL)])),
  };
}
