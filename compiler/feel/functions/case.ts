/** Functions of the case: tables, other decisions; and `not`, `get or else`. */
import type { Expr } from '../../../rules/expression/tree.ts';
import { ANY, BOOLEAN, mayBeNull, optional, required, type Type } from '../../../rules/expression/type.ts';
import type { Ast } from '../ast.ts';
import type { Call, FunctionCheck } from '../call.ts';
import { type Checked, checked, narrowed } from '../checked.ts';
import type { TableType } from '../context.ts';
import { suggestion } from '../suggest.ts';
import { describe, unify } from '../types.ts';

function not(call: Call): Checked {
  const part = call.checker.condition(call.ast.args[0] as Ast, call.scope);
  return checked({ op: 'not', arg: part.tree }, BOOLEAN, part.whenFalse, part.whenTrue);
}

function getOrElse(call: Call): Checked {
  const [value, otherwise] = [call.argument(0), call.argument(1)];
  const type = unify(required(value.type), otherwise.type);
  if (type === undefined) {
    const message = `the value is ${describe(required(value.type))}, but instead of null stands ${describe(otherwise.type)}`;
    return call.bad('argument-type', 1, message);
  }
  const isOptional = otherwise.type.optional === true || otherwise.type.kind === 'null';
  const result = isOptional ? optional(type) : type.kind === 'any' ? type : required(type);
  return checked({ op: 'else', arg: value.tree, otherwise: otherwise.tree }, result);
}

function tableOf(call: Call): readonly [string, TableType] | undefined {
  const { tree } = call.argument(0);
  const tables = call.checker.context.tables ?? {};
  const name = tree.op === 'path' && tree.root === 'tables' && tree.path.length === 1 ? tree.path[0] : undefined;
  const table = name !== undefined && Object.hasOwn(tables, name) ? tables[name] : undefined;
  return name === undefined || table === undefined ? undefined : [name, table];
}

function lookup(call: Call): Checked {
  const found = tableOf(call);
  if (found === undefined) {
    for (let i = 0; i < call.count; i++) call.argument(i);
    return call.bad('argument-type', 0, 'lookup looks into a table', 'write lookup(tables.name, key)');
  }
  const [name, table] = found;
  const keys = table.keys;
  if (call.count - 1 !== keys.length) {
    const message = `the table ${name} is looked up by ${keys.join(', ')}: ${keys.length}, not ${call.count - 1} arguments`;
    return call.checker.bad('argument-count', call.ast, message);
  }
  const args = keys.map((key, i) => call.fit(i + 1, keyType(table, key)));
  const tree: Expr = { op: 'lookup', of: call.argument(0).tree, keys, args };
  const row = isTotal(call, table) ? table.row : optional(table.row);
  return checked(tree, narrowed(tree, row, call.scope.facts));
}

/** What a key column holds; any text may be looked up in a column of codes. */
function keyType({ row }: TableType, key: string): Type {
  const type = row.kind === 'record' ? required(row.fields[key] ?? ANY) : ANY;
  return type.kind === 'text' ? { kind: 'text' } : type;
}

/** Whether every value that the single key can have is in the table. */
function isTotal(call: Call, { keys, values }: TableType): boolean {
  const type = call.argument(1).type;
  if (values === undefined || keys.length !== 1 || mayBeNull(type)) return false;
  return (
    type.kind === 'text' && type.enum !== undefined && type.enum.every((code) => values.some(([key]) => key === code))
  );
}

/** The Chinese name of a code of a declared enum: looked up in a constant, so that it is pinned with the definition. */
function label(call: Call): Checked {
  const { tree: code, type } = call.argument(0);
  const labels = type.kind === 'text' ? type.labels : undefined;
  if (labels === undefined) {
    const message = `label gives the name of a code, but this is ${describe(type)}`;
    return call.bad('argument-type', 0, message, 'give a field whose type is a declared enum');
  }
  const rows = Object.entries(labels).map(([id, { zh }]) => ({ code: id, label: zh }));
  const row: Expr = { op: 'lookup', of: { op: 'const', value: rows }, keys: ['code'], args: [code] };
  const tree: Expr = { op: 'field', of: row, path: ['label'] };
  const name: Type = { kind: 'text' };
  // A text that is no code has no name.
  const mayLack = mayBeNull(type) || (type.kind === 'text' && type.enum === undefined);
  return checked(tree, narrowed(tree, mayLack ? optional(name) : name, call.scope.facts));
}

function decide(call: Call): Checked {
  const id = call.literal(0);
  const decisions = call.checker.context.decisions ?? {};
  if (id === undefined) return call.bad('unsupported', 0, 'the id of the decision must be written out');
  const decision = Object.hasOwn(decisions, id) ? decisions[id] : undefined;
  const inputs = call.argument(1);
  if (decision === undefined) {
    return call.bad('unknown-id', 0, `there is no decision "${id}"`, suggestion(id, Object.keys(decisions)));
  }
  const tree = call.checker.fit(inputs, { kind: 'record', fields: decision.inputs }, call.span(1));
  return checked({ op: 'engine', fn: 'decide', args: [{ op: 'const', value: id }, tree] }, decision.outputs);
}

export const CASE_FUNCTIONS: Readonly<Record<string, FunctionCheck>> = {
  not: { counts: [1, 1], check: not },
  'get or else': { counts: [2, 2], check: getOrElse },
  lookup: { counts: [2, 4], check: lookup },
  label: { counts: [1, 1], check: label },
  decide: { counts: [2, 2], check: decide },
};
