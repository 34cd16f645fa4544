/**
 * Expressions as people say them: a condition is a clause, a value is a noun. What has no words of its own is told by the
 * name of its function, so that nothing is hidden. Pure.
 */
import { readsOf } from '../../../rules/expression/reads.ts';
import type { Each, Expr } from '../../../rules/expression/tree.ts';
import type { FieldType } from '../../../rules/form/model.ts';
import type { Json } from '../../../rules/json.ts';
import type { Label } from '../../../rules/label.ts';
import { FUNCTION_WORDS } from './functions.ts';
import { enumValues, type Lexicon } from './lexicon.ts';
import { fill, joined, NOTHING, quoted, same, spaced } from './say.ts';
import { valueWords } from './value.ts';

/** A condition: 材料齐全为“是”，且面积大于30. */
export function conditionWords(tree: Expr, lexicon: Lexicon): Label {
  return new Speaker(lexicon, new Map()).condition(tree, true);
}

/** A value: 立案日之后20日. @param type what it is written to, for its codes and units */
export function nounWords(tree: Expr, lexicon: Lexicon, type?: FieldType): Label {
  return new Speaker(lexicon, new Map()).noun(tree, type);
}

/** What a condition says of the one path that it is about, without naming it: 大于30. Undefined where it reads others too. */
export function testWords(tree: Expr, subject: Expr & { op: 'path' }, lexicon: Lexicon): Label | undefined {
  const path = [subject.root, ...subject.path].join('.');
  if (!readsOf(tree).every((read) => read.join('.') === path)) return undefined;
  const said = new Speaker(lexicon, new Map(), path).condition(tree, true);
  return { zh: said.zh.replace(/^为/, ''), en: said.en.trim().replace(/^is /, '') };
}

const IS: Label = { zh: '{0}为{1}', en: '{0} is {1}' };
const IS_NOT: Label = { zh: '{0}不为{1}', en: '{0} is not {1}' };
const YES: Label = { zh: '是', en: 'yes' };
const NO: Label = { zh: '否', en: 'no' };
const EMPTY: Label = { zh: '{0}未填', en: '{0} is not given' };
const FILLED: Label = { zh: '{0}已填', en: '{0} is given' };
const AND: Label = { zh: '，且', en: ' and ' };
const OR: Label = { zh: '，或者', en: ' or ' };
const PARENTHESES: Label = { zh: '（{0}）', en: '({0})' };
const NOT: Label = { zh: '并非“{0}”', en: 'not “{0}”' };

type Order = 'lt' | 'le' | 'gt' | 'ge';
const ORDER: Readonly<Record<Order, Label>> = {
  lt: { zh: '{0}小于{1}', en: '{0} is less than {1}' },
  le: { zh: '{0}不超过{1}', en: '{0} is at most {1}' },
  gt: { zh: '{0}大于{1}', en: '{0} is more than {1}' },
  ge: { zh: '{0}不少于{1}', en: '{0} is at least {1}' },
};
const TIME_ORDER: Readonly<Record<Order, Label>> = {
  lt: { zh: '{0}早于{1}', en: '{0} is before {1}' },
  le: { zh: '{0}不晚于{1}', en: '{0} is not after {1}' },
  gt: { zh: '{0}晚于{1}', en: '{0} is after {1}' },
  ge: { zh: '{0}不早于{1}', en: '{0} is not before {1}' },
};
const TURNED: Readonly<Record<Order, Order>> = { lt: 'gt', le: 'ge', gt: 'lt', ge: 'le' };
const OPPOSITE: Readonly<Record<Order, Order>> = { lt: 'ge', le: 'gt', gt: 'le', ge: 'lt' };

const SIGNS = {
  add: { zh: '{0}＋{1}', en: '{0} + {1}' },
  sub: { zh: '{0}－{1}', en: '{0} − {1}' },
  mul: { zh: '{0}×{1}', en: '{0} × {1}' },
  div: { zh: '{0}÷{1}', en: '{0} ÷ {1}' },
  pow: { zh: '{0}的{1}次方', en: '{0} to the power of {1}' },
} as const;

/** What `step("x")`, `deadline("x")`, `document("x")` have as fields. */
const STATE_WORDS: Readonly<Record<string, Label>> = {
  'step.open': { zh: '{0}正在办理', en: '{0} is open' },
  'step.done': { zh: '{0}已办结', en: '{0} is done' },
  'step.times': { zh: '{0}开启的次数', en: 'the times {0} was opened' },
  'step.completed': { zh: '{0}办结的次数', en: 'the times {0} was completed' },
  'step.openedAt': { zh: '{0}开启的时间', en: 'the time at which {0} opened' },
  'step.firstOpenedAt': { zh: '{0}首次开启的时间', en: 'the time at which {0} first opened' },
  'step.completedAt': { zh: '{0}办结的时间', en: 'the time at which {0} was completed' },
  'step.firstCompletedAt': { zh: '{0}首次办结的时间', en: 'the time at which {0} was first completed' },
  'deadline.state': { zh: '{0}的状态', en: 'the state of {0}' },
  'deadline.due': { zh: '{0}的到期日', en: 'the due date of {0}' },
  'deadline.extensions': { zh: '{0}延长的次数', en: 'the times {0} was extended' },
  'deadline.starts': { zh: '{0}起算的次数', en: 'the times {0} was started' },
  'document.issued': { zh: '{0}已出具', en: '{0} is issued' },
  'document.times': { zh: '{0}出具的次数', en: 'the times {0} was issued' },
  'document.issuedOn': { zh: '{0}的出具日', en: 'the day {0} was issued' },
  'document.issuedAt': { zh: '{0}的出具时间', en: 'the time at which {0} was issued' },
  'document.number': { zh: '{0}的文号', en: 'the number of {0}' },
  'document.served': { zh: '{0}已送达', en: '{0} is served' },
  'document.servedOn': { zh: '{0}的送达日', en: 'the day {0} was served' },
};
const STATE_CODES: Readonly<Record<string, Label>> = {
  running: { zh: '计时中', en: 'running' },
  suspended: { zh: '中止', en: 'suspended' },
  met: { zh: '按期完成', en: 'met' },
  overdue: { zh: '逾期', en: 'overdue' },
  cancelled: { zh: '终止', en: 'cancelled' },
};

const ENGINE_WORDS: Readonly<Record<string, Label>> = {
  items: { zh: '{0}逐项办理的结果', en: 'the results of {0}' },
  register: { zh: '台账{0}的记录', en: 'the rows of the register {0}' },
  cases: { zh: '{0}的在办件', en: 'the open cases of {0}' },
  decide: { zh: '按{0}判定的结果', en: 'what {0} decides' },
};

class Speaker {
  private readonly lexicon: Lexicon;
  /** What names bound within the expression stand for. */
  private readonly locals: ReadonlyMap<string, Label>;
  /** The path that is not named: the subject of a column. */
  private readonly subject: string | undefined;

  constructor(lexicon: Lexicon, locals: ReadonlyMap<string, Label>, subject?: string) {
    this.lexicon = lexicon;
    this.locals = locals;
    this.subject = subject;
  }

  private knowing(name: string, label: Label): Speaker {
    return new Speaker(this.lexicon, new Map([...this.locals, [name, label]]), this.subject);
  }

  // ── conditions ──

  condition(tree: Expr, outermost = false): Label {
    switch (tree.op) {
      case 'and':
      case 'or': {
        const said = joined(
          tree.args.map((arg) => this.condition(arg)),
          tree.op === 'and' ? AND : OR,
        );
        return outermost ? said : fill(PARENTHESES, said);
      }
      case 'not':
        return this.negation(tree.arg);
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'is-null':
      case 'one-of':
        return this.comparison(tree, false);
      case 'some':
      case 'every':
        return this.quantified(tree);
      case 'const':
        return tree.value === true ? { zh: '任何情形', en: 'in any case' } : { zh: '不发生', en: 'never' };
      case 'need':
        return this.condition(tree.arg, outermost);
      case 'call':
        return tree.fn in FUNCTION_WORDS && isClause(tree.fn) ? this.noun(tree) : this.flag(tree, YES);
      case 'if':
        return fill(
          { zh: '若{0}，则须{1}，否则须{2}', en: 'if {0} then {1}, otherwise {2}' },
          ...[tree.test, tree.yes, tree.no].map((part) => this.condition(part)),
        );
      default:
        return this.flag(tree, YES);
    }
  }

  private flag(tree: Expr, answer: Label): Label {
    if (isStateFlag(tree)) return answer === YES ? this.noun(tree) : fill(NOT, this.noun(tree));
    return fill(IS, this.noun(tree), quoted(answer));
  }

  private negation(tree: Expr): Label {
    switch (tree.op) {
      case 'eq':
      case 'ne':
      case 'lt':
      case 'le':
      case 'is-null':
      case 'one-of':
        return this.comparison(tree, true);
      case 'not':
        return this.condition(tree.arg);
      case 'need':
        return this.negation(tree.arg);
      case 'path':
      case 'local':
      case 'field':
        return this.flag(tree, NO);
      case 'call':
        if (tree.fn === 'list contains' || tree.fn === 'contains') {
          return fill({ zh: '{0}不包含{1}', en: '{0} does not contain {1}' }, ...this.contained(tree.args));
        }
        return fill(NOT, this.condition(tree, true));
      default:
        return fill(NOT, this.condition(tree, true));
    }
  }

  private comparison(tree: Comparison, not: boolean): Label {
    if (tree.op === 'is-null') return fill(not ? FILLED : EMPTY, this.noun(tree.arg));
    if (tree.op === 'one-of') {
      const type = this.typeOf(tree.arg);
      const values = joined(
        tree.values.map((value) => this.constant(value, type)),
        not ? { zh: '、', en: ', ' } : { zh: '或', en: ' or ' },
      );
      const template = not ? { zh: '{0}不属于{1}', en: '{0} is none of {1}' } : IS;
      return fill(template, this.noun(tree.arg), values);
    }
    const type = this.typeOf(tree.left) ?? this.typeOf(tree.right);
    const [left, right] = [this.noun(tree.left, type), this.noun(tree.right, type)];
    if (tree.op === 'eq' || tree.op === 'ne') {
      const same = (tree.op === 'eq') !== not;
      const turned = tree.left.op === 'const';
      return fill(same ? IS : IS_NOT, turned ? right : left, turned ? left : right);
    }
    const order: Order = not ? OPPOSITE[tree.op] : tree.op;
    const words = tree.by === 'date' || tree.by === 'instant' ? TIME_ORDER : ORDER;
    return tree.left.op === 'const' && tree.right.op !== 'const'
      ? fill(words[TURNED[order]], right, left)
      : fill(words[order], left, right);
  }

  private quantified(tree: Extract<Expr, { op: 'some' | 'every' }>): Label {
    const { speaker, sources } = this.bound(tree.each);
    const template =
      tree.op === 'some'
        ? { zh: '{0}中有一项：{1}', en: 'for some of {0}: {1}' }
        : { zh: '{0}每一项：{1}', en: 'for each of {0}: {1}' };
    return fill(template, joined(sources), speaker.condition(tree.body, true));
  }

  private bound(each: readonly Each[]): { speaker: Speaker; sources: Label[] } {
    let speaker: Speaker = this;
    const sources: Label[] = [];
    for (const one of each) {
      const source =
        'in' in one
          ? speaker.noun(one.in)
          : fill({ zh: '{0}至{1}', en: '{0} to {1}' }, speaker.noun(one.from), speaker.noun(one.to));
      sources.push(source);
      speaker = speaker.knowing(one.name, ITEM);
    }
    return { speaker, sources };
  }

  // ── values ──

  noun(tree: Expr, type?: FieldType): Label {
    switch (tree.op) {
      case 'const':
        return this.constant(tree.value, type);
      case 'path':
        return this.subject === [tree.root, ...tree.path].join('.')
          ? NOTHING
          : this.lexicon.path(tree.root, tree.path).label;
      case 'local':
        return this.under(this.locals.get(tree.name) ?? this.lexicon.path(tree.name, []).label, tree.path);
      case 'field':
        return this.fieldOf(tree);
      case 'list':
        return tree.items.length === 0 ? NONE : joined(tree.items.map((item) => this.noun(item, itemType(type))));
      case 'record':
        return joined(
          tree.entries.map(([name, value]) => {
            const { label, type: of } = this.lexicon.field(name);
            return fill({ zh: '{0}＝{1}', en: '{0} = {1}' }, label, this.noun(value, of));
          }),
        );
      case 'if':
        return fill(
          { zh: '（{0}时为{1}，否则为{2}）', en: '({1} if {0}, otherwise {2})' },
          this.condition(tree.test, true),
          this.noun(tree.yes, type),
          this.noun(tree.no, type),
        );
      case 'neg':
        return fill({ zh: '负{0}', en: 'minus {0}' }, this.noun(tree.arg));
      case 'add':
      case 'sub':
      case 'mul':
      case 'div':
      case 'pow':
        return fill(SIGNS[tree.op], this.operand(tree.left), this.operand(tree.right));
      case 'for': {
        const { speaker, sources } = this.bound(tree.each);
        return fill({ zh: '{0}逐项取（{1}）', en: 'of each of {0}: ({1})' }, joined(sources), speaker.noun(tree.body));
      }
      case 'filter':
        return fill(
          { zh: '{0}中符合“{1}”的各项', en: 'those of {0} with “{1}”' },
          this.noun(tree.of),
          this.knowing(tree.name, ITEM).condition(tree.test, true),
        );
      case 'at':
        return this.position(tree.of, tree.index);
      case 'sort-by':
        return fill({ zh: '{0}（排序）', en: '{0}, sorted' }, this.noun(tree.of));
      case 'let':
        return this.knowing(tree.name, this.noun(tree.value)).noun(tree.body, type);
      case 'else':
        return isTrivial(tree.otherwise)
          ? this.noun(tree.arg, type)
          : fill(
              { zh: '{0}（未填时为{1}）', en: '{0} (if not given: {1})' },
              this.noun(tree.arg, type),
              this.noun(tree.otherwise, type ?? this.typeOf(tree.arg)),
            );
      case 'need':
        return this.noun(tree.arg, type);
      case 'today':
        return { zh: '当日', en: 'the day' };
      case 'now':
        return { zh: '当时', en: 'the time' };
      case 'lookup':
        return this.lookup(tree, undefined);
      case 'call':
        return this.call(tree.fn, tree.args);
      case 'engine':
        return this.engine(tree.fn, tree.args);
      default:
        return this.condition(tree, true);
    }
  }

  /** What is a clause by itself gets parentheses between signs. */
  private operand(tree: Expr): Label {
    const said = this.noun(tree);
    return tree.op === 'add' || tree.op === 'sub' ? fill(PARENTHESES, said) : said;
  }

  private constant(value: Json, type: FieldType | undefined): Label {
    if (Array.isArray(value))
      return value.length === 0 ? NONE : joined(value.map((one) => this.constant(one, itemType(type))));
    const known = type === undefined ? null : valueWords(type, value);
    if (known !== null) return known;
    if (typeof value === 'string') return this.lexicon.code(value) ?? STATE_CODES[value] ?? textWords(value);
    if (value === null) return NONE;
    if (typeof value === 'boolean') return value ? YES : NO;
    if (typeof value === 'object') {
      return joined(Object.entries(value).map(([name, one]) => this.constant(one, this.lexicon.field(name).type)));
    }
    return same(value);
  }

  private under(found: Label, path: readonly string[]): Label {
    return path.reduce((label, name) => fill(OF, label, this.lexicon.field(name).label), found);
  }

  private fieldOf({ of, path }: Extract<Expr, { op: 'field' }>): Label {
    const [name = '', ...rest] = path;
    if (of.op === 'engine') {
      const words = STATE_WORDS[`${of.fn}.${name}`];
      if (words !== undefined) return this.under(fill(words, this.engineName(of.fn, of.args)), rest);
    }
    if (of.op === 'lookup')
      return isCodeName(of) ? this.noun(of.args[0] as Expr) : this.under(this.lookup(of, name), rest);
    return this.under(this.noun(of), path);
  }

  private lookup(tree: Extract<Expr, { op: 'lookup' }>, column: string | undefined): Label {
    const key = joined(tree.args.map((arg) => this.noun(arg)));
    const table = this.noun(tree.of);
    if (column === undefined) return fill({ zh: '{0}中{1}一行', en: 'the row of {1} in {0}' }, table, key);
    const { label } = this.lexicon.field(column);
    return fill({ zh: '{0}所列{1}的{2}', en: '{2} of {1} by {0}' }, table, key, label);
  }

  private position(of: Expr, index: Expr): Label {
    if (index.op === 'const' && index.value === 1)
      return fill({ zh: '{0}的第一项', en: 'the first of {0}' }, this.noun(of));
    if (index.op === 'neg' || (index.op === 'const' && index.value === -1)) {
      return fill({ zh: '{0}的最后一项', en: 'the last of {0}' }, this.noun(of));
    }
    return fill({ zh: '{0}的第{1}项', en: 'number {1} of {0}' }, this.noun(of), this.noun(index));
  }

  private contained(args: readonly Expr[]): Label[] {
    const [list, one] = args;
    if (list === undefined || one === undefined) return [NOTHING, NOTHING];
    return [this.noun(list), this.noun(one, itemType(this.typeOf(list)))];
  }

  private call(fn: string, args: readonly Expr[]): Label {
    if (fn === 'list contains' || fn === 'contains') {
      return fill({ zh: '{0}包含{1}', en: '{0} contains {1}' }, ...this.contained(args));
    }
    const said = args.map((arg) => this.noun(arg));
    const words = FUNCTION_WORDS[fn];
    if (words !== undefined) return fill(words, ...said);
    return fill({ zh: '{0}（{1}）', en: '{0} ({1})' }, spaced(fn), joined(said));
  }

  private engineName(fn: string, args: readonly Expr[]): Label {
    const [id] = args;
    if (id?.op !== 'const' || typeof id.value !== 'string') return joined(args.map((arg) => this.noun(arg)));
    if (fn === 'decide' || fn === 'cases') return quoted(this.lexicon.title(id.value));
    const kind = fn === 'items' ? 'step' : fn;
    return quoted(this.lexicon.named(kind as 'step' | 'deadline' | 'document' | 'register', id.value));
  }

  private engine(fn: string, args: readonly Expr[]): Label {
    const name = this.engineName(fn, args);
    const words = ENGINE_WORDS[fn];
    return words === undefined ? name : fill(words, name);
  }

  private typeOf(tree: Expr): FieldType | undefined {
    if (tree.op === 'path') return this.lexicon.path(tree.root, tree.path).type;
    if (tree.op === 'local' || tree.op === 'field') {
      const name = tree.path.at(-1);
      return name === undefined ? undefined : this.lexicon.field(name).type;
    }
    if (tree.op === 'need' || tree.op === 'else') return this.typeOf(tree.arg);
    return undefined;
  }
}

type Comparison = Extract<Expr, { op: 'eq' | 'ne' | 'lt' | 'le' | 'is-null' | 'one-of' }>;

const ITEM: Label = { zh: '该项', en: 'the item' };
const NONE: Label = { zh: '无', en: 'none' };
const OF: Label = { zh: '{0}的{1}', en: '{0}: {1}' };

/** `get or else(x, 0)` says no more than `x`. */
function isTrivial(tree: Expr): boolean {
  if (tree.op === 'list') return tree.items.length === 0;
  return tree.op === 'const' && (tree.value === 0 || tree.value === '' || tree.value === null || tree.value === false);
}

/** The compiled form of `label(x)`. */
function isCodeName({ of, args }: Extract<Expr, { op: 'lookup' }>): boolean {
  return of.op === 'const' && args.length === 1 && enumLike(of.value);
}

function enumLike(value: Json): boolean {
  const [first] = Array.isArray(value) ? value : [];
  return typeof first === 'object' && first !== null && 'code' in first && 'label' in first;
}

function isStateFlag(tree: Expr): boolean {
  if (tree.op !== 'field' || tree.of.op !== 'engine') return false;
  return ['open', 'done', 'issued', 'served'].includes(tree.path[0] ?? '');
}

/** Functions that say a clause, not a value. */
function isClause(fn: string): boolean {
  return [
    'list contains',
    'contains',
    'starts with',
    'ends with',
    'matches',
    'is working day',
    'any',
    'all',
    'odd',
    'even',
  ].includes(fn);
}

function itemType(type: FieldType | undefined): FieldType | undefined {
  return type?.kind === 'list' ? type.of : enumValues(type) === undefined ? undefined : type;
}

function textWords(text: string): Label {
  return /^[a-z0-9]+(-[a-z0-9]+)+$/.test(text) ? spaced(text) : quoted(same(text));
}
