/**
 * Occasions: what happened, told to the deadlines that wait for it. One occasion resumes, then meets, then suspends
 * and cancels, then starts; `completed` starts only when its effects are through (see flow/script.ts).
 */
import type { JsonObject } from '../../rules/json.ts';
import type { Occasion, StepId, Trigger } from '../model.ts';
import { holds, isOpen, type Run } from '../run.ts';
import { type BoundTrigger, triggersOn } from '../triggers.ts';
import { cancel, meet, resume, start, suspend } from './change.ts';

const AT_ONCE = { resumes: resume, met: meet, suspends: suspend, cancels: cancel } as const;

/** All that the occasion does, starts included. */
export function occasion(run: Run, on: Occasion, roots: JsonObject): void {
  occasionAtOnce(run, on, roots);
  occasionStarts(run, on, roots);
}

/** All but the starts. */
export function occasionAtOnce(run: Run, on: Occasion, roots: JsonObject): void {
  for (const bound of triggersOn(run.program.triggers, on)) {
    if (bound.phase !== 'starts' && applies(run, bound, roots)) AT_ONCE[bound.phase](run, bound.deadline);
  }
}

export function occasionStarts(run: Run, on: Occasion, roots: JsonObject): void {
  for (const bound of triggersOn(run.program.triggers, on)) {
    if (bound.phase === 'starts' && applies(run, bound, roots)) start(run, bound.deadline, roots);
  }
}

function applies(run: Run, { trigger }: BoundTrigger, roots: JsonObject): boolean {
  return which(run, trigger) && holds(run, roots, trigger.when);
}

/**
 * `first` and `again` count occasions of the step. Openings and arrivals are told before they are counted,
 * completions after.
 */
function which(run: Run, { on }: Trigger): boolean {
  if (!('which' in on) || on.which === undefined) return true;
  const memory = run.state.steps[on.step];
  const before =
    on.kind === 'completed'
      ? (memory?.completed ?? 0) - 1
      : on.kind === 'closed'
        ? (memory?.closed ?? 0) - 1
        : on.kind === 'opened'
          ? (memory?.opened ?? 0)
          : (memory?.reached ?? 0);
  return on.which === 'first' ? before <= 0 : before > 0;
}

/** A step opens: what is suspended while it is open stops. */
export function suspendFor(run: Run, step: StepId): void {
  for (const deadline of run.program.suspendedBy.get(step) ?? []) suspend(run, deadline);
}

/** A step is open no more: what was suspended for it goes on, unless another such step is open. */
export function resumeAfter(run: Run, step: StepId): void {
  for (const deadline of run.program.suspendedBy.get(step) ?? []) {
    if (!deadline.suspendedWhile.some((other) => isOpen(run.state, other))) resume(run, deadline);
  }
}
