/** What a rule decided, in words: its result, and for each of its rules on which data and by which article. Pure. */
import type { Fact, RuleResult } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import { ACTS, LONGEST, MOST, ruleOf } from '../../letters/reasons.ts';
import { formatInstant } from '../../rules/calendar/date.ts';
import type { Decision } from '../../rules/decision/model.ts';
import type { Field } from '../../rules/form/model.ts';
import type { Json, JsonObject } from '../../rules/json.ts';
import type { Citation, Label } from '../../rules/label.ts';
import { decisionName, type Named } from './names.ts';
import { fill, joined } from './words/say.ts';
import { valueWords } from './words/value.ts';

type Decided = Extract<Fact, { type: 'decided' }>;
type TraceEntry = Decided['results'][number]['trace'][number];

export interface RuleReason {
  text: Label;
  citations: Citation[];
}

export interface RuleSentences {
  decision: Named;
  /** Outputs, each `label：value`. */
  concluded: Label[];
  reasons: RuleReason[];
}

export interface DecisionBefore extends RuleSentences {
  seq: number;
  at: string;
}

export function ruleSentences(program: Program, fact: Decided): RuleSentences {
  const decision = program.decisions.get(fact.decision);
  const name = decisionName(program, fact.decision);
  if (decision === undefined) return { decision: name, concluded: [], reasons: [] };
  return {
    decision: name,
    concluded: valuesOf(decision.outputs, fact.outputs),
    reasons: decisionReasons(decision, fact.results),
  };
}

/** Which rule gave what, on which data, by which article; each once. */
export function decisionReasons(decision: Decision, results: readonly RuleResult[]): RuleReason[] {
  const reasons = results.flatMap((result) => result.trace.map((entry) => reasonOf(decision, result.outputs, entry)));
  return distinct(reasons).slice(0, MOST);
}

/** The decisions that led to a task: those between the act before its opening and the opening. */
export function decisionsBefore(program: Program, facts: readonly Fact[], token: number): DecisionBefore[] {
  const opened = facts.findLastIndex((fact) => fact.type === 'task-opened' && fact.token === token);
  const act = facts.slice(0, Math.max(opened, 0)).findLastIndex(({ type }) => ACTS.has(type));
  return facts.slice(act + 1, Math.max(opened, 0)).flatMap((fact) => {
    if (fact.type !== 'decided' || fact.gathered) return [];
    return [{ seq: fact.seq, at: formatInstant(fact.at), ...ruleSentences(program, fact) }];
  });
}

function distinct(reasons: readonly RuleReason[]): RuleReason[] {
  return reasons.filter(({ text }, i) => reasons.findIndex((other) => other.text.zh === text.zh) === i);
}

const COMMA: Label = { zh: '，', en: ', ' };
const BECAUSE: Label = { zh: '{0}（因{1}）', en: '{0} (because {1})' };

function reasonOf(decision: Decision, outputs: JsonObject, entry: TraceEntry): RuleReason {
  const concluded = conclusion(decision, outputs, entry);
  const read = becauseOf(decision, entry);
  const because = read.length === 0 ? null : joined(read, COMMA);
  const text = concluded !== null && because !== null ? fill(BECAUSE, concluded, because) : (concluded ?? because);
  return { text: text ?? decision.title, citations: entry.citation === null ? [] : [entry.citation] };
}

function conclusion(decision: Decision, outputs: JsonObject, entry: TraceEntry): Label | null {
  for (const stage of decision.stages) {
    const rule = ruleOf(stage, entry);
    if (rule === undefined) continue;
    if ('label' in rule && rule.label !== undefined) return rule.label;
    if (stage.kind === 'collect' && 'add' in rule) {
      const into = decision.outputs.find(({ name }) => name === stage.into);
      const added = rule.add.op === 'const' ? rule.add.value : null;
      if (into === undefined || added === null || into.type.kind !== 'list') return null;
      const value = valueLabel({ ...into, type: into.type.of }, added);
      return value === null ? null : labelled(into, value);
    }
    const names = 'values' in rule ? rule.values.map(({ name }) => name) : [];
    const told = valuesOf(
      decision.outputs.filter(({ name }) => names.includes(name)),
      outputs,
    );
    return told.length === 0 ? null : joined(told, COMMA);
  }
  return null;
}

function becauseOf(decision: Decision, { because }: TraceEntry): Label[] {
  const fields = [...decision.inputs.fields, ...decision.outputs];
  return Object.entries(because).flatMap(([path, value]) => {
    const field = fields.find(({ name }) => name === path.replace(/^output\./, ''));
    if (field === undefined || field.personal === true) return [];
    const words = value === null ? NOT_GIVEN : valueLabel(field, value);
    return words === null ? [] : [labelled(field, words)];
  });
}

const NOT_GIVEN: Label = { zh: '未提供', en: 'not given' };

function valuesOf(fields: readonly Field[], values: JsonObject): Label[] {
  return fields.flatMap((field) => {
    const value = values[field.name];
    const words = value === undefined || value === null || field.personal === true ? null : valueLabel(field, value);
    return words === null ? [] : [labelled(field, words)];
  });
}

function labelled({ label }: Pick<Field, 'label'>, value: Label): Label {
  return fill({ zh: '{0}：{1}', en: '{0}: {1}' }, label, value);
}

function valueLabel({ type }: Pick<Field, 'type'>, value: Json): Label | null {
  const words = valueWords(type, value);
  return words === null || words.zh.length > LONGEST ? null : words;
}
