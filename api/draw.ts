/** A case as a public draw: what was sealed, with which seed it was drawn, and the same drawn again. Pure. */
import { canonical } from '../engine/chain.ts';
import { evaluateRules } from '../engine/evaluate-rules.ts';
import type { Fact } from '../engine/model.ts';
import type { Program } from '../engine/program.ts';
import type { Decision } from '../rules/decision/model.ts';
import { DRAWS } from '../rules/functions/registry.ts';
import type { Json, JsonObject } from '../rules/json.ts';
import type { CaseFile } from './case-file.ts';

/** The decision of a procedure that draws; undefined: it has none. */
export function drawingDecision({ decisions }: Pick<Program, 'decisions'>): Decision | undefined {
  return [...decisions.values()].find(({ stages }) =>
    stages.some((stage) => stage.kind === 'function' && DRAWS.has(stage.name)),
  );
}

/** As it is published: anyone who has it can draw again. */
export interface DrawRecord {
  decision: string;
  input: JsonObject;
  outputs: JsonObject;
}

export interface Drawn {
  record: DrawRecord;
  at: number;
  seq: number;
}

/** The last draw of the case; null: it has not been drawn yet. */
export function drawnIn({ entries, program }: CaseFile): Drawn | null {
  const decision = drawingDecision(program)?.id;
  const facts = entries.map(({ fact }) => fact);
  const decided = facts.findLast((fact) => fact.type === 'decided' && fact.decision === decision);
  if (decided?.type !== 'decided' || decision === undefined) return null;
  const called = facts.find((fact) => fact.type === 'rule-called' && fact.call === decided.call);
  const input = called?.type === 'rule-called' ? called.evaluations[0]?.inputs : undefined;
  const outputs = decided.results[0]?.outputs;
  if (input === undefined || outputs === undefined) return null;
  return { record: { decision, input, outputs: { ...outputs } }, at: decided.at, seq: decided.seq };
}

/** The act that a value of the case data came with, the last of them. */
export function writtenWith(entries: CaseFile['entries'], name: string): Fact | undefined {
  return entries
    .map(({ fact }) => fact)
    .findLast((fact) => {
      if (fact.type === 'data-set') return Object.hasOwn(fact.set, name);
      return fact.type === 'task-completed' && Object.hasOwn(fact.data, name);
    });
}

export interface Difference {
  output: string;
  /** Of a list: the first entry that differs, from 1. */
  entry: number | null;
  published: Json;
  drawn: Json;
}

/** Draws again from the same pool and seed, by the case's own version of the rules. Null: the rules refuse it now. */
export function drawAgain(
  { program, calendar }: CaseFile,
  { decision, input, outputs }: DrawRecord,
): Difference[] | null {
  const answer = evaluateRules([{ decision, inputs: input }], program.decisions, calendar);
  const again = answer.ok ? answer.results[0]?.outputs : undefined;
  if (again === undefined) return null;
  const names = [...new Set([...Object.keys(again), ...Object.keys(outputs)])];
  return names.flatMap((output) => {
    return same(outputs[output], again[output]) ? [] : [{ output, ...firstDifference(outputs[output], again[output]) }];
  });
}

/** A list of a whole town is no answer: of two lists the first entry that differs. */
function firstDifference(published: Json = null, drawn: Json = null): Omit<Difference, 'output'> {
  if (!Array.isArray(published) || !Array.isArray(drawn)) return { entry: null, published, drawn };
  const at = Array.from({ length: Math.max(published.length, drawn.length) }).findIndex(
    (_, i) => !same(published[i], drawn[i]),
  );
  return { entry: at + 1, published: published[at] ?? null, drawn: drawn[at] ?? null };
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === undefined || b === undefined ? a === b : canonical(a) === canonical(b);
}
