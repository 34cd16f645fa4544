/** A tree as FEEL text: for messages and for people who read a compiled definition. */
import type { Json } from '../json.ts';
import type { Each, Expr } from './tree.ts';

const INFIX: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  add: '+',
  sub: '-',
  mul: '*',
  div: '/',
  pow: '**',
};

/** Built-ins that are written otherwise than they are called. */
const WRITTEN: Readonly<Record<string, string>> = {
  'date of text': 'date',
  'date of parts': 'date',
  'instant of text': 'date and time',
  'instant of date': 'date and time',
};
const SYMBOLS: Readonly<Record<string, string>> = { plus: '+', minus: '-' };

function call(fn: string, args: readonly Expr[]): string {
  const [left, right] = args;
  const symbol = fn === 'concat' ? '+' : SYMBOLS[fn.split(' ')[1] ?? ''];
  if (symbol !== undefined && left !== undefined && right !== undefined) {
    return `(${operand(left, 4)} ${symbol} ${operand(right, 5)})`;
  }
  return `${WRITTEN[fn] ?? fn}(${list(args)})`;
}

/** How tightly an operator binds; an operand that binds less gets parentheses. */
function rank(tree: Expr): number {
  switch (tree.op) {
    case 'if':
    case 'for':
    case 'some':
    case 'every':
    case 'let':
      return 0;
    case 'or':
      return 1;
    case 'and':
      return 2;
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'is-null':
    case 'one-of':
      return 3;
    case 'add':
    case 'sub':
      return 4;
    case 'mul':
    case 'div':
      return 5;
    case 'pow':
      return 6;
    case 'neg':
      return 7;
    default:
      return 8;
  }
}

function operand(tree: Expr, least: number): string {
  const text = printExpr(tree);
  return rank(tree) < least ? `(${text})` : text;
}

function list(items: readonly Expr[]): string {
  return items.map(printExpr).join(', ');
}

function each({ name, ...source }: Each): string {
  const text = 'in' in source ? printExpr(source.in) : `${printExpr(source.from)}..${printExpr(source.to)}`;
  return `${name} in ${text}`;
}

function constant(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(constant).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).map(([name, entry]) => `${JSON.stringify(name)}: ${constant(entry)}`);
  return `{${entries.join(', ')}}`;
}

export function printExpr(tree: Expr): string {
  switch (tree.op) {
    case 'const':
      return constant(tree.value);
    case 'path':
      return [tree.root, ...tree.path].join('.');
    case 'local':
      return [tree.name, ...tree.path].join('.');
    case 'field':
      return [operand(tree.of, 8), ...tree.path].join('.');
    case 'list':
      return `[${list(tree.items)}]`;
    case 'record':
      return `{${tree.entries.map(([name, value]) => `${name}: ${printExpr(value)}`).join(', ')}}`;
    case 'if':
      return `if ${printExpr(tree.test)} then ${printExpr(tree.yes)} else ${printExpr(tree.no)}`;
    case 'and':
    case 'or':
      return tree.args.map((arg) => operand(arg, rank(tree) + 1)).join(` ${tree.op} `);
    case 'not':
      return `not(${printExpr(tree.arg)})`;
    case 'is-null':
      return `${operand(tree.arg, 4)} = null`;
    case 'neg':
      return `-${operand(tree.arg, 7)}`;
    case 'eq':
    case 'ne':
    case 'lt':
    case 'le':
    case 'add':
    case 'sub':
    case 'mul':
    case 'div':
    case 'pow':
      return `${operand(tree.left, rank(tree))} ${INFIX[tree.op]} ${operand(tree.right, rank(tree) + 1)}`;
    case 'one-of':
      return `${operand(tree.arg, 4)} in (${tree.values.map(constant).join(', ')})`;
    case 'for':
      return `for ${tree.each.map(each).join(', ')} return ${printExpr(tree.body)}`;
    case 'some':
    case 'every':
      return `${tree.op} ${tree.each.map(each).join(', ')} satisfies ${printExpr(tree.body)}`;
    case 'filter':
      return `${operand(tree.of, 8)}[${printExpr(tree.test)}]`;
    case 'at':
      return `${operand(tree.of, 8)}[${printExpr(tree.index)}]`;
    case 'sort-by':
      return `sort(${printExpr(tree.of)}, function(${tree.a}, ${tree.b}) ${printExpr(tree.test)})`;
    case 'let':
      return `for ${tree.name} in [${printExpr(tree.value)}] return ${printExpr(tree.body)}`;
    case 'else':
      return `get or else(${printExpr(tree.arg)}, ${printExpr(tree.otherwise)})`;
    case 'need':
      return printExpr(tree.arg);
    case 'today':
    case 'now':
      return `${tree.op}()`;
    case 'lookup':
      return `lookup(${list([tree.of, ...tree.args])})`;
    case 'call':
      return call(tree.fn, tree.args);
    case 'engine':
      return `${tree.fn}(${list(tree.args)})`;
  }
}
