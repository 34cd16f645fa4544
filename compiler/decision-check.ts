/** Checks of a decision that need all of it: outputs nobody sets, inputs nobody reads, rules that never hold, gaps. */
import type { Decision, Stage } from '../rules/decision/model.ts';
import { readsOf } from '../rules/expression/reads.ts';
import type { Expr } from '../rules/expression/tree.ts';
import { casesOf, describeCase, type Judged, judgeCases } from './decision-cases.ts';
import type { SourceNode } from './source/node.ts';
import type { RulePlaces } from './stages.ts';

export function checkDecision(decision: Decision, node: SourceNode, places: RulePlaces, used: readonly Expr[]): void {
  checkOutputs(decision, node);
  checkInputs(decision, node, used);
  for (const stage of decision.stages) {
    checkOrder(stage, places);
    checkCases(decision, stage, places);
  }
}

function outputsOf(stage: Stage): string[] {
  switch (stage.kind) {
    case 'rules':
      return stage.rules.flatMap(({ values }) => values.map(({ name }) => name));
    case 'collect':
      return [stage.into];
    case 'set':
      return stage.values.map(({ name }) => name);
    case 'function':
      return [];
  }
}

function checkOutputs({ outputs, stages }: Decision, node: SourceNode): void {
  if (stages.some(({ kind }) => kind === 'function')) return;
  const set = new Set(stages.flatMap(outputsOf));
  for (const { name } of outputs) {
    if (set.has(name)) continue;
    nameIn(node.get('outputs'), name)?.error(
      'output-never-set',
      `no rule sets the output "${name}"`,
      'set it, or drop it',
    );
  }
}

/** An input that nothing reads is often one that a rule forgot. */
function checkInputs({ inputs }: Decision, node: SourceNode, used: readonly Expr[]): void {
  const read = new Set(used.flatMap(readsOf).map(([root, name]) => (root === 'input' ? (name ?? '*') : '')));
  if (read.has('*')) return;
  for (const { name } of inputs.fields) {
    if (read.has(name)) continue;
    nameIn(node.get('inputs'), name)?.warning(
      'unused-input',
      `no rule reads the input "${name}"`,
      'read it, or drop it',
    );
  }
}

function nameIn(node: SourceNode | undefined, name: string): SourceNode | undefined {
  return node?.entries().find(({ key }) => key === name || key === `${name}?`)?.name;
}

// ---- rules that never come to turn ----

function checkOrder(stage: Stage, places: RulePlaces): void {
  if (stage.kind !== 'rules' || stage.hit !== 'first') return;
  const last = stage.rules.findIndex(({ when }) => when.op === 'const' && when.value === true);
  if (last < 0) return;
  for (const rule of stage.rules.slice(last + 1)) {
    const before = stage.rules[last]?.rule;
    places.rules
      .get(rule)
      ?.error('unreachable-rule', `rule ${rule.rule} never comes to turn: ${before} always holds`, 'move it up');
  }
}

/** Tries all cases that the conditions tell apart, where these are few and can be listed. */
function checkCases(decision: Decision, stage: Stage, places: RulePlaces): void {
  if (stage.kind !== 'rules' && stage.kind !== 'collect') return;
  const cases = casesOf(decision, stage);
  if (cases === undefined) return;
  const holding = judgeCases(stage, cases);
  for (const [i, rule] of stage.rules.entries()) {
    const mustBeFirst = stage.kind === 'rules' && stage.hit === 'first';
    const reached = holding.some(({ rules }) => (mustBeFirst ? rules[0] === i : rules.includes(i)));
    const told = rule.when.op === 'const' && rule.when.value === true;
    if (!reached && !told) {
      places.rules
        .get(rule)
        ?.warning('unreachable-rule', `rule ${rule.rule} never comes to turn`, 'correct its condition, or drop it');
    }
  }
  if (stage.kind !== 'rules') return;
  if (stage.hit === 'unique') tellOverlap(stage, holding, places);
  if (!readsOutputs(stage) && needsAll(decision, stage)) tellGap(stage, holding, places);
}

function tellOverlap(stage: Stage & { kind: 'rules' }, holding: readonly Judged[], places: RulePlaces): void {
  const found = holding.find(({ rules }) => rules.length > 1);
  if (found === undefined) return;
  const names = found.rules.map((i) => stage.rules[i]?.rule).join(' and ');
  places.stages
    .get(stage)
    ?.warning(
      'overlap',
      `${names} hold together when ${describeCase(found.at)}`,
      'narrow the conditions, or use "first"',
    );
}

function tellGap(stage: Stage & { kind: 'rules' }, holding: readonly Judged[], places: RulePlaces): void {
  const found = holding.find(({ rules }) => rules.length === 0);
  if (found === undefined) return;
  places.stages
    .get(stage)
    ?.warning(
      'gap',
      `no rule holds when ${describeCase(found.at)}`,
      'add a rule for the rest, or make the outputs optional ("name?")',
    );
}

function readsOutputs(stage: Stage & { kind: 'rules' }): boolean {
  const trees = [...stage.rules.map(({ when }) => when), ...(stage.when === undefined ? [] : [stage.when])];
  return trees.flatMap(readsOf).some(([root]) => root === 'output');
}

/** Whether some output would be missing if no rule held: it is not optional, and no other stage sets it. */
function needsAll(decision: Decision, stage: Stage): boolean {
  const elsewhere = new Set(decision.stages.filter((other) => other !== stage).flatMap(outputsOf));
  const here = new Set(outputsOf(stage));
  return decision.outputs.some(({ name, optional }) => optional !== true && here.has(name) && !elsewhere.has(name));
}
