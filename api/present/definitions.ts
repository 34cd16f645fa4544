/** A procedure or decision as the API answers it: labels, forms as JSON Schema, the flow as a graph. Pure. */
import type { Message, Procedure, Step } from '../../engine/model.ts';
import { type Program, successors } from '../../engine/program.ts';
import type { Decision, Stage } from '../../rules/decision/model.ts';
import type { Expr } from '../../rules/expression/tree.ts';
import { formSchema } from '../../rules/form/json-schema.ts';
import type { DefinitionEntry } from '../../store/definitions.ts';
import type { Gazette } from '../ports.ts';

export function definitionSummary(entry: DefinitionEntry) {
  return {
    kind: entry.kind,
    id: entry.id,
    version: entry.version,
    hash: entry.hash,
    title: { zh: entry.titleZh, en: entry.titleEn },
    deployedAt: entry.deployedAt.toISOString(),
  };
}

/** Every document that a procedure cites, each once. */
export function lawsOf({ citations, steps, deadlines, messages, schedules }: Procedure): string[] {
  const cited = [{ citations }, ...steps, ...deadlines, ...messages, ...schedules].flatMap((one) => one.citations);
  return [...new Set(cited.map(({ document }) => document))];
}

export function procedureDetail(entry: DefinitionEntry, program: Program, gazette: Gazette | undefined) {
  const { procedure } = program;
  return {
    ...definitionSummary(entry),
    citations: procedure.citations,
    document: gazette === undefined ? null : { id: gazette.id, number: gazette.number, title: gazette.title },
    startedBy: procedure.startedBy,
    numberPrefix: procedure.numberPrefix,
    form: formSchema(procedure.input),
    start: targetsOfStart(procedure),
    steps: procedure.steps.map(stepOf),
    deadlines: procedure.deadlines.map(({ id, label, citations, covers, remind }) => ({
      id,
      label,
      citations,
      covers,
      remind,
    })),
    messages: procedure.messages.map(messageOf),
    outcomes: procedure.outcomes,
    groups: procedure.groups,
    documents: procedure.documents,
    registers: procedure.registers,
    templates: procedure.templates,
    decisions: procedure.decisions,
  };
}

function targetsOfStart(procedure: Procedure): string[] {
  return procedure.start.flatMap(({ exit }) => (exit?.kind === 'goto' ? exit.targets.map(({ step }) => step) : []));
}

function stepOf(step: Step) {
  const { id, kind, label, citations } = step;
  return {
    id,
    kind,
    label,
    citations,
    ...(step.scope === undefined ? {} : { scope: step.scope }),
    ...(step.kind === 'auto' ? { shape: step.shape } : {}),
    ...(step.kind === 'task'
      ? {
          group: constant(step.group),
          form: formSchema(step.form),
          multi: step.each !== undefined,
          notSameAs: step.notSameAs,
        }
      : {}),
    next: [...new Set(successors(step))],
  };
}

/** What is computed by data has no constant. */
function constant(expr: Expr): string | null {
  return expr.op === 'const' && typeof expr.value === 'string' ? expr.value : null;
}

function messageOf({ id, label, citations, from, form }: Message) {
  return { id, label, citations, from: from.map(constant).filter((group) => group !== null), form: formSchema(form) };
}

export function decisionDetail(entry: DefinitionEntry, decision: Decision, gazette: Gazette | undefined) {
  return {
    ...definitionSummary(entry),
    citations: decision.citations,
    document: gazette === undefined ? null : { id: gazette.id, number: gazette.number, title: gazette.title },
    form: formSchema(decision.inputs),
    outputs: decision.outputs.map(({ name, label }) => ({ name, label })),
    rules: decision.stages.flatMap(rulesOf),
  };
}

function rulesOf(stage: Stage) {
  if (stage.kind === 'rules' || stage.kind === 'collect') {
    return stage.rules.map(({ rule, citations, label }) => ({ rule, citations, label: label ?? null }));
  }
  return [{ rule: stage.rule, citations: stage.citations, label: null }];
}
