/** A decision table by columns: rule, a unary test for each input, a value for each output, citation. */
import type { Expr } from '../rules/expression/tree.ts';
import type { Type } from '../rules/expression/type.ts';
import type { FeelContext } from './feel/context.ts';
import type { SourceNode } from './source/node.ts';
import { readFeel, readUnary } from './values.ts';

export interface Cells {
  readonly node: SourceNode;
  readonly hit: 'first' | 'unique' | 'any' | 'collect';
  readonly outputs: readonly SourceNode[];
  readonly rows: readonly Row[];
}

export interface Row {
  readonly node: SourceNode;
  readonly name: SourceNode | undefined;
  readonly when: Expr;
  readonly values: readonly SourceNode[];
  readonly cite: SourceNode | undefined;
}

interface Column {
  readonly tree: Expr;
  readonly type: Type;
}

const HITS = ['first', 'unique', 'any', 'collect'] as const;
const ALWAYS: Expr = { op: 'const', value: true };

/** Undefined where the columns can't be read, which is reported. */
export function readTable(node: SourceNode, feel: FeelContext): Cells | undefined {
  node.unknownKeys(['inputs', 'outputs', 'hit', 'rows']);
  const outputs = node.need('outputs')?.list() ?? [];
  const inputs = node.need('inputs')?.list() ?? [];
  const columns = inputs.map((item) => column(item, feel));
  const hit = node.has('hit') ? node.get('hit')?.oneOf(HITS) : 'first';
  if (hit === undefined || columns.some((found) => found === undefined)) return undefined;
  const rows = (node.need('rows')?.list() ?? []).flatMap(
    (item) => row(item, columns as Column[], outputs.length, feel) ?? [],
  );
  return { node, hit, outputs, rows };
}

function column(node: SourceNode, feel: FeelContext): Column | undefined {
  const read = readFeel(node, feel);
  return read?.type === undefined ? undefined : { tree: read.tree, type: read.type };
}

function row(node: SourceNode, columns: readonly Column[], outputs: number, feel: FeelContext): Row | undefined {
  const cells = node.list();
  const needed = 1 + columns.length + outputs;
  if (cells.length !== needed && cells.length !== needed + 1) {
    node.error(
      'table-row',
      `${node.path}: a row of ${cells.length} cells, expected ${needed + 1}`,
      `write the rule, ${columns.length} tests, ${outputs} values, the citation`,
    );
    return undefined;
  }
  if (cells.length === needed) node.warning('no-citation', `${node.path}: the rule cites nothing`, 'add an article');
  const tests = columns.flatMap(
    ({ tree, type }, i) => readUnary(cells[i + 1] as SourceNode, type, feel, tree)?.tree ?? [],
  );
  const args = tests.filter((test) => !(test.op === 'const' && test.value === true));
  const [only] = args;
  const when: Expr = only === undefined ? ALWAYS : args.length === 1 ? only : { op: 'and', args };
  return { node, name: cells[0], when, values: cells.slice(1 + columns.length, needed), cite: cells[needed] };
}
