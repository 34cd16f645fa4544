/** When an open task is due, with the days left in the deadline's own basis. Pure. */
import type { Program } from '../../engine/program.ts';
import { type Calendar, isKnown } from '../../rules/calendar/calendar.ts';
import { daysBetween, localDate } from '../../rules/calendar/date.ts';
import { consumedDays } from '../../rules/calendar/period.ts';
import type { TaskItem } from '../../store/worklist.ts';
import { deadlineName } from './names.ts';

type Dated = Pick<TaskItem, 'deadline' | 'due' | 'dueBasis' | 'dueEarliest'>;

export function dueParts(
  task: Dated,
  { program, calendar, now }: { program: Program; calendar: Calendar; now: number },
) {
  return {
    deadline: task.deadline === null ? null : deadlineName(program, task.deadline),
    due: task.due,
    dueBasis: task.dueBasis,
    dueEarliest: task.dueEarliest,
    daysLeft: daysLeft(task, calendar, now),
    overdue: task.due !== null && task.due < localDate(now),
  };
}

/** Days of the deadline's basis from today to its date: 0 on the day itself, negative when it is past. */
function daysLeft({ due, dueBasis }: Dated, calendar: Calendar, now: number): number | null {
  if (due === null) return null;
  const today = localDate(now);
  if (dueBasis !== 'working') return daysBetween(today, due);
  const count = (from: string, to: string) => {
    const counted = consumedDays({ basis: 'working', from, days: MANY, suspensions: [] }, to, calendar);
    return isKnown(counted) ? counted : null;
  };
  if (due >= today) return count(today, due);
  const late = count(due, today);
  return late === null ? null : -late;
}

/** Longer than any period, so that counting does not stop before the date. */
const MANY = 100_000;
