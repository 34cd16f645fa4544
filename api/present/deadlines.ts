/** Deadlines as people see them: due date, days left in the deadline's own basis, and why each day counts. Pure. */
import type { CaseState, DeadlineState } from '../../engine/model.ts';
import type { Program } from '../../engine/program.ts';
import { type Calendar, isKnown } from '../../rules/calendar/calendar.ts';
import { localDate } from '../../rules/calendar/date.ts';
import { type Clock, daysLeft, type ExplainedDay, explain } from '../../rules/calendar/period.ts';
import type { Citation } from '../../rules/label.ts';
import { deadlineName, type Named } from './names.ts';

export interface DeadlineItem extends Named {
  citations: Citation[];
  state: DeadlineState['state'];
  basis: DeadlineState['basis'];
  /** The day that is not counted. */
  from: string;
  days: number;
  extensions: number;
  due: string | null;
  /** Where a year's holidays are not published: the earliest date it can have, and that year. */
  earliest: string | null;
  unknownYear: number | null;
  /** In its own basis, 0 on the last day, negative when overdue; null where it is over or not known. */
  daysLeft: number | null;
}

export function deadlineItems(program: Program, state: CaseState, calendar: Calendar, now: number): DeadlineItem[] {
  return program.procedure.deadlines.flatMap(({ id, citations }) => {
    const deadline = state.deadlines[id];
    if (deadline === undefined) return [];
    const { due } = deadline;
    const item: DeadlineItem = {
      ...deadlineName(program, id),
      citations,
      state: deadline.state,
      basis: deadline.basis,
      from: deadline.from,
      days: deadline.days,
      extensions: deadline.extensions,
      due: due !== null && 'date' in due ? due.date : null,
      earliest: due !== null && 'earliest' in due ? due.earliest : null,
      unknownYear: due !== null && 'unknownYear' in due ? due.unknownYear : null,
      daysLeft: leftOf(deadline, calendar, now),
    };
    return [item];
  });
}

function leftOf(deadline: DeadlineState, calendar: Calendar, now: number): number | null {
  if (deadline.state === 'met' || deadline.state === 'cancelled') return null;
  const left = daysLeft(clockOf(deadline), localDate(now), calendar);
  return isKnown(left) ? left : null;
}

function clockOf(deadline: DeadlineState): Clock {
  const suspensions = deadline.suspensions.map(({ from, to }) => (to === null ? { from } : { from, to }));
  return deadline.basis === 'fixed' && deadline.date !== null
    ? { basis: 'fixed', date: deadline.date, suspensions }
    : {
        basis: deadline.basis === 'fixed' ? 'calendar' : deadline.basis,
        from: deadline.from,
        days: deadline.days,
        suspensions,
      };
}

export interface DeadlineExplanation {
  due: string | null;
  unknownYear: number | null;
  days: readonly ExplainedDay[];
}

export function explainDeadline(deadline: DeadlineState, calendar: Calendar): DeadlineExplanation {
  const { due, days } = explain(clockOf(deadline), calendar);
  const known = due === null || isKnown(due);
  return { due: known ? due : null, unknownYear: known ? null : 'beyond' in due ? due.beyond : due.before, days };
}
