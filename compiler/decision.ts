/**
 * `decision:` files to decisions. In two steps, because rules may ask other decisions: `openDecision` reads inputs
 * and outputs of all of them, `closeDecision` then compiles the rules.
 */

import type { Decision, Stage } from '../rules/decision/model.ts';
import { childrenOf } from '../rules/expression/reads.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Check, Field } from '../rules/form/model.ts';
import { readCitations } from './citations.ts';
import { checkDecision } from './decision-check.ts';
import { type DocumentInfo, ID } from './document.ts';
import type { DecisionType, FeelContext } from './feel/context.ts';
import { compileChecks, compileFields, typeOfFields } from './fields.ts';
import type { Report } from './finding.ts';
import { readLabel } from './labels.ts';
import type { SourceNode } from './source/node.ts';
import { compileStages, type RulePlaces } from './stages.ts';
import { type ReadBeside, readTables, type Tables, tableContents, withTables } from './tables.ts';

export interface OpenDecision {
  readonly id: string;
  readonly node: SourceNode;
  readonly document: DocumentInfo;
  readonly inputs: readonly Field[];
  readonly outputs: readonly Field[];
  readonly tables: Tables;
}

const KEYS = [
  'decision',
  'version',
  'title',
  'cite',
  'inputs',
  'checks',
  'outputs',
  'rules',
  'tables',
  'labels',
  'accept',
];

/** Reads name, inputs, outputs and figures; undefined without an id, which is reported. */
export function openDecision(node: SourceNode, document: DocumentInfo, beside: ReadBeside): OpenDecision | undefined {
  node.unknownKeys(KEYS);
  const id = readId(node.need('decision'), document.id);
  if (id === undefined) return undefined;
  const tables = new Map([...document.tables, ...readTables(node.get('tables'), beside)]);
  const feel = withTables({ roots: {} }, tables);
  const { types } = document;
  const inputs = compileFields(node.need('inputs'), { types, feel, roots: ['input'] });
  const outputs = compileFields(node.need('outputs'), { types, feel: { roots: {} }, roots: [] });
  return { id, node, document, inputs, outputs, tables };
}

function readId(node: SourceNode | undefined, slug: string): string | undefined {
  const id = node?.text('the id of the decision');
  if (node === undefined || id === undefined) return undefined;
  const [owner = '', name = '', ...more] = id.split('.');
  if (owner !== slug || !ID.test(name) || more.length > 0) {
    node.error('id', `"${id}" is no id of a decision of ${slug}`, `write ${slug}.<name in kebab-case>`);
  }
  return id;
}

/** Types as other rules see them in `decide("id", {…})`. */
export function decisionType({ inputs, outputs }: Pick<OpenDecision, 'inputs' | 'outputs'>): DecisionType {
  const { fields } = typeOfFields(inputs.map(({ default: _, ...field }) => field));
  return { inputs: fields, outputs: typeOfFields(outputs) };
}

/** Compiles the rules and checks them. `decisions`: those that may be asked, by id. */
export function closeDecision(open: OpenDecision, decisions: Readonly<Record<string, DecisionType>>): Decision {
  const { node, document } = open;
  const { report } = node;
  const told = report.findings.length;
  const before = report.errorCount;
  const inputs = typeOfFields(open.inputs);
  const feel: FeelContext = withTables({ roots: { input: inputs }, decisions }, open.tables);
  const checks = compileChecks(node.get('checks'), feel);
  const { stages, places } = compileStages(node.need('rules'), { feel, outputs: open.outputs, document });
  keepSurprises(report, told, node, open.inputs);
  const decision: Decision = {
    format: 1,
    id: open.id,
    version: node.get('version')?.integer(1) ?? 1,
    title: readLabel(node.need('title')),
    citations: readCitations(node.need('cite'), document),
    inputs: { fields: [...open.inputs], checks },
    outputs: [...open.outputs],
    stages,
    tables: {},
  };
  const used = expressionsOf(decision, checks);
  decision.tables = tableContents(open.tables, tablesRead(used));
  refuseClock(used, places, node);
  // With a fault in a rule the checks of the whole would tell what is not so.
  if (report.errorCount === before) checkDecision(decision, node, places, used);
  return decision;
}

/**
 * Drops warnings of null at inputs that are there under a condition: whether the rule is under the same one, its
 * author knows better than the types.
 */
function keepSurprises(report: Report, from: number, node: SourceNode, inputs: readonly Field[]): void {
  const { lineStarts, text } = node.origin.source;
  const conditional = inputs.filter(({ when, required }) => when !== undefined || required !== undefined);
  const names = new Set(conditional.map(({ name }) => `input.${name}`));
  const kept = report.findings.splice(from).filter(({ check, file, line, column, endLine, endColumn }) => {
    if (check !== 'may-be-null' || file !== node.file || endLine !== line || endColumn === undefined) return true;
    const start = lineStarts[line - 1] ?? 0;
    return !names.has(text.slice(start + column - 1, start + endColumn - 1));
  });
  report.findings.push(...kept);
}

/** All expressions of a decision. */
export function expressionsOf({ inputs, stages }: Decision, checks: readonly Check[] = inputs.checks): Expr[] {
  const conditions = inputs.fields.flatMap(({ required, when }) => [required, when]);
  const all = [...conditions, ...checks.map(({ when }) => when), ...stages.flatMap(expressionsOfStage)];
  return all.filter((tree) => tree !== undefined);
}

function expressionsOfStage(stage: Stage): (Expr | undefined)[] {
  switch (stage.kind) {
    case 'rules':
      return [stage.when, ...stage.rules.flatMap(({ when, values }) => [when, ...values.map(({ value }) => value)])];
    case 'collect':
      return [stage.when, ...stage.rules.flatMap(({ when, add }) => [when, add])];
    case 'set':
      return [stage.when, ...stage.values.map(({ value }) => value)];
    case 'function':
      return [stage.when, ...stage.args.map(({ value }) => value)];
  }
}

function visit(tree: Expr, see: (node: Expr) => void): void {
  see(tree);
  for (const child of childrenOf(tree)) visit(child, see);
}

function tablesRead(trees: readonly Expr[]): Set<string> {
  const names = new Set<string>();
  for (const tree of trees) {
    visit(tree, (node) => {
      if (node.op === 'path' && node.root === 'tables' && node.path[0] !== undefined) names.add(node.path[0]);
    });
  }
  return names;
}

/** The same inputs must give the same outputs for ever. */
function refuseClock(trees: readonly Expr[], places: RulePlaces, node: SourceNode): void {
  for (const tree of trees) {
    visit(tree, (inner) => {
      if (inner.op !== 'today' && inner.op !== 'now') return;
      const at = places.expressions.get(tree) ?? node;
      at.error(
        'clock',
        `${at.path}: a decision has no clock`,
        `make the date an input, and give it with { with: { asOf: =today() } }`,
      );
    });
  }
}
