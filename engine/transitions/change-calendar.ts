/**
 * The case counts on with another calendar (a year was published, a notice was changed): open deadlines and waiting
 * steps are reckoned anew; what does not move brings no fact.
 */
import { reckon } from '../deadlines/reckon.ts';
import { instantOf, scopeRoots, stepOf } from '../flow/enter.ts';
import type { Command, Due, Refusal, Token } from '../model.ts';
import { refusal } from '../refusal.ts';
import { emit, type Run, rootsOf } from '../run.ts';

export function changeCalendar(run: Run, command: Extract<Command, { type: 'use-calendar' }>): Refusal | undefined {
  if (run.state.status !== 'open') return refusal('not-open', 'case-ended');
  if (run.state.calendar === command.calendar) return undefined;
  emit(run, { type: 'calendar-changed', calendar: command.calendar, by: command.by });
  for (const { id } of run.program.procedure.deadlines) {
    const d = run.state.deadlines[id];
    if (d?.state !== 'running') continue;
    const due = reckon(d, run.calendar);
    if (due !== null && !sameDue(due, d.due)) emit(run, { type: 'deadline-reckoned', deadline: id, due });
  }
  for (const token of run.state.tokens) reckonToken(run, token);
  return undefined;
}

function sameDue(a: Due, b: Due | null): boolean {
  if (b === null) return false;
  if ('date' in a) return 'date' in b && a.date === b.date;
  return !('date' in b) && a.unknownYear === b.unknownYear && a.earliest === b.earliest;
}

/** Only instants that were unknown: one that is fixed stays what people were told. */
function reckonToken(run: Run, token: Token): void {
  const step = stepOf(run, token.step);
  if (token.state === 'pending' && token.opensAt === null && step.opensAt !== undefined) {
    const opensAt = instantOf(run, scopeRoots(run, token.scope), step.opensAt);
    if (opensAt !== null) emit(run, { type: 'step-reckoned', token: token.id, step: step.id, opensAt });
  }
  if (token.state !== 'open' || step.kind !== 'wait' || !token.timers?.some((timer) => timer.at === null)) return;
  const timers = token.timers.map((timer) => {
    const branch = step.branches[timer.branch];
    if (timer.at !== null || branch?.kind !== 'timer') return timer;
    return { branch: timer.branch, at: instantOf(run, rootsOf(run.state, token), branch.at) };
  });
  if (timers.some((timer, i) => timer.at !== token.timers?.[i]?.at)) {
    emit(run, { type: 'step-reckoned', token: token.id, step: step.id, timers });
  }
}
