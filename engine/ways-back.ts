/**
 * 退回: the tasks to which a task can be sent back, from the definition alone.
 *
 * B1. By the rule: task T is a way back from task S where T leads to S, directly or through automatic steps, each by a
 *     goto to one target, and nothing happens on the way that goes outside or touches the law: data are set, cleared
 *     and merged, rules are asked, groups are notified. So doing T again repeats nothing that is done for good.
 * B2. No clock is tied to what going back and coming again brings about: to T opening or being completed again, to S
 *     closing or opening again, to the steps and rules on the way.
 * B3. Both are single tasks of one scope outside every multi-instance step, and neither waits for an instant to open.
 * B4. An author may name the ways back (`sendBack`), also such as touch the law: then that is the definition's own.
 */
import type { Effect, Occasion, Procedure, Script, Step, StepId, TaskStep } from './model.ts';
import { type Triggers, triggersOn } from './triggers.ts';

export interface WaysBack {
  /** Of the rule, whatever the author names: what can also be retrieved. */
  harmless: readonly StepId[];
  /** To which it can be sent back: what the author names, or else the harmless ones. */
  all: readonly StepId[];
}

interface Knowledge {
  steps: ReadonlyMap<StepId, Step>;
  triggers: Triggers;
  /** Steps while which a clock stands still. */
  suspending: ReadonlySet<StepId>;
}

export function waysBackOf(procedure: Procedure, triggers: Triggers): Map<StepId, WaysBack> {
  const known: Knowledge = {
    steps: new Map(procedure.steps.map((step) => [step.id, step])),
    triggers,
    suspending: new Set(procedure.deadlines.flatMap(({ suspendedWhile }) => suspendedWhile)),
  };
  const harmless = new Map<StepId, StepId[]>();
  for (const step of procedure.steps) {
    if (!isSingleTask(known, step) || !canBeDoneAgain(known, step)) continue;
    for (const to of ledTo(known, step)) {
      if (to !== step.id) harmless.set(to, [...(harmless.get(to) ?? []), step.id]);
    }
  }
  const result = new Map<StepId, WaysBack>();
  for (const step of procedure.steps) {
    if (step.kind !== 'task') continue;
    const byRule = harmless.get(step.id) ?? [];
    const all = step.sendBack ?? byRule;
    if (all.length > 0) result.set(step.id, { harmless: byRule.filter((id) => all.includes(id)), all });
  }
  return result;
}

/** A task that is one, in a scope that is one. */
export function isSingleTask({ steps }: Pick<Knowledge, 'steps'>, step: Step): step is TaskStep {
  if (step.kind !== 'task' || step.each !== undefined) return false;
  for (let id = step.scope; id !== undefined; id = steps.get(id)?.scope) {
    const around = steps.get(id);
    if (around?.kind === 'subprocess' && around.each !== undefined) return false;
  }
  return true;
}

/** Opening and completing it once more says nothing to a clock. */
function canBeDoneAgain(known: Knowledge, { id, opensAt, onEnter, compensation }: TaskStep): boolean {
  return (
    opensAt === undefined &&
    compensation.length === 0 &&
    !known.suspending.has(id) &&
    onEnter.every((effect) => isHarmless(known, effect)) &&
    (['reached', 'opened', 'completed'] as const).every((kind) => !bindsAgain(known, { kind, step: id }))
  );
}

/** Closing it and coming to it once more says nothing to a clock. */
function canBeLeft(known: Knowledge, { id, opensAt, onEnter }: TaskStep): boolean {
  return (
    opensAt === undefined &&
    !known.suspending.has(id) &&
    onEnter.every((effect) => isHarmless(known, effect)) &&
    (['reached', 'opened', 'closed'] as const).every((kind) => !bindsAgain(known, { kind, step: id }))
  );
}

/** Tasks to which a task leads without anything between that is done for good. */
function ledTo(known: Knowledge, task: TaskStep): StepId[] {
  const found: StepId[] = [];
  const seen = new Set<StepId>();
  const queue = exits(known, task.then);
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const step = known.steps.get(id);
    if (step === undefined || step.scope !== task.scope) continue;
    if (isSingleTask(known, step) && canBeLeft(known, step)) found.push(id);
    if (step.kind === 'auto' && canBePassedAgain(known, step)) queue.push(...exits(known, step.then));
  }
  return found;
}

function canBePassedAgain(known: Knowledge, { id, opensAt, onEnter, compensation }: Step): boolean {
  return (
    opensAt === undefined &&
    compensation.length === 0 &&
    onEnter.every((effect) => isHarmless(known, effect)) &&
    (['reached', 'completed'] as const).every((kind) => !bindsAgain(known, { kind, step: id }))
  );
}

/** Single targets of a script that are reached through harmless effects. */
function exits(known: Knowledge, script: Script): StepId[] {
  const found: StepId[] = [];
  for (const { effects, exit } of script) {
    const isClean = effects.every((effect) => isHarmless(known, effect));
    if (isClean && exit?.kind === 'goto' && exit.targets.length === 1)
      found.push(...exit.targets.map(({ step }) => step));
    // What has no exit runs before those that follow.
    if (!isClean && exit === undefined) break;
  }
  return found;
}

function isHarmless(known: Knowledge, effect: Effect): boolean {
  switch (effect.kind) {
    case 'set':
    case 'clear':
    case 'merge':
    case 'notify':
      return true;
    case 'decide':
      return (
        !bindsAgain(known, { kind: 'decided', decision: effect.decision }) &&
        (effect.each === undefined ||
          'into' in effect.each ||
          effect.each.effects.every((each) => isHarmless(known, each)))
      );
    default:
      return false;
  }
}

/** Whether a clock is tied to the occasion when it comes another time. */
function bindsAgain({ triggers }: Knowledge, on: Occasion): boolean {
  return triggersOn(triggers, on).some(({ trigger }) => !('which' in trigger.on) || trigger.on.which !== 'first');
}
