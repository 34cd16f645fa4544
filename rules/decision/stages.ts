/** The stages of a decision as closures. Each stage gives outputs and tells which rules gave them. */
import type { Env } from '../expression/env.ts';
import { compileExpr, type Evaluate } from '../expression/evaluate.ts';
import { EvaluationFault } from '../expression/fault.ts';
import type { Expr } from '../expression/tree.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Citation } from '../label.ts';
import { functionNamed } from './functions.ts';
import type { Assignment, CollectRule, Stage, TraceEntry, ValueRule } from './model.ts';
import { because, type Reasons, reasonsOf } from './trace.ts';

/** What a decision knows while its stages run. */
export interface Work {
  readonly env: Env;
  /** Outputs so far: the root `output` of `env`. */
  readonly outputs: JsonObject;
  readonly trace: TraceEntry[];
  readonly citations: Citation[];
  /** The rule at work, for messages. */
  rule: string;
}

export type RunStage = (work: Work) => void;

/** A rule as closures. */
interface Rule {
  readonly name: string;
  readonly holds: Evaluate;
  readonly values: readonly (readonly [string, Evaluate])[];
  readonly reasons: Reasons;
  readonly citations: readonly Citation[];
}

export function compileStage(stage: Stage): RunStage {
  const run = compileKind(stage);
  if (stage.when === undefined) return run;
  const when = compileExpr(stage.when);
  const name = 'rule' in stage ? stage.rule : (stage.rules[0]?.rule ?? '');
  return (work) => {
    work.rule = name;
    if (when(work.env) === true) run(work);
  };
}

function compileKind(stage: Stage): RunStage {
  switch (stage.kind) {
    case 'rules':
      return HIT[stage.hit](stage.rules);
    case 'collect':
      return collect(stage.into, stage.rules);
    case 'set': {
      const rule = computed(stage.rule, stage.values, stage.citations);
      return (work) => give(work, rule, valuesOf(rule, work));
    }
    case 'function':
      return callFunction(stage);
  }
}

const HIT: Readonly<Record<'first' | 'unique' | 'any', (rules: readonly ValueRule[]) => RunStage>> = {
  first: (rules) => {
    // The first rule that holds does so because those before it do not: their conditions are reasons too.
    const compiled = rules.map((rule, i) => valueRule(rule, rules.slice(0, i + 1)));
    return (work) => {
      const found = compiled.find((rule) => holds(rule, work));
      if (found !== undefined) give(work, found, valuesOf(found, work));
    };
  },
  unique: (rules) => {
    const compiled = rules.map((rule) => valueRule(rule, [rule]));
    return (work) => {
      const [found, ...more] = compiled.filter((rule) => holds(rule, work));
      if (more.length > 0) throw conflict('only one of these rules may hold', [found as Rule, ...more]);
      if (found !== undefined) give(work, found, valuesOf(found, work));
    };
  },
  any: (rules) => {
    const compiled = rules.map((rule) => valueRule(rule, [rule]));
    return (work) => {
      const found = compiled.filter((rule) => holds(rule, work));
      const values = found.map((rule) => valuesOf(rule, work));
      if (new Set(values.map((value) => JSON.stringify(value))).size > 1) {
        throw conflict('rules that hold together must agree', found);
      }
      found.forEach((rule, i) => {
        give(work, rule, values[i] ?? {});
      });
    };
  },
};

function conflict(what: string, rules: readonly Rule[]): EvaluationFault {
  return new EvaluationFault('wrong-type', `${what}: ${rules.map(({ name }) => name).join(', ')}`);
}

function collect(into: string, rules: readonly CollectRule[]): RunStage {
  const compiled = rules.map((rule) => ({
    name: rule.rule,
    holds: compileExpr(rule.when),
    values: [[into, compileExpr(rule.add)] as const],
    reasons: reasonsOf([rule.when, rule.add]),
    citations: rule.citations,
  }));
  return (work) => {
    const before = work.outputs[into];
    const list: Json[] = Array.isArray(before) ? [...before] : [];
    for (const rule of compiled) {
      if (!holds(rule, work)) continue;
      list.push(valuesOf(rule, work)[into] ?? null);
      told(work, rule);
    }
    work.outputs[into] = list;
  };
}

function callFunction(stage: Extract<Stage, { kind: 'function' }>): RunStage {
  const run = functionNamed(stage.name);
  if (run === undefined) throw new Error(`decision function ${stage.name} is not registered in this version`);
  const rule = computed(stage.rule, stage.args, stage.citations);
  return (work) => give(work, rule, run(valuesOf(rule, work)));
}

// ---- rules ----

const ALWAYS: Evaluate = () => true;

function valueRule(rule: ValueRule, conditions: readonly ValueRule[]): Rule {
  return {
    name: rule.rule,
    holds: compileExpr(rule.when),
    values: compileValues(rule.values),
    reasons: reasonsOf([...conditions.map(({ when }) => when), ...expressions(rule.values)]),
    citations: rule.citations,
  };
}

function computed(name: string, values: readonly Assignment[], citations: readonly Citation[]): Rule {
  return { name, holds: ALWAYS, values: compileValues(values), reasons: reasonsOf(expressions(values)), citations };
}

function expressions(values: readonly Assignment[]): Expr[] {
  return values.map(({ value }) => value);
}

function compileValues(values: readonly Assignment[]): (readonly [string, Evaluate])[] {
  return values.map(({ name, value }) => [name, compileExpr(value)]);
}

function holds(rule: Rule, work: Work): boolean {
  work.rule = rule.name;
  return rule.holds(work.env) === true;
}

function valuesOf(rule: Rule, work: Work): JsonObject {
  work.rule = rule.name;
  const result: JsonObject = {};
  for (const [name, value] of rule.values) result[name] = value(work.env);
  return result;
}

/** The reasons are read before the outputs change. */
function give(work: Work, rule: Rule, values: JsonObject): void {
  told(work, rule);
  Object.assign(work.outputs, values);
}

function told(work: Work, rule: Rule): void {
  const [citation = null] = rule.citations;
  work.trace.push({ rule: rule.name, because: because(rule.reasons, work.env), citation });
  work.citations.push(...rule.citations);
}
