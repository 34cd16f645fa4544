/**
 * Conditions and values of a definition. A condition is FEEL; a value is taken as it stands, unless it is a text that
 * begins with `=`: then the rest is FEEL. Lists and maps may hold such texts. Faults are told at the character.
 */
import type { Expr } from '../rules/expression/tree.ts';
import { BOOLEAN, mayBeNull, type Type } from '../rules/expression/type.ts';
import type { Json } from '../rules/json.ts';
import { type Compiled, compileFeel, compileUnary } from './feel/compile.ts';
import type { FeelContext, Finding as FeelFinding } from './feel/context.ts';
import type { SourceNode } from './source/node.ts';
import { didYouMean } from './source/suggest.ts';

/** An expression with what the checks of a definition want to know of it. */
export interface Read {
  readonly tree: Expr;
  readonly type: Type | undefined;
  /** Paths from their roots; of a constant none. */
  readonly reads: readonly (readonly string[])[];
}

/** FEEL in a text, from its `offset`-th character on. */
export function readFeel(node: SourceNode, context: FeelContext, expected?: Type, offset = 0): Read | undefined {
  const text = node.text('a FEEL expression');
  if (text === undefined) return undefined;
  return told(node, offset, compileFeel(text.slice(offset), context, expected));
}

/** A condition: FEEL, or true or false as they stand. */
export function readCondition(node: SourceNode, context: FeelContext): Read | undefined {
  if (typeof node.scalar === 'boolean') return constant(node.scalar);
  if (typeof node.scalar === 'string' && node.scalar.startsWith('=')) {
    node.error('condition', `${node.path}: a condition is FEEL as it stands`, 'drop the "=" at its beginning');
    return undefined;
  }
  const text = node.text('a FEEL expression');
  if (text === undefined) return undefined;
  const compiled = compileFeel(text, context, BOOLEAN);
  return told(node, 0, compiled.ok ? absentIsFalse(compiled) : compiled);
}

/**
 * In a condition a boolean that may be absent stands for itself: it does not hold when it is not there. This is so
 * alone and within and, or, not; elsewhere it is a fault, and warned of.
 */
function absentIsFalse(compiled: Extract<Compiled, { ok: true }>): Compiled {
  const alone = new Set<string>();
  const change = (expr: Expr): Expr => {
    switch (expr.op) {
      case 'and':
      case 'or':
        return { op: expr.op, args: expr.args.map(change) };
      case 'not':
        return { op: 'not', arg: change(expr.arg) };
      case 'need': {
        if (expr.what !== 'boolean') return expr;
        alone.add(String(compiled.spans.get(expr.arg)));
        return { op: 'eq', by: 'plain', left: expr.arg, right: { op: 'const', value: true } };
      }
      default:
        return expr;
    }
  };
  const tree = change(compiled.tree);
  const surprises = compiled.warnings.filter(({ from, to }) => !alone.has(String([from, to])));
  return { ...compiled, tree, warnings: surprises };
}

/** The condition of `when`, or the opposite of `unless`; undefined where neither is written. */
export function readWhen(node: SourceNode, context: FeelContext): Read | undefined {
  const when = node.get('when');
  const unless = node.get('unless');
  if (when !== undefined && unless !== undefined) {
    unless.error('condition', `${node.path}: "when" and "unless" beside each other`, 'keep one of them');
  }
  if (when !== undefined) return readCondition(when, context);
  const read = unless === undefined ? undefined : readCondition(unless, context);
  return read === undefined ? undefined : { ...read, tree: { op: 'not', arg: read.tree } };
}

/** The cell of a decision table, a condition on `subject`. */
export function readUnary(node: SourceNode, input: Type, context: FeelContext, subject: Expr): Read | undefined {
  if (typeof node.scalar === 'number' || typeof node.scalar === 'boolean') {
    return told(node, 0, compileUnary(String(node.scalar), input, context, subject));
  }
  const text = node.text('a unary test such as -, "a", [1..5] or < 5');
  return text === undefined ? undefined : told(node, 0, compileUnary(text, input, context, subject));
}

/** Whether a text is an expression. */
export function isExpression(node: SourceNode): boolean {
  return typeof node.scalar === 'string' && node.scalar.startsWith('=');
}

/** A value: constant, or computed; with `expected`, of that type. */
export function readValue(node: SourceNode, context: FeelContext, expected?: Type): Read | undefined {
  if (isExpression(node)) return readFeel(node, context, expected, 1);
  const { content } = node;
  if (content.kind === 'scalar') {
    if (expected !== undefined && !checkScalar(node, expected)) return undefined;
    return constant(content.value);
  }
  if (
    expected !== undefined &&
    expected.kind !== 'any' &&
    expected.kind !== (content.kind === 'map' ? 'record' : 'list')
  ) {
    node.expected(describeType(expected));
    return undefined;
  }
  return content.kind === 'list' ? readList(node, context, expected) : readRecord(node, context, expected);
}

function readList(node: SourceNode, context: FeelContext, expected: Type | undefined): Read | undefined {
  const of = expected?.kind === 'list' ? expected.of : undefined;
  const items = node.list().map((item) => readValue(item, context, of));
  if (items.some((item) => item === undefined)) return undefined;
  return gathered(items as Read[], expected, (trees) => ({ op: 'list', items: trees }), node);
}

function readRecord(node: SourceNode, context: FeelContext, expected: Type | undefined): Read | undefined {
  const fields = expected?.kind === 'record' ? expected.fields : undefined;
  const open = fields === undefined || (expected?.kind === 'record' && expected.open === true);
  if (!open) node.unknownKeys(Object.keys(fields));
  const entries = node.entries();
  const values = entries.map(({ key, value }) => readValue(value, context, fields?.[key]));
  if (values.some((value) => value === undefined)) return undefined;
  const record = (trees: Expr[]): Expr => ({
    op: 'record',
    entries: entries.map(({ key }, i) => [key, trees[i] as Expr]),
  });
  return gathered(values as Read[], expected, record, node);
}

function gathered(parts: Read[], type: Type | undefined, make: (trees: Expr[]) => Expr, node: SourceNode): Read {
  if (parts.every(({ tree }) => tree.op === 'const'))
    return { tree: { op: 'const', value: node.json() }, type, reads: [] };
  return { tree: make(parts.map(({ tree }) => tree)), type, reads: parts.flatMap(({ reads }) => reads) };
}

function constant(value: Json): Read {
  return { tree: { op: 'const', value }, type: undefined, reads: [] };
}

// ---- constants and their types ----

function checkScalar(node: SourceNode, expected: Type): boolean {
  const value = node.scalar;
  if (value === null ? mayBeNull(expected) : fits(value, expected)) return true;
  if (expected.kind === 'text' && expected.enum !== undefined && typeof value === 'string') {
    node.error('unknown-code', `${node.path}: "${value}" is none of the codes`, didYouMean(value, expected.enum));
  } else if (value === null) {
    node.expected(describeType(expected), 'write a value, or make it optional where it is declared: "name?:"');
  } else {
    node.expected(describeType(expected));
  }
  return false;
}

function fits(value: unknown, type: Type): boolean {
  switch (type.kind) {
    case 'any':
      return true;
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' && (type.integer !== true || Number.isSafeInteger(value));
    case 'text':
      return typeof value === 'string' && (type.enum === undefined || type.enum.includes(value));
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value);
    case 'instant':
      return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value);
    default:
      return false;
  }
}

/** For messages. */
export function describeType(type: Type): string {
  const or = type.optional === true ? ' or nothing' : '';
  switch (type.kind) {
    case 'boolean':
      return `true or false${or}`;
    case 'number':
      return `${type.integer === true ? 'an integer' : 'a number'}${or}`;
    case 'text':
      return `${type.enum === undefined ? 'text' : `one of ${type.enum.join(', ')}`}${or}`;
    case 'date':
      return `a date YYYY-MM-DD${or}`;
    case 'instant':
      return `an instant with offset${or}`;
    case 'list':
      return `a list${or}`;
    case 'record':
      return `a map of ${Object.keys(type.fields).join(', ')}${or}`;
    default:
      return 'a value';
  }
}

// ---- findings ----

function told(node: SourceNode, offset: number, compiled: Compiled): Read | undefined {
  if (!compiled.ok) {
    for (const fault of compiled.faults) tell(node, offset, 'error', fault);
    return undefined;
  }
  for (const warning of compiled.warnings) tell(node, offset, 'warning', warning);
  return { tree: compiled.tree, type: compiled.type, reads: compiled.reads };
}

function tell(node: SourceNode, offset: number, severity: 'error' | 'warning', finding: FeelFinding): void {
  const at = node.placeWithin(finding.from + offset, finding.to + offset);
  const where = node.path === '' ? '' : `${node.path}: `;
  node.report.add(severity, finding.code, at, `${where}${finding.message}`, finding.remedy ?? 'correct the expression');
}
