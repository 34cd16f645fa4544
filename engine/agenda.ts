/**
 * What time alone will bring: reminders, overdue dates, steps that open, timers, notices. Derived from the state at
 * every question, so that it can neither be lost nor happen twice.
 */
import { type Calendar, isKnown } from '../rules/calendar/calendar.ts';
import { overdueInstant, reminderInstant } from '../rules/calendar/reminder.ts';
import type { CaseState, Deadline, DeadlineState, Token } from './model.ts';
import type { Program } from './program.ts';

export type Due =
  | { at: number; kind: 'reminder'; deadline: Deadline; daysBefore: number }
  | { at: number; kind: 'overdue'; deadline: Deadline }
  | { at: number; kind: 'open'; token: Token }
  | { at: number; kind: 'timer'; token: Token; branch: number }
  | { at: number; kind: 'notice'; token: Token; index: number };

/**
 * The soonest thing due, or undefined. At one instant deadlines come before steps, each in the order of the
 * definition.
 */
export function nextDue(program: Program, calendar: Calendar, state: CaseState): Due | undefined {
  if (state.status !== 'open') return undefined;
  let first: Due | undefined;
  for (const deadline of program.procedure.deadlines) {
    const d = state.deadlines[deadline.id];
    if (d?.state === 'running') first = sooner(first, dueOfDeadline(deadline, d, calendar));
  }
  for (const token of inStepOrder(program, state.tokens)) first = sooner(first, dueOfToken(token));
  return first;
}

/** At one instant the one that was found first. */
function sooner(first: Due | undefined, due: Due | undefined): Due | undefined {
  return due !== undefined && (first === undefined || due.at < first.at) ? due : first;
}

/** The one instant at which the case has to be woken, in epoch milliseconds. */
export function nextWake(program: Program, calendar: Calendar, state: CaseState): number | null {
  const due = nextDue(program, calendar, state);
  return due === undefined ? null : Math.max(due.at, state.now);
}

function dueOfDeadline(deadline: Deadline, d: DeadlineState, calendar: Calendar): Due | undefined {
  if (d.due === null || !('date' in d.due)) return undefined;
  let first: Due = { at: overdueInstant(d.due.date), kind: 'overdue', deadline };
  for (const daysBefore of deadline.remind) {
    if (d.reminded.includes(daysBefore)) continue;
    const at = reminderInstant(d.due.date, daysBefore, d.basis, calendar);
    // One whose instant had come when the date was fixed is not sent.
    if (!isKnown(at) || at <= d.fixedAt) continue;
    if (at < first.at) first = { at, kind: 'reminder', deadline, daysBefore };
  }
  return first;
}

function dueOfToken(token: Token): Due | undefined {
  if (token.state === 'pending') {
    return token.opensAt == null ? undefined : { at: token.opensAt, kind: 'open', token };
  }
  if (token.state !== 'open') return undefined;
  let first: Due | undefined;
  for (const timer of token.timers ?? []) {
    if (timer.at !== null && (first === undefined || timer.at < first.at)) {
      first = { at: timer.at, kind: 'timer', token, branch: timer.branch };
    }
  }
  (token.notices ?? []).forEach((notice, index) => {
    if (first === undefined || notice.at < first.at) first = { at: notice.at, kind: 'notice', token, index };
  });
  return first;
}

function inStepOrder(program: Program, tokens: readonly Token[]): readonly Token[] {
  if (tokens.length < 2) return tokens;
  const order = (token: Token): number => program.stepOrder.get(token.step) ?? 0;
  return tokens.toSorted((a, b) => order(a) - order(b) || a.id - b.id);
}
