/** FEEL source to our syntax tree, by the grammar of lezer-feel. */
import { parser, trackVariables } from 'lezer-feel';
import type { Ast, AstEach, AstEntry, BinaryOp, Cell, Test } from './ast.ts';
import type { Finding } from './context.ts';
import { replaceFullWidth } from './full-width.ts';
import { decodeText } from './text-literal.ts';

export const SOURCE_MAX = 20_000;
export const NESTING_MAX = 400;

/** What lezer calls a node; its own types are not among our dependencies. */
interface SyntaxNode {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly type: { readonly isError: boolean };
  readonly firstChild: SyntaxNode | null;
  readonly nextSibling: SyntaxNode | null;
}

/** Names of functions that hold a keyword must be known to the parser. */
const KEYWORD_NAMES = [
  'get or else',
  'working days between',
  'days between',
  'months between',
  'years between',
  'minutes between',
];

const configured = parser.configure({
  contextTracker: trackVariables(Object.fromEntries(KEYWORD_NAMES.map((name) => [name, 1]))),
});
const expressionParser = configured.configure({ top: 'Expression' });
const unaryParser = configured.configure({ top: 'UnaryTests' });

export type Parsed<T> = { readonly ast: T | undefined; readonly faults: readonly Finding[] };

/**
 * Texts already read, with what they are: in definitions every third is one of its own. Emptied when it is full, so that
 * a process which compiles for ever keeps no more.
 */
const EXPRESSIONS = new Map<string, Parsed<Ast>>();
const CELLS = new Map<string, Parsed<Cell>>();
const REMEMBERED_MAX = 10_000;

export function parseExpression(source: string): Parsed<Ast> {
  return remembered(EXPRESSIONS, source, () =>
    parseWith(source, expressionParser, (builder, root) => {
      const node = builder.onlyChild(root);
      return node === undefined ? undefined : builder.expression(node);
    }),
  );
}

export function parseCell(source: string): Parsed<Cell> {
  return remembered(CELLS, source, () => parseWith(source, unaryParser, (builder, root) => builder.cell(root)));
}

function remembered<T>(known: Map<string, Parsed<T>>, source: string, parse: () => Parsed<T>): Parsed<T> {
  const found = known.get(source);
  if (found !== undefined) return found;
  if (known.size >= REMEMBERED_MAX) known.clear();
  const parsed = parse();
  known.set(source, parsed);
  return parsed;
}

function parseWith<T>(
  text: string,
  lezer: typeof parser,
  read: (builder: Builder, root: SyntaxNode) => T | undefined,
): Parsed<T> {
  if (text.length > SOURCE_MAX) {
    const message = `the expression has ${text.length} characters: the limit is ${SOURCE_MAX}`;
    return { ast: undefined, faults: [{ code: 'limit', message, from: 0, to: text.length }] };
  }
  const { source, faults } = replaceFullWidth(text);
  if (source.trim() === '') {
    return {
      ast: undefined,
      faults: [{ code: 'syntax', message: 'the expression is empty', from: 0, to: text.length }],
    };
  }
  const root = lezer.parse(source).topNode as SyntaxNode;
  const builder = new Builder(source, faults);
  const syntax = builder.syntaxFaults(root);
  if (syntax.length > 0) return { ast: undefined, faults: [...faults, ...syntax] };
  return { ast: read(builder, root), faults };
}

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name !== 'LineComment' && child.name !== 'BlockComment') children.push(child);
  }
  return children;
}

const PUNCTUATION = new Set(['(', ')', '[', ']', '{', '}', ',', '.', '..', ':']);
const KEYWORDS = new Set([
  'if',
  'then',
  'else',
  'for',
  'in',
  'return',
  'some',
  'every',
  'satisfies',
  'between',
  'and',
  'or',
  'function',
  'not',
]);

class Builder {
  private readonly source: string;
  private readonly faults: Finding[];
  private depth = 0;

  constructor(source: string, faults: Finding[]) {
    this.source = source;
    this.faults = faults;
  }

  /** Places that the grammar could not read; neighbours are told as one. */
  syntaxFaults(root: SyntaxNode): Finding[] {
    const found: Finding[] = [];
    const waiting = [root]; // no recursion: what is not yet checked may be nested without end
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      if (node.type.isError) this.addSyntaxFault(node, found);
      waiting.push(...childrenOf(node).toReversed());
    }
    return found;
  }

  private addSyntaxFault(node: SyntaxNode, found: Finding[]): void {
    const last = found.at(-1);
    if (last !== undefined && this.source.slice(last.to, node.from).trim() === '') {
      found[found.length - 1] = { ...last, to: node.to };
      return;
    }
    const text = this.source.slice(node.from, node.to);
    const message = text.trim() === '' ? 'something is missing here' : `"${text}" is not expected here`;
    found.push({ code: 'syntax', message, from: node.from, to: node.to });
  }

  onlyChild(node: SyntaxNode): SyntaxNode | undefined {
    const children = childrenOf(node);
    if (children.length === 1) return children[0];
    this.faults.push({ code: 'syntax', message: 'one expression is expected', from: node.from, to: node.to });
    return undefined;
  }

  private text(node: SyntaxNode): string {
    return this.source.slice(node.from, node.to);
  }

  private name(node: SyntaxNode): string {
    return this.text(node).replace(/\s+/g, ' ').trim();
  }

  private bad(node: SyntaxNode, code: 'unsupported' | 'limit' | 'bad-literal', message: string, remedy?: string): Ast {
    const { from, to } = node;
    this.faults.push(remedy === undefined ? { code, message, from, to } : { code, message, from, to, remedy });
    return { kind: 'bad', from, to };
  }

  expression(node: SyntaxNode): Ast {
    if (this.depth >= NESTING_MAX) return this.bad(node, 'limit', `nested deeper than ${NESTING_MAX}`);
    this.depth += 1;
    const ast = this.read(node);
    this.depth -= 1;
    return ast;
  }

  /** The operands among a node's children, without keywords and punctuation. */
  private operands(node: SyntaxNode): Ast[] {
    return childrenOf(node)
      .filter(({ name }) => !PUNCTUATION.has(name) && !KEYWORDS.has(name) && !name.endsWith('Op'))
      .map((child) => this.expression(child));
  }

  private read(node: SyntaxNode): Ast {
    const { from, to, name } = node;
    switch (name) {
      case 'NumericLiteral':
        return this.numeric(node);
      case 'StringLiteral':
        return { kind: 'literal', value: decodeText(this.text(node)), from, to };
      case 'BooleanLiteral':
        return { kind: 'literal', value: this.text(node) === 'true', from, to };
      case 'null':
        return { kind: 'literal', value: null, from, to };
      case 'VariableName':
        return { kind: 'name', name: this.name(node), from, to };
      case '?':
        return { kind: 'question', from, to };
      case 'ParenthesizedExpression': {
        const [inner] = this.operands(node);
        return inner === undefined ? this.bad(node, 'unsupported', 'empty parentheses') : inner;
      }
      case 'PathExpression':
        return this.path(node);
      case 'FilterExpression': {
        const [of, test] = this.operands(node) as [Ast, Ast];
        return { kind: 'filter', of, test, from, to };
      }
      case 'FunctionInvocation':
      case 'DateTimeLiteral':
        return this.call(node);
      default:
        return this.readCompound(node);
    }
  }

  private readCompound(node: SyntaxNode): Ast {
    const { from, to, name } = node;
    switch (name) {
      case 'List':
        return { kind: 'list', items: this.operands(node), from, to };
      case 'Context':
        return this.record(node);
      case 'IfExpression': {
        const [test, yes, no] = this.operands(node) as [Ast, Ast, Ast];
        return { kind: 'if', test, yes, no, from, to };
      }
      case 'ArithmeticExpression':
        return this.arithmetic(node);
      case 'Conjunction':
      case 'Disjunction': {
        const [left, right] = this.operands(node) as [Ast, Ast];
        return { kind: 'logic', op: name === 'Conjunction' ? 'and' : 'or', left, right, from, to };
      }
      case 'Comparison':
        return this.comparison(node);
      case 'ForExpression':
      case 'QuantifiedExpression':
        return this.loop(node);
      case 'FunctionDefinition':
        return this.functionDefinition(node);
      case 'SimplePositiveUnaryTest':
      case 'Interval':
        return { kind: 'interval', test: this.test(node), from, to };
      case 'InstanceOfExpression':
        return this.bad(node, 'unsupported', '"instance of" is not supported: types are declared and checked before');
      default:
        return this.bad(node, 'unsupported', `${name} is not supported`);
    }
  }

  private numeric(node: SyntaxNode): Ast {
    const text = this.text(node);
    const value = Number(text) + 0; // the sign belongs to the literal, and -0 is 0
    const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
    if (!Number.isFinite(value) || (digits.length > 15 && !Number.isSafeInteger(value))) {
      return this.bad(node, 'bad-literal', `${text} has more digits than a number here can hold (15)`);
    }
    return { kind: 'literal', value, from: node.from, to: node.to };
  }

  private path(node: SyntaxNode): Ast {
    const children = childrenOf(node);
    const field = children.at(-1) as SyntaxNode;
    const of = this.expression(children[0] as SyntaxNode);
    const { from, to } = node;
    return { kind: 'path', of, field: { name: this.name(field), from: field.from, to: field.to }, from, to };
  }

  private call(node: SyntaxNode): Ast {
    const [fn, ...rest] = childrenOf(node) as [SyntaxNode, ...SyntaxNode[]];
    const { from, to } = node;
    if (fn.name === 'AtLiteral') {
      return { kind: 'at-literal', text: decodeText(this.text(fn).slice(1)), from, to };
    }
    if (rest.some(({ name }) => name === 'NamedParameters')) {
      return this.bad(node, 'unsupported', 'arguments by name are not supported', 'write the arguments in their order');
    }
    if (!['VariableName', 'DateTimeConstructor', 'SpecialFunctionName'].includes(fn.name)) {
      return this.bad(fn, 'unsupported', 'only functions with a name can be called');
    }
    const parameters = rest.find(({ name }) => name === 'PositionalParameters');
    const args = parameters === undefined ? [] : this.operands(parameters);
    return { kind: 'call', fn: { name: this.name(fn), from: fn.from, to: fn.to }, args, from, to };
  }

  private record(node: SyntaxNode): Ast {
    const entries: AstEntry[] = [];
    for (const entry of childrenOf(node)) {
      if (entry.name !== 'ContextEntry') continue;
      const parts = childrenOf(entry).filter(({ name }) => name !== ':');
      const [key, value] = parts as [SyntaxNode, SyntaxNode];
      const text = this.text(key);
      const name = text.startsWith('"') ? decodeText(text) : this.name(key);
      entries.push({ name, value: this.expression(value), from: key.from, to: key.to });
    }
    return { kind: 'record', entries, from: node.from, to: node.to };
  }

  private arithmetic(node: SyntaxNode): Ast {
    const operator = childrenOf(node).find(({ name }) => name === 'ArithOp') as SyntaxNode;
    const [left, right] = this.operands(node) as [Ast, Ast?];
    const { from, to } = node;
    if (right === undefined) return { kind: 'negate', arg: left, from, to };
    return { kind: 'binary', op: this.text(operator) as BinaryOp, left, right, from, to };
  }

  private comparison(node: SyntaxNode): Ast {
    const { from, to } = node;
    const children = childrenOf(node);
    const arg = this.expression(children[0] as SyntaxNode);
    const operator = children[1] as SyntaxNode;
    if (operator.name === 'between') {
      const [, low, high] = this.operands(node) as [Ast, Ast, Ast];
      const test: Test = { kind: 'range', low, high, lowOpen: false, highOpen: false, from: low.from, to: high.to };
      return { kind: 'in', arg, tests: [test], from, to };
    }
    if (operator.name === 'in') {
      const tests = children.slice(2).filter(({ name }) => name !== '(' && name !== ')');
      return { kind: 'in', arg, tests: tests.flatMap((test) => this.tests(test)), from, to };
    }
    const right = this.expression(children[2] as SyntaxNode);
    return { kind: 'binary', op: this.text(operator) as BinaryOp, left: arg, right, from, to };
  }

  private tests(node: SyntaxNode): Test[] {
    if (node.name !== 'PositiveUnaryTests') return [this.test(node)];
    return childrenOf(node)
      .filter(({ name }) => name !== ',')
      .map((child) => this.test(child));
  }

  private test(node: SyntaxNode): Test {
    const { from, to } = node;
    const children = childrenOf(node);
    const [first] = children as [SyntaxNode];
    if (node.name === 'Interval') {
      const [low, high] = this.operands(node) as [Ast, Ast];
      const last = children.at(-1) as SyntaxNode;
      return { kind: 'range', low, high, lowOpen: first.name !== '[', highOpen: last.name !== ']', from, to };
    }
    if (node.name === 'PositiveUnaryTest' && first.name !== 'CompareOp') return this.test(first);
    if (node.name === 'SimplePositiveUnaryTest' || node.name === 'PositiveUnaryTest') {
      if (first.name === 'Interval') return this.test(first);
      const right = this.expression(children[1] as SyntaxNode);
      return { kind: 'compare', op: this.text(first) as BinaryOp, right, from, to };
    }
    const value = this.expression(node);
    return value.kind === 'interval' ? value.test : { kind: 'value', value, from, to };
  }

  private loop(node: SyntaxNode): Ast {
    const { from, to } = node;
    const children = childrenOf(node);
    const keyword = children[0] as SyntaxNode;
    const iterators = children.find(({ name }) => name === 'InExpressions') as SyntaxNode;
    const each = childrenOf(iterators)
      .filter(({ name }) => name === 'InExpression')
      .map((child) => this.each(child));
    const body = this.expression(children.at(-1) as SyntaxNode);
    const kind = keyword.name === 'for' ? 'for' : this.text(keyword) === 'some' ? 'some' : 'every';
    return { kind, each, body, from, to };
  }

  private each(node: SyntaxNode): AstEach {
    const [name, , context] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
    const [first, last] = this.operands(context) as [Ast, Ast?];
    const base = { name: this.name(name), in: first, from: name.from, to: name.to };
    return last === undefined ? base : { ...base, until: last };
  }

  private functionDefinition(node: SyntaxNode): Ast {
    const { from, to } = node;
    const children = childrenOf(node);
    const params = children.filter(({ name }) => name === 'FormalParameters').flatMap(childrenOf);
    const body = children.find(({ name }) => name === 'FunctionBody');
    const inner = body === undefined ? undefined : childrenOf(body)[0];
    if (inner === undefined) return this.bad(node, 'unsupported', 'a function without a body is not supported');
    const names = params.filter(({ name }) => name === 'FormalParameter').map((param) => this.name(param));
    return { kind: 'function', params: names, body: this.expression(inner), from, to };
  }

  cell(root: SyntaxNode): Cell | undefined {
    const children = childrenOf(root);
    if (children[0]?.name === 'Wildcard') return { kind: 'any' };
    const tests = children.find(({ name }) => name === 'PositiveUnaryTests');
    if (tests === undefined) {
      const message = 'a cell is "-", values, ranges, comparisons or a condition with "?"';
      this.faults.push({ code: 'syntax', message, from: root.from, to: root.to });
      return undefined;
    }
    return { kind: 'tests', negated: children[0]?.name === 'not', tests: this.tests(tests) };
  }
}
