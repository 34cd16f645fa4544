/**
 * A bundle made ready to run: what a case needs to look up, looked up once. Pure, built again whenever a worker loads
 * the bundle, never stored.
 */
import type { Decision } from '../rules/decision/model.ts';
import type { Bundle, Deadline, DeadlineId, Effect, Message, Procedure, Script, Step, StepId } from './model.ts';
import { type Triggers, triggersOf } from './triggers.ts';
import { type WaysBack, waysBackOf } from './ways-back.ts';

export interface Program {
  procedure: Procedure;
  steps: ReadonlyMap<StepId, Step>;
  stepOrder: ReadonlyMap<StepId, number>;
  deadlines: ReadonlyMap<DeadlineId, Deadline>;
  messages: ReadonlyMap<string, Message>;
  decisions: ReadonlyMap<string, Decision>;
  triggers: Triggers;
  /** Deadlines that are suspended while a step is open, by step. */
  suspendedBy: ReadonlyMap<StepId, readonly Deadline[]>;
  /** Scripts by the name that a frame carries. */
  scripts: ReadonlyMap<string, Script>;
  /** Steps from which a token can come to the step, by flow alone. */
  reaching: ReadonlyMap<StepId, ReadonlySet<StepId>>;
  /** Messages that some wait names. */
  awaited: ReadonlySet<string>;
  /** Tasks to which the task of a step can be sent back, by step. */
  waysBack: ReadonlyMap<StepId, WaysBack>;
}

/** Whether a group is of each case's own: the applicant, an enterprise. */
export function isParty({ procedure }: Pick<Program, 'procedure'>, group: string): boolean {
  return procedure.groups.some(({ id, party }) => id === group && party === true);
}

export function loadProgram(bundle: Bundle): Program {
  const { procedure } = bundle;
  const triggers = triggersOf(procedure);
  return {
    procedure,
    steps: new Map(procedure.steps.map((step) => [step.id, step])),
    stepOrder: new Map(procedure.steps.map((step, index) => [step.id, index])),
    deadlines: new Map(procedure.deadlines.map((deadline) => [deadline.id, deadline])),
    messages: new Map(procedure.messages.map((message) => [message.id, message])),
    decisions: new Map(bundle.decisions.map((decision) => [decision.id, decision])),
    triggers,
    suspendedBy: suspendedBy(procedure),
    scripts: scriptsOf(procedure),
    reaching: reachingOf(procedure),
    awaited: awaitedOf(procedure),
    waysBack: waysBackOf(procedure, triggers),
  };
}

function suspendedBy(procedure: Procedure): Map<StepId, Deadline[]> {
  const result = new Map<StepId, Deadline[]>();
  for (const deadline of procedure.deadlines) {
    for (const step of deadline.suspendedWhile) result.set(step, [...(result.get(step) ?? []), deadline]);
  }
  return result;
}

function asScript(effects: Effect[]): Script {
  return effects.length === 0 ? [] : [{ effects }];
}

function scriptsOf(procedure: Procedure): Map<string, Script> {
  const scripts = new Map<string, Script>([['start', procedure.start]]);
  for (const step of procedure.steps) {
    if (step.kind === 'wait') {
      step.branches.forEach((branch, index) => {
        scripts.set(`wait:${step.id}:${index}`, branch.then);
      });
    } else scripts.set(`step:${step.id}`, step.then);
    if (step.kind === 'task') scripts.set(`item:${step.id}`, asScript(step.onItem));
    if (step.kind === 'subprocess') {
      scripts.set(`scope:${step.id}`, step.start);
      step.catches.forEach((caught, index) => {
        scripts.set(`catch:${step.id}:${index}`, caught.then);
      });
    }
  }
  for (const message of procedure.messages) scripts.set(`message:${message.id}`, message.do);
  for (const deadline of procedure.deadlines) scripts.set(`deadline:${deadline.id}`, deadline.overdue);
  return scripts;
}

function awaitedOf(procedure: Procedure): Set<string> {
  const result = new Set<string>();
  for (const step of procedure.steps) {
    if (step.kind !== 'wait') continue;
    for (const branch of step.branches) if (branch.kind === 'message') result.add(branch.message);
  }
  return result;
}

function targetsOf(script: Script): StepId[] {
  return script.flatMap((clause) => [
    ...(clause.exit?.kind === 'goto' ? clause.exit.targets.map((target) => target.step) : []),
    ...clause.effects.flatMap((effect) => (effect.kind === 'open' ? [effect.step] : [])),
  ]);
}

/** Direct successors of a step in its own scope; what a subprocess catches leads on from it too. */
export function successors(step: Step): StepId[] {
  if (step.kind === 'wait') return step.branches.flatMap((branch) => targetsOf(branch.then));
  if (step.kind !== 'subprocess') return targetsOf(step.then);
  return [...targetsOf(step.then), ...step.catches.flatMap((caught) => targetsOf(caught.then))];
}

/** For every join, the steps from which it can be reached without passing through the join itself. */
function reachingOf(procedure: Procedure): Map<StepId, Set<StepId>> {
  const predecessors = new Map<StepId, StepId[]>();
  for (const step of procedure.steps) {
    for (const target of successors(step)) predecessors.set(target, [...(predecessors.get(target) ?? []), step.id]);
  }
  const result = new Map<StepId, Set<StepId>>();
  for (const join of procedure.steps) {
    if (join.kind !== 'join') continue;
    const seen = new Set<StepId>();
    const queue = [...(predecessors.get(join.id) ?? [])];
    for (let step = queue.pop(); step !== undefined; step = queue.pop()) {
      if (step === join.id || seen.has(step)) continue;
      seen.add(step);
      queue.push(...(predecessors.get(step) ?? []));
    }
    result.set(join.id, seen);
  }
  return result;
}
