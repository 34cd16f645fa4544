/**
 * Evaluates a decision: inputs are checked as a form, defaults filled in, stages run in order, and every rule that
 * gave something says why and by which article. A decision has no clock: what day it is, is an input.
 */
import type { Calendar } from '../calendar/calendar.ts';
import type { Env } from '../expression/env.ts';
import { EvaluationFault } from '../expression/fault.ts';
import { checkForm } from '../form/check.ts';
import type { Fault } from '../form/model.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Decision, DecisionResult } from './model.ts';
import { compileStage, type RunStage, type Work } from './stages.ts';
import { distinct } from './trace.ts';

export type Decided = { ok: true; result: DecisionResult } | { ok: false; faults: Fault[] };

/** The decision of an id, for rules that ask another one with `decide("id", {…})`. */
export type FindDecision = (id: string) => Decision | undefined;

interface Compiled {
  readonly stages: readonly RunStage[];
  readonly defaults: readonly (readonly [string, Json])[];
  /** Outputs that are collected: `[]` until something is added. */
  readonly collected: readonly string[];
}

const COMPILED = new WeakMap<Decision, Compiled>();

/** Decisions that ask one another; the checker refuses circles, this bounds what it can't see. */
const DEPTH_MAX = 16;

function compiled(decision: Decision): Compiled {
  let found = COMPILED.get(decision);
  if (found === undefined) {
    found = {
      stages: decision.stages.map(compileStage),
      collected: decision.stages.flatMap((stage) => (stage.kind === 'collect' ? [stage.into] : [])),
      defaults: decision.inputs.fields.flatMap((field) =>
        field.default === undefined ? [] : [[field.name, field.default] as const],
      ),
    };
    COMPILED.set(decision, found);
  }
  return found;
}

/**
 * Faults of the inputs name their fields (`required`, `type`, …). A rule that can't be evaluated (a null where a value
 * is needed, two rules where only one may hold, a year without holidays) is one fault with the code `evaluation`,
 * whose field is `rules.<rule>`.
 */
export function decideRule(
  decision: Decision,
  inputs: JsonObject,
  calendar: Calendar,
  find: FindDecision = () => undefined,
): Decided {
  return decideAt(decision, inputs, calendar, find, 0);
}

/** `decide("id", {…})` of a case or a schedule: the outputs, and `faults`, the fields of inputs that do not fit. */
export function askDecision(find: FindDecision, calendar: Calendar, id: string, inputs: JsonObject): JsonObject {
  const decision = find(id);
  if (decision === undefined) throw new Error(`decision ${id} is not in the bundle`);
  const given = Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== null));
  const decided = decideRule(decision, given, calendar, find);
  if (decided.ok) return { ...decided.result.outputs, faults: [] };
  return { faults: decided.faults.map(({ field }) => field) };
}

function decideAt(
  decision: Decision,
  inputs: JsonObject,
  calendar: Calendar,
  find: FindDecision,
  depth: number,
): Decided {
  const outputs: JsonObject = {};
  const call = (name: string, args: readonly Json[]) => ask(name, args, calendar, find, depth + 1);
  const before: Env = { roots: { tables: decision.tables }, now: 0, calendar, call };
  const { values, faults } = checkForm(decision.inputs, inputs, { env: before });
  if (faults.length > 0) return { ok: false, faults };
  const { stages, defaults, collected } = compiled(decision);
  for (const name of collected) outputs[name] = [];
  for (const [name, value] of defaults) if (values[name] === undefined) values[name] = value;
  const env: Env = { ...before, roots: { input: values, output: outputs, tables: decision.tables } };
  const work: Work = { env, outputs, trace: [], citations: [], rule: '' };
  try {
    for (const run of stages) run(work);
  } catch (error) {
    if (!(error instanceof EvaluationFault)) throw error;
    return { ok: false, faults: [ruleFault(work.rule, error)] };
  }
  // That no rule holds is an answer too: it rests on the articles of the decision as a whole.
  const citations = work.citations.length > 0 ? distinct(work.citations) : decision.citations;
  return { ok: true, result: { outputs: complete(decision, outputs), trace: work.trace, citations } };
}

/** Outputs in their written order; what no rule gave is null. */
function complete(decision: Decision, outputs: JsonObject): JsonObject {
  const all: JsonObject = {};
  for (const { name } of decision.outputs) all[name] = outputs[name] ?? null;
  return all;
}

function ruleFault(rule: string, error: EvaluationFault): Fault {
  const source = error.source === undefined ? '' : ` in ${error.source}`;
  return {
    field: `rules.${rule}`,
    code: 'evaluation',
    message: `rule ${rule} can't be evaluated: ${error.message}${source}`,
    messageZh: `规则 ${rule} 无法计算:${error.message}`,
  };
}

function ask(name: string, args: readonly Json[], calendar: Calendar, find: FindDecision, depth: number): Json {
  const [id, inputs] = args;
  const decision = name === 'decide' && typeof id === 'string' ? find(id) : undefined;
  if (decision === undefined)
    throw new EvaluationFault('wrong-type', `a decision can't ask for ${name}("${String(id)}")`);
  if (depth > DEPTH_MAX) throw new EvaluationFault('limit', `more than ${DEPTH_MAX} decisions ask one another`);
  const decided = decideAt(decision, inputs as JsonObject, calendar, find, depth);
  if (decided.ok) return decided.result.outputs;
  const [fault] = decided.faults;
  throw new EvaluationFault('wrong-type', `${decision.id} refuses ${fault?.field}: ${fault?.message}`);
}
