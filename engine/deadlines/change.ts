/** What can happen to a deadline, each as the fact that says so; what does not apply is left out in silence. */
import { addDays, localDate } from '../../rules/calendar/date.ts';
import { overdueInstant } from '../../rules/calendar/reminder.ts';
import type { JsonObject } from '../../rules/json.ts';
import { runOverdue } from '../flow/script.ts';
import type { Deadline, DeadlineLength, Due } from '../model.ts';
import { emit, holds, isOpen, NO_ROOTS, type Run, value } from '../run.ts';
import { occasion } from './occasions.ts';
import { reckon } from './reckon.ts';

/** Starts the deadline afresh, unless its conditions say that there is none. */
export function start(run: Run, deadline: Deadline, roots: JsonObject): void {
  const length = deadline.lengths.find((candidate) => holds(run, roots, candidate.when));
  const period = length === undefined ? undefined : periodOf(run, deadline, length, roots);
  if (period === undefined) return;
  const due = reckon({ ...period, suspensions: [] }, run.calendar) as Due;
  emit(run, { type: 'deadline-started', deadline: deadline.id, ...period, due });
  if ('date' in due && overdueInstant(due.date) <= run.at) return overdue(run, deadline, true);
  if (deadline.suspendedWhile.some((step) => isOpen(run.state, step))) suspend(run, deadline);
}

interface Period {
  basis: 'working' | 'calendar' | 'fixed';
  from: string;
  days: number;
  date: string | null;
}

function periodOf(run: Run, deadline: Deadline, length: DeadlineLength, roots: JsonObject): Period | undefined {
  const today = localDate(run.at);
  if (length.basis === 'none') return undefined;
  if (length.basis === 'fixed') {
    const date = value(run, roots, length.date);
    return typeof date === 'string' ? { basis: 'fixed', from: today, days: 0, date } : undefined;
  }
  const days = value(run, roots, length.days);
  const from = deadline.from === undefined ? today : value(run, roots, deadline.from);
  if (typeof days !== 'number' || typeof from !== 'string') return undefined;
  return { basis: length.basis, from, days, date: null };
}

export function suspend(run: Run, deadline: Deadline): void {
  if (run.state.deadlines[deadline.id]?.state !== 'running') return;
  emit(run, { type: 'deadline-suspended', deadline: deadline.id });
}

export function resume(run: Run, deadline: Deadline): void {
  const d = run.state.deadlines[deadline.id];
  if (d?.state !== 'suspended') return;
  const today = localDate(run.at);
  const suspensions = d.suspensions.map((s) => (s.to === null ? { ...s, to: today } : s));
  emit(run, { type: 'deadline-resumed', deadline: deadline.id, due: reckon({ ...d, suspensions }, run.calendar) });
}

export function meet(run: Run, deadline: Deadline): void {
  const state = run.state.deadlines[deadline.id]?.state;
  if (state === 'running' || state === 'suspended') emit(run, { type: 'deadline-met', deadline: deadline.id });
}

export function cancel(run: Run, deadline: Deadline): void {
  const state = run.state.deadlines[deadline.id]?.state;
  if (state === 'running' || state === 'suspended') emit(run, { type: 'deadline-cancelled', deadline: deadline.id });
}

export function extend(run: Run, deadline: Deadline, days: number, times: number): void {
  const d = run.state.deadlines[deadline.id];
  if (d === undefined || d.extensions >= times) return;
  if (d.state !== 'running' && d.state !== 'suspended') return;
  const due = d.state === 'suspended' ? null : extended(run, d, days);
  emit(run, { type: 'deadline-extended', deadline: deadline.id, days, due });
}

function extended(run: Run, d: Parameters<typeof reckon>[0], days: number): Due | null {
  if (d.basis !== 'fixed') return reckon({ ...d, days: d.days + days }, run.calendar);
  return { date: addDays(d.date ?? d.from, days) };
}

/** Its date has passed. `atStart`: it had passed when the deadline started, so what moves the case waits its turn. */
export function overdue(run: Run, deadline: Deadline, atStart: boolean): void {
  emit(run, { type: 'overdue', deadline: deadline.id });
  runOverdue(run, deadline, atStart);
  if (run.state.status === 'open') occasion(run, { kind: 'overdue', deadline: deadline.id }, NO_ROOTS);
}
