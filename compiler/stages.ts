/** The `rules:` of a decision: stages in the order in which they are evaluated. */

import { functionNames } from '../rules/decision/functions.ts';
import type { Assignment, CollectRule, Stage, ValueRule } from '../rules/decision/model.ts';
import type { Expr } from '../rules/expression/tree.ts';
import { optional, type Type } from '../rules/expression/type.ts';
import type { Field } from '../rules/form/model.ts';
import type { Citation } from '../rules/label.ts';
import { type Citable, readCitations } from './citations.ts';
import { type Cells, readTable } from './decision-table.ts';
import type { FeelContext } from './feel/context.ts';
import { readLabel } from './labels.ts';
import type { SourceNode } from './source/node.ts';
import { didYouMean } from './source/suggest.ts';
import { typeOfField, typeOfFieldType } from './types.ts';
import { readValue, readWhen } from './values.ts';

export interface StageContext {
  /** Roots: `input`, and `tables`. */
  readonly feel: FeelContext;
  readonly outputs: readonly Field[];
  readonly document: Citable;
}

/** Where rules and expressions stand, for the checks. */
export interface RulePlaces {
  readonly rules: Map<ValueRule | CollectRule, SourceNode>;
  readonly stages: Map<Stage, SourceNode>;
  readonly expressions: Map<Expr, SourceNode>;
}

const ALWAYS: Expr = { op: 'const', value: true };
const NOTHING: Expr = { op: 'const', value: null };
const HITS = ['first', 'unique', 'any'] as const;

export function compileStages(
  node: SourceNode | undefined,
  context: StageContext,
): { stages: Stage[]; places: RulePlaces } {
  const compiler = new StageCompiler(context, collectedIn(node));
  const stages = (node?.list() ?? []).flatMap((item) => compiler.stage(item) ?? []);
  return { stages, places: compiler.places };
}

/** Outputs that some stage collects: they are lists from the start. */
function collectedIn(node: SourceNode | undefined): Set<string> {
  const names = (node?.isList ? node.list() : []).flatMap((stage) => {
    const table = stage.get('table');
    const collects = table?.get('hit')?.scalar === 'collect' ? table.get('outputs')?.oneOrMany() : [];
    return [stage.get('collect') ?? [], collects ?? []].flat();
  });
  return new Set(names.flatMap(({ scalar }) => (typeof scalar === 'string' ? [scalar] : [])));
}

/** What is surely there when a stage runs: always, or where the text of a `when` held. */
type Given = Map<string, Set<string>>;

class StageCompiler {
  readonly places: RulePlaces = { rules: new Map(), stages: new Map(), expressions: new Map() };
  private readonly context: StageContext;
  /** Rules of the stage at work; another stage may use their names again. */
  private names = new Set<string>();
  private readonly given: Given = new Map();

  constructor(context: StageContext, collected: ReadonlySet<string>) {
    this.context = context;
    this.given.set('', new Set(collected));
  }

  stage(node: SourceNode): Stage | undefined {
    const kinds = ['first', 'unique', 'any', 'collect', 'set', 'function', 'table'].filter((key) => node.has(key));
    if (kinds.length !== 1 || !node.isMap) {
      node.expected('a stage with one of first, unique, any, collect, set, function, table');
      return undefined;
    }
    this.names = new Set();
    const feel = this.feel(node);
    const when = node.has('when') || node.has('unless') ? this.noted(node, readWhen(node, feel)?.tree) : undefined;
    const stage = this.kind(kinds[0] as string, node, feel);
    if (stage === undefined) return undefined;
    if (when !== undefined) stage.when = when;
    this.places.stages.set(stage, node);
    this.remember(stage, node);
    return stage;
  }

  private kind(kind: string, node: SourceNode, feel: FeelContext): Stage | undefined {
    switch (kind) {
      case 'collect':
        return this.collect(node, feel);
      case 'set':
        return this.set(node, feel);
      case 'function':
        return this.callFunction(node, feel);
      case 'table':
        return this.table(node, feel);
      default:
        return this.rules(node, kind as (typeof HITS)[number], feel);
    }
  }

  // ---- kinds of stages ----

  private rules(node: SourceNode, hit: (typeof HITS)[number], feel: FeelContext): Stage {
    node.unknownKeys([hit, 'when', 'unless']);
    const rules = (node.get(hit)?.list() ?? []).map((item) => this.valueRule(item, feel));
    return { kind: 'rules', hit, rules };
  }

  private valueRule(node: SourceNode, feel: FeelContext): ValueRule {
    node.unknownKeys(['rule', 'when', 'unless', 'set', 'cite', 'label']);
    const rule: ValueRule = { ...this.head(node, feel), values: this.assignments(node.need('set'), feel) };
    this.places.rules.set(rule, node);
    return rule;
  }

  private collect(node: SourceNode, feel: FeelContext): Stage | undefined {
    node.unknownKeys(['collect', 'rules', 'when', 'unless']);
    const output = this.output(node.get('collect'));
    const of = output?.type.kind === 'list' ? typeOfFieldType(output.type.of) : undefined;
    if (output !== undefined && of === undefined) node.get('collect')?.expected('an output that is a list');
    const rules = (node.need('rules')?.list() ?? []).map((item) => this.collectRule(item, feel, of));
    return output === undefined ? undefined : { kind: 'collect', into: output.name, rules };
  }

  private collectRule(node: SourceNode, feel: FeelContext, of: Type | undefined): CollectRule {
    node.unknownKeys(['rule', 'when', 'unless', 'add', 'cite', 'label']);
    const rule: CollectRule = { ...this.head(node, feel), add: this.value(node.need('add'), feel, of) };
    this.places.rules.set(rule, node);
    return rule;
  }

  private set(node: SourceNode, feel: FeelContext): Stage {
    node.unknownKeys(['set', 'rule', 'cite', 'when', 'unless']);
    const values = this.assignments(node.get('set'), feel);
    return { kind: 'set', rule: this.name(node), values, citations: this.citations(node) };
  }

  private callFunction(node: SourceNode, feel: FeelContext): Stage {
    node.unknownKeys(['function', 'args', 'rule', 'cite', 'when', 'unless']);
    const name = node.get('function')?.text('the name of a function') ?? '';
    if (!functionNames().includes(name)) {
      node
        .get('function')
        ?.error('unknown-function', `there is no function "${name}"`, didYouMean(name, functionNames()));
    }
    const args = (node.need('args')?.entries() ?? []).map(({ key, value }) => ({
      name: key,
      value: this.value(value, feel),
    }));
    return { kind: 'function', rule: this.name(node), name, args, citations: this.citations(node) };
  }

  private table(node: SourceNode, feel: FeelContext): Stage | undefined {
    node.unknownKeys(['table', 'when', 'unless']);
    const table = node.get('table');
    const cells = table === undefined ? undefined : readTable(table, feel);
    if (cells === undefined) return undefined;
    const outputs = cells.outputs.map((output) => this.output(output));
    return cells.hit === 'collect'
      ? this.collectTable(cells, outputs)
      : this.valueTable(cells, cells.hit, outputs, feel);
  }

  private valueTable(
    cells: Cells,
    hit: (typeof HITS)[number],
    outputs: (Field | undefined)[],
    feel: FeelContext,
  ): Stage {
    const rules = cells.rows.map((row): ValueRule => {
      const values = row.values.flatMap((value, i) => {
        const output = outputs[i];
        return output === undefined ? [] : [{ name: output.name, value: this.value(value, feel, typeOfField(output)) }];
      });
      const rule = { ...this.rowHead(row), values };
      this.places.rules.set(rule, row.node);
      return rule;
    });
    return { kind: 'rules', hit, rules };
  }

  private collectTable(cells: Cells, outputs: (Field | undefined)[]): Stage | undefined {
    const [output, ...more] = outputs;
    if (output?.type.kind !== 'list' || more.length > 0) {
      cells.node.expected('one output that is a list, for a table that collects');
      return undefined;
    }
    const of = typeOfFieldType(output.type.of);
    const rules = cells.rows.map((row): CollectRule => {
      const [value] = row.values;
      const rule = { ...this.rowHead(row), add: this.value(value, this.context.feel, of) };
      this.places.rules.set(rule, row.node);
      return rule;
    });
    return { kind: 'collect', into: output.name, rules };
  }

  private rowHead(row: Cells['rows'][number]): Pick<ValueRule, 'rule' | 'when' | 'citations'> {
    const citations = readCitations(row.cite, this.context.document);
    return { rule: this.ruleName(row.name), when: this.noted(row.node, row.when) ?? ALWAYS, citations };
  }

  // ---- parts ----

  private head(node: SourceNode, feel: FeelContext): Pick<ValueRule, 'rule' | 'when' | 'citations' | 'label'> {
    const label = node.get('label');
    const when = node.has('when') || node.has('unless') ? (readWhen(node, feel)?.tree ?? ALWAYS) : ALWAYS;
    return {
      rule: this.name(node),
      when: this.noted(node.get('when') ?? node, when) ?? ALWAYS,
      citations: this.citations(node),
      ...(label !== undefined && { label: readLabel(label) }),
    };
  }

  private name(node: SourceNode): string {
    return this.ruleName(node.need('rule'));
  }

  private ruleName(node: SourceNode | undefined): string {
    const name = node?.text('the name of the rule, in quotes if it is a number') ?? '';
    if (node !== undefined && name !== '' && this.names.has(name)) {
      node.error('duplicate-rule', `two rules of the stage are called "${name}"`, 'give each rule its own name');
    }
    this.names.add(name);
    return name;
  }

  private citations(node: SourceNode): Citation[] {
    const cite = node.get('cite');
    if (cite === undefined && node.isMap) {
      node.warning('no-citation', `${node.path}: the rule cites nothing`, 'add cite: "9"');
    }
    return readCitations(cite, this.context.document);
  }

  private assignments(node: SourceNode | undefined, feel: FeelContext): Assignment[] {
    return (node?.entries() ?? []).flatMap(({ key, name, value }) => {
      const output = this.outputNamed(key, name);
      return output === undefined ? [] : [{ name: key, value: this.value(value, feel, typeOfField(output)) }];
    });
  }

  private value(node: SourceNode | undefined, feel: FeelContext, expected?: Type): Expr {
    if (node === undefined) return NOTHING;
    return this.noted(node, readValue(node, feel, expected)?.tree) ?? NOTHING;
  }

  private noted(node: SourceNode, tree: Expr | undefined): Expr | undefined {
    if (tree !== undefined && tree !== ALWAYS && tree !== NOTHING) this.places.expressions.set(tree, node);
    return tree;
  }

  private output(node: SourceNode | undefined): Field | undefined {
    const name = node?.text('the name of an output');
    return node === undefined || name === undefined ? undefined : this.outputNamed(name, node);
  }

  private outputNamed(name: string, at: SourceNode): Field | undefined {
    const names = this.context.outputs.map((output) => output.name);
    const found = this.context.outputs.find((output) => output.name === name);
    if (found === undefined) at.error('unknown-output', `there is no output "${name}"`, didYouMean(name, names));
    return found;
  }

  // ---- what is known of the outputs ----

  /** Outputs that earlier stages surely gave are not optional. */
  private feel(node: SourceNode): FeelContext {
    const sure = new Set([...(this.given.get('') ?? []), ...(this.given.get(conditionText(node)) ?? [])]);
    const fields = this.context.outputs.map((output) => {
      const type = typeOfField(output);
      return [output.name, sure.has(output.name) ? type : optional(type)] as const;
    });
    const output: Type = { kind: 'record', fields: Object.fromEntries(fields) };
    return { ...this.context.feel, roots: { ...this.context.feel.roots, output } };
  }

  private remember(stage: Stage, node: SourceNode): void {
    const key = conditionText(node);
    const known = this.given.get(key) ?? new Set<string>();
    for (const name of surelyGiven(stage)) known.add(name);
    this.given.set(key, known);
  }
}

function conditionText(node: SourceNode): string {
  const text = (node.get('when') ?? node.get('unless'))?.scalar;
  return text === undefined ? '' : `${node.has('when')}${String(text)}`;
}

/** Outputs that a stage gives whenever it runs. */
function surelyGiven(stage: Stage): string[] {
  if (stage.kind === 'set') return stage.values.map(({ name }) => name);
  const last = stage.kind === 'rules' ? stage.rules.at(-1) : undefined;
  if (stage.kind !== 'rules' || last === undefined || last.when.op !== 'const' || last.when.value !== true) return [];
  const inAll = last.values.map(({ name }) => name);
  return inAll.filter((name) => stage.rules.every(({ values }) => values.some((value) => value.name === name)));
}
