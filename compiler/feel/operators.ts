/** Arithmetic, comparison, `in`. */
import type { EqualBy, Expr } from '../../rules/expression/tree.ts';
import {
  ANY,
  BOOLEAN,
  DATE,
  DAYS,
  INSTANT,
  INTEGER,
  type Kind,
  MONTHS,
  NUMBER,
  required,
  TEXT,
  type Type,
} from '../../rules/expression/type.ts';
import type { Ast, BinaryOp, Span, Test } from './ast.ts';
import type { Checker } from './check.ts';
import { both, type Checked, checked, type Facts, NO_FACTS, notNull } from './checked.ts';
import type { Scope } from './scope.ts';
import { suggestion } from './suggest.ts';
import { describe, equalBy, NOTHING, orderByOf, unify } from './types.ts';

type Binary = Ast & { kind: 'binary' };

export function checkBinary(checker: Checker, ast: Binary, scope: Scope): Checked {
  const left = checker.check(ast.left, scope);
  const right = checker.check(ast.right, scope);
  switch (ast.op) {
    case '=':
    case '!=':
      return checkEqual(checker, ast.op === '=', left, right, ast);
    case '<':
    case '<=':
    case '>':
    case '>=':
      return checkOrder(checker, ast.op, { part: left, span: ast.left }, { part: right, span: ast.right }, ast);
    default:
      return checkArithmetic(checker, ast, left, right);
  }
}

// ---- comparison ----

function isConst(tree: Expr): tree is Extract<Expr, { op: 'const' }> {
  return tree.op === 'const';
}

/** Values of the two types are never of one type: says so, with what is usually meant. */
function incomparable(checker: Checker, left: Checked, right: Checked, span: Span): Checked {
  const kinds = [left.type.kind, right.type.kind];
  const [a, b] = [describe(required(left.type)), describe(required(right.type))];
  return checker.bad('type-mismatch', span, `${a} can't be compared with ${b}`, comparisonRemedy(kinds));
}

function comparisonRemedy(kinds: readonly Kind[]): string | undefined {
  const has = (...wanted: Kind[]) => wanted.every((kind) => kinds.includes(kind));
  if (has('date', 'text')) return 'write the date as date("2023-08-20")';
  if (has('instant', 'text')) return 'write the instant as date and time("2023-08-20T18:00:00+08:00")';
  if (has('date', 'instant')) return 'write local date(x) for the date of an instant';
  if (has('number', 'text')) return 'write the number without quotes, or string(x), or number(x)';
  if (has('boolean', 'text')) return 'write true or false without quotes';
  if (kinds.includes('list')) return 'write list contains(list, x), or x in list';
  return undefined;
}

/** A code that an enum does not have can never be equal. */
export function checkCodes(checker: Checker, left: Checked, right: Checked, span: Span): void {
  const [a, b] = [left.type, right.type];
  if (a.kind !== 'text' || b.kind !== 'text' || a.enum === undefined || b.enum === undefined) return;
  const [constant, other] = isConst(left.tree) ? [left, b.enum] : [right, a.enum];
  const codes = constant.type.kind === 'text' ? (constant.type.enum ?? []) : [];
  if (isConst(left.tree) && isConst(right.tree)) return;
  const wrong = codes.filter((code) => !other.includes(code));
  if (wrong.length === 0 || (!isConst(constant.tree) && wrong.length < codes.length)) return;
  const message = `"${wrong.join('", "')}" is none of the codes: this is never equal`;
  checker.fault('unknown-code', span, message, suggestion(wrong[0] ?? '', other));
}

export function checkEqual(checker: Checker, isEqual: boolean, left: Checked, right: Checked, span: Span): Checked {
  const [a, b] = [left.type.kind === 'null', right.type.kind === 'null'];
  if (a || b) return checkNull(isEqual, b ? left : right);
  const by = equalBy(left.type, right.type);
  if (by === undefined) return incomparable(checker, left, right, span);
  checkCodes(checker, left, right, span);
  const tree: Expr = { op: isEqual ? 'eq' : 'ne', by, left: left.tree, right: right.tree };
  const facts = equalFacts(left, right);
  return isEqual ? checked(tree, BOOLEAN, facts) : checked(tree, BOOLEAN, NO_FACTS, facts);
}

/** What equals a value is not null. */
function equalFacts(left: Checked, right: Checked): Facts {
  const isValue = ({ type }: Checked) => type.optional !== true && type.kind !== 'any';
  const ofLeft = isValue(right) ? notNull(left.tree) : NO_FACTS;
  return isValue(left) ? both(ofLeft, notNull(right.tree)) : ofLeft;
}

function checkNull(isEqual: boolean, { tree }: Checked): Checked {
  const test: Expr = { op: 'is-null', arg: tree };
  const facts = notNull(tree);
  if (isEqual) return checked(test, BOOLEAN, NO_FACTS, facts);
  return checked({ op: 'not', arg: test }, BOOLEAN, facts, NO_FACTS);
}

interface Operand {
  readonly part: Checked;
  readonly span: Span;
}

export function checkOrder(checker: Checker, op: BinaryOp, left: Operand, right: Operand, span: Span): Checked {
  const a = checker.value(left.part, left.span);
  const b = checker.value(right.part, right.span);
  const type = a.kind === 'any' ? b : b.kind === 'any' ? a : unify(a, b);
  if (type === undefined) return incomparable(checker, left.part, right.part, span);
  const by = orderByOf(type);
  if (by === undefined) {
    if (type.kind === 'any' && checker.faults.length > 0) return checked({ op: 'const', value: null }, ANY);
    return checker.bad('type-mismatch', span, `${describe(type)} has no order`);
  }
  const swapped = op === '>' || op === '>=';
  const [low, high] = swapped ? [right.part.tree, left.part.tree] : [left.part.tree, right.part.tree];
  const tree: Expr = { op: op === '<' || op === '>' ? 'lt' : 'le', by, left: low, right: high };
  const facts = both(notNull(left.part.tree), notNull(right.part.tree));
  return checked(tree, BOOLEAN, facts, facts);
}

// ---- in ----

const SUBJECT = '?';

export function checkIn(checker: Checker, ast: Ast & { kind: 'in' }, scope: Scope): Checked {
  const arg = checker.check(ast.arg, scope);
  const isPlain = arg.tree.op === 'path' || arg.tree.op === 'local' || arg.tree.op === 'const';
  if (isPlain) return checkTests(checker, { part: arg, span: ast.arg }, ast.tests, scope);
  const subject = checked({ op: 'local', name: SUBJECT, path: [] }, arg.type);
  const test = checkTests(checker, { part: subject, span: ast.arg }, ast.tests, scope);
  return checked({ op: 'let', name: SUBJECT, value: arg.tree, body: test.tree }, BOOLEAN);
}

/** Whether the subject passes one of the tests. */
export function checkTests(checker: Checker, subject: Operand, tests: readonly Test[], scope: Scope): Checked {
  const inner = { ...scope, subject: subject.part };
  const parts = tests.map((test) => checkTest(checker, subject, test, inner));
  const constants = oneOf(subject.part, parts);
  if (constants !== undefined) return constants;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const whenTrue = parts.every(({ whenTrue }) => whenTrue.size > 0) ? notNull(subject.part.tree) : NO_FACTS;
  return checked({ op: 'or', args: parts.map(({ tree }) => tree) }, BOOLEAN, whenTrue);
}

function checkTest(checker: Checker, subject: Operand, test: Test, scope: Scope): Checked {
  switch (test.kind) {
    case 'compare': {
      const part = checker.check(test.right, scope);
      if (test.op === '=' || test.op === '!=') return checkEqual(checker, test.op === '=', subject.part, part, test);
      return checkOrder(checker, test.op, subject, { part, span: test.right }, test);
    }
    case 'range': {
      const low = { part: checker.check(test.low, scope), span: test.low };
      const high = { part: checker.check(test.high, scope), span: test.high };
      const above = checkOrder(checker, test.lowOpen ? '>' : '>=', subject, low, test);
      const known = { ...subject, part: { ...subject.part, type: required(subject.part.type) } };
      const below = checkOrder(checker, test.highOpen ? '<' : '<=', known, high, test);
      const facts = above.whenTrue;
      return checked({ op: 'and', args: [above.tree, below.tree] }, BOOLEAN, facts, facts);
    }
    case 'value':
      return checkValueTest(checker, subject, test, scope);
  }
}

/** Equal to a value, a member of a list, or a condition of its own with `?`. */
function checkValueTest(checker: Checker, { part }: Operand, test: Test & { kind: 'value' }, scope: Scope): Checked {
  const value = checker.check(test.value, scope);
  if (mentionsSubject(test.value)) {
    if (checker.value(value, test).kind !== 'boolean') {
      return checker.bad('not-boolean', test, `with "?" a test is a condition, but this is ${describe(value.type)}`);
    }
    return value;
  }
  if (value.type.kind !== 'list' || part.type.kind === 'list') return checkEqual(checker, true, part, value, test);
  const { of } = value.type;
  checker.value(value, test);
  if (of === NOTHING) return checked({ op: 'const', value: false }, BOOLEAN);
  const item = checked(value.tree, of);
  const by = equalBy(part.type, of);
  if (by === undefined) return incomparable(checker, part, item, test);
  checkCodes(checker, part, item, test);
  const facts = of.optional === true || of.kind === 'any' ? NO_FACTS : notNull(part.tree);
  if (isConst(value.tree) && isScalar(by, value.tree.value)) {
    return checked({ op: 'one-of', arg: part.tree, values: value.tree.value as string[] }, BOOLEAN, facts);
  }
  return checked({ op: 'call', fn: 'list contains', args: [value.tree, part.tree], by }, BOOLEAN, facts);
}

function isScalar(by: EqualBy, value: unknown): boolean {
  return (by === 'plain' || by === 'number') && Array.isArray(value);
}

function mentionsSubject(ast: Ast): boolean {
  if (ast.kind === 'question') return true;
  return Object.values(ast).some((part) => {
    const parts: readonly unknown[] = Array.isArray(part) ? part : [part];
    return parts.some((child) => typeof child === 'object' && child !== null && mentionsSubject(child as Ast));
  });
}

/** Several equalities with constants are one look into a set. */
function oneOf(subject: Checked, parts: readonly Checked[]): Checked | undefined {
  if (parts.length < 2) return undefined;
  const values: (string | number | boolean | null)[] = [];
  for (const { tree } of parts) {
    if (tree.op === 'is-null') values.push(null);
    else if (tree.op === 'one-of') values.push(...tree.values);
    else if (tree.op === 'eq' && isConst(tree.right) && (tree.by === 'plain' || tree.by === 'number')) {
      values.push(tree.right.value as string);
    } else return undefined;
  }
  const facts = values.includes(null) ? NO_FACTS : notNull(subject.tree);
  return checked({ op: 'one-of', arg: subject.tree, values }, BOOLEAN, facts);
}

// ---- arithmetic ----

type Rule = readonly [left: Type, op: string, right: Type, result: Type, fn?: string];

const RULES: readonly Rule[] = [
  [DATE, '+', DAYS, DATE, 'date plus days'],
  [DATE, '-', DAYS, DATE, 'date minus days'],
  [DATE, '+', MONTHS, DATE, 'date plus months'],
  [DATE, '-', MONTHS, DATE, 'date minus months'],
  [DATE, '-', DATE, DAYS, 'date minus date'],
  [INSTANT, '+', DAYS, INSTANT, 'instant plus days'],
  [INSTANT, '-', DAYS, INSTANT, 'instant minus days'],
  [INSTANT, '+', MONTHS, INSTANT, 'instant plus months'],
  [INSTANT, '-', MONTHS, INSTANT, 'instant minus months'],
  [INSTANT, '-', INSTANT, DAYS, 'instant minus instant'],
  [DAYS, '+', DAYS, DAYS],
  [DAYS, '-', DAYS, DAYS],
  [MONTHS, '+', MONTHS, MONTHS],
  [MONTHS, '-', MONTHS, MONTHS],
  [DAYS, '*', INTEGER, DAYS],
  [INTEGER, '*', DAYS, DAYS],
  [MONTHS, '*', INTEGER, MONTHS],
  [INTEGER, '*', MONTHS, MONTHS],
  [DAYS, '/', DAYS, NUMBER],
  [MONTHS, '/', MONTHS, NUMBER],
  [TEXT, '+', TEXT, TEXT, 'concat'],
];

function isSame(actual: Type, wanted: Type): boolean {
  if (actual.kind !== wanted.kind) return false;
  if (actual.kind === 'duration') return actual.unit === (wanted as typeof actual).unit;
  return wanted.kind !== 'number' || wanted.integer !== true || (actual as typeof wanted).integer === true;
}

const OPS = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '**': 'pow' } as const;

function checkArithmetic(checker: Checker, ast: Binary, left: Checked, right: Checked): Checked {
  const a = checker.value(left, ast.left);
  const b = checker.value(right, ast.right);
  const op = OPS[ast.op as keyof typeof OPS];
  const [x, y] = [left.tree, right.tree];
  const isNumber = (type: Type) => type.kind === 'number' || type.kind === 'any';
  if (isNumber(a) && isNumber(b)) return checked({ op, left: x, right: y }, arithmeticType(ast.op, a, b, y));
  const rule = ruleFor(ast.op, a, b);
  if (rule !== undefined) return ruled(rule, op, x, y);
  const swapped = op === 'add' ? ruleFor(ast.op, b, a) : undefined;
  if (swapped !== undefined) return ruled(swapped, op, y, x);
  const message = `${ast.op} is not defined for ${describe(a)} and ${describe(b)}`;
  return checker.bad('type-mismatch', ast, message, arithmeticRemedy(a, b));
}

/** A value of unknown type takes the type that the rule asks for. */
function ruleFor(op: BinaryOp, a: Type, b: Type): Rule | undefined {
  const fits = (type: Type, wanted: Type) => type.kind === 'any' || isSame(type, wanted);
  return RULES.find(([left, symbol, right]) => symbol === op && fits(a, left) && fits(b, right));
}

function ruled(rule: Rule, op: 'add' | 'sub' | 'mul' | 'div' | 'pow', left: Expr, right: Expr): Checked {
  const [, , , result, fn] = rule;
  return checked(fn === undefined ? { op, left, right } : { op: 'call', fn, args: [left, right] }, result);
}

function arithmeticType(op: BinaryOp, a: Type, b: Type, exponent: Expr): Type {
  const isInteger = (type: Type) => type.kind === 'number' && type.integer === true;
  if (op === '/' || !isInteger(a) || !isInteger(b)) return NUMBER;
  if (op !== '**') return INTEGER;
  return isConst(exponent) && (exponent.value as number) >= 0 ? INTEGER : NUMBER;
}

function arithmeticRemedy(a: Type, b: Type): string | undefined {
  const kinds = [a.kind, b.kind];
  const has = (...wanted: Kind[]) => wanted.every((kind) => kinds.includes(kind));
  if (has('text', 'number')) return 'write string(x) to make a number a text';
  if (has('date', 'number')) return 'write date + days(n), or add months(date, n)';
  if (has('instant', 'number')) return 'write x + hours(n), x + days(n)';
  if (has('date', 'instant')) return 'write local date(x) for the date of an instant';
  if (has('text', 'date')) return 'write string(x) to make a date a text';
  return undefined;
}

export function checkNegate(checker: Checker, ast: Ast & { kind: 'negate' }, scope: Scope): Checked {
  const arg = checker.check(ast.arg, scope);
  const type = checker.value(arg, ast.arg);
  if (isConst(arg.tree) && typeof arg.tree.value === 'number') {
    return checked({ op: 'const', value: 0 - arg.tree.value }, type);
  }
  if (type.kind === 'any') return checked({ op: 'neg', arg: arg.tree }, NUMBER);
  if (type.kind === 'number' || type.kind === 'duration') return checked({ op: 'neg', arg: arg.tree }, type);
  return checker.bad('type-mismatch', ast, `${describe(type)} has no negative`);
}
