/**
 * Types of expressions. Walks the syntax tree, chooses the operators of the compiled tree by the types of
 * their operands, and tells every fault, not only the first: where one was told, the type becomes `any`.
 */

import type { Expr } from '../../rules/expression/tree.ts';
import {
  ANY,
  BOOLEAN,
  DATE,
  enumOf,
  INSTANT,
  INTEGER,
  listOf,
  mayBeNull,
  NULL,
  NUMBER,
  optional,
  recordOf,
  required,
  type Type,
} from '../../rules/expression/type.ts';
import type { Json } from '../../rules/json.ts';
import type { Ast, AstEach, AstName, Span } from './ast.ts';
import { checkCall } from './call.ts';
import { both, type Checked, checked, common, type Facts, narrowed } from './checked.ts';
import type { FeelContext, Finding, FindingCode } from './context.ts';
import { atLiteral } from './literal.ts';
import { checkBinary, checkIn, checkNegate } from './operators.ts';
import { datePart } from './part.ts';
import { bindName, type Scope } from './scope.ts';
import { suggestion } from './suggest.ts';
import { describe, hidesNull, misfit, NOTHING, needOf, unify } from './types.ts';

export class Checker {
  readonly context: FeelContext;
  readonly faults: Finding[] = [];
  readonly warnings: Finding[] = [];
  readonly spans = new Map<Expr, readonly [number, number]>();
  readonly roots: Readonly<Record<string, Type>>;

  constructor(context: FeelContext) {
    this.context = context;
    const rows = Object.entries(context.tables ?? {}).map(([name, table]) => [name, listOf(table.row)] as const);
    this.roots = rows.length === 0 ? context.roots : { ...context.roots, tables: recordOf(Object.fromEntries(rows)) };
  }

  // ---- telling ----

  fault(code: FindingCode, { from, to }: Span, message: string, remedy?: string): void {
    this.faults.push(remedy === undefined ? { code, message, from, to } : { code, message, from, to, remedy });
  }

  /** Tells a fault and goes on with a value of unknown type. */
  bad(code: FindingCode, span: Span, message: string, remedy?: string): Checked {
    this.fault(code, span, message, remedy);
    return checked({ op: 'const', value: null }, ANY);
  }

  /** A value is needed: warns where it may be null. The type is then the one without null. */
  value(part: Checked, span: Span): Type {
    if (part.type.kind === 'null' && part.type !== NOTHING) {
      this.fault('type-mismatch', span, 'null where a value is needed');
      return ANY;
    }
    if (part.type.optional === true) this.warnNull(span, 'this may be null, which is a fault here');
    return required(part.type);
  }

  private warnNull({ from, to }: Span, message: string): void {
    const remedy = 'test it before: x != null and …, or write get or else(x, …)';
    this.warnings.push({ code: 'may-be-null', message, from, to, remedy });
  }

  /** Tells why a value does not fit; gives a tree that checks at run time what is not known now. */
  fit(part: Checked, expected: Type, span: Span): Expr {
    const found = misfit(part.type, expected);
    if (found !== undefined) {
      const remedy = found.code === 'not-integer' ? 'round it: floor(x), ceiling(x), round half up(x, 0)' : undefined;
      this.fault(found.code, span, found.message, remedy);
      return part.tree;
    }
    if (expected.optional === true || expected.kind === 'any') return part.tree;
    const type = this.value(part, span);
    if (hidesNull(part.type, expected)) this.warnNull(span, 'an item or a field of this may be null');
    if (!mayBeNull(part.type)) return part.tree;
    const what = needOf(type.kind === 'any' ? expected : type) ?? 'some';
    return { op: 'need', what, arg: part.tree };
  }

  // ---- expressions ----

  check(ast: Ast, scope: Scope): Checked {
    const result = this.dispatch(ast, scope);
    if (!this.spans.has(result.tree)) this.spans.set(result.tree, [ast.from, ast.to]);
    return result;
  }

  private dispatch(ast: Ast, scope: Scope): Checked {
    switch (ast.kind) {
      case 'literal':
        return literal(ast.value);
      case 'at-literal':
        return atLiteral(this, ast);
      case 'name':
        return this.name(ast, scope);
      case 'question':
        return this.question(ast, scope);
      case 'path':
        return this.path(ast, scope);
      case 'call':
        return checkCall(this, ast, scope);
      case 'list':
        return this.list(ast.items, scope);
      case 'record':
        return this.record(ast, scope);
      case 'if':
        return this.ifThen(ast, scope);
      case 'binary':
        return checkBinary(this, ast, scope);
      case 'logic':
        return this.logic(ast, scope);
      case 'negate':
        return checkNegate(this, ast, scope);
      case 'in':
        return checkIn(this, ast, scope);
      default:
        return this.dispatchLoop(ast, scope);
    }
  }

  private dispatchLoop(ast: Ast, scope: Scope): Checked {
    switch (ast.kind) {
      case 'for':
      case 'some':
      case 'every':
        return this.loop(ast, scope);
      case 'filter':
        return this.filter(ast, scope);
      case 'interval':
        return this.bad('unsupported', ast, 'a range is no value', 'write x in [a..b], or for i in a..b');
      case 'function':
        return this.bad('unsupported', ast, 'a function of your own can only be the second argument of sort');
      default:
        return checked({ op: 'const', value: null }, ANY);
    }
  }

  /** True or false is needed. Null at run time is a fault. */
  condition(ast: Ast, scope: Scope): Checked {
    const part = this.check(ast, scope);
    const type = this.value(part, ast);
    if (type.kind === 'boolean' && part.type.optional === true) {
      return { ...part, tree: { op: 'need', what: 'boolean', arg: part.tree }, type };
    }
    if (type.kind === 'boolean' || type.kind === 'any') return part;
    this.fault('not-boolean', ast, `a condition is true or false, but this is ${describe(type)}`);
    return checked(part.tree, ANY);
  }

  private name(ast: Ast & { kind: 'name' }, scope: Scope): Checked {
    const { name } = ast;
    const local = scope.locals.get(name);
    if (local !== undefined) {
      const tree: Expr = { op: 'local', name, path: [] };
      return checked(tree, narrowed(tree, local, scope.facts));
    }
    if (Object.hasOwn(this.roots, name)) {
      const tree: Expr = { op: 'path', root: name, path: [] };
      return checked(tree, narrowed(tree, this.roots[name] as Type, scope.facts));
    }
    if (name === 'today') return checked({ op: 'today' }, DATE);
    if (name === 'now') return checked({ op: 'now' }, INSTANT);
    return this.unknownName(ast, scope);
  }

  private question(span: Span, { subject, facts }: Scope): Checked {
    if (subject !== undefined) return { ...subject, type: narrowed(subject.tree, subject.type, facts) };
    return this.bad('unknown-name', span, '"?" stands for the input of a decision table alone');
  }

  private unknownName(ast: Ast & { kind: 'name' }, scope: Scope): Checked {
    const { name } = ast;
    const owners = [...scope.locals, ...Object.entries(this.roots)].filter(([, type]) => hasField(type, name));
    const [owner] = owners[0] ?? [];
    const names = [...scope.locals.keys(), ...Object.keys(this.roots)];
    const remedy = owner === undefined ? suggestion(name, names) : `write ${owner}.${name}`;
    const hint = name.includes(' ') ? ' (is an operator missing between two names?)' : '';
    return this.bad('unknown-name', ast, `"${name}" is not declared${hint}`, remedy);
  }

  private path(ast: Ast & { kind: 'path' }, scope: Scope): Checked {
    const of = this.check(ast.of, scope);
    const part = datePart(this, of, ast);
    if (part !== undefined) return part;
    const type = this.fieldType(of.type, ast.field);
    const { tree: inner } = of;
    const { name } = ast.field;
    const extends_ = inner.op === 'path' || inner.op === 'local' || inner.op === 'field';
    const tree: Expr = extends_ ? { ...inner, path: [...inner.path, name] } : { op: 'field', of: inner, path: [name] };
    return checked(tree, narrowed(tree, type, scope.facts));
  }

  private fieldType(of: Type, field: AstName): Type {
    switch (of.kind) {
      case 'any':
        return ANY;
      case 'list':
        return this.projected(of, field);
      case 'record': {
        const type = Object.hasOwn(of.fields, field.name) ? of.fields[field.name] : undefined;
        if (type !== undefined) return of.optional === true ? optional(type) : type;
        if (of.open === true) return ANY;
        const remedy = suggestion(field.name, Object.keys(of.fields));
        this.fault('unknown-field', field, `"${field.name}" is no field here`, remedy);
        return ANY;
      }
      default:
        this.fault('unknown-field', field, `${describe(of)} has no field "${field.name}"`);
        return ANY;
    }
  }

  /** `list.field` is the list of the fields. */
  private projected(of: Extract<Type, { kind: 'list' }>, field: AstName): Type {
    if (of.of === NOTHING) return of;
    if (of.of.kind === 'list') {
      this.fault('unknown-field', field, 'a list of lists has no fields', 'write flatten(x)');
      return ANY;
    }
    const type = listOf(this.fieldType(of.of, field));
    return of.optional === true ? optional(type) : type;
  }

  list(items: readonly Ast[], scope: Scope): Checked {
    let of: Type = NOTHING;
    const trees: Expr[] = [];
    for (const item of items) {
      const part = this.check(item, scope);
      trees.push(part.tree);
      const next: Type | undefined = unify(of, part.type);
      if (next === undefined) {
        const message = `a list holds values of one type: this is ${describe(part.type)}, before it is ${describe(of)}`;
        this.fault('type-mismatch', item, message);
      }
      of = next ?? ANY;
    }
    return checked(foldList(trees), listOf(of));
  }

  private record(ast: Ast & { kind: 'record' }, scope: Scope): Checked {
    const entries: [string, Expr][] = [];
    const fields: Record<string, Type> = {};
    for (const entry of ast.entries) {
      const part = this.check(entry.value, scope);
      if (Object.hasOwn(fields, entry.name) || entry.name === '__proto__') {
        this.fault(
          'syntax',
          entry,
          `the field "${entry.name}" can't be written ${entry.name === '__proto__' ? 'at all' : 'twice'}`,
        );
        continue;
      }
      fields[entry.name] = part.type;
      entries.push([entry.name, part.tree]);
    }
    return checked({ op: 'record', entries }, recordOf(fields));
  }

  private ifThen(ast: Ast & { kind: 'if' }, scope: Scope): Checked {
    const test = this.condition(ast.test, scope);
    const yes = this.check(ast.yes, { ...scope, facts: both(scope.facts, test.whenTrue) });
    const no = this.check(ast.no, { ...scope, facts: both(scope.facts, test.whenFalse) });
    const type = unify(yes.type, no.type);
    if (type === undefined) {
      const message = `then gives ${describe(yes.type)}, but else gives ${describe(no.type)}`;
      return this.bad('type-mismatch', ast, message);
    }
    return checked({ op: 'if', test: test.tree, yes: yes.tree, no: no.tree }, type);
  }

  private logic(ast: Ast & { kind: 'logic' }, scope: Scope): Checked {
    const { op } = ast;
    const left = this.condition(ast.left, scope);
    const isAnd = op === 'and';
    const facts = both(scope.facts, isAnd ? left.whenTrue : left.whenFalse);
    const right = this.condition(ast.right, { ...scope, facts });
    const args = left.tree.op === op ? [...left.tree.args, right.tree] : [left.tree, right.tree];
    const whenTrue = isAnd ? both(left.whenTrue, right.whenTrue) : common(left.whenTrue, right.whenTrue);
    const whenFalse = isAnd ? common(left.whenFalse, right.whenFalse) : both(left.whenFalse, right.whenFalse);
    return checked({ op, args }, BOOLEAN, whenTrue, whenFalse);
  }

  // ---- loops ----

  private loop(ast: Ast & { kind: 'for' | 'some' | 'every' }, scope: Scope): Checked {
    let inner = scope;
    const each = ast.each.map((iterator) => {
      const { tree, type } = this.each(iterator, inner);
      inner = bindName(inner, iterator.name, type);
      return tree;
    });
    if (ast.kind === 'for') {
      const body = this.check(ast.body, inner);
      return checked({ op: 'for', each, body: body.tree }, listOf(body.type));
    }
    const body = this.condition(ast.body, inner);
    return checked({ op: ast.kind, each, body: body.tree }, BOOLEAN);
  }

  private each(iterator: AstEach, scope: Scope) {
    const { name } = iterator;
    const first = this.check(iterator.in, scope);
    if (iterator.until !== undefined) {
      const last = this.check(iterator.until, scope);
      const from = this.fit(first, INTEGER, iterator.in);
      const to = this.fit(last, INTEGER, iterator.until);
      return { tree: { name, from, to }, type: INTEGER };
    }
    return { tree: { name, in: first.tree }, type: this.itemType(first, iterator.in) };
  }

  /** The type of an item of what must be a list. */
  itemType(part: Checked, span: Span): Type {
    const type = this.value(part, span);
    if (type.kind === 'list') return type.of;
    if (type.kind !== 'any') this.fault('type-mismatch', span, `expected a list, but this is ${describe(type)}`);
    return ANY;
  }

  private filter(ast: Ast & { kind: 'filter' }, scope: Scope): Checked {
    const of = this.check(ast.of, scope);
    const item = this.itemType(of, ast.of);
    const test = this.check(ast.test, bindName(scope, 'item', item));
    const type = this.value(test, ast.test);
    if (type.kind === 'number') return this.position(of, item, test, ast, scope);
    if (type.kind !== 'boolean' && type.kind !== 'any') {
      const message = `in brackets stands a condition or a position, but this is ${describe(type)}`;
      this.fault('not-boolean', ast.test, message);
    }
    const kept = refined(item, test.whenTrue);
    return checked({ op: 'filter', of: of.tree, name: 'item', test: test.tree }, listOf(kept));
  }

  private position(of: Checked, item: Type, test: Checked, ast: Ast & { kind: 'filter' }, scope: Scope): Checked {
    if (JSON.stringify(test.tree).includes('{"op":"local","name":"item"')) {
      this.fault('unsupported', ast.test, '"item" is an item of the list here, and can\'t say which one is wanted');
    }
    const tree: Expr = { op: 'at', of: of.tree, index: this.fit(test, INTEGER, ast.test) };
    return checked(tree, narrowed(tree, optional(item), scope.facts));
  }
}

// ---- small pieces ----

function hasField(type: Type, name: string): boolean {
  if (type.kind === 'list') return hasField(type.of, name);
  return type.kind === 'record' && Object.hasOwn(type.fields, name);
}

function literal(value: string | number | boolean | null): Checked {
  const tree: Expr = { op: 'const', value };
  if (value === null) return checked(tree, NULL);
  if (typeof value === 'string') return checked(tree, enumOf(value));
  if (typeof value === 'boolean') return checked(tree, BOOLEAN);
  return checked(tree, Number.isInteger(value) ? INTEGER : NUMBER);
}

/** A list of constants is a constant. */
function foldList(items: readonly Expr[]): Expr {
  const values: Json[] = [];
  for (const item of items) {
    if (item.op !== 'const') return { op: 'list', items };
    values.push(item.value);
  }
  return { op: 'const', value: values };
}

/** The type of the items that a filter keeps: what its condition rules out as null is not null. */
function refined(item: Type, facts: Facts): Type {
  if (facts.size === 0) return item;
  const isKnown = (path: string[]) => facts.has(JSON.stringify({ op: 'local', name: 'item', path }));
  const bare = isKnown([]) ? required(item) : item;
  if (bare.kind !== 'record') return bare;
  const fields = Object.entries(bare.fields).map(([name, type]) => [name, isKnown([name]) ? required(type) : type]);
  return { ...bare, fields: Object.fromEntries(fields) };
}
