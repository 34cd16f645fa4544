/** What is due, as the API answers it. Pure. */
import type { Program } from '../../engine/program.ts';
import { type Calendar, dayKind, isKnown, workingDaysBetween } from '../../rules/calendar/calendar.ts';
import { addDays, dayNumber, daysBetween, type PlainDate } from '../../rules/calendar/date.ts';
import type { AgendaItem, DayCounts } from '../../store/agenda.ts';
import type { Gazette } from '../ports.ts';
import { deadlineName, groupOf, type Named, unitLabel } from './names.ts';

/** `<slug>/<group>`; null: nobody's turn. */
export function deskName(gazettes: readonly Gazette[], grp: string): Named | null {
  return grp.endsWith('/') ? null : groupOf(gazettes, grp);
}

export interface AgendaContext {
  program: Program;
  gazettes: readonly Gazette[];
  calendar: Calendar;
  today: PlainDate;
}

export function agendaItem(item: AgendaItem, { program, gazettes, calendar, today }: AgendaContext) {
  return {
    caseId: item.case_id,
    caseNumber: item.number,
    subject: item.subject,
    procedure: { id: item.procedure, label: program.procedure.title },
    deadline: deadlineName(program, item.deadline),
    group: deskName(gazettes, item.grp),
    unit: item.unit,
    unitLabel: unitLabel(item.unit, [program]),
    state: item.state,
    basis: item.basis,
    from: item.counts_from,
    due: item.due,
    earliest: item.due_earliest,
    unknownYear: item.unknown_year,
    daysLeft: item.due === null ? null : daysLeft(item.due, item.basis, today, calendar),
    unclaimed: item.unclaimed,
    risks: item.risks,
  };
}

/** In the basis of the deadline, 0 on the last day; null where a year's holidays are not known. */
function daysLeft(due: PlainDate, basis: string, today: PlainDate, calendar: Calendar): number | null {
  if (basis !== 'working') return daysBetween(today, due);
  const left = workingDaysBetween(today, due, calendar);
  return isKnown(left) ? left : null;
}

const NONE = { due: 0, overdue: 0, near: 0, unclaimed: 0, suspended: 0, unknown: 0 };

/** Every day of the span; `kind` null: the holidays of its year are not known. */
export function agendaDays(counts: readonly DayCounts[], from: PlainDate, to: PlainDate, calendar: Calendar) {
  const byDay = new Map(counts.map((one) => [one.day, one]));
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => {
    const day = addDays(from, i);
    return { ...NONE, ...byDay.get(day), day, kind: dayKind(dayNumber(day), calendar) ?? null };
  });
}
