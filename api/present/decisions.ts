/** A decision told in words: inputs and outputs, its rules as decision tables, its figures. Pure. */
import type { Assignment, Decision, Stage } from '../../rules/decision/model.ts';
import { printExpr } from '../../rules/expression/print.ts';
import { readsOf } from '../../rules/expression/reads.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import type { Citation, Label } from '../../rules/label.ts';
import { conditionWords, nounWords, testWords } from './words/expression.ts';
import { type FormWords, formWords, typeWords } from './words/form.ts';
import { type Lexicon, lexiconOfDecision, type Titles } from './words/lexicon.ts';
import { fill, joined, quoted, same, spaced } from './words/say.ts';
import { type FigureWords, figuresWords } from './words/table.ts';

export interface DecisionWords {
  inputs: FormWords;
  outputs: { name: string; label: Label; type: Label }[];
  stages: StageWords[];
  figures: FigureWords[];
}

/** One table: a column for each input that its rules look at, one for conditions over several, one for each output. */
export interface StageWords {
  hit: Label;
  /** The stage is passed over unless this holds. */
  when: Label | null;
  conditions: Label[];
  outputs: Label[];
  rules: RuleWords[];
}

export interface RuleWords {
  rule: string;
  label: Label | null;
  /** By column; null: whatever it is. */
  tests: (Label | null)[];
  /** By column; null: the rule says nothing of it. */
  values: (Label | null)[];
  citations: Citation[];
  /** FEEL of the whole condition and of the values. */
  code: string;
}

export function decisionWords(decision: Decision, titles: Titles): DecisionWords {
  const lexicon = lexiconOfDecision(decision, titles);
  return {
    inputs: formWords(decision.inputs, lexicon),
    outputs: decision.outputs.map(({ name, label, type }) => ({ name, label, type: typeWords(type) })),
    stages: decision.stages.map((stage) => stageWords(stage, decision, lexicon)),
    figures: figuresWords(decision.tables, lexicon),
  };
}

const HITS = {
  first: { zh: '自上而下，适用第一条符合的规则', en: 'the first rule that holds' },
  unique: { zh: '至多一条规则符合', en: 'at most one rule holds' },
  any: { zh: '符合的规则结果须一致', en: 'all rules that hold agree' },
  collect: { zh: '凡符合的规则逐条列入', en: 'every rule that holds adds to the list' },
  set: { zh: '计算', en: 'computed' },
  function: { zh: '专门算法', en: 'an algorithm of its own' },
} as const;

/** A rule of whatever kind of stage. */
interface AnyRule {
  rule: string;
  when?: Expr;
  values: readonly Assignment[];
  citations: Citation[];
  label?: Label;
}

function stageWords(stage: Stage, decision: Decision, lexicon: Lexicon): StageWords {
  const rules = rulesOf(stage);
  const columns = columnsOf(rules, lexicon);
  const names = [...new Set(rules.flatMap(({ values }) => values.map(({ name }) => name)))];
  const types = new Map(decision.outputs.map(({ name, type }) => [name, type]));
  return {
    hit: HITS[stage.kind === 'rules' ? stage.hit : stage.kind],
    when: stage.when === undefined ? null : conditionWords(stage.when, lexicon),
    conditions: columns.map(({ label }) => label),
    outputs: names.map((name) => lexicon.path('output', [name]).label),
    rules: rules.map((rule, index) => ({
      rule: rule.rule,
      label: rule.label ?? null,
      tests: testsOf(rule, columns, lexicon, isRest(stage, rule, index)),
      values: names.map((name) => {
        const found = rule.values.find((value) => value.name === name);
        if (found === undefined) return null;
        const type = types.get(name);
        return nounWords(found.value, lexicon, stage.kind === 'collect' && type?.kind === 'list' ? type.of : type);
      }),
      citations: rule.citations,
      code: codeOf(rule),
    })),
  };
}

function rulesOf(stage: Stage): AnyRule[] {
  switch (stage.kind) {
    case 'rules':
      return stage.rules;
    case 'collect':
      return stage.rules.map(({ add, ...rule }) => ({ ...rule, values: [{ name: stage.into, value: add }] }));
    case 'set':
      return [stage].map(({ rule, values, citations }) => ({ rule, values, citations }));
    case 'function':
      return [stage].map(({ rule, args, citations }) => ({ rule, values: args, citations }));
  }
}

// ── columns ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Path = Extract<Expr, { op: 'path' }>;

/** `of` undefined: conditions over several inputs. */
interface Column {
  label: Label;
  of: Path | undefined;
}

const MANY = 7;
const OTHERS: Column = { label: { zh: '其他条件', en: 'Other conditions' }, of: undefined };
const ALL: Column = { label: { zh: '条件', en: 'Condition' }, of: undefined };

function columnsOf(rules: readonly AnyRule[], lexicon: Lexicon): Column[] {
  const parts = rules.flatMap(conjuncts);
  if (parts.length === 0) return [];
  const paths = new Map<string, Path>();
  let others = false;
  for (const part of parts) {
    const path = subjectOf(part);
    if (path === undefined) others = true;
    else paths.set(keyOf(path), path);
  }
  if (paths.size === 0 || paths.size > MANY) return [ALL];
  const columns = [...paths.values()].map((of) => ({ label: lexicon.path(of.root, of.path).label, of }));
  return others ? [...columns, OTHERS] : columns;
}

function conjuncts({ when }: AnyRule): Expr[] {
  if (when === undefined || (when.op === 'const' && when.value === true)) return [];
  return when.op === 'and' ? [...when.args] : [when];
}

/** The one path that a condition is about. */
function subjectOf(tree: Expr): Path | undefined {
  const [path, ...more] = readsOf(tree);
  if (path === undefined || more.length > 0) return undefined;
  const [root = '', ...rest] = path;
  return root === 'tables' ? undefined : { op: 'path', root, path: rest };
}

function keyOf(path: Path): string {
  return [path.root, ...path.path].join('.');
}

const AND: Label = { zh: '，且', en: ' and ' };
const REST: Label = { zh: '其余情形', en: 'otherwise' };

/** The last rule of a table in which the first that holds counts. */
function isRest(stage: Stage, rule: AnyRule, index: number): boolean {
  return stage.kind === 'rules' && stage.hit === 'first' && index > 0 && conjuncts(rule).length === 0;
}

function testsOf(rule: AnyRule, columns: readonly Column[], lexicon: Lexicon, rest: boolean): (Label | null)[] {
  if (rest) return columns.map((_, index) => (index === 0 ? REST : null));
  const parts = conjuncts(rule);
  const isOwn = (part: Expr) => {
    const subject = subjectOf(part);
    return subject !== undefined && columns.some(({ of }) => of !== undefined && keyOf(of) === keyOf(subject));
  };
  return columns.map(({ of }) => {
    const mine =
      of === undefined
        ? parts.filter((part) => !isOwn(part)).map((part) => conditionWords(part, lexicon))
        : parts.flatMap((part) => {
            const subject = subjectOf(part);
            return subject !== undefined && keyOf(subject) === keyOf(of) ? (testWords(part, of, lexicon) ?? []) : [];
          });
    return mine.length === 0 ? null : joined(mine, AND);
  });
}

function codeOf({ when, values }: AnyRule): string {
  const given = values.map(({ name, value }) => `${name}: ${printExpr(value)}`).join(', ');
  return when === undefined ? given : `${printExpr(when)} → ${given}`;
}

/** What an author calls the rule: its label, or the short name that tables have; a long name is words. */
export function ruleLabel({ rule, label }: Pick<RuleWords, 'rule' | 'label'>): Label {
  const name = /^[A-Za-z]?\d+[a-z]?$/.test(rule) ? same(rule) : quoted(spaced(rule));
  const numbered = { zh: `规则${name.zh}`, en: `rule ${name.en}` };
  return label === null ? numbered : fill({ zh: '{0}（{1}）', en: '{0} ({1})' }, numbered, label);
}

/** What a reader calls it: by what it says or gives. */
export function ruleTitle({ rule, label, values }: Pick<RuleWords, 'rule' | 'label' | 'values'>): Label {
  const given = values.find((value) => value !== null && value.zh.length <= LONGEST_TITLE);
  return label ?? given ?? ruleLabel({ rule, label });
}

const LONGEST_TITLE = 40;
