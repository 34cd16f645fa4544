/** What rules decided last before a letter was issued, rule by rule, in words and with its place in law. */
import type { Fact, RuleResult } from '../engine/model.ts';
import type { Program } from '../engine/program.ts';
import type { CollectRule, Decision, Stage, ValueRule } from '../rules/decision/model.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Json } from '../rules/json.ts';
import { citationWords, valueWords } from './words.ts';

type TraceEntry = RuleResult['trace'][number];

/** A draw has thousands of entries; the whole trace stays in the history. */
export const MOST = 30;
/** Longer values are no reason that somebody reads in a line. */
export const LONGEST = 60;

/** @param facts up to the one that issued it */
export function reasonsOf(program: Program, facts: readonly Fact[]): string[] {
  const lines = lastDecided(facts).flatMap(({ decision: id, results }) => {
    const decision = program.decisions.get(id);
    if (decision === undefined) return [];
    return results.flatMap((result) => result.trace.map((entry) => reason(decision, result, entry)));
  });
  const distinct = [...new Set(lines)];
  return distinct.length <= MOST ? distinct : [...distinct.slice(0, MOST), `其余${distinct.length - MOST}项见判定记录`];
}

type Decided = Extract<Fact, { type: 'decided' }>;

/** Those between the same two acts as the last one. */
function lastDecided(facts: readonly Fact[]): Decided[] {
  const last = facts.findLastIndex(({ type }) => type === 'decided');
  if (last < 0) return [];
  const act = facts.slice(0, last).findLastIndex(({ type }) => ACTS.has(type));
  return facts.slice(act + 1, last + 1).filter((fact): fact is Decided & Fact => fact.type === 'decided');
}

/** What the decisions before a letter or a task follow: those between two of these belong together. */
export const ACTS: ReadonlySet<Fact['type']> = new Set([
  'started',
  'task-completed',
  'message-received',
  'overdue',
  'timer-fired',
]);

function reason(decision: Decision, result: RuleResult, entry: TraceEntry): string {
  const concluded = conclusion(decision, result, entry);
  const because = becauseWords(decision, entry);
  const law = entry.citation === null ? '' : `——${citationWords([entry.citation])}`;
  const words = [concluded, because].filter((part) => part !== '');
  return `${words.length === 2 ? `${concluded}（${because}）` : (words[0] ?? decision.title.zh)}${law}`;
}

// ── what the rule gave ──────────────────────────────────────────────────────────────────────────────────────────

function conclusion(decision: Decision, result: RuleResult, entry: TraceEntry): string {
  for (const stage of decision.stages) {
    const rule = ruleOf(stage, entry);
    if (rule === undefined) continue;
    if ('label' in rule && rule.label !== undefined) return rule.label.zh;
    if (stage.kind === 'collect') return addedWords(decision, stage.into, (rule as CollectRule).add);
    const names = 'values' in rule ? rule.values.map(({ name }) => name) : [];
    return names.flatMap((name) => outputWords(decision, name, result.outputs[name])).join('，');
  }
  return '';
}

/** Names of rules differ within a stage only: where two have one, the article tells. */
export function ruleOf(stage: Stage, { rule, citation }: TraceEntry): ValueRule | CollectRule | Stage | undefined {
  const rules: readonly (ValueRule | CollectRule | Stage)[] = 'rules' in stage ? stage.rules : [stage];
  return rules.find((one) => 'rule' in one && one.rule === rule && isCited(one, citation));
}

function isCited(rule: object, citation: TraceEntry['citation']): boolean {
  const [first] = (rule as Pick<ValueRule, 'citations'>).citations;
  return first === undefined || citation === null || first.article === citation.article;
}

function addedWords(decision: Decision, name: string, add: Expr): string {
  const type = decision.outputs.find((output) => output.name === name)?.type;
  if (add.op !== 'const' || type?.kind !== 'list') return '';
  return valueWords(type.of, add.value) ?? '';
}

function outputWords(decision: Decision, name: string, value: Json | undefined): string[] {
  const output = decision.outputs.find((one) => one.name === name);
  const words = output === undefined || value === undefined ? null : valueWords(output.type, value);
  return output === undefined || words === null || words.length > LONGEST ? [] : [`${output.label.zh}：${words}`];
}

// ── what it read ────────────────────────────────────────────────────────────────────────────────────────────────

function becauseWords(decision: Decision, { because }: TraceEntry): string {
  const fields = [...decision.inputs.fields, ...decision.outputs];
  const parts = Object.entries(because).flatMap(([path, value]) => {
    const field = fields.find(({ name }) => name === path.replace(/^output\./, ''));
    const words =
      field === undefined || field.personal === true ? null : value === null ? '未提供' : valueWords(field.type, value);
    return field === undefined || words === null || words.length > LONGEST ? [] : [`${field.label.zh}：${words}`];
  });
  return parts.join('，');
}
