/**
 * The cases that the conditions of a stage tell apart. Conditions that compare single inputs with constants cut each
 * input into few ranges; one value of each is enough. Anything else can't be listed and is left to the examples.
 */
import type { Calendar } from '../rules/calendar/calendar.ts';
import { addDays } from '../rules/calendar/date.ts';
import type { Decision, Stage } from '../rules/decision/model.ts';
import type { Env } from '../rules/expression/env.ts';
import { compileExpr } from '../rules/expression/evaluate.ts';
import { EvaluationFault } from '../rules/expression/fault.ts';
import { childrenOf } from '../rules/expression/reads.ts';
import type { Expr } from '../rules/expression/tree.ts';
import type { Field, FieldType } from '../rules/form/model.ts';
import type { Json, JsonObject } from '../rules/json.ts';

export interface Case {
  readonly input: JsonObject;
  readonly output: JsonObject;
}

type RuleStage = Extract<Stage, { kind: 'rules' | 'collect' }>;

/** Cases of one stage; beyond this it is left to the examples. */
const CASES_MAX = 20_000;

const LISTABLE = new Set([
  'const',
  'path',
  'and',
  'or',
  'not',
  'is-null',
  'eq',
  'ne',
  'lt',
  'le',
  'one-of',
  'need',
  'else',
]);

/** Undefined where the cases can't be listed or are too many. */
export function casesOf(decision: Decision, stage: RuleStage): Case[] | undefined {
  const conditions = [...stage.rules.map(({ when }) => when), ...(stage.when === undefined ? [] : [stage.when])];
  const read = new Map<string, { root: 'input' | 'output'; name: string; constants: Json[] }>();
  for (const condition of conditions) if (!gather(condition, read)) return undefined;
  const varied: Varied[] = [];
  let count = 1;
  for (const { root, name, constants } of read.values()) {
    const fields = root === 'input' ? decision.inputs.fields : decision.outputs;
    const field = fields.find((candidate) => candidate.name === name);
    const values = field === undefined ? undefined : valuesOf(field, constants, root === 'output');
    if (values === undefined || count * values.length > CASES_MAX) return undefined;
    count *= values.length;
    varied.push({ root, name, values });
  }
  return Array.from({ length: count }, (_, index) => caseAt(index, varied, count));
}

interface Varied {
  readonly root: 'input' | 'output';
  readonly name: string;
  readonly values: readonly Json[];
}

/** The last name varies fastest. */
function caseAt(index: number, varied: readonly Varied[], count: number): Case {
  const at = { input: {} as JsonObject, output: {} as JsonObject };
  let stride = count;
  for (const { root, name, values } of varied) {
    stride /= values.length;
    at[root][name] = values[Math.floor(index / stride) % values.length] as Json;
  }
  return at;
}

/** Whether the condition can be listed; what it reads, with the constants beside it, goes into `read`. */
function gather(
  tree: Expr,
  read: Map<string, { root: 'input' | 'output'; name: string; constants: Json[] }>,
  constants: readonly Json[] = [],
): boolean {
  if (!LISTABLE.has(tree.op)) return false;
  if (tree.op === 'path') {
    const [name, ...more] = tree.path;
    if ((tree.root !== 'input' && tree.root !== 'output') || name === undefined || more.length > 0) return false;
    const key = `${tree.root}.${name}`;
    const known = read.get(key) ?? { root: tree.root, name, constants: [] };
    known.constants.push(...constants);
    read.set(key, known);
    return true;
  }
  const children = childrenOf(tree);
  const compares = tree.op === 'eq' || tree.op === 'ne' || tree.op === 'lt' || tree.op === 'le';
  if (compares && !children.some(({ op }) => op === 'const')) return false;
  const beside = children.flatMap((child) => (child.op === 'const' ? [child.value] : []));
  const values = tree.op === 'one-of' ? [...tree.values] : compares || tree.op === 'else' ? beside : constants;
  return children.every((child) => gather(child, read, values));
}

/** One value for each range into which the constants cut the field; null where it may be absent. */
function valuesOf(field: Field, constants: readonly Json[], mayLack: boolean): Json[] | undefined {
  const values = ofType(field.type, constants);
  if (values === undefined) return undefined;
  const absent = field.optional === true || field.required !== undefined || field.when !== undefined || mayLack;
  return absent && field.default === undefined ? [...values, null] : values;
}

function ofType(type: FieldType, constants: readonly Json[]): Json[] | undefined {
  switch (type.kind) {
    case 'boolean':
      return [true, false];
    case 'enum':
      return type.values.map(({ id }) => id);
    case 'text':
      return [...new Set([...constants.filter((value) => typeof value === 'string'), 'another text'])];
    case 'integer':
      return around(constants, type.min, type.max, (value) => [value - 1, value, value + 1]);
    case 'number':
      return around(constants, type.min, type.max, (value) => [value - 1e-6, value, value + 1e-6]);
    case 'date':
      return [...new Set(constants.filter((value) => typeof value === 'string').flatMap(daysAround))];
    default:
      return undefined;
  }
}

function around(
  constants: readonly Json[],
  min: number | undefined,
  max: number | undefined,
  near: (value: number) => number[],
): number[] {
  const bounds = [min, max].filter((bound) => bound !== undefined);
  const cuts = [...constants.filter((value) => typeof value === 'number'), ...bounds];
  const values = [...new Set((cuts.length === 0 ? [0] : cuts).flatMap(near))];
  return values.filter((value) => value >= (min ?? value) && value <= (max ?? value)).sort((a, b) => a - b);
}

function daysAround(date: string): string[] {
  return [addDays(date, -1), date, addDays(date, 1)];
}

// ---- judging ----

export interface Judged {
  readonly at: Case;
  /** Indexes of the rules that hold. */
  readonly rules: readonly number[];
}

/** The cases with the rules that hold, without those in which the stage does not run or a condition has no answer. */
export function judgeCases(stage: RuleStage, cases: readonly Case[]): Judged[] {
  const runs = stage.when === undefined ? undefined : compileExpr(stage.when);
  const conditions = stage.rules.map(({ when }) => compileExpr(when));
  const judge = (at: Case): Judged[] => {
    const env = envOf(at);
    if (runs !== undefined && runs(env) !== true) return [];
    return [{ at, rules: conditions.flatMap((holds, i) => (holds(env) === true ? [i] : [])) }];
  };
  return cases.flatMap((at) => {
    try {
      return judge(at);
    } catch (error) {
      if (error instanceof EvaluationFault) return [];
      throw error;
    }
  });
}

function envOf({ input, output }: Case): Env {
  return {
    roots: { input, output },
    now: 0,
    // The conditions that can be listed ask no calendar.
    calendar: undefined as unknown as Calendar,
    call: () => null,
  };
}

export function describeCase({ input, output }: Case): string {
  const parts = [
    ...Object.entries(input),
    ...Object.entries(output).map(([name, value]) => [`output.${name}`, value] as const),
  ];
  return parts.length === 0 ? 'always' : parts.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(', ');
}
