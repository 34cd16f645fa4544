/**
 * A case in which two lists were compared line by line: each line with what both sides have, how they differ, and what
 * was answered since. Pure.
 */
import type { Program } from '../engine/program.ts';
import type { Decision, Stage } from '../rules/decision/model.ts';
import type { Field } from '../rules/form/model.ts';
import type { LineStatus, ReconciledLine } from '../rules/functions/reconcile.ts';
import type { JsonObject } from '../rules/json.ts';
import type { CaseFile } from './case-file.ts';

const FUNCTION = 'reconcile';

type ReconcilingStage = Extract<Stage, { kind: 'function' }>;

/** The decision of a procedure that reconciles two lists; undefined: it has none. */
export function reconcilingDecision({ decisions }: Pick<Program, 'decisions'>): Decision | undefined {
  return [...decisions.values()].find((decision) => stageOf(decision) !== undefined);
}

function stageOf({ stages }: Decision): ReconcilingStage | undefined {
  return stages.find((stage): stage is ReconcilingStage => stage.kind === 'function' && stage.name === FUNCTION);
}

/** A list as the decision takes it: its input, and the fields of a row. */
export interface Side {
  input: Field;
  fields: readonly Field[];
}

/** The two lists, the one that claims and the one that records. */
export function sidesOf(decision: Decision): { claimed: Side; recorded: Side } {
  return { claimed: sideOf(decision, 'hospitalLines'), recorded: sideOf(decision, 'centreLines') };
}

/** By which argument of the function it goes in. */
function sideOf(decision: Decision, argument: 'hospitalLines' | 'centreLines'): Side {
  const value = stageOf(decision)?.args.find(({ name }) => name === argument)?.value;
  const name = value?.op === 'path' ? value.path[0] : undefined;
  const input = decision.inputs.fields.find((field) => field.name === name);
  if (input?.type.kind !== 'list' || input.type.of.kind !== 'record') {
    throw new Error(`${decision.id}: ${argument} is no input that is a list of records`);
  }
  return { input, fields: input.type.of.fields };
}

export interface Line extends ReconciledLine {
  claimed: JsonObject | null;
  recorded: JsonObject | null;
}

export interface Reconciled {
  decision: Decision;
  at: number;
  seq: number;
  outputs: JsonObject;
  lines: readonly Line[];
}

/** The last comparison of the case; null: there was none yet. */
export function reconciledIn({ entries, program }: CaseFile): Reconciled | null {
  const decision = reconcilingDecision(program);
  if (decision === undefined) return null;
  const facts = entries.map(({ fact }) => fact);
  const decided = facts.findLast((fact) => fact.type === 'decided' && fact.decision === decision.id);
  if (decided?.type !== 'decided') return null;
  const called = facts.find((fact) => fact.type === 'rule-called' && fact.call === decided.call);
  const inputs = called?.type === 'rule-called' ? called.evaluations[0]?.inputs : undefined;
  const outputs = decided.results[0]?.outputs;
  if (inputs === undefined || outputs === undefined) return null;
  return {
    decision,
    at: decided.at,
    seq: decided.seq,
    outputs: { ...outputs },
    lines: linesOf(decision, inputs, outputs),
  };
}

/** As the function gives them: the claimed lines in their order, then what was recorded and nobody claimed. */
function linesOf(decision: Decision, inputs: JsonObject, outputs: Readonly<Record<string, unknown>>): Line[] {
  const { claimed, recorded } = sidesOf(decision);
  const claims = inputs[claimed.input.name] as JsonObject[];
  const records = new Map((inputs[recorded.input.name] as JsonObject[]).map((row) => [row.waiverNo, row]));
  return (outputs.lines as ReconciledLine[]).map((line, i) => ({
    ...line,
    claimed: claims[i] ?? null,
    recorded: records.get(line.waiverNo) ?? null,
  }));
}

export interface Answer {
  step: string;
  at: number;
  data: JsonObject;
}

/** What was answered of a number since the comparison: tasks that have it as their item. */
export function answersIn({ entries }: CaseFile, since: number): Map<string, Answer[]> {
  const answers = new Map<string, Answer[]>();
  for (const { fact } of entries) {
    if (fact.type !== 'task-completed' || fact.seq <= since || fact.item === undefined) continue;
    const { step, at, data, item } = fact;
    answers.set(item, [...(answers.get(item) ?? []), { step, at, data }]);
  }
  return answers;
}

export const differs = ({ status }: { status: LineStatus }): boolean => status !== 'agreed';
